"""The settings window: every choice has its row, is written at once, follows the file, and is found by the search."""

from __future__ import annotations

from datetime import timedelta
from time import monotonic

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTime
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QPushButton,
    QSpinBox,
    QTimeEdit,
    QWidget,
)

from momentum_desktop.gui import choice_writer
from momentum_desktop.gui.settings_words import ALSO
from momentum_desktop.gui.switch import Switch
from momentum_desktop.service.choices import CHOICES, Choices
from momentum_desktop.service.settings_file import PATIENCE_SECONDS, SettingsFile
from momentum_desktop.store.workplace import alone_in
from tests.app.desk import Desk

WORDS = (
    ("dark", {"Light or dark"}),
    ("theme", {"Light or dark", "Themes"}),
    ("night mode", {"Light or dark"}),
    ("colour", {"Accent colours", "Themes", "Light or dark"}),
    ("color", {"Accent colours", "Themes"}),
    ("wallpaper", {"Backgrounds of your own"}),
    ("confetti", {"Celebrations of your own"}),
    ("motion", {"Animation"}),
    ("port", {"Port"}),
    ("api", {"Let other programs in", "Address", "Port", "A key for another program"}),
    ("token", {"A key for another program"}),
    ("localhost", {"Address"}),
    ("backup", {"Backups", "Restore"}),
    ("restore", {"Restore", "Backups"}),
    ("export csv", {"Export"}),
    ("migrate", {"Import"}),
    ("todoist", {"Import"}),
    ("another computer", {"Restore"}),
    ("move", {"Folder", "Restore"}),
    ("week", {"The week starts on"}),
    ("monday", {"The week starts on"}),
    ("midnight", {"The day starts at"}),
    ("weekend", {"Days of rest"}),
    ("holiday", {"Days of rest"}),
    ("score", {"Points and levels"}),
    ("game", {"Points and levels", "Streaks"}),
    ("popup", {"Toasts for what was won", "Notifications"}),
    ("unlock", {"Open all perks"}),
    ("minimize", {"Stay in the tray"}),
    ("login", {"Start with the desktop"}),
    ("startup", {"Start with the desktop"}),
    ("launcher", {"In the applications menu"}),
    ("mute", {"Notifications"}),
    ("reminder", {"Tasks and habits"}),
    ("times", {"Tasks and habits"}),
    ("due time", {"Tasks and habits"}),
    ("alarm", {"Notifications", "Tasks and habits", "The end of focus"}),
    ("later", {"Snooze for"}),
    ("presentation", {"Hold back in full screen"}),
    ("evening", {"At this hour"}),
    ("pomodoro", {"The end of focus"}),
    ("quiet", {"Notifications", "Animation", "Points and levels"}),
    ("custom", {"Achievements of your own", "Streaks of your own"}),
    ("family", {"Another person"}),
    ("account", {"Another person"}),
    ("rules.toml", {"The rules taken"}),
    ("folder", {"Folder"}),
    ("reset", {"The usual look", "The rules taken"}),
)
"""What people may type, and the titles of the rows that they look for."""


def test_every_choice_has_its_control_and_shows_what_the_file_says(desk: Desk) -> None:
    shown = {name for page in desk.settings.pages for name in page._choices}
    assert shown == set(CHOICES)
    assert all(desk.settings.findChild(QWidget, name) is not None for name in CHOICES)


def test_each_switch_is_written_with_its_comment_and_stands_after_a_restart(desk: Desk) -> None:
    for name, choice in CHOICES.items():
        if not isinstance(choice.default, bool):
            continue
        desk.toggle(name)
        table, _, key = name.partition(".")
        assert desk.stored()[table][key] is not choice.default
        assert f"# {choice.comment}\n{key} = " in (desk.folder / "settings.toml").read_text()
        assert Choices(SettingsFile(desk.folder))[name] is not choice.default
        desk.toggle(name)
        assert desk.stored()[table][key] is choice.default


def test_a_file_that_was_edited_by_hand_is_seen_when_the_window_comes_to_the_front(desk: Desk) -> None:
    (desk.folder / "settings.toml").write_text('[reminders]\nstreaks_at = "07:30"\n[appearance]\ntheme = "dark"\n')
    desk.window.activated.emit()
    assert desk.part(QTimeEdit, "reminders.streaks_at").time() == QTime(7, 30)
    assert desk.window.theme.name == "dark"


def test_a_broken_file_is_set_aside_with_a_word(desk: Desk) -> None:
    (desk.folder / "settings.toml").write_text("reminders = [")
    desk.window.activated.emit()
    desk.until(lambda: any("set aside" in toast.accessibleName() for toast in desk.window.toasts.toasts))
    assert len(list(desk.folder.glob("settings.broken-*"))) == 1


def test_a_choice_that_the_disk_does_not_take_is_told_and_shown_as_it_is(desk: Desk) -> None:
    (desk.folder / "settings.toml").write_text("game = 1\n")
    desk.part(Switch, "game.toasts").click()
    assert desk.part(Switch, "game.toasts").isChecked()
    assert "cannot be changed" in desk.window.toasts.toasts[-1].accessibleName()


def test_the_window_does_not_wait_for_another_program_that_holds_the_settings(desk: Desk) -> None:
    with alone_in(desk.folder):
        begun = monotonic()
        desk.window.choose("game.streaks", False)
        desk.window.choose("appearance.theme", "light")
        desk.window.choose("appearance.theme", "dark")
        assert monotonic() - begun < PATIENCE_SECONDS / 2
        assert not desk.stored()
    desk.until(lambda: len(desk.stored()) == 2)
    assert (desk.stored()["appearance"], desk.stored()["game"]) == ({"theme": "dark"}, {"streaks": False})
    desk.until(lambda: desk.window.theme.name == "dark")
    assert not desk.window.toasts.toasts


def test_a_choice_that_others_keep_out_is_told_after_a_while_and_no_longer_wished(desk: Desk) -> None:
    with alone_in(desk.folder):
        desk.window.choose("game.streaks", False)
        desk.until(lambda: bool(desk.window.toasts.toasts))
    assert "try again" in desk.window.toasts.toasts[0].digest.lines[0]
    desk.window.choose("appearance.theme", "dark")
    assert set(desk.stored()) == {"appearance"}


def test_the_end_waits_once_however_many_choices_are_kept_out(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice_writer, "PATIENCE_SECONDS", 0.5)
    with alone_in(desk.folder):
        for name in ("game.streaks", "game.points", "game.toasts", "appearance.animation"):
            desk.window.choose(name, False)
        begun = monotonic()
        desk.window.leave()
        assert monotonic() - begun < 1.5
    assert not desk.stored()


def test_a_choice_that_waits_is_written_when_the_window_leaves(desk: Desk) -> None:
    with alone_in(desk.folder):
        desk.window.choose("game.streaks", False)
    desk.window.leave()
    assert desk.stored()["game"] == {"streaks": False}


def test_scrolling_over_a_box_does_not_change_it(desk: Desk) -> None:
    box = desk.part(QComboBox, "appearance.theme")
    desk.settings.search.setFocus()
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, event)
    assert box.currentText() == "As the system"


def test_the_search_finds_rows_by_their_words_on_every_page(desk: Desk) -> None:
    settings = desk.settings
    settings.search.setText("snooze")
    visible = [
        settings.list.item(row).text() for row in range(settings.list.count()) if not settings.list.item(row).isHidden()
    ]
    assert visible == ["Reminders"]
    assert settings.list.currentItem().text() == "Reminders"
    assert desk.part(QSpinBox, "reminders.snooze_minutes").isVisible()
    assert not desk.part(Switch, "reminders.tasks").isVisible()
    settings.search.setText("nothing is called this")
    assert settings._stack.currentWidget() is settings._nothing
    desk.qtbot.keyClick(settings.search, Qt.Key.Key_Escape)
    assert settings.search.text() == ""
    assert desk.part(Switch, "reminders.tasks").isVisible()


def found(desk: Desk, words: str) -> set[str]:
    """The titles of the rows that a search leaves in sight, on any page."""
    desk.settings.search.setText(words)
    rows = [(page, row) for page in desk.settings.pages for row in page.rows if not row.isHidden()]
    shown = {desk.settings.list.item(place).isHidden() for place in range(desk.settings.list.count())}
    assert bool(rows) is (False in shown)
    for page, _ in rows:
        assert not desk.settings.list.item(desk.settings.pages.index(page)).isHidden()
    return {row._title.text() for _, row in rows}


def test_the_search_finds_each_row_by_each_word_of_its_title_and_beneath_it(desk: Desk) -> None:
    rows = [(row._title.text(), row._words.text()) for page in desk.settings.pages for row in page.rows]
    assert len(rows) > 30
    for title, beneath in rows:
        if "/" in beneath:
            beneath = ""  # where the data lies is no word to look for
        assert title in found(desk, title.upper())
        for word in title.split():
            assert title in found(desk, word), word
        if title != "Backups" and "key" not in beneath:
            assert title in found(desk, " ".join(reversed(f"{title} {beneath.split('. From ')[0]}".split())))


def test_the_search_finds_settings_by_the_words_that_people_have_for_them(desk: Desk) -> None:
    missing = {words: titles - found(desk, words) for words, titles in WORDS}
    assert {words: titles for words, titles in missing.items() if titles} == {}


def test_rows_that_come_while_one_searches_are_searched_too(desk: Desk) -> None:
    assert found(desk, "asked for") == set()
    assert desk.settings._stack.currentWidget() is desk.settings._nothing
    desk.click("backup_now")
    desk.until(lambda: len(found(desk, "asked for")) == 1)
    desk.settings.search.setText("folder")
    desk.now += timedelta(hours=1)
    desk.click("backup_now")
    desk.until(lambda: "2 backups" in desk.settings.data._last._words.text())
    assert found(desk, "folder") >= {"Folder"}
    assert not any(row.isVisible() for row in desk.settings.data.rows if "events" in row._words.text())


def test_every_word_that_is_looked_for_belongs_to_a_row_that_there_is(desk: Desk) -> None:
    titles = {row._title.text() for page in desk.settings.pages for row in page.rows}
    assert set(ALSO) <= titles


def test_every_control_of_the_settings_has_an_accessible_name(desk: Desk) -> None:
    for kind in (QPushButton, Switch, QComboBox, QSpinBox, QTimeEdit):
        for control in desk.settings.findChildren(kind):
            assert control.accessibleName(), control.objectName()
