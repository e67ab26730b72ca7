"""Days reckoned from another: the next Friday, the end of a month, three months on. Errors beyond the year 9999."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

MOST_STEPS = 9_999


def next_weekday(today: date, weekday: int) -> date:
    """The first such weekday after today."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def weekday_of_week(today: date, weekday: int, weeks_on: int) -> date:
    """The weekday in the week, Monday first, that lies so many weeks on."""
    return today + timedelta(days=weekday - today.weekday() + 7 * weeks_on)


def this_weekday(today: date, weekday: int) -> date:
    """The weekday of this week, today too; of the next if it is over."""
    day = weekday_of_week(today, weekday, 0)
    return day if day >= today else day + timedelta(days=7)


def months_on(day: date, months: int) -> date:
    """The same day so many months later, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def steps_on(day: date, number: int, unit: str) -> date:
    """So many days (D), weeks (W), months (M), quarters (Q) or years (Y) later. ValueError beyond any use."""
    if number > MOST_STEPS:
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


def next_month_day(today: date, day: int) -> date:
    """The next such day of a month, today too; months that are too short are passed over."""
    for months in range(12):
        last = month_end(today, months)
        if day <= last.day and last.replace(day=day) >= today:
            return last.replace(day=day)
    raise ValueError(day)


def next_year_day(today: date, month: int, day: int) -> date:
    """The next such day of a year, today too; the 29th of February waits for a leap year."""
    for year in range(today.year, today.year + 9):
        try:
            found = date(year, month, day)
        except ValueError:
            if (month, day) != (2, 29):
                raise
            continue
        if found >= today:
            return found
    raise ValueError(day)
