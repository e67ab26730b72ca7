"""Sorts tasks into the sections of the day's list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from momentum_desktop.service.day_sections import ANYTIME, OVERDUE, TODAY, UPCOMING, section_of_open
from momentum_desktop.service.plan_values import Task, TaskKey

DONE = "Done today"
LAST_MINUTE = 24 * 60
DEEPEST = 3
"""Subtasks of subtasks are indented no further."""

SECTIONS = (OVERDUE, TODAY, UPCOMING, ANYTIME, DONE)


@dataclass(frozen=True, slots=True)
class Section:
    """The heading of a section, with the number of tasks under it."""

    name: str
    count: int


Row = Section | Task


def key(row: Row) -> str | TaskKey:
    """What a row is, however it has changed."""
    return row.name if isinstance(row, Section) else row.key


def section_of(task: Task, today: date, day_began_at: datetime) -> str | None:
    """Where a task stands; None for what was done on an earlier day."""
    if task.done:
        return DONE if task.completed_at is not None and task.completed_at >= day_began_at else None
    return section_of_open(task, today)


def rows_of_day(tasks: Iterable[Task], today: date, day_began_at: datetime) -> list[Row]:
    """The rows of the list: each section that has tasks, its heading first."""
    found: dict[str, list[Task]] = {name: [] for name in SECTIONS}
    for task in tasks:
        section = section_of(task, today, day_began_at)
        if section:
            found[section].append(task)
    rows: list[Row] = []
    for name, members in found.items():
        if members:
            members.sort(key=_latest_first if name == DONE else soonest_first)
            rows.append(Section(name, len(members)))
            rows += members if name == DONE else _parts_after_wholes(members)
    return rows


def depths_of(rows: Iterable[Row]) -> dict[TaskKey, int]:
    """How deep each subtask that stands under its task in the same section is; those at the left are left out."""
    found: dict[TaskKey, int] = {}
    here: dict[int, int] = {}
    for row in rows:
        if isinstance(row, Section):
            here = {}
        elif not row.done:
            here[row.id] = min(here.get(row.parent_id or 0, -1) + 1, DEEPEST)
            if here[row.id]:
                found[row.key] = here[row.id]
    return found


def wholes_of(rows: Iterable[Row], depths: Mapping[TaskKey, int], titles: Mapping[int, str]) -> dict[TaskKey, str]:
    """For each subtask that does not stand under its task the title of that task, where it is among the titles."""
    apart = (row for row in rows if isinstance(row, Task) and row.parent_id in titles and row.key not in depths)
    return {row.key: titles[row.parent_id] for row in apart if row.parent_id is not None}


def _parts_after_wholes(members: list[Task]) -> list[Task]:
    """Each task followed by its subtasks, theirs too; one whose task stands elsewhere keeps its place."""
    ids = {task.id for task in members}
    parts: dict[int, list[Task]] = {}
    for task in members:
        if task.parent_id is not None and task.parent_id in ids:
            parts.setdefault(task.parent_id, []).append(task)
    if not parts:
        return members
    placed: list[Task] = []
    waiting = [task for task in reversed(members) if task.parent_id is None or task.parent_id not in ids]
    while waiting:
        task = waiting.pop()
        placed.append(task)
        waiting += reversed(parts.get(task.id, ()))
    return placed


def soonest_first(task: Task) -> Any:
    """What open tasks are sorted by: the day, the order given by hand, the time, the priority."""
    return (
        task.due or task.start or date.max,
        task.position == 0,
        task.position,
        LAST_MINUTE if task.due_minute is None else task.due_minute,
        task.priority,
        task.id,
    )


def _latest_first(task: Task) -> Any:
    return -task.completed_at.timestamp() if task.completed_at else 0.0, task.id
