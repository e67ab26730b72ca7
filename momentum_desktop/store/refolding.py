"""The rows of an act that touched very many, made anew together now that it is live again or not."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from momentum_desktop.store.plan_rows import Values, columns_of_table, completed, folded, refold

if TYPE_CHECKING:
    from sqlalchemy import Connection

Rows = Mapping[str, Mapping[int, tuple[Any, ...] | None]]
"""By table and number the row as one act alone makes it, with its number in front; None where it leaves none."""


def rows_by_act_alone(changes: Sequence[Any]) -> Rows:
    """What an act's changes amount to where no other act touched the row."""
    made: dict[str, dict[int, Values | None]] = {}
    for table, row_id, before, after in changes:
        held = made.setdefault(table, {})
        held[row_id] = folded(held.get(row_id), before, after)
    rows: dict[str, dict[int, tuple[Any, ...] | None]] = {}
    for table, held in made.items():
        columns = columns_of_table(table)
        whole = ((row_id, completed(table, value)) for row_id, value in held.items())
        rows[table] = {
            row_id: None if value is None else (row_id, *(value[name] for name in columns)) for row_id, value in whole
        }
    return rows


def refold_many(connection: Connection, act_id: int, rows: Rows, *, live: bool) -> None:
    """Make every row of an act, now that it is live again or not, what the live acts on it amount to: those that no
    other act touched are simply there or not there."""
    from momentum_desktop.store.statements import run_wide

    sql = (
        "SELECT s.table_name, s.row_id FROM act_subjects s WHERE s.act_id <> ?1 AND EXISTS (SELECT 1 FROM "
        "act_subjects o WHERE o.table_name = s.table_name AND o.row_id = s.row_id AND o.act_id = ?1)"
    )
    shared = {(row[0], row[1]) for row in connection.exec_driver_sql(sql, (act_id,))}
    for table, made in rows.items():
        besides = {row_id for held, row_id in shared if held == table}
        alone = {row_id: row for row_id, row in made.items() if row_id not in besides} if besides else made
        there = [row for row in alone.values() if row is not None] if live else []
        gone = [row_id for row_id, row in alone.items() if row is None] if live else list(alone)
        if gone:
            connection.exec_driver_sql(
                f"DELETE FROM {table} WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(gone),)
            )
        if there:
            names = ", ".join(f'"{name}"' for name in ("id", *columns_of_table(table)))
            marks = ", ".join("?" for _ in there[0])
            run_wide(connection, f"INSERT INTO {table} ({names}) VALUES ({marks})", there)
    for table, row_id in shared:
        refold(connection, table, row_id)
