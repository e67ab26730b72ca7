"""Tasks, their days, events, ledger and days as CSV files (RFC 4180, UTF-8), safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from momentum_desktop.engine.reading import canonical_json
from momentum_desktop.exchange.cells import harmless
from momentum_desktop.exchange.findings import Format
from momentum_desktop.exchange.tables_reading import read, recognises
from momentum_desktop.exchange.task_states import is_undated, state_of

if TYPE_CHECKING:
    from momentum_desktop.service.snapshot import Snapshot

Cell = str | int | None
TASKS = (
    *("id", "title", "notes", "complexity", "priority", "list", "tags", "start", "due", "repeat", "goal_id"),
    *("created_at", "completed_at", "due_time", "reminder", "repeat_from", "minutes", "amount", "unit", "parent_id"),
    "state",
)
OCCURRENCES = ("task_id", "day", "state", "amount", "completed_at")
EVENTS = ("id", "event_type", "occurred_at", "day", "metadata", "idempotency_key")
LEDGER = ("event_id", "occurred_at", "day", "kind", "points")
DAYS = ("day", "points", "events")


def write_files(taken: Snapshot) -> Iterator[tuple[str, Iterator[str]]]:
    """Five files, each with a line of names first."""
    yield "tasks.csv", _lines(TASKS, _tasks(taken))
    yield "occurrences.csv", _lines(OCCURRENCES, _occurrences(taken))
    yield "events.csv", _lines(EVENTS, _events(taken))
    yield "ledger.csv", _lines(LEDGER, _ledger(taken))
    yield "days.csv", _lines(DAYS, ((day.day.isoformat(), day.points, day.events) for day in taken.days()))


class _Line:
    """What csv.writer writes to: it hands the line on instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def _lines(names: tuple[str, ...], rows: Iterable[tuple[Cell, ...]]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield str(writer.writerow(names))
    for row in rows:
        # Numbers stay numbers: only a text can be taken for something that it is not.
        yield str(writer.writerow(harmless(cell) if isinstance(cell, str) else cell for cell in row))


def _tasks(taken: Snapshot) -> Iterator[tuple[Cell, ...]]:
    for task, created_at in taken.tasks():
        yield (
            task.id,
            task.title,
            task.notes,
            task.complexity,
            task.priority,
            task.list,
            ", ".join(task.tags),
            _written(task.start),
            _written(task.due),
            task.repeat,
            task.goal_id,
            created_at.isoformat(),
            None if is_undated(task) else _written(task.completed_at),
            task.due_time,
            task.reminder,
            task.repeat_from if task.repeat is not None else None,
            task.minutes,
            None if task.amount is None else str(task.amount),
            task.unit,
            task.parent_id,
            state_of(task, taken.imported),
        )


def _occurrences(taken: Snapshot) -> Iterator[tuple[Cell, ...]]:
    for each in taken.occurrences():
        amount = None if each.amount is None else str(each.amount)
        yield each.task_id, each.day.isoformat(), each.state, amount, _written(each.at)


def _events(taken: Snapshot) -> Iterator[tuple[Cell, ...]]:
    for event in taken.events():
        yield (
            event.id,
            event.event_type,
            event.occurred_at.isoformat(),
            date.fromordinal(event.day).isoformat(),
            canonical_json(event.metadata),
            event.idempotency_key,
        )


def _ledger(taken: Snapshot) -> Iterator[tuple[Cell, ...]]:
    for entry in taken.ledger():
        yield entry.event_id, entry.occurred_at.isoformat(), entry.day.isoformat(), entry.kind, entry.points


def _written(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


FORMAT = Format("csv", "our own tables (CSV)", recognises, take=read, write_files=write_files)
