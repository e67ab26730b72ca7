"""The past derived anew from the nearest checkpoint, after a late event or an undo, and only what differs rewritten."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from momentum_desktop.engine.replay import outcomes
from momentum_desktop.engine.values import Entry, Event, Outcome
from momentum_desktop.store.checkpoints import SPACING, lay_checkpoint, remove_checkpoints, thin_checkpoints
from momentum_desktop.store.eventlog import BEGINNING, Position, counted_after, event_by_id
from momentum_desktop.store.keeper import Standing, nearest_state
from momentum_desktop.store.rows import DerivedRows

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from momentum_desktop.store.statements import Statements

ROWS_AT_ONCE = 5_000
Lines = tuple[Entry, ...]


def derive_whole(
    connection: Connection, standing: Standing, statements: Statements, followed_by: Callable[[Event], None]
) -> None:
    """Write all derived rows of a user of whom none is there yet; the standing's state, which must be that of an empty
    log, follows, and `followed_by` hears of each event once the state shows it."""
    rows = DerivedRows(standing)
    for outcome in outcomes(counted_after(connection, standing.user_id, BEGINNING), standing.rules, standing.state):
        rows.add(outcome)
        if rows.lines >= ROWS_AT_ONCE:
            rows.write_ledger(connection, statements)
        followed_by(outcome.event)
    rows.touch_all()
    rows.write(connection, statements)


def derive_anew(
    connection: Connection,
    standing: Standing,
    since: Position,
    rows: DerivedRows,
    statements: Statements,
    watched: frozenset[int],
) -> dict[int, Outcome]:
    """Replay from the last checkpoint before `since`, mend the ledger where it differs from there on, and gather all
    other derived rows that change in `rows`. The outcomes of the watched events."""
    remove_checkpoints(connection, standing.user_id, since)
    found: dict[int, Outcome] = {}
    for outcome in rederived(connection, standing, since, rows, lambda: lay_checkpoint(connection, standing)):
        if outcome.event.id in watched:
            found[outcome.event.id] = outcome
        if rows.lines >= ROWS_AT_ONCE:
            rows.write_ledger(connection, statements)
    thin_checkpoints(connection, standing)
    rows.touch_all()
    return found


def rederived(
    connection: Connection, standing: Standing, since: Position, rows: DerivedRows, lay: Callable[[], None]
) -> Iterator[Outcome]:
    """The outcomes from `since` on, replayed from the checkpoint before it; what differs from the stored ledger goes
    into `rows`, the standing's state follows, and `lay` is called where a checkpoint belongs. Nothing is written."""
    user_id = standing.user_id
    standing.state = nearest_state(connection, user_id, standing.rules, since)
    standing.checkpointed = standing.state.events
    yield from followed(connection, standing, since, rows, lay)


def followed(
    connection: Connection, standing: Standing, since: Position, rows: DerivedRows, lay: Callable[[], None]
) -> Iterator[Outcome]:
    """The same from the standing's state as it is, which must lie before `since`."""
    user_id, state = standing.user_id, standing.state
    remaining = _count_after(connection, user_id, state.position)
    stored = _StoredLedger(connection, user_id, since)
    for outcome in outcomes(counted_after(connection, user_id, state.position), standing.rules, state):
        remaining -= 1
        position = outcome.event.position
        if position < since:
            continue
        for event_id, lines in stored.before(position):
            rows.take_back(event_by_id(connection, event_id), lines)
        before = stored.at(position)
        if before != outcome.entries:
            if before:
                rows.take_back(outcome.event, before)
            rows.add(outcome)
        if state.events - standing.checkpointed >= max(SPACING, remaining // 4):
            lay()
            standing.checkpointed = state.events
        yield outcome
    for event_id, lines in stored.before(None):
        rows.take_back(event_by_id(connection, event_id), lines)


class _StoredLedger:
    """The ledger as it is stored, event by event in the order of the rules, read alongside the replay."""

    def __init__(self, connection: Connection, user_id: int, since: Position) -> None:
        sql = (
            "SELECT e.instant, e.id, l.kind, l.points FROM events e JOIN ledger l ON l.event_id = e.id "
            "WHERE e.user_id = ? AND (e.instant, e.id) >= (?, ?) ORDER BY e.instant, e.id, l.position"
        )
        result = connection.exec_driver_sql(sql, (user_id, *since))
        self._groups = groupby(result, key=lambda row: (row[0], row[1]))
        self._next = self._read()

    def before(self, position: Position | None) -> Iterator[tuple[int, Lines]]:
        """The events with their entries up to, not including, a position (None: all that are left)."""
        while self._next is not None and (position is None or self._next[0] < position):
            yield self._next[0][1], self._next[1]
            self._next = self._read()

    def at(self, position: Position) -> Lines:
        """The entries of the event at a position, none if it has none."""
        if self._next is None or self._next[0] != position:
            return ()
        lines = self._next[1]
        self._next = self._read()
        return lines

    def _read(self) -> tuple[Position, Lines] | None:
        group = next(self._groups, None)
        return None if group is None else (group[0], tuple(Entry(row[2], row[3]) for row in group[1]))


def _count_after(connection: Connection, user_id: int, position: Position) -> int:
    sql = "SELECT count(*) FROM events WHERE user_id = ? AND (instant, id) > (?, ?)"
    return int(connection.exec_driver_sql(sql, (user_id, *position)).scalar_one())
