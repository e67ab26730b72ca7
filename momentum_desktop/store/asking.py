"""A connection that only asks, on the database's driver itself: it needs none of the libraries that writing needs, so
that the first page and a quick command need not wait for them."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from sqlalchemy import Connection

Told = Callable[[str], None]


class NoRow(LookupError):
    """A question that must have an answer has none."""


class Answer:
    """The rows of one question, each a named tuple; what SQLAlchemy's result offers, as far as readers use it."""

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor
        self._row = _row_type(tuple(column[0] for column in cursor.description or ()))

    def __iter__(self) -> Iterator[Any]:
        return map(self._row._make, self._cursor)

    def fetchmany(self, size: int) -> list[Any]:
        """The next rows, at most `size`."""
        return [self._row._make(row) for row in self._cursor.fetchmany(size)]

    def all(self) -> list[Any]:
        """All rows that are left."""
        return list(self)

    def first(self) -> Any:
        """The first row, None if there is none."""
        row = self._cursor.fetchone()
        self._cursor.close()
        return None if row is None else self._row._make(row)

    def one(self) -> Any:
        """The first row. NoRow if there is none."""
        row = self.first()
        if row is None:
            raise NoRow("no row was found where one is needed")
        return row

    def scalar(self) -> Any:
        """The first column of the first row, None if there is none."""
        row = self.first()
        return None if row is None else row[0]

    def scalar_one(self) -> Any:
        """The first column of the first row. NoRow if there is none."""
        return self.one()[0]

    def mappings(self) -> Iterator[dict[str, Any]]:
        """Each row by its columns' names."""
        names = [column[0] for column in self._cursor.description]
        return (dict(zip(names, row, strict=True)) for row in self._cursor)

    def scalars(self) -> _Scalars:
        """The first column of every row."""
        return _Scalars(row[0] for row in self._cursor)


class _Scalars(list[Any]):
    def all(self) -> list[Any]:
        return self


class AskingConnection:
    """One driver connection for questions in plain SQL."""

    def __init__(self, driver: Any, told: Told | None = None) -> None:
        self._driver = driver
        self._told = told

    def exec_driver_sql(self, sql: str, values: Sequence[Any] = ()) -> Answer:
        """The answer to one question."""
        if self._told is not None:
            self._told(sql)
        return Answer(self._driver.execute(sql, values))

    def close(self) -> None:
        """Let go of the connection."""
        self._driver.close()

    def as_connection(self) -> Connection:
        """The same under the type that the store's questions name: they use no more of it than is here."""
        return cast("Connection", self)


@cache
def _row_type(names: tuple[str, ...]) -> Any:
    return namedtuple("Row", names, rename=True)
