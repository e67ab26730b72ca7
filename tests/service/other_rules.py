"""Rules that are not the default ones, and all that stands in a database after them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from momentum_desktop.engine.defaults import default_document
from tests.service.lives import DERIVED, PLAN, rows

RULES = ("rule_sets", "levels", "achievements")
BOOKWORM = {
    "name": "Bookworm",
    "points": 40,
    "category": "growth",
    "criteria_type": "COUNT",
    "criteria_value": 3,
    "events": ["learning_session"],
}
DEARER = {"more": {"point_events": {"task_completion": 30}, "achievements": [BOOKWORM]}}


def without(event_type: str) -> dict[str, Any]:
    """The default rules as if an event type had never been."""

    def less(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: less(item) for key, item in value.items() if key != event_type}
        return [less(item) for item in value if item != event_type] if isinstance(value, list) else value

    found = less(default_document())
    assert isinstance(found, dict)
    return found


def everything(folder: Path) -> dict[str, list[dict[str, Any]]]:
    return rows(folder, *DERIVED, *PLAN, *RULES)
