"""One database file made from another while it is being written to, and what a whole one must stand up to."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from momentum_desktop.errors import Busy, CannotWrite, DamagedData, MomentumError, NewerData
from momentum_desktop.store import database
from momentum_desktop.store.failures import as_met
from momentum_desktop.store.verifying import chain_faults

if TYPE_CHECKING:
    from sqlalchemy import Connection

STEP_PAGES = 512
PAUSE_SECONDS = 0.002
MOST_RESTARTS = 3
APPEND_ONLY = ("acts", "events")
Counts = dict[str, int]


def copy_database(source: Path, target: Path) -> None:
    """Copy a database that others may be writing to into an empty file: everything committed before the call is in it.

    Writers wait for no more than a step of the copy. The target is one file, durable, without a journal beside it.
    DamagedData if the source cannot be read as a whole, or rows are missing in the copy."""
    connect = database.sqlite_module().connect
    try:
        with (
            closing(connect(f"{source.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)) as read,
            closing(connect(target, isolation_level=None)) as written,
        ):
            read.execute(f"PRAGMA busy_timeout = {database.BUSY_MILLISECONDS}")
            # The copy is made durable at the end, and nobody else looks at it before.
            written.execute("PRAGMA locking_mode = EXCLUSIVE")
            written.execute("PRAGMA synchronous = OFF")
            held = read.execute("PRAGMA journal_mode").fetchone() == ("wal",)
            if held:
                # A snapshot holds up nobody in this mode, and what others write does not begin the copy anew.
                read.execute("BEGIN")
            counts = _counts(read)
            _copy(read, written)
            written.execute("PRAGMA journal_mode = DELETE")
            _compare(counts, _counts(written), exactly=held)
    except database.sqlite_module().Error as fault:
        raise _met(fault) from fault
    sync(target)


def check_database(path: Path) -> int:
    """Hold a file that nobody writes to against everything a whole one of ours stands up to but a replay; how many
    events it has. NewerData or DamagedData says what is wrong."""
    with apart(path) as connection:
        if connection.exec_driver_sql("PRAGMA application_id").scalar_one() != database.APPLICATION_ID:
            raise DamagedData(f"{path} is not of this program")
        version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        if version > database.SCHEMA_VERSION:
            raise NewerData(f"{path} was written by a newer Momentum; update this program")
        for (words,) in connection.exec_driver_sql("PRAGMA integrity_check(1)").all():
            if words != "ok":
                raise DamagedData(f"{path} is damaged ({words})")
        events, faults = chain_faults(connection)
        if faults:
            raise DamagedData(f"{path} is not what was recorded ({faults[0]})")
        return events


@contextmanager
def apart(path: Path, *, writable: bool = False) -> Iterator[Connection]:
    """A connection to a file that is not the data in use. Database faults leave as errors that people meet."""
    module = database.sqlite_module()
    uri = f"{path.absolute().as_uri()}?mode={'rw' if writable else 'ro'}"

    def connect() -> Any:
        connection = module.connect(uri, uri=True, isolation_level=None)
        connection.execute("PRAGMA trusted_schema = OFF")
        return connection

    from sqlalchemy import URL, NullPool, create_engine

    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        module=module,
        creator=connect,
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
    )
    try:
        with engine.connect() as connection:
            yield connection
    except Exception as fault:
        met = as_met(fault)
        if met is None:
            raise
        raise DamagedData(f"{path} is damaged or no database") if isinstance(met, DamagedData) else met from fault
    finally:
        engine.dispose()


def sync(path: Path) -> None:
    """Let a file, or the names in a folder, be on the disk before going on."""
    if path.is_dir() and not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class _BegunAnew(Exception):
    """The copy had to start over too often, because others wrote."""


def _copy(read: Any, written: Any) -> None:
    left = [0, 0]

    def pause(_status: int, remaining: int, _total: int) -> None:
        if remaining > left[0]:
            left[1] += 1
            if left[1] > MOST_RESTARTS:
                raise _BegunAnew
        left[0] = remaining
        time.sleep(PAUSE_SECONDS)

    try:
        read.backup(written, pages=STEP_PAGES, progress=pause)
    except _BegunAnew:
        read.backup(written)


def _counts(connection: Any) -> Counts:
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in tables}


def _compare(before: Counts, copied: Counts, *, exactly: bool) -> None:
    wrong = [
        table
        for table, number in before.items()
        if (copied.get(table, -1) != number if exactly else table in APPEND_ONLY and copied.get(table, -1) < number)
    ]
    if wrong:
        raise DamagedData(f"the copy lacks rows of {', '.join(wrong)}")


def _met(fault: Exception) -> MomentumError:
    met = as_met(fault)
    # What a copy fails on carries words only.
    if isinstance(met, DamagedData) or "malformed" in str(fault) or "not a database" in str(fault):
        return DamagedData(f"the data is damaged ({fault})")
    if isinstance(met, Busy) or "locked" in str(fault):
        return Busy("another program held the data for too long")
    return CannotWrite(str(fault))
