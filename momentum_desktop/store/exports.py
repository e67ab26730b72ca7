"""What one user's exports hold, row by row, so that a long history needs little memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from momentum_desktop.engine.reading import read_json
from momentum_desktop.store.schema import ActRow, ActSubjectRow, TaskRow


class LedgerEntry(NamedTuple):
    """One entry of points: instant and offset are those of its event, day is an ordinal."""

    event_id: int
    instant: int
    offset: int
    day: int
    kind: str
    points: int


def all_tasks(connection: Connection, user_id: int) -> Iterator[Any]:
    """Every task a user has, in the order they came, and as `created_offset` the offset of the act that brought it."""
    table = TaskRow.__table__
    first_act = (
        select(ActRow.offset)
        .join(ActSubjectRow, ActSubjectRow.act_id == ActRow.id)
        .where(ActSubjectRow.table_name == TaskRow.__tablename__, ActSubjectRow.row_id == table.c.id)
        .order_by(ActRow.id)
        .limit(1)
        .scalar_subquery()
    )
    asked = select(*table.columns, first_act.label("created_offset")).where(table.c.user_id == user_id)
    yield from connection.execute(asked.order_by(table.c.id))


def imported(connection: Connection, user_id: int) -> dict[int, dict[str, Any]]:
    """By task what an import kept beside it."""
    sql = "SELECT task_id, document FROM source_items WHERE user_id = ? AND task_id IS NOT NULL"
    return {row[0]: read_json(row[1]) for row in connection.exec_driver_sql(sql, (user_id,))}


def all_ledger_entries(connection: Connection, user_id: int) -> Iterator[LedgerEntry]:
    """Every entry of a user's ledger, in the order of the rules."""
    sql = (
        'SELECT e.id, e.instant, e."offset", l.day, l.kind, l.points FROM events e JOIN ledger l ON l.event_id = e.id '
        "WHERE e.user_id = ? ORDER BY e.instant, e.id, l.position"
    )
    for row in connection.exec_driver_sql(sql, (user_id,)):
        yield LedgerEntry(*row)


def all_days(connection: Connection, user_id: int) -> Iterator[tuple[int, int, int]]:
    """(day, points, events) of every day with an event, oldest first."""
    sql = "SELECT day, points, events FROM days WHERE user_id = ? ORDER BY day"
    yield from ((day, points, events) for day, points, events in connection.exec_driver_sql(sql, (user_id,)))
