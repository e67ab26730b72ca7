"""What a hand does on the page of tasks leaves it as a wish, and shows at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, QPointF, Qt
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListView
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.amount_dialog import AmountDialog
from momentum_desktop.gui.rise import Rise
from momentum_desktop.gui.task_dialog import TaskDialog
from momentum_desktop.gui.task_model import TickedRole
from momentum_desktop.gui.tasks_page import TasksPage
from momentum_desktop.gui.theme import DARK
from momentum_desktop.service.values import TaskDraft
from tests.gui.on_screen import tasks_page
from tests.gui.samples import DAY_BEGAN_AT, DAY_ENDS_AT, NOW, TODAY, clock, done, full_day, outcome, task


@pytest.fixture
def page(qtbot: QtBot) -> TasksPage:
    return tasks_page(qtbot, full_day())


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
    assert page.quick_add.chips.accessibleName() == "Fri 6 Mar, Complex, office, work"
    page.quick_add.line.setText("Tidy")
    assert page.quick_add.chips.accessibleName() == ""


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
    assert wish.args == [11, None]


def test_a_done_day_of_a_habit_stands_beside_the_next_and_is_reopened_by_itself(page: TasksPage, qtbot: QtBot) -> None:
    yesterday = TODAY - timedelta(days=1)
    page.show_tasks((task(4, repeat="FREQ=DAILY", occurrence=TODAY, due=TODAY), done(4, "Run", occurrence=yesterday)))
    assert page.model.rowCount() == 4
    place = page.model.row_of((4, yesterday))
    assert place is not None
    rect = view_of(page).visualRect(page.model.index(place))
    with qtbot.waitSignal(page.reopen_requested) as wish:
        spot = QPoint(rect.left() + 24, rect.center().y())
        QTest.mouseClick(view_of(page).viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert wish.args == [4, yesterday]


def test_a_failure_keeps_the_list_and_the_ticks_that_wait_for_their_answer(page: TasksPage) -> None:
    choose(page, 4)
    QTest.keyClick(view_of(page), Qt.Key.Key_Space)
    page.show_failure("The disk is full.")
    assert page.model.index(page.model.row_of(4) or 0).data(TickedRole) is True
    assert page.state == "content"


def test_space_completes_and_delete_deletes_the_chosen_task(page: TasksPage, qtbot: QtBot) -> None:
    choose(page, 6)
    with qtbot.waitSignal(page.completion_requested) as completion:
        QTest.keyClick(view_of(page), Qt.Key.Key_Space)
    choose(page, 7)
    with qtbot.waitSignal(page.deletion_requested) as deletion:
        QTest.keyClick(view_of(page), Qt.Key.Key_Delete)
    assert (completion.args, deletion.args) == ([6], [(7,)])


def choose_many(page: TasksPage, *ids: int) -> None:
    view = view_of(page)
    view.clearSelection()
    for number in ids:
        place = page.model.row_of(number)
        assert place is not None
        flag = QItemSelectionModel.SelectionFlag.Select
        view.selectionModel().setCurrentIndex(page.model.index(place), flag)


def test_what_is_done_to_several_is_one_wish(page: TasksPage, qtbot: QtBot) -> None:
    choose_many(page, 3, 6, 9)
    with qtbot.waitSignal(page.completion_of_many_requested) as completion:
        QTest.keyClick(view_of(page), Qt.Key.Key_Space)
    with qtbot.waitSignal(page.deletion_requested) as deletion:
        QTest.keyClick(view_of(page), Qt.Key.Key_Delete)
    assert (completion.args, deletion.args) == ([(3, 6, 9)], [(3, 6, 9)])
    menu = page.list.menu_for(view_of(page).currentIndex())
    assert [action.text().split("\t")[0] for action in menu.actions() if action.text()] == [
        *("Complete 3", "Move to", "Priority", "Complexity", "Delete 3")
    ]
    days = next(action.menu() for action in menu.actions() if action.text() == "Move to")
    with qtbot.waitSignal(page.changes_requested) as change:
        days.actions()[1].trigger()
    assert change.args == [(3, 6, 9), {"due": TODAY + timedelta(days=1)}]


def test_a_task_let_go_within_its_section_asks_for_that_order(page: TasksPage, qtbot: QtBot) -> None:
    choose(page, 4)
    first = page.model.row_of(5)
    with qtbot.waitSignal(page.order_requested) as wish:
        page.list.drop_at(first)
    assert wish.args == [(4, 5, 3)]
    choose(page, 5)
    with qtbot.waitSignal(page.order_requested) as wish:
        QTest.keyClick(view_of(page), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert wish.args == [(3, 5, 4)]


def test_what_was_moved_by_hand_stays_chosen(page: TasksPage, qtbot: QtBot) -> None:
    choose(page, 5)
    with qtbot.waitSignal(page.order_requested):
        QTest.keyClick(view_of(page), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    order = {3: 1, 5: 2, 4: 3}
    page.show_tasks(tuple(replace(each, position=order.get(each.id, 0)) for each in full_day()))
    qtbot.waitUntil(lambda: [each.id for each in page.model.tasks_in("Today")] == [3, 5, 4])
    assert [each.id for each in page.list.chosen] == [5]
    assert page.model.task_at(view_of(page).currentIndex()) == page.list.chosen[0]


def test_a_box_ticks_only_where_it_was_pressed(page: TasksPage, qtbot: QtBot) -> None:
    view = view_of(page)
    first, second = (view.visualRect(page.model.index(page.model.row_of(task) or 0)) for task in (5, 3))
    box, words = QPoint(20, first.center().y()), QPoint(300, first.center().y())
    asked: list[object] = []
    page.completion_requested.connect(asked.append)
    for pressed, let_go in ((words, box), (box, words), (QPoint(20, second.center().y()), box)):
        view.clearSelection()
        QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=pressed)
        QTest.mouseMove(view.viewport(), let_go)
        QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=let_go)
    assert asked == []
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert asked == [5]


@pytest.mark.parametrize(
    ("section", "due"), [("Today", TODAY), ("Upcoming", TODAY + timedelta(days=1)), ("Someday", None)]
)
def test_a_task_let_go_in_another_section_asks_for_its_day(
    page: TasksPage, qtbot: QtBot, section: str, due: date | None
) -> None:
    choose_many(page, 1, 2)
    with qtbot.waitSignal(page.changes_requested) as wish:
        page.list.drop_at(page.model.row_of(page.model.tasks_in(section)[0].key))
    assert wish.args == [(1, 2), {"due": due}]


def test_a_real_drag_over_the_list_lets_go_where_the_line_is(page: TasksPage, qtbot: QtBot) -> None:
    choose(page, 1)
    view = view_of(page)
    target = view.visualRect(page.model.index(page.model.row_of(9) or 0))
    spot = QPointF(target.left() + 200, target.top() + 4)
    mime = page.model.mimeData([view.currentIndex()])
    keys = (Qt.DropAction.MoveAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    view.dragMoveEvent(QDragMoveEvent(spot.toPoint(), *keys))
    view.viewport().repaint()
    with qtbot.waitSignal(page.changes_requested) as wish:
        view.dropEvent(QDropEvent(spot, *keys))
    assert wish.args == [(1,), {"due": None}]


def test_the_overdue_are_moved_to_today_at_a_click(page: TasksPage, qtbot: QtBot) -> None:
    view = view_of(page)
    heading = view.visualRect(page.model.index(0))
    with qtbot.waitSignal(page.overdue_requested):
        spot = QPoint(heading.right() - 40, heading.center().y() + 8)
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def test_a_habit_can_be_skipped_and_its_amount_set(page: TasksPage, qtbot: QtBot) -> None:
    habit = task(4, repeat="FREQ=DAILY", occurrence=TODAY, due=TODAY, amount=8, unit="glasses", amount_done=3)
    page.show_tasks((habit,))
    choose(page, 4)
    menu = page.list.menu_for(view_of(page).currentIndex())
    with qtbot.waitSignal(page.skip_requested) as skip:
        next(action for action in menu.actions() if action.text() == "Skip this time").trigger()
    assert skip.args == [4]
    next(action for action in menu.actions() if action.text() == "Set the amount…").trigger()
    dialog = page.findChild(AmountDialog)
    assert dialog is not None
    with qtbot.waitSignal(page.amount_requested) as wish:
        dialog.accept()
    assert wish.args == [4, Decimal(4)]


def test_no_amount_is_set_of_a_day_to_come(page: TasksPage) -> None:
    tomorrow = TODAY + timedelta(days=1)
    page.show_tasks((task(4, repeat="FREQ=DAILY", occurrence=tomorrow, due=tomorrow, amount=8),))
    choose(page, 4)
    actions = page.list.menu_for(view_of(page).currentIndex()).actions()
    assert "Skip this time" in [action.text() for action in actions]
    assert "Set the amount…" not in [action.text() for action in actions]


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


def test_the_editor_reads_every_field_and_says_what_it_does_not_understand(page: TasksPage, qtbot: QtBot) -> None:
    dialog = TaskDialog(full_day()[8], TODAY, DARK, page, goals=((7, "Thesis"),))
    for field, wrong in (
        (dialog._time, "25:00"),
        (dialog._repeat, "whenever"),
        (dialog._reminder, "soon"),
        (dialog._minutes, "long"),
        (dialog._amount, "many"),
    ):
        field.line.setText(wrong)
        assert not field.is_sound
        assert not dialog._save.isEnabled()
        field.line.setText("")
        assert dialog._save.isEnabled()
    dialog._due.line.setText("fri")
    dialog._time.line.setText("9:30")
    dialog._repeat.line.setText("every mon and thu")
    dialog._reminder.line.setText("-1d 18:00")
    dialog._minutes.line.setText("1 h 30")
    dialog._amount.line.setText("8 glasses")
    dialog._goal.setCurrentIndex(1)
    with qtbot.waitSignal(dialog.draft_accepted) as saved:
        dialog.accept()
    draft = saved.args[0]
    assert (draft.due, draft.due_minute, draft.minutes, draft.goal_id) == (date(2026, 3, 6), 570, 90, 7)
    assert (draft.repeat, draft.reminder) == ("FREQ=WEEKLY;BYDAY=MO,TH", "-1d 18:00")
    assert (draft.amount, draft.unit, saved.args[1]) == (8, "glasses", False)


def test_one_time_of_a_habit_is_changed_alone(page: TasksPage, qtbot: QtBot) -> None:
    choose(page, 4)
    QTest.keyClick(view_of(page), Qt.Key.Key_E)
    dialog = page.findChild(TaskDialog)
    assert dialog is not None
    assert dialog._alone.text() == "Only this time (Today)"
    dialog._alone.setChecked(True)
    with qtbot.waitSignal(page.edit_one_requested) as wish:
        dialog.accept()
    assert (wish.args[0], wish.args[2]) == (4, TODAY)


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
    page.show_day(TODAY + timedelta(days=1), DAY_ENDS_AT, DAY_ENDS_AT + timedelta(days=1))
    assert page.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "Overdue, 5"


def test_the_heading_of_today_says_which_day_it_is(qtbot: QtBot) -> None:
    clock = [NOW]
    page = TasksPage(lambda: clock[0])
    qtbot.addWidget(page)
    page.show_day(TODAY, DAY_BEGAN_AT, DAY_ENDS_AT)
    page.show_tasks(full_day())
    place = next(row for row in range(page.model.rowCount()) if page.model.index(row).data() == "Today")

    def heading() -> object:
        return page.model.index(place).data(Qt.ItemDataRole.AccessibleTextRole)

    assert heading() == "Today, 3, Wed 4 Mar"
    by_day = view_of(page).grab().toImage()
    clock[0] = DAY_ENDS_AT - timedelta(hours=2, minutes=55)
    page.show_day(TODAY, DAY_BEGAN_AT, DAY_ENDS_AT)
    assert heading() == "Today, 3, still Wed 4 Mar, until 04:00"
    assert view_of(page).grab().toImage() != by_day


def test_what_was_done_before_the_day_began_goes_when_it_begins_later(page: TasksPage) -> None:
    page.show_tasks((done(1, "Read the news", 5), task(2, due=TODAY)))
    assert page.model.tasks_in("Done today")
    page.show_day(TODAY, DAY_BEGAN_AT + timedelta(hours=2), DAY_ENDS_AT + timedelta(hours=2))
    assert page.model.tasks_in("Done today") == []


def test_the_menu_of_a_row_holds_what_the_keys_do(page: TasksPage, qtbot: QtBot) -> None:
    choose(page, 4)
    menu = page.list.menu_for(view_of(page).currentIndex())
    assert [action.text().split("\t")[0] for action in menu.actions()][:2] == ["Complete", "Edit…"]
    assert menu.actions()[-1].text() == "Delete\tDel"
    with qtbot.waitSignal(page.deletion_requested) as wish:
        menu.actions()[-1].trigger()
    assert wish.args == [(4,)]


def test_a_hundred_thousand_tasks_scroll(page: TasksPage, qtbot: QtBot) -> None:
    page.show_tasks(tuple(task(number, f"Task {number}") for number in range(100_000)))
    qtbot.waitUntil(lambda: page.model.rowCount() == 100_001, timeout=20_000)
    view = view_of(page)
    for place in range(0, 100_000, 5_000):
        view.scrollTo(page.model.index(place))
        view.viewport().repaint()
        assert view.viewport().rect().intersects(view.visualRect(page.model.index(place)))


def test_a_clock_of_another_day_changes_what_today_means(qtbot: QtBot) -> None:
    def tomorrow() -> datetime:
        return NOW + timedelta(days=1)

    page = TasksPage(tomorrow)
    qtbot.addWidget(page)
    page.show_tasks((task(1, due=TODAY),))
    assert page.model.index(0).data() == "Overdue"
