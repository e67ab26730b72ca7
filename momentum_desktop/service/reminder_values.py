"""What may remind a person, and what is to remind them now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something to be told once, known by its name and the day that it belongs to.

    `kind` is streak, task, habit or focus; `at` is when on the wall clock, without a zone. `task_id` with `occurrence`
    is what “done” completes."""

    name: str
    day: date
    kind: str
    at: datetime
    headline: str
    words: str
    task_id: int | None = None
    occurrence: date | None = None


@dataclass(frozen=True, slots=True)
class TimedTask:
    """An open task that asks to be reminded of: `reminder` as it was written, `due` the day of its occurrence. `since`
    is when it was written down, on the wall clock without a zone: nothing reminds of what was over by then."""

    task_id: int
    title: str
    reminder: str
    due: date | None
    occurrence: date | None = None
    habit: bool = False
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class FocusEnd:
    """A focus session that has run its time, begun on a day."""

    session_id: int
    day: date
    minutes: int
    title: str = ""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person wants to be reminded of; `streaks_at` is in minutes after midnight."""

    streaks: bool = True
    streaks_at: int = 19 * 60
    tasks: bool = True
    focus: bool = True
