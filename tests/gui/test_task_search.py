"""Ctrl+F narrows the list by title, notes, list and tags, and Esc shows all of it again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.task_rows import DayList, change
from momentum_desktop.gui.tasks_page import TasksPage
from momentum_desktop.service.plan_values import Task
from momentum_desktop.service.task_search import found_among, text_of
from tests.gui.on_screen import tasks_page
from tests.gui.samples import DAY_BEGAN_AT, TODAY, full_day, task


@pytest.fixture
def page(qtbot: QtBot) -> TasksPage:
    made = tasks_page(qtbot, full_day())
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


def titles(page: TasksPage) -> list[str]:
    rows = (page.model.task_at(page.model.index(row)) for row in range(page.model.rowCount()))
    return [each.title for each in rows if each is not None]


def search(page: TasksPage, words: str) -> None:
    QTest.keyClick(page.list, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(page.search.line, words)


@pytest.mark.parametrize(
    ("words", "numbers"),
    [("RYE", [1]), ("flour", [1]), ("home", [1, 2]), ("bread home", [1]), ("#ho", [2]), ("/ho", [1]), ("nothing", [])],
)
def test_each_word_is_sought_in_title_notes_list_and_tags(words: str, numbers: list[int]) -> None:
    tasks = (task(1, "Bake rye bread", notes="Buy flour", list="Home"), task(2, "Sweep", tags=("home",)))
    places = found_among(tasks, [text_of(each) for each in tasks], words)
    assert [tasks[place].id for place in places] == numbers


def test_the_list_follows_the_words(page: TasksPage) -> None:
    assert not page.search.isVisible()
    search(page, "office")
    assert page.search.line.hasFocus()
    assert titles(page) == [
        "Send the invoice to the printers",
        "Prepare the slides for Friday",
        "Write the quarterly report and send it round before the meeting of the committee on Thursday afternoon",
        "Answer the letters",
    ]
    page.show_tasks(full_day()[:4])
    assert len(titles(page)) == 2


def test_enter_goes_to_the_first_that_was_found(page: TasksPage) -> None:
    search(page, "slides")
    QTest.keyClick(page.search.line, Qt.Key.Key_Return)
    assert page.list.hasFocus()
    assert [each.id for each in page.list.chosen] == [5]


def test_escape_shows_all_of_it_again(page: TasksPage) -> None:
    search(page, "slides")
    QTest.keyClick(page.search.line, Qt.Key.Key_Escape)
    assert not page.search.isVisible()
    assert len(titles(page)) == len(full_day())
    assert page.list.hasFocus()


def test_where_nothing_is_found_it_says_so_and_stays(page: TasksPage) -> None:
    nothing = page.findChild(QLabel, "task_search_nothing")
    assert nothing is not None
    search(page, "xylophone")
    assert nothing.isVisible()
    assert page.state == "content"
    page.search.line.setText("slides")
    assert not nothing.isVisible()


def test_a_task_that_is_asked_for_is_shown_though_another_was_sought(page: TasksPage) -> None:
    search(page, "slides")
    page.choose(1)
    assert [each.id for each in page.list.chosen] == [1]
    assert not page.search.isVisible()


def test_without_tasks_there_is_nothing_to_search(page: TasksPage) -> None:
    page.show_tasks(())
    page.begin_search()
    assert not page.search.isVisible()


def test_words_that_all_tasks_have_leave_the_list_as_it_is() -> None:
    tasks = [task(number, f"Task {number}", due=TODAY) for number in range(9)]
    made = DayList(tasks, TODAY, DAY_BEGAN_AT)
    assert made.sought("task") is made.whole
    assert change(made.whole, made.sought("ta"), TODAY, TODAY).changed is None
    assert [row.id for row in made.sought("task 7").rows[1:] if isinstance(row, Task)] == [7]
