"""Backups and restores on the command line: every kind brings its state back, and every restore can be undone."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from momentum_desktop.store.database import SCHEMA_VERSION, sqlite_module
from tests.cli.running import Here, spawned

HOLDER = """
import asyncio, sys
from momentum_desktop import open_service

async def hold():
    service = await open_service()
    print("open", flush=True)
    sys.stdin.read()
    await service.close()

asyncio.run(hold())
"""
UPKEEP = [sys.executable, "-m", "momentum_desktop.service.upkeep", "keep-up"]


@contextmanager
def held_open() -> Iterator[subprocess.Popen[str]]:
    """Another process that has the data open."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        yield holder
        holder.communicate("")


def standing(momentum: Here) -> Any:
    """All that a person could see change."""
    return [momentum.json(name) for name in ("status", "streaks", "achievements", "list", "history")]


def undone_by(momentum: Here, command: str) -> Any:
    words = shlex.split(command)
    assert words[:2] == ["momentum", "restore"]
    return momentum.json(*words[1:])


def test_a_backup_tells_where_it_lies_and_that_it_was_proven(momentum: Here, data_dir: Path) -> None:
    momentum("event", "focus_session")

    told = momentum("backup")
    again = momentum.json("backup")

    (first, second) = sorted((data_dir / "backups").glob("*.db"))[0], Path(again["path"])
    assert told.code == 0
    assert str(first) in told.out
    assert "Last proven restore: Wednesday 12:00." in told.out
    assert {key: again[key] for key in ("events", "kind", "at")} == {
        "events": 1,
        "kind": "asked-for",
        "at": "2026-03-04T12:00:00+01:00",
    }
    assert again["last_proof"]["ok"] is True
    assert second.exists()
    listed = momentum.json("backups")
    assert listed["backups"][0]["path"] in (str(first), str(second))
    assert "Last proven restore: Wednesday 12:00." in momentum("backups").out


def test_no_backups_is_no_fault(momentum: Here) -> None:
    assert "No backup in" in momentum("backups").out
    assert momentum.json("backups")["backups"] == []


def test_a_backup_goes_into_any_folder(momentum: Here, tmp_path: Path) -> None:
    momentum("event", "focus_session")

    made = momentum.json("backup", tmp_path / "a stick")

    assert Path(made["path"]).parent == tmp_path / "a stick"
    assert momentum.json("backups", tmp_path / "a stick")["backups"][0]["path"] == made["path"]


def asked_for(momentum: Here, _: Path) -> str:
    return str(momentum.json("backup")["path"])


def daily(momentum: Here, data_dir: Path) -> str:
    ran = subprocess.run([*UPKEEP, str(data_dir / "momentum.db")], capture_output=True, text=True, check=True)
    return str(json.loads(ran.stdout)["backup"]["path"])


def before_import(momentum: Here, data_dir: Path) -> str:
    log = data_dir / "log.jsonl"
    log.write_text('{"event_type": "focus_session", "occurred_at": "2026-03-01T06:00:00+01:00", "metadata": {}}\n')
    assert momentum.json("import", "events", log)["added"] == 1
    return str(next((data_dir / "backups").glob("*-before-import-*")))


def before_restore(momentum: Here, data_dir: Path) -> str:
    earlier = asked_for(momentum, data_dir)
    assert momentum.json("restore", earlier)["events"] == 1
    return str(next((data_dir / "backups").glob("*-before-restore-*")))


def before_repair(momentum: Here, data_dir: Path) -> str:
    with closing(sqlite_module().connect(data_dir / "momentum.db", isolation_level=None)) as connection:
        connection.execute("UPDATE days SET points = 1")
        connection.execute("DELETE FROM streaks")
    return str(momentum.json("verify", "--repair")["backup"])


@pytest.mark.parametrize("kind", [asked_for, daily, before_import, before_restore, before_repair])
def test_a_restore_brings_the_earlier_state_back_and_can_be_undone(momentum: Here, data_dir: Path, kind: Any) -> None:
    momentum("add", "Water the plants")
    momentum("done", "1")
    earlier = standing(momentum)
    backup = kind(momentum, data_dir)
    momentum("add", "Call Grandma")
    momentum("event", "learning_session", "--meta", "minutes=30")
    later = standing(momentum)
    assert later != earlier

    done = momentum.json("restore", backup)

    assert standing(momentum) == earlier
    assert momentum.json("verify")["ok"] is True
    undone_by(momentum, done["undo"])
    assert standing(momentum) == later
    assert momentum.json("verify")["ok"] is True
    assert Path(backup).exists()


def test_a_token_revoked_since_stays_revoked_after_a_restore(momentum: Here) -> None:
    momentum("token", "create", "old", "--scope", "read")
    momentum("event", "focus_session")
    path = momentum.json("backup")["path"]
    momentum("token", "revoke", "old")
    made = momentum.json("token", "create", "new", "--scope", "write")

    assert momentum("restore", path).code == 0

    assert [token["name"] for token in momentum.json("token", "list")] == ["new"]
    assert made["scopes"] == momentum.json("token", "list")[0]["scopes"]
    assert momentum.json("verify")["ok"]


def test_a_restore_goes_to_the_data_that_was_named_and_so_does_its_undo(momentum: Here, tmp_path: Path) -> None:
    momentum("event", "focus_session")
    backup = momentum.json("backup")["path"]
    other = tmp_path / "an other"

    first = momentum.json("restore", backup, "--data-dir", other)
    momentum("event", "focus_session", "--data-dir", other)
    second = momentum.json("restore", backup, "--data-dir", other)
    undone_by(momentum, second["undo"])

    assert (first["kept"], first["set_aside"], first["undo"]) == (None, None, None)
    assert momentum.json("verify", "--data-dir", other)["events"] == 2
    assert momentum.json("verify")["events"] == 1


def test_a_restore_tells_a_person_how_to_undo_it(momentum: Here) -> None:
    momentum("event", "focus_session")
    backup = momentum.json("backup")["path"]

    told = momentum("restore", backup, "--yes")

    assert told.code == 0
    assert told.out.splitlines()[-1].strip().startswith("momentum restore ")


def test_nothing_is_restored_while_another_process_has_the_data_open(momentum: Here, data_dir: Path) -> None:
    momentum("event", "focus_session")
    backup = momentum.json("backup")["path"]
    momentum("event", "focus_session")

    with held_open() as holder:
        refused = spawned("restore", backup)
        process = holder.pid

    assert (refused.code, refused.out) == (4, "")
    assert "has the data open" in refused.err
    assert "close it" in refused.err
    assert "nothing was changed" in refused.err
    if Path("/proc/locks").exists():
        assert f"process {process}" in refused.err
    assert momentum.json("verify")["events"] == 2
    assert momentum("restore", backup).code == 0


def test_a_backup_is_made_while_another_process_has_the_data_open(momentum: Here) -> None:
    momentum("event", "focus_session")
    with held_open():
        assert spawned("backup", "--json").document["events"] == 1


def flipped(backup: Path) -> None:
    content = bytearray(backup.read_bytes())
    content[len(content) // 3] ^= 4
    backup.write_bytes(content)


def tampered(backup: Path) -> None:
    with closing(sqlite_module().connect(backup, isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER acts_never_update")
        connection.execute("UPDATE acts SET summary = 'other' WHERE id = 1")


def retold(backup: Path) -> None:
    with closing(sqlite_module().connect(backup, isolation_level=None)) as connection:
        connection.execute("UPDATE users SET total_points = 1000000")


def newer(backup: Path) -> None:
    with closing(sqlite_module().connect(backup, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")


def foreign(backup: Path) -> None:
    with closing(sqlite_module().connect(backup, isolation_level=None)) as connection:
        connection.execute("PRAGMA application_id = 7")


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (tampered, "is not what was recorded"),
        (retold, "does not agree with its own log"),
        (newer, "newer Momentum"),
        (foreign, "not of this program"),
        (lambda backup: backup.write_text("Dear diary"), "damaged or no database"),
        (lambda backup: backup.write_bytes(b""), "not of this program"),
        (lambda backup: backup.write_bytes(backup.read_bytes()[:40_000]), "damaged"),
    ],
    ids=["tampered", "retold", "newer", "foreign", "text", "empty", "short"],
)
def test_a_backup_that_does_not_prove_itself_is_refused(
    momentum: Here, data_dir: Path, tmp_path: Path, spoil: Any, words: str
) -> None:
    momentum("event", "focus_session")
    backup = Path(momentum.json("backup")["path"])
    flipped(backup)
    under_its_name = momentum("restore", backup)
    momentum("event", "focus_session")
    renamed = tmp_path / "mine.db"
    renamed.write_bytes(Path(momentum.json("backup")["path"]).read_bytes())
    spoil(renamed)
    files = sorted(data_dir.rglob("*"))
    before = (data_dir / "momentum.db").read_bytes()

    refused = momentum("restore", renamed)

    assert (under_its_name.code, refused.code, refused.out) == (3, 3, "")
    assert "not the file that was written" in under_its_name.err
    assert words in refused.err
    assert "nothing was changed" in refused.err
    assert refused.err.count("\n") == 1
    assert sorted(data_dir.rglob("*")) == files
    assert (data_dir / "momentum.db").read_bytes() == before


def test_what_is_no_file_is_refused(momentum: Here, tmp_path: Path, data_dir: Path) -> None:
    momentum("event", "focus_session")

    for path in (tmp_path / "missing.db", tmp_path, data_dir / "momentum.db"):
        refused = momentum("restore", path)
        assert (refused.code, refused.out, refused.err.count("\n")) == (2, "", 1)
        assert "nothing was changed" in refused.err


def test_damaged_data_is_set_aside_and_replaced(momentum: Here, data_dir: Path) -> None:
    momentum("event", "focus_session")
    backup = momentum.json("backup")["path"]
    database = data_dir / "momentum.db"
    damaged = database.read_bytes()[:4096] + b"\xff" * 60_000
    database.write_bytes(damaged)
    (data_dir / "momentum.db-wal").write_bytes(b"old journal")
    assert momentum("backup").code == 3

    done = momentum.json("restore", backup)

    assert (done["kept"], done["undo"]) == (None, None)
    assert Path(done["set_aside"]).read_bytes() == damaged
    assert Path(done["set_aside"] + "-wal").exists()
    assert momentum.json("verify") == {"ok": True, "events": 1, "differences": []}


def test_a_journal_left_by_a_kill_is_kept_and_never_played_into_what_is_restored(
    momentum: Here, data_dir: Path
) -> None:
    momentum("event", "focus_session")
    backup = momentum.json("backup")["path"]
    killed = (
        "import asyncio, os\n"
        "from momentum_desktop import open_service\n"
        "async def main():\n"
        "    service = await open_service()\n"
        "    await service.process_event(event_type='task_completion', metadata={})\n"
        "    os.kill(os.getpid(), 9)\n"
        "asyncio.run(main())\n"
    )
    assert subprocess.run([sys.executable, "-c", killed], check=False).returncode == -9
    assert (data_dir / "momentum.db-wal").stat().st_size > 0

    done = momentum.json("restore", backup)

    assert momentum.json("verify") == {"ok": True, "events": 1, "differences": []}
    undone_by(momentum, done["undo"])
    assert momentum.json("verify") == {"ok": True, "events": 2, "differences": []}


def test_an_import_that_adds_nothing_makes_no_backup(momentum: Here, data_dir: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    log.write_text('{"event_type": "focus_session", "occurred_at": "2026-03-01T06:00:00+01:00", "metadata": {}}\n')
    momentum("import", "events", log, "--dry-run")
    assert not (data_dir / "backups").exists()
    momentum("import", "events", log)
    kept = len(list((data_dir / "backups").iterdir()))

    momentum("import", "events", log)

    assert kept == len(list((data_dir / "backups").iterdir())) == 1


def test_an_import_without_a_backup_does_not_begin(momentum: Here, data_dir: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    log.write_text('{"event_type": "focus_session", "occurred_at": "2026-03-01T06:00:00+01:00", "metadata": {}}\n')
    momentum("status")
    (data_dir / "backups").write_text("in the way")

    refused = momentum("import", "events", log)

    assert (refused.code, refused.out) == (4, "")
    assert "no backup could be made" in refused.err
    assert momentum.json("verify")["events"] == 0
