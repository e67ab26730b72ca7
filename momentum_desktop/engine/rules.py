"""The rules, compiled once into tables by event type, so that an event meets only what it can change."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from momentum_desktop.engine.calendar import Window, week_of, weekday
from momentum_desktop.engine.numbers import same
from momentum_desktop.engine.values import Number

SCALE = 10_000
"""Multipliers have at most four decimal places, so times SCALE they are whole."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What an event must be like, besides its type, to match."""

    where: tuple[tuple[str, Any], ...] = ()
    between: Window | None = None

    def holds(self, metadata: Mapping[str, Any], minute: int | None) -> bool:
        """Whether the metadata and the local minute (None: unknown) fulfil it."""
        if self.between is not None and not self.between.holds(minute):
            return False
        for key, asked in self.where:
            if key not in metadata:
                return False
            given = metadata[key]
            # Nearly all are words, and those are compared at once.
            if not (asked == given if type(asked) is str is type(given) else same(asked, given)):
                return False
        return True


ALWAYS = Condition()
"""The condition of whatever asks for nothing but the type."""


@dataclass(frozen=True, slots=True)
class StreakRule:
    """One streak; `needed` is the progress that keeps a period, `milestones` points by count."""

    index: int
    name: str
    weekly: bool
    events: frozenset[str]
    condition: Condition
    needed: Number
    freezes: bool
    milestones: Mapping[int, int]
    field: str | None = None
    distinct_days: bool = False
    weekdays: frozenset[int] | None = None
    pauses: tuple[tuple[int, int], ...] = ()
    title: str = ""

    def next_milestone(self, count: int) -> int | None:
        """The lowest milestone above a count."""
        return min((number for number in self.milestones if number > count), default=None)


@dataclass(frozen=True, slots=True)
class AchievementRule:
    """One achievement and what it measures."""

    index: int
    name: str
    description: str
    points: int
    category: str
    criteria_type: str
    criteria_value: Number
    icon_name: str
    events: frozenset[str]
    condition: Condition
    field: str | None = None
    streak: str | None = None
    secret: bool = False
    tier: str | None = None


@dataclass(frozen=True, slots=True)
class LevelRule:
    """One level: the points that reach it and what it gives."""

    level_number: int
    points_required: int
    title: str
    perks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventRule:
    """All that an event of one type can touch. `multipliers` is complexity → multiplier × SCALE, or None; achievements
    stand together by what the event must be like."""

    points: int
    work: bool
    task: bool
    multipliers: Mapping[str, int] | None
    multiplied: bool
    streaks: tuple[StreakRule, ...]
    achievements: tuple[tuple[Condition, tuple[AchievementRule, ...]], ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules in force. `digest` names the document they were compiled from; `by_name` holds indices."""

    digest: str
    document: Mapping[str, Any]
    day_start: int
    first_weekday: int
    rest_weekdays: frozenset[int]
    vacations: tuple[tuple[int, int], ...]
    events: Mapping[str, EventRule]
    derived: frozenset[str]
    bonuses: Mapping[str, int]
    windows: Mapping[str, Window]
    multiplier_streak: str | None
    tier_days: tuple[int, ...]
    tier_multipliers: tuple[int, ...]
    freeze_every: int
    freeze_most: int
    streaks: tuple[StreakRule, ...]
    levels: tuple[LevelRule, ...]
    level_points: tuple[int, ...]
    achievements: tuple[AchievementRule, ...]
    by_name: Mapping[str, int]
    by_streak: Mapping[str, tuple[AchievementRule, ...]]
    by_standing: frozenset[int]
    point_thresholds: tuple[Number, ...]

    def level_for(self, points: int) -> LevelRule:
        """The highest level whose points are reached."""
        return self.levels[bisect_right(self.level_points, points) - 1]

    def day_required(self, day: int) -> bool:
        """Whether a day is neither a rest weekday nor a vacation."""
        return weekday(day) not in self.rest_weekdays and not _inside(day, self.vacations)

    def required(self, streak: StreakRule, period: int) -> bool:
        """Whether a streak asks for a period, given by its first day."""
        if not streak.weekly:
            return self.asks(streak, period)
        return any(self.asks(streak, day) for day in range(period, period + 7))

    def period_of(self, streak: StreakRule, day: int) -> int:
        """The first day of the streak's period that holds a day."""
        return week_of(day, self.first_weekday) if streak.weekly else day

    def asks(self, streak: StreakRule, day: int) -> bool:
        """Whether a day counts among those on which a streak is to be kept."""
        if streak.weekdays is not None and weekday(day) not in streak.weekdays:
            return False
        return self.day_required(day) and not _inside(day, streak.pauses)


def _inside(day: int, spans: tuple[tuple[int, int], ...]) -> bool:
    """Whether a day lies in one of the spans, which come in order and apart from each other."""
    at = bisect_right(spans, day, key=_first)
    return at > 0 and day <= spans[at - 1][1]


def _first(span: tuple[int, int]) -> int:
    return span[0]
