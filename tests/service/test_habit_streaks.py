"""What keeps a habit's own streak, what breaks it, and what does neither."""

from __future__ import annotations

import re
import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentum_desktop.service.habit_streaks import HabitStreak, habit_streak

MONDAY = date(2026, 3, 2)


def lived(
    pattern: str,
    rule: str = "FREQ=DAILY",
    repeat_from: str = "due",
    first: date = MONDAY,
    week_start: int = 0,
    rest_weekdays: tuple[int, ...] = (),
) -> HabitStreak:
    """The streak after days from a Monday on, the last of them today: x done, . nothing, s skipped, v in a vacation,
    X in a vacation but done; spaces only divide."""
    marks = dict(enumerate(pattern.replace(" ", "")))
    days = {at: MONDAY + timedelta(days=at) for at in marks}
    return habit_streak(
        rule,
        repeat_from,
        first,
        [days[at] for at, mark in marks.items() if mark in "xX"],
        days[len(days) - 1],
        week_start,
        skipped=[days[at] for at, mark in marks.items() if mark == "s"],
        rests=[(days[at], days[at]) for at, mark in marks.items() if mark in "vX"],
        rest_weekdays=rest_weekdays,
    )


@pytest.mark.parametrize(
    ("pattern", "current", "longest", "status"),
    [
        (".", 0, 0, "none"),
        ("v", 0, 0, "none"),
        ("s.", 0, 0, "none"),
        ("x", 1, 1, "kept"),
        ("xxx", 3, 3, "kept"),
        ("xx.", 2, 2, "due"),
        ("xx..", 0, 2, "broken"),
        ("xx..x", 1, 2, "kept"),
        (".x", 1, 1, "kept"),
        ("xsx", 2, 2, "kept"),
        ("xs", 1, 1, "resting"),
        ("xs.", 1, 1, "due"),
        ("xvvvx", 2, 2, "kept"),
        ("xv", 1, 1, "resting"),
        ("xvv.", 1, 1, "due"),
        ("x.v", 0, 1, "broken"),
        ("xvX", 2, 2, "kept"),
        ("xxx.xxxx.xx", 2, 4, "kept"),
    ],
)
def test_a_daily_habit(pattern: str, current: int, longest: int, status: str) -> None:
    streak = lived(pattern)
    assert (streak.current, streak.longest, streak.status) == (current, longest, status)


def test_the_latest_occurrence_done_is_told() -> None:
    assert lived("xx..").last_done == date(2026, 3, 3)
    assert lived(".").last_done is None


@given(st.text("x.sv", min_size=1, max_size=60))
def test_a_daily_habit_counts_as_a_reader_of_the_pattern_would(pattern: str) -> None:
    asked = re.sub("[sv]", "", pattern[:-1]) + ("x" if pattern[-1] == "x" else "")
    runs = re.findall("x+", asked)
    streak = lived(pattern)
    assert streak.current == (len(runs[-1]) if runs and asked.endswith("x") else 0)
    assert streak.longest == max(map(len, runs), default=0)
    assert (streak.status == "none") == ("x" not in pattern)
    assert (streak.status == "broken") == (streak.current == 0 and "x" in pattern)
    assert (streak.status == "kept") == (pattern[-1] == "x")


def test_rest_weekdays_neither_count_nor_break() -> None:
    assert lived("xxxxx..x", rest_weekdays=(5, 6)).current == 6
    assert lived("xxxxx.", rest_weekdays=(5, 6)).status == "resting"
    assert lived("xxxxx..x").current == 1


def test_only_the_days_of_the_rule_are_asked_for() -> None:
    rule = "FREQ=WEEKLY;BYDAY=MO,WE,FR"
    assert lived("x.x.x.. x.x", rule) == HabitStreak(5, 5, "kept", date(2026, 3, 11))
    assert lived("x.x.x.. x.x.", rule).status == "kept"
    assert lived("x.x.x.. x.x..", rule).status == "due"
    assert lived("x.x.x.. x...x", rule).current == 1


def test_a_day_more_than_the_rule_asks_for_counts_nothing() -> None:
    assert lived("xxxxxxx", "FREQ=WEEKLY;BYDAY=MO,WE,FR").current == 3


def test_an_occurrence_stays_open_until_the_next_one_comes() -> None:
    weekly = "FREQ=WEEKLY;BYDAY=MO"
    assert lived("x...... ......", weekly) == HabitStreak(1, 1, "due", MONDAY)
    # Done late, it counts for its occurrence.
    assert habit_streak(weekly, "due", MONDAY, [MONDAY, date(2026, 3, 9)], date(2026, 3, 12), 0).current == 2
    assert lived("x...... ....... .", weekly) == HabitStreak(0, 1, "broken", MONDAY)


def test_one_done_ahead_of_its_day_counts() -> None:
    streak = habit_streak("FREQ=DAILY", "due", MONDAY, [MONDAY, date(2026, 3, 3)], MONDAY, 0)
    assert streak == HabitStreak(2, 2, "kept", date(2026, 3, 3))
    early = habit_streak("FREQ=DAILY", "due", MONDAY, [MONDAY], date(2026, 2, 27), 0)
    assert early == HabitStreak(1, 1, "kept", MONDAY)


def test_a_rule_that_has_ended_keeps_its_streak() -> None:
    assert lived("xxx.......", "FREQ=DAILY;COUNT=3") == HabitStreak(3, 3, "kept", date(2026, 3, 4))
    assert lived("xx........", "FREQ=DAILY;COUNT=3").status == "due"


@pytest.mark.parametrize(
    ("pattern", "current", "longest", "status"),
    [
        (".", 0, 0, "none"),
        ("xx", 0, 0, "none"),
        ("xxx", 1, 1, "kept"),
        ("xxxx...", 1, 1, "kept"),
        ("xxx.... .", 1, 1, "due"),
        ("xxx.... xx", 1, 1, "due"),
        ("xxx.... x..x..x", 2, 2, "kept"),
        ("xxx.... xx..... .", 0, 1, "broken"),
        ("xxx.... xx..... xxx", 1, 1, "kept"),
        # A week in a vacation neither counts nor breaks; of a part of one no more is asked than it has days.
        ("xxx.... vvvvvvv x.x.x", 2, 2, "kept"),
        ("xxx.... vvvvvvv", 1, 1, "resting"),
        ("xxx.... vvvvv.. .", 0, 1, "broken"),
        ("xxx.... vvvvvxx .", 2, 2, "due"),
        # Each skip asks for one less.
        ("xxx.... xxs.... .", 2, 2, "due"),
        ("xxx.... x.s.... .", 0, 1, "broken"),
        ("xxx.... sss.... xxx", 2, 2, "kept"),
    ],
)
def test_three_times_a_week_counts_weeks(pattern: str, current: int, longest: int, status: str) -> None:
    streak = lived(pattern, "FREQ=WEEKLY;X-TIMES=3")
    assert (streak.current, streak.longest, streak.status) == (current, longest, status)


def test_weeks_begin_on_the_users_weekday() -> None:
    # Saturday and Sunday of one week, or the last and the first day of two.
    assert lived(".....xx", "FREQ=WEEKLY;X-TIMES=2").status == "kept"
    assert lived(".....xx", "FREQ=WEEKLY;X-TIMES=2", week_start=6).status == "none"


def test_what_was_begun_and_never_kept_is_not_broken() -> None:
    assert lived("x", "FREQ=WEEKLY;X-TIMES=3") == HabitStreak(0, 0, "none", date(2026, 3, 2))


def test_the_week_in_which_a_habit_begins_or_ends_asks_for_no_more_than_its_days() -> None:
    saturday = date(2026, 3, 7)
    assert lived(".....xx x.x.x..", "FREQ=WEEKLY;X-TIMES=3", first=saturday).current == 2
    ended = "FREQ=WEEKLY;X-TIMES=3;UNTIL=20260310"
    assert lived("xxx.... xx..... ....... ..", ended) == HabitStreak(2, 2, "kept", date(2026, 3, 10))
    assert lived("xxx.... x...... ....... ..", ended).status == "broken"


@pytest.mark.parametrize(
    ("pattern", "current", "status"),
    [
        ("...", 0, "none"),
        ("x", 1, "kept"),
        ("x..", 1, "kept"),
        ("x..x..x", 3, "kept"),
        # Due on the fourth day, and open until the seventh, when the one after it would have come.
        ("x...", 1, "due"),
        ("x.....", 1, "due"),
        ("x......", 0, "broken"),
        ("x.....x", 1, "kept"),
        ("x....x", 2, "kept"),
        # Before its day it counts too.
        ("xx", 2, "kept"),
        # A skip begins the step anew and counts nothing; days at rest delay nothing.
        ("x..s..x", 2, "kept"),
        ("x..s.", 1, "resting"),
        ("x..vvvvvv..", 1, "due"),
        ("x..vvvvvv...", 1, "due"),
        ("x..vvvvvv....", 0, "broken"),
        ("x..vvvvvv", 1, "resting"),
        ("x..vvvvvv.x", 2, "kept"),
    ],
)
def test_every_third_day_from_completion(pattern: str, current: int, status: str) -> None:
    streak = lived(pattern, "FREQ=DAILY;INTERVAL=3", "completion")
    assert (streak.current, streak.status) == (current, status)


def test_from_completion_the_longest_run_and_the_latest_day_are_told_and_an_end_keeps_it() -> None:
    rule = "FREQ=DAILY;INTERVAL=3"
    assert lived("x..x..x....... x", rule, "completion") == HabitStreak(1, 3, "kept", date(2026, 3, 16))
    ended = lived("x..x..x.......", rule + ";UNTIL=20260309", "completion")
    assert ended == HabitStreak(3, 3, "kept", date(2026, 3, 8))


@pytest.mark.parametrize(
    ("rule", "repeat_from"), [("FREQ=DAILY", "due"), ("FREQ=WEEKLY;X-TIMES=5", "due"), ("FREQ=DAILY", "completion")]
)
def test_ten_years_are_counted_at_once(rule: str, repeat_from: str) -> None:
    first = date(2016, 3, 1)
    done = [first + timedelta(days=at) for at in range(3650)]
    vacations = [(date(year, 7, 1), date(year, 7, 21)) for year in range(2016, 2026)]
    began = time.process_time()
    streak = habit_streak(rule, repeat_from, first, done, done[-1], 0, rests=vacations)
    assert time.process_time() - began < 0.5
    assert streak.current == (521 if "X-TIMES" in rule else 3650)
