"""A plain table of tasks: a first line with the names of its columns, a title among them, and a task a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange import tables_reading
from momentum_desktop.exchange.findings import Format
from momentum_desktop.exchange.identity import Namer
from momentum_desktop.exchange.moments import local, moment_in
from momentum_desktop.exchange.record_guard import record_at
from momentum_desktop.exchange.source import Part, Source
from momentum_desktop.exchange.sources.counted_days import CountedDays
from momentum_desktop.exchange.sources.table_days import Day, TableDays
from momentum_desktop.exchange.sources.table_words import (
    CALLED_OFF,
    COMPLEXITIES,
    FALSE,
    HOW,
    PRIORITIES,
    TRUE,
    fields_of,
    is_of_tasks,
)
from momentum_desktop.exchange.sources.todoist_dates import said_date
from momentum_desktop.exchange.table_rows import Columns, Fault, Row, names_in, rows_of
from momentum_desktop.service.import_values import Gathered, SourceRecord, SourceTask, State

NAME = "table"
ENDINGS = (".csv", ".tsv", ".tab", ".txt")
DATED = ("due", "start", "done_at")
MOST_NAMED = 8


def recognises(name: str, head: bytes) -> bool:
    """Whether it is called like a table, and its first line names a title and what only tasks have."""
    return name.lower().endswith(ENDINGS) and is_of_tasks(fields_of(next(names_in(head), ())))


def read(source: Source) -> Gathered:
    """A task a line, known by its title and its list."""
    gathered = Gathered(NAME)
    namer, counted = Namer(), CountedDays(source.day)
    parts = source.named(*(f"*{ending}" for ending in ENDINGS))
    tables = [part for part in parts if "title" in fields_of(next(names_in(part.head()), ()))]
    if not tables:
        raise RefusedInput(f"there is no column of titles in it: {HOW}", where=source.path)
    for part in tables:
        if tables_reading.recognises(part.name, part.head()):
            # By its titles everything would come in a second time.
            raise RefusedInput(
                "this is a table that “export csv” wrote, whose tasks are known by more than their titles; nothing was "
                "imported. Import the whole folder or .zip that it lies in with the format “csv”",
                where=part.name or source.path,
            )
        _read_table(part, source, namer, counted, gathered)
    counted.tell(gathered)
    return gathered


class _Columns:
    """The columns of one table, by what they are about."""

    def __init__(self, names: list[str]) -> None:
        self._columns = Columns(names)
        self.fields = fields_of(name.strip().lower() for name in names)

    def get(self, row: Row, field: str) -> str:
        name = self.fields.get(field)
        return "" if name is None else self._columns.get(row, name)

    def others(self, row: Row) -> dict[str, str]:
        return self._columns.others(row, self.fields.values())

    def check(self, row: Row, where: str, gathered: Gathered) -> None:
        self._columns.check(row, where, gathered)

    def remark(self) -> str:
        """What is read as what."""
        told = ", ".join(
            name if name == field else f"{name} as {field.replace('_at', ' at')}" for field, name in self.fields.items()
        )
        kept = [f"“{name[:40]}”" for name in self._columns.unknown(self.fields.values())][:MOST_NAMED]
        return f"columns read: {told}{'; kept beside the tasks: ' + ', '.join(kept) if kept else ''}."


@dataclass(slots=True)
class _Table:
    """What it takes to read the rows of one table."""

    columns: _Columns
    days: TableDays
    namer: Namer
    list: str | None
    source: Source
    gathered: Gathered


def _read_table(part: Part, source: Source, namer: Namer, counted: CountedDays, gathered: Gathered) -> None:
    rows = list(_rows(part, gathered))
    if not rows:
        return
    columns = _Columns(rows[0].cells)
    gathered.remarks.append(f"{part.name or source.told}, {columns.remark()}")
    cells = (columns.get(row, field) for row in rows[1:] for field in (*DATED, "done"))
    list_of_file = PurePosixPath(part.name).stem or None
    table = _Table(columns, TableDays(cells, source.zone, counted), namer, list_of_file, source, gathered)
    for row in rows[1:]:
        where = part.at(f"line {row.line}")
        columns.check(row, where, gathered)
        with record_at(gathered, where):
            _read_row(table, row, where)


def _rows(part: Part, gathered: Gathered) -> Iterator[Row]:
    for row in rows_of(part):
        if isinstance(row, Fault):
            gathered.trouble(part.at(f"line {row.line}"), row.what, left_out=True)
        else:
            yield row


def _read_row(table: _Table, row: Row, where: str) -> None:
    columns, extra = table.columns, dict[str, Any](table.columns.others(row))
    title = " ".join(columns.get(row, "title").split())
    if not title:
        raise RefusedInput("it has no title")
    name = columns.get(row, "list") or table.list
    due, start, done_at = (_day(table, row, field, where, extra) for field in DATED)
    state, done_on = _state(columns.get(row, "done"), table.days, extra)
    if done_at is not None and state == "open":
        state = "done"
    task = SourceTask(
        key=table.namer.by_text(title, name or ""),
        title=title,
        where=where,
        notes=columns.get(row, "notes"),
        list=name,
        tags=_tags(columns.get(row, "tags")),
        priority=PRIORITIES.get(_one_of(PRIORITIES, "priority", columns.get(row, "priority"), extra), 4),
        complexity=_one_of(COMPLEXITIES, "complexity", columns.get(row, "complexity"), extra) or "simple",
        start=start[0] if start else None,
        due=due[0] if due else None,
        due_minute=due[1] if due else None,
        minutes=_minutes(columns.get(row, "minutes"), extra),
        state=state,
    )
    task = _repeating(task, columns.get(row, "repeat"), table.gathered, extra)
    table.gathered.tasks.append(replace(task, extra=extra))
    done = done_at or done_on
    if done is not None and state == "done":
        table.gathered.records.append(_record(task, done, columns.get(row, "done_at"), table.source))


def _day(table: _Table, row: Row, field: str, where: str, extra: dict[str, Any]) -> Day | None:
    """What a cell names; what it says without naming a day stays text."""
    text = table.columns.get(row, field)
    day = table.days.day(text) if text else None
    if text and day is None:
        table.gathered.trouble(where, table.days.trouble(text))
        extra[field] = text
    return day


def _state(text: str, days: TableDays, extra: dict[str, Any]) -> tuple[State, Day | None]:
    """Whether it is done, and on which day if the cell names one. A state of one's own stays text."""
    plain = text.lower()
    if plain in TRUE:
        return "done", None
    if plain in CALLED_OFF:
        return "cancelled", None
    if plain in FALSE:
        return "open", None
    day = days.day(text) if text[0].isdecimal() else None
    if day is None:
        extra["status"] = text
    return ("open" if day is None else "done"), day


def _record(task: SourceTask, done: Day, text: str, source: Source) -> SourceRecord:
    moment = moment_in(text)
    if moment is None:
        return SourceRecord(task.key, "done", done[0], where=task.where)
    here = local(moment, source.zone)
    return SourceRecord(task.key, "done", here.date(), instant=here, where=task.where)


def _one_of(known: Any, field: str, text: str, extra: dict[str, Any]) -> str:
    """A word in small letters, if it is one that is known; any other stays text."""
    if text.lower() in known:
        return text.lower()
    if text:
        extra[field] = text
    return ""


def _minutes(text: str, extra: dict[str, Any]) -> int | None:
    if text.isdecimal() and len(text) < 6 and int(text) > 0:
        return int(text)
    if text:
        extra["minutes"] = text
    return None


def _tags(text: str) -> tuple[str, ...]:
    parts = text.split(";" if ";" in text else ",")
    return tuple(dict.fromkeys(tag for part in parts if (tag := part.strip().lstrip("#"))))


def _repeating(task: SourceTask, said: str, gathered: Gathered, extra: dict[str, Any]) -> SourceTask:
    """The task with its repeat, if the words are understood and it goes on."""
    found = said_date(said) if said else None
    repeat = None if found is None else found.repeat
    if said and repeat is None:
        gathered.trouble(task.where, f"the repeat “{said[:60]}” is not understood; it was kept as text")
    if said and (repeat is None or task.state != "open"):
        extra["repeat"] = said
    if repeat is None or task.state != "open":
        return task
    return replace(task, repeat=repeat.rule, repeat_from=repeat.counted_from)


FORMAT = Format(NAME, "a plain table of tasks (CSV)", recognises, take=read)
