"""Goals, slots, focus, habits and days off on the command line."""

from __future__ import annotations

from tests.cli.running import Here


def test_a_goal_is_set_gone_through_and_reached(momentum: Here) -> None:
    goal = momentum.json("goal", "add", "Run a marathon", "--due", "tomorrow", "--step", "Buy shoes")
    assert (goal["title"], [step["title"] for step in goal["steps"]]) == ("Run a marathon", ["Buy shoes"])
    momentum("goal", "step", "1", "Run 10 km", "--complexity", "complex")
    momentum("goal", "step-done", "1")
    told = momentum("goal", "step-done", "2").out
    assert "last step" in told
    assert "momentum goal done 1" in told
    momentum("goal", "step-undone", "2")
    momentum("goal", "step-delete", "2")
    outcome = momentum.json("goal", "done", "1")["outcome"]
    assert outcome["entries"][0] == {"kind": "goal_completion", "points": 50}
    assert outcome["achievements_unlocked"] == ["Planted Flag", "Photo Finish"]
    assert momentum.json("goal", "list")[0]["done"]
    momentum("goal", "undone", "1")
    assert momentum.json("goal", "edit", "1", "--title", "Walk", "--due", "none")["due"] is None
    assert "Walk" in momentum("goal").out
    momentum("goal", "delete", "1")
    assert momentum.json("goal") == []
    assert momentum("goal", "done", "9").code == 2


def test_a_day_is_planned_in_slots(momentum: Here) -> None:
    slot = momentum.json("slot", "add", "Deep work", "9:00", "--minutes", "90", "--day", "tomorrow")
    assert (slot["start_time"], slot["minutes"], slot["day"]) == ("09:00", 90, "2026-03-05")
    assert momentum.json("slot", "list") == []
    assert "Deep work" in momentum("slot", "list", "--days", "2").out
    early = momentum("slot", "done", "1")
    assert (early.code, "begins tomorrow at 09:00; it can be kept from then on" in early.err) == (2, True)
    done = momentum.json("slot", "done", "1", "--at", "2026-03-05T10:00:00+00:00")
    assert done["outcome"]["entries"][0] == {"kind": "time_slot_completion", "points": 20}
    assert momentum.json("slot", "list", "--day", "tomorrow")[0]["on_time"] is True
    momentum("slot", "undone", "1")
    momentum("slot", "delete", "1")
    refused = momentum("slot", "add", "x", "25:00")
    assert (refused.code, "no time" in refused.err) == (2, True)


def test_focus_runs_and_is_let_go(momentum: Here) -> None:
    assert momentum.json("focus") is None
    assert momentum.json("focus", "start", "--minutes", "25")["planned_minutes"] == 25
    assert "of 25" in momentum("focus", "status").out
    momentum("focus", "pause")
    assert momentum.json("focus")["paused"]
    momentum("focus", "resume")
    assert "less than a minute" in momentum("focus", "stop").err
    momentum("focus", "drop")
    assert "No focus session" in momentum("focus").out


def test_a_habit_is_kept_in_part_done_and_skipped(momentum: Here) -> None:
    habit = momentum.json("habit", "add", "Drink water", "--amount", "8", "--unit", "glasses")
    assert (habit["task"]["repeat"], habit["task"]["amount"]) == ("FREQ=DAILY", 8)
    assert "3 of 8 glasses" in momentum("habit", "amount", "1", "3").out
    assert momentum.json("habit", "done", "1")["outcome"]["points_awarded"] == 35
    assert "1 time in a row" in momentum("habit", "list").out
    momentum("habit", "skip", "1")
    assert "■" in momentum("habit", "show", "1").out
    momentum("habit", "undone", "1", "--day", "today")
    assert momentum.json("habit")[0]["done_days"] == 0
    momentum("habit", "done", "1", "--day", "2026-03-03")
    assert momentum.json("habit", "show", "1")["days"][0]["day"] == "2026-03-03"
    assert momentum("habit", "amount", "1", "many").code == 2
    assert "--amount 5 --unit km" in momentum("habit", "add", "Run", "--unit", "km").err


def test_what_a_habit_earned_is_told_with_its_title(momentum: Here) -> None:
    momentum("habit", "add", "Drink water")
    momentum("habit", "done", "1")

    assert "12:00  Drink water  Task completion" in momentum("why").out


def test_days_are_taken_off_and_given_up(momentum: Here) -> None:
    momentum("rest", "add", "today")
    momentum("rest", "add", "2026-04-01", "2026-04-09", "--streak", "daily_activity")
    assert [rest["streak"] for rest in momentum.json("rest")] == ["daily_activity", None]
    assert "2026-04-01 to 2026-04-09" in momentum("rest", "list").out
    momentum("rest", "remove", "1")
    assert len(momentum.json("rest")) == 1
    assert momentum("rest", "add", "today", "--streak", "nothing").code == 2


def test_an_empty_plan_says_for_which_days(momentum: Here) -> None:
    assert momentum("slot").out.startswith("Nothing is planned for today. ")
    assert momentum("slot", "list", "--day", "tomorrow").out.startswith("Nothing is planned for tomorrow. ")
    assert momentum("slot", "list", "--days", "7").out.startswith("Nothing is planned from today to tue. ")
