"""One database: its engine, the connections to it, and its opening, checked before the first byte is written."""

from __future__ import annotations

import os
import sqlite3
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from momentum_desktop.errors import CannotWrite, DamagedData, NewerData, RefusedInput
from momentum_desktop.store.asking import AskingConnection
from momentum_desktop.store.failures import as_people_meet_them
from momentum_desktop.store.locks import DataLock

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

APPLICATION_ID = 0x4D6F6D65  # "Mome"
SCHEMA_VERSION = 5
HEAD_REVISION = "0005"
HEADER = b"SQLite format 3\0"
SOUND_WAL = ((3, 51, 3), (3, 50, 7), (3, 44, 6))
BUSY_MILLISECONDS = 5_000
CONNECTING = {"check_same_thread": False, "timeout": BUSY_MILLISECONDS / 1000, "cached_statements": 512}

StatementListener = Callable[[str, int], None]
"""Told of each statement and of the id of the thread it runs on."""


def sqlite_module() -> ModuleType:
    """The SQLite to use: `pysqlite3` where it is installed, since it is newer than most systems' own."""
    try:
        from pysqlite3 import dbapi2
    except ImportError:
        return sqlite3
    return dbapi2  # type: ignore[no-any-return]


def wal_is_sound(version: tuple[int, ...]) -> bool:
    """Whether a SQLite is free of the WAL-reset fault: 3.51.3 or later, or a release with the mend of its line."""
    return version >= SOUND_WAL[0] or any(version[:2] == mend[:2] and version >= mend for mend in SOUND_WAL[1:])


def file_of(url: str) -> Path:
    """The file that a database address names. RefusedInput if it names none."""
    scheme, mark, path = url.partition("://")
    if not mark or not scheme:
        raise RefusedInput("no database address such as sqlite:////home/me/momentum.db", where="database-url")
    if scheme.partition("+")[0] != "sqlite" or not path.startswith("/") or path in ("/", "/:memory:"):
        raise RefusedInput("only a SQLite file can hold the data for now", where="database-url")
    return Path(path[1:]).absolute()


class Database:
    """An open database. One connection writes; each reader has its own. `close` lets go of everything."""

    def __init__(self, url: str, *, on_statement: StatementListener | None = None) -> None:
        """`url` as SQLAlchemy writes it; only SQLite for now. Raises MomentumError when the data cannot be used."""
        self.path = file_of(url)
        self._module = sqlite_module()
        self._on_statement = on_statement
        self.read_only = False
        _make_folder(self.path.parent)
        self._lock = DataLock(self.path.parent)
        self._lock.share()
        try:
            fresh = self._inspect()
            if fresh:
                self._create()
            elif self._version < SCHEMA_VERSION:
                self._upgrade()
        except BaseException:
            self.close()
            raise

    @cached_property
    def engine(self) -> Engine:
        """What connections to write with come from; made when it is first needed, for it brings SQLAlchemy along."""
        return self._engine(self.path)

    def connect(self) -> Connection:
        """A connection of its own, in no transaction."""
        with as_people_meet_them():
            return self.engine.connect()

    def ask(self) -> AskingConnection:
        """A connection of its own that only asks."""
        told = self._on_statement
        with as_people_meet_them():
            driver = self._look(self.path) if self.read_only else self._module.connect(str(self.path), **CONNECTING)
            try:
                self._prepare(driver, None)
            except BaseException:
                driver.close()
                raise
        driver.isolation_level = None
        return AskingConnection(driver, told and (lambda statement: told(statement, threading.get_ident())))

    def close(self) -> None:
        """Close every connection and let go of the lock."""
        if "engine" in self.__dict__:
            self.engine.dispose()
        self._lock.release()

    def _inspect(self) -> bool:
        """Whether there is no database yet. Reads the header only: an unknown or newer file stays byte for byte."""
        if not self.path.exists():
            return True
        try:
            with self.path.open("rb") as file:
                header = file.read(100)
        except OSError as fault:
            raise CannotWrite(f"{self.path} cannot be read ({fault.strerror}); nothing was changed") from None
        if not header:
            raise DamagedData(f"{self.path} is empty; it was left untouched; move it away or restore a backup")
        if header[:16] != HEADER or len(header) < 100:
            raise DamagedData(f"{self.path} is no database; it was left untouched; choose another --data-dir")
        if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
            raise DamagedData(
                f"{self.path} belongs to another program; it was left untouched; choose another --data-dir"
            )
        self._version = int.from_bytes(header[60:64], "big")
        if self._version > SCHEMA_VERSION:
            raise NewerData(f"{self.path} was written by a newer Momentum; it was left untouched; update this program")
        self.read_only = not (os.access(self.path, os.W_OK) and os.access(self.path.parent, os.W_OK))
        return False

    def _engine(self, path: Path) -> Engine:
        from sqlalchemy import create_engine, event

        engine = create_engine(
            f"sqlite:///{path}",
            module=self._module,
            isolation_level="AUTOCOMMIT",
            pool_size=4,
            connect_args=CONNECTING,
            **({"creator": lambda: self._look(path)} if self.read_only else {}),
        )
        event.listen(engine, "connect", self._prepare)
        listener = self._on_statement
        if listener is not None:
            told = listener

            def tell(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
                told(statement, threading.get_ident())

            event.listen(engine, "before_cursor_execute", tell)
        return engine

    def _look(self, path: Path) -> Any:
        """A connection that only reads. Without a journal beside the file nothing can be missed by taking it as it is;
        with one SQLite must read both."""
        journals = (path.with_name(path.name + ending) for ending in ("-wal", "-journal"))
        alone = not any(journal.exists() and journal.stat().st_size for journal in journals)
        mode = "mode=ro&immutable=1" if alone else "mode=ro"
        return self._module.connect(f"{path.as_uri()}?{mode}", uri=True, **CONNECTING)

    def _prepare(self, connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
        if not self.read_only:
            sound = wal_is_sound(self._module.sqlite_version_info)
            cursor.execute(f"PRAGMA journal_mode = {'WAL' if sound else 'DELETE'}")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA trusted_schema = OFF")
        cursor.close()

    def _create(self) -> None:
        """Lay the tables in a file beside; once it is whole it gets the name, unless another process was quicker."""
        from momentum_desktop.store.schema import Base

        unfinished = _empty_file_beside(self.path)
        engine = self._engine(unfinished)
        try:
            with as_people_meet_them(), engine.connect() as connection, in_one_transaction(connection):
                Base.metadata.create_all(connection, checkfirst=False)
                connection.exec_driver_sql(
                    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
                    "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
                )
                connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (HEAD_REVISION,))
                mark(connection)
            engine.dispose()
            _name(unfinished, self.path)
        finally:
            engine.dispose()
            unfinished.unlink(missing_ok=True)

    def _upgrade(self) -> None:
        from momentum_desktop.store.migration import upgrade

        self._lock.own()
        with as_people_meet_them(), self.engine.connect() as connection:
            upgrade(connection)
        self._lock.share()


@contextmanager
def in_one_transaction(connection: Connection) -> Iterator[None]:
    """All that the block writes, beside nobody else, or nothing if it raises."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    try:
        yield
        connection.exec_driver_sql("COMMIT")
    except BaseException:
        roll_back(connection)
        raise


def roll_back(connection: Connection) -> None:
    """Undo what is open. On a full disk SQLite has done it already, and a second time would hide the reason."""
    if getattr(connection.connection.driver_connection, "in_transaction", False):
        connection.exec_driver_sql("ROLLBACK")


def mark(connection: Connection) -> None:
    """Write into the file's header that it is ours, and of which schema."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _empty_file_beside(path: Path) -> Path:
    """A new file that only its owner can read, so that what SQLite puts beside it is the owner's alone too."""
    try:
        handle, name = tempfile.mkstemp(prefix=f"{path.name}.new-", dir=path.parent)
    except OSError as fault:
        raise CannotWrite(f"{path} cannot be made ({fault.strerror}); nothing was changed") from None
    os.close(handle)
    return Path(name)


def _name(unfinished: Path, path: Path) -> None:
    try:
        try:
            os.link(unfinished, path)
        except FileExistsError:
            return
        except OSError:  # a file system without hard links
            if path.exists():
                return
            unfinished.rename(path)
        if hasattr(os, "O_DIRECTORY"):
            folder = os.open(path.parent, os.O_RDONLY)
            os.fsync(folder)
            os.close(folder)
    except OSError as fault:
        raise CannotWrite(f"{path} cannot be made ({fault.strerror}); nothing was changed") from None


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as fault:
        raise CannotWrite(f"the data folder {folder} cannot be made ({fault.strerror}); nothing was changed") from None
