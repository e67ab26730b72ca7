"""Subtasks stand under their task, which counts them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.goal_dialog import StepDialog
from momentum_desktop.gui.task_delegate import INDENT
from momentum_desktop.gui.task_model import DepthRole, WholeRole
from momentum_desktop.gui.tasks_page import TasksPage
from momentum_desktop.service.plan_values import Task, TaskDraft
from tests.gui.on_screen import tasks_page
from tests.gui.samples import TODAY, done, task

FAMILY = (
    task(1, "First by its number", due=TODAY),
    task(2, "Pack", due=TODAY, priority=1, parts=3, parts_done=1, list="Home"),
    task(3, "Shoes", due=TODAY, parent_id=2),
    task(4, "Laces", due=TODAY, parent_id=3),
    task(5, "Later", parent_id=2),
    done(6, "Socks", parent_id=2),
)


@pytest.fixture
def page(qtbot: QtBot) -> TasksPage:
    return tasks_page(qtbot, FAMILY)


def rows(page: TasksPage) -> list[tuple[str, int]]:
    indexes = [page.model.index(row) for row in range(page.model.rowCount())]
    return [(index.data(), index.data(DepthRole)) for index in indexes if page.model.task_at(index)]


def test_they_follow_their_task_indented_where_it_is_in_the_same_section(page: TasksPage) -> None:
    assert rows(page) == [
        ("Pack", 0),
        ("Shoes", 1),
        ("Laces", 2),
        ("First by its number", 0),
        ("Later", 0),
        ("Socks", 0),
    ]


def test_one_that_stands_apart_from_its_task_names_it(page: TasksPage) -> None:
    def apart(number: int) -> tuple[str | None, str, str]:
        index = page.model.index(page.model.row_of(number) or 0)
        spoken, tip = index.data(Qt.ItemDataRole.AccessibleTextRole), index.data(Qt.ItemDataRole.ToolTipRole)
        return index.data(WholeRole), spoken, tip

    assert apart(5)[0] == apart(6)[0] == "Pack"
    assert apart(5)[1].startswith("Later, part of Pack, ")
    assert apart(5)[2] == "Later\nPart of “Pack”"
    assert apart(3)[0] is None
    page.begin_search()
    page.search.line.setText("shoes")
    assert apart(3)[0] == "Pack"
    before = page.list.grab().toImage()
    page.show_tasks((replace(FAMILY[1], title="Pack for Kraków"), *FAMILY[2:]))
    assert apart(3)[0] == "Pack for Kraków"
    assert page.list.grab().toImage() != before


def test_a_task_tells_how_many_of_its_parts_are_done(page: TasksPage) -> None:
    index = page.model.index(page.model.row_of(2) or 0)
    assert "1 of 3 subtasks done" in index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_the_box_of_an_indented_row_ticks_where_it_is_painted(page: TasksPage, qtbot: QtBot) -> None:
    rect = page.list.visualRect(page.model.index(page.model.row_of(4) or 0))
    with qtbot.waitSignal(page.completion_requested) as wish:
        QTest.mouseClick(
            page.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(2 * INDENT + 24, rect.center().y())
        )
    assert wish.args == [4]


def test_a_subtask_is_added_from_the_menu_for_the_day_of_its_task(page: TasksPage, qtbot: QtBot) -> None:
    menu = page.list.menu_for(page.model.index(page.model.row_of(2) or 0))
    next(entry for entry in menu.actions() if entry.text() == "Add a subtask…").trigger()
    dialog = page.findChild(StepDialog)
    assert dialog is not None
    assert not dialog.save.isEnabled()
    QTest.keyClicks(dialog.title, "Charger")
    with qtbot.waitSignal(page.add_requested) as wish:
        QTest.keyClick(dialog.title, Qt.Key.Key_Return)
    assert wish.args == [TaskDraft("Charger", due=TODAY, list="Home", parent_id=2)]


def test_one_that_becomes_a_subtask_moves_in(page: TasksPage) -> None:
    moved: tuple[Task, ...] = (FAMILY[1], task(1, "First by its number", due=TODAY, parent_id=2))
    page.show_tasks(moved)
    assert rows(page) == [("Pack", 0), ("First by its number", 1)]
