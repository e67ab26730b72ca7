"""What another program's file holds, in one middle form: tasks, and what became of them on which day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Literal

from momentum_desktop.engine.values import Event
from momentum_desktop.service.number_words import counted, number

Kind = Literal["done", "auto", "skip", "missed"]
"""A person did it · the program filled it in · it was left out on purpose · it was not done, or not enough of it."""

State = Literal["open", "done", "cancelled"]


UNKNOWN_DAY = datetime(1970, 1, 1, tzinfo=UTC)
"""When something was done that is known to be done, though on no known day."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read: its place and its fault. `left_out`: nothing of the record was taken."""

    where: str
    what: str
    left_out: bool = True


@dataclass(frozen=True, slots=True)
class SourceTask:
    """A task as its source has it. `key` is its identity there: its id, or its text and the how-many-th of its kind.

    `due` of a repeating task is its first occurrence, `parent` the key of another task, `item` marks a line of a
    checklist, `extra` is what has no place in the planner. A done task with no record in its file has no known day."""

    key: str
    title: str
    where: str = ""
    notes: str = ""
    list: str | None = None
    tags: tuple[str, ...] = ()
    priority: int = 4
    complexity: str = "simple"
    start: date | None = None
    due: date | None = None
    due_minute: int | None = None
    reminder: str | None = None
    repeat: str | None = None
    repeat_from: str = "due"
    minutes: int | None = None
    amount: Decimal | None = None
    unit: str | None = None
    parent: str | None = None
    item: bool = False
    created: datetime | None = None
    state: State = "open"
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """What became of a task (its key; none for work without a task) on a local day.

    `id` tells it from the other records of the same task, the same in every later file; `instant` is aware, and None
    where the source knows only the day. A source of our own keeps the `event` itself, and the day of the series that
    it was for; or `by_rules`, where its day is the logical one of its instant, by the rules of whoever takes it in."""

    task: str | None
    id: str
    day: date
    kind: Kind = "done"
    instant: datetime | None = None
    quantity: Decimal | None = None
    note: str = ""
    where: str = ""
    event: Event | None = None
    occurrence: date | None = None
    by_rules: bool = False


OwnKey = Callable[[int, int, int], str]
"""What our own exports know a task by: of a user's number, the task's, and the instant it came."""


@dataclass(slots=True)
class Gathered:
    """All that one source holds; by `own_key` tasks of our own are known again. `kept` is, by its identity there, what
    is nothing to do and has no place in the planner; `remarks` are sentences on what is unlike what a person would
    expect, though nothing is wrong."""

    source: str
    own_key: OwnKey | None = None
    tasks: list[SourceTask] = field(default_factory=list)
    records: list[SourceRecord] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    kept: dict[str, dict[str, Any]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def trouble(self, where: str, what: str, *, left_out: bool = False) -> None:
        """Note what could not be read."""
        self.problems.append(Problem(where, what, left_out))

    @property
    def completions(self) -> int:
        """Records of tasks that a person did."""
        return sum(
            record.kind == "done" and (record.event is None or record.event.event_type == "task_completion")
            for record in self.records
        )

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day with something done."""
        done = [record.day for record in self.records if record.kind == "done"]
        return (min(done), max(done)) if done else None


def sound(text: str) -> str:
    """A text that can be stored: without NUL and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


class Stopped(Exception):
    """A person called an import off; nothing was stored."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where a user would stand after an import, and where they stand now."""

    total_points: int
    level_number: int
    level_title: str
    achievements: int
    points_before: int
    level_before: int


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did, or would do: how many things are new and how many were known, what could not be taken. The
    act is None if nothing was stored; the outlook is None unless it was asked for. `earned` is what the events that
    came in earn by themselves, as the history has it; None where several acts brought them."""

    added: int
    unchanged: int
    problems: tuple[Problem, ...] = ()
    act_id: int | None = None
    total_change: int = 0
    outlook: Outlook | None = None
    earned: int | None = None


def points_in_words(total_change: int) -> str:
    """By how much the total moves: “+6,487 points”."""
    return f"{'+' if total_change >= 0 else '−'}{counted(abs(total_change), 'point')}"


def parts_in_words(total_change: int, earned: int | None) -> str:
    """What of that the events of an import earn, where the two differ: a first task of a day, say, that came in is the
    first in the place of one that was there."""
    if earned is None or earned == total_change:
        return ""
    moved = total_change - earned
    return f"{number(earned)} by what came in, {number(abs(moved))} {'more' if moved > 0 else 'less'} by what was there"


def change_in_words(total_change: int, earned: int | None) -> str:
    """Both in one."""
    return ": ".join(filter(None, (points_in_words(total_change), parts_in_words(total_change, earned))))


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do. `added` and `unchanged` count records, `refused` those that were left out;
    `tasks`, habits among them, `items` of checklists, `completions` and days tell what the file holds. `remarks` are
    about what is as it should be though it may surprise; `outlook` is where it would lead, `earned` as in the
    result."""

    added: int
    unchanged: int
    refused: int
    tasks: int
    completions: int
    first_day: date | None
    last_day: date | None
    problems: tuple[Problem, ...]
    habits: int = 0
    items: int = 0
    remarks: tuple[str, ...] = ()
    act_id: int | None = None
    total_change: int = 0
    outlook: Outlook | None = None
    of_tasks: bool = False
    earned: int | None = None

    @property
    def change_in_words(self) -> str:
        """By how much the total moved, and what did it."""
        return change_in_words(self.total_change, self.earned)
