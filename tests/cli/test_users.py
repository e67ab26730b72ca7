"""Several people on the command line: `user`, and `--user` with every other command."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Here, spawned


@pytest.fixture
def two(momentum: Here) -> Here:
    """Me, and Anna with a task done."""
    momentum("user", "add", "Anna")
    momentum("add", "Tune the cello", "--user", "Anna")
    momentum("done", "1", "--user", "anna")
    return momentum


def test_a_person_is_added_listed_renamed_and_used(momentum: Here) -> None:
    added = momentum.json("user", "add", "  Anna ")
    assert added == {"user_id": 2, "name": "Anna", "total_points": 0, "level_number": 1, "in_use": False}
    assert momentum.json("user", "use", "ANNA") == {**added, "in_use": True}
    assert momentum.json("user", "rename", "anna", "Anja")["name"] == "Anja"
    assert [(user["name"], user["in_use"]) for user in momentum.json("user", "list")] == [("Me", False), ("Anja", True)]
    assert momentum.json("user") == momentum.json("user", "list")
    assert momentum.json("status")["name"] == "Anja"
    assert momentum.json("user", "use", "1")["name"] == "Me"
    assert momentum("user", "list").out.splitlines()[0].split() == ["▶", "1", "Me", "0", "points", "level", "1"]


@pytest.mark.parametrize("who", ["Anna", "anna", " ANNA ", "2"])
def test_every_command_takes_a_user_for_once(two: Here, who: str) -> None:
    assert two.json("status", "--user", who)["total_points"] > 0
    assert two.json("--user", who, "status")["user_id"] == 2
    assert [task["title"] for task in two.json("list", "--all", "--user", who)] == ["Tune the cello"]
    assert two.json("list", "--all") == []
    assert two.json("leaderboard", "--user", who)["me"]["name"] == "Anna"
    assert [act["kind"] for act in two.json("history", "--user", who)] == ["complete", "add", "join"]
    two("event", "focus_session", "--key", "k", "--user", who)
    two("undo", "--user", who)
    assert two.json("status")["total_points"] == 0
    assert two.json("user", "list")[0]["in_use"]


def test_the_leaderboard_says_which_of_several_one_is(two: Here) -> None:
    for who in ("Anna", "Me"):
        ranks = [line.split() for line in two("leaderboard", "--user", who).out.splitlines()[1:]]
        assert [(rank[1], rank[-1] == "you") for rank in ranks] == [("Anna", who == "Anna"), ("Me", who == "Me")]


@pytest.mark.parametrize(
    "command", ["add", "list", "done", "undo", "redo", "history", "status", "streaks", "achievements"]
)
def test_an_unknown_user_is_refused_by_every_command(two: Here, command: str) -> None:
    words = {"add": ["X"], "done": ["1"]}.get(command, [])
    for who in ("Eve", "3", "0", "", "99999999999999999999"):
        ran = two(command, *words, "--user", who)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.count("\n") == 1
    assert len(two.json("history", "--user", "2")) == 3
    assert two.json("history") == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["add", "anna"],
        ["add", ""],
        ["add", "7"],
        ["add", "x" * 81],
        ["add", "a\nb"],
        ["rename", "Eve", "Eva"],
        ["rename", "Me", "ANNA"],
        ["rename", "Me", "Me"],
        ["use", "Eve"],
        ["use", "3"],
        ["add"],
        ["take"],
        ["add", "Eve", "--user", "Anna"],
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(two: Here, arguments: list[str]) -> None:
    before = two.json("user", "list")
    ran = two("user", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1
    assert two.json("user", "list") == before


def test_a_renaming_is_undone_as_an_act_of_the_renamed(two: Here) -> None:
    two("user", "rename", "Anna", "Anja")
    two("undo", "--user", "2")
    assert [user["name"] for user in two.json("user", "list")] == ["Me", "Anna"]
    assert two.json("verify")["ok"]


def test_import_and_export_are_for_one_user(two: Here, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    two("export", "events", log, "--user", "Anna")
    assert two.json("import", "events", log)["added"] == 1
    assert two.json("import", "events", log, "--user", "Anna")["unchanged"] == 1
    assert two.json("status")["total_points"] == two.json("status", "--user", "Anna")["total_points"]


def test_broken_settings_are_told_on_stderr_and_the_command_runs(two: Here, data_dir: Path) -> None:
    (data_dir / "settings.toml").write_text("user = [")
    ran = two("status", "--json")
    assert (ran.code, ran.document["name"]) == (0, "Me")
    assert ran.err.count("\n") == 1
    assert "set aside as settings.broken-" in ran.err
    assert two("status").err == ""


def test_one_alone_sees_this_week_among_the_best(momentum: Here) -> None:
    momentum("event", "task_completion", "--at", "2026-02-10T10:00:00+01:00", "--meta", "complexity=epic")
    momentum("event", "task_completion")
    told = momentum("leaderboard").out
    assert told.splitlines()[0] == "This week among your best"
    assert "week of Mon 2 Mar" in told
    assert told.splitlines()[-1].endswith("this week")
    weeks = momentum.json("leaderboard")["own_weeks"]
    assert [(week["rank"], week["first_day"], week["present"]) for week in weeks] == [
        (1, "2026-02-09", False),
        (2, "2026-03-02", True),
    ]


def test_several_see_their_ranks(two: Here) -> None:
    told = two("leaderboard", "--period", "week").out.splitlines()
    assert told[0] == "Points this week"
    assert [line.split()[:2] for line in told[1:]] == [["1", "Anna"], ["2", "Me"]]


def test_a_name_from_the_terminal_is_shown_without_what_a_terminal_obeys(momentum: Here) -> None:
    ran = spawned("user", "add", "Zoë 👩‍👩‍👧")
    assert (ran.code, ran.err) == (0, "")
    assert momentum.json("user", "list")[1]["name"] == "Zoë 👩‍👩‍👧"


def test_each_help_has_an_example() -> None:
    for words in ([], ["add"], ["list"], ["rename"], ["use"]):
        ran = spawned("user", *words, "--help")
        assert (ran.code, ran.err) == (0, "")
        assert f"example:\n  momentum user {words[0] if words else 'add'}" in ran.out
