"""How a replay stands at an instant, in the shape that `momentum replay --json` prints."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from momentum_desktop.engine.achievements import measure_of
from momentum_desktop.engine.calendar import logical_day, month_of, week_of
from momentum_desktop.engine.numbers import plain
from momentum_desktop.engine.replay import Replay
from momentum_desktop.engine.rules import Rules
from momentum_desktop.engine.step import NEVER_KEPT
from momentum_desktop.engine.streaks import streak_status
from momentum_desktop.engine.values import Number, State, instant_and_offset


def points_between(state: State, first: int, until: int) -> int:
    """The ledger points of the logical days from `first` up to, not including, `until` (ordinals)."""
    return sum(state.days[day].points for day in range(first, until) if day in state.days)


def week_points(state: State, day: int, rules: Rules) -> int:
    """The ledger points of the week that holds a day."""
    first = week_of(day, rules.first_weekday)
    return points_between(state, first, first + 7)


def month_points(state: State, day: int) -> int:
    """The ledger points of the calendar month that holds a day."""
    first = month_of(day)
    return points_between(state, first, month_of(first + 31))


def report(result: Replay, rules: Rules, as_of: datetime | None = None, ledger: bool = False) -> dict[str, Any]:
    """The standing after a replay; `as_of` (default: the last event's instant) sets the status, week and month."""
    state = result.state
    day = _day_asked(result, rules, as_of)
    level = rules.level_for(state.total_points)
    standing: dict[str, Any] = {
        "events": state.events,
        "total_points": state.total_points,
        "level": level.level_number,
        "title": level.title,
        "weekly_points": 0 if day is None else week_points(state, day, rules),
        "monthly_points": 0 if day is None else month_points(state, day),
        "streaks": _streaks(state, rules, day),
        "achievements": _achievements(state, rules),
    }
    if ledger:
        standing["ledger"] = [
            {
                "event": line.event,
                "kind": line.kind,
                "points": line.points,
                "day": date.fromordinal(line.day).isoformat(),
            }
            for line in result.ledger
        ]
    return standing


def _day_asked(result: Replay, rules: Rules, as_of: datetime | None) -> int | None:
    if as_of is not None:
        return logical_day(*instant_and_offset(as_of), rules.day_start)
    if result.last is None:
        return None
    return logical_day(result.last.instant, result.last.offset, rules.day_start)


def _streaks(state: State, rules: Rules, day: int | None) -> dict[str, Any]:
    standings = {}
    for streak in rules.streaks:
        held = state.streaks.get(streak.name, NEVER_KEPT)
        status = "none" if day is None else streak_status(held, streak, day, rules)
        last = held.last_activity_date
        standings[streak.name] = {
            "current_count": 0 if status == "broken" else held.current_count,
            "longest_count": held.longest_count,
            "last_activity_date": last.isoformat() if last else None,
            "freezes": held.freezes,
            "status": status,
        }
    return standings


def _achievements(state: State, rules: Rules) -> dict[str, Any]:
    standings = {}
    for achievement in rules.achievements:
        won = state.unlocked.get(achievement.name)
        standings[achievement.name] = {
            "progress": json_number(measure_of(achievement, state)),
            "completed": won is not None,
            "completed_at": won.completed_at.isoformat() if won else None,
        }
    return standings


def json_number(value: Number) -> int | float:
    """An exact number as JSON prints it: an integer when whole."""
    number = plain(value)
    return float(number) if isinstance(number, Decimal) else number
