"""What the service answers with: frozen values that the window, the command line and the API show as they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from momentum_desktop.engine.values import Outcome
from momentum_desktop.service.plan_values import Number, Task, TaskDraft

__all__ = [
    "AchievementStanding",
    "Act",
    "ActResult",
    "BatchResult",
    "DayTotal",
    "Leaderboard",
    "LeaderboardEntry",
    "LevelStanding",
    "Number",
    "OwnWeek",
    "Progress",
    "StatTotals",
    "Stats",
    "StreakStanding",
    "Submission",
    "Task",
    "TaskDraft",
    "User",
    "Verification",
]


@dataclass(frozen=True, slots=True)
class LevelStanding:
    """A level and whether, and since when, it has been reached: the instant, and the logical day that it belongs to."""

    level_number: int
    points_required: int
    title: str
    perks: tuple[str, ...]
    reached: bool
    reached_at: datetime | None = None
    reached_day: date | None = None


@dataclass(frozen=True, slots=True)
class StreakStanding:
    """A streak as of an instant. `status` is none, kept, due, resting, frozen or broken; a broken one shows 0."""

    streak_type: str
    title: str
    period: str
    current_count: int
    longest_count: int
    last_activity_date: date | None
    freezes: int
    status: str
    next_milestone: int | None
    needed: Number = 1
    progress: Number = 0


@dataclass(frozen=True, slots=True)
class AchievementStanding:
    """An achievement and how far it has come. A secret one has no name, description or tier until it is won; `tier` is
    bronze, silver or gold for those that come in a family. `completed_day` is the logical day of `completed_at`."""

    id: int
    name: str | None
    description: str | None
    category: str
    points: int
    icon_name: str
    criteria_type: str
    criteria_value: Number
    progress: Number
    completed: bool
    completed_at: datetime | None
    tier: str | None = None
    completed_day: date | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a user stands. `level_progress` runs from 0 to 1; `day` is the logical day asked about, from
    `day_began_at` until before `day_ends_at`, which is not always 24 hours."""

    user_id: int
    name: str
    total_points: int
    weekly_points: int
    monthly_points: int
    today_points: int
    level: LevelStanding
    next_level: LevelStanding | None
    points_to_next_level: int
    level_progress: float
    achievements_completed: int
    achievements_total: int
    streaks: tuple[StreakStanding, ...]
    day: date
    day_began_at: datetime
    day_ends_at: datetime


@dataclass(frozen=True, slots=True)
class DayTotal:
    """A logical day's ledger points and events."""

    day: date
    points: int
    events: int


@dataclass(frozen=True, slots=True)
class StatTotals:
    """Sums over the days asked about."""

    points: int
    events: int
    tasks: int
    achievements: int


@dataclass(frozen=True, slots=True)
class Stats:
    """Points over the last days, oldest first, every day of the range present.

    `by_kind` sums points by ledger kind, `by_event_type` counts events, `by_weekday` (Monday first) and `by_hour`
    (local hour) sum points, `by_weekday_hour` is 7 rows of 24."""

    days: tuple[DayTotal, ...]
    by_kind: dict[str, int]
    by_event_type: dict[str, int]
    by_weekday: tuple[int, ...]
    by_hour: tuple[int, ...]
    by_weekday_hour: tuple[tuple[int, ...], ...]
    best_day: DayTotal | None
    average_per_day: float
    active_days: int
    totals: StatTotals


@dataclass(frozen=True, slots=True)
class User:
    """A person with a log of their own. `in_use` marks the one that every act without a name is for."""

    user_id: int
    name: str
    total_points: int
    level_number: int
    in_use: bool


@dataclass(frozen=True, slots=True)
class LeaderboardEntry:
    """A user's rank by points in the period, whose days, by the user's own calendar, are `days`; None for all."""

    rank: int
    user_id: int
    name: str
    points: int
    level_number: int
    days: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True)
class OwnWeek:
    """One of a user's weeks and its rank by points among all of them; weeks with as many points share one."""

    rank: int
    first_day: date
    points: int
    present: bool


@dataclass(frozen=True, slots=True)
class Leaderboard:
    """The users by points over all time, this week or this month.

    `own_weeks` are the asking user's best weeks, best first, and the present one, last if it is none of them."""

    period: str
    entries: tuple[LeaderboardEntry, ...]
    me: LeaderboardEntry | None
    own_weeks: tuple[OwnWeek, ...] = ()


SETTING_UP = frozenset({"join", "rename", "rules"})
"""The kinds of acts by which a person does nothing yet."""


@dataclass(frozen=True, slots=True)
class Act:
    """One thing a person did, as undo sees it. `kind` is add, edit, delete, complete, skip, amount, focus, rest, event,
    import, join, rename, rules, undo or redo; `summary` says it in words ("Completed “Water the plants”"). `points` are
    what its events, `event_count` of them, give now, `moved` is what the total moved by when it was done, None where
    that was not kept; `can_turn` is whether it can be undone, or redone when it is `undone`; `day` is the logical day
    of `at`."""

    id: int
    kind: str
    at: datetime
    summary: str
    undone: bool
    points: int = 0
    event_count: int = 0
    can_turn: bool = False
    moved: int | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class ActResult:
    """What a planner act did: the act's number and words, the task as it now stands (None once deleted), the
    outcome if an event came of it, what the total moved by, and whose act it was. `row_id` is what was added or changed
    where that is one thing; `outcomes` are those of an act that made several events.

    `pending`: it is stored, but lies so far back that what follows is still being derived anew. The act is then told
    twice, the second time with its outcome; `event_id` is the event that it is about. `note` is the one sentence on
    what it changed among what came after it."""

    act_id: int
    kind: str
    summary: str
    task: Task | None = None
    outcome: Outcome | None = None
    total_change: int = 0
    pending: bool = False
    event_id: int | None = None
    user_id: int = 0
    note: str = ""
    row_id: int | None = None
    outcomes: tuple[Outcome, ...] = ()


@dataclass(frozen=True, slots=True)
class Submission:
    """An event as a caller submits it. `occurred_at` None is now; it is checked before anything is stored."""

    event_type: str
    occurred_at: datetime | str | None = None
    metadata: Any = None
    idempotency_key: str | None = None
    day: date | str | None = None


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What a batch of events did: how many were added, how many had come before, what the total moved by and is."""

    added: int
    unchanged: int
    total_change: int
    total_points: int
    pending: bool = False


@dataclass(frozen=True, slots=True)
class Verification:
    """Whether everything stored equals what the log gives; each difference in words. `uncounted` events count for
    nothing, since the rules in force do not know their type or complexity. With `log_damaged` the log itself or the
    rules documents are not what was recorded, and no repair can help."""

    ok: bool
    events: int
    differences: tuple[str, ...] = field(default_factory=tuple)
    uncounted: int = 0
    log_damaged: bool = False


@dataclass(frozen=True, slots=True)
class MendedTable:
    """What was put right in a derived table: rows that were missing, rows with other values, rows that nothing
    gives."""

    table: str
    missing: int
    wrong: int
    surplus: int


@dataclass(frozen=True, slots=True)
class Repair:
    """What a repair found and did: `differences` are those that are left, `backup` is the file in which everything
    lies as it was before. `beyond_repair` says why it could do nothing; then nothing was changed."""

    ok: bool
    events: int
    differences: tuple[str, ...] = ()
    repaired: tuple[MendedTable, ...] = ()
    backup: str | None = None
    uncounted: int = 0
    beyond_repair: str | None = None
