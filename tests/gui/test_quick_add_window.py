"""The small window for one task: it goes when the task is stored and gives the words back when it is not."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.quick_add_window import HINT, QuickAddWindow
from momentum_desktop.gui.theme import DARK
from momentum_desktop.service.values import ActResult
from tests.gui.samples import TODAY

ADDED = ActResult(1, "add", "Added “Buy bread”")


@pytest.fixture
def window(qtbot: QtBot) -> QuickAddWindow:
    made = QuickAddWindow(TODAY)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.begin(TODAY)
    return made


def hint(window: QuickAddWindow) -> QLabel:
    return window.findChildren(QLabel)[-1]


def test_enter_passes_the_task_on_and_the_window_goes_once_it_is_stored(qtbot: QtBot, window: QuickAddWindow) -> None:
    qtbot.waitUntil(window.quick_add.line.hasFocus)
    qtbot.keyClicks(window.quick_add.line, "Buy bread !complex")
    with qtbot.waitSignal(window.draft_entered) as entered:
        qtbot.keyClick(window.quick_add.line, Qt.Key.Key_Return)
    assert entered.args is not None
    assert (entered.args[0].title, entered.args[0].complexity) == ("Buy bread", "complex")
    assert window.isVisible()
    assert not window.quick_add.isEnabled()
    window.show_act(ActResult(1, "complete", "Completed something else"))
    assert window.isVisible()
    with qtbot.waitSignal(window.put_away):
        window.show_act(ADDED)
    assert not window.isVisible()


def test_words_that_could_not_be_stored_come_back_with_the_reason(qtbot: QtBot, window: QuickAddWindow) -> None:
    qtbot.keyClicks(window.quick_add.line, "Buy bread")
    qtbot.keyClick(window.quick_add.line, Qt.Key.Key_Return)
    window.show_failure("The disk is full.")
    assert window.isVisible()
    assert window.quick_add.line.text() == "Buy bread"
    assert window.quick_add.isEnabled()
    assert hint(window).text() == "The disk is full."


def test_what_fails_elsewhere_is_not_told_here(window: QuickAddWindow) -> None:
    window.show_failure("Something else.")
    window.show_act(ADDED)
    assert hint(window).text() == HINT
    assert window.isVisible()


def test_escape_closes_and_the_next_time_begins_anew(qtbot: QtBot, window: QuickAddWindow) -> None:
    qtbot.keyClicks(window.quick_add.line, "Half a thought")
    with qtbot.waitSignal(window.put_away), qtbot.assertNotEmitted(window.draft_entered):
        qtbot.keyClick(window.quick_add.line, Qt.Key.Key_Escape)
    window.begin(TODAY)
    assert window.isVisible()
    assert window.quick_add.line.text() == ""


def test_it_follows_the_theme(window: QuickAddWindow) -> None:
    window.apply_theme(DARK)
    assert window.grab().toImage().pixelColor(4, 4).name() == DARK.raised
