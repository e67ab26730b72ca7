"""What the command line and the API show of each value."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from momentum_desktop.engine.values import Entry, Event, Outcome
from momentum_desktop.momentum import AchievementCategory
from momentum_desktop.service.values import (
    Act,
    ActResult,
    DayTotal,
    LevelStanding,
    Progress,
    Stats,
    StatTotals,
    StreakStanding,
    Task,
)
from momentum_desktop.service.wire import to_wire

MOMENT = datetime(2026, 3, 4, 12, 0, tzinfo=timezone(timedelta(hours=-5)))
LEVEL = LevelStanding(2, 100, "Apprentice", ("Icon styles",), True, MOMENT)
STREAK = StreakStanding("focus", "Focus", "day", 1, 2, date(2026, 3, 4), 0, "kept", 7, 25, Decimal("12.5"))
TASK = Task(1, "Call Ann", "soon", "simple", 4, None, None, date(2026, 3, 5), None, ("home",), False, None, None, 18)


def test_plain_values_are_what_json_has() -> None:
    values = [Decimal("3.0"), Decimal("0.1"), Decimal("1E+2"), True, None, "é", MOMENT, date(2026, 3, 4)]

    assert json.dumps(to_wire([*values, AchievementCategory.FOCUS]), ensure_ascii=False) == (
        '[3, 0.1, 100, true, null, "é", "2026-03-04T12:00:00-05:00", "2026-03-04", "focus"]'
    )
    assert to_wire(datetime(2026, 3, 4, tzinfo=UTC)) == "2026-03-04T00:00:00+00:00"
    with pytest.raises(TypeError):
        to_wire(object())


def test_a_progress_has_the_keys_of_its_request_and_levels_without_their_history() -> None:
    day = (date(2026, 3, 4), MOMENT, MOMENT)
    progress = Progress(1, "Me", 150, 50, 150, 20, LEVEL, None, 0, 1.0, 1, 16, (STREAK,), *day)

    wire = to_wire(progress)

    assert " ".join(wire) == (
        "user_id name total_points weekly_points monthly_points today_points level next_level points_to_next_level "
        "level_progress achievements_completed achievements_total streaks"
    )
    assert wire["level"] == {
        "level_number": 2,
        "title": "Apprentice",
        "points_required": 100,
        "perks": ["Icon styles"],
    }
    assert wire["next_level"] is None
    assert " ".join(wire["streaks"][0]) == (
        "streak_type period current_count longest_count last_activity_date freezes status next_milestone"
    )


def test_an_outcome_tells_its_entries_by_name() -> None:
    event = Event(7, "task_completion", 0, 0, 719163)
    entries = (Entry("task_completion", 10), Entry("first_task_of_day", 5))

    assert to_wire(Outcome(event, entries, 15, 15, 15, 1, False, ("First Spark",), ())) == {
        "event_id": 7,
        "points_awarded": 15,
        "entries": [{"kind": "task_completion", "points": 10}, {"kind": "first_task_of_day", "points": 5}],
        "total_change": 15,
        "total_points": 15,
        "level_number": 1,
        "level_up": False,
        "achievements_unlocked": ["First Spark"],
        "streaks_changed": [],
    }


def test_acts_carry_their_task_and_stats_their_days() -> None:
    stats = Stats(
        (DayTotal(date(2026, 3, 4), 5, 1),),
        {"a": 5},
        {"b": 1},
        (0,) * 7,
        (0,) * 24,
        (),
        None,
        5.0,
        1,
        StatTotals(5, 1, 1, 0),
    )

    assert to_wire(ActResult(3, "add", "Added", TASK))["task"] == {
        "id": 1,
        "title": "Call Ann",
        "complexity": "simple",
        "priority": 4,
        "list": None,
        "start": None,
        "due": "2026-03-05",
        "repeat": None,
        "tags": ["home"],
        "done": False,
        "completed_at": None,
        "goal_id": None,
        "worth": 18,
        "notes": "soon",
        "due_time": None,
        "reminder": None,
        "repeat_from": "due",
        "minutes": None,
        "amount": None,
        "unit": None,
        "parent_id": None,
        "occurrence": None,
        "first_due": None,
        "amount_done": 0,
    }
    (act,) = to_wire((Act(1, "add", MOMENT, "Added", False, can_turn=True),))
    told = {"id": 1, "kind": "add", "at": "2026-03-04T12:00:00-05:00", "summary": "Added", "undone": False}
    assert act == {**told, "points": 0, "event_count": 0, "can_turn": True}
    assert to_wire(stats)["days"] == [{"day": "2026-03-04", "points": 5, "events": 1}]
    assert "by_weekday_hour" not in to_wire(stats)
