"""The events that the measurements record: an ordinary mixture, always the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from momentum_desktop.engine.calendar import logical_day
from momentum_desktop.engine.rules import Rules
from momentum_desktop.engine.values import Event, instant_and_offset

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
KINDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("task_completion", {"complexity": "simple", "task_id": 17, "on_time": True}),
    ("task_completion", {"complexity": "moderate", "list": "Work"}),
    ("focus_session", {"minutes": 25}),
    ("task_completion", {}),
    ("goal_step_completion", {"complexity": "complex"}),
    ("learning_session", {"minutes": 30}),
    ("task_completion", {"complexity": "trivial", "tags": ["home"]}),
    ("social_interaction", {}),
)
EVENTS_A_DAY = 110
DAY_STARTS, DAY_MINUTES = 5 * 60, 18 * 60


def kind(number: int) -> tuple[str, dict[str, Any]]:
    """The type and the metadata of an event."""
    return KINDS[number * 5 % len(KINDS)]


def history(count: int, rules: Rules) -> Iterator[Event]:
    """`count` events of crowded days, the last of them the day before NOW."""
    days = -(-count // EVENTS_A_DAY)
    first = NOW.replace(hour=0) - timedelta(days=days)
    for number in range(count):
        day, place = divmod(number, EVENTS_A_DAY)
        at = first + timedelta(days=day, minutes=DAY_STARTS + place * DAY_MINUTES // EVENTS_A_DAY)
        event_type, metadata = kind(number)
        instant, offset = instant_and_offset(at)
        ordinal = logical_day(instant, offset, rules.day_start)
        yield Event(0, event_type, instant, offset, ordinal, metadata, f"history-{number:07}")
