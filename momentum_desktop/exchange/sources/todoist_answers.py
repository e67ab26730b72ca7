"""What Todoist's API answers: lists of completed tasks, lists of tasks, and everything at once."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange.foreign_json import inner, json_of, objects_in, words
from momentum_desktop.exchange.identity import Namer
from momentum_desktop.exchange.moments import day_in, local, minute_of, moment_in, zone_named
from momentum_desktop.exchange.record_guard import record_at
from momentum_desktop.exchange.source import Part, Source
from momentum_desktop.exchange.sources.todoist_dates import said_date
from momentum_desktop.service.import_values import Gathered, SourceRecord, SourceTask

LABEL = re.compile(r"(?:^|(?<=\s))@(\S+)")
MINUTES = {"minute": 1, "day": 1440}
UNDATED = "its file does not say when it was done; it is kept as done, without a day"


def is_answer(head: bytes) -> bool:
    """Whether a file begins like a list of tasks, or of completed ones."""
    if not head.startswith((b"{", b"[")) or b'"content"' not in head:
        return False
    completed = b'"completed_at"' in head and b'"task_id"' in head
    return completed or (b'"project_id"' in head and (b'"checked"' in head or b'"is_completed"' in head))


def read_answer(part: Part, source: Source, namer: Namer, gathered: Gathered) -> None:
    """The tasks of an answer. In a list of completed ones each entry is one completion, whose task it only names."""
    document = json_of(part)
    items = document
    if isinstance(document, dict):
        lists = [inner(document, name) for name in ("items", "results", "tasks")]
        items = next((held for held in lists if isinstance(held, list)), None)
    if not isinstance(items, list):
        raise RefusedInput("there is no list of tasks in it", where=part.name or None)
    keys: dict[str, str] = {}
    parents: dict[str, str] = {}
    first = len(gathered.tasks)
    for number, item in objects_in(items):
        where = part.at(f"item {number}")
        with record_at(gathered, where):
            content = words(item.get("content"))
            if not content:
                raise RefusedInput("it has no content")
            if "checked" in item or "is_completed" in item:
                key = namer.by_own_id(item["id"])
                task = _task(document, item, content, key, where, gathered)
                keys.setdefault(str(item["id"]), key)
                if item.get("parent_id"):
                    parents[key] = str(item["parent_id"])
            else:
                task = _completed_task(document, item, content, namer.by_own_id(f"done {item['id']}"), where)
            gathered.tasks.append(task)
            if task.state != "done":
                continue
            record = _completed_at(item, source)
            if record is None:
                gathered.trouble(where, UNDATED)
            else:
                gathered.records.append(replace(record, task=task.key, where=where))
    gathered.tasks[first:] = [
        replace(task, parent=keys.get(parents[task.key])) if task.key in parents else task
        for task in gathered.tasks[first:]
    ]


def _task(document: Any, item: dict[str, Any], content: str, key: str, where: str, gathered: Gathered) -> SourceTask:
    """An open task or a done one, as the lists of tasks and the answer to everything have it."""
    done = item.get("checked") in (True, 1) or item.get("is_completed") is True
    said = words(inner(item, "due", "string"))
    found = said_date(said) if inner(item, "due", "is_recurring") is True else None
    repeat = None if found is None else found.repeat
    if inner(item, "due", "is_recurring") is True and repeat is None:
        gathered.trouble(where, f"the repeat “{said[:60]}” is not understood; it was kept as text")
    due, minute = _due(item.get("due"))
    title, labels = _titled(content)
    labels += tuple(label for label in item.get("labels") or [] if isinstance(label, str))
    priority = item.get("priority")
    amount, unit = inner(item, "duration", "amount"), inner(item, "duration", "unit")
    extra = {
        "date": said if inner(item, "due", "is_recurring") is True else "",
        "section": _named(document, "sections", item.get("section_id")),
        "deadline": words(inner(item, "deadline", "date")),
    }
    added = moment_in(item.get("added_at") or item.get("created_at") or item.get("date_added"))
    deleted = item.get("is_deleted") in (True, 1)
    return SourceTask(
        key=key,
        title=title,
        where=where,
        notes=_notes(document, item),
        list=_named(document, "projects", item.get("project_id")) or None,
        tags=tuple(dict.fromkeys(labels)),
        # There 4 is the highest.
        priority=5 - priority if type(priority) is int and 1 <= priority <= 4 else 4,
        due=due,
        due_minute=minute,
        repeat=repeat.rule if repeat and not (done or deleted) else None,
        repeat_from=repeat.counted_from if repeat else "due",
        minutes=amount * MINUTES[unit] or None if type(amount) is int and unit in MINUTES else None,
        created=added,
        state="done" if done else "cancelled" if deleted else "open",
        extra={name: value for name, value in extra.items() if value},
    )


def _due(value: Any) -> tuple[date | None, int | None]:
    """The day, and the minute after midnight on the clock of its own zone."""
    for name in ("datetime", "date"):
        text = inner(value, name)
        moment = moment_in(text)
        if moment is not None:
            here = local(moment, zone_named(words(inner(value, "timezone")))) if moment.tzinfo is not None else moment
            return here.date(), minute_of(here)
        if isinstance(text, str) and (day := day_in(text)) is not None:
            return day, None
    return None, None


def _titled(content: str) -> tuple[str, tuple[str, ...]]:
    labels = tuple(dict.fromkeys(LABEL.findall(content)))
    return " ".join(LABEL.sub("", content.removeprefix("* ")).split()) or content, labels


def _notes(document: Any, item: dict[str, Any]) -> str:
    """The description and the comments: those in the item, or those of everything that name it."""
    own = str(item.get("id"))
    comments = [note for _, note in objects_in(item.get("notes"))]
    comments += [note for _, note in objects_in(inner(document, "notes")) if str(note.get("item_id")) == own]
    texts = [words(item.get("description")), *(words(note.get("content")) for note in comments)]
    return "\n\n".join(text for text in texts if text)


def _named(document: Any, part: str, own: Any) -> str:
    """The name of a project or a section, which stand in a list or under their ids."""
    held = inner(document, part)
    if isinstance(held, dict):
        return words(inner(held, str(own), "name"))
    return next((words(each.get("name")) for _, each in objects_in(held) if str(each.get("id")) == str(own)), "")


def _completed_task(document: Any, item: dict[str, Any], content: str, key: str, where: str) -> SourceTask:
    title, labels = _titled(content)
    extra = {
        "task_id": str(item.get("task_id") or ""),
        "section": _named(document, "sections", item.get("section_id")),
    }
    return SourceTask(
        key=key,
        title=title,
        where=where,
        notes=_notes({}, item),
        list=_named(document, "projects", item.get("project_id")) or None,
        tags=labels,
        state="done",
        extra={name: value for name, value in extra.items() if value},
    )


def _completed_at(item: dict[str, Any], source: Source) -> SourceRecord | None:
    text = item.get("completed_at")
    moment = moment_in(text)
    if moment is not None:
        here = local(moment, source.zone)
        return SourceRecord(None, "done", here.date(), instant=here)
    day: date | None = day_in(text) if isinstance(text, str) else None
    return None if day is None else SourceRecord(None, "done", day)
