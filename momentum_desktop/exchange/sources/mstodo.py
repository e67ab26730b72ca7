"""Microsoft To Do, as its Graph API gives the tasks of a list: one file, or one for each list."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any

from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange.checklists import checklist_item
from momentum_desktop.exchange.findings import Format
from momentum_desktop.exchange.foreign_json import inner, json_of, objects_in, words
from momentum_desktop.exchange.identity import Namer
from momentum_desktop.exchange.leftovers import leftovers
from momentum_desktop.exchange.moments import (
    day_in,
    day_of_midnight,
    local,
    moment_in,
    reminder_at,
    reminder_before,
    zone_named,
)
from momentum_desktop.exchange.record_guard import record_at
from momentum_desktop.exchange.repeats import ended, on_weekdays, rule_of
from momentum_desktop.exchange.source import Part, Source
from momentum_desktop.service.import_values import Gathered, SourceRecord, SourceTask, State

NAME = "mstodo"
STATES: dict[str, State] = {
    "notStarted": "open",
    "inProgress": "open",
    "waitingOnOthers": "open",
    "deferred": "open",
    "completed": "done",
}
KNOWN = {
    *("id", "title", "status", "importance", "categories", "body", "createdDateTime", "completedDateTime"),
    *("dueDateTime", "startDateTime", "reminderDateTime", "isReminderOn", "recurrence", "checklistItems"),
    *("linkedResources", "lastModifiedDateTime", "hasAttachments", "bodyLastModifiedDateTime"),
    *("@odata.type", "@odata.etag", "@odata.context"),
}
PLACES = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}


def recognises(_name: str, head: bytes) -> bool:
    """Whether it is an answer of the Graph API about to-do tasks."""
    return head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"{", b"[")) and (
        b"microsoft.graph.todoTask" in head
        or b"$metadata#Collection(todoTask)" in head
        or b"#todoTaskLists" in head
        or all(name in head for name in (b'"importance"', b'"isReminderOn"', b'"status"'))
    )


def read(source: Source) -> Gathered:
    """Tasks with their checklists."""
    gathered = Gathered(NAME)
    namer = Namer()
    parts = source.named("*.json")
    found = 0
    for part in parts:
        for number, (task, listed) in enumerate(_tasks(part), 1):
            found += 1
            where = part.at(f"task {number}")
            with record_at(gathered, where):
                own = task.get("id")
                # Each file of a folder may be of another time.
                key = namer.by_own_id(own, part.name) if isinstance(own, str) and own else None
                _read_task(task, key, listed, where, namer, source, gathered)
    if not found and not any(recognises("", part.head()) for part in parts):
        raise RefusedInput("there are no tasks of Microsoft To Do in it", where=source.path)
    return gathered


def _tasks(part: Part) -> Iterator[tuple[dict[str, Any], str | None]]:
    """The tasks of an answer, or of the lists in it, with the name of their list."""
    document = json_of(part)
    listed = PurePosixPath(part.name).stem or None if part.name else None
    held = document.get("value", document) if isinstance(document, dict) else document
    for _, item in objects_in([held] if isinstance(held, dict) else held):
        if isinstance(item.get("tasks"), list):
            for _, task in objects_in(item["tasks"]):
                yield task, words(item.get("displayName")) or listed
        else:
            yield item, listed


def _read_task(
    task: dict[str, Any],
    key: str | None,
    listed: str | None,
    where: str,
    namer: Namer,
    source: Source,
    gathered: Gathered,
) -> None:
    status = task.get("status")
    if status is None:
        status = "notStarted"
        gathered.trouble(where, "it does not say whether it is done; it was taken as open")
    if status not in STATES:
        raise RefusedInput(f"{ascii(status)[:40]} is no status")
    title = " ".join(words(task.get("title")).split())
    due = _day(task.get("dueDateTime"))
    rule = _rule(task.get("recurrence"))
    if task.get("recurrence") and rule is None:
        gathered.trouble(where, "its repeat is not understood; it was kept as it is")
    read = SourceTask(
        key=key or namer.by_text(title),
        title=title or "(no title)",
        where=where,
        notes=_notes(task),
        list=listed,
        tags=tuple(dict.fromkeys(tag.strip() for tag in task.get("categories") or [] if str(tag).strip())),
        priority=1 if task.get("importance") == "high" else 4,
        start=_day(task.get("startDateTime")),
        due=due or day_in(words(inner(task, "recurrence", "range", "startDate"))) if rule else due,
        reminder=_reminder(task, due, source),
        repeat=rule if STATES[status] == "open" else None,
        created=moment_in(task.get("createdDateTime")),
        state=STATES[status],
        extra=_extra(task, status, rule),
    )
    gathered.tasks.append(read)
    if read.state == "done":
        day = _day(task.get("completedDateTime"))
        if day is None:
            gathered.trouble(where, "its file does not say when it was done; it is kept as done, without a day")
        else:
            gathered.records.append(SourceRecord(read.key, "done", day, where=where))
    items = Namer()
    for number, item in objects_in(task.get("checklistItems")):
        with record_at(gathered, f"{where}, item {number}"):
            done, created = item.get("isChecked") is True, moment_in(item.get("createdDateTime"))
            text = item.get("displayName")
            gathered.tasks.append(checklist_item(read, items, item.get("id"), text, done, created))


def _extra(task: dict[str, Any], status: str, rule: str | None) -> dict[str, Any]:
    extra: dict[str, Any] = {
        "status": status if status not in ("notStarted", "completed") else "",
        "importance": task.get("importance") if task.get("importance") == "low" else "",
        "recurrence": task.get("recurrence") if STATES[status] == "done" or rule is None else "",
        **leftovers(task, KNOWN),
        "links": [words(link.get("displayName")) for _, link in objects_in(task.get("linkedResources"))],
    }
    return {name: value for name, value in extra.items() if value}


def _notes(task: dict[str, Any]) -> str:
    content = inner(task, "body", "content")
    if not isinstance(content, str):
        return ""
    if inner(task, "body", "contentType") == "html":
        lines = re.sub(r"(?i)<br\s*/?>|</p>|</div>|</li>", "\n", content)
        content = html.unescape(re.sub(r"<[^>]*>", "", lines))
    return content.strip()


def _day(value: Any) -> date | None:
    """A day, which is stored as the midnight of the person's own clock, told in UTC as a rule."""
    text, zone = inner(value, "dateTime"), inner(value, "timeZone")
    moment = moment_in(text)
    if moment is None:
        return day_in(text) if isinstance(text, str) else None
    if moment.tzinfo is None and isinstance(zone, str) and zone.upper() not in ("UTC", ""):
        return moment.date()
    return day_of_midnight(moment)


def _reminder(task: dict[str, Any], due: date | None, source: Source) -> str | None:
    value = task.get("reminderDateTime")
    moment = _instant(value, source) if task.get("isReminderOn") is not False else None
    if moment is None:
        return None
    return reminder_before(due, moment) if due else reminder_at(moment)


def _instant(value: Any, source: Source) -> datetime | None:
    moment = moment_in(inner(value, "dateTime"))
    if moment is None:
        return None
    if moment.tzinfo is None:
        moment = local(moment, zone_named(inner(value, "timeZone") or "UTC") or zone_named("UTC"))
    return local(moment, source.zone)


def _rule(recurrence: Any) -> str | None:
    pattern = inner(recurrence, "pattern")
    if not isinstance(pattern, dict):
        return None
    kind, every = pattern.get("type"), pattern.get("interval", 1)
    if type(every) is not int:
        return None
    days = [str(day)[:2].upper() for day in pattern.get("daysOfWeek") or []]
    place = PLACES.get(str(pattern.get("index")), 1)
    month, day = pattern.get("month"), pattern.get("dayOfMonth")
    rules = {
        "daily": lambda: rule_of("DAILY", every),
        "weekly": lambda: on_weekdays(days, every) if days else rule_of("WEEKLY", every),
        "absoluteMonthly": lambda: rule_of("MONTHLY", every, BYMONTHDAY=[day] if day else []),
        "relativeMonthly": lambda: rule_of("MONTHLY", every, BYDAY=[f"{place}{name}" for name in days]),
        "absoluteYearly": lambda: rule_of("YEARLY", every, BYMONTH=[month], BYMONTHDAY=[day]),
        "relativeYearly": lambda: rule_of("YEARLY", every, BYMONTH=[month], BYDAY=[f"{place}{name}" for name in days]),
    }
    rule = rules[kind]() if kind in rules else None
    last = day_in(words(inner(recurrence, "range", "endDate")))
    return ended(rule, last) if rule and last and inner(recurrence, "range", "type") == "endDate" else rule


FORMAT = Format(NAME, "Microsoft To Do (JSON)", recognises, take=read)
