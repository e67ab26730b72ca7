"""What time it is: the wall clock, or one that stands still for pictures and tests."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime

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


def wall_clock() -> datetime:
    """Now, with the offset of the system's time zone."""
    return datetime.now().astimezone()
