"""Dates in words, and which day today is."""

from __future__ import annotations

from datetime import date, datetime

from momentum_desktop.service.repeat_words import MONTHS, WEEKDAYS


def short_date(day: date) -> str:
    """A date with its weekday: Wed 25 Nov."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def date_in_words(day: date, today: date) -> str:
    """A date with its weekday, and with its year if that is another than today's: Thu 26 Nov, Fri 26 Nov 2027."""
    return short_date(day) if day.year == today.year else full_date(day)


def full_date(day: date) -> str:
    """A date where nobody knows from when it will be read: Thu 26 Nov 2026."""
    return f"{short_date(day)} {day.year}"


def on_another_day(day: date, today: date) -> str:
    """“ on Tue 3 Mar”, to be said of what is of another day than today; of today nothing."""
    return "" if day == today else f" on {date_in_words(day, today)}"


def span_of_dates(first: date, last: date, today: date) -> str:
    """Days in a row: Thu 24 Dec to Fri 1 Jan 2027; one by itself as `date_in_words` says it."""
    words = date_in_words(first, today)
    return words if first == last else f"{words} to {date_in_words(last, today)}"


def date_of_today(day: date, now: datetime, day_ends_at: datetime) -> str:
    """The date of the logical day in force; after midnight, that it is still that day, and until when."""
    if now.date() <= day:
        return short_date(day)
    return f"still {short_date(day)}, until {day_ends_at.astimezone(now.tzinfo):%H:%M}"
