"""Habits and days off on the streaks page: what is shown, and what a hand wishes there."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.habit_squares import HEAD, LEFT
from momentum_desktop.gui.plan_fields import DayField, TimeField
from momentum_desktop.gui.rest_dialog import RestDialog
from momentum_desktop.gui.streaks_page import StreaksPage
from momentum_desktop.gui.task_dialog import TaskDialog
from momentum_desktop.gui.theme import DARK
from momentum_desktop.gui.wording import day_words
from momentum_desktop.service.plan_values import Habit, HabitDay, Rest
from momentum_desktop.service.values import DayTotal
from tests.gui.on_screen import on_screen
from tests.gui.page_samples import streaks
from tests.gui.samples import TODAY, task

YESTERDAY = TODAY - timedelta(days=1)


def habit(number: int = 4, **fields: object) -> Habit:
    known: dict[str, object] = {
        "task": task(number, "Drink water", repeat="FREQ=DAILY", occurrence=TODAY, amount=8, unit="glasses"),
        "current_count": 3,
        "longest_count": 12,
        "status": "due",
        "strength": 0.64,
        "done_days": 40,
        "last_done": YESTERDAY,
        "days": (
            HabitDay(YESTERDAY, "done", 8),
            HabitDay(TODAY - timedelta(days=2), "skipped"),
            HabitDay(TODAY - timedelta(days=3), "open", 2),
        ),
    }
    return Habit(**{**known, **fields})  # type: ignore[arg-type]


@pytest.fixture
def page(qtbot: QtBot) -> StreaksPage:
    made = StreaksPage()
    made.show_day(TODAY)
    made.show_streaks(streaks())
    return on_screen(qtbot, made, DARK, 1200, 1600)


def test_a_habit_tells_its_strength_its_streak_and_its_rule(page: StreaksPage) -> None:
    page.show_habits((habit(),))
    (card,) = page.habit_cards
    assert card.title.text() == "Drink water"
    assert card.streak.text() == "3 times in a row, longest 12"
    assert card.rule.text() == "Open · every day"
    assert "strength 64 %" in card.accessibleName()
    assert card.squares.words_of(YESTERDAY) == "Tuesday, 3 Mar 2026: done, 8 glasses"
    assert card.squares.words_of(TODAY) == "Wednesday, 4 Mar 2026: not done"
    page.show_habits((habit(current_count=4),))
    assert page.habit_cards == [card]
    page.show_habits(())
    assert page.habit_cards == []


@pytest.mark.parametrize(("day", "done"), [(TODAY, True), (TODAY - timedelta(days=3), True), (YESTERDAY, False)])
def test_a_click_on_a_day_does_it_or_takes_it_back(page: StreaksPage, qtbot: QtBot, day: date, done: bool) -> None:
    page.show_habits((habit(),))
    squares = page.habit_cards[0].squares
    wished = page.day_completion_requested if done else page.day_reopen_requested
    with qtbot.waitSignal(wished) as wish:
        QTest.mouseClick(squares, Qt.MouseButton.LeftButton, pos=squares.square(day).center().toPoint())
    assert wish.args == [4, day]


def test_the_keys_walk_over_the_days_and_a_skipped_one_stays(page: StreaksPage, qtbot: QtBot) -> None:
    page.show_habits((habit(),))
    squares = page.habit_cards[0].squares
    squares.setFocus()
    QTest.keyClick(squares, Qt.Key.Key_Up)
    assert "3 Mar 2026: done" in squares.accessibleName()
    with qtbot.waitSignal(page.day_reopen_requested):
        QTest.keyClick(squares, Qt.Key.Key_Return)
    QTest.keyClick(squares, Qt.Key.Key_Up)
    with qtbot.assertNotEmitted(page.day_reopen_requested), qtbot.assertNotEmitted(page.day_completion_requested):
        QTest.keyClick(squares, Qt.Key.Key_Return)


def test_today_is_taken_off_at_a_click_and_given_up_again(page: StreaksPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.rest_requested) as wish:
        QTest.mouseClick(page.rests.today_button, Qt.MouseButton.LeftButton)
    assert wish.args == [TODAY, TODAY, None]
    page.show_rests((Rest(7, TODAY, TODAY), Rest(3, date(2026, 1, 1), date(2026, 1, 9), "daily_activity")))
    assert not page.rests.today_button.isEnabled()
    words = [button.accessibleName() for button in page.rests.findChildren(QPushButton)]
    assert "Give up 4 Mar 2026 · all streaks" in words
    assert "Give up 1 Jan to 9 Jan 2026 · Daily activity" in words
    give_up = next(each for each in page.rests.findChildren(QPushButton) if "4 Mar" in each.accessibleName())
    with qtbot.waitSignal(page.rest_removal_requested) as removal:
        QTest.mouseClick(give_up, Qt.MouseButton.LeftButton)
    assert removal.args == [7]


def test_days_off_are_planned_in_a_dialog(page: StreaksPage, qtbot: QtBot) -> None:
    QTest.mouseClick(page.rests.plan_button, Qt.MouseButton.LeftButton)
    dialog = page.findChild(RestDialog)
    assert dialog is not None
    dialog.first.line.setText("2026-07-10")
    dialog.last.line.setText("2026-07-01")
    with qtbot.assertNotEmitted(page.rest_requested):
        dialog.accept()
    dialog.last.line.setText("2026-07-20")
    dialog.streak.setCurrentIndex(1)
    with qtbot.waitSignal(page.rest_requested) as wish:
        dialog.accept()
    assert wish.args == [date(2026, 7, 10), date(2026, 7, 20), streaks()[0].streak_type]


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("yesterday", "", (date(2026, 3, 3), date(2026, 3, 3))),
        ("20 nov", "21 nov", (date(2026, 11, 20), date(2026, 11, 21))),
        ("4 feb", "", (date(2026, 2, 4), date(2026, 2, 4))),
        ("20 aug", "6 jan", (date(2026, 8, 20), date(2027, 1, 6))),
        ("gestern", "tomorrow", (date(2026, 3, 3), date(2026, 3, 5))),
    ],
)
def test_days_off_without_a_year_are_to_come_or_just_past(
    page: StreaksPage, qtbot: QtBot, first: str, last: str, days: tuple[date, date]
) -> None:
    QTest.mouseClick(page.rests.plan_button, Qt.MouseButton.LeftButton)
    dialog = page.findChild(RestDialog)
    assert dialog is not None
    dialog.last.line.setText(last)
    dialog.first.line.setText(first)
    with qtbot.waitSignal(page.rest_requested) as wish:
        dialog.accept()
    assert tuple(wish.args[:2]) == days


def test_a_day_too_far_away_is_told_from_no_day(qtbot: QtBot) -> None:
    field = DayField("Due", None, TODAY)
    qtbot.addWidget(field)
    for words, told in (
        ("9999-12-31", "Outside the years 2000 to 2199."),
        ("soon", "Not a day. Try today, fri or 24 dec."),
        ("yesterday", "Yesterday: Tuesday, 3 Mar 2026"),
    ):
        field.line.setText(words)
        assert field.line.accessibleDescription() == told


def test_a_time_is_said_as_in_quick_add(qtbot: QtBot) -> None:
    field = TimeField("At", None)
    qtbot.addWidget(field)
    for words, minute in (("9", 540), ("9:30", 570), ("9am", 540), ("halb zehn", 570), ("25:00", None)):
        field.line.setText(words)
        assert field.minute == minute


def test_a_page_with_a_habit_is_not_empty(qtbot: QtBot) -> None:
    page = StreaksPage()
    qtbot.addWidget(page)
    page.show_streaks(())
    assert page.state == "empty"
    page.show_streaks(tuple(streaks()))
    page.show_habits((habit(),))
    assert page.state == "content"


def test_a_habit_is_added_from_the_page_and_repeats_daily_at_first(page: StreaksPage, qtbot: QtBot) -> None:
    page.show_habits(())
    QTest.mouseClick(page.add_habit, Qt.MouseButton.LeftButton)
    dialog = page.findChild(TaskDialog)
    assert dialog is not None
    assert dialog.windowTitle() == "New habit"
    with qtbot.assertNotEmitted(page.habit_accepted):
        dialog.accept()
    title = next(each for each in dialog.findChildren(QLineEdit) if each.accessibleName() == "Title")
    QTest.keyClicks(title, "Read")
    with qtbot.waitSignal(page.habit_accepted) as wish:
        dialog.accept()
    (draft,) = wish.args
    assert (draft.title, draft.repeat, draft.repeat_from, draft.due) == ("Read", "FREQ=DAILY", "due", None)


def test_a_day_off_is_told_and_painted_among_the_squares(page: StreaksPage) -> None:
    last = TODAY - timedelta(days=10)
    days = tuple(DayTotal(TODAY - timedelta(days=ago), 0, 1 if ago == 30 else 0) for ago in range(60, -1, -1))
    page.show_habits((habit(days=()),))
    page.heatmap.show_days(days)
    page.year.show()
    squares = page.habit_cards[0].squares
    plain = (squares.grab().toImage(), page.heatmap.grab().toImage())
    assert not page.habit_legend.isVisible()
    page.show_rests((Rest(1, last - timedelta(days=3), last), Rest(2, TODAY, TODAY, "daily_activity")))
    assert squares.words_of(last).endswith(f"{day_words(last)}, a day off")
    assert squares.words_of(TODAY).endswith(": not done")
    spot = page.heatmap.square(len(days) - 1 - 10).center().toPoint()
    assert page.heatmap.words_at(spot).startswith(f"{day_words(last)}, a day off: ")
    assert page.habit_legend.isVisible()
    assert page.year_legend.isVisible()
    assert squares.grab().toImage() != plain[0]
    assert page.heatmap.grab().toImage() != plain[1]
    page.show_rests(())
    assert not page.habit_legend.isVisible()
    assert (squares.grab().toImage(), page.heatmap.grab().toImage()) == plain


def test_the_squares_stand_beside_their_weekdays_and_under_their_months(page: StreaksPage) -> None:
    page.show_habits((habit(),))
    squares = page.habit_cards[0].squares
    first = squares.square(squares.first)
    assert (first.left(), first.top()) == (LEFT, HEAD)
    picture = squares.grab().toImage()
    corner = {picture.pixelColor(x, y).name() for x in range(LEFT - 6) for y in range(HEAD - 6)}
    names = {picture.pixelColor(x, y).name() for x in range(LEFT - 6) for y in range(HEAD, HEAD + 12)}
    months = {picture.pixelColor(x, y).name() for x in range(LEFT, squares.width()) for y in range(HEAD - 6)}
    assert len(corner) == 1
    assert len(names) > 1
    assert len(months) > 1
