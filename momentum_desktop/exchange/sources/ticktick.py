"""TickTick's backup: a CSV with some lines about itself before the names of its columns."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo

from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange.findings import Format
from momentum_desktop.exchange.identity import Namer
from momentum_desktop.exchange.moments import (
    day_in,
    day_of_midnight,
    local,
    minute_of,
    moment_in,
    reminder_before,
    zone_named,
)
from momentum_desktop.exchange.record_guard import record_at
from momentum_desktop.exchange.repeats import given_rule
from momentum_desktop.exchange.source import Part, Source
from momentum_desktop.exchange.table_rows import Columns, Fault, Row, names_in, rows_of
from momentum_desktop.service.import_values import Gathered, SourceRecord, SourceTask, State

NAME = "ticktick"
ESSENTIAL = {"list name", "title", "status", "completed time"}
KNOWN = (
    *("folder name", "list name", "title", "kind", "tags", "content", "is check list", "start date", "due date"),
    *("reminder", "repeat", "priority", "status", "created time", "completed time", "order", "timezone", "is all day"),
    *("is floating", "column name", "column order", "view mode", "taskid", "parentid"),
)
STATES: dict[str, State] = {"": "open", "0": "open", "1": "done", "2": "done", "-1": "cancelled"}
PRIORITIES = {"5": 1, "3": 2, "1": 3}
TRIGGER = re.compile(
    r"TRIGGER:(-)?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", re.ASCII | re.IGNORECASE
)
ITEM = re.compile(r"^\s*([▪▫])\s*(.+)$", re.MULTILINE)
MOST_LINES_BEFORE = 20


def recognises(_name: str, head: bytes) -> bool:
    """Whether TickTick's names of columns stand within the first lines."""
    return any(names >= ESSENTIAL for names in names_in(head, MOST_LINES_BEFORE))


def read(source: Source) -> Gathered:
    """Tasks with their lists, dates, reminders, checklists and subtasks."""
    gathered = Gathered(NAME)
    part = source.only("*.csv")
    rows: list[tuple[Row, str]] = []
    columns: Columns | None = None
    before = 0
    for row in rows_of(part):
        where = part.at(f"line {row.line}")
        if isinstance(row, Fault):
            gathered.trouble(where, row.what, left_out=True)
        elif columns is not None:
            rows.append((row, where))
        elif {cell.strip().lower() for cell in row.cells} >= ESSENTIAL:
            columns = Columns.of(row, "TickTick", ("title", "status", "completed time"), KNOWN, gathered)
        else:
            before += 1
            if before > MOST_LINES_BEFORE:
                break
    if columns is None:
        raise RefusedInput("the names of TickTick's columns do not stand in it", where=part.name or source.path)
    _read_rows(rows, columns, part, source, gathered)
    return gathered


def _read_rows(rows: list[tuple[Row, str]], columns: Columns, part: Part, source: Source, gathered: Gathered) -> None:
    named = Counter(columns.get(row, "timezone") for row, _ in rows)
    named.pop("", None)
    usual = zone_named(named.most_common(1)[0][0]) if named else source.zone
    namer = Namer()
    keys: dict[str, str] = {}
    parents: dict[str, str] = {}
    for row, where in rows:
        columns.check(row, where, gathered)
        with record_at(gathered, where):
            zone = zone_named(columns.get(row, "timezone")) or usual
            own = columns.get(row, "taskid")
            words = (columns.get(row, "list name"), columns.get(row, "title"), columns.get(row, "created time"))
            key = namer.by_own_id(own) if own else namer.by_text(*words)
            task = _task(columns, row, key, where, zone)
            record = _record(columns, row, task, zone)
            if task.state == "done" and record is None:
                gathered.trouble(where, "its file does not say when it was done; it is kept as done, without a day")
            repeat = columns.get(row, "repeat")
            if repeat and task.repeat is None and task.state == "open":
                gathered.trouble(where, f"the repeat “{repeat[:60]}” is not understood; it was kept as text")
            _add(gathered, task, record, columns.get(row, "content"), columns.get(row, "is check list") == "Y")
            if own:
                keys.setdefault(own, key)
            if columns.get(row, "parentid"):
                parents[key] = columns.get(row, "parentid")
    gathered.tasks = [
        replace(task, parent=keys.get(parents[task.key])) if task.key in parents else task for task in gathered.tasks
    ]
    for task in gathered.tasks:
        if task.key in parents and task.parent is None:
            gathered.trouble(
                task.where, f"its parent {ascii(parents[task.key])[:40]} is not in the file; it stands alone"
            )


def _add(gathered: Gathered, task: SourceTask, record: SourceRecord | None, content: str, checklist: bool) -> None:
    """A task, its completion, and the lines of its checklist, which stand in its content."""
    items = ITEM.findall(content) if checklist else []
    gathered.tasks.append(replace(task, notes=ITEM.sub("", content).strip() if items else content))
    namer = Namer()
    for mark, text in items:
        item = SourceTask(
            key=f"{task.key}/{namer.by_text(text)}",
            title=text.strip(),
            where=task.where,
            parent=task.key,
            item=True,
            state="done" if mark == "▪" else "open",
        )
        gathered.tasks.append(item)
    if record is not None:
        gathered.records.append(record)


def _task(columns: Columns, row: Row, key: str, where: str, zone: tzinfo | None) -> SourceTask:
    status = columns.get(row, "status")
    if status not in STATES:
        raise RefusedInput(f"{ascii(status)[:20]} is no status")
    due, due_minute = _day(columns, row, "due date", zone)
    start, _ = _day(columns, row, "start date", zone)
    extra = {
        "folder": columns.get(row, "folder name"),
        "column": columns.get(row, "column name"),
        "kind": columns.get(row, "kind") if columns.get(row, "kind") not in ("", "TEXT") else "",
        "repeat": columns.get(row, "repeat"),
        "reminder": columns.get(row, "reminder"),
        **columns.others(row, KNOWN),
    }
    title = " ".join(columns.get(row, "title").split())
    rule = given_rule(columns.get(row, "repeat")) if columns.get(row, "repeat") else None
    return SourceTask(
        key=key,
        title=title or "(no title)",
        where=where,
        list=columns.get(row, "list name") or None,
        tags=tuple(dict.fromkeys(tag.strip() for tag in columns.get(row, "tags").split(",") if tag.strip())),
        priority=PRIORITIES.get(columns.get(row, "priority"), 4),
        start=start if start != due else None,
        due=due,
        due_minute=due_minute,
        reminder=_reminder(columns.get(row, "reminder"), due, due_minute),
        # What is done or given up is one time round; the next one has a row of its own.
        repeat=rule if STATES[status] == "open" else None,
        created=moment_in(columns.get(row, "created time")),
        state=STATES[status],
        extra={name: value for name, value in extra.items() if value},
    )


def _record(columns: Columns, row: Row, task: SourceTask, zone: tzinfo | None) -> SourceRecord | None:
    """When it was done. A time that an open task still carries from an earlier time round says nothing."""
    text = columns.get(row, "completed time")
    if task.state != "done" or not text:
        return None
    moment = moment_in(text)
    if moment is not None:
        here = local(moment, zone)
        return SourceRecord(task.key, "done", here.date(), instant=here, where=task.where)
    day = day_in(text)
    if day is None:
        raise RefusedInput(f"{ascii(text)[:40]} is no time")
    return SourceRecord(task.key, "done", day, where=task.where)


def _day(columns: Columns, row: Row, name: str, zone: tzinfo | None) -> tuple[date | None, int | None]:
    """A day and the minute after midnight, None for the whole day."""
    text = columns.get(row, name)
    if not text:
        return None, None
    moment = moment_in(text)
    if moment is None:
        day = day_in(text)
        if day is None:
            raise RefusedInput(f"{ascii(text)[:40]} is no time")
        return day, None
    all_day = columns.get(row, "is all day").lower() == "true"
    if all_day and not columns.get(row, "timezone"):
        return day_of_midnight(moment), None
    here = local(moment, zone)
    return here.date(), None if all_day else minute_of(here)


def _reminder(text: str, due: date | None, minute: int | None) -> str | None:
    """The first reminder; it counts from when the task is due, or from the midnight of its day."""
    found = TRIGGER.search(text)
    if found is None or due is None:
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    try:
        span = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
        at = datetime(due.year, due.month, due.day) + timedelta(minutes=minute or 0)  # noqa: DTZ001  a local time
        return reminder_before(due, at - span if found[1] else at + span)
    except OverflowError:
        return None


FORMAT = Format(NAME, "TickTick (CSV)", recognises, take=read)
