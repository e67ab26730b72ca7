"""Everything out and back in, and open formats out, as a person types it."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.cli.running import Here, spawned


@pytest.fixture
def used(momentum: Here) -> Here:
    """Some data to write out."""
    momentum("add", "Water the plants", "--due", "2026-03-06", "--tag", "home")
    momentum("add", "=Call Ann")
    momentum("done", "1")
    momentum("event", "focus_session", "--meta", "minutes=25", "--at", "2026-02-27T10:00:00+01:00")
    momentum("undo")
    return momentum


def test_a_document_brings_everything_to_another_folder(used: Here, tmp_path: Path) -> None:
    out, other = tmp_path / "all.json", tmp_path / "other"
    assert used("export", "json", out) == (0, "", f"Wrote everything as one JSON document to {out}\n")

    dry = used.json("import", "auto", out, "--dry-run", "--data-dir", other)
    report = used.json("import", "auto", out, "--data-dir", other)

    assert dry == report
    assert (report["added"], report["tasks"], report["completions"], report["problems"]) == (2, 2, 1, [])
    for question in (["status"], ["list"], ["history"], ["stats"], ["verify"]):
        assert used.json(*question, "--data-dir", other) == used.json(*question)
    assert used("redo", "--data-dir", other).code == 0
    assert used.json("status", "--data-dir", other)["total_points"] > used.json("status")["total_points"]


def test_an_import_says_what_came(used: Here, tmp_path: Path) -> None:
    used("export", "json", tmp_path / "all.json")

    ran = used("import", "json", tmp_path / "all.json", "--data-dir", tmp_path / "other")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("2 events and 2 tasks added.\n")


def test_data_that_is_there_is_never_mixed_with_a_document(used: Here, tmp_path: Path) -> None:
    used("export", "json", tmp_path / "all.json")
    before = used.json("status")

    ran = used("import", "json", tmp_path / "all.json", "--json")

    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "--data-dir" in ran.err
    assert used.json("status") == before


def test_a_broken_document_is_refused_in_one_line_with_its_place(used: Here, tmp_path: Path) -> None:
    used("export", "json", tmp_path / "all.json")
    broken = (tmp_path / "all.json").read_text(encoding="utf-8").replace("=Call Ann", "Call Ann")
    (tmp_path / "broken.json").write_text(broken, encoding="utf-8")

    ran = used("import", "json", tmp_path / "broken.json", "--data-dir", tmp_path / "other")

    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "acts[1]" in ran.err
    assert used.json("history", "--data-dir", tmp_path / "other") == []


def test_a_document_goes_through_pipes(used: Here, tmp_path: Path) -> None:
    out = spawned("export", "json", "-")
    assert json.loads(out.out)["format"] == "momentum"

    ran = spawned("import", "auto", "-", "--json", "--data-dir", tmp_path / "other", stdin=out.out)

    assert (ran.code, ran.document["added"]) == (0, 2)
    assert spawned("export", "json", "-", "--data-dir", tmp_path / "other").out == out.out


def test_tables_go_into_a_new_folder_or_an_archive(used: Here, tmp_path: Path) -> None:
    names = ["days.csv", "events.csv", "ledger.csv", "occurrences.csv", "tasks.csv"]

    for path in (tmp_path / "tables", tmp_path / "tables.zip"):
        assert used("export", "csv", path) == (0, "", f"Wrote tables (CSV) to {path}\n")

    assert sorted(path.name for path in (tmp_path / "tables").iterdir()) == names
    with ZipFile(tmp_path / "tables.zip") as archive:
        assert sorted(archive.namelist()) == names
        assert archive.read("tasks.csv") == (tmp_path / "tables" / "tasks.csv").read_bytes()
    assert "\r\n2,'=Call Ann," in (tmp_path / "tables" / "tasks.csv").read_bytes().decode()


def test_tasks_go_out_as_todo_txt_and_calendar(used: Here, tmp_path: Path) -> None:
    lines = used("export", "todotxt", "-").out.splitlines()
    assert [line.rpartition(" momentum:")[0] for line in lines] == [
        "x 2026-03-04 2026-03-04 Water the plants @home due:2026-03-06",
        "2026-03-04 =Call Ann",
    ]
    assert used("export", "ics", tmp_path / "tasks.ics").code == 0
    text = (tmp_path / "tasks.ics").read_bytes().decode()
    assert "DUE;VALUE=DATE:20260306\r\n" in text
    assert "COMPLETED:20260304T110000Z\r\n" in text


def test_an_unknown_format_is_answered_with_those_of_that_direction(momentum: Here, tmp_path: Path) -> None:
    out = momentum("export", "xml", tmp_path / "x").err
    assert "known are json, events, csv, plan, ics, todotxt" in out
    assert "loop" not in out
    assert "loop" in momentum("import", "xml", tmp_path / "x").err


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["export", "csv", "-"], "several files"),
        (["export", "csv", "."], "not an empty folder"),
        (["export", "json", "."], "folder"),
        (["export", "ics", "missing/tasks.ics"], "does not exist"),
        (["import", "csv", "missing.zip"], "no such file"),
        (["export", "loop", "habits.db"], "read, not written"),
        (["import", "json", "missing.json"], "no such file"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(momentum: Here, arguments: list[str], fault: str) -> None:
    ran = momentum(*arguments)

    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert fault in ran.err


def test_a_full_disk_under_a_document_ends_with_4(used: Here) -> None:
    assert used("export", "json", "/dev/full").code == 4


def test_a_plan_is_published_and_followed(momentum: Here, tmp_path: Path) -> None:
    path, other = tmp_path / "plan.json", tmp_path / "other"
    momentum("add", "Water the plants", "--repeat", "FREQ=DAILY")
    assert momentum("export", "plan", path) == (0, "", f"Wrote a plan to {path}\n")
    ran = momentum("import", "plan", path, "--data-dir", other)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("1 record added.\n")
    assert [backup["kind"] for backup in momentum.json("backups", "--data-dir", other)["backups"]] == ["before-import"]
    assert "1 habit" in ran.out
    assert momentum.json("import", "auto", path, "--data-dir", other)["unchanged"] == 1
