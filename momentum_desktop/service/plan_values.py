"""What the planner is asked with and answers with: tasks, habits, goals, slots, focus and rests as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

Number = int | Decimal
TaskKey = int | tuple[int, date]


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """The words of a task that a person fills in. `priority` runs from 1 (highest) to 4.

    `due` of a repeating task is its first occurrence; `due_minute` counts from midnight; `reminder` is "HH:MM" on the
    due day, "-1d HH:MM" days before it, or "YYYY-MM-DD HH:MM". `repeat` is the text of an RFC 5545 rule, or
    "FREQ=WEEKLY;X-TIMES=3" for three times in a calendar week; it goes on from the `due` day or from `completion`.
    `minutes` is how long it takes, `amount` with `unit` what a habit asks for each time."""

    title: str
    notes: str = ""
    complexity: str = "simple"
    priority: int = 4
    list: str | None = None
    start: date | None = None
    due: date | None = None
    tags: tuple[str, ...] = ()
    due_minute: int | None = None
    reminder: str | None = None
    repeat: str | None = None
    repeat_from: str = "due"
    minutes: int | None = None
    amount: Number | None = None
    unit: str | None = None
    goal_id: int | None = None
    parent_id: int | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A task as it stands; `worth` is what completing it now would earn by entries 1 to 5 of the rules (0 if done).

    Of a repeating task `due` and `occurrence` are the day that is now due (None when none is left) and `first_due` the
    one it began with; a done one among the open stands for one occurrence that was done. `completed_day` is the logical
    day of `completed_at`, of tasks as they are listed. `amount_done` is how much of `amount` is there already, `parts`
    how many subtasks it has and `parts_done` how many of them are done."""

    id: int
    title: str
    notes: str
    complexity: str
    priority: int
    list: str | None
    start: date | None
    due: date | None
    repeat: str | None
    tags: tuple[str, ...]
    done: bool
    completed_at: datetime | None
    goal_id: int | None
    worth: int
    due_minute: int | None = None
    reminder: str | None = None
    repeat_from: str = "due"
    minutes: int | None = None
    amount: Number | None = None
    unit: str | None = None
    parent_id: int | None = None
    position: int = 0
    occurrence: date | None = None
    first_due: date | None = None
    amount_done: Number = 0
    parts: int = 0
    parts_done: int = 0
    completed_day: date | None = None

    @property
    def due_time(self) -> str | None:
        """The time of day it is due, "HH:MM"."""
        return None if self.due_minute is None else f"{self.due_minute // 60:02}:{self.due_minute % 60:02}"

    @property
    def key(self) -> TaskKey:
        """What tells it from every other value shown beside it: a done day of a habit is not the habit itself."""
        return (self.id, self.occurrence) if self.done and self.occurrence is not None else self.id

    def draft(self) -> TaskDraft:
        """Its words, to be changed: an edit that keeps the day now due keeps the series as it is."""
        return TaskDraft(
            title=self.title,
            notes=self.notes,
            complexity=self.complexity,
            priority=self.priority,
            list=self.list,
            start=self.start,
            due=self.due,
            tags=self.tags,
            due_minute=self.due_minute,
            reminder=self.reminder,
            repeat=self.repeat,
            repeat_from=self.repeat_from,
            minutes=self.minutes,
            amount=self.amount,
            unit=self.unit,
            goal_id=self.goal_id,
            parent_id=self.parent_id,
        )


@dataclass(frozen=True, slots=True)
class HabitDay:
    """What became of one day of a habit: done, skipped, moved, or open with a part of its amount."""

    day: date
    state: str
    amount: Number | None = None


@dataclass(frozen=True, slots=True)
class Habit:
    """A repeating task with its own streak and its strength, 0 to 1. `status` is none, kept, due, resting or broken;
    counts are occurrences, or weeks where it repeats so many times a week."""

    task: Task
    current_count: int
    longest_count: int
    status: str
    strength: float
    done_days: int
    last_done: date | None
    days: tuple[HabitDay, ...] = ()


@dataclass(frozen=True, slots=True)
class GoalDraft:
    """The words of a goal."""

    title: str
    notes: str = ""
    complexity: str = "simple"
    due: date | None = None


@dataclass(frozen=True, slots=True)
class StepDraft:
    """The words of one step of a goal."""

    title: str
    complexity: str = "simple"


@dataclass(frozen=True, slots=True)
class GoalStep:
    """One step of a goal, and what completing it now would earn."""

    id: int
    goal_id: int
    title: str
    complexity: str
    done: bool
    completed_at: datetime | None
    worth: int


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal with its steps and the tasks that serve it; `progress` runs from 0 to 1, `ready` says that nothing of it
    is left but the goal itself, `completed_day` is the logical day of `completed_at`."""

    id: int
    title: str
    notes: str
    complexity: str
    due: date | None
    done: bool
    completed_at: datetime | None
    steps: tuple[GoalStep, ...]
    tasks_open: int
    tasks_done: int
    worth: int
    completed_day: date | None = None

    @property
    def progress(self) -> float:
        finished = sum(step.done for step in self.steps) + self.tasks_done
        there = len(self.steps) + self.tasks_open + self.tasks_done
        return 1.0 if self.done else finished / there if there else 0.0

    @property
    def ready(self) -> bool:
        return not self.done and bool(self.steps) and self.progress == 1.0


@dataclass(frozen=True, slots=True)
class SlotDraft:
    """A stretch of a day that is planned: it starts so many minutes after midnight."""

    day: date
    start_minute: int
    minutes: int
    title: str
    task_id: int | None = None


@dataclass(frozen=True, slots=True)
class TimeSlot:
    """A planned stretch of a day, and what completing it now would earn. `on_time` is None until it is done."""

    id: int
    day: date
    start_minute: int
    minutes: int
    title: str
    task_id: int | None
    done: bool
    completed_at: datetime | None
    on_time: bool | None
    worth: int

    @property
    def start_time(self) -> str:
        """The time of day it starts, "HH:MM"."""
        return f"{self.start_minute // 60:02}:{self.start_minute % 60:02}"


@dataclass(frozen=True, slots=True)
class FocusSession:
    """The session that runs. `seconds` of focus so far, without pauses; `planned_minutes` None counts up. `last_seen`
    is when it was last known to run, `interrupted` that nothing has looked after it since."""

    id: int
    task_id: int | None
    planned_minutes: int | None
    started_at: datetime
    seconds: int
    paused: bool
    last_seen: datetime
    seconds_seen: int
    interrupted: bool

    @property
    def seconds_left(self) -> int | None:
        return None if self.planned_minutes is None else max(0, self.planned_minutes * 60 - self.seconds)


@dataclass(frozen=True, slots=True)
class Rest:
    """Days off, both ends inclusive: of every streak (a vacation), or of one alone (a pause)."""

    id: int
    first: date
    last: date
    streak: str | None = None


@dataclass(frozen=True, slots=True)
class OwnRule:
    """An achievement or a streak that a person added to the rules; `kind` is achievement or streak."""

    id: int
    kind: str
    document: dict[str, Any]
