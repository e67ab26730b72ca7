"""What the quick-add line is read into: marks on the way, a draft and its chips at the end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any

from momentum_desktop.service.quick_add.rules import Rule
from momentum_desktop.service.values import TaskDraft

COMPLEXITIES = ("trivial", "simple", "moderate", "complex", "epic")

KINDS = (
    *("due", "time", "repeat", "start", "reminder", "minutes"),
    *("priority", "complexity", "amount", "list", "goal", "tag"),
)
"""The kinds of chips, in the order in which they are shown."""


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
    """A part of a day: the minute after midnight that it stands for, and whether hours up to 11 in it are after noon."""

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

    rule: Rule
    from_completion: bool = False
    part: DayPart | None = None


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that was understood: its kind (one of KINDS), words to show, and the characters it was read from."""

    kind: str
    words: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Understood:
    """A line as a task, and what of it was understood beside the title."""

    draft: TaskDraft
    chips: tuple[Chip, ...]
