"""What earlier imports of a source left in the data: its items, its events, and the days they settled."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from momentum_desktop.store.plan_rows import columns_of_table, read_row

if TYPE_CHECKING:
    from sqlalchemy import Connection

Values = dict[str, Any]


ACT_UNDONE = "(SELECT t.kind FROM acts t WHERE t.target_id = e.act_id ORDER BY t.id DESC LIMIT 1) IS 'undo'"
KNOWN = f"(w.event_id IS NULL OR NOT {ACT_UNDONE})"
"""Whether an event need not come again: it counts, or it was taken back alone, and then it stays taken back."""


class HeldDay(NamedTuple):
    """An occurrence that is there: its row, its stored values, and the key of the event that completed it."""

    row_id: int
    values: Values
    key: str | None


class Held(NamedTuple):
    """By a source's identities the tasks they became; by idempotency key whether the event is known, which those of an
    undone act are not; and the settled days of these tasks, by task and day (an ordinal)."""

    items: dict[str, int | None]
    keys: dict[str, bool]
    days: dict[tuple[int, int], HeldDay]


def held_of(connection: Connection, user_id: int, source: str, prefix: str, *, is_own: bool = False) -> Held:
    """What a user has of a source; its keys begin with `prefix`. One of our own may tell of any task that is here."""
    items = connection.exec_driver_sql(
        "SELECT source_id, task_id FROM source_items WHERE user_id = ? AND source = ?", (user_id, source)
    )
    keys = connection.exec_driver_sql(
        f"SELECT e.idempotency_key, {KNOWN} FROM events e LEFT JOIN withdrawn_events w ON w.event_id = e.id "
        "WHERE e.user_id = ? AND e.idempotency_key >= ? AND e.idempotency_key < ?",
        (user_id, prefix, prefix[:-1] + chr(ord(prefix[-1]) + 1)),
    )
    columns = columns_of_table("occurrences")
    names = ", ".join(f'o."{name}"' for name in columns)
    of_them = (
        "o.user_id = ?"
        if is_own
        else "o.task_id IN (SELECT task_id FROM source_items WHERE user_id = ? AND source = ?)"
    )
    days = connection.exec_driver_sql(
        f"SELECT o.id, {names}, e.idempotency_key FROM occurrences o "
        f"LEFT JOIN events e ON e.id = o.completed_event_id WHERE {of_them}",
        (user_id,) if is_own else (user_id, source),
    )
    found: dict[tuple[int, int], HeldDay] = {}
    for row in days:
        values = dict(zip(columns, row[1:-1], strict=True))
        found[values["task_id"], values["day"]] = HeldDay(row[0], values, row[-1])
    return Held({row[0]: row[1] for row in items}, {row[0]: bool(row[1]) for row in keys}, found)


def task_values(connection: Connection, user_id: int, task_id: int) -> Values | None:
    """The stored values of a user's task; None if it is gone."""
    values = read_row(connection, "tasks", task_id)
    return values if values is not None and values["user_id"] == user_id else None


def own_tasks(connection: Connection, user_id: int) -> list[tuple[int, int]]:
    """The number of each task of a user and the instant it came."""
    rows = connection.exec_driver_sql("SELECT id, created_at FROM tasks WHERE user_id = ?", (user_id,))
    return [(row[0], row[1]) for row in rows]


def key_is_known(connection: Connection, user_id: int, key: str) -> bool | None:
    """Whether the event of a key is known, which that of an undone act is not; None if there is none."""
    sql = (
        f"SELECT {KNOWN} FROM events e LEFT JOIN withdrawn_events w ON w.event_id = e.id "
        "WHERE e.user_id = ? AND e.idempotency_key = ?"
    )
    found = connection.exec_driver_sql(sql, (user_id, key)).first()
    return None if found is None else bool(found[0])


def withdrawn_events(connection: Connection, user_id: int, keys: Iterable[str]) -> dict[str, int | None]:
    """By key the undone act of each event that it brought and that does not count, of those with these keys; None where
    the event was taken out of its act alone."""
    withdrawn = connection.exec_driver_sql(
        f"SELECT e.idempotency_key, e.act_id, {ACT_UNDONE} FROM withdrawn_events w JOIN events e ON e.id = w.event_id "
        "WHERE e.user_id = ?",
        (user_id,),
    )
    held = {row[0]: row[1] if row[2] else None for row in withdrawn}
    return {key: held[key] for key in keys if key in held} if held else {}


AGAIN = "~"
"""Before the how-many-th time in the key of an event that was brought in again after it was undone."""


def brought_in_since(connection: Connection, user_id: int, source_ids: Iterable[tuple[str, str]], run: range) -> bool:
    """Whether what an undone import brought is there again through another one: things by their identities, or the
    events of a run by their keys."""
    sql = "SELECT 1 FROM source_items WHERE user_id = ? AND source = ? AND source_id = ?"
    for source, source_id in source_ids:
        if connection.exec_driver_sql(sql, (user_id, source, source_id)).first() is not None:
            return True
    if not run:
        return False
    plain = "rtrim({0}, '0123456789')"
    own = f"CASE WHEN {plain} LIKE '%{AGAIN}' THEN substr({plain}, 1, length({plain}) - 1) ELSE {{0}} END"
    mine = own.format("m.idempotency_key")
    sql = (
        f"WITH mine AS (SELECT {mine} AS own, m.idempotency_key AS held FROM events m WHERE m.id >= ? AND m.id < ?), "
        "others AS (SELECT e.idempotency_key AS held FROM events e WHERE e.user_id = ? AND e.id NOT BETWEEN ? AND ? "
        "AND NOT EXISTS (SELECT 1 FROM withdrawn_events w WHERE w.event_id = e.id)) "
        f"SELECT 1 FROM others o WHERE o.held GLOB 'import:*{AGAIN}[0-9]*' AND {own.format('o.held')} IN "
        "(SELECT own FROM mine) UNION ALL "
        "SELECT 1 FROM others o WHERE o.held IN (SELECT own FROM mine WHERE own <> held) LIMIT 1"
    )
    values = (run.start, run.stop, user_id, run.start, run.stop - 1)
    return connection.exec_driver_sql(sql, values).first() is not None
