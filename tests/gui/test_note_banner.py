"""The banner shows what the desktop did not, one after the other, with the same buttons."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.note import Note
from momentum_desktop.gui.note_banner import NoteBanner
from momentum_desktop.gui.theme import DARK

FIRST = Note("task:1", "Water <b>the</b> plants", "Due today.", (("done", "Done"), ("snooze", "Snooze 30 min")))
SECOND = Note("streaks", "2 streaks are still due", "", (("day_off", "Take today off"),))


@pytest.fixture
def banner(qtbot: QtBot) -> NoteBanner:
    made = NoteBanner()
    qtbot.addWidget(made)
    made.apply_theme(DARK)
    return made


def button(banner: NoteBanner, name: str) -> QPushButton:
    found = [each for each in banner.findChildren(QPushButton, f"note_{name}") if each.isVisibleTo(banner)]
    assert len(found) == 1
    return found[0]


def words(banner: NoteBanner) -> list[str]:
    return [each.text() for each in banner.findChildren(QLabel) if each.text()]


@pytest.mark.parametrize("action", ["done", "snooze"])
def test_each_button_answers_and_the_note_goes(qtbot: QtBot, banner: NoteBanner, action: str) -> None:
    banner.show_note(FIRST)
    assert banner.isVisible()
    with qtbot.waitSignal(banner.answered) as answered:
        qtbot.mouseClick(button(banner, action), Qt.MouseButton.LeftButton)
    assert answered.args == ["task:1", action]
    assert not banner.isVisible()


def test_one_follows_the_other(qtbot: QtBot, banner: NoteBanner) -> None:
    banner.show_note(FIRST)
    banner.show_note(SECOND)
    assert banner.shown == FIRST
    qtbot.mouseClick(button(banner, "done"), Qt.MouseButton.LeftButton)
    assert banner.shown == SECOND
    assert words(banner) == ["2 streaks are still due"]
    with qtbot.assertNotEmitted(banner.answered):
        qtbot.mouseClick(banner.findChildren(QToolButton)[0], Qt.MouseButton.LeftButton)
    assert not banner.isVisible()


def test_words_stand_as_they_are_and_are_heard(banner: NoteBanner) -> None:
    banner.show_note(FIRST)
    label = next(each for each in banner.findChildren(QLabel) if "plants" in each.text())
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert banner.accessibleName() == "Water <b>the</b> plants. Due today."


def test_a_note_goes_when_its_matter_is_settled_or_another_person_comes(banner: NoteBanner) -> None:
    banner.show_note(FIRST)
    banner.show_note(SECOND)
    banner.let_go("task:1")
    assert banner.shown == SECOND
    banner.begin_anew()
    assert banner.shown is None
    assert not banner.isVisible()


def test_a_note_with_the_same_key_takes_the_place_of_the_earlier(banner: NoteBanner) -> None:
    banner.show_note(FIRST)
    banner.show_note(Note("task:1", "Water the plants", "Was due 1 day ago."))
    assert words(banner) == ["Water the plants", "Was due 1 day ago."]
    assert [each for each in banner.findChildren(QPushButton) if each.isVisibleTo(banner)] == []
