"""Everything of one moment, read row by row: what the exporters write out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

from momentum_desktop.engine.values import Event, local_datetime
from momentum_desktop.service.answers import day_of, user_and_rules
from momentum_desktop.service.plan.task_values import task_of, with_day
from momentum_desktop.service.values import DayTotal, Task
from momentum_desktop.store import document, exports, plan_questions
from momentum_desktop.store.eventlog import recorded_after
from momentum_desktop.store.plan_questions import OccurrenceRecord
from momentum_desktop.store.store import Reader

DOCUMENT_TABLES = document.TABLES
"""The tables of a whole document, in its order."""


class DatedTask(NamedTuple):
    """A task and when it came."""

    task: Task
    created_at: datetime


class LedgerRecord(NamedTuple):
    """One entry of points and the event that gave it."""

    event_id: int
    occurred_at: datetime
    day: date
    kind: str
    points: int


class Snapshot:
    """The data as it was when this was opened, whatever is written meanwhile; for one thread at a time."""

    def __init__(self, reader: Reader, user_id: int, taken_at: datetime) -> None:
        self._connection = reader.connection
        self.user, self._rules = user_and_rules(reader, user_id)
        self.taken_at = taken_at

    def day_of(self, moment: datetime) -> date:
        """The logical day of a moment, by the rules of the user."""
        return date.fromordinal(day_of(moment, self._rules))

    def document(self) -> Iterator[tuple[str, Iterator[str]]]:
        """The tables that everything can be derived from, of all users, each with its rows as texts of JSON."""
        for table in DOCUMENT_TABLES:
            yield table, document.rows_as_json(self._connection, table)

    def tasks(self) -> Iterator[DatedTask]:
        """Every task of the user, in the order they came."""
        for row in exports.all_tasks(self._connection, self.user.id):
            offset = row.created_offset or 0
            task = task_of(row, 0, row.due)
            if task.completed_at is not None:
                zone = local_datetime(0, row.completed_offset).tzinfo
                task = with_day(replace(task, completed_at=task.completed_at.astimezone(zone)), self._rules)
            yield DatedTask(task, row.created_at.astimezone(local_datetime(0, offset).tzinfo))

    def occurrences(self) -> Iterator[OccurrenceRecord]:
        """What became of the days of the user's repeating tasks, task by task."""
        yield from plan_questions.occurrences_from(self._connection, self.user.id, date(1, 1, 1))

    @cached_property
    def imported(self) -> dict[int, dict[str, Any]]:
        """By task what an import kept beside it."""
        return exports.imported(self._connection, self.user.id)

    def events(self) -> Iterator[Event]:
        """The user's events that count, in the order of the log."""
        return recorded_after(self._connection, self.user.id, 0)

    def ledger(self) -> Iterator[LedgerRecord]:
        """Every entry of the user's points, in the order of the rules."""
        for entry in exports.all_ledger_entries(self._connection, self.user.id):
            occurred_at = local_datetime(entry.instant, entry.offset)
            yield LedgerRecord(entry.event_id, occurred_at, date.fromordinal(entry.day), entry.kind, entry.points)

    def days(self) -> Iterator[DayTotal]:
        """Every day on which the user did something, oldest first."""
        for day, points, events in exports.all_days(self._connection, self.user.id):
            yield DayTotal(date.fromordinal(day), points, events)
