"""Data of an older version: upgraded whole or left as it was, and always to the tables that new data begins with."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine

from momentum_desktop import open_service
from momentum_desktop.errors import Busy, DamagedData
from momentum_desktop.store import database, migration
from momentum_desktop.store.database import Database, sqlite_module

VERSION = database.SCHEMA_VERSION
NEXT = f'''
"""A version that could come next."""

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{database.HEAD_REVISION}"


def upgrade():
    with op.batch_alter_table("rule_sets", recreate="always") as table:
        table.add_column(sa.Column("note", sa.Text(), nullable=False, server_default=""))
    op.add_column("days", sa.Column("note", sa.Text()))
'''
BREAKING = f"{NEXT}    raise RuntimeError('the version has a fault')\n"
REFUSED = f"{NEXT}    op.execute('DELETE FROM nowhere')\n"
ORPHANING = f"{NEXT}    op.execute('DELETE FROM levels')\n"
HOLDER = """
import sys
from momentum_desktop.store.database import Database

Database(sys.argv[1])
print("open", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A database of the present version with one event in it."""
    asyncio.run(_one_event(tmp_path))
    return tmp_path / "momentum.db"


async def _one_event(folder: Path) -> None:
    service = await open_service(folder)
    await service.process_event(event_type="task_completion", metadata={"complexity": "epic"})
    await service.close()


def _follow_with(version: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a version come after the newest."""
    scripts = folder / "scripts"
    shutil.copytree(migration.SCRIPTS, scripts)
    (scripts / "versions" / "9999_what_comes_next.py").write_text(version, encoding="utf-8")
    monkeypatch.setattr(migration, "SCRIPTS", scripts)
    monkeypatch.setattr(database, "SCHEMA_VERSION", VERSION + 1)


@contextmanager
def _connected(path: Path) -> Iterator[Connection]:
    engine = create_engine(f"sqlite:///{path}", module=sqlite_module(), isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _rows(path: Path, sql: str) -> list[Any]:
    with closing(sqlite_module().connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        return connection.execute(sql).fetchall()


def _shape(path: Path) -> dict[str, Any]:
    """Everything that SQLite knows of the tables, apart from white space in how they were written."""
    shape: dict[str, Any] = {}
    for kind, name, sql in _rows(path, "SELECT type, name, sql FROM sqlite_master"):
        written = None if sql is None else "".join(sql.split())
        shape[f"{kind} {name}"] = written
        if kind == "table":
            for asked in ("table_xinfo", "foreign_key_list"):
                shape[f"{asked} {name}"] = sorted(_rows(path, f"PRAGMA {asked}('{name}')"), key=repr)
            # Without their numbers, which only say in what order they were made.
            shape[f"indexes of {name}"] = {row[1:] for row in _rows(path, f"PRAGMA index_list('{name}')")}
        if kind == "index":
            shape[f"columns of {name}"] = _rows(path, f"PRAGMA index_xinfo('{name}')")
    return shape


def _held_open(path: Path) -> set[str]:
    """What this process has open beside a database, where the system tells it."""
    files = Path("/proc/self/fd")
    opened = (os.readlink(file) for file in files.iterdir() if file.is_symlink()) if files.is_dir() else ()
    return {name for name in opened if name.startswith(str(path.parent))}


def test_new_data_and_upgraded_data_have_the_same_tables(tmp_path: Path) -> None:
    fresh, upgraded = tmp_path / "fresh.db", tmp_path / "upgraded.db"
    Database(f"sqlite:///{fresh}").close()
    with _connected(upgraded) as connection:
        migration.upgrade(connection)

    assert _shape(upgraded) == _shape(fresh)
    for asked in ("PRAGMA user_version", "PRAGMA application_id", "SELECT * FROM alembic_version"):
        assert _rows(upgraded, asked) == _rows(fresh, asked)


def test_the_versions_lead_to_what_the_program_expects(tmp_path: Path) -> None:
    with _connected(tmp_path / "momentum.db") as connection:
        migration.upgrade(connection)

        command.check(migration.scripts(connection))

        newest = ScriptDirectory.from_config(migration.scripts(connection)).get_current_head()
    assert newest == database.HEAD_REVISION
    assert int(newest) == database.SCHEMA_VERSION


def test_a_fresh_file_already_stands_at_the_newest_version(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(_connection: Connection) -> None:
        raise AssertionError("upgraded")

    monkeypatch.setattr(migration, "upgrade", never)

    Database(f"sqlite:///{data}").close()

    assert not list(data.parent.glob("*.before-*"))


def test_older_data_is_upgraded_with_all_that_is_in_it(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = "SELECT (SELECT count(*) FROM events), (SELECT count(*) FROM ledger), (SELECT count(*) FROM levels)"
    before = _rows(data, counted)
    triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    guards = _rows(data, triggers)
    _follow_with(NEXT, tmp_path, monkeypatch)

    Database(f"sqlite:///{data}").close()

    assert _rows(data, counted) == before
    assert _rows(data, triggers) == guards
    assert _rows(data, "SELECT note FROM rule_sets") == [("",)]
    assert _rows(data, "PRAGMA user_version") == [(VERSION + 1,)]
    assert int.from_bytes(data.read_bytes()[60:64], "big") == VERSION + 1
    assert _rows(data, "PRAGMA integrity_check") == [("ok",)]


def test_the_copy_made_before_an_upgrade_is_the_old_data(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shape, events = _shape(data), _rows(data, "SELECT * FROM events")
    _follow_with(NEXT, tmp_path, monkeypatch)

    Database(f"sqlite:///{data}").close()

    copy = data.with_name(f"momentum.db.before-{VERSION}-to-{VERSION + 1}")
    assert _shape(copy) == shape
    assert _rows(copy, "SELECT * FROM events") == events
    assert copy.stat().st_mode & 0o777 == 0o600
    assert not list(data.parent.glob("*.part*"))


@pytest.mark.parametrize(
    ("version", "reason"),
    [
        (BREAKING, "the version has a fault"),
        (REFUSED, r"\(no such table: nowhere\)"),
        (ORPHANING, "points to no row of levels"),
    ],
    ids=["a fault in it", "a statement that is none", "rows that lose what they point to"],
)
def test_an_upgrade_that_fails_leaves_everything_as_it_was(
    version: str, reason: str, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shape, content = _shape(data), data.read_bytes()
    open_before = _held_open(data)
    with monkeypatch.context() as future:
        _follow_with(version, tmp_path, future)
        with pytest.raises(DamagedData, match=reason) as failure:
            Database(f"sqlite:///{data}")

    assert "it was left as it was" in str(failure.value)
    assert _held_open(data) == open_before
    assert _shape(data) == shape
    assert data.read_bytes() == content
    asyncio.run(_one_event(data.parent))
    assert _rows(data, "SELECT count(*) FROM events") == [(2,)]


def test_older_data_that_another_process_has_open_is_not_upgraded(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = data.read_bytes()
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, f"sqlite:///{data}"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        _follow_with(NEXT, tmp_path, monkeypatch)

        with pytest.raises(Busy, match="another Momentum has the data open"):
            Database(f"sqlite:///{data}")

        assert data.read_bytes() == content
        holder.communicate("")
    Database(f"sqlite:///{data}").close()
    assert _rows(data, "PRAGMA user_version") == [(VERSION + 1,)]


def test_data_that_another_process_has_just_upgraded_is_left_alone(tmp_path: Path) -> None:
    data = tmp_path / "momentum.db"
    with _connected(data) as connection:
        migration.upgrade(connection)
        copies = sorted(tmp_path.glob("*.before-*"))
        shape = _shape(data)

        migration.upgrade(connection)

    assert _shape(data) == shape
    assert sorted(tmp_path.glob("*.before-*")) == copies
