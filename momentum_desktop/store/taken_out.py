"""Events that were taken back one by one: the act that brought them, an import, brought others that stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from momentum_desktop.engine.reading import read_json
from momentum_desktop.store.plan_rows import is_undone

if TYPE_CHECKING:
    from sqlalchemy import Connection

REOPENED = "reopen"
"""The kind of an act that takes events out of the act that it targets; they stand in its answer."""

OUT = "withdrawn"


def named_by(answer: str | None) -> list[int]:
    """The events that an act of this kind takes out."""
    return list(read_json(answer)[OUT]) if answer else []


def taken_out(connection: Connection, act_id: int) -> list[int]:
    """The events of an act that acts which are not undone took out of it."""
    sql = "SELECT id, answer FROM acts WHERE target_id = ? AND kind = ? ORDER BY id"
    found: set[int] = set()
    for reopened, answer in connection.exec_driver_sql(sql, (act_id, REOPENED)).all():
        if not is_undone(connection, reopened):
            found.update(named_by(answer))
    return sorted(found)


def events_of_day(connection: Connection, event_id: int, task_id: int) -> list[int]:
    """An event with all others of its act that count for the same task on the same day, unless another day of the task
    is done by them."""
    sql = (
        "SELECT e.id FROM events m JOIN events e ON e.user_id = m.user_id AND e.day = m.day AND e.act_id = m.act_id "
        "AND e.instant BETWEEN m.instant - ?3 AND m.instant + ?3 WHERE m.id = ?1 AND (e.id = m.id OR ("
        "json_extract(e.metadata, '$.task_id') = ?2 AND NOT EXISTS (SELECT 1 FROM occurrences o WHERE o.task_id = ?2 "
        "AND o.completed_event_id = e.id) AND NOT EXISTS (SELECT 1 FROM withdrawn_events w WHERE w.event_id = e.id))) "
        "ORDER BY e.id"
    )
    days_apart = 3 * 24 * 3600 * 1_000_000
    return list(connection.exec_driver_sql(sql, (event_id, task_id, days_apart)).scalars())


def import_of_event(connection: Connection, event_id: int) -> int | None:
    """The import that brought an event, if one did."""
    sql = "SELECT a.id FROM events e JOIN acts a ON a.id = e.act_id WHERE e.id = ? AND a.kind = 'import'"
    found: int | None = connection.exec_driver_sql(sql, (event_id,)).scalar()
    return found
