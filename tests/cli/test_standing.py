"""The standing in numbers: every document has the keys of its request, and the words say the same."""

from __future__ import annotations

import pytest

from tests.cli.running import Here

KEYS = {
    "status": (
        "user_id name total_points weekly_points monthly_points today_points level next_level points_to_next_level "
        "level_progress achievements_completed achievements_total streaks"
    ),
    "streaks": "streak_type period current_count longest_count last_activity_date freezes status next_milestone",
    "achievements": (
        "id name description category points icon_name criteria_type criteria_value progress completed completed_at "
        "tier"
    ),
    "stats": "days by_kind by_event_type by_weekday by_hour best_day average_per_day active_days totals",
    "levels": "level_number title points_required perks reached",
    "leaderboard": "period entries me own_weeks",
}


@pytest.fixture
def worked(momentum: Here) -> Here:
    """Somebody who did three things on two days."""
    momentum("event", "task_completion", "--at", "2026-03-03T10:00:00+01:00", "--meta", "complexity=complex")
    momentum("event", "task_completion", "--at", "2026-03-04T10:00:00+01:00")
    momentum("event", "focus_session", "--at", "2026-03-04T11:00:00+01:00", "--meta", "minutes=30")
    return momentum


@pytest.mark.parametrize("command", KEYS)
def test_a_document_has_the_keys_of_its_request(worked: Here, command: str) -> None:
    document = worked.json(command)

    shown = document[0] if isinstance(document, list) else document
    assert " ".join(shown) == KEYS[command]


@pytest.mark.parametrize("command", [*KEYS, "history", "verify", "rules", "list"])
def test_nothing_done_yet_is_no_error(momentum: Here, command: str) -> None:
    ran = momentum(command)

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.strip()


def test_the_status_tells_level_points_streaks_and_what_is_near(worked: Here) -> None:
    status = worked.json("status")

    told = worked("status").out

    assert f"{status['total_points']:,} point" in told
    assert f"{status['points_to_next_level']:,} to {status['next_level']['title']}" in told
    assert f"+{status['today_points']}" in told
    assert "ends in 16 h 00" in told
    assert "kept today" in told
    assert "Warming Up" in told
    assert "\x1b" not in told


def test_who_has_no_points_is_told_of_a_task_that_is_there(momentum: Here) -> None:
    assert "then momentum done and the number it gets" in momentum("status").out
    momentum("add", "Gone")
    momentum("delete", "1")
    momentum("add", "Water the plants")
    assert "momentum done 2 completes “Water the plants”" in momentum("status").out


def test_available_achievements_come_nearest_first(worked: Here) -> None:
    available = worked.json("achievements", "--available")

    # Of a level the one where everyone starts is no part of the way.
    starts = [one["criteria_type"] == "LEVEL" for one in available]
    shares = [
        (one["progress"] - start) / (one["criteria_value"] - start)
        for one, start in zip(available, starts, strict=True)
    ]
    assert shares == sorted(shares, reverse=True)
    assert not any(one["completed"] for one in available)
    told = worked("achievements", "--available").out
    places = [told.index(f"○  {one['name']} ") for one in available if one["name"]]
    assert places == sorted(places)
    assert len(worked.json("achievements")) == len(available) + worked.json("status")["achievements_completed"]


def test_the_stats_hold_every_day_asked_for(worked: Here) -> None:
    stats = worked.json("stats", "--days", "30")

    assert len(stats["days"]) == 30
    assert stats["days"][-1]["day"] == "2026-03-04"
    assert sum(day["points"] for day in stats["days"]) == stats["totals"]["points"]
    assert f"{stats['totals']['points']} points in 30 days" in worked("stats", "--days", "30").out


def test_the_leaderboard_ranks_by_the_period(worked: Here) -> None:
    board = worked.json("leaderboard", "--period", "week", "--limit", "3")

    assert board["period"] == "week"
    assert board["me"]["points"] == worked.json("status")["weekly_points"]
    assert "this week" in worked("leaderboard", "--period", "week").out


def test_one_who_is_alone_sees_their_own_weeks_and_the_period_asked_for(worked: Here) -> None:
    assert worked("leaderboard").out.startswith("This week among your best\n")
    told = worked("leaderboard", "--period", "month").out
    assert told.startswith("Points this month\n  1  Me")
    assert "\n\nThis week among your best\n" in told


def test_a_limit_of_one_ranks_people_all_the_same(worked: Here) -> None:
    worked("user", "add", "Anna")
    told = worked("leaderboard", "--period", "month", "--limit", "1").out
    assert told.startswith("Points this month\n  1  Me")
    assert "among your best" not in told


def test_everything_stored_is_what_the_log_gives(worked: Here) -> None:
    assert worked.json("verify") == {"ok": True, "events": 3, "differences": []}


@pytest.mark.parametrize(
    "arguments",
    [
        ["stats", "--days", "-1"],
        ["stats", "--days", "x"],
        ["leaderboard", "--period", "year"],
        ["leaderboard", "--limit", "0"],
        ["history", "--limit", "-1"],
    ],
)
def test_a_range_that_is_none_is_refused(momentum: Here, arguments: list[str]) -> None:
    ran = momentum(*arguments)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1


def test_the_rules_in_force_can_be_printed_and_replayed(worked: Here, tmp_path: object) -> None:
    document = worked.json("rules")

    assert document["point_events"]["task_completion"] == 10
    assert "task_completion" in worked("rules").out


def test_the_levels_say_what_they_unlock_and_tiers_stand_beside_the_names(momentum: Here) -> None:
    levels = momentum("levels").out
    assert "Accent colours\n         Choose the colour of buttons, rings and marks." in levels
    assert "accent_colours" in momentum.json("levels")[0]["perks"]
    achievements = momentum("achievements").out
    assert "Task Master · silver" in achievements
    assert "A secret                        secret" in achievements
