"""A file's findings into the service: what is new is stored in one go, what is known stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from momentum_desktop.engine.calendar import logical_day
from momentum_desktop.engine.compilation import compile_rules
from momentum_desktop.engine.reading import same_event
from momentum_desktop.engine.values import Event
from momentum_desktop.exchange.findings import Findings
from momentum_desktop.service.import_values import Gathered, ImportReport, Problem

if TYPE_CHECKING:
    from momentum_desktop.exchange.source import Source
    from momentum_desktop.service.momentum_service import MomentumService

Told = Callable[[float], None]


async def import_findings(
    service: MomentumService,
    findings: Findings,
    source: str,
    *,
    user_id: int | None = None,
    dry_run: bool = False,
    tell: Told | None = None,
) -> ImportReport:
    """Store the events that the log does not hold yet, after a backup, in one commit and as one act that names its
    `source`.

    `dry_run` stores nothing and tells the same."""
    day_start = compile_rules(await service.rules_document(user_id)).day_start
    new, unchanged, conflicts = compare(findings.events, await service.export_events(user_id), day_start)
    added, problems = len(new), [*findings.problems, *conflicts]
    act_id, change, earned = None, 0, None
    if new and not dry_run:
        summary = f"Imported {len(new):,} {'event' if len(new) == 1 else 'events'} from {source}"
        async with service.backup_before_import():
            result = await service.import_events(new, summary, user_id=user_id, tell=tell)
        act_id, change, added = result.act_id, result.total_change, result.added
        unchanged += result.unchanged
        earned = result.earned
        problems += result.problems
    return ImportReport(
        added=added,
        unchanged=unchanged,
        refused=len(problems),
        tasks=0,
        completions=findings.completions,
        first_day=findings.first_day,
        last_day=findings.last_day,
        problems=tuple(problems),
        act_id=act_id,
        total_change=change,
        earned=earned,
    )


async def import_source(
    service: MomentumService,
    gathered: Gathered,
    source: Source,
    *,
    user_id: int | None = None,
    dry_run: bool = False,
    tell: Told | None = None,
) -> ImportReport:
    """Store what another program's data has that is not there yet, after a backup, in one commit and as one act.

    `dry_run` stores nothing, and tells the same and where it would lead."""
    if dry_run:
        result = await service.preview_import(gathered, user_id=user_id, zone=source.zone, tell=tell)
    else:
        summary = f"Imported {_told(gathered)} from {source.told}"
        async with service.backup_before_import():
            result = await service.import_gathered(gathered, summary, user_id=user_id, zone=source.zone, tell=tell)
    problems = (*gathered.problems, *result.problems)
    remarks = list(gathered.remarks)
    if not (gathered.tasks or gathered.records or problems):
        remarks.append("There is nothing in it to be done or that was done.")
    days = gathered.days
    return ImportReport(
        added=result.added,
        unchanged=result.unchanged,
        refused=sum(problem.left_out for problem in problems),
        tasks=sum(not task.item for task in gathered.tasks),
        completions=gathered.completions,
        first_day=days[0] if days else None,
        last_day=days[1] if days else None,
        problems=problems,
        habits=sum(task.repeat is not None for task in gathered.tasks),
        items=sum(task.item for task in gathered.tasks),
        remarks=tuple(remarks),
        act_id=result.act_id,
        total_change=result.total_change,
        earned=result.earned,
        outlook=result.outlook,
        of_tasks=True,
    )


def compare(found: Sequence[Event], stored: Iterable[Event], day_start: int) -> tuple[list[Event], int, list[Problem]]:
    """The events found that are new, how many are stored already, and those whose key is stored with another event.

    A found day that `day_start` (minutes) gives says nothing of its own: what is stored keeps the day it had."""
    known = {event.idempotency_key: event for event in stored}
    new: list[Event] = []
    unchanged = 0
    conflicts: list[Problem] = []
    for event in found:
        before = known.get(event.idempotency_key)
        if before is None:
            new.append(event)
        elif same_event(before, _on_its_day(event, before.day, day_start)):
            unchanged += 1
        else:
            conflicts.append(Problem(f"line {event.id + 1}", "its key is stored already, with another event"))
    return new, unchanged, conflicts


def _on_its_day(event: Event, day: int, day_start: int) -> Event:
    given = event.day != logical_day(event.instant, event.offset, day_start)
    return event if given else replace(event, day=day)


def _told(gathered: Gathered) -> str:
    tasks, done = sum(not task.item for task in gathered.tasks), gathered.completions
    words = [f"{count:,} {word}{'' if count == 1 else 's'}" for count, word in ((tasks, "task"), (done, "completion"))]
    return " and ".join(word for word, count in zip(words, (tasks, done), strict=True) if count) or "nothing"
