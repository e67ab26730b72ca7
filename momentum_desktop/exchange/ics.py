"""All tasks as the to-dos of an iCalendar file (RFC 5545)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from momentum_desktop.engine.values import instant_and_offset
from momentum_desktop.exchange.findings import Format
from momentum_desktop.exchange.ics_reading import OURS, OWN, read, recognises
from momentum_desktop.exchange.identity import uid_of_task
from momentum_desktop.exchange.task_states import is_undated, state_of

if TYPE_CHECKING:
    from icalendar import Todo

    from momentum_desktop.service.import_values import State
    from momentum_desktop.service.snapshot import DatedTask, Snapshot
    from momentum_desktop.service.values import Task

PRODUCT = f"{OURS}Tasks//EN"
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
    user, taken_at = taken.user.id, taken.taken_at
    uids = {record.task.id: uid_of(record, user) for record in taken.tasks()}
    for record in taken.tasks():
        parent = uids.get(record.task.parent_id or 0)
        state = state_of(record.task, taken.imported)
        yield todo_of(record, user, taken_at, parent, state).to_ical().decode()
    yield end + tail


def todo_of(
    record: DatedTask, user_id: int, taken_at: datetime, parent: str | None = None, state: State | None = None
) -> Todo:
    """A task as a to-do; `parent` is the UID of the task it is a part of."""
    from icalendar import Todo

    task, created_at = record
    todo = Todo()
    todo.add("uid", uid_of(record, user_id))
    todo.add("dtstamp", taken_at.astimezone(UTC))
    todo.add("created", created_at.astimezone(UTC))
    todo.add("summary", _plain(task.title))
    if task.notes:
        todo.add("description", _plain(task.notes))
    _add_days(todo, task)
    if task.priority in PRIORITIES:
        todo.add("priority", PRIORITIES[task.priority])
    categories = [_plain(name) for name in dict.fromkeys((*([task.list] if task.list else []), *task.tags))]
    if categories:
        todo.add("categories", categories)
    if parent is not None:
        todo.add("related-to", parent)
    if state == "cancelled":
        todo.add("status", "CANCELLED")
    else:
        todo.add("status", "COMPLETED" if task.done else "NEEDS-ACTION")
    if task.completed_at is not None and state != "cancelled":
        if not is_undated(task):
            todo.add("completed", task.completed_at.astimezone(UTC))
            todo.add(f"{OWN}OFFSET", f"{task.completed_at:%z}")
        todo.add("percent-complete", 100)
    for name, value in _own_words(task):
        todo.add(f"{OWN}{name}", _plain(value))
    return todo


def _add_days(todo: Todo, task: Task) -> None:
    """When it is due; of a series when it began. A time is that of whatever clock the reader has."""
    from icalendar import vRecur

    due = task.due
    if due is not None and task.due_minute is not None:
        due = datetime.combine(due, time(task.due_minute // 60, task.due_minute % 60))
    if task.repeat is not None:
        if due is not None:
            todo.add("dtstart", due)
        rule = re.sub(r";X-TIMES=\d+", "", task.repeat)
        todo.add("rrule", vRecur.from_ical(rule))
        return
    # A to-do may not be due on the day it starts.
    if task.start is not None and (task.due is None or task.start < task.due):
        start = task.start if task.due_minute is None or due is None else datetime.combine(task.start, time())
        todo.add("dtstart", start)
    if due is not None:
        todo.add("due", due)


def _own_words(task: Task) -> Iterator[tuple[str, str]]:
    """What of a task iCalendar has no word for."""
    if task.list is not None:
        yield "LIST", task.list
    if task.complexity != "simple":
        yield "COMPLEXITY", task.complexity
    if task.minutes is not None:
        yield "MINUTES", str(task.minutes)
    if task.reminder is not None:
        yield "REMINDER", task.reminder
    if task.amount is not None:
        yield "AMOUNT", str(task.amount)
        if task.unit is not None:
            yield "UNIT", task.unit
    if task.repeat is not None and "X-TIMES" in task.repeat:
        yield "REPEAT", task.repeat
    if task.repeat is not None and task.repeat_from != "due":
        yield "REPEAT-FROM", task.repeat_from


def uid_of(record: DatedTask, user_id: int) -> str:
    """The same for a task in every export, whatever becomes of it, and another for every other task."""
    created, _ = instant_and_offset(record.created_at)
    return uid_of_task(user_id, record.task.id, created)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROL)


FORMAT = Format("ics", "iCalendar to-dos", recognises, take=read, write=write)
