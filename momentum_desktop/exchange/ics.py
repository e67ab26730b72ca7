"""All tasks as the to-dos of an iCalendar file (RFC 5545)."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from momentum_desktop.engine.values import instant_and_offset
from momentum_desktop.exchange.findings import Format
from momentum_desktop.exchange.ics_reading import read, recognises

if TYPE_CHECKING:
    from icalendar import Todo

    from momentum_desktop.service.snapshot import Snapshot, TaskRecord

PRODUCT = "-//Momentum Desktop//Tasks//EN"
NAMESPACE = uuid.UUID("6d6f6d65-6e74-5d6d-8465-736b746f7000")
PRIORITIES = {1: 1, 2: 5, 3: 9}
"""High, medium and low as calendars show them; priority 4 is none."""

_CONTROL = {code: None for code in (*range(32), 127) if chr(code) not in "\t\n"}


def write(taken: Snapshot) -> Iterator[str]:
    """One calendar, a component at a time."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    head, end, tail = calendar.to_ical().decode().partition("END:VCALENDAR")
    yield head
    for record in taken.tasks():
        yield todo_of(record, taken.user.id, taken.taken_at).to_ical().decode()
    yield end + tail


def todo_of(record: TaskRecord, user_id: int, taken_at: datetime) -> Todo:
    """A task as a to-do."""
    from icalendar import Todo

    task, created_at = record
    todo = Todo()
    todo.add("uid", uid_of(record, user_id))
    todo.add("dtstamp", taken_at.astimezone(UTC))
    todo.add("created", created_at.astimezone(UTC))
    todo.add("summary", _plain(task.title))
    if task.notes:
        todo.add("description", _plain(task.notes))
    # A to-do may not be due on the day it starts.
    if task.start is not None and (task.due is None or task.start < task.due):
        todo.add("dtstart", task.start)
    if task.due is not None:
        todo.add("due", task.due)
    if task.priority in PRIORITIES:
        todo.add("priority", PRIORITIES[task.priority])
    categories = [_plain(name) for name in dict.fromkeys((*([task.list] if task.list else []), *task.tags))]
    if categories:
        todo.add("categories", categories)
    todo.add("status", "COMPLETED" if task.done else "NEEDS-ACTION")
    if task.completed_at is not None:
        todo.add("completed", task.completed_at.astimezone(UTC))
        todo.add("percent-complete", 100)
    return todo


def uid_of(record: TaskRecord, user_id: int) -> str:
    """The same for a task in every export, whatever becomes of it, and another for every other task."""
    created, _ = instant_and_offset(record.created_at)
    return str(uuid.uuid5(NAMESPACE, f"{user_id} {record.task.id} {created}"))


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROL)


FORMAT = Format("ics", "iCalendar to-dos", recognises, take=read, write=write)
