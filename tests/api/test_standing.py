"""The paths that say where the user stands: every key that others hold on to, and what the service says."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from momentum_desktop.engine.defaults import default_document
from momentum_desktop.service.wire import to_wire
from tests.api.serving import Client, Serving
from tests.service.lives import Clock

PROGRESS = {
    *("user_id", "name", "total_points", "weekly_points", "monthly_points", "today_points", "level", "next_level"),
    *("points_to_next_level", "level_progress", "achievements_completed", "achievements_total", "streaks"),
}
ACHIEVEMENT = {
    *("id", "name", "description", "category", "points", "icon_name", "criteria_type", "criteria_value", "progress"),
    *("completed", "completed_at"),
}
STREAK = {
    *("streak_type", "period", "current_count", "longest_count", "last_activity_date", "freezes", "status"),
    "next_milestone",
}
STATS = {
    *(
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
}


@pytest.fixture
def lived(data_dir: Path):
    """Three days of a life, and a client of it."""
    clock = Clock(datetime(2026, 3, 2, 12, 0, tzinfo=UTC))
    with Serving(data_dir, clock) as serving:
        client = serving.client("write")
        for day in range(3):
            for complexity in ("simple", "epic"):
                body = {"event_type": "task_completion", "metadata": {"complexity": complexity, "day": day}}
                assert client.post("/momentum/event", body).status == 201
            clock.forward(days=1)
        yield serving, client


def test_each_answer_is_what_the_service_says(lived: tuple[Serving, Client]) -> None:
    serving, client = lived
    for path, asked in (
        ("/momentum/progress", serving.service.get_user_progress()),
        ("/momentum/leaderboard", serving.service.get_leaderboard()),
        ("/momentum/leaderboard?period=week&limit=1", serving.service.get_leaderboard(period="week", limit=1)),
        ("/momentum/achievements", serving.service.get_achievements()),
        ("/momentum/streaks", serving.service.get_streaks()),
        ("/momentum/stats", serving.service.get_momentum_stats()),
        ("/momentum/stats?days=2", serving.service.get_momentum_stats(days=2)),
        ("/momentum/stats?days=0", serving.service.get_momentum_stats(days=0)),
        ("/momentum/levels", serving.service.get_levels()),
        ("/momentum/users", serving.service.get_users()),
    ):
        assert client.get(path) == to_wire(serving.run(asked)), path


def test_the_keys_are_those_that_others_hold_on_to(lived: tuple[Serving, Client]) -> None:
    _, client = lived
    progress = client.get("/momentum/progress")
    assert set(progress) >= PROGRESS
    assert set(progress["level"]) >= {"level_number", "title", "points_required", "perks"}
    assert 0 <= progress["level_progress"] <= 1
    board = client.get("/momentum/leaderboard")
    assert set(board) >= {"period", "entries", "me"}
    assert set(board["entries"][0]) >= {"rank", "user_id", "name", "points", "level_number"}
    assert all(set(each) >= ACHIEVEMENT for each in client.get("/momentum/achievements"))
    assert all(set(each) >= STREAK for each in client.get("/momentum/streaks"))
    stats = client.get("/momentum/stats?days=7")
    assert set(stats) >= STATS
    assert (len(stats["days"]), len(stats["by_weekday"]), len(stats["by_hour"])) == (7, 7, 24)
    assert set(stats["days"][0]) >= {"day", "points", "events"}
    assert set(stats["best_day"]) >= {"day", "points"}
    assert set(stats["totals"]) >= {"points", "events", "tasks", "achievements"}
    for level in client.get("/momentum/levels"):
        assert set(level) >= {"level_number", "points_required", "title", "perks", "reached"}


def test_an_event_answers_with_what_it_gave(lived: tuple[Serving, Client]) -> None:
    _, client = lived
    body = {"event_type": "focus_session", "metadata": {"minutes": 25}, "occurred_at": "2026-03-05T12:30:00+01:00"}
    answer = client.post("/momentum/event", body)
    assert answer.status == 201
    assert answer.headers["content-type"] == "application/json"
    outcome = answer.json
    assert set(outcome) >= {
        *("event_id", "points_awarded", "entries", "total_change", "total_points", "level_number", "level_up"),
        *("achievements_unlocked", "streaks_changed"),
    }
    assert outcome["entries"][0]["kind"] == "focus_session"
    assert outcome["points_awarded"] == sum(entry["points"] for entry in outcome["entries"])
    assert client.get("/momentum/progress")["total_points"] == outcome["total_points"]
    assert client.get(f"/momentum/events/{outcome['event_id']}")["occurred_at"] == "2026-03-05T12:30:00+01:00"


def test_what_is_still_to_earn_comes_nearest_first(lived: tuple[Serving, Client]) -> None:
    _, client = lived
    everything = client.get("/momentum/achievements")
    available = client.get("/momentum/achievements/available")
    assert {each["id"] for each in available} == {each["id"] for each in everything if not each["completed"]}
    # Of a level the one where everyone starts is no part of the way.
    starts = [each["criteria_type"] == "LEVEL" for each in available]
    nearness = [
        (each["progress"] - start) / (each["criteria_value"] - start)
        for each, start in zip(available, starts, strict=True)
    ]
    assert nearness == sorted(nearness, reverse=True)
    assert any(each["completed"] and each["completed_at"].endswith("+00:00") for each in everything)


def test_a_secret_has_no_name_until_it_is_earned(serving: Serving, client: Client) -> None:
    document = default_document()
    document["achievements"][0]["secret"] = True
    serving.run(serving.service.take_rules(document))
    name = document["achievements"][0]["name"]
    for path in ("/momentum/achievements", "/momentum/achievements/available"):
        assert [each for each in client.get(path) if each["name"] is None and each["description"] is None]
        assert name not in [each["name"] for each in client.get(path)]
    client.post("/momentum/event", {"event_type": "task_completion"})
    assert name in [each["name"] for each in client.get("/momentum/achievements") if each["completed"]]


@pytest.mark.parametrize("query", ["period=year", "period=", "limit=0", "limit=1001", "limit=x"])
def test_a_question_that_cannot_be_answered_names_what_is_wrong(client: Client, query: str) -> None:
    answer = client("GET", f"/momentum/leaderboard?{query}")
    assert (answer.status, answer.json["field"]) == (422, query.partition("=")[0])


def test_health_says_who_asks_and_that_all_is_well(serving: Serving) -> None:
    health = serving.client("read").get("/momentum/health")
    assert health["status"] == "ok"
    assert (health["user_id"], health["scopes"]) == (1, ["read"])
