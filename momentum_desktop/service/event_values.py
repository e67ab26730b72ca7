"""The event log and what is told of acts, as values for other programs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from momentum_desktop.engine.values import Entry, Outcome
from momentum_desktop.errors import RefusedInput
from momentum_desktop.service.values import ActResult


@dataclass(frozen=True, slots=True)
class LoggedEvent:
    """An event of the log with what it gives now, in all and entry by entry; an `undone` one gives nothing."""

    event_id: int
    act_id: int
    event_type: str
    occurred_at: datetime
    day: date
    metadata: dict[str, Any]
    idempotency_key: str
    recorded_at: datetime
    points: int
    undone: bool
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class EventPage:
    """Events, latest first; `next_before` is where the next page begins, None on the last one."""

    events: tuple[LoggedEvent, ...]
    next_before: str | None


@dataclass(frozen=True, slots=True)
class ToldAct:
    """An act as the live stream tells it; `points` are what its events give. An undo or redo names its `target_id`."""

    act_id: int
    kind: str
    at: datetime
    summary: str
    target_id: int | None
    event_count: int
    points: int
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class Reached:
    """Acts that reached a level, an achievement, a milestone or a perfect week, oldest first, with their outcomes; up
    to which act it was looked, and whether there are more after it. Nothing is reached by imports, by what is undone
    by now, or by undoing and doing again."""

    acts: tuple[ActResult, ...]
    through: int
    more: bool


@dataclass(frozen=True, slots=True)
class EachResult:
    """What each item of a batch came to: its act, or why it was refused."""

    results: tuple[ActResult | RefusedInput, ...]

    @property
    def pending(self) -> bool:
        """Whether one lies so far back that what follows is still being derived anew."""
        return any(isinstance(each, ActResult) and each.pending for each in self.results)
