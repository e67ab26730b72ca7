"""The CSV files that `export csv` wrote, read back: tasks, what became of their days, and the events as they were."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, tzinfo
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

from momentum_desktop.engine.reading import read_datetime, read_day, read_json
from momentum_desktop.engine.values import Event, instant_and_offset
from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange.cells import as_it_was
from momentum_desktop.exchange.record_guard import record_at
from momentum_desktop.exchange.source import Part, Source
from momentum_desktop.exchange.table_rows import Columns, Fault, Row, names_in, rows_of
from momentum_desktop.service.import_values import Gathered, Kind, SourceRecord, SourceTask, State

NAME = "csv"
ESSENTIAL = {
    "tasks": {"id", "title", "notes", "complexity", "created_at"},
    "occurrences": {"task_id", "day", "state", "completed_at"},
    "events": {"id", "event_type", "occurred_at", "day", "idempotency_key"},
}
"""The names of columns by which each of the tables is known."""

KINDS: dict[str, Kind] = {"done": "done", "skipped": "skip", "moved": "skip", "open": "missed"}


def recognises(_name: str, head: bytes) -> bool:
    """Whether a file begins with the names of the table of tasks, or of events, also as a spreadsheet saved it anew."""
    return _table_of(head) in ("tasks", "events")


def _table_of(head: bytes) -> str | None:
    """Which of our tables begins so; None for another table."""
    names: frozenset[str] = next(names_in(head), frozenset())
    return next((table for table, essential in ESSENTIAL.items() if essential <= names), None)


def own_key(_user_id: int, task_id: int, created: int) -> str:
    """What a task is known by: its number and the instant it came."""
    return f"{task_id}@{created}"


@dataclass(slots=True)
class _Tables:
    """What was read so far: keys by the numbers of tasks, and the events of each that are not taken up yet."""

    gathered: Gathered
    zone: tzinfo | None
    keys: dict[str, str] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    done: dict[str, tuple[str, int]] = field(default_factory=dict)
    waiting: dict[tuple[str, int], list[Event]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)


def read(source: Source) -> Gathered:
    """Tasks and events. Ledger and days are left out: they follow."""
    gathered = Gathered(NAME, own_key=own_key)
    tables = _Tables(gathered, source.zone)
    parts: dict[str, list[Part]] = {table: [] for table in ESSENTIAL}
    for part in source.named("*.csv"):
        if table := _table_of(part.head()):
            parts[table].append(part)
    if not parts["tasks"] and not parts["events"]:
        raise RefusedInput("there is no table of tasks or events in it", where=source.path)
    readers: dict[str, Callable[[_Tables, Columns, Row, str], None]] = {
        "tasks": _read_task,
        "events": _read_event,
        "occurrences": _read_occurrence,
    }
    for kind, read_row in readers.items():
        for part in parts[kind]:
            _read_table(part, tables, read_row)
    _link(tables)
    return gathered


def _read_table(part: Part, tables: _Tables, read_row: Callable[[_Tables, Columns, Row, str], None]) -> None:
    columns: Columns | None = None
    for row in rows_of(part):
        where = part.at(f"line {row.line}")
        if isinstance(row, Fault):
            tables.gathered.trouble(where, row.what, left_out=True)
        elif columns is None:
            columns = Columns(row.cells)
        else:
            with record_at(tables.gathered, where):
                cells = [as_it_was(cell) for cell in row.cells]
                try:
                    read_row(tables, columns, Row(row.line, cells), where)
                except RefusedInput as refusal:
                    raise RefusedInput(refusal.what, where=", ".join(filter(None, (where, refusal.where)))) from None


def _read_task(tables: _Tables, columns: Columns, row: Row, where: str) -> None:
    get = partial(columns.plain, row)
    number, title = get("id"), get("title")
    if not number.isdigit():
        raise RefusedInput(f"{ascii(number)[:40]} is no number of a task")
    created = read_datetime(get("created_at"), "created_at")
    key = own_key(0, int(number), instant_and_offset(created)[0])
    if number in tables.keys:
        raise RefusedInput(f"task {number} stands there twice")
    done = get("completed_at")
    tables.keys[number] = key
    if get("parent_id"):
        tables.parents[key] = get("parent_id")
    if done:
        tables.done[number] = (key, instant_and_offset(read_datetime(done, "completed_at"))[0])
    clock = get("due_time")
    minute = int(clock[:2]) * 60 + int(clock[3:]) if len(clock) == 5 else None
    tables.gathered.tasks.append(
        SourceTask(
            key=key,
            title=title,
            where=where,
            notes=get("notes"),
            complexity=get("complexity") or "simple",
            priority=int(get("priority") or 4),
            list=get("list") or None,
            tags=tuple(tag for tag in get("tags").split(", ") if tag),
            start=_day(get("start"), "start"),
            due=_day(get("due"), "due"),
            due_minute=minute,
            reminder=get("reminder") or None,
            repeat=get("repeat") or None,
            repeat_from=get("repeat_from") or "due",
            minutes=int(get("minutes")) if get("minutes") else None,
            amount=_number(get("amount")),
            unit=get("unit") or None,
            created=created,
            state=_state(get("state"), done),
        )
    )


def _read_event(tables: _Tables, columns: Columns, row: Row, where: str) -> None:
    get = partial(columns.plain, row)
    moment = read_datetime(get("occurred_at"), "occurred_at")
    metadata: Any = read_json(get("metadata") or "{}", "metadata")
    if not isinstance(metadata, dict):
        raise RefusedInput("an object is expected", where="metadata")
    key = get("idempotency_key")
    if not key:
        raise RefusedInput("it has no key", where="idempotency_key")
    instant, offset = instant_and_offset(moment)
    event = Event(0, get("event_type"), instant, offset, read_day(get("day")), metadata, key)
    number = str(metadata.get("task_id", ""))
    if number in tables.keys and event.event_type == "task_completion":
        tables.waiting.setdefault((number, instant), []).append(event)
        tables.places[key] = where
    else:
        tables.gathered.records.append(_record(None, event, where))


def _read_occurrence(tables: _Tables, columns: Columns, row: Row, where: str) -> None:
    get = partial(columns.plain, row)
    number, state = get("task_id"), get("state")
    day = date.fromordinal(read_day(get("day")))
    if number not in tables.keys:
        return  # of a task that is gone
    if state not in KINDS:
        raise RefusedInput(f"{ascii(state)[:40]} is no state of a day")
    key = tables.keys[number]
    at = instant_and_offset(read_datetime(get("completed_at"), "completed_at"))[0] if get("completed_at") else None
    events = tables.waiting.get((number, at), []) if at is not None else []
    quantity = _number(get("amount"))
    if state == "done" and events:
        event = events.pop(0)
        record = _record(key, event, where)
        tables.gathered.records.append(replace(record, occurrence=day, quantity=quantity))
    elif state == "done":
        raise RefusedInput("the event that completed it is not in the table of events")
    else:
        kind = KINDS[state]
        record = SourceRecord(key, day.isoformat(), day, kind, quantity=quantity, where=where, occurrence=day)
        tables.gathered.records.append(record)


def _link(tables: _Tables) -> None:
    """The events that completed whole tasks, and those of tasks that say something else by now."""
    for number, (key, instant) in tables.done.items():
        events = tables.waiting.get((number, instant), [])
        if events:
            event = events.pop(0)
            tables.gathered.records.append(_record(key, event, tables.places[event.idempotency_key or ""]))
    for events in tables.waiting.values():
        for event in events:
            tables.gathered.records.append(_record(None, event, tables.places[event.idempotency_key or ""]))
    tables.gathered.tasks = [
        replace(task, parent=tables.keys.get(tables.parents[task.key])) if task.key in tables.parents else task
        for task in tables.gathered.tasks
    ]


def _record(key: str | None, event: Event, where: str) -> SourceRecord:
    day = date.fromordinal(event.day)
    return SourceRecord(key, event.idempotency_key or "", day, instant=event.occurred_at, where=where, event=event)


def _state(text: str, done: str) -> State:
    """What a task is; tables of before there was a column for it tell by the time it was done."""
    states: dict[str, State] = {
        "open": "open",
        "done": "done",
        "cancelled": "cancelled",
        "": "done" if done else "open",
    }
    if text not in states:
        raise RefusedInput(f"{ascii(text)[:40]} is no state of a task", where="state")
    return states[text]


def _day(text: str, column: str) -> date | None:
    return date.fromordinal(read_day(text, column)) if text else None


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        raise RefusedInput(f"{ascii(text)[:40]} is no number", where="amount") from None
