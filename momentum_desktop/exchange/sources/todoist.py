"""Todoist: the CSV of a project (a template or a backup; several in a zip), and what its API answers."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange.findings import Format
from momentum_desktop.exchange.foreign_json import inner, json_in, words
from momentum_desktop.exchange.identity import Namer
from momentum_desktop.exchange.moments import local, minute_of, moment_in, zone_named
from momentum_desktop.exchange.reading import plain_head
from momentum_desktop.exchange.record_guard import record_at
from momentum_desktop.exchange.source import Part, Source
from momentum_desktop.exchange.sources.counted_days import CountedDays
from momentum_desktop.exchange.sources.todoist_answers import LABEL, MINUTES, is_answer, read_answer
from momentum_desktop.exchange.sources.todoist_dates import said_date
from momentum_desktop.exchange.table_rows import Columns, Row, names_in, rows_by_column
from momentum_desktop.service.import_values import Gathered, SourceTask

NAME = "todoist"
ATTACHMENT = re.compile(r"\[\[file (\{.*?\})\]\]", re.DOTALL)
HEADING = "* "
ESSENTIAL = ("type", "content", "indent")
KNOWN = (
    *("type", "content", "description", "priority", "indent", "author", "responsible", "date", "date_lang"),
    *("timezone", "duration", "duration_unit", "deadline", "deadline_lang", "is_collapsed"),
)


def recognises(_name: str, head: bytes) -> bool:
    """Whether it begins with the columns of a project, or is a list of tasks from the API."""
    plain = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if any(names >= set(ESSENTIAL) for names in names_in(plain)):
        return True
    return is_answer(plain)


def read(source: Source) -> Gathered:
    """Tasks with their notes, labels and subtasks; and, from the API's lists, when each was done."""
    gathered = Gathered(NAME)
    namer, counted = Namer(), CountedDays(source.day)
    parts = source.named("*.csv", "*.json")
    for part in parts:
        if plain_head(part.head(64)).lstrip().startswith((b"{", b"[")):
            read_answer(part, source, namer, gathered)
        else:
            _read_project(part, namer, gathered, counted)
    counted.tell(gathered)
    if not parts:
        raise RefusedInput("there is no CSV of a project in it", where=source.path)
    return gathered


def _read_project(part: Part, namer: Namer, gathered: Gathered, counted: CountedDays) -> None:
    """The rows of one project: each task, its notes after it, its subtasks deeper than it."""
    project = re.sub(r"\s*\[\d+\]$", "", PurePosixPath(part.name).stem) if part.name else ""
    section: str | None = None
    above: list[str] = []
    taken = False
    for columns, row, where in rows_by_column(part, "Todoist", ESSENTIAL, KNOWN, gathered):
        with record_at(gathered, where):
            kind = columns.get(row, "type").lower()
            if kind == "task":
                taken = False
                task = _task(columns, row, where, namer, gathered, section, counted)
                depth = min(max(int(columns.get(row, "indent") or 1), 1), len(above) + 1)
                del above[depth - 1 :]
                parent = above[-1] if above else None
                above.append(task.key)
                gathered.tasks.append(replace(task, parent=parent, list=project or None))
                taken = True
            elif kind == "note":
                _add_note(gathered, columns.get(row, "content"), taken)
            elif kind == "section":
                section, above = columns.get(row, "content") or None, []
            elif kind not in ("", "meta"):
                raise RefusedInput(f"{ascii(kind)[:40]} is no type of a row")


def _task(
    columns: Columns,
    row: Row,
    where: str,
    namer: Namer,
    gathered: Gathered,
    section: str | None,
    counted: CountedDays,
) -> SourceTask:
    content = columns.get(row, "content")
    labels = tuple(dict.fromkeys(LABEL.findall(content)))
    heading = content.startswith(HEADING)
    title = " ".join(LABEL.sub("", content.removeprefix(HEADING)).split()) or content
    said = columns.get(row, "date")
    task = SourceTask(
        key=namer.by_text(content),
        title=title,
        where=where,
        notes=columns.get(row, "description"),
        tags=labels,
        priority=_priority(columns.get(row, "priority")),
        minutes=_minutes(columns, row),
    )
    task, understood = _dated(task, said, columns.get(row, "timezone"), counted)
    if said and not understood:
        hint = counted.hint(said)
        gathered.trouble(where, f"the date “{said[:60]}” does not say which day it means; it was kept as text{hint}")
    extra = {
        "date": said if said and (not understood or task.repeat or said in counted) else "",
        "section": section or "",
        "heading": heading,
        "deadline": columns.get(row, "deadline"),
        **columns.others(row, KNOWN),
    }
    return replace(task, extra={name: value for name, value in extra.items() if value})


def _dated(task: SourceTask, said: str, zone: str, counted: CountedDays) -> tuple[SourceTask, bool]:
    """The task with what its date says; whether that was understood."""
    if not said:
        return task, True
    moment = moment_in(said)
    if moment is not None:
        here = local(moment, zone_named(zone)) if moment.tzinfo is not None else moment
        return replace(task, due=here.date(), due_minute=minute_of(here)), True
    found = said_date(said)
    if found is None:
        day = counted.day_of(said)
        return (task, False) if day is None else (replace(task, due=day[0], due_minute=day[1]), True)
    task = replace(task, due=found.due, due_minute=found.minute)
    if found.repeat is not None:
        task = replace(task, repeat=found.repeat.rule, repeat_from=found.repeat.counted_from)
    return task, True


def _add_note(gathered: Gathered, content: str, task_was_taken: bool) -> None:
    """A comment goes to the notes of the task before it; of what is attached, the name is kept."""
    if not task_was_taken:
        raise RefusedInput("a note without a task that it belongs to")
    task = gathered.tasks[-1]
    attached = list(task.extra.get("attachments", []))
    for found in ATTACHMENT.findall(content):
        attached.append(_attachment(found))
    text = ATTACHMENT.sub("", content).strip()
    notes = "\n\n".join(part for part in (task.notes, text) if part)
    extra = {**task.extra, "attachments": attached} if attached else task.extra
    gathered.tasks[-1] = replace(task, notes=notes, extra=extra)


def _attachment(text: str) -> dict[str, Any]:
    """What is attached, without the address: it opens the file for whoever holds it."""
    try:
        value = json_in(text)
    except RefusedInput:
        return {"name": "(unreadable)"}
    return {
        "name": words(inner(value, "file_name")),
        "type": words(inner(value, "file_type")),
        "size": inner(value, "file_size") if isinstance(inner(value, "file_size"), int) else None,
    }


def _priority(text: str) -> int:
    """1 is the highest, as here."""
    return int(text) if text in ("1", "2", "3", "4") else 4


def _minutes(columns: Columns, row: Row) -> int | None:
    duration, unit = columns.get(row, "duration"), columns.get(row, "duration_unit").lower()
    if not duration.isdigit() or unit not in MINUTES or len(duration) > 5:
        return None
    return int(duration) * MINUTES[unit] or None


FORMAT = Format(NAME, "Todoist (CSV, zip or JSON)", recognises, take=read)
