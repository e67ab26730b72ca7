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
    assert (early.code, "is planned for tomorrow; it can be kept on that day" in early.err) == (2, True)
    done = momentum("slot", "done", "1", "--at", "2026-03-05T10:00:00+00:00", "--json").document
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


def test_a_habit_has_all_that_a_task_may_have(momentum: Here) -> None:
    habit = momentum.json(
        *("habit", "add", "Stretch", "--list", "body", "--priority", "2", "--notes", "slowly", "--reminder", "7:30"),
        *("--minutes", "10", "--due", "fri 8am"),
    )["task"]
    assert (habit["list"], habit["priority"], habit["notes"]) == ("body", 2, "slowly")
    assert (habit["reminder"], habit["minutes"], habit["repeat"]) == ("07:30", 10, "FREQ=DAILY")
    assert (habit["due"], habit["due_time"]) == ("2026-03-06", "08:00")
    assert momentum("habit", "add", "Once", "--repeat", "none").code == 2


def test_an_amount_with_a_plus_comes_to_what_is_there(momentum: Here) -> None:
    momentum("habit", "add", "Drink water", "--amount", "8", "--unit", "glasses")
    assert "2 of 8 glasses" in momentum("habit", "amount", "1", "+2").out
    assert "5 of 8 glasses" in momentum("habit", "amount", "1", "+3").out
    assert "1 of 8 glasses" in momentum("habit", "amount", "1", "1").out
    assert "2 of 8 glasses" in momentum("habit", "amount", "1", "+2", "--day", "2026-03-02").out
    assert momentum.json("habit", "amount", "1", "+7.0")["outcome"]["entries"][0]["points"] > 0


def test_a_skipped_day_is_taken_back_and_no_inner_number_is_told(momentum: Here) -> None:
    momentum("add", "Something before it")
    momentum("habit", "add", "Stretch")
    assert momentum("habit", "skip", "2", "--day", "2026-03-03").code == 0
    assert "already skipped; undo that first" in momentum("habit", "done", "2", "--day", "2026-03-03").err
    assert momentum("habit", "undone", "2", "--day", "2026-03-03").code == 0
    assert momentum("habit", "done", "2", "--day", "2026-03-03").code == 0
    assert "Fri 6 Mar" in momentum("habit", "skip", "2", "--day", "fri").out
    assert "Fri 6 Mar" in momentum("habit", "undone", "2", "--day", "fri").out
    assert "Fri 27 Feb" in momentum("habit", "undone", "2", "--day", "fri").err
    told = momentum("habit", "undone", "2", "--day", "2026-03-02")
    assert (told.code, "task 2: “Stretch” of Mon 2 Mar is not done" in told.err) == (2, True)


def test_what_was_added_is_told_with_its_number(momentum: Here) -> None:
    momentum("add", "Read")
    assert "\n  2  Drink water  today" in momentum("habit", "add", "Drink water").out
    assert "\n  1  ○  today  09:00  60 min  Deep work" in momentum("slot", "add", "Deep work", "9:00").out


def test_a_slot_says_what_else_is_planned_for_its_time(momentum: Here) -> None:
    momentum("slot", "add", "Deep work", "9:00", "--minutes", "90")
    momentum("slot", "add", "Night shift", "23:30", "--minutes", "120")

    assert "same time" not in momentum("slot", "add", "Lunch", "10:30").out
    assert "At the same time: “Deep work” at 09:00." in momentum("slot", "add", "Call", "10:00", "--minutes", "30").out
    assert "At the same time: “Night shift” at 23:30." in momentum("slot", "add", "Tea", "0:30").out
    assert len(momentum.json("slot")) == 5


def test_slots_after_midnight_stand_at_the_end_of_their_day(momentum: Here) -> None:
    for title, time, day in [("Night", "3:00", "today"), ("Dawn", "5:00", "today"), ("Next", "4:30", "tomorrow")]:
        momentum("slot", "add", title, time, "--day", day)
    assert [slot["title"] for slot in momentum.json("slot", "list", "--days", "2")] == ["Dawn", "Night", "Next"]


def test_what_a_habit_earned_is_told_with_its_title(momentum: Here) -> None:
    momentum("habit", "add", "Drink water")
    momentum("habit", "done", "1")

    assert "12:00  Drink water  Task completed" in momentum("why").out


def test_days_are_taken_off_and_given_up(momentum: Here) -> None:
    momentum("rest", "add", "today")
    momentum("rest", "add", "2026-04-01", "2026-04-09", "--streak", "daily_activity")
    assert [rest["streak"] for rest in momentum.json("rest")] == ["daily_activity", None]
    assert "Wed 1 Apr to Thu 9 Apr" in momentum("rest", "list").out
    told = momentum("rest", "list").out
    assert told.index("Wed 4 Mar") < told.index("Wed 1 Apr")
    assert "days" not in momentum("rest", "add", "1 jul", "14 jul").out
    assert "3,653 days; “momentum undo” gives them up" in momentum("rest", "add", "2026-08-01", "2036-07-31").out
    assert len(momentum.json("rest")) == 4
    momentum("undo")
    momentum("undo")
    momentum("rest", "remove", "1")
    assert len(momentum.json("rest")) == 1
    assert momentum("rest", "add", "today", "--streak", "nothing").code == 2


def test_an_empty_plan_says_for_which_days(momentum: Here) -> None:
    assert momentum("slot").out.startswith("Nothing is planned for today. ")
    assert momentum("slot", "list", "--day", "tomorrow").out.startswith("Nothing is planned for tomorrow. ")
    assert momentum("slot", "list", "--days", "7").out.startswith("Nothing is planned from today to tue. ")
