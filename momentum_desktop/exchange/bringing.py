"""A file of any format brought in, in two steps: read without storing anything, then looked at or stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange.formats import AUTO, format_named, format_of, unread_in
from momentum_desktop.exchange.importing import import_findings, import_source
from momentum_desktop.exchange.reading import name_of, size_of
from momentum_desktop.exchange.source import Source
from momentum_desktop.service.import_values import ImportReport
from momentum_desktop.service.uncollected import uncollected

if TYPE_CHECKING:
    from momentum_desktop.engine.rules import Rules
    from momentum_desktop.exchange.findings import Findings, Format
    from momentum_desktop.service.import_values import Gathered
    from momentum_desktop.service.momentum_service import MomentumService

MOST_NAMED = 8
Told = Callable[[float | None], None]
"""Told how far the reading has come, 0 to 1; None where nobody knows."""


@dataclass(slots=True)
class ReadFile:
    """What was read of a file, and what format it is in. One that is read only while it is stored holds nothing."""

    format: Format
    source: Source
    gathered: Gathered | None = None
    findings: Findings | None = None

    async def bring(
        self,
        service: MomentumService,
        *,
        user_id: int | None = None,
        dry_run: bool = False,
        tell: Callable[[float], None] | None = None,
    ) -> ImportReport:
        """Store what is new for a user (None: the one in use); a `dry_run` stores nothing and tells the same."""
        if self.gathered is not None:
            return await import_source(service, self.gathered, self.source, user_id=user_id, dry_run=dry_run, tell=tell)
        if self.findings is not None:
            words = name_of(self.source.path)
            return await import_findings(service, self.findings, words, user_id=user_id, dry_run=dry_run, tell=tell)
        assert self.format.bring is not None
        return await self.format.bring(service, self.source.path, dry_run, tell or _silent, user_id)


def read_file(
    path: str,
    name: str,
    rules: Rules,
    *,
    author: str | None = None,
    day: date | None = None,
    tell: Told | None = None,
) -> ReadFile:
    """What stands in a file of the format of that name, or of the one that it is recognised as; words such as
    “tomorrow” count from `day`, or stay text. RefusedInput if it cannot be read as that."""
    told = tell or _silent
    chosen = format_of(path) if name == AUTO else format_named(name)
    source = Source(path, author=author or None, day=day, tell=lambda done: told(min(done, 1.0)))
    if chosen.take is not None:
        with uncollected():
            gathered = chosen.take(source)
        gathered.remarks += _left_aside(source, chosen)
        return ReadFile(chosen, source, gathered=gathered)
    if chosen.bring is not None:
        return ReadFile(chosen, source)
    if chosen.read is None:
        raise RefusedInput(f"“{chosen.name}” is written, not read", where="FORMAT")
    size = size_of(path)
    findings = chosen.read(path, rules, lambda done: told(min(done / size, 1.0) if size else None))
    return ReadFile(chosen, source, findings=findings)


def _left_aside(source: Source, read: Format) -> list[str]:
    unread = unread_in(source, read)
    if not unread:
        return []
    named = [f"“{name}” as {own.name}" for name, own in unread[:MOST_NAMED]]
    more = [f"{len(unread) - MOST_NAMED:,} more"] if len(unread) > MOST_NAMED else []
    each = "it" if len(unread) == 1 else "each"
    return [f"Read as {read.name}; of other formats, and not read: {', '.join(named + more)}. Import {each} by itself."]


def _silent(_done: float | None) -> None:
    """Nobody listens."""
