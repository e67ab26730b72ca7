"""The service's values as plain JSON: the one place that says which keys the command line and the API show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from momentum_desktop.engine.values import Entry, Outcome
from momentum_desktop.service.plan_values import Goal, Task, TimeSlot
from momentum_desktop.service.values import (
    AchievementStanding,
    Act,
    LeaderboardEntry,
    LevelStanding,
    Progress,
    Stats,
    StreakStanding,
)

LEVEL_KEYS = ("level_number", "title", "points_required", "perks")

_KEYS: dict[type, tuple[str, ...]] = {
    LevelStanding: (*LEVEL_KEYS, "reached"),
    StreakStanding: (
        "streak_type",
        "period",
        "current_count",
        "longest_count",
        "last_activity_date",
        "freezes",
        "status",
        "next_milestone",
    ),
    AchievementStanding: (
        "id",
        "name",
        "description",
        "category",
        "points",
        "icon_name",
        "criteria_type",
        "criteria_value",
        "progress",
        "completed",
        "completed_at",
        "tier",
    ),
    Act: ("id", "kind", "at", "summary", "undone", "points", "event_count", "can_turn"),
    Progress: (
        "user_id",
        "name",
        "total_points",
        "weekly_points",
        "monthly_points",
        "today_points",
        "level",
        "next_level",
        "points_to_next_level",
        "level_progress",
        "achievements_completed",
        "achievements_total",
        "streaks",
    ),
    LeaderboardEntry: ("rank", "user_id", "name", "points", "level_number"),
    Stats: (
        "days",
        "by_kind",
        "by_event_type",
        "by_weekday",
        "by_hour",
        "best_day",
        "average_per_day",
        "active_days",
        "totals",
    ),
    Task: (
        "id",
        "title",
        "complexity",
        "priority",
        "list",
        "start",
        "due",
        "repeat",
        "tags",
        "done",
        "completed_at",
        "goal_id",
        "worth",
        "notes",
        "due_time",
        "reminder",
        "repeat_from",
        "minutes",
        "amount",
        "unit",
        "parent_id",
        "occurrence",
        "first_due",
        "amount_done",
    ),
    Goal: (
        "id",
        "title",
        "notes",
        "complexity",
        "due",
        "done",
        "completed_at",
        "progress",
        "ready",
        "steps",
        "tasks_open",
        "tasks_done",
        "worth",
    ),
    TimeSlot: (
        "id",
        "day",
        "start_time",
        "start_minute",
        "minutes",
        "title",
        "task_id",
        "done",
        "completed_at",
        "on_time",
        "worth",
    ),
    Outcome: (
        "event_id",
        "points_awarded",
        "entries",
        "total_change",
        "total_points",
        "level_number",
        "level_up",
        "achievements_unlocked",
        "streaks_changed",
    ),
    Entry: Entry._fields,
}


def to_wire(value: object) -> Any:
    """`value` in types that any JSON writer takes: dates and times in ISO 8601, whole decimals as integers."""
    if value is None or (isinstance(value, str | bool | int | float) and not isinstance(value, Enum)):
        return value
    if isinstance(value, Enum):
        return to_wire(value.value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Mapping):
        return {str(key): to_wire(item) for key, item in value.items()}
    keys = _keys_of(value)
    if keys:
        shown = {key: to_wire(getattr(value, key)) for key in keys}
        return _with_plain_levels(shown) if isinstance(value, Progress) else shown
    if isinstance(value, list | tuple | set | frozenset):
        return [to_wire(item) for item in value]
    raise TypeError(f"no JSON for {type(value).__name__}")


def _keys_of(value: object) -> tuple[str, ...]:
    known = _KEYS.get(type(value))
    if known is not None:
        return known
    return tuple(part.name for part in fields(value)) if is_dataclass(value) else ()


def _with_plain_levels(progress: dict[str, Any]) -> dict[str, Any]:
    """In a progress the level is reached and the next one is not, so neither says so."""
    for place in ("level", "next_level"):
        level = progress[place]
        progress[place] = level and {key: level[key] for key in LEVEL_KEYS}
    return progress
