"""How rare achievements are among a person's own days, and how each came about day by day."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import accumulate
from typing import NamedTuple

from momentum_desktop.engine.explanation import ACHIEVEMENT
from momentum_desktop.engine.rules import AchievementRule, Rules
from momentum_desktop.engine.values import Number
from momentum_desktop.errors import UnknownThing
from momentum_desktop.service.answers import user_and_rules
from momentum_desktop.service.story_values import AchievementStory, DaysOf, Rarity
from momentum_desktop.store import questions
from momentum_desktop.store.matching_days import DayAmount, Sought, active_days, amounts_by_day, first_days_like
from momentum_desktop.store.store import Reader

MOST_POINTS = 240
"""So many points of a course are enough for a line."""

COUNTING = {"COUNT", "SUM", "DAY_COUNT", "DISTINCT_DAYS"}


class _Days(NamedTuple):
    """A user's active days, oldest first, and the day on which each achievement was won, by its name."""

    active: list[int]
    won: dict[str, int]


def rarities_of(reader: Reader, user_id: int) -> tuple[Rarity, ...]:
    """How rare each achievement is, those left out that still keep their secret. A walk over the whole log."""
    with reader.snapshot() as connection:
        user, rules = user_and_rules(reader, user_id)
        numbers = {row.name: row.id for row in questions.achievements(connection, user_id, user.rule_set_id)}
        days = _days(reader, user_id)
        shown = [rule for rule in rules.achievements if not rule.secret or rule.name in days.won]
        counting = [rule for rule in shown if rule.criteria_type in COUNTING]
        found = amounts_by_day(connection, user_id, [_sought(rule) for rule in counting])
    amounts = {rule.name: each for rule, each in zip(counting, found, strict=True)}
    return tuple(_rarity(rule, numbers[rule.name], amounts.get(rule.name, []), days) for rule in shown)


def story_of(reader: Reader, user_id: int, name: str) -> AchievementStory:
    """The story of one achievement. UnknownThing if there is none of that name, or if it keeps its secret."""
    with reader.snapshot() as connection:
        user, rules = user_and_rules(reader, user_id)
        rule = next((rule for rule in rules.achievements if rule.name == name), None)
        days = _days(reader, user_id)
        if rule is None or (rule.secret and name not in days.won):
            raise UnknownThing(f"there is no achievement “{name}”", where="achievement")
        rows = questions.achievements(connection, user_id, user.rule_set_id)
        number = next(row.id for row in rows if row.name == name)
        amounts: list[DayAmount] = []
        if rule.criteria_type in COUNTING:
            (amounts,) = amounts_by_day(connection, user_id, [_sought(rule)])
        elif rule.criteria_type in ("POINTS", "LEVEL"):
            amounts = [(day, points) for day, points in questions.points_by_day(connection, user_id)]
        elif rule.criteria_type == "UNLOCKED":
            amounts = [(day, 1) for day in sorted(days.won.values())]
    course = _course(rule, rules, amounts, days.won.get(name))
    return AchievementStory(name, _rarity(rule, number, amounts, days), _thinned(course))


def _sought(rule: AchievementRule) -> Sought:
    return Sought(rule.events, rule.condition, rule.field)


def _days(reader: Reader, user_id: int) -> _Days:
    connection = reader.connection
    won = first_days_like(connection, user_id, ACHIEVEMENT)
    return _Days(active_days(connection, user_id), {kind[len(ACHIEVEMENT) :]: day for kind, day in won.items()})


def _rarity(rule: AchievementRule, number: int, amounts: Sequence[DayAmount], days: _Days) -> Rarity:
    if rule.criteria_type == "DAY_COUNT":
        whole = sum(1 for _, amount in amounts if amount >= rule.criteria_value)
        return Rarity(number, whole, len(days.active), DaysOf.WHOLE)
    if rule.criteria_type in COUNTING:
        return Rarity(number, len(amounts), len(days.active), DaysOf.WORK)
    won = days.won.get(rule.name)
    held = 0 if won is None else len(days.active) - bisect_left(days.active, won)
    return Rarity(number, held, len(days.active), DaysOf.HELD)


def _course(
    rule: AchievementRule, rules: Rules, amounts: Sequence[DayAmount], won: int | None
) -> list[tuple[date, Number]]:
    """The measure after each day that moved it, up to the day of the win."""
    course: list[tuple[date, Number]] = []
    for (day, _), measure in zip(amounts, _measures(rule, rules, [amount for _, amount in amounts]), strict=True):
        if won is not None and day > won:
            break
        value: Number = int(measure) if measure == int(measure) else Decimal(str(round(measure, 2)))
        value = rule.criteria_value if day == won else min(rule.criteria_value, value)
        if not course or value != course[-1][1]:
            course.append((date.fromordinal(day), value))
    return course


def _measures(rule: AchievementRule, rules: Rules, amounts: Sequence[float]) -> Iterator[float]:
    """What the amounts of the days amount to after each of them."""
    match rule.criteria_type:
        case "DAY_COUNT":
            return accumulate(amounts, max)
        case "DISTINCT_DAYS":
            return iter(range(1, len(amounts) + 1))
        case "LEVEL":
            return (rules.level_for(int(total)).level_number for total in accumulate(amounts))
    return accumulate(amounts)


def _thinned(course: list[tuple[date, Number]]) -> tuple[tuple[date, Number], ...]:
    """At most MOST_POINTS of them, the first and the last among them."""
    if len(course) <= MOST_POINTS:
        return tuple(course)
    last = len(course) - 1
    return tuple(course[place * last // (MOST_POINTS - 1)] for place in range(MOST_POINTS))
