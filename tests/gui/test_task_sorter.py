"""Very many tasks are sorted and searched beside the window, and what comes of it is what a few would show."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from momentum_desktop.gui import task_sorter
from momentum_desktop.gui.task_model import RowRole, TickedRole
from momentum_desktop.gui.task_rows import DayList
from momentum_desktop.gui.task_sections import rows_of_day
from momentum_desktop.gui.tasks_page import TasksPage
from momentum_desktop.service.plan_values import Task
from tests.gui.on_screen import tasks_page
from tests.gui.samples import DAY_BEGAN_AT, NOW, TODAY, clock, full_day, task

MORE = (task(number, f"Task {number}", parent_id=None if number % 9 else 5) for number in range(20, 2_000))
MANY = (*full_day(), *MORE)


@pytest.fixture
def page(qtbot: QtBot) -> TasksPage:
    return tasks_page(qtbot, None)


def shown(page: TasksPage) -> list[object]:
    return [page.model.index(row).data(RowRole) for row in range(page.model.rowCount())]


def test_neither_sorting_nor_searching_holds_the_window(
    page: TasksPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[int] = []
    sought = DayList.sought

    def noting(made: DayList, words: str) -> object:
        threads.append(threading.get_ident())
        return sought(made, words)

    monkeypatch.setattr(task_sorter.DayList, "sought", noting)
    page.show_tasks(MANY)
    qtbot.waitUntil(lambda: page.model.rowCount() > 1_900, timeout=20_000)
    assert shown(page) == rows_of_day(MANY, TODAY, DAY_BEGAN_AT)
    page.begin_search()
    QTest.keyClicks(page.search.line, "slides")
    qtbot.waitUntil(lambda: page.model.rowCount() == 2, timeout=20_000)
    page.search.line.setText("xylophone")
    qtbot.waitUntil(lambda: page.model.rowCount() == 0, timeout=20_000)
    assert page.state == "content"
    page.search.leave()
    qtbot.waitUntil(lambda: page.model.rowCount() > 1_900, timeout=20_000)
    assert threads
    assert threading.get_ident() not in threads
    assert page.pane.focus_card is not None


def test_only_the_newest_of_several_orders_is_shown(page: TasksPage, qtbot: QtBot) -> None:
    answers: list[int] = []
    page.show_tasks(MANY)
    page._sorter.sorted.connect(lambda found: answers.append(len(found.order.tasks)))
    page.show_tasks(MANY[:1_900])
    page.show_tasks(MANY[:1_800])
    qtbot.waitUntil(lambda: answers == [1_800], timeout=20_000)
    assert shown(page) == rows_of_day(MANY[:1_800], TODAY, DAY_BEGAN_AT)


def test_a_tick_stays_until_tasks_that_know_of_it_are_shown(page: TasksPage, qtbot: QtBot) -> None:
    def ticked() -> bool:
        return bool(page.model.index(page.model.row_of(4) or 0).data(TickedRole))

    page.show_tasks(MANY, 1)
    qtbot.waitUntil(lambda: page.model.rowCount() > 1_900, timeout=20_000)
    with qtbot.waitSignal(page._sorter.sorted, timeout=20_000):
        page.show_tasks(tuple(replace(each) for each in MANY), 2)
        page.model.tick(4, True)
        page.model.answer_tick(4, 2)
    assert ticked()
    with qtbot.waitSignal(page._sorter.sorted, timeout=20_000):
        page.show_tasks(MANY, 3)
    assert not ticked()


def test_what_is_somebody_elses_is_never_shown(page: TasksPage, qtbot: QtBot) -> None:
    page.show_tasks(MANY)
    page.model.tick(1, True)
    page.begin_anew()
    mine: tuple[Task, ...] = (task(1, "Mine alone"),)
    page.show_tasks(mine)
    qtbot.waitUntil(lambda: not page._sorter.busy, timeout=20_000)
    assert [row.title for row in shown(page) if isinstance(row, Task)] == ["Mine alone"]
    assert not page.model.index(1).data(TickedRole)


def test_the_page_may_go_while_they_are_sorted(qtbot: QtBot) -> None:
    made = TasksPage(clock)
    made.show_tasks(tuple(replace(each, completed_at=NOW) for each in MANY))
    delete(made)
    for sorting in [each for each in threading.enumerate() if each.name == "task-sorter"]:
        sorting.join(20)
        assert not sorting.is_alive()
