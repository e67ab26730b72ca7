"""Whoever has done nothing yet is welcomed: three habits to begin with, a look around, or what is kept elsewhere; never
again after an act."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.tasks_page import TasksPage
from momentum_desktop.service.plan_values import TaskDraft
from momentum_desktop.service.values import ActResult
from tests.gui.on_screen import tasks_page
from tests.gui.samples import TODAY, task


@pytest.fixture
def page(qtbot: QtBot) -> TasksPage:
    return tasks_page(qtbot, None, 800, 420)


def asked(page: TasksPage) -> list[None]:
    heard: list[None] = []
    page.newness_asked.connect(lambda: heard.append(None))
    return heard


def welcomed(page: TasksPage) -> None:
    page.show_tasks(())
    page.show_newness(True)
    assert page.state == "welcome"


def press(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_an_empty_list_asks_once_whether_anything_was_done(page: TasksPage) -> None:
    heard = asked(page)
    page.show_tasks(())
    page.show_tasks(())
    assert len(heard) == 1
    page.show_newness(False)
    page.show_tasks(())
    assert len(heard) == 1
    assert page.state == "empty"


def test_a_list_with_tasks_asks_nothing(page: TasksPage) -> None:
    heard = asked(page)
    page.show_tasks((task(1),))
    page.show_tasks(())
    assert heard == []
    assert page.state == "empty"


def test_the_habits_that_stay_ticked_are_asked_for_and_repeat_from_today(page: TasksPage) -> None:
    welcomed(page)
    drafts: list[TaskDraft] = []
    page.add_requested.connect(drafts.append)
    unwanted = page.welcome.boxes[1]
    QTest.mouseClick(unwanted, Qt.MouseButton.LeftButton, pos=QPoint(20, unwanted.height() // 2))
    press(page.welcome.start)
    press(page.welcome.start)  # the answer is not there yet
    assert [draft.title for draft in drafts] == ["Drink a glass of water", "Plan the day"]
    assert {draft.due for draft in drafts} == {TODAY}
    assert all(draft.repeat for draft in drafts)
    assert page.quick_add.line.hasFocus()


def test_who_ticks_none_begins_with_an_empty_list(page: TasksPage) -> None:
    welcomed(page)
    drafts: list[TaskDraft] = []
    page.add_requested.connect(drafts.append)
    for box in page.welcome.boxes:
        QTest.keyClick(box, Qt.Key.Key_Space)
    assert page.welcome.start.text() == "Start with an empty list"
    press(page.welcome.start)
    assert drafts == []
    assert page.state == "empty"


def test_a_refusal_lets_it_be_tried_again(page: TasksPage) -> None:
    welcomed(page)
    press(page.welcome.start)
    page.show_failure("The disk is full.")
    assert page.welcome.start.isEnabled()


def test_the_demo_is_asked_for_once(page: TasksPage) -> None:
    welcomed(page)
    heard: list[None] = []
    page.demo_requested.connect(lambda: heard.append(None))
    press(page.welcome.look_around)
    press(page.welcome.look_around)
    assert len(heard) == 1


def test_after_any_act_it_is_never_shown_again(page: TasksPage) -> None:
    welcomed(page)
    page.show_act(ActResult(1, "add", "Added “Water the plants”"))
    page.show_tasks((task(1),))
    page.show_act(ActResult(1, "undo", "Took back “Water the plants”"))
    page.show_tasks(())
    assert page.state == "empty"


def test_an_answer_that_an_act_overtook_comes_too_late(page: TasksPage) -> None:
    page.show_tasks(())
    page.show_act(ActResult(1, "add", "Added “Water the plants”"))
    page.show_newness(True)
    assert page.state == "empty"


def test_somebody_else_is_asked_about_anew(page: TasksPage) -> None:
    page.show_tasks((task(1),))
    heard = asked(page)
    page.begin_anew()
    page.show_tasks(())
    assert len(heard) == 1


def test_whoever_comes_next_finds_nothing_chosen_yet(page: TasksPage) -> None:
    welcomed(page)
    press(page.welcome.look_around)
    QTest.keyClick(page.welcome.boxes[1], Qt.Key.Key_Space)
    press(page.welcome.start)
    page.begin_anew()
    welcomed(page)
    assert all(box.isChecked() for box in page.welcome.boxes)
    assert page.welcome.start.isEnabled()
    assert page.welcome.look_around.isEnabled()
    assert page.welcome.look_around.text() == "Look around in a demo"


def test_whoever_comes_next_with_tasks_is_not_welcomed(page: TasksPage) -> None:
    welcomed(page)
    page.begin_anew()
    page.show_tasks((task(1),))
    page.show_newness(True)
    assert page.state == "content"
    page.show_tasks(())
    assert page.state == "empty"


def test_a_new_name_or_other_rules_keep_the_welcome(page: TasksPage) -> None:
    welcomed(page)
    page.show_act(ActResult(1, "rename", "Renamed “Me” to “Ben”"))
    page.show_act(ActResult(2, "rules", "Took other rules"))
    page.show_tasks(())
    assert page.state == "welcome"


def test_what_is_kept_in_another_program_can_be_asked_for(page: TasksPage, qtbot: QtBot) -> None:
    welcomed(page)
    with qtbot.waitSignal(page.import_requested):
        press(page.welcome.bring)
