"""A task that was entered by hand is brought to sight where it went, and nothing else moves the list."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.arrivals import Arrivals
from momentum_desktop.gui.tasks_page import TasksPage
from momentum_desktop.service.values import ActResult, Task
from tests.gui.on_screen import tasks_page
from tests.gui.samples import task

MANY = tuple(task(number, f"Task {number}") for number in range(1, 60))
NEW = task(90, "Learn to juggle", due=None)


@pytest.fixture
def page(qtbot: QtBot) -> TasksPage:
    return tasks_page(qtbot, MANY)


def enter(page: TasksPage, words: str = NEW.title) -> None:
    page.quick_add.begin()
    QTest.keyClicks(page.quick_add.line, words)
    QTest.keyClick(page.quick_add.line, Qt.Key.Key_Return)


def in_sight(page: TasksPage, shown: Task) -> bool:
    row = page.model.row_of(shown.id)
    assert row is not None
    return page.list.viewport().rect().contains(page.list.visualRect(page.model.index(row)))


@pytest.mark.parametrize("list_comes_first", [True, False])
def test_what_was_entered_is_brought_to_sight(page: TasksPage, qtbot: QtBot, list_comes_first: bool) -> None:
    arrivals = Arrivals(page)
    enter(page)
    if list_comes_first:
        page.show_tasks((*MANY, NEW))
        assert not in_sight(page, NEW)
    arrivals.show_act(ActResult(1, "add", "Added", NEW))
    page.show_tasks((*MANY, NEW))
    qtbot.waitUntil(lambda: in_sight(page, NEW))
    assert [each.id for each in page.list.chosen] == [NEW.id]
    assert page.focusWidget() is page.quick_add.line


def test_what_others_add_moves_nothing(page: TasksPage, qtbot: QtBot) -> None:
    arrivals = Arrivals(page)
    for entered in (False, True):
        if entered:
            enter(page)
            arrivals.give_up()
        arrivals.show_act(ActResult(1, "add", "Added", NEW))
        page.show_tasks((*MANY, NEW))
        qtbot.waitUntil(lambda: page.model.row_of(NEW.id) is not None)
        QTest.qWait(0)
        assert page.list.verticalScrollBar().value() == 0
        assert not page.list.chosen
