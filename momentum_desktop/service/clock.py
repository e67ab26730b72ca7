"""What time it is: the wall clock, or one that stands still for pictures and tests."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from momentum_desktop.errors import RefusedInput

Clock = Callable[[], datetime]


def clock_in_force() -> Clock:
    """The wall clock, or one that stands still at MOMENTUM_NOW (ISO 8601 with an offset)."""
    fixed = os.environ.get("MOMENTUM_NOW")
    if not fixed:
        return wall_clock
    try:
        moment = datetime.fromisoformat(fixed)
    except ValueError:
        moment = None
    if moment is None or moment.utcoffset() is None:
        raise RefusedInput(
            f"“{fixed}” is no time with an offset, such as 2026-03-01T09:30:00+01:00", where="MOMENTUM_NOW"
        )
    return lambda: moment


def first_and_last_shown(wall: datetime, now: datetime) -> tuple[datetime, datetime]:
    """The first and the last instant, each at its offset, at which the wall clock of `now` shows a time without a zone,
    or steps over it.

    `now` with a bare offset is taken for the system's time where the system's zone has that offset then, so that the
    zone says what the clock will show."""
    by_system = type(now.tzinfo) is timezone and now.astimezone().utcoffset() == now.utcoffset()
    zone = None if by_system else now.tzinfo
    low, high = sorted(_instant(wall.replace(fold=fold), zone) for fold in (0, 1))
    if _shown(low, zone) < wall:
        # The clock is put forward over it, somewhere between the two readings.
        while high - low > timedelta(seconds=1):
            middle = (low + (high - low) / 2).replace(microsecond=0)
            low, high = (low, middle) if _shown(middle, zone) >= wall else (middle, high)
        low = high
    return _at_its_offset(low, zone), _at_its_offset(high, zone)


def _instant(wall: datetime, zone: tzinfo | None) -> datetime:
    return (wall.astimezone() if zone is None else wall.replace(tzinfo=zone)).astimezone(UTC)


def _shown(instant: datetime, zone: tzinfo | None) -> datetime:
    return instant.astimezone(zone).replace(tzinfo=None, fold=0)


def _at_its_offset(instant: datetime, zone: tzinfo | None) -> datetime:
    return instant.astimezone(timezone(instant.astimezone(zone).utcoffset() or timedelta()))


def wall_clock() -> datetime:
    """Now, with the offset of the system's time zone."""
    return datetime.now().astimezone()
