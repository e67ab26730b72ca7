"""Which events the derived rows do not show yet, though they came, or still show, though they were withdrawn."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from momentum_desktop.store.eventlog import Position

if TYPE_CHECKING:
    from sqlalchemy import Connection


def unsettled_users(connection: Connection) -> list[int]:
    """The users some of whose events are not worked in yet."""
    return list(connection.exec_driver_sql("SELECT DISTINCT user_id FROM unsettled_events").scalars())


def forget_unsettled(connection: Connection, user_id: int, *, besides: Sequence[int] = ()) -> None:
    """All of a user's events, besides some, are about to be worked in."""
    if not besides:
        connection.exec_driver_sql("DELETE FROM unsettled_events WHERE user_id = ?", (user_id,))
        return
    sql = "DELETE FROM unsettled_events WHERE user_id = ? AND event_id NOT IN (SELECT value FROM json_each(?))"
    connection.exec_driver_sql(sql, (user_id, json.dumps(besides)))


def reaches_back(connection: Connection, user_id: int, since: Position, most: int) -> bool:
    """Whether more than `most` events lie from a position on."""
    sql = (
        "SELECT count(*) FROM (SELECT 1 FROM events WHERE user_id = ? AND (instant, id) >= (?, ?) LIMIT ?) AS following"
    )
    return int(connection.exec_driver_sql(sql, (user_id, *since, most + 1)).scalar_one()) > most


def note_unsettled(connection: Connection, user_id: int, event_ids: Iterable[int]) -> None:
    """Note that the coming or going of events is not in the derived rows; of one that was so noted, that it is."""
    held = unsettled_events(connection, user_id)
    ids = set(event_ids)
    if ids & held:
        sql = "DELETE FROM unsettled_events WHERE event_id IN (SELECT value FROM json_each(?))"
        connection.exec_driver_sql(sql, (json.dumps(list(ids & held)),))
    if ids - held:
        sql = "INSERT INTO unsettled_events (event_id, user_id) SELECT value, ? FROM json_each(?)"
        connection.exec_driver_sql(sql, (user_id, json.dumps(sorted(ids - held))))


def note_run_unsettled(connection: Connection, user_id: int, first_event_id: int, count: int) -> None:
    """The same for a run of events, each of which comes or goes for the first time."""
    sql = "INSERT INTO unsettled_events (event_id, user_id) SELECT id, ? FROM events WHERE id >= ? AND id < ?"
    connection.exec_driver_sql(sql, (user_id, first_event_id, first_event_id + count))


def unsettled_events(connection: Connection, user_id: int) -> frozenset[int]:
    """The ids of a user's events that are not worked in yet."""
    sql = "SELECT json_group_array(event_id) FROM unsettled_events WHERE user_id = ?"
    return frozenset(json.loads(connection.exec_driver_sql(sql, (user_id,)).scalar_one()))
