"""What is read of small files of our own making, before anything of it is stored."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from momentum_desktop.engine.compilation import compile_rules
from momentum_desktop.engine.defaults import default_document
from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange.bringing import read_file
from tests.exchange.small_files import small_files
from tests.exchange.small_parts import LOOP_TABLES, lines, loop_database, zipped
from tests.exchange.test_small_imports import BERLIN, laid, made, taken

LOG = lines(
    "commit 1111111111111111111111111111111111111111 (HEAD -> main)",
    "Merge: 2222222 3333333",
    "Author:     Ada Hopper <ada@example.org>",
    "AuthorDate: 2024-03-01 23:30:00 -0500",
    "Commit:     Grace Turing <grace@example.org>",
    "CommitDate: Sun Mar 3 10:00:00 2024 +0100",
    "",
    "    Mend the gate",
    "",
    "    commit 9999999999999999999999999999999999999999 is not this one",
    "",
    "commit 2222222222222222222222222222222222222222",
    "Author: Grace Turing <grace@example.org>",
    "Date:   Sat, 2 Mar 2024 09:00:00 +0100",
)
ONE_LINE = lines(
    "1111111111111111111111111111111111111111|2024-03-01T23:30:00-05:00|Ada Hopper|Mend the gate",
    "2222222222222222222222222222222222222222\tGrace Turing\t2024-03-02T09:00:00+01:00\tPaint | it",
)


def test_a_loop_database_of_another_version_is_tried_and_told(tmp_path: Path) -> None:
    gathered, _ = taken(made(tmp_path, "loop.db", loop_database(version=31)))
    assert (len(gathered.tasks), gathered.completions) == (3, 4)
    assert gathered.remarks == [
        "Its version 31 was never tried (only 12, 22, 25); look through the result.",
    ]


def test_a_loop_export_as_a_folder_is_the_same_as_its_zip(tmp_path: Path) -> None:
    folder = tmp_path / "Loop Habits"
    for name, content in LOOP_TABLES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    packed, _ = taken(made(tmp_path, "Loop.zip", zipped(LOOP_TABLES)))
    plain, _ = taken(folder)
    assert (plain.tasks, plain.records) == (packed.tasks, packed.records)


def test_a_habit_whose_days_are_missing_is_told(tmp_path: Path) -> None:
    tables = {name: content for name, content in LOOP_TABLES.items() if not name.startswith("001")}
    gathered, _ = taken(made(tmp_path, "Loop.zip", zipped(tables)))
    assert [problem.what for problem in gathered.problems] == [
        "its days (001 …/Checkmarks.csv) are not there; none of it is known"
    ]


def test_what_is_said_in_utc_counts_on_the_day_that_the_person_saw(tmp_path: Path) -> None:
    gathered, _ = taken(laid(tmp_path, small_files()["ticktick"]))
    (record,) = gathered.records
    assert (record.day, record.instant and record.instant.isoformat()) == (
        date(2024, 3, 3),
        "2024-03-03T23:30:00+01:00",
    )
    (cleaning,) = [task for task in gathered.tasks if task.title == "Clean"]
    assert cleaning.due == date(2024, 3, 9)
    gathered, _ = taken(laid(tmp_path, small_files()["taskwarrior"]), BERLIN)
    assert [record.day for record in gathered.records] == [date(2024, 3, 3)]
    gathered, _ = taken(laid(tmp_path, small_files()["habitica"]))
    assert [record.day for record in gathered.records if record.kind == "done" and record.task == "d1"] == [
        date(2024, 3, 1)
    ]


@pytest.mark.parametrize("content", [LOG, ONE_LINE])
def test_a_git_log_counts_on_the_authors_own_clock(tmp_path: Path, content: bytes) -> None:
    path = made(tmp_path, "work.log", content)
    everyone, _ = taken(path, author="all")
    found = [(record.day.isoformat(), str(record.instant), record.note) for record in everyone.records]
    assert found[0] == ("2024-03-01", "2024-03-01 23:30:00-05:00", "Mend the gate")
    assert found[1][:2] == ("2024-03-02", "2024-03-02 09:00:00+01:00")
    grace, _ = taken(path, author="grace")
    assert [record.id for record in grace.records] == ["222222222222"]
    with pytest.raises(RefusedInput, match="nobody of that name"):
        taken(path, author="Linus")


def test_commits_of_others_are_left_out_and_told(tmp_path: Path) -> None:
    gathered, _ = taken(laid(tmp_path, small_files()["git"]))
    assert [record.note for record in gathered.records] == ["Mend the gate", "Paint it"]
    assert gathered.remarks == [
        "1 commit of 1 other author was left out, only those of “Ada Hopper” were taken; another author can "
        "be named, or “all”."
    ]


def test_a_commit_without_its_first_line_is_told(tmp_path: Path) -> None:
    content = LOG.replace(b"commit 2222222222222222222222222222222222222222\n", b"")
    gathered, _ = taken(made(tmp_path, "work.log", content), author="all")
    assert [problem.what for problem in gathered.problems] == [
        "a second author in one commit; the commit before it has no end"
    ]


def test_gtg_of_version_0_6_is_read(tmp_path: Path) -> None:
    gathered, _ = taken(laid(tmp_path, small_files()["gtg 0.6"]))
    lamp, bulb = gathered.tasks
    assert (lamp.title, lamp.tags, lamp.repeat, lamp.due) == (
        "Fix the lamp",
        ("house",),
        "FREQ=WEEKLY",
        date(2024, 4, 1),
    )
    assert (lamp.notes, bulb.parent, bulb.state) == ("the old one", lamp.key, "done")


def test_a_folder_of_several_formats_tells_what_of_it_was_not_read(tmp_path: Path) -> None:
    folder = tmp_path / "all"
    folder.mkdir()
    for name in ("org", "todotxt", "ics"):
        laid(folder, small_files()[name])
    made(folder, "more.org", small_files()["org"].content)
    made(folder, "picture.png", b"\x89PNG")
    read = read_file(str(folder), "auto", compile_rules(default_document()))
    assert read.gathered is not None
    assert read.format.name == "org"
    assert read.gathered.remarks[-1] == (
        "Read as org; of other formats, and not read: “tasks.ics” as ics, “todo.txt” as todotxt. Import each by itself."
    )
    for name, own in (("tasks.ics", "ics"), ("todo.txt", "todotxt")):
        alone = read_file(str(folder / name), "auto", compile_rules(default_document()))
        assert (alone.format.name, alone.gathered and alone.gathered.remarks) == (own, [])


def test_a_folder_of_one_format_leaves_nothing_to_tell(tmp_path: Path) -> None:
    folder = tmp_path / "all"
    folder.mkdir()
    laid(folder, small_files()["org"])
    made(folder, "picture.png", b"\x89PNG")
    read = read_file(str(folder), "auto", compile_rules(default_document()))
    assert read.gathered is not None
    assert not any("not read" in remark for remark in read.gathered.remarks)
