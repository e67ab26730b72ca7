"""The store as the service holds it: one database, one journal to write with, readers to ask with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from momentum_desktop.engine.defaults import default_document
from momentum_desktop.store.asking import AskingConnection
from momentum_desktop.store.database import Database, StatementListener, in_one_transaction
from momentum_desktop.store.failures import as_people_meet_them
from momentum_desktop.store.journal import Journal
from momentum_desktop.store.keeper import StateKeeper
from momentum_desktop.store.people import FIRST_USER, add_lost_user
from momentum_desktop.store.questions import users
from momentum_desktop.store.rule_sets import add_user, keep_rule_set

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from momentum_desktop.store.filling import Filled
    from momentum_desktop.store.mending import Mended


class Reader:
    """A connection to ask with, for one thread at a time."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.keeper = StateKeeper(connection)

    def mark(self) -> int:
        """A number that is another one once any other connection has written (SQLite's data_version)."""
        return int(self.connection.exec_driver_sql("PRAGMA data_version").scalar_one())

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Everything asked inside sees the same moment."""
        self.connection.exec_driver_sql("BEGIN")
        try:
            yield self.connection
        finally:
            self.connection.exec_driver_sql("COMMIT")


class Store:
    """An open database with at least one user."""

    def __init__(self, url: str, *, on_statement: StatementListener | None = None) -> None:
        self._database = Database(url, on_statement=on_statement)
        self._open: list[Connection | AskingConnection] = []
        try:
            self._first_user()
        except BaseException:
            self._database.close()
            raise

    @property
    def read_only(self) -> bool:
        return self._database.read_only

    @property
    def folder(self) -> Path:
        """The folder that the data lies in."""
        return self._database.path.parent

    @property
    def path(self) -> Path:
        """The file that holds the data."""
        return self._database.path

    def journal(self) -> Journal:
        """The pen, on a connection of its own; one thread may use it."""
        connection = self._database.connect()
        self._open.append(connection)
        return Journal(connection)

    def reader(self) -> Reader:
        """A reader on a connection of its own; one thread may use it."""
        connection = self._database.ask()
        self._open.append(connection)
        return Reader(connection.as_connection())

    @contextmanager
    def aside(self) -> Iterator[Reader]:
        """A reader on a connection of its own for one long question, closed after it."""
        with closing(self._database.ask()) as connection:
            yield Reader(connection.as_connection())

    @contextmanager
    def passing_reader(self) -> Iterator[Reader]:
        """A reader for one piece of work, all of which sees the same moment."""
        with self._database.connect() as connection:
            reader = Reader(connection)
            with reader.snapshot():
                yield reader

    def copy_log(self) -> None:
        """Copy what has gathered in SQLite's write-ahead log into the database, beside whoever reads and writes."""
        with closing(self._database.ask()) as connection:
            connection.as_connection().exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)").all()

    def fill(
        self, rows: Iterable[tuple[str, Any, str]], *, keep: bool, tell: Callable[[float], None] = lambda _done: None
    ) -> Filled:
        """Make an empty database what the rows of a document say; without `keep` only try it."""
        from momentum_desktop.store.filling import fill

        with self._database.connect() as connection:
            return fill(connection, rows, keep=keep, tell=tell)

    @contextmanager
    def rebuilt(self) -> Iterator[tuple[Reader, tuple[Mended, ...]]]:
        """Every derived table made anew from the log, for as long as the block looks at it; and for good unless it
        raises. With it, what was put right."""
        from momentum_desktop.store.rebuilding import rebuilt

        with self._database.connect() as connection, rebuilt(connection) as mended:
            yield Reader(connection), mended

    def close(self) -> None:
        """Close every connection."""
        try:
            for connection in self._open:
                connection.close()
        finally:
            self._database.close()

    def _first_user(self) -> None:
        with as_people_meet_them(), closing(self._database.ask()) as asking:
            if users(asking.as_connection()):
                return
        with as_people_meet_them(), self._database.connect() as connection, in_one_transaction(connection):
            if not users(connection) and not add_lost_user(connection):
                add_user(connection, FIRST_USER, keep_rule_set(connection, default_document()))
