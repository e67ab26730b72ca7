"""Which occurrence of a repeating task is the one to do now."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentum_desktop.service.recurrence import due_occurrence, latest_occurrence, next_occurrence

RENT = "FREQ=MONTHLY;BYMONTHDAY=1"
MONDAY = date(2026, 3, 2)


def day(text: str) -> date:
    """ "3-05" as a day of 2026."""
    month, number = text.split("-")
    return date(2026, int(month), int(number))


def day_or_none(text: str | None) -> date | None:
    return None if text is None else day(text)


@pytest.mark.parametrize(
    ("rule", "first", "today", "resolved", "due"),
    [
        # A daily habit: today's, even if yesterday's was missed; tomorrow's once today's is done.
        ("FREQ=DAILY", "3-02", "3-02", None, "3-02"),
        ("FREQ=DAILY", "3-02", "3-05", "3-03", "3-05"),
        ("FREQ=DAILY", "3-02", "3-05", "3-05", "3-06"),
        ("FREQ=DAILY", "3-02", "2-20", None, "3-02"),
        # Done ahead of time: the one after it.
        ("FREQ=DAILY", "3-02", "3-02", "3-04", "3-05"),
        ("FREQ=DAILY", "3-02", "2-20", "3-02", "3-03"),
        # Rent missed on the 1st is still due as of the 1st; one resolved, the next; an older one is dropped.
        (RENT, "3-01", "3-05", None, "3-01"),
        (RENT, "3-01", "3-31", "2-01", "3-01"),
        (RENT, "3-01", "3-05", "3-01", "4-01"),
        (RENT, "1-01", "3-05", "1-01", "3-01"),
        # A first day that the rule does not fall on waits for the first one it does.
        ("FREQ=WEEKLY;BYDAY=FR", "3-02", "3-02", None, "3-06"),
        ("FREQ=WEEKLY;INTERVAL=2", "3-02", "3-15", None, "3-02"),
        ("FREQ=WEEKLY;INTERVAL=2", "3-02", "3-15", "3-02", "3-16"),
        ("FREQ=YEARLY", "3-02", "12-31", None, "3-02"),
        # An ended rule: its last one while it is open, then nothing.
        ("FREQ=DAILY;COUNT=3", "3-02", "3-20", "3-03", "3-04"),
        ("FREQ=DAILY;COUNT=3", "3-02", "3-20", "3-04", None),
        ("FREQ=DAILY;UNTIL=20260304", "3-02", "3-20", "3-04", None),
    ],
)
def test_from_the_due_day_the_latest_open_one_is_due_else_the_next(
    rule: str, first: str, today: str, resolved: str | None, due: str | None
) -> None:
    last = day_or_none(resolved)
    assert due_occurrence(rule, "due", day(first), day(today), last, last, 0) == day_or_none(due)


@pytest.mark.parametrize(
    ("rule", "done", "skipped", "due"),
    [
        ("FREQ=DAILY;INTERVAL=3", None, None, "3-02"),
        ("FREQ=DAILY;INTERVAL=3", "3-05", None, "3-08"),
        ("FREQ=DAILY;INTERVAL=3", "2-25", None, "2-28"),
        # A skip moves it on as a completion does.
        ("FREQ=DAILY;INTERVAL=3", None, "3-02", "3-05"),
        ("FREQ=DAILY;INTERVAL=3", "3-05", "3-10", "3-13"),
        ("FREQ=DAILY;INTERVAL=3", "3-11", "3-10", "3-14"),
        ("FREQ=WEEKLY;INTERVAL=2", "3-05", None, "3-19"),
        ("FREQ=MONTHLY", "1-31", None, "2-28"),
        ("FREQ=MONTHLY", "2-28", None, "3-28"),
        ("FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=1", "3-05", None, "4-01"),
        # Named days: the next of them, in a week that the interval reaches from the week it was done in.
        ("FREQ=WEEKLY;BYDAY=MO,TH", "3-03", None, "3-05"),
        ("FREQ=WEEKLY;BYDAY=MO,TH", "3-05", None, "3-09"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "3-04", None, "3-16"),
        ("FREQ=DAILY;INTERVAL=3;UNTIL=20260307", "3-05", None, None),
    ],
)
def test_from_completion_it_is_due_one_step_later(
    rule: str, done: str | None, skipped: str | None, due: str | None
) -> None:
    today, done_day, left = day("3-06"), day_or_none(done), day_or_none(skipped)
    found = due_occurrence(rule, "completion", MONDAY, today, None, done_day, 0, last_skipped=left)
    assert found == day_or_none(due)


@pytest.mark.parametrize(
    ("today", "done_day", "done_this_week", "week_start", "due"),
    [
        ("3-01", None, 0, 0, "3-02"),
        ("3-02", None, 0, 0, "3-02"),
        ("3-03", "3-02", 1, 0, "3-03"),
        ("3-03", "3-03", 1, 0, "3-04"),
        ("3-05", "3-05", 2, 0, "3-06"),
        ("3-05", "3-05", 3, 0, "3-09"),
        ("3-06", "3-05", 3, 0, "3-09"),
        ("3-06", "3-05", 3, 6, "3-08"),
        ("3-08", "3-08", 2, 0, "3-09"),
        ("3-08", "3-07", 2, 0, "3-08"),
        ("3-09", "3-07", 0, 0, "3-09"),
    ],
)
def test_so_many_times_a_week_is_due_each_day_until_the_week_has_them(
    today: str, done_day: str | None, done_this_week: int, week_start: int, due: str
) -> None:
    rule, now, last = "FREQ=WEEKLY;X-TIMES=3", day(today), day_or_none(done_day)
    found = due_occurrence(rule, "due", MONDAY, now, last, last, week_start, done_this_week=done_this_week)
    assert found == day(due)


def test_of_so_many_times_a_week_what_is_done_or_skipped_today_waits_for_tomorrow_until_the_end() -> None:
    wednesday = date(2026, 3, 4)
    rule = "FREQ=WEEKLY;X-TIMES=3"
    assert due_occurrence(rule, "due", MONDAY, wednesday, wednesday, None, 0) == date(2026, 3, 5)
    assert due_occurrence(rule, "due", MONDAY, wednesday, None, wednesday, 0) == date(2026, 3, 5)
    assert due_occurrence(rule + ";UNTIL=20260304", "due", MONDAY, wednesday, None, None, 0) == wednesday
    assert due_occurrence(rule + ";UNTIL=20260304", "due", MONDAY, wednesday, wednesday, None, 0) is None


RULES = ["FREQ=DAILY", "FREQ=DAILY;INTERVAL=4", "FREQ=WEEKLY;BYDAY=TU,SA", "FREQ=MONTHLY", "FREQ=MONTHLY;BYDAY=-1FR"]


@given(st.sampled_from(RULES), st.lists(st.tuples(st.integers(0, 20), st.booleans()), min_size=1, max_size=30))
def test_a_life_of_doing_and_missing_never_goes_back_and_never_stands_still(
    rule: str, visits: list[tuple[int, bool]]
) -> None:
    today, resolved = MONDAY, None
    for wait, does in visits:
        today += timedelta(days=wait)
        due = due_occurrence(rule, "due", MONDAY, today, resolved, None, 0)
        assert due is not None
        assert resolved is None or due > resolved
        latest = latest_occurrence(rule, MONDAY, today)
        assert due >= (latest or MONDAY)
        if due > today:
            assert next_occurrence(rule, MONDAY, max(today, resolved or today)) == due
        if does:
            resolved = due


def test_a_page_of_habits_of_ten_years_costs_no_frame() -> None:
    first, today = date(2016, 3, 1), date(2026, 3, 1)
    yesterday = today - timedelta(days=1)
    rules = ["FREQ=DAILY", "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "FREQ=WEEKLY;BYDAY=MO,WE,FR", "FREQ=MONTHLY;BYDAY=1MO"]
    costs = []
    for page in range(3):
        began = time.process_time()
        for number in range(100):
            start = first + timedelta(days=100 * page + number)
            assert due_occurrence(rules[number % 4], "due", start, today, yesterday, yesterday, 0)
        costs.append(time.process_time() - began)
    # About a millisecond.
    assert min(costs) < 0.020
