"""The plan of a day: slots are planned, moved, ticked and changed with mouse and keys."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.day_card import DayCard
from momentum_desktop.gui.day_line import lanes
from momentum_desktop.gui.slot_dialog import SlotDialog
from momentum_desktop.gui.theme import DARK
from momentum_desktop.service.plan_values import SlotDraft
from tests.gui.on_screen import on_screen
from tests.gui.plan_samples import slot, slots
from tests.gui.samples import DAY_ENDS_AT, TODAY, clock


@pytest.fixture
def card(qtbot: QtBot) -> DayCard:
    made = DayCard(clock, TODAY)
    made.show_day(TODAY, DAY_ENDS_AT)
    made.show_tasks(((3, "Write the report"),))
    made.show_slots(TODAY, slots())
    made.setFixedWidth(320)
    return on_screen(qtbot, made, DARK)


def middle_of(card: DayCard, slot_id: int) -> QPoint:
    return card.line.block_of(slot_id).center().toPoint()


def height_of(card: DayCard, minute: int) -> QPoint:
    """A spot a little under a time, at the right."""
    y = next(y for y in range(card.line.height()) if card.line.minute_at(y + 0.5, 1) >= minute)
    return QPoint(card.line.width() - 12, y + 3)


def dialog_of(card: DayCard) -> SlotDialog:
    found = card.findChild(SlotDialog)
    assert found is not None
    return found


def press(card: DayCard, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(card.line, key, modifiers)


def test_slots_at_one_time_stand_side_by_side() -> None:
    assert lanes([(0, 60), (30, 90), (60, 70), (90, 100)]) == [(0, 2), (1, 2), (0, 2), (0, 1)]
    assert lanes([]) == []


def test_a_click_on_an_empty_hour_plans_a_slot_there(card: DayCard, qtbot: QtBot) -> None:
    QTest.mouseClick(card.line, Qt.MouseButton.LeftButton, pos=height_of(card, 15 * 60))
    dialog = dialog_of(card)
    QTest.keyClicks(dialog.title, "Read")
    with qtbot.waitSignal(card.add_requested) as wish:
        QTest.keyClick(dialog.title, Qt.Key.Key_Return)
    assert wish.args == [SlotDraft(TODAY, 15 * 60, 60, "Read")]


def test_a_task_gives_its_title_and_number_to_a_slot(card: DayCard, qtbot: QtBot) -> None:
    QTest.mouseClick(card.plan, Qt.MouseButton.LeftButton)
    dialog = dialog_of(card)
    assert not dialog.save.isEnabled()
    dialog.task.setFocus()
    QTest.keyClick(dialog.task, Qt.Key.Key_Down)
    dialog.start.line.setText("7:15")
    dialog.minutes.line.setText("1 h 30")
    with qtbot.waitSignal(card.add_requested) as wish:
        QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert wish.args == [SlotDraft(TODAY, 435, 90, "Write the report", 3)]


def test_a_dragged_block_is_moved_in_quarters_of_an_hour(card: DayCard, qtbot: QtBot) -> None:
    begin = middle_of(card, 4)
    end = begin + QPoint(0, round(1.55 * card.line.hour))
    QTest.mousePress(card.line, Qt.MouseButton.LeftButton, pos=begin)
    QTest.mouseMove(card.line, begin + QPoint(0, 30))
    QTest.mouseMove(card.line, end)
    with qtbot.waitSignal(card.edit_requested) as wish:
        QTest.mouseRelease(card.line, Qt.MouseButton.LeftButton, pos=end)
    assert wish.args == [4, SlotDraft(TODAY, 13 * 60, 60, "Call with Anna")]
    assert card.findChild(SlotDialog) is None


def test_a_done_block_is_not_moved(card: DayCard, qtbot: QtBot) -> None:
    begin = middle_of(card, 1)
    with qtbot.assertNotEmitted(card.edit_requested):
        QTest.mousePress(card.line, Qt.MouseButton.LeftButton, pos=begin)
        QTest.mouseMove(card.line, begin + QPoint(0, 62))
        QTest.mouseRelease(card.line, Qt.MouseButton.LeftButton, pos=begin + QPoint(0, 62))


def test_a_click_on_the_circle_ticks_and_on_a_done_one_reopens(card: DayCard, qtbot: QtBot) -> None:
    for number, wish in ((3, card.completion_requested), (1, card.reopen_requested)):
        corner = card.line.block_of(number).topLeft() + QPointF(12, 10)
        with qtbot.waitSignal(wish) as told:
            QTest.mouseClick(card.line, Qt.MouseButton.LeftButton, pos=corner.toPoint())
        assert told.args == [number]


def test_a_slot_of_a_day_to_come_says_when_it_can_be_kept(card: DayCard, qtbot: QtBot) -> None:
    tomorrow = TODAY + timedelta(days=1)
    card.go_to(tomorrow)
    card.show_slots(tomorrow, tuple(replace(slot, day=tomorrow) for slot in slots()))
    corner = card.line.block_of(5).topLeft() + QPointF(12, 10)
    with qtbot.assertNotEmitted(card.completion_requested):
        QTest.mouseClick(card.line, Qt.MouseButton.LeftButton, pos=corner.toPoint())
    assert card.note.isVisible()
    assert card.note.text() == "“The night” is planned for tomorrow; it can be kept on that day."
    card.go_to(TODAY)
    assert not card.note.isVisible()


def test_a_click_on_a_block_opens_it_to_be_changed_or_deleted(card: DayCard, qtbot: QtBot) -> None:
    QTest.mouseClick(card.line, Qt.MouseButton.LeftButton, pos=middle_of(card, 3))
    dialog = dialog_of(card)
    dialog.title.setText("Review")
    with qtbot.waitSignal(card.edit_requested) as wish:
        QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert wish.args == [3, SlotDraft(TODAY, 660, 90, "Review")]
    qtbot.waitUntil(lambda: card.findChild(SlotDialog) is None)
    QTest.mouseClick(card.line, Qt.MouseButton.LeftButton, pos=middle_of(card, 3))
    with qtbot.waitSignal(card.deletion_requested) as deletion:
        QTest.mouseClick(dialog_of(card).delete, Qt.MouseButton.LeftButton)
    assert deletion.args == [3]


def test_the_keys_do_all_of_it(card: DayCard, qtbot: QtBot) -> None:
    card.line.setFocus(Qt.FocusReason.TabFocusReason)
    assert card.line.current is not None
    assert card.line.current.id == 1
    press(card, Qt.Key.Key_Down)
    with qtbot.waitSignal(card.completion_requested) as ticked:
        press(card, Qt.Key.Key_Space)
    assert ticked.args == [2]
    with qtbot.waitSignal(card.edit_requested) as moved:
        press(card, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert moved.args == [2, SlotDraft(TODAY, 585, 15, "Stand-up")]
    with qtbot.waitSignal(card.deletion_requested) as deleted:
        press(card, Qt.Key.Key_Delete)
    assert deleted.args == [2]
    press(card, Qt.Key.Key_Return)
    assert dialog_of(card).title.text() == "Stand-up"


def test_the_night_before_the_days_start_stands_at_its_end(card: DayCard) -> None:
    assert card.line.block_of(5).top() > card.line.block_of(4).bottom()
    assert card.line.accessibleDescription().endswith("01:00 The night")


def test_an_empty_day_says_what_to_do(card: DayCard) -> None:
    empty = card.findChild(QLabel, "day_empty")
    assert empty is not None
    assert not empty.isVisible()
    card.show_slots(TODAY, ())
    assert empty.isVisible()
    assert "Click an hour" in empty.text()


def test_the_arrows_ask_for_other_days(card: DayCard, qtbot: QtBot) -> None:
    tomorrow = TODAY + timedelta(days=1)
    with qtbot.waitSignal(card.slots_requested) as asked:
        QTest.mouseClick(card.forward, Qt.MouseButton.LeftButton)
    assert asked.args == [tomorrow, 1]
    assert (card.heading.text(), card.date.text) == ("Tomorrow", "Thu 5 Mar")
    card.show_slots(TODAY, slots())
    assert card.line.accessibleDescription() == "Nothing is planned"
    with qtbot.waitSignal(card.slots_requested):
        QTest.mouseClick(card.to_today, Qt.MouseButton.LeftButton)
    assert (card.heading.text(), card.date.text) == ("Today", "Wed 4 Mar")


def test_the_date_adds_what_the_heading_leaves_out(card: DayCard) -> None:
    for day, words in ((date(2026, 3, 7), ("Saturday", "7 Mar")), (date(2026, 3, 20), ("20 Mar", "Friday"))):
        card.go_to(day)
        assert (card.heading.text(), card.date.text) == words


def test_a_new_day_is_followed_and_asked_for(card: DayCard, qtbot: QtBot) -> None:
    tomorrow = TODAY + timedelta(days=1)
    with qtbot.waitSignal(card.slots_requested) as asked:
        card.show_day(tomorrow, DAY_ENDS_AT + timedelta(days=1))
    assert asked.args == [tomorrow, 1]
    assert card.heading.text() == "Today"


def test_an_answer_closes_a_drag_that_was_on(card: DayCard, qtbot: QtBot) -> None:
    begin = middle_of(card, 4)
    QTest.mousePress(card.line, Qt.MouseButton.LeftButton, pos=begin)
    card.show_slots(TODAY, (slot(2, 600, 15),))
    with qtbot.assertNotEmitted(card.edit_requested):
        QTest.mouseRelease(card.line, Qt.MouseButton.LeftButton, pos=begin)
