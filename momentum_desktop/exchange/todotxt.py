"""All tasks as todo.txt, a task a line, by the format's own rules (github.com/todotxt/todo.txt)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from momentum_desktop.engine.values import instant_and_offset
from momentum_desktop.exchange.findings import Format
from momentum_desktop.exchange.identity import mark_of_task
from momentum_desktop.exchange.task_states import is_undated, state_of
from momentum_desktop.exchange.todotxt_reading import read

if TYPE_CHECKING:
    from momentum_desktop.service.snapshot import DatedTask, Snapshot

PRIORITIES = {1: "A", 2: "B", 3: "C"}
"""Priority 4 is none."""

SPANS = re.compile(r"FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(?:;INTERVAL=(\d+))?")
UNITS = {"DAILY": "d", "WEEKLY": "w", "MONTHLY": "m", "YEARLY": "y"}
"""Repeats that the format can say: every so many days, weeks, months or years."""


def write(taken: Snapshot) -> Iterator[str]:
    """Open and done tasks, in the order they came; what was called off has no place here."""
    for record in taken.tasks():
        if state_of(record.task, taken.imported) != "cancelled":
            yield f"{line_of(record, taken.day_of(record.created_at))} {_own_mark(record, taken.user.id)}\n"


def line_of(record: DatedTask, created_on: date) -> str:
    """One task. The logical day it was created always stands before the title, which so is never taken for something
    else."""
    task = record.task
    priority = PRIORITIES.get(task.priority)
    words = []
    if is_undated(task):
        # Without a day of its own the day it was created would be taken for it.
        words += ["x", *task.title.split()]
    else:
        if task.completed_at is not None:
            words += ["x", (task.completed_day or task.completed_at.date()).isoformat()]
        elif priority is not None:
            words.append(f"({priority})")
        words += [created_on.isoformat(), *task.title.split()]
    if task.list is not None:
        words.append(f"+{_as_word(task.list)}")
    words += [f"@{_as_word(tag)}" for tag in task.tags]
    if task.start is not None:
        words.append(f"t:{task.start.isoformat()}")
    if task.due is not None:
        words.append(f"due:{task.due.isoformat()}")
    if task.repeat is not None and (span := SPANS.fullmatch(task.repeat)):
        plus = "" if task.repeat_from == "completion" else "+"
        words.append(f"rec:{plus}{span[2] or 1}{UNITS[span[1]]}")
    if task.completed_at is not None and priority is not None:
        # Where a done task keeps its priority: before its dates it would hide that it is done.
        words.append(f"pri:{priority}")
    return " ".join(words)


def _own_mark(record: DatedTask, user_id: int) -> str:
    """By what a task is known again where it came from, whatever became of its line elsewhere."""
    created, _ = instant_and_offset(record.created_at)
    return f"momentum:{mark_of_task(user_id, record.task.id, created)}"


def _as_word(text: str) -> str:
    """A list or a tag cannot hold spaces here."""
    return "_".join(text.split())


def recognises(name: str, head: bytes) -> bool:
    """Whether it is called like one, or its lines have the marks of tasks, or ours."""
    if b"\0" in head:
        return False
    own = re.split(r"[/\\]", name)[-1].lower()
    if own in ("todo.txt", "done.txt", "todotxt.txt"):
        return True
    marked = re.compile(rb"(?m)^(?:x \d{4}-\d\d-\d\d |\([A-Z]\) )| momentum:[0-9a-f]{12}\r?$")
    return own.endswith(".txt") and marked.search(head) is not None


FORMAT = Format("todotxt", "todo.txt", recognises, take=read, write=write)
