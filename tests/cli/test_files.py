"""Events in and out: nothing twice, nothing lost, every line that was left out named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Here, spawned

VECTOR = Path(__file__).parent.parent / "momentum" / "vectors" / "late-arrivals"
TASK = {"event_type": "task_completion", "occurred_at": "2026-03-02T10:00:00+01:00", "metadata": {}}
REPORT_KEYS = "added unchanged refused tasks completions first_day last_day problems"


def written(path: Path, *lines: dict[str, Any] | str) -> Path:
    path.write_text("".join((x if isinstance(x, str) else json.dumps(x)) + "\n" for x in lines), encoding="utf-8")
    return path


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return written(tmp_path / "events.jsonl", TASK, TASK, {**TASK, "event_type": "focus_session"})


def test_the_same_file_twice_adds_nothing(momentum: Here, log: Path) -> None:
    first = momentum.json("import", "events", log)
    total = momentum.json("status")["total_points"]

    again = momentum.json("import", "auto", log)

    assert " ".join(first).startswith(REPORT_KEYS)
    assert (first["added"], first["unchanged"], first["refused"]) == (3, 0, 0)
    assert (first["completions"], first["first_day"], first["last_day"]) == (2, "2026-03-02", "2026-03-02")
    assert (again["added"], again["unchanged"]) == (0, 3)
    assert momentum.json("status")["total_points"] == total


def test_a_dry_run_tells_the_same_and_stores_nothing(momentum: Here, log: Path) -> None:
    dry = momentum.json("import", "events", log, "--dry-run")

    assert momentum.json("verify")["events"] == 0
    assert "would be added" in momentum("import", "events", log, "--dry-run").out
    assert momentum.json("import", "events", log) == dry


def test_a_bad_line_is_named_and_the_others_are_taken(momentum: Here, tmp_path: Path) -> None:
    log = written(tmp_path / "log", TASK, {**TASK, "event_type": "sleeping"}, "{", {**TASK, "event_type": "early_bird"})

    ran = momentum("import", "events", log, "--json")
    report = ran.document

    assert (ran.code, ran.err) == (1, "")
    assert (report["added"], report["refused"]) == (1, 3)
    assert [problem["where"] for problem in report["problems"]] == ["line 2", "line 3", "line 4"]
    told = momentum("import", "events", log)
    assert told.code == 1
    assert "3 records left out" in told.out
    assert "line 2" in told.out


def test_a_file_without_a_single_event_is_refused(momentum: Here, tmp_path: Path) -> None:
    log = written(tmp_path / "log", {**TASK, "occurred_at": "2026-03-02T10:00:00"})

    told, as_document = momentum("import", "events", log), momentum("import", "events", log, "--json")

    assert (told.code, told.out, as_document.code) == (2, "", 2)
    assert told.err == as_document.err
    assert told.err.count("\n") == 1
    assert "line 1: occurred_at: " in told.err
    assert (as_document.document["added"], as_document.document["refused"]) == (0, 1)
    assert momentum.json("verify")["events"] == 0


def test_a_key_that_is_stored_with_another_event_is_a_problem(momentum: Here, tmp_path: Path) -> None:
    momentum("event", "focus_session", "--key", "k", "--at", TASK["occurred_at"])
    log = written(tmp_path / "log", {**TASK, "idempotency_key": "k"}, TASK)

    ran = momentum("import", "events", log, "--json")
    report = ran.document

    assert ran.code == 1
    assert (report["added"], report["refused"]) == (1, 1)
    assert report["problems"][0]["where"] == "line 1"


def test_an_import_is_one_act_to_undo(momentum: Here, log: Path) -> None:
    momentum("import", "events", log)
    earned = momentum.json("status")["total_points"]

    momentum("undo")

    assert momentum.json("status")["total_points"] == 0
    assert momentum.json("import", "events", log)["added"] == 3
    assert momentum.json("status")["total_points"] == earned


def test_an_exported_log_replays_to_the_same_standing(momentum: Here, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    momentum("import", "events", VECTOR / "events.jsonl")

    assert momentum("export", "events", out) == (0, "", f"Wrote the event log (JSON Lines) to {out}\n")

    stored, replayed = momentum.json("status"), momentum.json("replay", out)
    assert replayed["total_points"] == stored["total_points"]
    first = json.loads(out.read_text(encoding="utf-8").splitlines()[0])
    assert list(first) == ["event_type", "occurred_at", "metadata", "idempotency_key", "day"]
    assert momentum.json("import", "events", out)["added"] == 0
    other = momentum.json("import", "events", out, "--data-dir", tmp_path / "other")
    assert other["added"] == 163
    assert momentum.json("status", "--data-dir", tmp_path / "other")["total_points"] == stored["total_points"]


def test_events_without_a_key_survive_the_round_trip_too(momentum: Here, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    for _ in range(2):
        momentum("event", "task_completion", "--at", TASK["occurred_at"])
    momentum("export", "events", out)

    assert momentum.json("import", "events", out)["added"] == 0
    assert momentum.json("import", "events", out, "--data-dir", tmp_path / "other")["added"] == 2


def test_a_log_goes_through_pipes(tmp_path: Path, log: Path) -> None:
    assert spawned("import", "auto", "-", "--json", stdin=log.read_bytes()).document["added"] == 3

    out = spawned("export", "events", "-")

    assert (out.code, out.err, len(out.out.splitlines())) == (0, "", 3)


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["import", "events", "missing.jsonl"], "no such file"),
        (["import", "events", "."], "folder"),
        (["import", "papyrus", "{log}"], "papyrus"),
        (["import", "auto", "{binary}"], "no format recognises"),
        (["import", "events", "{binary}"], "no text file"),
        (["export", "events", "."], "folder"),
        (["export", "events", "missing/log"], "does not exist"),
        (["export", "papyrus", "-"], "papyrus"),
    ],
)
def test_what_is_no_file_or_format_is_refused(
    momentum: Here, tmp_path: Path, log: Path, arguments: list[str], fault: str
) -> None:
    binary = tmp_path / "picture"
    binary.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    names = {"log": str(log), "binary": str(binary)}

    ran = momentum(*(argument.format(**names) for argument in arguments))

    assert (ran.code, ran.out) == (2, "")
    assert fault in ran.err
    assert ran.err.count("\n") == 1


def test_a_damaged_database_ends_with_3_and_stays_as_it_was(momentum: Here, data_dir: Path) -> None:
    data_dir.mkdir()
    database = data_dir / "momentum.db"
    database.write_bytes(b"this is no database at all" * 100)

    ran = momentum("status")

    assert ran.code == 3
    assert ran.err.count("\n") == 1
    assert database.read_bytes() == b"this is no database at all" * 100


def test_a_full_disk_under_an_export_ends_with_4(momentum: Here, log: Path) -> None:
    momentum("import", "events", log)

    ran = momentum("export", "events", "/dev/full")

    assert ran.code == 4
    assert "No space left" in ran.err


def test_an_import_tells_the_same_points_wherever_it_tells_them(momentum: Here, tmp_path: Path) -> None:
    momentum("add", "Write the report")
    momentum("done", "1")
    before = momentum.json("status")["total_points"]
    path = tmp_path / "todo.txt"
    path.write_text("x 2026-03-03 2026-03-01 Buy milk\n", encoding="utf-8")
    looked = momentum("import", "todotxt", path, "--dry-run").out
    stored = momentum("import", "todotxt", path).out
    total, (act, *_) = momentum.json("status")["total_points"], momentum.json("history")
    change, earned = total - before, act["points"]
    assert earned > change > 0
    assert f"It would bring +{change} points, {total} in all" in looked
    assert f"+{change} points: {earned} by what came in, {earned - change} less by what was there." in stored
    assert "would bring" not in stored


def test_days_in_words_count_from_the_day_that_is_named(momentum: Here, tmp_path: Path) -> None:
    path = tmp_path / "House.csv"
    path.write_text("TYPE,CONTENT,PRIORITY,INDENT,DATE\ntask,Call Ada,1,1,tomorrow at 10:00\n", encoding="utf-8")
    unknown = momentum("import", "todoist", path, "--dry-run")
    assert unknown.code == 1
    assert "with “--day today” it counts from today" in unknown.out
    assert "1 date was counted from 2026-12-24" in momentum("import", "todoist", path, "--day", "2026-12-24").out
    (task,) = momentum.json("list")
    assert (task["due"], task["due_time"]) == ("2026-12-25", "10:00")
    refused = momentum("import", "todoist", path, "--day", "someday")
    assert (refused.code, "“someday” is no day" in refused.err) == (2, True)
