"""The lists of tasks, read anew only where acts changed them: of very many, an act changes one or few."""

from __future__ import annotations

from bisect import insort
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from momentum_desktop.engine.values import instant_and_offset
from momentum_desktop.service.answers import day_end, day_of
from momentum_desktop.service.plan.task_values import (
    Worths,
    occurrence_task,
    series_of,
    tasks_worth,
    with_day,
    with_parts,
)
from momentum_desktop.service.plan_values import Task
from momentum_desktop.store import plan_questions
from momentum_desktop.store.keeper import Standing
from momentum_desktop.store.store import Reader

Parts = Mapping[int, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Known:
    """The tasks that do not repeat, in their order, as they stood after an act. They stand so for as long as the
    `frame` does: the rules, the day, and the revision, which grows when what came before is derived anew."""

    frame: tuple[Any, ...]
    through: int
    worths: Worths
    parts: Parts
    tasks: list[Task]


class KnownTasks:
    """What one thread was told of the tasks of users. What is told is always what reading everything would tell."""

    def __init__(self) -> None:
        self._known: dict[int, _Known] = {}

    def tasks_of_user(self, reader: Reader, user_id: int, include_done: bool, now: datetime) -> tuple[Task, ...]:
        """Open tasks and those done today, occurrences too; with `include_done` all that were ever done."""
        with reader.snapshot() as connection:
            standing = reader.keeper.standing(user_id)
            today = date.fromordinal(day_of(now, standing.rules))
            since = None if include_done else day_end(today - timedelta(days=1), standing.rules, now)
            return tuple(self._tasks(connection, standing, today, since, now))

    def _tasks(
        self, connection: Any, standing: Standing, today: date, since: datetime | None, now: datetime
    ) -> list[Task]:
        user_id = standing.user_id
        done = plan_questions.occurrences_done_since(connection, user_id, since)
        through = plan_questions.last_act(connection, user_id)
        parts = plan_questions.parts_of_tasks(connection, user_id)
        worths = Worths(standing.state, standing.rules, instant_and_offset(now))
        frame = (standing.rules.digest, standing.revision, today, since)
        known = self._known.get(user_id)
        changed = None
        if known is not None and known.frame == frame and worths.taken_up(known.worths):
            changed = _changed(connection, user_id, known, parts)
        if changed is not None:
            changed.update(each.task_id for each in done)
        rows = plan_questions.tasks(connection, user_id, since, changed)
        tasks = [
            with_parts(task, *parts[task.id]) if task.id in parts else task
            for task in tasks_worth(rows, series_of(connection, user_id, today), worths)
        ]
        if known is not None and changed is not None:
            found, tasks = tasks, [task for task in known.tasks if task.id not in changed]
            for task in found:
                insort(tasks, task, key=_in_order)
        self._known[user_id] = _Known(frame, through, worths, parts, [task for task in tasks if task.repeat is None])
        by_id = {row.id: row for row in rows}
        for each in done:
            if each.task_id in by_id:
                task = with_day(occurrence_task(by_id[each.task_id], each), standing.rules)
                tasks.append(with_parts(task, *parts[task.id]) if task.id in parts else task)
        return tasks


def _changed(connection: Any, user_id: int, known: _Known, parts: Parts) -> set[int] | None:
    """The tasks that may not stand as they are known; None where that is too much to say."""
    changed = plan_questions.tasks_changed_since(connection, user_id, known.through)
    if changed is not None and parts != known.parts:
        changed.update(task_id for task_id in {*parts, *known.parts} if parts.get(task_id) != known.parts.get(task_id))
    return changed


def _in_order(task: Task) -> tuple[Any, ...]:
    """The order in which the store lists tasks, a repeating one by the day it began with."""
    due = task.due if task.repeat is None else task.first_due
    return (
        due is None,
        due or date.min,
        task.position == 0,
        task.position,
        task.due_minute is None,
        task.due_minute or 0,
        task.priority,
        task.id,
    )
