"""What a file was found to hold, in the same values whatever program wrote it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from momentum_desktop.engine.rules import Rules
from momentum_desktop.engine.values import Event
from momentum_desktop.service.import_values import Gathered, ImportReport, Problem

if TYPE_CHECKING:
    from momentum_desktop.exchange.source import Source
    from momentum_desktop.service.momentum_service import MomentumService
    from momentum_desktop.service.snapshot import Snapshot

COMPLETION = "task_completion"

Reader = Callable[[str, Rules, Callable[[int], None]], "Findings"]
"""Reads the file at a path under the rules; tells the bytes read so far as it goes."""

Taker = Callable[["Source"], Gathered]
"""Reads another program's file, folder or archive to the middle form."""

Bringer = Callable[["MomentumService", str, bool, Callable[[float], None], "int | None"], Awaitable["ImportReport"]]
"""Takes in a file that is no list of events, for a user or the one in use; the flag is for a dry run, which stores
nothing. What is told how far it has come may raise Stopped: then nothing is stored."""

Writer = Callable[["Snapshot"], Iterator[str]]
"""The data of a moment as the texts of a file."""

Composer = Callable[["MomentumService"], Awaitable[Iterator[str]]]
"""What the service answers as the texts of a file."""

FilesWriter = Callable[["Snapshot"], Iterator[tuple[str, Iterator[str]]]]
"""The data of a moment as several files, each with its name and its texts, to be taken in turn."""


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
    """A file format: how it is named and recognised (by file name and first bytes), read, taken or brought in, and
    written."""

    name: str
    title: str
    recognises: Callable[[str, bytes], bool] | None = None
    read: Reader | None = None
    take: Taker | None = None
    bring: Bringer | None = None
    write: Writer | None = None
    compose: Composer | None = None
    write_files: FilesWriter | None = None

    @property
    def comes_in(self) -> bool:
        """Whether files of it are read."""
        return self.read is not None or self.take is not None or self.bring is not None

    @property
    def goes_out(self) -> bool:
        """Whether files of it are written."""
        return any((self.write, self.compose, self.write_files))
