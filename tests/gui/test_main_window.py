"""The window holds its pages, remembers how it was left and passes every wish on."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QProgressBar, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.main_window import LEAST_SIZE, MainWindow
from momentum_desktop.gui.theme import DARK, FAMILY, LIGHT
from momentum_desktop.gui.window_commands import commands_of
from momentum_desktop.gui.window_memory import FILE_NAME
from momentum_desktop.service.choices import Choices
from momentum_desktop.service.settings_file import SettingsFile
from momentum_desktop.service.values import User
from tests.gui.samples import achievements, clock, done, full_day, progress, unlock

NAMES = ("page_tasks", "page_achievements", "page_streaks", "page_levels", "page_insights")


def open_window(qtbot: QtBot, folder: Path) -> MainWindow:
    folder.mkdir(parents=True, exist_ok=True)
    window = MainWindow(folder, clock)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.pages_ready, timeout=10_000):
        window.show()
    window.activateWindow()
    return window


@pytest.fixture
def window(qtbot: QtBot, data_dir: Path) -> MainWindow:
    return open_window(qtbot, data_dir)


def test_all_names_that_scripts_lean_on_are_there_once_the_window_is_idle(window: MainWindow) -> None:
    names = ("tabs", *NAMES, "quick_add", "task_list", "points_today", "points_total", "level_title", "level_bar")
    for name in names:
        assert window.findChild(QWidget, name) is not None, name
    assert [window.tabs.widget(place).objectName() for place in range(5)] == list(NAMES)


def test_every_control_has_an_accessible_name(window: MainWindow) -> None:
    window.show_progress(progress())
    kinds = (QAbstractButton, QLineEdit, QProgressBar, QTabWidget)
    for kind in kinds:
        for control in window.findChildren(kind):
            inside = isinstance(control.parent(), QLineEdit)  # a line names what it does itself
            if inside or "qt_" in control.objectName() + control.parent().objectName():
                continue
            named = control.accessibleName() or (isinstance(control, QAbstractButton) and control.text())
            assert named, f"{control!r} in {control.parent()!r}"


def test_on_a_day_of_25_hours_what_was_done_in_its_first_hour_is_done_today(window: MainWindow) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    began, ends = (datetime(2026, 10, day, tzinfo=berlin).astimezone(UTC) for day in (25, 26))
    assert ends - began == timedelta(hours=25)
    early = replace(done(1, "Read the news"), completed_at=datetime(2026, 10, 25, 0, 20, tzinfo=berlin))
    before = replace(done(2, "Lock the door"), completed_at=datetime(2026, 10, 24, 23, 50, tzinfo=berlin))
    window.show_progress(progress(day=date(2026, 10, 25), day_began_at=began, day_ends_at=ends))
    window.tasks_page.show_tasks((early, before))
    assert window.tasks_page.model.tasks_in("Done today") == [early]


@pytest.mark.parametrize("place", range(5))
def test_control_and_a_figure_go_to_a_page(window: MainWindow, place: int) -> None:
    window.tabs.setCurrentIndex((place + 1) % 5)
    QTest.keyClick(window, Qt.Key(Qt.Key.Key_1 + place), Qt.KeyboardModifier.ControlModifier)
    assert window.tabs.currentWidget().objectName() == NAMES[place]


def test_the_keys_of_the_pages_count_the_tabs_in_sight(window: MainWindow) -> None:
    window.frame.show_game(points=False, streaks=True, toasts=True)
    tabs = window.frame.tabs
    QTest.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert tabs.current == "insights"
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    assert tabs.current == "achievements"
    assert tabs.tabToolTip(4) == "Insights (Ctrl+4)"
    assert {each.title: each.keys for each in commands_of(window.frame)}["Go to Insights"] == "Ctrl+4"
    window.frame.show_game(points=True, streaks=True, toasts=True)
    assert tabs.tabToolTip(4) == "Insights (Ctrl+5)"


def test_control_n_goes_to_the_line_from_any_page(window: MainWindow) -> None:
    window.tabs.setCurrentIndex(3)
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert window.tasks_page.quick_add.line.hasFocus()


def test_undo_and_redo_leave_the_window_even_from_the_empty_line(window: MainWindow, qtbot: QtBot) -> None:
    line = window.tasks_page.quick_add.line
    line.setFocus()
    control = Qt.KeyboardModifier.ControlModifier
    with qtbot.waitSignal(window.undo_requested):
        QTest.keyClick(line, Qt.Key.Key_Z, control)
    with qtbot.waitSignal(window.redo_requested):
        QTest.keyClick(line, Qt.Key.Key_Z, control | Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(window.redo_requested):
        QTest.keyClick(line, Qt.Key.Key_Y, control)


def test_undo_in_a_line_with_words_takes_back_the_words(window: MainWindow, qtbot: QtBot) -> None:
    line = window.tasks_page.quick_add.line
    line.setFocus()
    QTest.keyClicks(line, "Water")
    with qtbot.assertNotEmitted(window.undo_requested):
        QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line.text() == ""


def test_the_first_paint_waits_for_no_import_but_qt() -> None:
    program = "import sys, momentum_desktop.gui.main_window; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    loaded = set(done.stdout.split())
    late = {"window_frame", "tasks_page", "header", "toasts", "icons", "theme"}
    assert not loaded & {"momentum_desktop.service.values", "PySide6.QtSvg", "sqlalchemy", "numpy"}
    assert not loaded & {f"momentum_desktop.gui.{name}" for name in late}


def test_the_window_is_furnished_after_its_first_paint(qtbot: QtBot, data_dir: Path) -> None:
    window = MainWindow(data_dir, clock)
    qtbot.addWidget(window)
    assert window.findChild(QWidget, "tabs") is None
    with qtbot.waitSignals([window.ready, window.pages_ready], order="strict", timeout=10_000):
        window.show()


def test_the_window_opens_with_the_cursor_in_the_quick_add_line(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(window.tasks_page.quick_add.line.hasFocus, timeout=2000)


def test_every_word_of_the_window_is_set_in_the_bundled_family(window: MainWindow) -> None:
    strange = [each for each in window.findChildren(QWidget) if each.font().family() != FAMILY]
    assert strange == []


def test_what_is_asked_for_early_is_built_at_once(qtbot: QtBot, data_dir: Path) -> None:
    window = MainWindow(data_dir, clock)
    qtbot.addWidget(window)
    window.show_progress(progress())
    window.tasks_page.show_tasks(full_day())
    with qtbot.waitSignal(window.pages_ready, timeout=10_000):
        window.show()
    assert window.tasks_page.model.rowCount() == 17


def test_silence_for_the_moment_is_not_remembered(qtbot: QtBot, data_dir: Path) -> None:
    window = open_window(qtbot, data_dir)
    window.set_quiet(True)
    window.close()
    assert Choices(SettingsFile(data_dir))["appearance.animation"]


def test_geometry_tab_and_choices_come_back(qtbot: QtBot, data_dir: Path) -> None:
    first = open_window(qtbot, data_dir)
    first.setGeometry(QRect(30, 40, 750, 540))
    first.tabs.setCurrentIndex(2)
    first.menu_button.appearance_chosen.emit("dark")
    first.menu_button.quiet_toggled.emit(True)
    with qtbot.waitSignal(first.closing):
        first.close()
    assert (data_dir / FILE_NAME).exists()
    second = open_window(qtbot, data_dir)
    assert second.size() == first.size()
    assert second.tabs.currentWidget().objectName() == "page_streaks"
    assert second.theme == DARK
    assert second.menu_button.is_quiet


def test_a_broken_memory_is_an_empty_one(qtbot: QtBot, data_dir: Path) -> None:
    data_dir.mkdir()
    (data_dir / FILE_NAME).write_bytes(b"[General]\ntab=nowhere\nplan=\xff\ngeometry=12\n")
    window = open_window(qtbot, data_dir)
    assert window.tabs.currentWidget().objectName() == "page_tasks"
    assert window.theme == LIGHT


def test_the_theme_can_be_chosen_and_reaches_everything(window: MainWindow) -> None:
    window.apply_theme(DARK)
    assert window.palette().window().color().name() == DARK.window
    assert all(window.tabs.widget(place).theme == DARK for place in range(5))


def test_becoming_active_asks_for_a_fresh_look(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.activated):
        QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))


def test_toasts_never_cover_the_line(window: MainWindow) -> None:
    window.resize(720, 520)
    window.show_progress(progress())
    window.show_achievements(achievements())
    window.tasks_page.show_tasks(full_day())
    for number in range(9):
        window.toasts.show_outcome(unlock("First Spark", event_id=number))
    line = window.tasks_page.quick_add.line
    line_rect = QRect(line.mapTo(window, line.rect().topLeft()), line.size())
    toast_rect = QRect(window.toasts.mapTo(window, window.toasts.rect().topLeft()), window.toasts.size())
    assert window.toasts.isVisible()
    assert not line_rect.intersects(toast_rect)


def test_in_the_narrowest_window_the_tabs_have_room_beside_who_it_is(window: MainWindow, qtbot: QtBot) -> None:
    window.frame.people.show_people((User(1, "Wolfgang", 40, 1, True), User(2, "Anna", 7, 1, False)))
    window.resize(LEAST_SIZE)
    bar = window.tabs.tabBar()
    qtbot.waitUntil(lambda: bar.sizeHint().width() <= bar.width() <= LEAST_SIZE.width())
    assert window.frame.people.isVisible()


def test_a_failure_is_said(window: MainWindow) -> None:
    window.show_failure("The disk is full.")
    assert window.toasts.toasts[0].digest.lines == ("The disk is full.",)


def test_the_menu_opens_the_keys_and_the_words_about_the_program(window: MainWindow, qtbot: QtBot) -> None:
    window.menu_button.shortcuts_requested.emit()
    window.menu_button.about_requested.emit()
    titles = {each.windowTitle() for each in QApplication.topLevelWidgets() if each.isVisible()}
    assert {"Keyboard shortcuts", "Momentum Desktop"} <= titles
