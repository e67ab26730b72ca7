"""`momentum verify --repair`: what was wrong and where the backup lies, in words and as a document."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.running import Here
from tests.service.lives import connected


@pytest.fixture
def worked(momentum: Here, data_dir: Path) -> Path:
    """Data in which three tasks are done."""
    for _ in range(3):
        assert momentum("event", "task_completion").code == 0
    return data_dir


def spoil(folder: Path, *statements: str) -> None:
    with closing(connected(folder)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for statement in ("DROP TRIGGER events_never_delete", *statements):
            connection.execute(statement)


def test_whole_data_needs_no_repair(momentum: Here, worked: Path) -> None:
    told = momentum("verify", "--repair")

    assert told == (0, "3 events derived anew: everything agrees, nothing to repair.\n", "")
    assert momentum.json("verify", "--repair") == {
        **{"ok": True, "events": 3, "differences": []},
        **{"repaired": [], "backup": None},
    }


def test_differences_are_one_document_and_end_with_one(momentum: Here, worked: Path) -> None:
    assert momentum.json("verify") == {"ok": True, "events": 3, "differences": []}
    spoil(worked, "UPDATE days SET points = 0")

    told = momentum("verify", "--json")

    assert (told.code, told.err) == (1, "")
    assert told.document.keys() == {"ok", "events", "differences"}
    assert (told.document["ok"], told.document["events"], len(told.document["differences"])) == (False, 3, 1)
    assert "days" in told.document["differences"][0]


def test_it_says_what_was_repaired_and_where_the_backup_lies(momentum: Here, worked: Path) -> None:
    spoil(worked, "DELETE FROM ledger WHERE event_id = 2", "UPDATE days SET points = 0", "DELETE FROM act_subjects")
    assert momentum("verify").code == 1
    assert "“momentum verify --repair”" in momentum("verify").out

    told = momentum("verify", "--repair")

    (backup,) = (worked / "backups").glob("*-3-before-repair-*.db")
    assert (told.code, told.err) == (0, "")
    assert told.out.splitlines() == [
        "Repaired:",
        "  days    1 row was wrong",
        "  ledger  1 row was missing",
        "3 events derived anew: everything agrees now.",
        f"As it was before it is kept in {backup}.",
    ]
    assert momentum("verify").code == 0


def test_as_a_document_it_keeps_the_keys_of_verify_and_adds_two(momentum: Here, worked: Path) -> None:
    spoil(worked, "UPDATE users SET total_points = 1", "INSERT INTO days VALUES (1, 700000, 5, 1)")

    told = momentum.json("verify", "--repair")

    (backup,) = (worked / "backups").glob("*-before-repair-*.db")
    assert told == {
        "ok": True,
        "events": 3,
        "differences": [],
        "repaired": [
            {"table": "users", "missing": 0, "wrong": 1, "surplus": 0},
            {"table": "days", "missing": 0, "wrong": 0, "surplus": 1},
        ],
        "backup": str(backup),
    }


@pytest.mark.parametrize("as_json", [False, True])
def test_a_damaged_log_ends_with_three_and_stays_as_it_is(momentum: Here, worked: Path, as_json: bool) -> None:
    spoil(worked, "DELETE FROM events WHERE id = 2", "UPDATE days SET points = 0")

    told = momentum("verify", "--repair", *(["--json"] if as_json else []))

    assert told.code == 3
    assert "events: row 2 is missing" in told.out
    assert "the log itself is not what was recorded" in told.err
    assert told.err.count("\n") == 1
    if as_json:
        assert not told.document["ok"]
        assert (told.document["repaired"], told.document["backup"]) == ([], None)
    with closing(connected(worked)) as connection:
        assert connection.execute("SELECT DISTINCT points FROM days").fetchall() == [(0,)]


@pytest.mark.parametrize(
    ("damage", "at_fault"),
    [
        ("UPDATE events SET metadata = '{\"a\": 1}' WHERE id = 3", "events: row 3 is not what was recorded"),
        ("UPDATE acts SET summary = 'Nothing' WHERE id = 2", "acts: row 2 is not what was recorded"),
    ],
)
def test_a_log_that_was_altered_without_a_backup_leads_into_new_data(
    momentum: Here, worked: Path, tmp_path: Path, damage: str, at_fault: str
) -> None:
    assert momentum("add", "Water the plants").code == 0
    triggers = [f"DROP TRIGGER {table}_never_update" for table in ("events", "acts")]
    spoil(worked, *triggers, damage)

    told = momentum("verify")

    assert (told.code, at_fault in told.out) == (1, True)
    assert "--repair" not in told.out
    refused = momentum("verify", "--repair").err
    for words in (told.out, refused):
        for way in ("backups", "restore", "export events FILE", "import events FILE --data-dir NEW"):
            assert f"“momentum {way}" in words
    for form, name in (("events", "log.jsonl"), ("csv", "tables.zip")):
        file, new = tmp_path / name, tmp_path / form
        assert momentum("export", form, file).code == 0
        assert momentum("import", form, file, "--data-dir", new).code == 0
        assert momentum.json("verify", "--data-dir", new) == {"ok": True, "events": 3, "differences": []}
    assert "Water the plants" in momentum("list", "--data-dir", new).out
    assert "“momentum verify” says what can be done" in momentum("backup").err
    assert "of data that is whole" in momentum("backups").out


def test_a_backup_of_spoiled_data_is_neither_proven_nor_taken_for_the_daily_one(momentum: Here, worked: Path) -> None:
    spoil(worked, "UPDATE days SET points = 0")
    assert momentum("verify", "--repair").code == 0

    assert momentum.json("backup")["last_proof"]["ok"]
    kinds = [each["kind"] for each in momentum.json("backups")["backups"]]
    assert sorted(kinds) == ["asked-for", "before-repair"]
