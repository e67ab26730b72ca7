"""On which days a rule falls: by hand, and as python-dateutil has it."""

from __future__ import annotations

import datetime as datetime_module
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import takewhile
from types import SimpleNamespace
from typing import Any

import dateutil.rrule
import pytest
from dateutil.rrule import MONTHLY, rrule, rrulestr
from hypothesis import assume, given
from hypothesis import strategies as st

from momentum_desktop.service.recurrence import latest_occurrence, next_occurrence, occurrences_between
from momentum_desktop.service.repeat_rule import LONGEST_MONTHS

MONDAY = date(2026, 3, 2)
YEARS = 5
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

first_days = st.dates(date(2019, 1, 1), date(2028, 12, 31))


@pytest.fixture(scope="module", autouse=True)
def judge_that_ends() -> Iterator[None]:
    """dateutil looks for the next day until the year 9999, which takes seconds; here it gives up sooner."""
    with pytest.MonkeyPatch.context() as patch:
        sooner = SimpleNamespace(**{**vars(datetime_module), "MAXYEAR": 2040})
        patch.setattr(dateutil.rrule, "datetime", sooner)
        yield


def judged(text: str, first: date) -> list[date]:
    """The days in the years from `first` as dateutil has them."""
    if "WKST" not in text:
        text += ";WKST=MO"
    rule = rrulestr(text, dtstart=datetime.combine(first, datetime.min.time()))
    return [moment.date() for moment in takewhile(lambda moment: moment.date() < end_of(first), rule)]


def end_of(first: date) -> date:
    return first + timedelta(days=365 * YEARS)


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Rules that dateutil reads as we do: days of the month beyond the 28th only where days are chosen among."""
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={frequency}", f"INTERVAL={draw(st.integers(1, 5))}"]
    named = draw(st.sets(st.sampled_from(["BYDAY", "BYMONTHDAY", "BYMONTH"])))
    if frequency == "WEEKLY":
        named -= {"BYMONTHDAY"}
    positions = bool(named) and draw(st.booleans())
    if "BYDAY" in named:
        numbers = [""]
        if frequency in ("MONTHLY", "YEARLY") and draw(st.booleans()):
            numbers = [str(number) for number in (1, 2, 3, 4, 5, -1, -2, -5)]
        words = st.builds("{}{}".format, st.sampled_from(numbers), st.sampled_from(DAYS))
        parts.append("BYDAY=" + ",".join(draw(st.lists(words, min_size=1, max_size=5, unique=True))))
    if "BYMONTHDAY" in named:
        latest = 31 if frequency == "DAILY" or positions or "BYDAY" in named else 28
        numbers_of = st.integers(1, latest) | st.integers(-31, -1)
        parts.append("BYMONTHDAY=" + ",".join(map(str, draw(st.lists(numbers_of, min_size=1, max_size=12)))))
    if "BYMONTH" in named:
        parts.append("BYMONTH=" + ",".join(map(str, draw(st.sets(st.integers(1, 12), min_size=1)))))
    if positions:
        most = st.sampled_from([1, 2, 3, -1, -2, -3])
        parts.append("BYSETPOS=" + ",".join(map(str, draw(st.sets(most, min_size=1, max_size=3)))))
    if draw(st.booleans()):
        parts.append(f"WKST={draw(st.sampled_from(DAYS))}")
    ending = draw(st.sampled_from(["", "", "COUNT", "UNTIL"]))
    if ending == "COUNT":
        parts.append(f"COUNT={draw(st.integers(1, 60))}")
    if ending == "UNTIL":
        parts.append(f"UNTIL={draw(st.dates(date(2019, 1, 1), date(2034, 1, 1))):%Y%m%d}")
    return ";".join(parts)


def keeps_to_its_day(text: str, first: date) -> bool:
    """Whether the rule falls on the day of the month of its first day without choosing, and some months lack it."""
    plain = "BYDAY" not in text and "BYMONTHDAY" not in text and "BYSETPOS" not in text
    return plain and first.day > 28 and ("MONTHLY" in text or "YEARLY" in text)


@given(rules(), first_days)
def test_a_rule_gives_the_days_that_dateutil_gives(text: str, first: date) -> None:
    assume(not keeps_to_its_day(text, first))
    expected = judged(text, first)
    assume(expected)
    assert occurrences_between(text, first, date(2000, 1, 1), end_of(first)) == expected


@given(rules(), first_days, st.integers(-10, 365 * YEARS - 1), st.integers(0, 400))
def test_any_stretch_the_next_and_the_latest_are_those_of_dateutil(
    text: str, first: date, ahead: int, length: int
) -> None:
    assume(not keeps_to_its_day(text, first))
    expected = judged(text, first)
    day = first + timedelta(days=ahead)
    end = min(day + timedelta(days=length), end_of(first))
    earlier = bisect_right(expected, day)
    assume(expected)
    assert latest_occurrence(text, first, day) == (expected[earlier - 1] if earlier else None)
    if earlier < len(expected):
        assert next_occurrence(text, first, day) == expected[earlier]
    else:
        following = next_occurrence(text, first, day)
        assert following is None or following >= end_of(first)
    assert (
        occurrences_between(text, first, day, end) == expected[bisect_left(expected, day) : bisect_left(expected, end)]
    )


@given(
    st.sets(st.integers(1, 31), max_size=3),
    st.sets(st.integers(1, 12), max_size=4),
    st.integers(1, 5),
    st.booleans(),
    first_days,
)
def test_a_day_that_a_month_lacks_is_its_last_day(
    days: set[int], months: set[int], interval: int, yearly: bool, first: date
) -> None:
    # A day that all the months named lack is refused instead.
    assume(not (days and months) or any(day <= LONGEST_MONTHS[month - 1] for day in days for month in months))
    text = f"FREQ={'YEARLY' if yearly else 'MONTHLY'};INTERVAL={interval}"
    text += f";BYMONTH={','.join(map(str, months))}" if months else ""
    text += f";BYMONTHDAY={','.join(map(str, days))}" if days else ""
    options: dict[str, Any] = {"interval": 1 if yearly else interval, "bymonth": months or None, "wkst": 0}
    if yearly and not months and not days:
        options["bymonth"] = first.month
    start, end = first.replace(day=1), end_of(first)
    expected = set()
    for day in days or {first.day}:
        # What RFC 5545 has for “the 31st, or the last day where there is none”.
        choice = {"bymonthday": range(min(day, 28), day + 1), "bysetpos": -1}
        rule = rrule(MONTHLY, dtstart=datetime.combine(start, datetime.min.time()), **options, **choice)
        expected |= {moment.date() for moment in takewhile(lambda moment: moment.date() < end, rule)}
    if yearly:
        expected = {day for day in expected if (day.year - first.year) % interval == 0}
    expected = {day for day in expected if day >= first}
    assume(expected)
    assert occurrences_between(text, first, first, end) == sorted(expected)


def days(rule: str, first: str, count: int) -> list[str]:
    """The first days of a rule, as month-day, or with the year where it is another one than the first day's."""
    begin = date.fromisoformat(first)
    found = occurrences_between(rule, begin, begin, date(2100, 1, 1))[:count]
    return [day.isoformat() if day.year != begin.year else day.strftime("%m-%d") for day in found]


@pytest.mark.parametrize(
    ("rule", "first", "expected"),
    [
        ("FREQ=DAILY", "2026-02-27", "02-27 02-28 03-01"),
        ("FREQ=DAILY;INTERVAL=3", "2026-02-27", "02-27 03-02 03-05"),
        ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "2026-03-05", "03-05 03-06 03-09"),
        ("FREQ=DAILY;BYMONTHDAY=13;BYDAY=FR", "2026-01-01", "02-13 03-13 11-13"),
        ("FREQ=DAILY;BYMONTH=12;INTERVAL=10", "2026-12-15", "12-15 12-25 2027-12-10"),
        ("FREQ=WEEKLY", "2026-03-04", "03-04 03-11 03-18"),
        ("FREQ=WEEKLY;BYDAY=MO,TH", "2026-03-03", "03-05 03-09 03-12"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU", "2026-03-04", "03-08 03-16 03-22 03-30"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU", "2026-03-04", "03-15 03-16 03-29 03-30"),
        ("FREQ=MONTHLY", "2026-03-02", "03-02 04-02 05-02"),
        ("FREQ=MONTHLY", "2026-01-31", "01-31 02-28 03-31 04-30 05-31"),
        ("FREQ=MONTHLY", "2027-11-30", "11-30 12-30 2028-01-30 2028-02-29 2028-03-30"),
        ("FREQ=MONTHLY;BYMONTHDAY=31", "2026-01-01", "01-31 02-28 03-31 04-30"),
        ("FREQ=MONTHLY;BYMONTHDAY=15,-1", "2026-02-16", "02-28 03-15 03-31"),
        ("FREQ=MONTHLY;BYMONTHDAY=-2", "2026-01-01", "01-30 02-27 03-30"),
        ("FREQ=MONTHLY;BYDAY=1MO", "2026-03-01", "03-02 04-06 05-04"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "2026-03-01", "03-27 04-24 05-29"),
        ("FREQ=MONTHLY;BYDAY=5SU", "2026-03-01", "03-29 05-31 08-30"),
        ("FREQ=MONTHLY;BYDAY=MO,1FR", "2026-03-01", "03-02 03-06 03-09 03-16"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2026-01-01", "01-30 02-27 03-31"),
        ("FREQ=MONTHLY;INTERVAL=3", "2026-01-31", "01-31 04-30 07-31 10-31 2027-01-31"),
        ("FREQ=MONTHLY;BYMONTH=6,7", "2026-03-31", "06-30 07-31 2027-06-30"),
        ("FREQ=YEARLY", "2026-03-02", "03-02 2027-03-02 2028-03-02"),
        ("FREQ=YEARLY", "2024-02-29", "02-29 2025-02-28 2026-02-28 2027-02-28 2028-02-29"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2027-01-01", "02-28 2028-02-29 2029-02-28"),
        ("FREQ=YEARLY;INTERVAL=2;BYMONTH=1,7", "2026-03-05", "07-05 2028-01-05 2028-07-05"),
        ("FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "2026-01-01", "11-26 2027-11-25"),
        ("FREQ=YEARLY;BYDAY=-1SU", "2026-01-01", "12-27 2027-12-26"),
        ("FREQ=YEARLY;BYDAY=53TH", "2026-01-01", "12-31 2032-12-30"),
        ("FREQ=DAILY;COUNT=2", "2026-03-02", "03-02 03-03"),
        ("FREQ=WEEKLY;BYDAY=MO,TU;COUNT=3", "2026-03-03", "03-03 03-09 03-10"),
        ("FREQ=DAILY;INTERVAL=2;UNTIL=20260306", "2026-03-02", "03-02 03-04 03-06"),
        ("FREQ=WEEKLY;X-TIMES=3", "2026-03-02", "03-02 03-03 03-04"),
        ("FREQ=WEEKLY;X-TIMES=3;UNTIL=20260303", "2026-03-02", "03-02 03-03"),
    ],
)
def test_each_kind_of_repeat_falls_on_its_days(rule: str, first: str, expected: str) -> None:
    wanted = expected.split()
    ends = "COUNT" in rule or "UNTIL" in rule
    assert days(rule, first, len(wanted) + ends) == wanted


def test_a_missing_day_stays_missing_where_days_are_chosen_among() -> None:
    assert days("FREQ=MONTHLY;BYMONTHDAY=31;BYDAY=FR", "2026-01-01", 2) == ["07-31", "2027-12-31"]
    assert days("FREQ=MONTHLY;BYMONTHDAY=31,30;BYSETPOS=2", "2026-01-01", 3) == ["01-31", "03-31", "05-31"]


def test_the_ends_of_a_rule() -> None:
    rule = "FREQ=DAILY;COUNT=2"
    assert next_occurrence(rule, MONDAY, date(2026, 1, 1)) == MONDAY
    assert next_occurrence(rule, MONDAY, MONDAY) == date(2026, 3, 3)
    assert next_occurrence(rule, MONDAY, date(2026, 3, 3)) is None
    assert latest_occurrence(rule, MONDAY, date(2026, 3, 1)) is None
    assert latest_occurrence(rule, MONDAY, date(2030, 1, 1)) == date(2026, 3, 3)
    assert occurrences_between(rule, MONDAY, MONDAY, MONDAY) == []
