"""With points switched off in the settings no command prints a figure of them; documents have their shapes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.running import Here

POINTS = re.compile(r"[+−]\d|[\d,]+ (?:more )?points?\b|\blevel \d|\btotal\b", re.IGNORECASE)
RULES = "[more.point_events]\nreading = 12\ntask_completion = 15\n"


@pytest.fixture
def quiet(momentum: Here, data_dir: Path) -> Here:
    """Somebody who wants no points in sight, with a plan of every kind."""
    data_dir.mkdir(parents=True, exist_ok=True)
    (data_dir / "settings.toml").write_text("[game]\npoints = false\n", encoding="utf-8")
    return momentum


def commands(rules: Path, log: Path) -> list[list[str]]:
    """Every command that has to do with points, in an order in which each can be done."""
    return [
        ["add", "Call", "--due", "today", "--complexity", "epic"],
        ["edit", "1", "--tag", "home"],
        ["list", "--all"],
        ["done", "1", "--at", "2026-03-04T08:00:00+01:00"],
        ["undo"],
        ["redo"],
        ["event", "task_completion", "--at", "2026-03-03T10:00:00+01:00"],
        ["event", "learning_session"],
        ["habit", "add", "Read"],
        ["habit", "done", "2"],
        ["habit", "list"],
        ["habit", "show", "2"],
        ["goal", "add", "Sail", "--step", "Buy a boat"],
        ["goal", "step", "1", "Name it"],
        ["goal", "list"],
        ["goal", "step-done", "1"],
        ["goal", "done", "1"],
        ["slot", "add", "Mail", "9am", "--day", "2026-03-04"],
        ["slot", "list"],
        ["slot", "done", "1"],
        ["focus", "start", "--minutes", "25"],
        ["focus", "drop"],
        ["rest", "add", "yesterday"],
        ["undo"],
        ["history"],
        ["status"],
        ["streaks"],
        ["achievements"],
        ["achievements", "--available"],
        ["stats"],
        ["levels"],
        ["leaderboard"],
        ["user", "list"],
        ["why"],
        ["why", "daily_activity"],
        ["why", "First Spark"],
        ["import", "events", str(log), "--dry-run"],
        ["import", "events", str(log)],
        ["rules", "preview", str(rules)],
        ["rules", "take", str(rules)],
    ]


def test_no_command_prints_a_figure_of_points(quiet: Here, tmp_path: Path) -> None:
    rules, log = tmp_path / "other.toml", tmp_path / "log.jsonl"
    rules.write_text(RULES, encoding="utf-8")
    log.write_text('{"event_type": "focus_session", "occurred_at": "2026-03-02T10:00:00+01:00"}\n', encoding="utf-8")
    told = {}
    for command in commands(rules, log):
        ran = quiet(*command)
        assert (ran.code, ran.out != "") == (0, True), (command, ran.err)
        told[" ".join(command[:2])] = ran.out
        assert POINTS.search(ran.out) is None, (command, ran.out)
    assert "Unlocked: First Spark, Squire\n" in told["done 1"]
    assert "task completed" in told["event task_completion"].lower()
    assert "Daily activity" in told["status"]
    assert "Squire" in told["achievements"]
    assert "Base Camp" not in told["achievements"]
    for asked in ("levels", "leaderboard", "why"):
        assert told[asked] == "Points and levels are switched off in the settings (game.points in settings.toml).\n"


def test_documents_have_points_whatever_is_in_sight(quiet: Here) -> None:
    added = quiet.json("add", "Call")
    outcome = quiet.json("done", "1")
    assert (added["worth"], outcome["points_awarded"] > 0) == (15, True)
    assert quiet.json("status")["total_points"] == outcome["total_points"]
    assert quiet.json("why")["lines"]
    assert quiet.json("history")[0]["points"] == outcome["points_awarded"]
    assert {"Base Camp", "First Spark"} <= {each["name"] for each in quiet.json("achievements")}


def test_an_achievement_that_counts_levels_is_won_unseen(quiet: Here) -> None:
    told = "".join(quiet("event", "goal_completion").out for _ in range(8))
    assert "Unlocked: " in told
    assert "Base Camp" in {each["name"] for each in quiet.json("achievements") if each["completed"]}
    assert "Base Camp" not in told + quiet("achievements").out
    assert quiet("why", "Base Camp").code == 2


def test_achievements_are_counted_as_they_are_listed_and_milestones_are_no_rewards(quiet: Here, data_dir: Path) -> None:
    for _ in range(8):
        quiet("event", "goal_completion")
    listed = [line for line in quiet("achievements").out.splitlines() if re.search(r"[✓○]", line)]
    won = [line for line in listed if "✓" in line]
    status = quiet("status").out
    assert f"Achievements  {len(won)} of {len(listed)}\n" in status
    assert "next milestone at" in status
    assert "reward" not in status + quiet("streaks").out
    (data_dir / "settings.toml").unlink()
    whole = quiet.json("status")
    assert whole["achievements_total"] > len(listed)
    assert f"{whole['achievements_completed']} of {whole['achievements_total']}" in quiet("status").out
    assert "next reward at" in quiet("streaks").out
