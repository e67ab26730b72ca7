"""What is found in a line on the way to a draft: marks, and the days, times and repeats that they mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any

from momentum_desktop.service.repeat_rule import RepeatRule


class Strength(IntEnum):
    """Where words must stand to be a mark: anywhere; at the line's end or beside a mark; beside a mark only."""

    ANYWHERE = 0
    END = 1
    BESIDE = 2


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters of a line that mean something. `value` is the kind's own."""

    kind: str
    start: int
    end: int
    value: Any
    strength: Strength = Strength.ANYWHERE


@dataclass(frozen=True, slots=True)
class DayPart:
    """A part of a day: the minute after midnight it stands for, and whether hours below 12 in it are after noon."""

    minute: int
    after_noon: bool


@dataclass(frozen=True, slots=True)
class Day:
    """A day, and the part of it that was named with it."""

    date: date
    part: DayPart | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """Minutes after midnight. `said`: without am, pm or 24 hours, so that “5” may be meant after noon."""

    minute: int
    said: bool = False


@dataclass(frozen=True, slots=True)
class Repeat:
    """A rule, whether it counts from completion, and the part of the day that was named with it."""

    rule: RepeatRule
    from_completion: bool = False
    part: DayPart | None = None
