"""Why an event gave what it gave: for each entry of the ledger its rule, its base points and its multipliers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from momentum_desktop.engine.multipliers import complexity_of, complexity_scale, streak_scale
from momentum_desktop.engine.rules import SCALE, Rules
from momentum_desktop.engine.values import Entry, Outcome, State

MILESTONE, ACHIEVEMENT = "streak_milestone:", "achievement:"


class Source(StrEnum):
    """Which kind of rule gave an entry."""

    EVENT = "event"
    BONUS = "bonus"
    MILESTONE = "milestone"
    ACHIEVEMENT = "achievement"


@dataclass(frozen=True, slots=True)
class Factor:
    """One multiplier: of the complexity or of the streak `name`, then with the count that the streak had."""

    source: str
    name: str
    multiplier: Decimal
    count: int = 0


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one entry has its points: `base` × its factors, rounded half up.

    `name` is the streak of a milestone, reached at `count`, or the achievement; else it is the kind."""

    kind: str
    points: int
    source: Source
    name: str
    base: int
    factors: tuple[Factor, ...] = ()
    count: int = 0

    @property
    def product(self) -> Decimal:
        """The exact product, before it is rounded."""
        product = Decimal(self.base)
        for factor in self.factors:
            product *= factor.multiplier
        return product


def reasons_of(state: State, outcome: Outcome, rules: Rules) -> tuple[Reason, ...]:
    """The reason of each entry of an outcome of `step`, in their order; `state` is the one before it."""
    return tuple(_reason(entry, place, state, outcome, rules) for place, entry in enumerate(outcome.entries))


def _reason(entry: Entry, place: int, state: State, outcome: Outcome, rules: Rules) -> Reason:
    kind, points = entry
    if place == 0:
        rule = rules.events[outcome.event.event_type]
        factors = _factors(state, outcome, rules)
        return Reason(kind, points, Source.EVENT, kind, rule.points, factors)
    if kind.startswith(MILESTONE):
        name = kind.removeprefix(MILESTONE)
        count = outcome.changes.streaks[name].current_count
        base = next(streak for streak in rules.streaks if streak.name == name).milestones[count]
        return Reason(kind, points, Source.MILESTONE, name, base, count=count)
    if kind.startswith(ACHIEVEMENT):
        name = kind.removeprefix(ACHIEVEMENT)
        base = next(rule for rule in rules.achievements if rule.name == name).points
        return Reason(kind, points, Source.ACHIEVEMENT, name, base)
    return Reason(kind, points, Source.BONUS, kind, rules.bonuses[kind])


def _factors(state: State, outcome: Outcome, rules: Rules) -> tuple[Factor, ...]:
    event = outcome.event
    rule = rules.events[event.event_type]
    factors = []
    scale = complexity_scale(event, rule)
    if rule.multipliers is not None and scale is not None:
        factors.append(Factor("complexity", str(complexity_of(event)), _exact(scale)))
    streak, count = streak_scale(state, rule, outcome.changes.streaks, rules)
    if count:
        factors.append(Factor("streak", rules.multiplier_streak or "", _exact(streak), count))
    return tuple(factors)


def _exact(scale: int) -> Decimal:
    """A multiplier × SCALE as the multiplier, without trailing zeros: 1.25, 2."""
    exact = (Decimal(scale) / SCALE).normalize()
    return exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact
