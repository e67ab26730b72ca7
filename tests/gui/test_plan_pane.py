"""The plan stands beside the tasks or in their place, and what no task stands for is written down by hand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.log_dialog import LogDialog
from momentum_desktop.gui.task_dialog import TaskDialog
from momentum_desktop.gui.tasks_page import TasksPage
from tests.gui.on_screen import tasks_page
from tests.gui.plan_samples import goals
from tests.gui.samples import full_day


@pytest.fixture
def page(qtbot: QtBot) -> TasksPage:
    made = tasks_page(qtbot, full_day(), 1200, 800)
    made.show_goals(goals())
    return made


def test_the_plan_stands_beside_the_list_where_there_is_room(page: TasksPage) -> None:
    assert page.pane.isVisible()
    assert page.list.isVisible()
    assert not page.plan_toggle.isVisible()


def test_where_there_is_none_a_button_shows_it_in_place_of_the_list(page: TasksPage) -> None:
    page.resize(800, 560)
    assert page.list.isVisible()
    assert not page.pane.isVisible()
    QTest.mouseClick(page.plan_toggle, Qt.MouseButton.LeftButton)
    assert page.pane.isVisible()
    assert not page.list.isVisible()
    QTest.mouseClick(page.plan_toggle, Qt.MouseButton.LeftButton)
    assert page.list.isVisible()


def test_it_stands_also_beside_an_empty_list(page: TasksPage) -> None:
    page.show_tasks(())
    assert page.pane.isVisible()


def test_the_tasks_of_today_can_be_focused_on_first(page: TasksPage) -> None:
    choice = page.pane.focus_card.findChild(object, "focus_choice")
    words = [choice.itemText(place) for place in range(choice.count())]
    assert words[:3] == ["No task", "Send the invoice to the printers", "Renew the library card"]
    assert "Answer the letters" not in words


def test_open_goals_can_be_named_in_quick_add_and_chosen_for_a_task(page: TasksPage) -> None:
    page.quick_add.line.setText("Draft @run")
    assert "Run ten kilometres" in page.quick_add.chips.accessibleName()
    page.list.edit_requested.emit(full_day()[3])
    dialog = page.findChild(TaskDialog)
    assert dialog is not None
    choice = dialog.findChild(object, "task_goal")
    assert [choice.itemText(place) for place in range(choice.count())][1:] == [goal.title for goal in goals()[:2]]


def test_a_failure_takes_the_ticks_of_steps_back(page: TasksPage) -> None:
    line = page.pane.goals_card.rows[1].lines[1]
    asked: list[int] = []
    page.pane.goals_card.step_completion_requested.connect(asked.append)
    line.click()
    page.show_failure("The disk is full.")
    line.click()
    assert asked == [12, 12]


def test_another_person_sees_nothing_of_it(page: TasksPage) -> None:
    page.begin_anew()
    assert page.pane.goals_card.rows == {}
    assert page.pane.day_card.line.accessibleDescription() == "Nothing is planned"


def test_something_learned_is_logged_with_its_minutes(page: TasksPage, qtbot: QtBot) -> None:
    QTest.mouseClick(page.pane.log, Qt.MouseButton.LeftButton)
    dialog = page.findChild(LogDialog)
    assert dialog is not None
    QTest.keyClicks(dialog.what, "French")
    dialog.minutes.line.setText("soon")
    assert not dialog.save.isEnabled()
    dialog.minutes.line.setText("1 h 30")
    with qtbot.waitSignal(page.pane.log_requested) as wish:
        QTest.keyClick(dialog.what, Qt.Key.Key_Return)
    assert wish.args == ["learning_session", {"minutes": 90, "topic": "French"}]


def test_something_with_others_is_logged_without_minutes(page: TasksPage, qtbot: QtBot) -> None:
    QTest.mouseClick(page.pane.log, Qt.MouseButton.LeftButton)
    dialog = page.findChild(LogDialog)
    assert dialog is not None
    QTest.mouseClick(dialog.kind.button(1), Qt.MouseButton.LeftButton)
    assert not dialog.minutes.isVisible()
    QTest.keyClicks(dialog.what, "Lunch with Anna")
    with qtbot.waitSignal(page.pane.log_requested) as wish:
        QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert wish.args == ["social_interaction", {"what": "Lunch with Anna"}]
