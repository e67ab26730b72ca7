"""A file's findings into the service: what is new is stored in one go, what is known stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from momentum_desktop.engine.reading import same_event
from momentum_desktop.engine.values import Event
from momentum_desktop.exchange.findings import Findings
from momentum_desktop.service.import_values import Problem
from momentum_desktop.service.values import Submission

if TYPE_CHECKING:
    from momentum_desktop.service.momentum_service import MomentumService


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do. `added`, `unchanged` and `refused` count records; the rest tells what the
    file holds."""

    added: int
    unchanged: int
    refused: int
    tasks: int
    completions: int
    first_day: date | None
    last_day: date | None
    problems: tuple[Problem, ...]


async def import_findings(
    service: MomentumService, findings: Findings, source: str, *, dry_run: bool = False
) -> ImportReport:
    """Store the events that the log does not hold yet, after a backup, in one commit and as one act that names its
    `source`.

    `dry_run` stores nothing and tells the same."""
    new, unchanged, conflicts = compare(findings.events, await service.export_events())
    if new and not dry_run:
        summary = f"Imported {len(new):,} {'event' if len(new) == 1 else 'events'} from {source}"
        await service.backup(kind="before-import")
        await service.process_events([_submission(event) for event in new], summary=summary)
    problems = (*findings.problems, *conflicts)
    return ImportReport(
        added=len(new),
        unchanged=unchanged,
        refused=len(problems),
        tasks=0,
        completions=findings.completions,
        first_day=findings.first_day,
        last_day=findings.last_day,
        problems=problems,
    )


def compare(found: Sequence[Event], stored: Iterable[Event]) -> tuple[list[Event], int, list[Problem]]:
    """The events found that are new, how many are stored already, and those whose key is stored with another event."""
    known = {event.idempotency_key: event for event in stored}
    new: list[Event] = []
    unchanged = 0
    conflicts: list[Problem] = []
    for event in found:
        before = known.get(event.idempotency_key)
        if before is None:
            new.append(event)
        elif same_event(before, event):
            unchanged += 1
        else:
            conflicts.append(Problem(f"line {event.id + 1}", "its key is stored already, with another event"))
    return new, unchanged, conflicts


def _submission(event: Event) -> Submission:
    return Submission(
        event_type=event.event_type,
        occurred_at=event.occurred_at,
        metadata=event.metadata,
        idempotency_key=event.idempotency_key,
        day=date.fromordinal(event.day),
    )
