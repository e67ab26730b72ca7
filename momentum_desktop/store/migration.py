"""Older data brought to the tables of today: a copy first, then everything in one transaction or nothing."""

from __future__ import annotations

import os
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from momentum_desktop.errors import CannotWrite, DamagedData, MomentumError
from momentum_desktop.store import database
from momentum_desktop.store.copying import apart, copy_database, sync
from momentum_desktop.store.failures import as_met, origin_of

SCRIPTS = Path(__file__).parent / "migrations"


def upgrade(connection: Connection) -> None:
    """Bring the database to the newest version, unless another process was quicker. It stays as it was when that
    fails; MomentumError then says why. A copy of it as it was stands beside it in either case."""
    # Rebuilding a table would else delete what points to it; `_check_keys` makes up for it.
    connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
    try:
        with database.in_one_transaction(connection):
            version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
            if version < database.SCHEMA_VERSION:
                copy = keep_copy(connection, version)
                _upgrade_or_explain(connection, copy)
    finally:
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")
    # The mark must stand in the file itself, not only in its journal: it is read from the header.
    connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def scripts(connection: Connection) -> Config:
    """The versions, set up to run on a connection, inside the transaction that is open on it."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def keep_copy(connection: Connection, version: int) -> Path:
    """A copy of the database beside it, whole and durable before its name is given to it."""
    path = Path(connection.engine.url.database or "")
    copy = path.with_name(f"{path.name}.before-{version}-to-{database.SCHEMA_VERSION}")
    unfinished = copy.with_name(f"{copy.name}.part")
    try:
        unfinished.unlink(missing_ok=True)
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        # A connection of its own reads: one that holds a write transaction cannot be copied from.
        copy_database(path, unfinished)
        with apart(unfinished) as copied:
            sound = copied.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
        if sound != "ok":
            raise DamagedData(f"{path} is damaged ({sound}); it was not upgraded and left untouched")
        unfinished.replace(copy)
        sync(copy.parent)
    except (CannotWrite, OSError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) else fault
        raise CannotWrite(
            f"no copy of the data could be kept in {path.parent} ({reason}); it was not upgraded and left untouched"
        ) from None
    finally:
        unfinished.unlink(missing_ok=True)
    return copy


def _upgrade_or_explain(connection: Connection, copy: Path) -> None:
    try:
        command.upgrade(scripts(connection), "head")
        _check_keys(connection)
        database.mark(connection)
    except Exception as fault:
        met = as_met(fault)
        if met is not None or isinstance(fault, MomentumError):
            raise met or fault from fault
        raise DamagedData(
            f"the data could not be upgraded ({origin_of(fault)}); it was left as it was, and {copy} is a copy of it; "
            "go on with the version of Momentum that wrote it, and report this"
        ) from fault


def _check_keys(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise ValueError(f"a row of {broken[0]} points to no row of {broken[2]}")
