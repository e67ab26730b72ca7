"""The event log and the acts as other programs read them: pages by position, and what came after an act."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from momentum_desktop.store.eventlog import WITHDRAWN, Position

if TYPE_CHECKING:
    from sqlalchemy import Connection

LOGGED = (
    'e.id, e.event_type, e.instant, e."offset", e.day, e.metadata, e.idempotency_key, e.act_id, e.recorded_at, '
    f"{WITHDRAWN}"
)


def events_before(
    connection: Connection, user_id: int, before: Position | None, limit: int, event_type: str | None
) -> Sequence[Any]:
    """The columns LOGGED of a user's events before a position (instant, id), latest first; undone ones too."""
    sql = f"SELECT {LOGGED} FROM events e WHERE e.user_id = ?"
    values: list[Any] = [user_id]
    if before is not None:
        sql += " AND (e.instant, e.id) < (?, ?)"
        values += before
    if event_type is not None:
        sql += " AND e.event_type = ?"
        values.append(event_type)
    sql += " ORDER BY e.instant DESC, e.id DESC LIMIT ?"
    return connection.exec_driver_sql(sql, (*values, limit)).all()


def logged_event(connection: Connection, user_id: int, event_id: int) -> Any:
    """The columns LOGGED of one event of a user; None if there is none."""
    sql = f"SELECT {LOGGED} FROM events e WHERE e.user_id = ? AND e.id = ?"
    return connection.exec_driver_sql(sql, (user_id, event_id)).first()


def entries_of(connection: Connection, event_ids: Sequence[int]) -> dict[int, list[tuple[str, int]]]:
    """(kind, points) of the ledger entries of each event that has any, in their order."""
    sql = (
        "SELECT event_id, kind, points FROM ledger WHERE event_id IN (SELECT value FROM json_each(?)) "
        "ORDER BY event_id, position"
    )
    found: dict[int, list[tuple[str, int]]] = {}
    for event_id, kind, points in connection.exec_driver_sql(sql, (json.dumps(event_ids),)):
        found.setdefault(event_id, []).append((kind, points))
    return found


def act_of_event(connection: Connection, user_id: int, event_id: int) -> tuple[int, int] | None:
    """The act that made an event, and how many events it made."""
    sql = "SELECT a.id, a.event_count FROM events e JOIN acts a ON a.id = e.act_id WHERE e.user_id = ? AND e.id = ?"
    row = connection.exec_driver_sql(sql, (user_id, event_id)).first()
    return None if row is None else (row[0], row[1])


def earned_by_act(connection: Connection, act_id: int) -> int:
    """What the events of an act give now, as the history says it."""
    sql = (
        "SELECT coalesce(sum(l.points), 0) FROM acts a JOIN ledger l "
        "ON l.event_id >= a.first_event_id AND l.event_id < a.first_event_id + a.event_count WHERE a.id = ?"
    )
    return int(connection.exec_driver_sql(sql, (act_id,)).scalar_one())


def last_act(connection: Connection, user_id: int) -> int:
    """The number of a user's newest act; 0 if there is none."""
    sql = "SELECT max(id) FROM acts WHERE user_id = ?"
    return connection.exec_driver_sql(sql, (user_id,)).scalar() or 0


def acts_after(connection: Connection, user_id: int, act_id: int, limit: int) -> Sequence[Any]:
    """(id, kind, instant, offset, summary, target, first event, event count, answer, points) of a user's acts after
    one, oldest first, up to the first whose events are not worked in yet."""
    sql = (
        'SELECT a.id, a.kind, a.instant, a."offset", a.summary, a.target_id, a.first_event_id, a.event_count, '
        "a.answer, "
        "(SELECT coalesce(sum(l.points), 0) FROM ledger l "
        "WHERE l.event_id >= a.first_event_id AND l.event_id < a.first_event_id + a.event_count) "
        "FROM acts a WHERE a.user_id = ? AND a.id > ? AND a.id < coalesce((SELECT min(e.act_id) "
        "FROM unsettled_events u JOIN events e ON e.id = u.event_id WHERE u.user_id = ?), 9223372036854775807) "
        "ORDER BY a.id LIMIT ?"
    )
    return connection.exec_driver_sql(sql, (user_id, act_id, user_id, limit)).all()


def live_answers_after(
    connection: Connection, user_id: int, act_id: int, since: int, limit: int
) -> Sequence[tuple[int, str, str, int, str]]:
    """(id, kind, summary, event, answer) of a user's acts after one, done since an instant, that made one event and
    still count, oldest first; not of those that bring in, take back or do again."""
    sql = (
        "SELECT a.id, a.kind, a.summary, a.first_event_id, a.answer FROM acts a WHERE a.user_id = ? AND a.id > ? "
        "AND a.instant >= ? AND a.kind NOT IN ('import', 'undo', 'redo') AND a.event_count = 1 "
        "AND a.answer IS NOT NULL AND "
        "(SELECT t.kind FROM acts t WHERE t.target_id = a.id ORDER BY t.id DESC LIMIT 1) IS NOT 'undo' "
        "ORDER BY a.id LIMIT ?"
    )
    rows = connection.exec_driver_sql(sql, (user_id, act_id, since, limit)).all()
    return [(row[0], row[1], row[2], row[3], row[4]) for row in rows]


def total_and_level(connection: Connection, event_id: int) -> tuple[int, int]:
    """What the user of an event now has in all."""
    sql = (
        "SELECT u.total_points, l.level_number FROM events e JOIN users u ON u.id = e.user_id "
        "JOIN levels l ON l.id = u.current_level_id WHERE e.id = ?"
    )
    total, level = connection.exec_driver_sql(sql, (event_id,)).one()
    return total, level
