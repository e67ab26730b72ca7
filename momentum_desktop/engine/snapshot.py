"""A State as one JSON text and back, so that it can be laid down and taken up again."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from momentum_desktop.engine.values import DayState, Number, State, StreakState, Unlock


def state_to_json(state: State) -> str:
    """The whole state as text."""
    return json.dumps(
        {
            "totals": [state.total_points, state.level_number, state.events],
            "position": [state.instant, state.event_id, state.last_day],
            "days": [[day, *seen] for day, seen in state.days.items()],
            "perfect_weeks": sorted(state.perfect_weeks),
            "streaks": {name: list(streak) for name, streak in state.streaks.items()},
            "periods": {
                name: [[period, _put(progress)] for period, progress in table.items()]
                for name, table in state.periods.items()
            },
            "marked": {name: list(table.items()) for name, table in state.marked.items()},
            "measures": {name: _put(measure) for name, measure in state.measures.items()},
            "tallies": {name: list(table.items()) for name, table in state.tallies.items()},
            "unlocked": {name: list(unlock) for name, unlock in state.unlocked.items()},
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def state_from_json(text: str) -> State:
    """The state that `state_to_json` laid down."""
    value: dict[str, Any] = json.loads(text)
    points, level, events = value["totals"]
    instant, event_id, last_day = value["position"]
    return State(
        total_points=points,
        level_number=level,
        events=events,
        instant=instant,
        event_id=event_id,
        last_day=last_day,
        days={day: DayState(*seen) for day, *seen in value["days"]},
        perfect_weeks=set(value["perfect_weeks"]),
        streaks={name: StreakState(*streak) for name, streak in value["streaks"].items()},
        periods={
            name: {period: _take(progress) for period, progress in table} for name, table in value["periods"].items()
        },
        marked={name: dict(table) for name, table in value["marked"].items()},
        measures={name: _take(measure) for name, measure in value["measures"].items()},
        tallies={name: dict(table) for name, table in value["tallies"].items()},
        unlocked={name: Unlock(*unlock) for name, unlock in value["unlocked"].items()},
    )


def _put(number: Number) -> int | str:
    return number if isinstance(number, int) else str(number)


def _take(stored: int | str) -> Number:
    return stored if isinstance(stored, int) else Decimal(stored)
