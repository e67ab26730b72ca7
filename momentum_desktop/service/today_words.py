"""Which day today is, in words."""

from __future__ import annotations

from datetime import date, datetime

from momentum_desktop.service.repeat_words import MONTHS, WEEKDAYS


def short_date(day: date) -> str:
    """A date with its weekday: Wed 25 Nov."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def date_of_today(day: date, now: datetime, day_ends_at: datetime) -> str:
    """The date of the logical day in force; after midnight, that it is still that day, and until when."""
    if now.date() <= day:
        return short_date(day)
    return f"still {short_date(day)}, until {day_ends_at.astimezone(now.tzinfo):%H:%M}"
