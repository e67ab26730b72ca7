"""Tasks from the command line: added, listed, changed, done, deleted, undone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.cli.running import Here, spawned

TASK_KEYS = {
    *("id", "title", "complexity", "priority", "list", "start", "due", "repeat", "tags"),
    *("done", "completed_at", "goal_id", "worth", "notes", "due_time", "reminder", "repeat_from", "minutes"),
    *("amount", "unit", "amount_done", "parent_id", "occurrence", "first_due"),
}


def test_a_task_is_added_with_all_that_was_said_about_it(momentum: Here) -> None:
    task = momentum.json(
        *("add", "Write report", "--due", "fri", "--complexity", "complex", "--tag", "work", "--tag", "#q1"),
        *("--list", "office", "--priority", "1", "--notes", "the long one", "--start", "2026-03-05"),
    )

    assert set(task) == TASK_KEYS | {"act_id"}
    assert (task["title"], task["due"], task["start"]) == ("Write report", "2026-03-06", "2026-03-05")
    assert (task["complexity"], task["priority"], task["list"]) == ("complex", 1, "office")
    assert (task["tags"], task["notes"], task["done"]) == (["work", "q1"], "the long one", False)
    # A complex task, the first of its day.
    assert task["worth"] == 25
    assert [listed["id"] for listed in momentum.json("list")] == [task["id"]]


def test_a_task_may_be_due_at_a_time_and_come_again(momentum: Here) -> None:
    task = momentum.json("add", "Write report", "--due", "fri 9am", "--repeat", "every weekday")

    assert (task["due"], task["due_time"]) == ("2026-03-06", "09:00")
    assert (task["repeat"], task["repeat_from"]) == ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "due")
    told = momentum("list").out
    assert "09:00" in told
    assert "every weekday" in told


def test_a_quick_add_line_is_read_as_in_the_window(momentum: Here) -> None:
    line = "Buy milk tomorrow 9am #shop /errands ~25m every week @mara"
    momentum("goal", "add", "Marathon")

    told = momentum("add", "--quick", line)
    quick = momentum.json("list")[0]
    plain = momentum.json("add", line)
    both = momentum.json("add", "--quick", line, "--due", "fri", "--tag", "home")

    assert (quick["title"], quick["due"], quick["due_time"]) == ("Buy milk", "2026-03-05", "09:00")
    assert (quick["tags"], quick["list"], quick["minutes"], quick["goal_id"]) == (["shop"], "errands", 25, 1)
    assert quick["repeat"] == "FREQ=WEEKLY"
    assert told.out.splitlines()[-1].startswith("  Understood: Tomorrow")
    assert ", 9:00, every week, 25 min, /errands, @Marathon, #shop\n" in told.out
    assert (plain["title"], plain["due"], plain["tags"], plain["repeat"]) == (line, None, [], None)
    assert (both["title"], both["due"], both["tags"]) == ("Buy milk", "2026-03-06", ["home"])
    assert momentum("add", line).out.count("\n") == 2
    refused = momentum("add", "--quick", "tomorrow #shop")
    assert (refused.code, "needs a title" in refused.err) == (2, True)
    assert "--quick" in momentum("add", "--help").out


def test_a_task_has_all_that_the_windows_dialog_gives_it(momentum: Here) -> None:
    momentum("add", "Move house")
    task = momentum.json(
        *("add", "Pack", "--due", "fri", "--reminder", "the day before at 18:00", "--minutes", "1h30"),
        *("--parent", "1", "--repeat", "daily", "--amount", "2.5", "--unit", "boxes"),
    )
    assert (task["reminder"], task["minutes"], task["parent_id"]) == ("-1d 18:00", 90, 1)
    assert (task["amount"], task["unit"]) == (2.5, "boxes")
    told = momentum("list").out
    assert "~90m *-1d 18:00 2.5 boxes part of 1" in told

    task = momentum.json("edit", "2", "--reminder", "-2d 9:00", "--minutes", "25", "--unit", "none")
    assert (task["reminder"], task["minutes"], task["amount"], task["unit"]) == ("-2d 09:00", 25, 2.5, None)
    cleared = [word for name in ("reminder", "minutes", "amount", "parent", "notes") for word in (f"--{name}", "none")]
    task = momentum.json("edit", "2", *cleared)
    names = ("reminder", "minutes", "amount", "parent_id", "notes")
    assert [task[name] for name in names] == [None, None, None, None, ""]
    assert momentum.json("add", "Call", "--reminder", "fri 9am")["reminder"] == "2026-03-06 09:00"


def test_the_list_is_narrowed_as_the_windows_search_does(momentum: Here) -> None:
    momentum("add", "Write report", "--tag", "work", "--list", "office", "--due", "fri")
    momentum("add", "Read report", "--tag", "home", "--due", "today")
    momentum("add", "Write home", "--list", "Official")

    def ids(*arguments: str) -> list[int]:
        return sorted(task["id"] for task in momentum.json("list", *arguments))

    assert ids("report") == [1, 2]
    assert ids("WRITE", "/off") == [1, 3]
    assert ids("home") == [2, 3]
    assert ids("#home") == ids("--tag", "home") == ids("--tag", "#home") == [2]
    assert ids("--list", "office", "report") == [1]
    assert ids("--day", "fri") == [1]
    momentum("done", "2")
    assert ids("--day", "today", "--all") == [2]
    assert momentum("list", "nothing").out == "No task fits; --all looks among the done ones too.\n"


@pytest.mark.parametrize(
    ("words", "rule", "counted_from", "first"),
    [
        ("every month on the 15th", "FREQ=MONTHLY;BYMONTHDAY=15", "due", "2026-03-15"),
        ("3 times a week", "FREQ=WEEKLY;X-TIMES=3", "due", "2026-03-04"),
        ("every! 3 days", "FREQ=DAILY;INTERVAL=3", "completion", "2026-03-04"),
        ("rrule:freq=weekly;byday=mo", "FREQ=WEEKLY;BYDAY=MO", "due", "2026-03-09"),
    ],
)
def test_a_repeat_is_said_in_words_or_as_a_rule(
    momentum: Here, words: str, rule: str, counted_from: str, first: str
) -> None:
    task = momentum.json("add", "Water", "--repeat", words)

    assert (task["repeat"], task["repeat_from"], task["first_due"]) == (rule, counted_from, first)


def test_an_edit_of_the_day_keeps_the_time_and_the_repeat(momentum: Here) -> None:
    momentum("add", "Stand-up", "--due", "fri 9am", "--repeat", "weekly")

    task = momentum.json("edit", "1", "--due", "thu")
    assert (task["due"], task["due_time"], task["repeat"]) == ("2026-03-05", "09:00", "FREQ=WEEKLY")
    task = momentum.json("edit", "1", "--repeat", "none", "--due", "none")
    assert (task["due"], task["due_time"], task["repeat"]) == (None, None, None)


def test_the_list_stands_in_sections(momentum: Here) -> None:
    assert "momentum add" in momentum("list").out
    for title, due in [("Late", "2026-03-01"), ("Now", "today"), ("Soon", "tomorrow")]:
        momentum("add", title, "--due", due)
    momentum("add", "One day")

    told = momentum("list").out

    order = ["Overdue", "Late", "Today", "Now", "Upcoming", "Soon", "Someday", "One day"]
    places = [told.index(word) for word in order]
    assert places == sorted(places)


def test_a_task_without_a_due_day_stands_by_its_start_and_one_with_it_does_not(momentum: Here) -> None:
    momentum("add", "Begun", "--start", "yesterday")
    momentum("add", "Due later", "--start", "yesterday", "--due", "fri")

    told = momentum("list").out

    places = [told.index(word) for word in ("Today", "Begun", "Upcoming", "Due later")]
    assert places == sorted(places)


def test_a_start_that_is_still_to_come_is_told(momentum: Here) -> None:
    momentum("add", "Only begins", "--start", "2026-12-01")
    momentum("add", "Begins and ends", "--start", "2026-04-01", "--due", "2026-05-02")
    momentum("add", "Has begun", "--start", "yesterday")

    told = momentum("list").out.splitlines()
    only, both, begun = (next(line for line in told if title in line) for title in ("Only", "Begins and", "Has begun"))

    assert "from 1 Dec" in only
    assert both.index("2 May") < both.index("from 1 Apr")
    assert "from" not in begun


def test_a_done_task_earns_and_its_ledger_is_told(momentum: Here) -> None:
    task = momentum.json("add", "Water the plants")

    outcome = momentum.json("done", str(task["id"]))

    assert outcome["points_awarded"] == sum(entry["points"] for entry in outcome["entries"])
    assert outcome["task"]["done"]
    assert [(listed["title"], listed["done"]) for listed in momentum.json("list")] == [("Water the plants", True)]
    assert momentum.json("status")["total_points"] == outcome["total_points"]


def test_done_says_it_in_words(momentum: Here) -> None:
    momentum("add", "Water the plants")

    told = momentum("done", "1").out

    assert "Water the plants" in told
    assert "First task of the day" in told
    assert "Unlocked: First Spark" in told


def test_a_task_may_be_done_at_another_time(momentum: Here) -> None:
    momentum("add", "Yesterday's")

    momentum.json("done", "1", "--at", "2026-03-03T18:00:00+01:00")

    (done,) = momentum.json("list", "--all")
    assert done["completed_at"] == "2026-03-03T18:00:00+01:00"


def test_an_edit_changes_what_it_names_and_nothing_else(momentum: Here) -> None:
    before = momentum.json("add", "Old", "--due", "fri", "--tag", "a", "--list", "home", "--notes", "n")

    after = momentum.json("edit", str(before["id"]), "--title", "New", "--due", "none", "--complexity", "epic")

    changed = {key for key in TASK_KEYS if before[key] != after[key]}
    assert changed == {"title", "due", "complexity", "worth"}
    cleared = momentum.json("edit", str(before["id"]), "--list", "none", "--tag", "")
    assert (cleared["list"], cleared["tags"], cleared["notes"]) == (None, [], "n")


def test_a_title_alone_is_changed_too(momentum: Here) -> None:
    momentum("add", "Wirte report")

    assert momentum.json("edit", "1", "--title", "Write report")["title"] == "Write report"


def test_an_edit_that_changes_nothing_is_refused(momentum: Here) -> None:
    momentum("add", "Same")

    assert momentum("edit", "1", "--title", "Same").code == 2
    assert len(momentum.json("history")) == 1


def test_no_tag_is_said_as_no_list_is(momentum: Here) -> None:
    momentum("add", "Water", "--tag", "home", "--tag", "none")

    assert momentum.json("list")[0]["tags"] == ["home"]
    assert momentum.json("edit", "1", "--tag", "none")["tags"] == []
    assert momentum.json("edit", "1", "--tag", "#none")["tags"] == ["none"]


@pytest.mark.parametrize("arguments", [["add", "r", "--repeat", "daily"], ["edit", "1"]])
def test_what_repeats_cannot_be_without_a_day(momentum: Here, arguments: list[str]) -> None:
    momentum("add", "Water", "--repeat", "daily")

    ran = momentum(*arguments, "--due", "none")

    assert (ran.code, ran.out) == (2, "")
    assert "leave --due out" in ran.err


def test_what_was_done_can_be_taken_back_and_done_again(momentum: Here) -> None:
    momentum("add", "Water the plants")
    earned = momentum.json("done", "1")["total_points"]

    assert momentum.json("undo")["total_change"] == -earned
    assert momentum.json("status")["total_points"] == 0
    assert momentum.json("redo")["total_change"] == earned
    assert momentum.json("status")["total_points"] == earned
    history = momentum.json("history")
    assert set(history[0]) == {"id", "kind", "at", "summary", "undone", "points", "event_count", "can_turn"}
    assert "Water the plants" in momentum("history").out


def test_any_act_can_be_undone_by_its_number(momentum: Here) -> None:
    first = momentum.json("add", "First")
    momentum("add", "Second")

    momentum("undo", str(first["act_id"]))

    assert [task["title"] for task in momentum.json("list")] == ["Second"]


def test_a_deleted_task_is_gone_until_it_is_undone(momentum: Here) -> None:
    momentum("add", "Oops")

    momentum("delete", "1")
    assert momentum.json("list") == []
    momentum("undo")
    assert [task["title"] for task in momentum.json("list")] == ["Oops"]


def test_a_task_serves_a_goal_by_its_number_or_title(momentum: Here) -> None:
    momentum("goal", "add", "Run a marathon")
    momentum("goal", "add", "Run")

    tasks = [momentum.json("add", "Train", "--goal", goal)["goal_id"] for goal in ("1", "run A", "@run", "Run")]
    assert tasks == [1, 1, 2, 2]
    assert momentum.json("goal", "list")[0]["tasks_open"] == 2
    assert momentum.json("edit", "1", "--goal", "none")["goal_id"] is None
    assert momentum.json("edit", "1", "--goal", "2")["goal_id"] == 2


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["add", ""], "title"),
        (["add", "x", "--due", "someday soon"], "--due"),
        (["add", "x", "--due", "fri !epic"], "--due"),
        (["add", "x", "--repeat", "sometimes"], "--repeat"),
        (["add", "x", "--repeat", "FREQ=HOURLY"], "freq=hourly"),
        (["add", "x", "--repeat", "FREQ=DAILY;UNTIL=20200101"], "before its first day"),
        (["add", "x", "--complexity", "gigantic"], "complexity"),
        (["add", "x", "--priority", "9"], "priority"),
        (["add", "a\udcffb"], "surrogate"),
        (["add", "--quick", "#work fri"], "title"),
        (["add", "x", "--reminder", "9am"], "--due"),
        (["add", "x", "--due", "fri", "--reminder", "soon"], "-1d 09:00"),
        (["add", "x", "--minutes", "long"], "--minutes"),
        (["add", "x", "--minutes", "0"], "minutes"),
        (["add", "x", "--amount", "8"], "--repeat daily"),
        (["add", "x", "--unit", "km"], "--amount 5"),
        (["add", "x", "--parent", "99"], "99"),
        (["add", "x", "--parent", "home"], "--parent"),
        (["add", "x", "--goal", "99"], "no goal 99"),
        (["add", "x", "--goal", "swim"], "no goal begins with “swim”"),
        (["done", "99"], "99"),
        (["edit", "99", "--title", "x"], "99"),
        (["delete", "99"], "99"),
        (["undo", "99"], "99"),
        (["redo"], ""),
        (["undo"], ""),
        (["done", "1", "--at", "2026-03-03T18:00:00"], "--at"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_stored(momentum: Here, arguments: list[str], fault: str) -> None:
    ran = momentum(*arguments)

    assert (ran.code, ran.out) == (2, "")
    assert fault in ran.err.lower()
    assert ran.err.count("\n") == 1
    assert momentum.json("list") == []


def test_the_data_folder_may_be_named_before_or_after_the_command(tmp_path: Path) -> None:
    assert spawned("--data-dir", tmp_path / "a", "add", "Here").code == 0
    assert spawned("add", "There", "--data-dir", tmp_path / "b").code == 0

    assert "Here" in spawned("list", "--data-dir", tmp_path / "a").out
    assert "There" in spawned("--data-dir", tmp_path / "b", "list").out
    assert spawned("list", "--json").document == []


def test_days_count_from_the_logical_day(momentum: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOMENTUM_NOW", "2026-03-05T01:30:00+01:00")

    assert momentum.json("add", "Before dawn", "--due", "today")["due"] == date(2026, 3, 4).isoformat()


def test_after_midnight_the_list_says_which_day_today_still_is(momentum: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    momentum("add", "Before dawn", "--due", "today")
    assert momentum("list").out.startswith("Today\n")
    monkeypatch.setenv("MOMENTUM_NOW", "2026-03-05T01:30:00+01:00")
    assert momentum("list").out.startswith("Today · still Wed 4 Mar, until 04:00\n")
    monkeypatch.setenv("MOMENTUM_NOW", "2026-03-05T04:00:00+01:00")
    assert momentum("list").out.startswith("Overdue\n")
