"""Rows of tasks as the values that people see: repeating ones as of the day now due, and what each would earn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from momentum_desktop.engine.calendar import week_of
from momentum_desktop.engine.rules import Rules
from momentum_desktop.engine.values import State, instant_and_offset
from momentum_desktop.errors import UnknownThing
from momentum_desktop.service.answers import day_of
from momentum_desktop.service.plan.completing import Moment, day_of_moment, earned_by, in_time
from momentum_desktop.service.plan.drafts import COMPLETION
from momentum_desktop.service.plan_values import Task
from momentum_desktop.store import plan_questions
from momentum_desktop.store.keeper import Standing
from momentum_desktop.store.plan_questions import DONE, MOVED, OPEN, SKIPPED, OccurrenceRecord, TaskRecord
from momentum_desktop.store.store import Reader

NEAR = timedelta(days=8)
"""How far back occurrences are looked at for the present week and for parts of an amount."""


@dataclass(slots=True)
class Series:
    """What became of the latest occurrences of repeating tasks, by task."""

    resolved: Mapping[int, OccurrenceRecord]
    done: Mapping[int, OccurrenceRecord]
    near: dict[int, dict[date, OccurrenceRecord]] = field(default_factory=dict)

    def due(self, row: TaskRecord, today: date, rules: Rules) -> date | None:
        """The occurrence of a repeating task that is due on a day."""
        from momentum_desktop.service.recurrence import due_occurrence

        assert row.repeat is not None
        resolved, done = self.resolved.get(row.id), self.done.get(row.id)
        near = self.near.get(row.id, {})
        week = week_of(today.toordinal(), rules.first_weekday)
        this_week = [day for day, each in near.items() if each.state == DONE and week <= day.toordinal() < week + 7]
        skipped = resolved if resolved is not None and resolved.state in (SKIPPED, MOVED) else None
        return due_occurrence(
            row.repeat,
            row.repeat_from,
            row.due or today,
            today,
            None if resolved is None else resolved.day,
            None if done is None else day_settled(done, rules),
            rules.first_weekday,
            done_this_week=len(this_week),
            last_skipped=None if skipped is None else max(skipped.day, day_settled(skipped, rules)),
        )

    def amount(self, task_id: int, day: date | None) -> Any:
        """How much of an open occurrence's amount is there already."""
        found = self.near.get(task_id, {}).get(day) if day is not None else None
        return found.amount if found is not None and found.state == OPEN and found.amount is not None else 0


class Worths:
    """What completing tasks at a moment would earn, asked of the rules once for all that are alike."""

    def __init__(self, state: State, rules: Rules, moment: Moment) -> None:
        self.rules = rules
        self.moment = moment
        self.today = day_of_moment(moment, rules)
        self._state = state
        self._found: dict[tuple[Any, ...], tuple[TaskRecord, date | None, int]] = {}

    def of(self, row: TaskRecord, due: date | None) -> int:
        """What an open task, or its occurrence `due`, would earn."""
        on_time = self.today <= due if due is not None and (row.repeat is None or has_fixed_days(row.repeat)) else None
        alike = (row.complexity, on_time, row.list, row.repeat is None, row.goal_id, *row.tags)
        known = self._found.get(alike)
        if known is None:
            metadata = completion_metadata(row, due, self.moment, self.rules)
            earned = earned_by(COMPLETION, metadata, self.moment, self._state, self.rules)
            known = self._found[alike] = (row, due, earned)
        return known[2]

    def taken_up(self, before: Worths) -> bool:
        """Whether all that was asked of the rules before is worth the same now; it is then known here, too."""
        return all(self.of(row, due) == earned for row, due, earned in before._found.values())


def series_of(connection: Any, user_id: int, today: date, task_id: int | None = None) -> Series:
    """The latest occurrences of a user's repeating tasks, or of one."""
    series = Series(
        plan_questions.last_resolved(connection, user_id, task_id),
        plan_questions.last_done(connection, user_id, task_id),
    )
    for each in plan_questions.occurrences_from(connection, user_id, today - NEAR, task_id):
        series.near.setdefault(each.task_id, {})[each.day] = each
    return series


def task_of_user(reader: Reader, user_id: int, task_id: int, now: datetime) -> Task:
    """One task, open or done. UnknownThing if there is none."""
    with reader.snapshot() as connection:
        row = plan_questions.task(connection, user_id, task_id)
        if row is None:
            raise UnknownThing(
                f"there is no task {task_id}", where="task", advice="`momentum list --all` shows the numbers"
            )
        task = task_now(connection, reader.keeper.standing(user_id), row, now)
        parts = plan_questions.parts_of_tasks(connection, user_id).get(task_id, (0, 0))
    return with_parts(task, *parts)


def task_now(connection: Any, standing: Standing, row: TaskRecord, now: datetime) -> Task:
    """A row of the tasks table as it now stands."""
    today = day_of_moment(instant_and_offset(now), standing.rules)
    series = series_of(connection, standing.user_id, today, row.id)
    (task,) = tasks_of([row], series, standing.state, standing.rules, now)
    return task


def tasks_of(rows: Iterable[TaskRecord], series: Series, state: State, rules: Rules, now: datetime) -> Iterable[Task]:
    """Rows of the tasks table as values, each with what completing it now would earn."""
    return tasks_worth(rows, series, Worths(state, rules, instant_and_offset(now)))


def tasks_worth(rows: Iterable[TaskRecord], series: Series, worths: Worths) -> Iterable[Task]:
    """The same, at the moment and by the rules of what they are worth."""
    for row in rows:
        due = row.due if row.repeat is None else series.due(row, worths.today, worths.rules)
        earns = 0
        if row.completed_at is None and (row.repeat is None or due is not None):
            earns = worths.of(row, due)
        task = task_of(row, earns, due, series.amount(row.id, due) if row.repeat else 0)
        yield task if task.completed_at is None else with_day(task, worths.rules)


def completion_metadata(row: TaskRecord, due: date | None, moment: Moment, rules: Rules) -> dict[str, Any]:
    """What the event says that completing a task, or its occurrence `due`, at a moment makes."""
    metadata: dict[str, Any] = {"task_id": row.id, "complexity": row.complexity}
    if row.repeat is None or has_fixed_days(row.repeat):
        metadata |= in_time(moment, due, rules)
    if row.repeat is not None:
        metadata["habit"] = True
    if row.list is not None:
        metadata["list"] = row.list
    if row.tags:
        metadata["tags"] = list(row.tags)
    if row.goal_id is not None:
        metadata["goal_id"] = row.goal_id
    return metadata


def has_fixed_days(repeat: str) -> bool:
    """Whether a rule says on which days it falls, and not only how often in a week."""
    return "X-TIMES=" not in repeat


def task_of(row: TaskRecord, earns: int, due: date | None, amount_done: Any = 0) -> Task:
    """A row of the tasks table as a value; `due` is the occurrence of a repeating one."""
    return Task(
        id=row.id,
        title=row.title,
        notes=row.notes,
        complexity=row.complexity,
        priority=row.priority,
        list=row.list,
        start=row.start,
        due=due,
        repeat=row.repeat,
        tags=tuple(row.tags),
        done=row.completed_at is not None,
        completed_at=row.completed_at,
        goal_id=row.goal_id,
        worth=earns,
        due_minute=row.due_minute,
        reminder=row.reminder,
        repeat_from=row.repeat_from,
        minutes=row.minutes,
        amount=row.amount,
        unit=row.unit,
        parent_id=row.parent_id,
        position=row.position,
        occurrence=due if row.repeat is not None else None,
        first_due=row.due if row.repeat is not None else None,
        amount_done=amount_done,
    )


def occurrence_task(row: TaskRecord, done: OccurrenceRecord) -> Task:
    """One occurrence that was done, as a value, of a task that repeats or did so then."""
    task = task_of(row, 0, done.day, (row.amount or 0) if done.amount is None else done.amount)
    return replace(task, done=True, completed_at=done.at, occurrence=done.day)


def with_day(task: Task, rules: Rules) -> Task:
    """A task as it is, with the logical day on which it was done."""
    at = task.completed_at
    return task if at is None else replace(task, completed_day=date.fromordinal(day_of(at, rules)))


def with_parts(task: Task, parts: int, parts_done: int) -> Task:
    return replace(task, parts=parts, parts_done=parts_done)


def day_settled(each: OccurrenceRecord, rules: Rules) -> date:
    """The logical day on which an occurrence was done or skipped."""
    return each.day if each.at is None else date.fromordinal(day_of(each.at, rules))
