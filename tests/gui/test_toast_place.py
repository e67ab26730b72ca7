"""Toasts stand where they cover neither the row that the hand is at nor the points, the plan or the quick-add line."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.main_window import MainWindow
from momentum_desktop.gui.task_delegate import BOX_COLUMN, WORTH_COLUMN
from momentum_desktop.gui.toast_place import place_of
from momentum_desktop.gui.toasts import MOST
from momentum_desktop.service.values import ActResult
from tests.gui.plan_samples import goals
from tests.gui.samples import TODAY, task, unlock
from tests.gui.window_states import filled_window

ROOM = QRect(0, 100, 1000, 500)
SIZES = ((720, 520), (900, 640), (1120, 760), (1280, 800), (1920, 1080))


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    made = filled_window(qtbot, tmp_path)
    made.toasts.set_animated(False)
    made.tasks_page.show_tasks(tuple(task(number, f"Task {number}", due=TODAY) for number in range(1, 40)))
    made.tasks_page.show_goals(goals())
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


def within(window: MainWindow, part: QWidget) -> QRect:
    return QRect(part.mapTo(window.frame, QPoint()), part.size())


def row_in(window: MainWindow, row: int) -> QRect:
    view = window.tasks_page.list
    rect = view.visualRect(view.model().index(row, 0))
    return QRect(view.viewport().mapTo(window.frame, rect.topLeft()), rect.size())


def tick(window: MainWindow, row: int) -> None:
    view = window.tasks_page.list
    spot = QPoint(BOX_COLUMN // 2, view.visualRect(view.model().index(row, 0)).center().y())
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def test_they_stand_at_the_bottom_right_over_or_under_what_is_spared() -> None:
    size = QSize(300, 100)
    assert place_of(size, ROOM, QRect()) == QPoint(700, 500)
    assert place_of(size, ROOM, QRect(0, 100, 1000, 50)) == QPoint(700, 500)
    assert place_of(size, ROOM, QRect(0, 540, 1000, 50)) == QPoint(700, 432)
    tall = QSize(300, 440)
    assert place_of(tall, ROOM, QRect(0, 500, 1000, 50)) == QPoint(700, 160)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_row_just_ticked_is_never_covered_nor_the_points_the_plan_and_the_line(
    window: MainWindow, width: int, height: int
) -> None:
    window.resize(width, height)
    QApplication.processEvents()
    page, toasts = window.tasks_page, window.toasts
    view = page.list
    last = max(row for row in range(40) if view.viewport().rect().contains(view.visualRect(view.model().index(row, 0))))
    for row in (last, last - 1, last - 2, 1):
        tick(window, row)
        toasts.show_act(ActResult(row, "complete", "Completed", outcome=unlock("First Spark", event_id=90 + row)))
        QApplication.processEvents()
        assert toasts.toasts
        box = toasts.geometry()
        assert not box.intersects(row_in(window, row))
        assert not box.intersects(within(window, page.quick_add.line))
        list_right = within(window, view.viewport()).right()
        there_is_room = view.viewport().width() > BOX_COLUMN + box.width() + WORTH_COLUMN
        assert box.right() <= list_right - (WORTH_COLUMN if there_is_room else 0) + 8
        assert box.left() > within(window, view.viewport()).left() + BOX_COLUMN
        if page.pane.isVisible():
            assert not box.intersects(within(window, page.pane))
        toasts.begin_anew()


def test_on_other_pages_they_stand_in_the_corner(window: MainWindow) -> None:
    window.resize(1280, 800)
    window.toasts.show_failure("The disk is full.")
    beside = window.toasts.geometry().right()
    window.frame.tabs.go_to("levels")
    assert window.toasts.geometry().right() > beside
    assert window.frame.width() - window.toasts.geometry().right() < 16


def test_no_more_than_a_few_are_shown_at_once(window: MainWindow) -> None:
    window.resize(1920, 1080)
    for number in range(8):
        window.toasts.show_act(ActResult(number + 1, "delete", f"Deleted task {number}"))
    assert len(window.toasts.toasts) == MOST
