"""The tables of `momentum` as one rules document, and a document's own tables laid over them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from momentum_desktop import momentum


def default_document() -> dict[str, Any]:
    """The default rules in the shape of a rules file (RULES section 6)."""
    return {
        "day_starts_at": momentum.DAY_STARTS_AT,
        "week_starts_on": momentum.WEEK_STARTS_ON,
        "rest_weekdays": list(momentum.REST_WEEKDAYS),
        "vacations": [list(span) for span in momentum.VACATIONS],
        "point_events": dict(momentum.POINT_EVENTS),
        "work_events": list(momentum.WORK_EVENTS),
        "derived_events": list(momentum.DERIVED_EVENTS),
        "complexity_events": list(momentum.COMPLEXITY_EVENTS),
        "streak_multiplied_events": list(momentum.STREAK_MULTIPLIED_EVENTS),
        "multiplier_streak": momentum.MULTIPLIER_STREAK,
        "complexity_multipliers": dict(momentum.MULTIPLIERS["complexity"]),
        "streak_multipliers": [dict(tier) for tier in momentum.MULTIPLIERS["streak"]],
        "windows": {name: list(window) for name, window in momentum.WINDOWS.items()},
        "freezes": dict(momentum.FREEZES),
        "streaks": [_streak(streak) for streak in momentum.STREAKS],
        "levels": [dict(level) for level in momentum.LEVELS],
        "achievements": [_achievement(achievement) for achievement in momentum.ACHIEVEMENTS],
    }


def merged(document: Mapping[str, Any]) -> dict[str, Any]:
    """A whole rules document: the tables of `document`, and the default ones it does not have."""
    return {**default_document(), **document}


def _streak(streak: Mapping[str, Any]) -> dict[str, Any]:
    milestones = {str(count): points for count, points in streak["milestones"].items()}
    return {**streak, "events": list(streak["events"]), "milestones": milestones}


def _achievement(achievement: Mapping[str, Any]) -> dict[str, Any]:
    document = {
        **achievement,
        "category": str(achievement["category"]),
        "criteria_type": str(achievement["criteria_type"]),
    }
    if "events" in document:
        document["events"] = list(document["events"])
    return document
