"""When a time slot begins on the wall clock, and what is said of one whose day is still to come."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from momentum_desktop.service.why_words import day_in_words


def slot_begins(day: date, start_minute: int, day_start: int) -> datetime:
    """When a slot begins, on the wall clock (no zone). What is planned before the day starts, at 01:00 say, is the
    night at the end of that day; minutes count from midnight."""
    begins = datetime.combine(day, time()) + timedelta(minutes=start_minute)
    return begins + timedelta(days=1) if start_minute < day_start else begins


def still_to_come(day: date, today: date) -> str:
    """“is planned for tomorrow; it can be kept on that day”; nothing once its logical day has begun. On its day it may
    be done before its time."""
    if day <= today:
        return ""
    when = "tomorrow" if (day - today).days == 1 else day_in_words(day)
    return f"is planned for {when}; it can be kept on that day"
