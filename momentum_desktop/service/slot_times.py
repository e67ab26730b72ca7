"""When a time slot begins on the wall clock, and what is said of one that has not begun."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from momentum_desktop.service.why_words import day_in_words


def slot_begins(day: date, start_minute: int, day_start: int) -> datetime:
    """When a slot begins, on the wall clock (no zone). What is planned before the day starts, at 01:00 say, is the
    night at the end of that day; minutes count from midnight."""
    begins = datetime.combine(day, time()) + timedelta(minutes=start_minute)
    return begins + timedelta(days=1) if start_minute < day_start else begins


def not_begun(begins: datetime, wall: datetime) -> str:
    """“begins at 09:00; it can be kept from then on”, as the wall clock stands; nothing once it has begun."""
    if wall >= begins:
        return ""
    days = (begins.date() - wall.date()).days
    on_day = {0: "", 1: " tomorrow"}.get(days, f" on {day_in_words(begins.date())}")
    return f"begins{on_day} at {begins:%H:%M}; it can be kept from then on"
