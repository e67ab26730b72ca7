"""Tables made anew beside the stored ones, under the same names, and the stored ones put right row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Column, MetaData, Table

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Mended(NamedTuple):
    """What was put right in a table: rows that were missing, rows with other values, rows that nothing gives."""

    table: str
    missing: int
    wrong: int
    surplus: int


def lay_beside(connection: Connection, table: Table) -> None:
    """An empty table of the same shape and name that only this connection sees: until `clear_away` the name means it,
    and `main.` before the name the stored one. It knows no other table, so rows may come in any order."""
    columns = [
        Column(column.name, column.type, primary_key=column.primary_key, nullable=column.nullable)
        for column in table.columns
    ]
    Table(table.name, MetaData(), *columns, prefixes=["TEMPORARY"], sqlite_strict=True).create(connection)


def put_right(connection: Connection, table: Table, *, besides: frozenset[str] = frozenset()) -> Mended:
    """Make the rows of a stored table those of the one beside it, touching none that is right; a row that differs in
    the columns `besides` alone is.

    Whatever is not as it should be goes first, so that rows may change keys and unique values among themselves."""
    name = table.name
    same_key = " AND ".join(f'n."{column.name}" = o."{column.name}"' for column in table.primary_key.columns)
    same_row = " AND ".join(
        f'n."{column.name}" IS o."{column.name}"' for column in table.columns if column.name not in besides
    )
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    surplus = connection.exec_driver_sql(
        f"SELECT count(*) FROM main.{name} o WHERE NOT EXISTS (SELECT 1 FROM temp.{name} n WHERE {same_key})"
    ).scalar_one()
    gone = connection.exec_driver_sql(
        f"DELETE FROM main.{name} AS o WHERE NOT EXISTS (SELECT 1 FROM temp.{name} n WHERE {same_key} AND {same_row})"
    ).rowcount
    come = connection.exec_driver_sql(
        f"INSERT INTO main.{name} ({columns}) SELECT {columns} FROM temp.{name} n WHERE NOT EXISTS "
        f"(SELECT 1 FROM main.{name} o WHERE {same_key})"
    ).rowcount
    wrong = gone - surplus
    return Mended(name, come - wrong, wrong, surplus)


def clear_away(connection: Connection, table: Table) -> None:
    """Let the name mean the stored table again."""
    connection.exec_driver_sql(f"DROP TABLE temp.{table.name}")
