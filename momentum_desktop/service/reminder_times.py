"""When a reminder is due: on the due day, some days before it, or at a moment of its own."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from momentum_desktop.engine.calendar import minute_of
from momentum_desktop.engine.reading import read_day
from momentum_desktop.errors import RefusedInput
from momentum_desktop.service.repeat_words import MONTHS

MOST_DAYS_BEFORE = 366
_FORM = re.compile(r"(?:-(?P<before>\d{1,3})d +|(?P<day>\d{4}-\d\d-\d\d)[ T]+)?(?P<time>\d{1,2}:\d\d)", re.ASCII)


def checked_reminder(text: str) -> str:
    """A reminder in its one spelling: "09:00" on the due day, "-2d 18:30" two days before it, "2026-03-01 09:00".

    RefusedInput (where "reminder") if it is none of these."""
    before, day, minute = _read(text)
    clock = f"{minute // 60:02}:{minute % 60:02}"
    if day is not None:
        return f"{day} {clock}"
    return f"-{before}d {clock}" if before else clock


def reminder_moment(reminder: str, due: date | None) -> datetime | None:
    """The wall-clock moment, without a zone, of a reminder of what is due on a day (a calendar day, whenever the
    user's own days start). None for a reminder that goes by the due day where there is none."""
    before, day, minute = _read(reminder)
    if day is None:
        if due is None:
            return None
        day = due - timedelta(days=before)
    return datetime.combine(day, time(minute // 60, minute % 60))


def reminder_in_words(reminder: str) -> str:
    """When a reminder comes: “at 09:00” of the due day, “the day before at 18:30”, “on 1 Mar 2026 at 09:00”."""
    before, day, minute = _read(reminder)
    at = f"at {minute // 60:02}:{minute % 60:02}"
    if day is not None:
        return f"on {day.day} {MONTHS[day.month - 1]} {day.year} {at}"
    return {0: at, 1: f"the day before {at}"}.get(before, f"{before} days before {at}")


def _read(text: str) -> tuple[int, date | None, int]:
    """Days before the due day, the day of its own if it has one, and the minute of the day."""
    form = _FORM.fullmatch(text.strip())
    try:
        minute = minute_of(form["time"].zfill(5)) if form else -1
    except ValueError:
        minute = -1
    if form is None or minute < 0:
        raise RefusedInput("a time such as 09:00, -1d 09:00 or 2026-03-01 09:00 is expected", where="reminder")
    before = int(form["before"] or 0)
    if before > MOST_DAYS_BEFORE:
        raise RefusedInput(f"no more than {MOST_DAYS_BEFORE} days before", where="reminder")
    day = date.fromordinal(read_day(form["day"], "reminder")) if form["day"] else None
    return before, day, minute
