"""What multiplies the points of an event: how hard it was, and the streak that it goes on with."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

from momentum_desktop.engine.rules import SCALE, EventRule, Rules
from momentum_desktop.engine.values import Event, State, StreakState

SIMPLE = "simple"


def complexity_of(event: Event) -> object:
    """The complexity that an event names, or the one it has when it names none."""
    return event.metadata.get("complexity", SIMPLE)


def complexity_scale(event: Event, rule: EventRule) -> int | None:
    """The complexity multiplier × SCALE, 1 for a type without any; None for a complexity that the rules do not know."""
    if rule.multipliers is None:
        return SCALE
    named = complexity_of(event)
    return rule.multipliers.get(named) if isinstance(named, str) else None


def streak_scale(state: State, rule: EventRule, kept: Mapping[str, StreakState], rules: Rules) -> tuple[int, int]:
    """The streak multiplier × SCALE and the count of the streak that gave it, 0 below the first tier. `kept` are the
    streaks that the event itself moved on."""
    name = rules.multiplier_streak
    if not rule.multiplied or name is None:
        return SCALE, 0
    held = kept.get(name) or state.streaks.get(name)
    if held is None:
        return SCALE, 0
    tier = bisect_right(rules.tier_days, held.current_count)
    return (rules.tier_multipliers[tier - 1], held.current_count) if tier else (SCALE, 0)


def multiplied(points: int, complexity: int, streak: int) -> int:
    """Points × two multipliers × SCALE each, rounded half up once, at the end."""
    one = SCALE * SCALE
    return (2 * points * complexity * streak + one) // (2 * one)
