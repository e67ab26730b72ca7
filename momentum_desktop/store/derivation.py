"""The past derived anew from the nearest checkpoint, after a late event or an undo."""

from __future__ import annotations

from itertools import groupby

from sqlalchemy import Connection

from momentum_desktop.engine.replay import LedgerLine, outcomes
from momentum_desktop.engine.values import Outcome
from momentum_desktop.store.checkpoints import SPACING, lay_checkpoint, thin_checkpoints
from momentum_desktop.store.eventlog import COLUMNS, Position, counted_after, event_of
from momentum_desktop.store.keeper import Standing, nearest_state
from momentum_desktop.store.rows import DerivedRows
from momentum_desktop.store.statements import Statements

ROWS_AT_ONCE = 5_000


def derive_anew(
    connection: Connection,
    standing: Standing,
    since: Position,
    rows: DerivedRows,
    statements: Statements,
    watched: frozenset[int],
) -> dict[int, Outcome]:
    """Replay from the last checkpoint before `since`, rewrite the ledger from there and gather all other derived rows
    that change in `rows`. The outcomes of the watched events."""
    user_id = standing.user_id
    _take_back_ledger(connection, user_id, since, rows)
    connection.exec_driver_sql(
        "DELETE FROM checkpoints WHERE user_id = ? AND (instant, event_id) >= (?, ?)", (user_id, *since)
    )
    state = standing.state = nearest_state(connection, user_id, standing.rules, since)
    standing.checkpointed = state.events
    found: dict[int, Outcome] = {}
    remaining = _count_after(connection, user_id, state.position)
    for outcome in outcomes(counted_after(connection, user_id, state.position), standing.rules, state):
        remaining -= 1
        if outcome.event.position < since:
            continue
        rows.add(outcome)
        if outcome.event.id in watched:
            found[outcome.event.id] = outcome
        if len(rows.ledger) >= ROWS_AT_ONCE:
            statements.ledger.run(connection, rows.ledger)
            rows.ledger = []
        if state.events - standing.checkpointed >= max(SPACING, remaining // 4):
            lay_checkpoint(connection, standing)
    thin_checkpoints(connection, standing)
    rows.touch_all()
    return found


def _count_after(connection: Connection, user_id: int, position: Position) -> int:
    sql = "SELECT count(*) FROM events WHERE user_id = ? AND (instant, id) > (?, ?)"
    return int(connection.exec_driver_sql(sql, (user_id, *position)).scalar_one())


def _take_back_ledger(connection: Connection, user_id: int, since: Position, rows: DerivedRows) -> None:
    sql = (
        f"SELECT {COLUMNS}, l.kind, l.points, l.day FROM events e JOIN ledger l ON l.event_id = e.id "
        "WHERE e.user_id = ? AND (e.instant, e.id) >= (?, ?) ORDER BY e.instant, e.id"
    )
    result = connection.exec_driver_sql(sql, (user_id, *since))
    for _, group in groupby(result, key=lambda row: row[0]):
        lines = list(group)
        event = event_of(lines[0])
        rows.take_back(event, [LedgerLine(event.id, line[7], line[8], line[9]) for line in lines])
    connection.exec_driver_sql(
        "DELETE FROM ledger WHERE event_id IN (SELECT id FROM events WHERE user_id = ? AND (instant, id) >= (?, ?))",
        (user_id, *since),
    )
