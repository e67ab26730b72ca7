"""`momentum replay`: exact, strict, and without a database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from momentum_desktop.engine.defaults import default_document
from tests.cli.running import Here, spawned

TASK = {"event_type": "task_completion", "occurred_at": "2026-03-02T10:00:00+01:00", "metadata": {}}


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "events.jsonl"
    path.write_text(json.dumps(TASK) + "\n", encoding="utf-8")
    return path


def test_the_ledger_says_where_every_point_came_from(momentum: Here, log: Path, data_dir: Path) -> None:
    standing = momentum.json("replay", log, "--ledger")

    assert standing["total_points"] == sum(line["points"] for line in standing["ledger"]) == 35
    assert standing["ledger"][0] == {"event": 0, "kind": "task_completion", "points": 10, "day": "2026-03-02"}
    assert not data_dir.exists()


def test_a_person_reads_it_in_words(momentum: Here, log: Path) -> None:
    told = momentum("replay", log, "--ledger").out

    assert "35 points from 1 event" in told
    assert "First task of the day" in told
    assert "\x1b" not in told


def test_a_secret_is_named_to_a_person_once_it_is_won(momentum: Here, log: Path, tmp_path: Path) -> None:
    document = default_document()
    won, hidden = document["achievements"][:2]
    document["achievements"] = [{**won, "secret": True}, {**hidden, "secret": True}]
    rules = tmp_path / "rules.json"
    rules.write_text(json.dumps(document), encoding="utf-8")
    told = momentum("replay", log, "--rules", rules).out
    assert won["name"] in told
    assert hidden["name"] not in told
    assert "A secret" in told
    # The rules file holds both names, and the document is by name.
    assert momentum.json("replay", log, "--rules", rules)["achievements"].keys() == {won["name"], hidden["name"]}


def test_rules_come_from_toml_or_json_and_absent_tables_from_the_defaults(
    momentum: Here, log: Path, tmp_path: Path
) -> None:
    toml, document = tmp_path / "rules.toml", tmp_path / "rules.json"
    toml.write_text(
        'vacations = [[2026-03-03, 2026-03-05]]\n[complexity_multipliers]\nsimple = "2.5"\n', encoding="utf-8"
    )
    document.write_text('{"complexity_multipliers": {"simple": "2.5"}}', encoding="utf-8")

    assert momentum.json("replay", log, "--rules", toml)["total_points"] == 50
    assert momentum.json("replay", log, "--rules", document)["total_points"] == 50


def test_the_asking_time_cuts_nothing(momentum: Here, log: Path) -> None:
    before = momentum.json("replay", log, "--as-of", "2026-02-01T12:00:00+01:00")

    assert before["total_points"] == 35
    assert before["weekly_points"] == 0


def test_the_log_may_come_from_standard_input(log: Path) -> None:
    ran = spawned("replay", "-", "--json", stdin=log.read_bytes())

    assert ran.code == 0
    assert ran.document["total_points"] == 35


def test_an_empty_log_is_worth_nothing(momentum: Here, log: Path) -> None:
    log.write_text("", encoding="utf-8")

    assert momentum.json("replay", log)["events"] == 0


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ({**TASK, "occurred_at": "2026-03-02T10:00:00"}, "has no offset"),
        ({**TASK, "event_type": "sleeping"}, "is unknown"),
        ({**TASK, "event_type": "early_bird"}, "engine alone"),
        ({**TASK, "metadata": {"complexity": "gigantic"}}, "metadata.complexity"),
        ({**TASK, "metadata": "text"}, "an object is expected"),
        ({**TASK, "metadata": {"x": float("nan")}}, "NaN"),
        ({**TASK, "metadata": {"x": 10**400}}, "2^63"),
        ({**TASK, "metadata": {"x": "\0"}}, "NUL"),
        ({**TASK, "metadata": {"x": "\udc80"}}, "lone surrogate"),
        ("\0\x01\x02", "no text file"),
        ("{", "no valid JSON"),
        ("[" * 100_000, "nested"),
    ],
)
def test_one_bad_line_refuses_the_log_in_one_line(momentum: Here, log: Path, line: Any, fault: str) -> None:
    log.write_text((line if isinstance(line, str) else json.dumps(line)) + "\n", encoding="utf-8")

    ran = momentum("replay", log, "--json")

    assert (ran.code, ran.out) == (2, "")
    assert fault in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["missing.jsonl"], "missing.jsonl: there is no such file"),
        (["."], "folder"),
        (["{log}", "--rules", "missing.toml"], "no such file"),
        (["{log}", "--rules", ""], "no such file"),
        (["{log}", "--as-of", "2026-03-04"], "--as-of"),
        (["{log}", "--rules", "{log}"], "refused|unknown"),
        ([], "FILE.jsonl"),
        (["{log}", "--what"], "--what"),
        (["{log}", "--led"], "--led"),
    ],
)
def test_wrong_usage_is_said_in_one_line(momentum: Here, log: Path, arguments: list[str], fault: str) -> None:
    ran = momentum("replay", *(argument.format(log=log) for argument in arguments))

    assert (ran.code, ran.out) == (2, "")
    assert any(word in ran.err for word in fault.split("|"))
    assert ran.err.count("\n") == 1


def test_a_rules_file_with_a_fault_is_refused_with_the_place(momentum: Here, log: Path, tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text("[point_events]\ntask_completion = -1\n", encoding="utf-8")

    ran = momentum("replay", log, "--rules", rules)

    assert ran.code == 2
    assert "point_events.task_completion" in ran.err
