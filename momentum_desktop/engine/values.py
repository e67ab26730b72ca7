"""The values the engine works on: what comes in (Event), what is held (State) and what one event gives (Outcome)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, NamedTuple

Number = int | Decimal
"""A whole number, or an exact decimal when it is not whole."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Event:
    """One act of work. `id` is its place in the recorded order; `instant` is in microseconds since 1970 UTC,
    `offset` in seconds east of UTC, `day` the ordinal (`date.toordinal`) of its logical day."""

    id: int
    event_type: str
    instant: int
    offset: int
    day: int
    metadata: dict[str, Any] = field(default_factory=dict)
    idempotency_key: str | None = None

    @property
    def occurred_at(self) -> datetime:
        """The instant on the wall clock it was recorded on."""
        return local_datetime(self.instant, self.offset)

    @property
    def position(self) -> tuple[int, int]:
        """Where it stands in the order of the rules: by instant, then as recorded."""
        return self.instant, self.id


def local_datetime(instant: int, offset: int) -> datetime:
    """Microseconds since 1970 UTC and an offset in seconds, as an aware datetime at that offset."""
    zone = UTC if offset == 0 else timezone(timedelta(seconds=offset))
    return (EPOCH + instant * MICROSECOND).astimezone(zone)


def instant_and_offset(moment: datetime) -> tuple[int, int]:
    """An aware datetime as (microseconds since 1970 UTC, offset in seconds). ValueError if it is naive."""
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError("a time without an offset")
    return (moment - EPOCH) // MICROSECOND, int(offset.total_seconds())


class Entry(NamedTuple):
    """One line of the ledger that an event gave."""

    kind: str
    points: int


class StreakState(NamedTuple):
    """A streak after its last kept period: `last` is that period's first day (ordinal), `offset` the UTC offset in
    seconds of the event that kept it."""

    current_count: int = 0
    longest_count: int = 0
    last: int | None = None
    offset: int = 0
    freezes: int = 0

    @property
    def last_activity_date(self) -> date | None:
        return None if self.last is None else date.fromordinal(self.last)


class DayState(NamedTuple):
    """What a logical day has seen: its ledger points, its events, and the once-a-day facts as bits."""

    points: int = 0
    events: int = 0
    facts: int = 0


class Unlock(NamedTuple):
    """When an achievement was won: the instant (µs since 1970 UTC), the offset (s) and the event that won it."""

    instant: int
    offset: int
    event_id: int

    @property
    def completed_at(self) -> datetime:
        return local_datetime(self.instant, self.offset)


@dataclass(slots=True)
class State:
    """Everything that one user's log amounts to so far, under one set of rules. Only `advance` changes it.

    `periods[streak][period]` is the progress towards periods later than the last kept one, `marked[streak]` the
    days that a distinct-days streak has counted in them, `measures` the measure of each achievement still to win that
    counts events, `tallies[achievement][day]` its matching events a day where days matter."""

    total_points: int = 0
    level_number: int = 0
    events: int = 0
    instant: int = -(2**63)
    event_id: int = -1
    last_day: int | None = None
    days: dict[int, DayState] = field(default_factory=dict)
    perfect_weeks: set[int] = field(default_factory=set)
    streaks: dict[str, StreakState] = field(default_factory=dict)
    periods: dict[str, dict[int, Number]] = field(default_factory=dict)
    marked: dict[str, dict[int, int]] = field(default_factory=dict)
    measures: dict[str, Number] = field(default_factory=dict)
    tallies: dict[str, dict[int, int]] = field(default_factory=dict)
    unlocked: dict[str, Unlock] = field(default_factory=dict)

    @property
    def position(self) -> tuple[int, int]:
        """The place in the order of the last event that is in it."""
        return self.instant, self.event_id


@dataclass(frozen=True, slots=True)
class Changes:
    """What one event moves in a State, as the new values of the places it touches."""

    day: DayState | None = None
    perfect_week: int | None = None
    streaks: dict[str, StreakState] = field(default_factory=dict)
    periods: tuple[tuple[str, int, Number, int | None], ...] = ()
    measures: dict[str, Number] = field(default_factory=dict)
    tallies: tuple[tuple[str, int, int], ...] = ()
    unlocked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one event gave.

    `points_awarded` is the sum of its own ledger entries; `total_change` what the total moved by, which differs when
    the event came late and others were worth something else after it. `achievements_unlocked` and `streaks_changed`
    are names, in the order of the rules. `repeated` is true when the idempotency key had come before and this is the
    first answer again."""

    event: Event
    entries: tuple[Entry, ...]
    points_awarded: int
    total_change: int
    total_points: int
    level_number: int
    level_up: bool
    achievements_unlocked: tuple[str, ...]
    streaks_changed: tuple[str, ...]
    changes: Changes = field(default=Changes(), repr=False, compare=False)
    repeated: bool = False

    @property
    def event_id(self) -> int:
        return self.event.id
