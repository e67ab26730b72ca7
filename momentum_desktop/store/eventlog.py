"""The event log read back: rows as events, in the order of the rules or as they were recorded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from momentum_desktop.engine.reading import read_json
from momentum_desktop.engine.values import Event

if TYPE_CHECKING:
    from sqlalchemy import Connection

COLUMNS = 'e.id, e.event_type, e.instant, e."offset", e.day, e.metadata, e.idempotency_key'
WITHDRAWN = "EXISTS (SELECT 1 FROM withdrawn_events w WHERE w.event_id = e.id)"
UNSETTLED = "EXISTS (SELECT 1 FROM unsettled_events u WHERE u.event_id = e.id)"
COUNTED = f"NOT {WITHDRAWN}"
SETTLED = f"{WITHDRAWN} = {UNSETTLED}"
"""Whether the derived rows show an event: it counts, or its going is not worked in yet."""

CHUNK = 2_000

Position = tuple[int, int]
BEGINNING: Position = (-(2**63), -1)
"""Before every event."""


def event_of(row: Sequence[Any]) -> Event:
    """One row of COLUMNS as an event."""
    metadata = {} if row[5] == "{}" else read_json(row[5])
    return Event(row[0], row[1], row[2], row[3], row[4], metadata, row[6])


def counted_after(connection: Connection, user_id: int, position: Position) -> Iterator[Event]:
    """A user's events that count, in the order of the rules, after a position (instant, id)."""
    return _in_order(connection, user_id, position, COUNTED)


def recorded_after(connection: Connection, user_id: int, event_id: int) -> Iterator[Event]:
    """A user's events that count, as they were recorded, after an id."""
    return _as_recorded(connection, user_id, event_id, COUNTED)


def settled_after(connection: Connection, user_id: int, position: Position) -> Iterator[Event]:
    """The events that a user's derived rows show, in the order of the rules, after a position (instant, id)."""
    return _in_order(connection, user_id, position, SETTLED)


def settled_recorded_after(connection: Connection, user_id: int, event_id: int) -> Iterator[Event]:
    """The events that a user's derived rows show, as they were recorded, after an id."""
    return _as_recorded(connection, user_id, event_id, SETTLED)


def event_by_key(connection: Connection, user_id: int, key: str) -> tuple[Event, int] | None:
    """The event recorded under an idempotency key, and its act."""
    sql = f"SELECT {COLUMNS}, e.act_id FROM events e WHERE e.user_id = ? AND e.idempotency_key = ?"
    row = connection.exec_driver_sql(sql, (user_id, key)).first()
    return None if row is None else (event_of(row), row[7])


def event_by_id(connection: Connection, event_id: int) -> Event:
    """One recorded event."""
    sql = f"SELECT {COLUMNS} FROM events e WHERE e.id = ?"
    return event_of(connection.exec_driver_sql(sql, (event_id,)).one())


def _in_order(connection: Connection, user_id: int, position: Position, which: str) -> Iterator[Event]:
    sql = (
        f"SELECT {COLUMNS} FROM events e WHERE e.user_id = ? AND (e.instant, e.id) > (?, ?) AND {which} "
        "ORDER BY e.instant, e.id"
    )
    return _stream(connection, sql, (user_id, *position))


def _as_recorded(connection: Connection, user_id: int, event_id: int, which: str) -> Iterator[Event]:
    # The "+" keeps SQLite from going through all events of the user instead of the few after the id.
    sql = f"SELECT {COLUMNS} FROM events e WHERE +e.user_id = ? AND e.id > ? AND {which} ORDER BY e.id"
    return _stream(connection, sql, (user_id, event_id))


def _stream(connection: Connection, sql: str, values: tuple[Any, ...]) -> Iterator[Event]:
    result = connection.exec_driver_sql(sql, values)
    while rows := result.fetchmany(CHUNK):
        for row in rows:
            yield event_of(row)
