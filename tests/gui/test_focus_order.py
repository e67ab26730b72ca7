"""Tab goes through each page as the eye does, and the arrows go between the quick-add line and the list."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.main_window import MainWindow
from momentum_desktop.gui.shortcut_words import SHORTCUTS
from tests.gui import page_samples as samples
from tests.gui import window_states
from tests.gui.samples import full_day
from tests.gui.window_states import State, filled_window

MOST_STOPS = 200


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    made = filled_window(qtbot, tmp_path)
    made.resize(1280, 800)
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


def streaks(window: MainWindow) -> None:
    window.frame.tabs.go_to("streaks")
    window.streaks_page.show_streaks(samples.streaks())


def history(window: MainWindow) -> None:
    window.frame.tabs.show_history()


def place(widget: QWidget) -> QRect:
    """Where a widget stands in its window, nothing being scrolled."""
    spot, holder = QPoint(), widget
    while not holder.isWindow():
        parent = holder.parentWidget()
        area = parent.parentWidget()
        if not (isinstance(area, QScrollArea) and area.widget() is holder):
            spot += holder.pos()
        holder = parent
    return QRect(spot, widget.size())


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def walk(first: QWidget, key: Qt.Key = Qt.Key.Key_Tab) -> list[QWidget]:
    """All stops from one on until it comes again."""
    first.setFocus(Qt.FocusReason.TabFocusReason)
    stops = [first]
    while len(stops) < MOST_STOPS:
        QTest.keyClick(stops[-1], key)
        if focused() is first:
            return stops
        stops.append(focused())
    raise AssertionError("it never comes around")


@pytest.mark.parametrize(
    "show",
    [
        window_states.plan,
        window_states.plan_of_nothing,
        window_states.search,
        window_states.achievements,
        window_states.story,
        streaks,
        window_states.levels,
        window_states.insights,
        window_states.insights_by_kind,
        history,
    ],
    ids=lambda show: show.__name__,
)
def test_tab_goes_down_and_to_the_right(window: MainWindow, show: State) -> None:
    show(window)
    QApplication.processEvents()
    stops = walk(window.header.findChild(QWidget, "why_level"))
    assert len(stops) > 6
    for before, after in pairwise(stops):
        one, other = place(before), place(after)
        assert not (other.bottom() <= one.top() and other.left() < one.right()), f"{after} after {before}"
        level = other.top() < one.center().y() and other.bottom() > one.center().y()
        assert not (level and other.right() <= one.left()), f"{after} after {before}"
    assert not any(isinstance(stop, QScrollArea) for stop in stops)
    assert walk(stops[0], Qt.Key.Key_Backtab) == [stops[0], *reversed(stops[1:])]


def test_from_quick_add_tab_comes_to_the_list_and_then_down_the_plan(window: MainWindow) -> None:
    window_states.plan(window)
    page = window.tasks_page
    page.plan_toggle.setChecked(False)
    QApplication.processEvents()
    stops = walk(page.quick_add.line)
    assert stops[1] is page.list
    cards = (page.pane.focus_card, page.pane.day_card, page.pane.goals_card)
    inside = [next((card for card in cards if card.isAncestorOf(stop)), None) for stop in stops[2:]]
    assert [card for place, card in enumerate(inside) if card is not None and card not in inside[:place]] == [*cards]
    assert stops[2] is page.pane.log
    page.begin_search()
    assert walk(page.quick_add.line)[1:3] == [page.search.line, page.list]


def test_where_tab_comes_is_scrolled_into_sight(window: MainWindow) -> None:
    window_states.plan(window)
    window.resize(1280, 560)
    page, column = window.tasks_page, window.tasks_page.pane.column
    QApplication.processEvents()
    column.verticalScrollBar().setValue(column.verticalScrollBar().maximum())
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Tab)
    assert focused() is page.pane.log
    spot = page.pane.log.mapTo(column.viewport(), page.pane.log.rect().center())
    assert column.viewport().rect().contains(spot)


def test_the_list_shows_where_the_keyboard_is_when_tab_comes_to_it(window: MainWindow) -> None:
    page = window.tasks_page
    page.show_tasks(full_day())
    page.quick_add.line.setFocus()
    QTest.keyClick(page.quick_add.line, Qt.Key.Key_Tab)
    assert page.list.hasFocus()
    assert len(page.list.chosen) == 1
    page.list.setCurrentIndex(page.model.index(3, 0))
    kept = page.list.chosen
    page.quick_add.line.setFocus()
    QTest.keyClick(page.quick_add.line, Qt.Key.Key_Tab)
    assert page.list.chosen == kept


def test_down_in_an_empty_line_goes_into_the_list_and_up_from_the_first_task_back(window: MainWindow) -> None:
    page = window.tasks_page
    page.show_tasks(full_day())
    line = page.quick_add.line
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Down)
    assert page.list.hasFocus()
    first = page.list.chosen
    assert first == [page.model.task_at(page.model.index(1, 0))]
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    QTest.keyClick(page.list, Qt.Key.Key_Up)
    assert page.list.hasFocus()
    assert page.list.chosen == first
    QTest.keyClick(page.list, Qt.Key.Key_Up)
    assert line.hasFocus()
    QTest.keyClicks(line, "Wr")
    QTest.keyClick(line, Qt.Key.Key_Down)
    assert line.hasFocus()


def test_up_from_the_first_task_goes_back_to_the_search_while_there_is_one(window: MainWindow) -> None:
    page = window.tasks_page
    page.show_tasks(full_day())
    page.begin_search()
    QTest.keyClick(page.search.line, Qt.Key.Key_Down)
    QTest.keyClick(page.list, Qt.Key.Key_Up)
    assert page.search.line.hasFocus()


def test_tab_goes_on_from_a_column_that_was_scrolled_by_its_keys(window: MainWindow) -> None:
    window_states.levels(window)
    column = window.levels_page.findChild(QScrollArea)
    assert column is not None
    column.setFocus()
    QTest.keyClick(column, Qt.Key.Key_Tab)
    assert focused().objectName() == "level_1"
    column.setFocus()
    QTest.keyClick(column, Qt.Key.Key_Backtab)
    assert not column.isAncestorOf(focused())


def test_the_sheet_of_keys_tells_it() -> None:
    keys = {key for _, group in SHORTCUTS for key, _ in group}
    assert {"Tab", "↓, ↑", "Ctrl+Enter"} <= keys
