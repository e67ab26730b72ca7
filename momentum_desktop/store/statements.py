"""The fixed statements of the hot path, compiled once to the database's own SQL and run on a kept connection."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Dialect, Table, bindparam, insert, update
from sqlalchemy.sql.dml import Insert, Update

from momentum_desktop.store.schema import (
    ActRow,
    DayHourRow,
    DayKindRow,
    DayRow,
    EventRow,
    LedgerRow,
    StreakRow,
    UserAchievementRow,
    UserRow,
)

ROWS_OF_ONE = 1_000
"""Rows that one statement takes where there are very many: the driver takes longer for a statement than SQLite for a
row."""


def run_wide(connection: Connection, sql: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Run an insert of one row, written as the driver takes it, for each of very many."""
    whole = len(rows) - len(rows) % ROWS_OF_ONE
    if whole:
        wide = re.sub(r"VALUES (\([^()]*\))", lambda one: one[0] + f", {one[1]}" * (ROWS_OF_ONE - 1), sql, count=1)
        for place in range(0, whole, ROWS_OF_ONE):
            connection.exec_driver_sql(wide, tuple(chain.from_iterable(rows[place : place + ROWS_OF_ONE])))
    if whole < len(rows):
        connection.exec_driver_sql(sql, list(rows[whole:]))


class Prepared:
    """One statement as the driver takes it; rows are tuples in the order of the table's columns."""

    def __init__(self, statement: Insert | Update, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        self.sql = str(compiled)
        self.delete_empty = ""

    def run(self, connection: Connection, rows: list[tuple[Any, ...]]) -> None:
        """Run it for each row; nothing for none."""
        if len(rows) == 1:
            connection.exec_driver_sql(self.sql, rows[0])
        elif rows:
            run_wide(connection, self.sql, rows)


class Statements:
    """All of them, for one dialect."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self.act = self._insert(ActRow)
        self.event = self._insert(EventRow)
        self.ledger = self._insert(LedgerRow)
        self.ledger_again = self._upsert(LedgerRow, ("kind", "points"))
        self.day = self._upsert(DayRow, ("points", "events"))
        self.day_kind = self._upsert(DayKindRow, ("points", "entries"), add=True)
        self.day_hour = self._upsert(DayHourRow, ("points", "events"), add=True)
        self.streak = self._upsert(
            StreakRow,
            ("current_count", "longest_count", "last_activity_date", "kept_offset", "freezes"),
        )
        self.achievement = self._upsert(
            UserAchievementRow, ("progress", "completed", "completed_at", "completed_offset")
        )
        users = _table(UserRow)
        totals = ("current_level_id", "total_points", "weekly_points", "monthly_points", "through_id", "revision")
        self.user = Prepared(
            update(users)
            .where(users.c.id == bindparam("user"))
            .values({name: bindparam(f"new_{name}") for name in totals}),
            dialect,
        )

    def _insert(self, row: type[Any]) -> Prepared:
        return Prepared(insert(_table(row)), self._dialect)

    def _insert_that_yields(self, table: Table) -> Any:
        # Imported here: only one of the two is ever needed, and they take their time.
        if self._dialect.name == "postgresql":
            from sqlalchemy.dialects import postgresql

            return postgresql.insert(table)
        from sqlalchemy.dialects import sqlite

        return sqlite.insert(table)

    def _upsert(self, row: type[Any], columns: Sequence[str], *, add: bool = False) -> Prepared:
        table = _table(row)
        statement = self._insert_that_yields(table)
        new = statement.excluded
        statement = statement.on_conflict_do_update(
            index_elements=list(table.primary_key.columns),
            set_={name: table.c[name] + new[name] if add else new[name] for name in columns},
        )
        prepared = Prepared(statement, self._dialect)
        keys = " AND ".join(f"{column.name} = ?" for column in table.primary_key.columns)
        prepared.delete_empty = f"DELETE FROM {table.name} WHERE {keys} AND {columns[1]} = 0"
        return prepared


def _table(row: type[Any]) -> Table:
    table: Table = row.__table__
    return table
