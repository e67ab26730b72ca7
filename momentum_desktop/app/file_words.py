"""Files out and in for the window: written or read on the service's loop, and told in a few lines."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from momentum_desktop.gui.wording import counted

if TYPE_CHECKING:
    from momentum_desktop.exchange.findings import Format
    from momentum_desktop.exchange.importing import ImportReport
    from momentum_desktop.service.momentum_service import MomentumService

MOST_NAMED = 6


async def exported(service: MomentumService, user_id: int | None, name: str, path: str) -> str:
    """Write an open format to a file; what was written, in words."""
    from momentum_desktop.exchange.formats import format_named
    from momentum_desktop.exchange.writing import write_files, write_whole

    target = format_named(name)
    async with service.snapshot(user_id) as taken:
        # In this thread: a snapshot belongs to the one that took it.
        if target.write_files is not None:
            write_files(path, target.write_files(taken), taken.taken_at)
        elif target.write is not None:
            write_whole(path, target.write(taken))
    return f"Written to {Path(path).name}."


async def report_lines(service: MomentumService, path: str, *, dry_run: bool) -> tuple[str, ...]:
    """What a file would bring, or has brought. MomentumError says why it cannot be read."""
    from momentum_desktop.exchange.formats import format_of

    source = await asyncio.to_thread(format_of, path)
    report = await _report(source, service, path, dry_run=dry_run)
    return (f"{source.title}.", *_told(report, dry_run))


async def _report(source: Format, service: MomentumService, path: str, *, dry_run: bool) -> ImportReport:
    from momentum_desktop.engine.compilation import compile_rules
    from momentum_desktop.exchange.importing import import_findings, import_source
    from momentum_desktop.exchange.reading import name_of
    from momentum_desktop.exchange.source import Source

    if source.bring is not None:
        return await source.bring(service, path, dry_run)
    if source.take is not None:
        read = Source(path)
        gathered = await asyncio.to_thread(source.take, read)
        return await import_source(service, gathered, read, dry_run=dry_run)
    assert source.read is not None
    rules = compile_rules(await service.rules_document())
    findings = await asyncio.to_thread(source.read, path, rules, _silent)
    return await import_findings(service, findings, name_of(path), dry_run=dry_run)


def _told(report: ImportReport, dry_run: bool) -> list[str]:
    held = counted(report.added, "record" if report.of_tasks else "event")
    known = f", {report.unchanged:,} known already" if report.unchanged else ""
    lines = [f"{held} {'would be added' if dry_run else 'added'}{known}."]
    if report.tasks:
        habits = f", {report.habits:,} of them repeating" if report.habits else ""
        lines.append(f"It holds {counted(report.tasks, 'task')}{habits}.")
    if report.first_day is not None and report.last_day is not None:
        lines.append(f"From {report.first_day} to {report.last_day}.")
    if report.outlook is not None:
        ahead = report.outlook
        lines.append(
            f"It would make {ahead.total_points:,} points and level {ahead.level_number} ({ahead.level_title})."
        )
    lines += report.remarks
    if report.problems:
        lines.append(f"{counted(report.refused, 'record')} left out:" if report.refused else "Not all could be read:")
        lines += [f"{problem.where}: {problem.what}" for problem in report.problems[:MOST_NAMED]]
        if len(report.problems) > MOST_NAMED:
            lines.append(f"and {len(report.problems) - MOST_NAMED} more.")
    return lines


def _silent(_done: float) -> None:
    """Nobody is told how far it has come."""
