"""Rules and logs made by hand, small enough that what they give can be worked out on paper."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from momentum_desktop.engine.compilation import compile_rules
from momentum_desktop.engine.defaults import default_document
from momentum_desktop.engine.reading import checked_event, read_moment
from momentum_desktop.engine.replay import Replay, replay
from momentum_desktop.engine.report import report
from momentum_desktop.engine.rules import Rules
from momentum_desktop.engine.values import Event

WORK = ["task_completion", "focus_session", "goal_completion"]
Act = tuple[str, str, dict[str, Any], str | None]

# In March 2026 the 2nd, 9th, 16th, 23rd and 30th are Mondays.


def bare(**tables: Any) -> dict[str, Any]:
    """A rules document in which an event gives its own points and nothing else, with some tables of one's own."""
    return {
        **default_document(),
        "point_events": {"task_completion": 10, "focus_session": 7, "goal_completion": 50, "social_interaction": 5},
        "work_events": WORK,
        "derived_events": [],
        "complexity_events": ["task_completion"],
        "streak_multiplied_events": WORK,
        "multiplier_streak": None,
        "streak_multipliers": [],
        "freezes": {"earned_every": 7, "most": 2},
        "streaks": [],
        "levels": [{"level_number": 1, "points_required": 0, "title": "One", "perks": []}],
        "achievements": [],
        **tables,
    }


def bonuses(**points: int) -> dict[str, Any]:
    """The tables that let the named bonuses be given."""
    own = {"task_completion": 10, "focus_session": 7, "goal_completion": 50, "social_interaction": 5}
    return {"point_events": {**own, **points}, "derived_events": list(points)}


def streak(**fields: Any) -> dict[str, Any]:
    """A daily streak that any task keeps."""
    return {"name": "daily", "period": "day", "events": ["task_completion"], "needed": 1, **fields}


def achievement(name: str = "Won", **fields: Any) -> dict[str, Any]:
    """An achievement of three points for one task."""
    counts = fields.get("criteria_type", "COUNT") in {"COUNT", "SUM", "DAY_COUNT", "DISTINCT_DAYS"}
    events = {"events": ["task_completion"]} if counts else {}
    made = {"name": name, "points": 3, "category": "growth", "criteria_type": "COUNT", "criteria_value": 1}
    return {**made, **events, **fields}


def levels(*thresholds: int) -> list[dict[str, Any]]:
    """Levels from 1 up, at these points."""
    return [
        {"level_number": number, "points_required": points, "title": f"Level {number}", "perks": []}
        for number, points in enumerate(thresholds, 1)
    ]


def act(moment: str, event_type: str = "task_completion", /, *, logical: str | None = None, **metadata: Any) -> Act:
    """An event to be recorded: "2026-03-02T09:00" is at +00:00; `logical` is the day it is stored with."""
    date, _, clock = moment.partition("T")
    hours, offset = (clock or "12:00"), ""
    for sign in "+-":
        if sign in hours:
            hours, _, offset = hours.partition(sign)
            offset = sign + offset
    return f"{date}T{hours}:00{offset or '+00:00'}", event_type, metadata, logical


def recorded(rules: Rules, *acts: Act) -> list[Event]:
    """The acts as events, in the order they are given."""
    return [
        checked_event(rules, id=number, event_type=kind, moment=read_moment(moment), metadata=metadata, day=logical)
        for number, (moment, kind, metadata, logical) in enumerate(acts)
    ]


def played(document: dict[str, Any], *acts: Act) -> Replay:
    """The acts under the rules."""
    rules = compile_rules(document)
    return replay(recorded(rules, *acts), rules)


def entries(document: dict[str, Any], *acts: Act) -> list[list[str]]:
    """For each act its ledger entries, as "kind points", in their order."""
    found: list[list[str]] = [[] for _ in acts]
    for line in played(document, *acts).ledger:
        found[line.event].append(f"{line.kind} {line.points}")
    return found


def points(document: dict[str, Any], *acts: Act) -> list[int]:
    """What each act gave in all."""
    return [sum(int(entry.rpartition(" ")[2]) for entry in given) for given in entries(document, *acts)]


def standing(document: dict[str, Any], *acts: Act, as_of: str | None = None) -> dict[str, Any]:
    """The report after the acts, as of a moment (default: the last event's)."""
    moment = None if as_of is None else datetime.fromisoformat(act(as_of)[0])
    return report(played(document, *acts), compile_rules(document), moment)
