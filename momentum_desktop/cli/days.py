"""Days and moments as a person writes them on a command line."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from momentum_desktop.engine.reading import read_datetime
from momentum_desktop.errors import RefusedInput
from momentum_desktop.service.quick_add import parse_day, parse_moment, parse_repeat


def day_from(words: str, today: date, option: str) -> date:
    """A day in ISO or in words (“tomorrow”, “fri”), as the quick-add line reads it."""
    day = parse_day(words, today)
    if day is None:
        raise RefusedInput(f"“{words}” is no day; write {_soon(today)}, tomorrow or fri", where=option)
    return day


def due_from(words: str, today: date, option: str) -> tuple[date, int | None]:
    """A day, and the minute after midnight if a time stands with it (“fri 9am”)."""
    moment = parse_moment(words, today)
    if moment is None:
        raise RefusedInput(f"“{words}” is no day; write {_soon(today)}, tomorrow or fri 9am", where=option)
    return moment


def repeat_from(words: str, today: date, option: str) -> tuple[str, str]:
    """A rule of repeating in words (“every mon and thu”, “3 times a week”) or as the text of an RFC 5545 rule, and what
    it counts from: due or completion (“every! 3 days”)."""
    repeat = parse_repeat(words, today)
    if repeat is None and "freq=" in words.lower():
        from momentum_desktop.service.recurrence import checked_repeat

        return checked_repeat(words, today), "due"
    if repeat is None:
        raise RefusedInput(f"“{words}” is no rule; write daily, every mon and thu, or FREQ=WEEKLY", where=option)
    return repeat


def _soon(today: date) -> date:
    """A day for an example: one that is still to come."""
    return today + timedelta(days=7)


def moment_from(text: str | None, option: str) -> datetime | None:
    """An ISO 8601 time with its offset."""
    return None if text is None else read_datetime(text, option)
