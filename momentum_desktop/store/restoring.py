"""A backup in the place of the data: a copy proven apart, the present data kept or set aside, one rename."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from momentum_desktop.errors import Busy, CannotWrite, DamagedData, RefusedInput
from momentum_desktop.store import database
from momentum_desktop.store.backup import BEFORE_REPAIR, backup_named, check_backup
from momentum_desktop.store.copying import apart, check_database, copy_database, sync
from momentum_desktop.store.failures import as_met, origin_of
from momentum_desktop.store.locks import DataLock
from momentum_desktop.store.workplace import COMPANIONS, unfinished_folder

TOKENS = "id, user_id, name, hash, scopes, daily_points, created_at, spent_day, spent_points"


@contextmanager
def owning(data: Path) -> Iterator[None]:
    """Hold the data alone. Busy while another process has it open, CannotWrite if there is no place for it."""
    try:
        data.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as fault:
        raise CannotWrite(f"{data.parent} cannot be made ({fault.strerror}); nothing was changed") from None
    lock = DataLock(data.parent)
    try:
        lock.own()
        yield
    finally:
        lock.release()


@contextmanager
def restored_apart(backup: Path, place: Path) -> Iterator[Path]:
    """A backup as a database of today's tables, in a folder of its own inside `place`, for as long as it is needed.
    What was spoiled in one from before a repair is made anew from its log.

    RefusedInput if there is no such file; DamagedData or NewerData if it is not whole, not ours or newer."""
    if not backup.is_file():
        what = "is a folder; name a backup in it" if backup.is_dir() else "does not exist"
        raise RefusedInput(f"{backup} {what} (“momentum backups” lists them)")
    try:
        with unfinished_folder(place) as folder:
            fresh = folder / database_name(backup)
            os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            check_backup(backup)
            copy_database(backup, fresh)
            check_database(fresh)
            _upgrade(fresh)
            named = backup_named(backup)
            if named is not None and named.kind == BEFORE_REPAIR:
                _rebuild(fresh)
            yield fresh
    except OSError as fault:
        raise CannotWrite(
            f"{backup} could not be restored in {place} ({fault.strerror}); nothing was changed"
        ) from None


def database_name(backup: Path) -> str:
    """The name of a copy, which nobody takes for a backup."""
    return f"copy-of-{backup.name}"


def set_aside(data: Path, moment: datetime) -> Path | None:
    """Give damaged data, and what belongs to it, another name; None if there is none."""
    aside = data.with_name(f"{data.name}.corrupt.{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    if data.exists():
        try:
            os.link(data, aside)
        except OSError:
            shutil.copy2(data, aside)
    for ending in COMPANIONS:
        companion = data.with_name(data.name + ending)
        if companion.exists():
            companion.replace(aside.with_name(aside.name + ending))
    sync(data.parent)
    return aside if aside.exists() else None


def keep_tokens(data: Path | None, fresh: Path) -> None:
    """Let the tokens of whole data be those of what takes its place: whom somebody let in or shut out since the backup
    stays let in or shut out. Without such data (None) nobody is let in."""
    present: list[Any] = []
    if data is not None:
        module = database.sqlite_module()
        with closing(module.connect(f"{data.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'api_tokens'").fetchone():
                present = connection.execute(f"SELECT {TOKENS} FROM api_tokens").fetchall()
    with apart(fresh, writable=True) as connection:
        connection.exec_driver_sql("DELETE FROM api_tokens")
        users = {row[0] for row in connection.exec_driver_sql("SELECT id FROM users")}
        for row in present:
            if row[1] in users:
                connection.exec_driver_sql(f"INSERT INTO api_tokens ({TOKENS}) VALUES (?{', ?' * (len(row) - 1)})", row)


def put_in_place(fresh: Path, data: Path) -> None:
    """Let a whole database take the place of the data, all at once; nobody may have the data open.

    A journal of the old data would be played into the new, so none may be left."""
    left = [data.name + ending for ending in COMPANIONS if data.with_name(data.name + ending).exists()]
    if left:
        raise Busy(f"{left[0]} is still in use by another program; close it and try again; nothing was changed")
    fresh.replace(data)
    sync(data.parent)


def fold_in_journal(data: Path) -> None:
    """Make whole data one file, with nothing beside it. Busy if a program that knows no locks of ours has it open."""
    module = database.sqlite_module()
    uri = f"{data.absolute().as_uri()}?mode=rw"
    try:
        with closing(module.connect(uri, uri=True, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
    except module.Error as fault:
        met = as_met(fault)
        if isinstance(met, Busy):
            raise Busy("another program has the data open; close it and try again; nothing was changed") from None
        raise met or fault from fault


def _rebuild(path: Path) -> None:
    from momentum_desktop.store.rebuilding import rebuilt

    with apart(path, writable=True) as connection, rebuilt(connection):
        pass


def _upgrade(path: Path) -> None:
    with apart(path, writable=True) as connection:
        if connection.exec_driver_sql("PRAGMA user_version").scalar_one() < database.SCHEMA_VERSION:
            from momentum_desktop.store.migration import upgrade

            try:
                upgrade(connection)
            except DamagedData as fault:
                reason = origin_of(fault.__cause__ or fault)
                raise DamagedData(f"the backup is of an older version and could not be upgraded ({reason})") from fault
