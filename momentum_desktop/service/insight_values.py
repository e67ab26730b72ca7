"""What a person's days amount to, as the service answers it: records, the last weeks, and points by kind and day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from momentum_desktop.service.values import DayTotal, StreakStanding


@dataclass(frozen=True, slots=True)
class SpanTotal:
    """The points and events from one day to another, both within."""

    first: date
    last: date
    points: int
    events: int


@dataclass(frozen=True, slots=True)
class Records:
    """The best that a user's days have brought; None where there is nothing yet. Where several are equal it is the
    first. `longest_run` are the most active days in a row, and `streaks` are as of now."""

    active_days: int
    best_day: DayTotal | None
    busiest_day: DayTotal | None
    best_week: SpanTotal | None
    best_month: SpanTotal | None
    longest_run: SpanTotal | None
    streaks: tuple[StreakStanding, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """What a stretch of days brought: points by ledger kind (what stands behind a colon left out), and how many events
    fell into each local hour."""

    days: tuple[DayTotal, ...]
    by_kind: dict[str, int]
    by_hour: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Insights:
    """A user's records, and the four weeks up to yesterday (`now`) beside the four before; today, which is not over,
    stands alone. `week_start` is the first day of today's week, `first_day` the first with an event."""

    today: DayTotal
    week_start: date
    first_day: date | None
    records: Records
    now: Stretch
    before: Stretch


@dataclass(frozen=True, slots=True)
class KindDays:
    """Points by ledger kind for each of a run of days, oldest first; what stands behind a colon in a kind is left out.
    Each kind has as many numbers as there are days."""

    first: date
    by_kind: dict[str, tuple[int, ...]]
