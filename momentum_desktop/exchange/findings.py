"""What a file was found to hold, in the same values whatever program wrote it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from momentum_desktop.engine.rules import Rules
from momentum_desktop.engine.values import Event

COMPLETION = "task_completion"

Reader = Callable[[str, Rules, Callable[[int], None]], "Findings"]
"""Reads the file at a path under the rules; tells the bytes read so far as it goes."""

Writer = Callable[[Iterator[Event]], Iterator[str]]
"""The events of a log, in its order, as the texts of a file."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A record that could not be taken: its place and its fault."""

    where: str
    what: str


@dataclass(slots=True)
class Findings:
    """The events of a file, in its order and each with the key it is known by, and the records that are none."""

    events: list[Event] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def completions(self) -> int:
        return sum(event.event_type == COMPLETION for event in self.events)

    @property
    def first_day(self) -> date | None:
        return min((date.fromordinal(event.day) for event in self.events), default=None)

    @property
    def last_day(self) -> date | None:
        return max((date.fromordinal(event.day) for event in self.events), default=None)


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: how it is named and recognised (by file name and first bytes), read and written."""

    name: str
    title: str
    recognises: Callable[[str, bytes], bool]
    read: Reader | None = None
    write: Writer | None = None
