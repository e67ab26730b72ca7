"""How strong a habit becomes, and how it weakens."""

from __future__ import annotations

import time
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentum_desktop.service.habit_strength import HabitFrequency, habit_frequency, strength_after, strengths
from momentum_desktop.service.recurrence import occurrences_between

MONDAY = date(2026, 3, 2)
DAILY, THREE_A_WEEK = HabitFrequency(1, 1), HabitFrequency(3, 7)


def days(count: int, step: int = 1, first: date = MONDAY) -> dict[date, float]:
    return {first + timedelta(days=at): 1 for at in range(0, count, step)}


def end(count: int) -> date:
    return MONDAY + timedelta(days=count - 1)


def test_a_daily_habit_halves_what_it_lacks_every_thirteen_days() -> None:
    assert strength_after(DAILY, days(13), MONDAY, end(13)) == pytest.approx(0.5)
    assert strength_after(DAILY, days(26), MONDAY, end(26)) == pytest.approx(0.75)
    assert strength_after(DAILY, days(20), MONDAY, end(20)) == pytest.approx(0.655747, abs=1e-6)
    assert strength_after(DAILY, days(13), MONDAY, end(26)) == pytest.approx(0.25)
    assert strength_after(DAILY, {}, MONDAY, end(26)) == 0
    assert strength_after(DAILY, days(5), MONDAY, MONDAY - timedelta(days=1)) == 0


def test_one_day_by_hand() -> None:
    # Asked for three times in seven days, measured as six in fourteen: one done is a sixth.
    keep = 0.5 ** (sqrt(3 / 7) / 13)
    assert strength_after(THREE_A_WEEK, days(1), MONDAY, MONDAY) == pytest.approx((1 - keep) / 6)
    assert strength_after(DAILY, days(1), MONDAY, MONDAY) == pytest.approx(1 - 0.5 ** (1 / 13))


@pytest.mark.parametrize(
    "rule",
    [
        *("FREQ=DAILY", "FREQ=DAILY;INTERVAL=3", "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "FREQ=WEEKLY;BYDAY=MO,WE,FR"),
        *("FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA", "FREQ=MONTHLY", "FREQ=MONTHLY;BYMONTHDAY=1,15"),
        *("FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=WEEKLY;BYDAY=MO;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12"),
        *("FREQ=YEARLY", "FREQ=MONTHLY;BYDAY=MO", "FREQ=MONTHLY;BYDAY=1MO", "FREQ=DAILY;BYMONTHDAY=10,20"),
    ],
)
def test_a_rule_that_is_kept_makes_a_full_habit_and_half_of_it_half_a_habit(rule: str) -> None:
    first, last = date(2016, 3, 2), date(2036, 3, 1)
    occurrences = occurrences_between(rule, first, first, last + timedelta(days=1))
    frequency = habit_frequency(rule, first)
    assert strength_after(frequency, dict.fromkeys(occurrences, 1), first, last) > 0.98
    assert 0.4 < strength_after(frequency, dict.fromkeys(occurrences[::2], 1), first, last) < 0.6


def test_three_times_a_week_count_in_full_on_whichever_days_they_fall() -> None:
    scattered: dict[date, float] = {}
    for week in range(150):
        for offset in ((0, 1, 2), (4, 5, 6), (0, 3, 6), (2, 3, 4))[week % 4]:
            scattered[MONDAY + timedelta(days=7 * week + offset)] = 1
    last = end(7 * 150)
    assert strength_after(THREE_A_WEEK, scattered, MONDAY, last) > 0.9
    assert strength_after(DAILY, scattered, MONDAY, last) < 0.6
    assert strength_after(HabitFrequency(6, 7), scattered, MONDAY, last) < 0.6


def test_an_amount_counts_by_its_part_of_the_target() -> None:
    half = {day: Decimal(4) for day in days(400)}
    assert strength_after(DAILY, half, MONDAY, end(400), target=Decimal(8)) == pytest.approx(0.5, abs=1e-6)
    assert strength_after(DAILY, half, MONDAY, end(400), target=Decimal(4)) == pytest.approx(1, abs=1e-6)
    assert strength_after(DAILY, half, MONDAY, end(400), target=Decimal(2)) <= 1
    assert strength_after(DAILY, half, MONDAY, end(400), target=0) == pytest.approx(1, abs=1e-6)
    assert strength_after(DAILY, dict.fromkeys(half, Decimal(-4)), MONDAY, end(400), target=8) == 0


def test_skipped_days_leave_the_score_as_it_is() -> None:
    kept = strength_after(DAILY, days(30), MONDAY, end(30))
    vacation = [MONDAY + timedelta(days=at) for at in range(30, 50)]
    assert strength_after(DAILY, days(30), MONDAY, end(50), skipped=vacation) == kept
    assert strength_after(DAILY, days(50), MONDAY, end(50), skipped=vacation) > kept
    assert strength_after(DAILY, days(30), MONDAY, end(50)) < kept


def test_after_a_skip_or_a_vacation_a_habit_of_some_days_is_as_full_as_before() -> None:
    rule, last = "FREQ=WEEKLY;BYDAY=MO,WE,FR", end(300)
    frequency = habit_frequency(rule, MONDAY)
    occurrences = occurrences_between(rule, MONDAY, MONDAY, last + timedelta(days=1))
    vacation = [MONDAY + timedelta(days=at) for at in range(210, 231)]
    skips = [*vacation, occurrences[110]]
    done = {day: 1 for day in occurrences if day not in skips}
    scores = strengths(frequency, done, MONDAY, last, skipped=skips, occurrences=occurrences)
    assert all(later >= earlier for earlier, later in pairwise(scores))
    assert len(set(scores[209:231])) == 1
    assert scores[-1] > strength_after(frequency, done, MONDAY, last)


def test_without_fixed_days_a_vacation_is_let_off_by_the_daily_frequency() -> None:
    vacation = [MONDAY + timedelta(days=at) for at in range(210, 217)]
    occurrences = occurrences_between("FREQ=WEEKLY;BYDAY=TU,TH,SA", MONDAY, MONDAY, end(300))
    done = {day: 1 for day in occurrences if day not in vacation}
    scores = strengths(THREE_A_WEEK, done, MONDAY, end(280), skipped=vacation)
    assert min(scores[209:]) >= scores[209] - 1e-9
    assert len(set(scores[209:217])) == 1


def test_only_skips_within_the_days_count_the_first_and_the_last_among_them() -> None:
    outside = [MONDAY - timedelta(days=1), end(4)]
    done = {MONDAY + timedelta(days=1): 1}
    plain = strengths(THREE_A_WEEK, done, MONDAY, end(3))
    assert strengths(THREE_A_WEEK, done, MONDAY, end(3), skipped=outside) == plain
    first_skipped = strengths(THREE_A_WEEK, done, MONDAY, end(3), skipped=[MONDAY])
    assert first_skipped[0] == 0
    assert first_skipped[1] == pytest.approx(plain[1] * 6 / 5)
    assert strengths(THREE_A_WEEK, done, MONDAY, end(3), skipped=[end(3)])[2] == plain[1]


@pytest.mark.parametrize(
    ("rule", "times", "in_days"),
    [
        ("FREQ=DAILY", 1, 1),
        ("FREQ=DAILY;INTERVAL=4", 1, 4),
        ("FREQ=DAILY;COUNT=2", 1, 1),
        ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", 5, 7),
        ("FREQ=WEEKLY", 1, 7),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", 1, 1),
        ("FREQ=WEEKLY;INTERVAL=2", 1, 14),
        ("FREQ=WEEKLY;X-TIMES=3", 3, 7),
        ("FREQ=WEEKLY;X-TIMES=7", 1, 1),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", 2, 31),
        ("FREQ=MONTHLY;INTERVAL=3", 1, 93),
    ],
)
def test_how_often_a_rule_asks(rule: str, times: float, in_days: int) -> None:
    assert habit_frequency(rule, MONDAY) == HabitFrequency(times, in_days)


@pytest.mark.parametrize(
    ("rule", "daily"),
    [
        ("FREQ=YEARLY", 1 / 365.25),
        ("FREQ=YEARLY;INTERVAL=5", 1 / (5 * 365.25)),
        ("FREQ=MONTHLY;BYDAY=MO", 1 / 7),
        ("FREQ=MONTHLY;BYDAY=1MO", 12 / 365.25),
        ("FREQ=DAILY;BYMONTH=7", 31 / 365.25),
        ("FREQ=MONTHLY;BYMONTHDAY=1;BYMONTH=3,9", 2 / 365.25),
        ("FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=1", 1 / 7),
        ("FREQ=DAILY;INTERVAL=2;BYDAY=MO", 1 / 14),
        ("FREQ=MONTHLY;INTERVAL=24;BYDAY=1MO", 1 / 730.5),
    ],
)
def test_a_rule_without_a_simple_measure_is_counted(rule: str, daily: float) -> None:
    assert habit_frequency(rule, MONDAY).daily == pytest.approx(daily, rel=0.01)


def test_the_rarest_rules_have_a_frequency() -> None:
    for first in (MONDAY, date(2199, 12, 31), date(2200, 12, 31)):
        assert 0 < habit_frequency("FREQ=YEARLY;INTERVAL=999", first).daily < 1.01


@given(
    st.sampled_from([DAILY, HabitFrequency(1, 3), THREE_A_WEEK, HabitFrequency(5, 7), HabitFrequency(1, 31)]),
    st.lists(st.sampled_from([0, 0.25, 1, 2]), min_size=1, max_size=80),
)
def test_the_rolling_sums_equal_those_summed_anew_each_day(frequency: HabitFrequency, amounts: list[float]) -> None:
    done = {MONDAY + timedelta(days=at): amount for at, amount in enumerate(amounts) if amount}
    widen = 1 if frequency == DAILY else 2
    score = 0.0
    for at in range(len(amounts)):
        window = amounts[max(0, at + 1 - widen * frequency.days) : at + 1]
        value = min(1, sum(min(1, amount) for amount in window) / (widen * frequency.times))
        keep = 0.5 ** (sqrt(frequency.daily) / 13)
        score = score * keep + value * (1 - keep)
        assert strength_after(frequency, done, MONDAY, end(at + 1)) == pytest.approx(score)
    assert 0 <= score <= 1


def test_ten_years_are_measured_at_once() -> None:
    done, last = days(3650, 2), end(3650)
    skipped = [MONDAY + timedelta(days=at) for at in range(0, 3650, 9)]
    began = time.process_time()
    scores = strengths(THREE_A_WEEK, done, MONDAY, last, skipped=skipped)
    assert time.process_time() - began < 0.5
    assert len(scores) == 3650
