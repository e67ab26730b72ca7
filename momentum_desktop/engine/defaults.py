"""The tables of `momentum` as one rules document, and a document's own tables laid over them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from momentum_desktop import momentum
from momentum_desktop.engine.faults import did_you_mean, shown
from momentum_desktop.errors import RulesFault

MORE = "more"
"""The table of a rules file that adds to the tables of the same names instead of taking their places."""


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
    """A whole rules document: the tables of `document`, the default ones it does not have, and to the end of each what
    its table `more` adds. RulesFault if that cannot be added."""
    whole, faults = laid_over(document)
    if faults:
        raise RulesFault(tuple(faults))
    return whole


def laid_over(document: Mapping[str, Any]) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """The same, and as (place, fault) what of `more` cannot be added."""
    shape = default_document()
    whole = {**shape, **document}
    additions = whole.pop(MORE, {})
    if not isinstance(additions, Mapping):
        return whole, [
            (MORE, f"a table of additions such as [[more.achievements]] is expected, not {shown(additions)}")
        ]
    faults = []
    growing = [name for name, table in shape.items() if isinstance(table, list | dict)]
    for name, added in additions.items():
        base = whole.get(name)
        if name not in growing:
            faults.append((f"{MORE}.{name}", f"nothing can be added to it; {did_you_mean(name, growing)}"))
        elif isinstance(shape[name], list) != isinstance(added, list) or not isinstance(added, list | Mapping):
            kind = "a list" if isinstance(shape[name], list) else "a table"
            faults.append((f"{MORE}.{name}", f"{kind} is expected, not {shown(added)}"))
        elif isinstance(base, list) and isinstance(added, list):
            whole[name] = [*base, *added]
        elif isinstance(base, Mapping) and isinstance(added, Mapping):
            whole[name] = {**base, **added}
    return whole, faults


def _streak(streak: Mapping[str, Any]) -> dict[str, Any]:
    milestones = {str(count): points for count, points in streak["milestones"].items()}
    return {**streak, "events": list(streak["events"]), "milestones": milestones}


def _achievement(achievement: Mapping[str, Any]) -> dict[str, Any]:
    document = {
        **achievement,
        "category": str(achievement["category"]),
        "criteria_type": str(achievement["criteria_type"]),
    }
    if "tier" in document:
        document["tier"] = str(document["tier"])
    if "events" in document:
        document["events"] = list(document["events"])
    return document
