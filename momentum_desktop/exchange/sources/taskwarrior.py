"""Taskwarrior: what `task export` gives, the .data files of version 2, and the database of version 3."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange.findings import Format
from momentum_desktop.exchange.foreign_database import MAGIC, opened_copy
from momentum_desktop.exchange.foreign_json import json_in
from momentum_desktop.exchange.identity import Namer
from momentum_desktop.exchange.moments import local, minute_of, moment_after, moment_in
from momentum_desktop.exchange.record_guard import record_at
from momentum_desktop.exchange.repeats import Repeat, on_weekdays, rule_of
from momentum_desktop.exchange.source import Part, Source
from momentum_desktop.exchange.sources.taskwarrior_database import rows_of_database
from momentum_desktop.service.import_values import Gathered, SourceRecord, SourceTask, State

NAME = "taskwarrior"
STATES: dict[str, State] = {
    "pending": "open",
    "waiting": "open",
    "recurring": "open",
    "completed": "done",
    "deleted": "cancelled",
}
PRIORITIES = {"H": 1, "M": 2, "L": 3}
KNOWN = {
    *("description", "status", "uuid", "entry", "end", "due", "project", "tags", "priority", "annotations"),
    *("scheduled", "wait", "recur", "parent", "id", "urgency", "mask", "imask", "modified"),
}
FIELD = re.compile(r'([A-Za-z0-9_.]+):"((?:[^"\\]|\\.)*)"')
ESCAPES = {"&open;": "[", "&close;": "]", "&dquot;": '"', "&squot;": "'", "&comma;": ",", "&colon;": ":"}
SPAN = re.compile(r"(\d*)\s*([a-z]+)")
ISO_SPAN = re.compile(r"P(\d+)([DWMY])")
UNITS = {
    **dict.fromkeys(("d", "day", "days", "daily"), ("DAILY", 1)),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks", "weekly", "sennight"), ("WEEKLY", 1)),
    **dict.fromkeys(("biweekly", "fortnight"), ("WEEKLY", 2)),
    **dict.fromkeys(("mo", "mos", "mth", "mths", "month", "months", "monthly"), ("MONTHLY", 1)),
    **dict.fromkeys(("bimonthly",), ("MONTHLY", 2)),
    **dict.fromkeys(("q", "qtr", "qtrs", "quarter", "quarters", "quarterly"), ("MONTHLY", 3)),
    **dict.fromkeys(("semiannual",), ("MONTHLY", 6)),
    **dict.fromkeys(("y", "yr", "yrs", "year", "years", "yearly", "annual"), ("YEARLY", 1)),
    **dict.fromkeys(("biannual", "biyearly"), ("YEARLY", 2)),
}


def recognises(_name: str, head: bytes) -> bool:
    """Whether a task of Taskwarrior's stands at its beginning."""
    if head.startswith(MAGIC):
        return b"tasks" in head and b"working_set" in head
    plain = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if re.match(rb"\[[a-z]+:\"", plain):
        return b'uuid:"' in head or b'status:"' in head
    return plain.startswith((b"[", b"{")) and all(name in head for name in (b'"uuid"', b'"entry"', b'"description"'))


def read(source: Source) -> Gathered:
    """Tasks with their annotations and attributes of one's own; the copies of a repeating task are its occurrences."""
    gathered = Gathered(NAME)
    namer = Namer()
    held: list[tuple[dict[str, Any], str]] = []
    databases = [part for part in source.named("*.sqlite3", "*.db") if part.head(16).startswith(MAGIC)]
    if databases:
        # Where there is one, the files of version 2 that lie beside it are what it was once made from.
        with opened_copy(source) as database:
            held.extend(rows_of_database(database, gathered))
    else:
        for part in source.named("pending.data", "completed.data", "waiting.data", "*.json"):
            held.extend(_records(part, gathered))
    read_tasks: dict[str, SourceTask] = {}
    children: list[tuple[str, dict[str, Any], str]] = []
    for values, where in held:
        with record_at(gathered, where):
            if str(values.get("uuid") or "") in read_tasks:
                raise RefusedInput("its uuid came before, with another task")
            task = _task(values, where, namer, source)
            own = str(values.get("uuid") or task.key)
            read_tasks[own] = task
            children.append((own, values, where))
    for own, values, where in children:
        with record_at(gathered, where):
            _finish(own, values, where, read_tasks, source, gathered)
    gathered.tasks = list(read_tasks.values())
    return gathered


def _finish(
    own: str, values: dict[str, Any], where: str, tasks: dict[str, SourceTask], source: Source, gathered: Gathered
) -> None:
    """The completion of a task; one of a repeating task's copies belongs to that, and is no task of its own."""
    task = tasks[own]
    template = tasks.get(str(values.get("parent") or ""))
    if template is not None and template.repeat and template is not task:
        del tasks[own]
        due = task.due
        task = replace(template, due=min(due, template.due) if due and template.due else due or template.due)
        tasks[str(values["parent"])] = task
        if STATES[values["status"]] == "open":
            return
        day, identity = due, own
    else:
        day, identity = None, "done"
    state = STATES[values["status"]]
    moment = _moment(values.get("end"), source)
    if state == "done" and moment is None:
        gathered.trouble(where, "its file does not say when it was done; it is kept as done, without a day")
    elif state == "done" and moment is not None:
        gathered.records.append(SourceRecord(task.key, identity, moment.date(), instant=moment, where=where))
    elif state == "cancelled" and day is not None:
        gathered.records.append(SourceRecord(task.key, identity, day, "skip", where=where))


def _task(values: dict[str, Any], where: str, namer: Namer, source: Source) -> SourceTask:
    status, description = values.get("status"), values.get("description")
    if status not in STATES:
        raise RefusedInput(f"{ascii(status)[:40]} is no status")
    if not isinstance(description, str) or not description.strip():
        raise RefusedInput("it has no description")
    own = values.get("uuid")
    notes = _annotations(values, source)
    due = _moment(values.get("due"), source)
    start = _moment(values.get("scheduled") or values.get("wait"), source)
    repeat = _repeat(values.get("recur")) if status == "recurring" else None
    extra = {name: value for name, value in values.items() if name not in KNOWN and value not in (None, "", [])}
    if values.get("recur") and repeat is None:
        extra["recur"] = values["recur"]
    if status == "deleted":
        extra["status"] = status
    if _annotated(values):
        extra["annotations"] = _annotated(values)
    tags = values.get("tags") or []
    named = tags.split(",") if isinstance(tags, str) else tags
    return SourceTask(
        key=namer.by_id(own) if isinstance(own, str) and own else namer.by_text(description),
        title=" ".join(description.split()),
        where=where,
        notes=notes,
        list=str(values["project"]).strip() or None if values.get("project") else None,
        tags=tuple(dict.fromkeys(str(tag).strip() for tag in named if str(tag).strip())),
        priority=PRIORITIES.get(str(values.get("priority")), 4),
        start=start.date() if start else None,
        due=due.date() if due else None,
        due_minute=minute_of(due) if due else None,
        repeat=repeat.rule if repeat else None,
        created=_moment(values.get("entry"), source),
        state=STATES[status],
        extra=extra,
    )


def _annotated(values: dict[str, Any]) -> list[dict[str, str]]:
    found = values.get("annotations")
    if isinstance(found, list):
        return [
            {"entry": str(item.get("entry", "")), "description": str(item.get("description", ""))}
            for item in found
            if isinstance(item, dict)
        ]
    return [
        {"entry": name.removeprefix("annotation_"), "description": str(text)}
        for name, text in values.items()
        if name.startswith("annotation_")
    ]


def _annotations(values: dict[str, Any], source: Source) -> str:
    """The annotations as lines, each with its time, for the notes."""
    lines = []
    for item in _annotated(values):
        moment = _moment(item["entry"], source)
        lines.append(f"{moment:%Y-%m-%d %H:%M} {item['description']}" if moment else item["description"])
    return "\n".join(line for line in lines if line.strip())


def _repeat(text: Any) -> Repeat | None:
    """“weekly”, “2wks”, “P3D”: counted from the due day."""
    plain = str(text).strip()
    if found := ISO_SPAN.fullmatch(plain):
        freq = {"D": "DAILY", "W": "WEEKLY", "M": "MONTHLY", "Y": "YEARLY"}[found[2]]
        rule = rule_of(freq, int(found[1])) if len(found[1]) < 5 else None
    elif plain.lower() == "weekdays":
        rule = on_weekdays(("MO", "TU", "WE", "TH", "FR"))
    elif (found := SPAN.fullmatch(plain.lower())) and found[2] in UNITS and len(found[1]) < 5:
        freq, each = UNITS[found[2]]
        rule = rule_of(freq, int(found[1] or 1) * each)
    else:
        rule = None
    return None if rule is None else Repeat(rule)


def _moment(value: Any, source: Source) -> datetime | None:
    """A time as the export (20240301T070000Z) or a .data file (seconds since 1970) writes it."""
    if value in (None, ""):
        return None
    text = str(value)
    moment = moment_after(text) if re.fullmatch(r"\d{9,11}", text) else moment_in(text)
    return None if moment is None else local(moment, source.zone)


def _records(part: Part, gathered: Gathered) -> Iterator[tuple[dict[str, Any], str]]:
    plain = part.head(256).removeprefix(b"\xef\xbb\xbf").lstrip()
    if re.match(rb"\[[A-Za-z_]+:\"", plain):
        yield from _data_lines(part, gathered)
        return
    try:
        values = json_in(part.text(), part.name)
    except RefusedInput:
        # Old versions wrote an object a line, without a list around them; so one that is cut off can be read, too.
        yield from _json_lines(part, gathered)
        return
    for number, value in enumerate(values if isinstance(values, list) else [values], 1):
        where = part.at(f"task {number}")
        if isinstance(value, dict):
            yield value, where
        else:
            gathered.trouble(where, "an object is expected", left_out=True)


def _json_lines(part: Part, gathered: Gathered) -> Iterator[tuple[dict[str, Any], str]]:
    for number, text in part.lines():
        where = part.at(f"line {number}")
        plain = "" if isinstance(text, RefusedInput) else text.strip().rstrip(",")
        if plain in ("", "[", "]") and not isinstance(text, RefusedInput):
            continue
        with record_at(gathered, where):
            if isinstance(text, RefusedInput):
                raise text
            value = json_in(plain.removeprefix("[").removesuffix("]") if plain.startswith("[{") else plain)
            if not isinstance(value, dict):
                raise RefusedInput("an object is expected")
            yield value, where


def _data_lines(part: Part, gathered: Gathered) -> Iterator[tuple[dict[str, Any], str]]:
    for number, text in part.lines():
        where = part.at(f"line {number}")
        if not isinstance(text, RefusedInput) and not text.strip():
            continue
        with record_at(gathered, where):
            if isinstance(text, RefusedInput):
                raise text
            inside = text.strip()
            if not inside.startswith("[") or not inside.endswith("]"):
                raise RefusedInput("no task in brackets; the line is cut off")
            values = {name: _unescaped(value) for name, value in FIELD.findall(inside[1:-1])}
            if FIELD.sub("", inside[1:-1]).strip():
                raise RefusedInput("its quotation marks do not match")
            yield values, where


def _unescaped(text: str) -> str:
    for code, character in ESCAPES.items():
        text = text.replace(code, character)
    return re.sub(r'\\([\\/"nt])', lambda found: {"n": "\n", "t": "\t"}.get(found[1], found[1]), text)


FORMAT = Format(NAME, "Taskwarrior (JSON, .data or .sqlite3)", recognises, take=read)
