"""What a hand does on the page of tasks leaves it as a wish, and shows at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListView
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.quick_add import understood
from momentum_desktop.gui.rise import Rise
from momentum_desktop.gui.task_dialog import TaskDialog
from momentum_desktop.gui.task_model import TickedRole
from momentum_desktop.gui.tasks_page import TasksPage
from momentum_desktop.gui.theme import DARK
from momentum_desktop.service.quick_add import parse_quick_add
from momentum_desktop.service.values import TaskDraft
from tests.gui.samples import DAY_ENDS_AT, NOW, TODAY, clock, done, full_day, outcome, task


@pytest.fixture
def page(qtbot: QtBot) -> TasksPage:
    made = TasksPage(clock)
    qtbot.addWidget(made)
    made.apply_theme(DARK)
    made.show_day(TODAY, DAY_ENDS_AT)
    made.show_tasks(full_day())
    made.resize(900, 900)
    with qtbot.waitExposed(made):
        made.show()
    return made


def view_of(page: TasksPage) -> QListView:
    found = page.findChild(QListView, "task_list")
    assert found is not None
    return found


def choose(page: TasksPage, task_id: int) -> None:
    place = page.model.row_of(task_id)
    assert place is not None
    view_of(page).setCurrentIndex(page.model.index(place))


def box_of(page: TasksPage, task_id: int) -> QPoint:
    place = page.model.row_of(task_id)
    assert place is not None
    rect = view_of(page).visualRect(page.model.index(place))
    return QPoint(rect.left() + 24, rect.center().y())


def test_enter_in_the_quick_add_line_asks_for_the_task_and_clears_the_line(page: TasksPage, qtbot: QtBot) -> None:
    line = page.findChild(QLineEdit, "quick_add")
    assert line is not None
    QTest.keyClicks(line, "Write report fri !complex #work /office")
    with qtbot.waitSignal(page.add_requested) as wish:
        QTest.keyClick(line, Qt.Key.Key_Return)
    expected = TaskDraft(
        title="Write report", complexity="complex", list="office", due=date(2026, 3, 6), tags=("work",)
    )
    assert wish.args == [expected]
    assert line.text() == ""


def test_a_line_of_marks_alone_asks_for_nothing_and_says_why(page: TasksPage, qtbot: QtBot) -> None:
    line = page.quick_add.line
    line.setText("today !epic")
    with qtbot.assertNotEmitted(page.add_requested):
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert line.text() == "today !epic"
    assert "needs a title" in page.quick_add.chips.accessibleName()


def test_chips_say_what_the_line_understood_before_enter(page: TasksPage) -> None:
    page.quick_add.line.setText("Write report by fri !complex #work /office")
    assert page.quick_add.chips.accessibleName() == "Friday, 6 Mar, Complex, office, work"
    assert understood(parse_quick_add("Tidy", TODAY), TODAY) == ()


def test_a_click_on_the_box_asks_for_completion_and_fills_it_before_the_answer(page: TasksPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.completion_requested) as wish:
        QTest.mouseClick(view_of(page).viewport(), Qt.MouseButton.LeftButton, pos=box_of(page, 4))
    assert wish.args == [4]
    assert page.model.index(page.model.row_of(4) or 0).data(TickedRole) is True


def test_a_double_click_on_the_box_asks_once(page: TasksPage, qtbot: QtBot) -> None:
    wishes: list[int] = []
    page.completion_requested.connect(wishes.append)
    page.reopen_requested.connect(wishes.append)
    viewport, box = view_of(page).viewport(), box_of(page, 4)
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=box)
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=box)
    assert wishes == [4]
    assert page.findChild(TaskDialog) is None


def test_a_click_beside_the_box_only_chooses_the_row(page: TasksPage, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(page.completion_requested):
        place = box_of(page, 4) + QPoint(200, 0)
        QTest.mouseClick(view_of(page).viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.model.task_at(view_of(page).currentIndex()) == full_day()[3]


def test_the_box_of_a_done_task_asks_to_reopen_it(page: TasksPage, qtbot: QtBot) -> None:
    page.show_tasks((done(11, "Answer the letters"),))
    with qtbot.waitSignal(page.reopen_requested) as wish:
        QTest.mouseClick(view_of(page).viewport(), Qt.MouseButton.LeftButton, pos=box_of(page, 11))
    assert wish.args == [11]


def test_a_failure_takes_the_tick_back_and_keeps_the_list(page: TasksPage) -> None:
    choose(page, 4)
    QTest.keyClick(view_of(page), Qt.Key.Key_Space)
    page.show_failure("The disk is full.")
    assert page.model.index(page.model.row_of(4) or 0).data(TickedRole) is False
    assert page.state == "content"


def test_space_completes_and_delete_deletes_the_chosen_task(page: TasksPage, qtbot: QtBot) -> None:
    choose(page, 6)
    with qtbot.waitSignal(page.completion_requested) as completion:
        QTest.keyClick(view_of(page), Qt.Key.Key_Space)
    choose(page, 7)
    with qtbot.waitSignal(page.deletion_requested) as deletion:
        QTest.keyClick(view_of(page), Qt.Key.Key_Delete)
    assert (completion.args, deletion.args) == ([6], [7])


@pytest.mark.parametrize("key", [Qt.Key.Key_E, Qt.Key.Key_Return])
def test_a_key_opens_the_editor_and_saving_asks_for_the_change(page: TasksPage, qtbot: QtBot, key: Qt.Key) -> None:
    choose(page, 3)
    QTest.keyClick(view_of(page), key)
    dialog = page.findChild(TaskDialog)
    assert dialog is not None
    before = dialog.draft()
    assert (before.title, before.tags) == (full_day()[2].title, ("work", "writing"))
    dialog.findChild(QLineEdit).setText("Shorter")  # type: ignore[union-attr]
    with qtbot.waitSignal(page.edit_requested) as wish:
        dialog.accept()
    assert wish.args == [3, replace(before, title="Shorter")]


def test_the_editor_saves_no_task_without_a_title_or_with_a_day_that_is_none(page: TasksPage, qtbot: QtBot) -> None:
    dialog = TaskDialog(full_day()[0], TODAY, DARK, page)
    with qtbot.assertNotEmitted(dialog.draft_accepted):
        dialog._title.setText(" ")
        dialog.accept()
        dialog._title.setText("Something")
        dialog._due.line.setText("smarch")
        dialog.accept()
    dialog._due.line.setText("fri")
    with qtbot.waitSignal(dialog.draft_accepted) as saved:
        dialog.accept()
    assert saved.args is not None
    assert saved.args[0].due == date(2026, 3, 6)


def test_n_puts_the_cursor_into_the_line_where_n_is_a_letter(page: TasksPage, qtbot: QtBot) -> None:
    page.activateWindow()
    view_of(page).setFocus()
    QTest.keyClick(view_of(page), Qt.Key.Key_N)
    assert page.quick_add.line.hasFocus()
    QTest.keyClicks(page.quick_add.line, "nn")
    assert page.quick_add.line.text() == "nn"


def test_the_points_rise_from_the_row_that_was_completed(page: TasksPage) -> None:
    QTest.mouseClick(view_of(page).viewport(), Qt.MouseButton.LeftButton, pos=box_of(page, 4))
    page.show_outcome(outcome(task_id=4))
    assert len(page.findChildren(Rise)) == 1
    page.show_outcome(outcome(task_id=5))
    assert len(page.findChildren(Rise)) == 1


def test_without_animation_nothing_rises(page: TasksPage) -> None:
    page.set_animated(False)
    QTest.mouseClick(view_of(page).viewport(), Qt.MouseButton.LeftButton, pos=box_of(page, 4))
    page.show_outcome(outcome(task_id=4))
    assert page.findChildren(Rise) == []


def test_the_page_says_when_it_is_empty_and_its_button_starts_the_first_task(page: TasksPage) -> None:
    page.show_tasks(())
    assert page.state == "empty"
    page.start_requested.emit()
    assert page.quick_add.line.hasFocus()
    page.show_tasks((task(1),))
    assert page.state == "content"


def test_late_data_shows_the_loading_state_and_quick_data_never_does(qtbot: QtBot) -> None:
    page = TasksPage(clock)
    qtbot.addWidget(page)
    page.show_loading()
    assert page.state == "content"
    qtbot.waitUntil(lambda: page.state == "loading", timeout=2000)
    page.show_failure("The data cannot be read.")
    assert page.state == "failure"


def test_a_new_day_sorts_the_tasks_anew(page: TasksPage) -> None:
    page.show_day(TODAY + timedelta(days=1), DAY_ENDS_AT + timedelta(days=1))
    assert page.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "Overdue, 5"


def test_the_menu_of_a_row_holds_what_the_keys_do(page: TasksPage, qtbot: QtBot) -> None:
    choose(page, 4)
    menu = page.list.menu_for(view_of(page).currentIndex())
    assert [action.text().split("\t")[0] for action in menu.actions()] == ["Complete", "Edit…", "Delete"]
    with qtbot.waitSignal(page.deletion_requested) as wish:
        menu.actions()[2].trigger()
    assert wish.args == [4]


def test_a_hundred_thousand_tasks_scroll(page: TasksPage, qtbot: QtBot) -> None:
    page.show_tasks(tuple(task(number, f"Task {number}") for number in range(100_000)))
    view = view_of(page)
    for place in range(0, 100_000, 5_000):
        view.scrollTo(page.model.index(place))
        view.viewport().repaint()
    assert page.model.rowCount() == 100_001


def test_a_clock_of_another_day_changes_what_today_means(qtbot: QtBot) -> None:
    def tomorrow() -> datetime:
        return NOW + timedelta(days=1)

    page = TasksPage(tomorrow)
    qtbot.addWidget(page)
    page.show_tasks((task(1, due=TODAY),))
    assert page.model.index(0).data() == "Overdue"
