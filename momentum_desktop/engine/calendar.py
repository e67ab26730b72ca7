"""Logical days, weeks, months and windows of the local clock, in ordinals and minutes."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY_MICROSECONDS = 86_400_000_000
MINUTE_MICROSECONDS = 60_000_000
SECOND_MICROSECONDS = 1_000_000
EPOCH_ORDINAL = date(1970, 1, 1).toordinal()


class Window(NamedTuple):
    """A span of the local day in minutes after midnight, start inclusive, end exclusive; it wraps when start > end."""

    start: int
    end: int

    def holds(self, minute: int | None) -> bool:
        """Whether the local minute lies inside; no time at all (None) lies in no window."""
        if minute is None:
            return False
        if self.start < self.end:
            return self.start <= minute < self.end
        return minute >= self.start or minute < self.end


def minute_of(text: str) -> int:
    """ "HH:MM" as minutes after midnight. ValueError if it is not such a time."""
    hours, colon, minutes = text.partition(":")
    if not (colon and len(hours) == len(minutes) == 2 and (hours + minutes).isascii() and (hours + minutes).isdigit()):
        raise ValueError(text)
    if int(hours) > 23 or int(minutes) > 59:
        raise ValueError(text)
    return int(hours) * 60 + int(minutes)


def local_minute(instant: int, offset: int) -> int:
    """The minute of the local day, 0 to 1439, of an instant (µs UTC) at an offset (s)."""
    return (instant + offset * SECOND_MICROSECONDS) % DAY_MICROSECONDS // MINUTE_MICROSECONDS


def logical_day(instant: int, offset: int, day_start: int) -> int:
    """The ordinal of the logical day: the local date of (instant − day_start minutes)."""
    local = instant + offset * SECOND_MICROSECONDS - day_start * MINUTE_MICROSECONDS
    return EPOCH_ORDINAL + local // DAY_MICROSECONDS


def weekday(day: int) -> int:
    """0 for Monday to 6 for Sunday, of a day's ordinal."""
    return (day + 6) % 7


def week_of(day: int, first_weekday: int) -> int:
    """The ordinal of the day that starts the week of `day`."""
    return day - (weekday(day) - first_weekday) % 7


def month_of(day: int) -> int:
    """The ordinal of the first day of the month of `day`."""
    return date.fromordinal(day).replace(day=1).toordinal()
