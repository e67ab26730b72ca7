"""Days reckoned from another: the next Friday, the end of a month, three months on. Errors beyond the year 9999."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date, timedelta

from momentum_desktop.service.quick_add.values import Lean

MOST_STEPS = 9_999
JUST_PAST = timedelta(weeks=4)
"""How long ago what is planned may yet have been; what lies further back is to come."""


def plain_weekday(today: date, weekday: int, lean: Lean) -> date:
    """The first such weekday after today, where both are possible too; back, the last before it."""
    return (last_weekday if lean is Lean.BACK else next_weekday)(today, weekday)


def next_weekday(today: date, weekday: int) -> date:
    """The first such weekday after today."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def last_weekday(today: date, weekday: int) -> date:
    """The last such weekday before today."""
    return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)


def weekday_of_week(today: date, weekday: int, weeks_on: int) -> date:
    """The weekday in the week, Monday first, that lies so many weeks on."""
    return today + timedelta(days=weekday - today.weekday() + 7 * weeks_on)


def this_weekday(today: date, weekday: int, lean: Lean = Lean.AHEAD) -> date:
    """The weekday of this week, today too; of the next if it is over; back, of the last if it is to come."""
    day = weekday_of_week(today, weekday, 0)
    if lean is Lean.BACK:
        return day if day <= today else day - timedelta(days=7)
    return day if day >= today else day + timedelta(days=7)


def months_on(day: date, months: int) -> date:
    """The same day so many months later, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def steps_on(day: date, number: int, unit: str) -> date:
    """So many days (D), weeks (W), months (M), quarters (Q) or years (Y) later, or before if it is below 0. ValueError
    beyond any use."""
    if abs(number) > MOST_STEPS:
        raise ValueError(number)
    if unit in "DW":
        return day + timedelta(days=number * (7 if unit == "W" else 1))
    return months_on(day, number * {"M": 1, "Q": 3, "Y": 12}[unit])


def month_end(day: date, months: int = 0) -> date:
    """The last day of the month, or of one so many months on."""
    first = months_on(day.replace(day=1), months)
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def next_period(today: date, unit: str) -> date:
    """The first day of the next week, month or year. ValueError for another unit."""
    if unit == "W":
        return weekday_of_week(today, 0, 1)
    if unit == "M":
        return months_on(today.replace(day=1), 1)
    if unit == "Y":
        return date(today.year + 1, 1, 1)
    raise ValueError(unit)


def weekend(today: date, weeks_on: int = 0) -> date:
    """The Saturday of this week, or today if it is the weekend already; or that of so many weeks on."""
    saturday = weekday_of_week(today, 5, weeks_on)
    return today if not weeks_on and today > saturday else saturday


def month_day(since: date, day: int, lean: Lean = Lean.AHEAD) -> date:
    """The next or the last such day of a month, `since` too; months that are too short are passed over."""
    return _leaning(since, lean, lambda step: _day_in(month_end(since, step), day))


def year_day(since: date, month: int, day: int, lean: Lean = Lean.AHEAD) -> date:
    """The next or the last such day of a year, `since` too; the 29th of February is that of a leap year."""
    date(2000, month, day)
    return _leaning(since, lean, lambda step: _day_in(month_end(date(since.year + step, month, 1)), day))


def _day_in(month_end: date, day: int) -> date | None:
    return month_end.replace(day=day) if day <= month_end.day else None


def _leaning(since: date, lean: Lean, day_at: Callable[[int], date | None]) -> date:
    """Of the days that so many months or years on or back give, the first one to that side; of both the nearer, but
    where it is planned none that is long over."""
    ahead = (day for step in range(12) if (day := day_at(step)) is not None and day >= since)
    back = (day for step in range(12) if (day := day_at(-step)) is not None and day <= since)
    if lean in (Lean.AHEAD, Lean.BACK):
        found = next(ahead if lean is Lean.AHEAD else back, None)
        if found is None:
            raise ValueError(since)
        return found
    following, last = next(ahead, None), next(back, None)
    if lean is Lean.PLANNED and following is not None and last is not None and since - last > JUST_PAST:
        return following
    both = [day for day in (following, last) if day is not None]
    return min(both, key=lambda day: abs(day - since))
