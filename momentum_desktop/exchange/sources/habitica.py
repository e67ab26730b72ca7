"""Habitica: the export of one's data, what the API gives, and the history as CSV."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange.checklists import checklist_item
from momentum_desktop.exchange.findings import Format
from momentum_desktop.exchange.foreign_json import inner, json_of, objects_in, words
from momentum_desktop.exchange.identity import Namer
from momentum_desktop.exchange.leftovers import leftovers
from momentum_desktop.exchange.moments import local, minute_of, moment_after_ms, moment_in, reminder_at
from momentum_desktop.exchange.record_guard import record_at
from momentum_desktop.exchange.source import Source
from momentum_desktop.exchange.sources.habitica_history import (
    Clock,
    clock_of,
    is_history,
    read_history,
    records_of_daily,
    ups_of,
)
from momentum_desktop.exchange.sources.habitica_repeats import rule_of_daily
from momentum_desktop.service.import_values import Gathered, SourceRecord, SourceTask

NAME = "habitica"
COMPLEXITIES = {0.1: "trivial", 1: "simple", 1.5: "moderate", 2: "complex"}
KINDS = ("habit", "daily", "todo", "reward")
KNOWN = {
    *(
        "_id",
        "id",
        "_v",
        "__v",
        "type",
        "text",
        "notes",
        "tags",
        "priority",
        "history",
        "checklist",
        "reminders",
        "date",
    ),
    *("completed", "dateCompleted", "createdAt", "updatedAt", "repeat", "everyX", "startDate", "daysOfMonth", "isDue"),
    *("weeksOfMonth", "nextDue", "yesterDaily", "collapseChecklist", "challenge", "group", "byHabitica", "counterUp"),
    *("counterDown", "value", "up", "down", "streak", "attribute", "alias", "frequency"),
}
MOST_OFFSET = 14 * 60
PLACES_OF_USER: tuple[tuple[str, ...], ...] = ((), ("data",), ("data", "user"), ("user",))


def recognises(_name: str, head: bytes) -> bool:
    """Whether it is the history, or JSON with the marks of Habitica's tasks."""
    if is_history(head):
        return True
    plain = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not plain.startswith((b"{", b"[")):
        return False
    return b'"byHabitica"' in head or (b'"tasksOrder"' in head and b'"stats"' in head) or b'"lastCron"' in head


def read(source: Source) -> Gathered:
    """Habits, dailies and to-dos with their history and checklists. Rewards are nothing to do."""
    gathered = Gathered(NAME)
    part = source.only("*.json", "*.csv")
    if is_history(part.head()):
        read_history(part, source, gathered)
        return gathered
    document = json_of(part)
    tasks = list(_tasks(document))
    if not tasks and not _is_habitica(document):
        raise RefusedInput("there are no tasks of Habitica in it", where=part.name or source.path)
    clock = _clock(document, [task for _, task in tasks], source)
    tags = _tags(document)
    namer = Namer()
    for number, task in tasks:
        where = part.at(f"task {number}")
        with record_at(gathered, where):
            kind = task.get("type")
            if kind not in KINDS:
                raise RefusedInput(f"{ascii(kind)[:40]} is no type of a task")
            if kind == "reward":
                gathered.kept[f"reward {task.get('_id') or number}"] = {"reward": words(task.get("text"))}
                continue
            _read_task(task, kind, where, tags, clock, namer, gathered)
    return gathered


def _tasks(document: Any) -> Any:
    """The tasks of any of the shapes: a list, under `data`, or by type under `tasks`."""
    held = inner(document, "data") if isinstance(inner(document, "data"), dict | list) else document
    if isinstance(held, dict):
        held = held.get("tasks", held if "type" in held and "text" in held else [])
    groups = list(held.values()) if isinstance(held, dict) and "type" not in held else [held]
    number = 0
    for group in groups:
        for _, task in objects_in([group] if isinstance(group, dict) and "type" in group else group):
            number += 1
            yield number, task


def _is_habitica(document: Any) -> bool:
    user = inner(document, "data") if isinstance(inner(document, "data"), dict) else document
    return isinstance(user, dict) and ("tasksOrder" in user or "tasks" in user or isinstance(user.get("data"), list))


def _clock(document: Any, tasks: list[dict[str, Any]], source: Source) -> Clock:
    """The person's clock and the hour at which their day begins: from their settings; without these from the midnights
    that dailies begin at; without these, one on which no day has two entries."""
    for place in PLACES_OF_USER:
        settings = inner(document, *place, "preferences")
        if isinstance(settings, dict):
            offset: Any = settings.get("timezoneOffset")
            start = settings.get("dayStart", 0)
            hour = start if type(start) is int and 0 <= start < 24 else 0
            if type(offset) in (int, float) and abs(offset) <= MOST_OFFSET:
                # As in JavaScript: minutes to add to the local time to get UTC.
                return Clock(timezone(timedelta(minutes=-offset)), hour)
    dailies = [task for task in tasks if task.get("type") == "daily"]
    midnights = Counter(_offset(task.get("startDate")) for task in dailies)
    midnights.pop(None, None)
    if midnights:
        return Clock(timezone(timedelta(minutes=midnights.most_common(1)[0][0] or 0)))
    moments = [[moment_after_ms(entry.get("date")) for _, entry in objects_in(task.get("history"))] for task in dailies]
    return clock_of(([moment for moment in held if moment is not None] for held in moments), source.zone)


def _offset(value: Any) -> int | None:
    """The minutes that a clock was ahead of UTC when it showed midnight."""
    moment = moment_in(value)
    if moment is None or moment.second:
        return None
    minutes = moment.hour * 60 + moment.minute
    return -minutes if minutes <= 12 * 60 else 24 * 60 - minutes


def _tags(document: Any) -> dict[str, str]:
    for place in PLACES_OF_USER:
        tags = inner(document, *place, "tags")
        if isinstance(tags, list):
            return {words(tag.get("id")): words(tag.get("name")) for _, tag in objects_in(tags)}
    return {}


def _read_task(
    task: dict[str, Any], kind: str, where: str, tags: dict[str, str], clock: Clock, namer: Namer, gathered: Gathered
) -> None:
    own = task.get("_id") or task.get("id")
    if not isinstance(own, str):
        raise RefusedInput("it has no id")
    if kind == "todo" and not isinstance(task.get("completed"), bool):
        gathered.trouble(where, "it does not say whether it is done; it was taken as open")
    read = _task(task, kind, namer.by_own_id(own), where, tags, clock)
    records: list[SourceRecord] = []
    if kind == "daily":
        records = records_of_daily(task.get("history"), read.key, where, clock, gathered)
    elif kind == "habit":
        records = ups_of(task.get("history"), read.key, where, clock, gathered)
    elif read.state == "done":
        moment = moment_in(task.get("dateCompleted"))
        if moment is None:
            gathered.trouble(where, "its file does not say when it was done; it is kept as done, without a day")
        else:
            here = local(moment, clock.zone)
            records = [SourceRecord(read.key, "done", here.date(), instant=here, where=where)]
    if read.repeat and records:
        first = min(record.day for record in records)
        read = replace(read, due=min(first, read.due) if read.due else first)
    gathered.tasks.append(read)
    gathered.records.extend(records)
    items = Namer()
    for number, item in objects_in(task.get("checklist")):
        with record_at(gathered, f"{where}, item {number}"):
            # A daily's list is unticked every day.
            done = kind == "todo" and item.get("completed") is True
            gathered.tasks.append(checklist_item(read, items, item.get("id"), item.get("text"), done))


def _task(task: dict[str, Any], kind: str, key: str, where: str, tags: dict[str, str], clock: Clock) -> SourceTask:
    due = _moment(task.get("date"), clock)
    repeat = rule_of_daily(task) if kind == "daily" else "FREQ=DAILY" if kind == "habit" else None
    start = _moment(task.get("startDate"), clock) if kind == "daily" else None
    named = tuple(dict.fromkeys(tags.get(tag, "") for tag in task.get("tags") or [] if tags.get(str(tag))))
    reminder = _reminder(task, kind, clock)
    extra = {
        "type": kind,
        "up": task.get("up") if kind == "habit" else None,
        "down": task.get("down") if kind == "habit" else None,
        "never_due": True if kind == "daily" and repeat is None else None,
        "streak": task.get("streak") or None,
        "attribute": task.get("attribute"),
        "alias": task.get("alias"),
        "frequency": task.get("frequency"),
    }
    kept = {name: value for name, value in extra.items() if isinstance(value, str | int | float | bool)}
    title = " ".join(words(task.get("text")).split())
    return SourceTask(
        key=key,
        title=title or "(no title)",
        where=where,
        notes=words(task.get("notes")),
        tags=named,
        complexity=COMPLEXITIES.get(task.get("priority", 1), "simple"),
        due=start.date() if start else due.date() if due else None,
        due_minute=minute_of(due) if due and not start else None,
        reminder=reminder,
        # One that is never due is kept as a habit without days of its own.
        repeat=repeat or ("FREQ=DAILY" if kind == "daily" else None),
        created=moment_in(task.get("createdAt")),
        state="done" if kind == "todo" and task.get("completed") is True else "open",
        extra={**leftovers(task, KNOWN), **kept},
    )


def _reminder(task: dict[str, Any], kind: str, clock: Clock) -> str | None:
    for _, reminder in objects_in(task.get("reminders")):
        moment = _moment(reminder.get("time"), clock)
        if moment is not None:
            return f"{moment:%H:%M}" if kind == "daily" else reminder_at(moment)
    return None


def _moment(value: Any, clock: Clock) -> datetime | None:
    moment = moment_in(value) if isinstance(value, str) else moment_after_ms(value) if value is not None else None
    return None if moment is None else local(moment, clock.zone)


FORMAT = Format(NAME, "Habitica (JSON or CSV)", recognises, take=read)
