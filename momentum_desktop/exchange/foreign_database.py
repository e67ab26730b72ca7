"""SQLite files of other programs: read from a private copy, table by table, and never trusted."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange.source import Source

MAGIC = b"SQLite format 3\0"
LONGEST_SECONDS = 60.0
STEPS_BETWEEN_LOOKS = 100_000
FAULTS = (sqlite3.Error, UnicodeError)
"""What reading a damaged file raises; the words of an error may be damaged themselves."""

COMPANIONS = ("-wal", "-journal")


class ForeignDatabase:
    """A database that is only looked at. `faults` are what is wrong with it as a whole."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA query_only = ON")
        self.version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        self.faults = _faults(connection)
        self._columns = self._found()

    def __contains__(self, table: str) -> bool:
        return table.lower() in self._columns

    def columns(self, table: str) -> frozenset[str]:
        """The names of a table's columns in small letters; none if there is no such table."""
        return frozenset(self._columns.get(table.lower(), ()))

    def rows(self, table: str, *wanted: str) -> Iterator[dict[str, Any]]:
        """Each row of a table with the wanted columns that it has, by their names in small letters.

        RefusedInput where it cannot be read any further."""
        held = self._columns.get(table.lower(), [])
        names = [name for name in wanted if name in held]
        if not names:
            return
        listed = ", ".join(f'"{name}"' for name in names)
        try:
            for row in self._connection.execute(f'SELECT {listed} FROM "{table}" ORDER BY rowid'):
                yield dict(zip(names, row, strict=True))
        except FAULTS as fault:
            raise RefusedInput(f"the database is damaged ({fault})", where=f"table {table}") from None

    def _found(self) -> dict[str, list[str]]:
        """The real tables. What only looks like one, and would run when it is read, is none."""
        found = {}
        for (name,) in self._connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'"
        ).fetchall():
            quoted = str(name).replace('"', '""')
            columns = self._connection.execute(f'PRAGMA table_info("{quoted}")').fetchall()
            found[str(name).lower()] = [str(column[1]).lower() for column in columns]
        return found


@contextmanager
def opened_copy(source: Source) -> Iterator[ForeignDatabase]:
    """A private copy of a database file, together with what was not yet written into it. RefusedInput if it is none."""
    part = source.only("*.db", "*.sqlite", "*.sqlite3", "*.backup")
    content = part.content()
    if not content:
        raise RefusedInput("it is empty", where=part.name or source.path)
    if not content.startswith(MAGIC):
        raise RefusedInput("this is no SQLite database", where=part.name or source.path)
    with TemporaryDirectory(prefix="momentum-import-") as folder:
        copy = Path(folder) / "copy.db"
        copy.write_bytes(content)
        place = Path(source.path) / part.name if part.name else Path(source.path)
        if place.is_file():
            for ending in COMPANIONS:
                beside = place.with_name(place.name + ending)
                if beside.is_file() and not beside.is_symlink():
                    shutil.copyfile(beside, copy.with_name(copy.name + ending))
        try:
            with closing(sqlite3.connect(f"file:{copy}?mode=ro", uri=True, isolation_level=None)) as connection:
                give_up = time.monotonic() + LONGEST_SECONDS
                connection.set_progress_handler(lambda: time.monotonic() > give_up, STEPS_BETWEEN_LOOKS)
                yield ForeignDatabase(connection)
        except FAULTS as fault:
            raise RefusedInput(f"the database is damaged ({fault})", where=part.name or source.path) from None


def _faults(connection: sqlite3.Connection) -> list[str]:
    try:
        found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(5)")]
    except FAULTS as fault:
        return [str(fault)]
    return [] if found == ["ok"] else found
