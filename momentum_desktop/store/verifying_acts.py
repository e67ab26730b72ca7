"""What the acts say, compared with the rows they changed, the events they made and the events they took back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from momentum_desktop.engine.reading import read_json
from momentum_desktop.errors import RefusedInput
from momentum_desktop.store.people import USERS
from momentum_desktop.store.plan_rows import PLAN_TABLES, Change, Values, folded

if TYPE_CHECKING:
    from sqlalchemy import Connection

MISCOUNTED = """
    SELECT a.id FROM acts a LEFT JOIN
    (SELECT act_id, min(id) AS least, max(id) AS most, count(*) AS number FROM events GROUP BY act_id) e
    ON e.act_id = a.id
    WHERE a.event_count <> coalesce(e.number, 0) OR a.first_event_id IS NOT e.least
    OR e.most - e.least + 1 <> e.number ORDER BY a.id
"""
USERS_AND_RULES = "SELECT u.id, u.name, r.document FROM users u JOIN rule_sets r ON r.id = u.rule_set_id"


def act_faults(connection: Connection) -> list[str]:
    """Where events, withdrawn events, plan rows or their subjects are not what the acts say."""
    undone = _undone(connection)
    withdrawn: set[int] = set()
    subjects: set[tuple[str, int, int]] = set()
    rows: dict[tuple[str, int], Values | None] = {}
    for act_id, changes, first, count in connection.exec_driver_sql(
        "SELECT id, changes, first_event_id, event_count FROM acts ORDER BY id"
    ):
        if act_id in undone and count and first is not None:
            withdrawn.update(range(first, first + count))
        for table, row_id, before, after in _changes(changes):
            subjects.add((table, row_id, act_id))
            value = rows.setdefault((table, row_id), None)
            if table == USERS:
                # A user may be there before any act names them; a row of the plan never is.
                value = rows[table, row_id] = {**(before or {}), **(value or {})}
            if act_id not in undone:
                rows[table, row_id] = folded(value, before, after)
    faults = [f"acts: the events of act {row[0]} are not all there" for row in connection.exec_driver_sql(MISCOUNTED)]
    held = {row[0] for row in connection.exec_driver_sql("SELECT event_id FROM withdrawn_events")}
    faults += [f"withdrawn_events: {event_id} is wrong there or missing" for event_id in sorted(held ^ withdrawn)]
    known = {tuple(row) for row in connection.exec_driver_sql("SELECT table_name, row_id, act_id FROM act_subjects")}
    faults += [f"act_subjects: {subject} is wrong there or missing" for subject in sorted(known ^ subjects)]
    return faults + _plan_faults(connection, rows)


def _changes(text: str) -> list[Change]:
    """What an act changed; nothing where that cannot be read, which the chain of acts tells of."""
    if text == "[]":
        return []
    try:
        return [(table, row_id, before, after) for table, row_id, before, after in read_json(text)]
    except (RefusedInput, TypeError, ValueError):
        return []


def _document(text: str) -> Any:
    """A rules document; None where it cannot be read, which `rule_faults` tells of."""
    try:
        return read_json(text)
    except RefusedInput:
        return None


def _undone(connection: Connection) -> set[int]:
    last: dict[int, str] = {}
    for target, kind in connection.exec_driver_sql("SELECT target_id, kind FROM acts WHERE target_id > 0 ORDER BY id"):
        last[target] = kind
    return {target for target, kind in last.items() if kind == "undo"}


def _plan_faults(connection: Connection, rows: dict[tuple[str, int], Values | None]) -> list[str]:
    wanted = {place: value for place, value in rows.items() if value is not None}
    stored: dict[tuple[str, int], dict[str, Any]] = {}
    for table in PLAN_TABLES:
        result = connection.exec_driver_sql(f"SELECT * FROM {table}")
        for row in result.mappings():
            stored[table, row["id"]] = {name: value for name, value in row.items() if name != "id"}
    for user_id, name, rules in connection.exec_driver_sql(USERS_AND_RULES):
        if (USERS, user_id) in wanted:
            held = {"name": name, "rules": _document(rules)}
            stored[USERS, user_id] = {column: held.get(column) for column in wanted[USERS, user_id]}
    return [
        f"{table}: row {row_id} is not what its acts made of it"
        for table, row_id in sorted(wanted.keys() | stored.keys())
        if wanted.get((table, row_id)) != stored.get((table, row_id))
    ]
