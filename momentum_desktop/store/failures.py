"""Database errors as the errors that people meet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from momentum_desktop.errors import Busy, CannotWrite, DamagedData, DiskFull, MomentumError, RefusedInput

BUSY = "another program held the data for too long; nothing was stored, try again"
FULL = "the disk is full; this act was not stored, everything before it is safe; free some space and try again"
READ_ONLY = "the data cannot be written (read-only); nothing was lost; make the data folder writable and try again"
FAILED = "the disk refused to write; this act was not stored, everything before it is safe; check the disk, try again"
LACKING = "something of the data is missing ({0}); it was left untouched; restore a backup, or keep the file for help"
DAMAGED = "the data file is damaged; it was left untouched; restore a backup, or keep the file for help"


@contextmanager
def as_people_meet_them() -> Iterator[None]:
    """Turns a database fault inside the block into the error that a person meets."""
    try:
        yield
    except Exception as fault:
        met = as_told(fault)
        if met is None:
            raise
        raise met from fault


def origin_of(fault: BaseException) -> BaseException:
    """The driver's own fault, which says what is wrong and no more: SQLAlchemy wraps it with the statement."""
    return getattr(fault, "orig", None) or fault


def as_met(fault: BaseException) -> MomentumError | None:
    """The error a person meets for a database fault, or None for one that nobody should ever see."""
    origin = origin_of(fault)
    if isinstance(origin, OverflowError):
        return RefusedInput("a number that is too large; nothing was stored")
    name = getattr(origin, "sqlite_errorname", "")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return Busy(BUSY)
    if name == "SQLITE_FULL":
        return DiskFull(FULL)
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return CannotWrite(READ_ONLY)
    if name.startswith("SQLITE_IOERR"):
        return CannotWrite(FAILED)
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return DamagedData(DAMAGED)
    return None


def as_told(fault: BaseException) -> MomentumError | None:
    """The same where the statements fit the tables of a whole database, so that one they do not find is damage."""
    met, origin = as_met(fault), origin_of(fault)
    if met is None and str(origin).startswith(("no such table: ", "no such column: ")):
        return DamagedData(LACKING.format(origin))
    return met
