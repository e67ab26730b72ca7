"""Days and moments as a person writes them on a command line."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from momentum_desktop.engine.reading import FIRST_YEAR, LAST_YEAR, read_datetime
from momentum_desktop.errors import RefusedInput
from momentum_desktop.service.clock import first_and_last_shown
from momentum_desktop.service.quick_add import (
    Lean,
    is_beyond,
    parse_day,
    parse_moment,
    parse_repeat,
    parse_time,
)

if TYPE_CHECKING:
    from momentum_desktop.service.momentum_service import MomentumService

_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[Tt]| \d\d:\d\d:| .*[+-]\d\d:\d\d$)", re.ASCII)
_WITHOUT_SECONDS = re.compile(r"(\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d)([Zz]|[+-]\d\d:\d\d)", re.ASCII)
"""What RFC 3339, and so a log, does not take; a hand may leave them out."""


def day_from(words: str, today: date, option: str, lean: Lean = Lean.AHEAD, since: date | None = None) -> date:
    """A day in ISO or in words (“tomorrow”, “fri”, “24 dec”), as the quick-add line reads it.

    What leaves its week or year open is the next such day, or as `lean` says; without a year, from `since` on."""
    day = parse_day(words, today, lean, since)
    if day is None:
        _refuse_beyond(words, today, option)
        near = f"{today - timedelta(days=7)}, yesterday" if lean is Lean.BACK else f"{_soon(today)}, tomorrow"
        raise RefusedInput(f"“{words}” is no day; write {near} or fri", where=option)
    return day


def due_from(words: str, today: date, option: str) -> tuple[date, int | None]:
    """A day, and the minute after midnight if a time stands with it (“fri 9am”)."""
    moment = parse_moment(words, today)
    if moment is None:
        _refuse_beyond(words, today, option)
        raise RefusedInput(f"“{words}” is no day; write {_soon(today)}, tomorrow or fri 9am", where=option)
    return moment


def minute_from(words: str, option: str) -> int:
    """The minute after midnight of a time of day (“9am”, “9:30”)."""
    minute = parse_time(words)
    if minute is None:
        raise RefusedInput(f"“{words}” is no time; write 09:00, 9am or 21:30", where=option)
    return minute


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


def _refuse_beyond(words: str, today: date, option: str) -> None:
    """RefusedInput for a day in a year that is not kept."""
    if is_beyond(words, today):
        raise RefusedInput(f"“{words}” lies outside the years {FIRST_YEAR} to {LAST_YEAR}", where=option)


async def moment_from(text: str | None, option: str, service: MomentumService) -> datetime | None:
    """A time that was: in ISO 8601 with its offset, or on the clock of the place (“yesterday 18:00”, “9:30”)."""
    if text is None:
        return None
    if form := _WITHOUT_SECONDS.fullmatch(text):
        return read_datetime(f"{form[1]}:00{form[2]}", option)
    if _ISO.match(text):
        return read_datetime(text, option)
    now, today = service.now(), await service.get_day()
    moment = parse_moment(text, today, Lean.BACK)
    if moment is None:
        _refuse_beyond(text, today, option)
        iso = now.isoformat(timespec="seconds")
        raise RefusedInput(f"“{text}” is no time; write 9:30, yesterday 18:00 or {iso}", where=option)
    day, minute = moment
    if minute is None:
        raise RefusedInput(f"“{text}” has no time; write {text} 18:00", where=option)
    wall = datetime.combine(day, time(minute // 60, minute % 60))
    if day == today:
        # After midnight, until the day starts, what the clock shows by now is meant.
        later, _ = first_and_last_shown(wall + timedelta(days=1), now)
        if later <= now:
            return later
    return first_and_last_shown(wall, now)[0]
