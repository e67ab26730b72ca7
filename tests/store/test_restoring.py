"""Backups of an older version: brought to the tables of today apart, and only then put in the place of the data."""

from __future__ import annotations

import asyncio
import shutil
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from momentum_desktop import open_service
from momentum_desktop.errors import DamagedData
from momentum_desktop.service.restoring import restore_backup
from momentum_desktop.store import database, migration
from momentum_desktop.store.database import sqlite_module

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
FOLLOWING = '''
"""A version that could come next."""

import sqlalchemy as sa
from alembic import op

revision = "next"
down_revision = "{head}"


def upgrade():
    op.add_column("rule_sets", sa.Column("note", sa.Text()))
'''


@pytest.fixture
def backup(data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A backup of one event that is older than the program by a version."""

    async def kept() -> Path:
        service = await open_service()
        await service.process_event(event_type="task_completion", metadata={"complexity": "epic"})
        made = await service.backup()
        await service.close()
        return Path(made.path)

    path = asyncio.run(kept())
    scripts = tmp_path / "scripts"
    shutil.copytree(migration.SCRIPTS, scripts)
    (scripts / "versions" / "9999_next.py").write_text(FOLLOWING.format(head=database.HEAD_REVISION), encoding="utf-8")
    monkeypatch.setattr(migration, "SCRIPTS", scripts)
    monkeypatch.setattr(database, "SCHEMA_VERSION", database.SCHEMA_VERSION + 1)
    return path


def test_an_older_backup_is_restored_with_the_tables_of_today(backup: Path, tmp_path: Path) -> None:
    done = restore_backup(backup, data_dir=tmp_path / "new", now=NOW)

    assert done.events == 1
    with closing(sqlite_module().connect(tmp_path / "new" / "momentum.db")) as connection:
        assert connection.execute("SELECT note FROM rule_sets").fetchall() == [(None,)]
        assert connection.execute("PRAGMA user_version").fetchall() == [(database.SCHEMA_VERSION,)]
    assert {path.name for path in (tmp_path / "new").iterdir()} == {"momentum.db", "data.lock"}


def test_an_older_backup_that_cannot_be_upgraded_changes_nothing(
    backup: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (version,) = migration.SCRIPTS.glob("versions/9999_*.py")
    version.write_text(version.read_text() + "    raise RuntimeError('the version has a fault')\n")
    files = {path: path.read_bytes() for path in data_dir.rglob("*") if path.is_file()}

    with pytest.raises(DamagedData, match=r"could not be upgraded \(the version has a fault\); nothing was changed"):
        restore_backup(backup, data_dir=data_dir, now=NOW)

    assert {path: path.read_bytes() for path in data_dir.rglob("*") if path.is_file()} == files
