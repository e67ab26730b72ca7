"""Events so far back that working them in takes its time: derived beside the writing, then written in one go."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from momentum_desktop.engine.rules import Rules
from momentum_desktop.engine.values import State
from momentum_desktop.store.checkpoints import remove_checkpoints, thin_checkpoints
from momentum_desktop.store.derivation import followed, rederived
from momentum_desktop.store.eventlog import BEGINNING, Position
from momentum_desktop.store.giving_way import Look, Waits, giving_way
from momentum_desktop.store.journal import Journal
from momentum_desktop.store.keeper import Standing, packed
from momentum_desktop.store.rows import DerivedRows
from momentum_desktop.store.rule_sets import RuleSet
from momentum_desktop.store.unsettled import forget_unsettled, unsettled_events

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from momentum_desktop.store.store import Reader

HEARD_EVERY = 1_000


class Moved(NamedTuple):
    """A user's state as the derived rows showed it before, and after; and how many entries of later events changed."""

    before: State
    after: State
    rewritten: int


@dataclass(slots=True)
class Settlement:
    """A user's past derived anew as of a moment: what the stored rows must change by, and the state at its end."""

    user_id: int
    revision: int
    since: Position
    unsettled: frozenset[int]
    through_id: int
    standing: Standing
    rows: DerivedRows
    checkpoints: list[tuple[Any, ...]]
    tried: bool = False


def settlement_of(connection: Connection, standing: Standing, go_on: Callable[[], bool]) -> Settlement | None:
    """Derive a user's past anew, writing nothing; None if nothing is unsettled or `go_on` says to stop.

    Runs inside a snapshot, on a connection that does not write."""
    events = connection.exec_driver_sql(
        "SELECT e.instant, e.id FROM unsettled_events u JOIN events e ON e.id = u.event_id WHERE u.user_id = ?",
        (standing.user_id,),
    ).all()
    if not events:
        return None
    since = min((row[0], row[1]) for row in events)
    return _derived(connection, standing, replace(standing), since, frozenset(row[1] for row in events), go_on)


def history_under(reader: Reader, go_on: Callable[[], bool], *, user_id: int, rules: Rules) -> Settlement | None:
    """A user's whole past derived by other rules, writing nothing; None if `go_on` says to stop."""
    with reader.snapshot() as connection:
        standing = reader.keeper.standing(user_id)
        mine = replace(standing, rule_set=RuleSet(0, rules.digest, rules, {}, {}))
        return _derived(connection, standing, mine, BEGINNING, unsettled_events(connection, user_id), go_on)


def _derived(
    connection: Connection,
    standing: Standing,
    mine: Standing,
    since: Position,
    unsettled: frozenset[int],
    go_on: Callable[[], bool],
) -> Settlement | None:
    user_id = standing.user_id
    rows = DerivedRows(mine)
    checkpoints: list[tuple[Any, ...]] = []

    def lay() -> None:
        state = mine.state
        place = (user_id, state.instant, state.event_id, state.events, mine.rules.digest)
        checkpoints.append((*place, packed(state)))

    for number, _ in enumerate(rederived(connection, mine, since, rows, lay)):
        if number % HEARD_EVERY == 0 and not go_on():
            return None
    return Settlement(user_id, standing.revision, since, unsettled, standing.through_id, mine, rows, checkpoints)


def settle_down(journal: Journal, somebody_waits: Waits | None, *, settlement: Settlement) -> Moved | None:
    """Write a settlement, and step what was recorded since it was derived; the states before and after. Begins and
    ends the transaction. GaveWay if somebody waits now, None that nobody is asked about.

    None if the past has changed under it, or if it was tried before, which uses it up: then it must be derived once
    more."""
    with giving_way(journal, somebody_waits) as look:
        return _settled_down(journal, settlement, look)


def _settled_down(journal: Journal, settlement: Settlement, look: Look) -> Moved | None:
    same_rules = journal.standing(settlement.user_id).rules.digest == settlement.standing.rules.digest
    return write_settlement(journal, settlement, look) if same_rules and holds(journal, settlement) else None


def holds(journal: Journal, settlement: Settlement) -> bool:
    """Whether a settlement can be written: it was not tried, and the past has not changed under it. What came or went
    since and is itself unsettled does not matter: the derived rows need not show it yet."""
    return (
        not settlement.tried
        and journal.standing(settlement.user_id).revision == settlement.revision
        and settlement.unsettled <= unsettled_events(journal.connection, settlement.user_id)
        and not _came_between(journal.connection, settlement, settlement.standing.state.position)
    )


def write_settlement(journal: Journal, settlement: Settlement, look: Look) -> Moved:
    """Write a settlement that holds, under the rules now in force, by which it must have been derived. Nobody is asked
    about after that."""
    user_id, connection = settlement.user_id, journal.connection
    standing = journal.standing(user_id)
    end = settlement.standing.state.position
    settlement.standing.rule_set = standing.rule_set
    rows = settlement.rows
    remove_checkpoints(connection, user_id, settlement.since)
    if settlement.checkpoints:
        connection.exec_driver_sql(
            "INSERT INTO checkpoints (user_id, instant, event_id, events, digest, state) VALUES (?, ?, ?, ?, ?, ?)",
            settlement.checkpoints,
        )
    forget_unsettled(connection, user_id, besides=_left_out(connection, settlement, end))
    rows.write(connection, journal.statements, look.give_way)
    look.no_more()
    settlement.tried = True
    before = standing.state
    standing.state, standing.checkpointed = settlement.standing.state, settlement.standing.checkpointed
    rows.standing = standing
    rows.forget()
    for outcome in followed(connection, standing, (end[0], end[1] + 1), rows, lambda: None):
        # Its day was written above as of before it, even if it gives what it gave.
        rows.days.add(outcome.event.day)
    rows.touch_all()
    thin_checkpoints(connection, standing)
    journal.rewrite(rows)
    return Moved(before, standing.state, rows.rewritten)


def _came_between(connection: Connection, settlement: Settlement, end: Position) -> bool:
    """Whether something was recorded and worked in since that lies before the end of what was derived."""
    sql = (
        "SELECT 1 FROM events WHERE +user_id = ? AND id > ? AND (instant, id) <= (?, ?) "
        "AND id NOT IN (SELECT event_id FROM unsettled_events) LIMIT 1"
    )
    values = (settlement.user_id, settlement.through_id, *end)
    return connection.exec_driver_sql(sql, values).first() is not None


def _left_out(connection: Connection, settlement: Settlement, end: Position) -> list[int]:
    """The events before the end of what was derived that came or went since: they wait for the next settlement."""
    fresh = unsettled_events(connection, settlement.user_id) - settlement.unsettled
    sql = "SELECT id FROM events WHERE id IN (SELECT value FROM json_each(?)) AND (instant, id) <= (?, ?)"
    return list(connection.exec_driver_sql(sql, (json.dumps(list(fresh)), *end)).scalars()) if fresh else []
