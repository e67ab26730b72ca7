"""Rules of repeating as the line's words make them, and the first day of one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache

from momentum_desktop.errors import RefusedInput
from momentum_desktop.service.occurrences import occurrences_of
from momentum_desktop.service.repeat_rule import RepeatRule, read_repeat

WORKING_DAYS = (0, 1, 2, 3, 4)
WEEKEND = (5, 6)
_FREQUENCIES = {"D": "DAILY", "W": "WEEKLY", "M": "MONTHLY", "Y": "YEARLY"}


def every(unit: str, interval: int = 1, *, on: tuple[int, ...] = ()) -> RepeatRule:
    """The rule of every so many units (D, W, M, Q for quarters, Y), on weekdays counted from Monday, 0."""
    if unit == "Q":
        unit, interval = "M", 3 * interval
    return RepeatRule(_FREQUENCIES[unit], interval, weekdays=tuple((0, day) for day in on))


def times_a_week(times: int) -> RepeatRule:
    """The rule of so many times in a calendar week, on any days."""
    return RepeatRule("WEEKLY", times=times)


def first_day(rule: RepeatRule, earliest: date) -> date | None:
    """The first day of a rule from a day on, from where its interval counts. None if it has none or is not sound."""
    return _first_day(str(rule), earliest)


@lru_cache(maxsize=256)
def _first_day(text: str, earliest: date) -> date | None:
    try:
        plain = replace(read_repeat(text), interval=1)
        day = occurrences_of(str(plain), earliest).after(earliest.toordinal() - 1)
    except (RefusedInput, ValueError, OverflowError):
        return None
    return date.fromordinal(day) if day else None
