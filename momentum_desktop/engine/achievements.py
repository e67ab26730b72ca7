"""What an event adds to the measures of achievements, and which are won by it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

from momentum_desktop.engine.numbers import exact_sum, gain_of
from momentum_desktop.engine.rules import ALWAYS, AchievementRule, EventRule, Rules
from momentum_desktop.engine.values import Event, Number, State, StreakState


def measured(
    state: State, event: Event, rule: EventRule, minute: int | None
) -> tuple[dict[str, Number], tuple[tuple[str, int, int], ...], set[int]]:
    """What the event adds to the achievements still to win that it matches: the new measures, the new day tallies
    (name, day, count), and the indices of those whose criteria value is reached by it."""
    measures: dict[str, Number] = {}
    tallies: list[tuple[str, int, int]] = []
    reached: set[int] = set()
    unlocked = state.unlocked
    for condition, achievements in rule.achievements:
        weighed = condition is ALWAYS
        for achievement in achievements:
            name, kind = achievement.name, achievement.criteria_type
            if name in unlocked:
                continue
            # Once for all of them, and only if one is still to win.
            if not weighed:
                if not condition.holds(event.metadata, minute):
                    break
                weighed = True
            held = state.measures.get(name, 0)
            if kind == "COUNT":
                measure: Number = held + 1
            elif kind == "SUM":
                measure = exact_sum(held, gain_of(event.metadata.get(achievement.field or "")))
            else:
                count = state.tallies.get(name, {}).get(event.day, 0) + 1
                if kind == "DAY_COUNT":
                    measure = max(held, count)
                elif count == 1:
                    measure = held + 1
                else:
                    continue
                tallies.append((name, event.day, count))
            measures[name] = measure
            if measure >= achievement.criteria_value:
                reached.add(achievement.index)
    return measures, tuple(tallies), reached


def unlocks(
    state: State, rules: Rules, total: int, measured: set[int], kept: Mapping[str, StreakState]
) -> tuple[tuple[AchievementRule, ...], int, int]:
    """The achievements won, in the order they fall (RULES section 2, entry 8), and the total points and level after.

    Only those that the event can have moved are looked at: `measured`, the indices of those whose measure it brought
    to their criteria value, those on the kept streaks, and, when a threshold was crossed, those on points, level and
    number won."""
    reached = set(measured)
    for name, after in kept.items():
        for achievement in rules.by_streak.get(name, ()):
            if achievement.name not in state.unlocked and after.longest_count >= achievement.criteria_value:
                reached.add(achievement.index)
    level = rules.level_for(total).level_number
    thresholds = rules.point_thresholds
    if not (
        reached
        or level != state.level_number
        or state.events == 0
        or bisect_right(thresholds, total) != bisect_right(thresholds, state.total_points)
    ):
        return (), total, level
    won: list[AchievementRule] = []
    names = set(state.unlocked)
    candidates = [rules.achievements[index] for index in sorted(reached | rules.by_standing)]
    passing = True
    while passing:
        passing = False
        for achievement in candidates:
            if achievement.name in names:
                continue
            if achievement.index not in reached and not _stands(achievement, total, level, len(names)):
                continue
            won.append(achievement)
            names.add(achievement.name)
            total += achievement.points
            level = rules.level_for(total).level_number
            passing = True
    return tuple(won), total, level


def measure_of(achievement: AchievementRule, state: State) -> Number:
    """The measure of an achievement in a state, no more than its criteria value."""
    if achievement.name in state.unlocked:
        return achievement.criteria_value
    kind = achievement.criteria_type
    measure: Number
    if kind == "POINTS":
        measure = state.total_points
    elif kind == "LEVEL":
        measure = state.level_number
    elif kind == "UNLOCKED":
        measure = len(state.unlocked)
    elif kind == "STREAK":
        held = state.streaks.get(achievement.streak or "")
        measure = held.longest_count if held else 0
    else:
        measure = state.measures.get(achievement.name, 0)
    return min(achievement.criteria_value, measure)


def _stands(achievement: AchievementRule, total: int, level: int, won: int) -> bool:
    standing = {"POINTS": total, "LEVEL": level, "UNLOCKED": won}
    return standing[achievement.criteria_type] >= achievement.criteria_value
