"""Everything but the log and the rules documents made anew from them, and what is stored put right where it differs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from momentum_desktop.engine.compilation import compile_rules
from momentum_desktop.engine.reading import read_json
from momentum_desktop.engine.step import initial_state
from momentum_desktop.engine.values import Event
from momentum_desktop.errors import DamagedData
from momentum_desktop.store.checkpoints import SPACING, lay_checkpoint
from momentum_desktop.store.database import in_one_transaction
from momentum_desktop.store.derivation import derive_whole
from momentum_desktop.store.document import DERIVED
from momentum_desktop.store.keeper import Standing, StateKeeper
from momentum_desktop.store.mending import Mended, clear_away, lay_beside, put_right
from momentum_desktop.store.people import FIRST_USER, USERS, refold_name, strangers
from momentum_desktop.store.plan_rows import PLAN_TABLES, number_on, put_row
from momentum_desktop.store.rule_finding import rules_of
from momentum_desktop.store.rule_sets import write_rule_rows
from momentum_desktop.store.schema import APPEND_ONLY, Base
from momentum_desktop.store.statements import Statements
from momentum_desktop.store.verifying import Laid, holds, laid_checkpoints
from momentum_desktop.store.verifying_acts import SAID_SUBJECTS, TAKEN_BACK, folded_rows

GIVEN = DERIVED.union(PLAN_TABLES, (USERS, "withdrawn_events", "checkpoints"))
"""The tables that the log and the rules documents give. No other is ever touched."""

REBUILT = [table for table in Base.metadata.sorted_tables if table.name in GIVEN]
REVISION = frozenset({"revision"})


@contextmanager
def rebuilt(connection: Connection) -> Iterator[tuple[Mended, ...]]:
    """Every derived table as the log gives it, in one transaction, which holds unless the block raises; what was put
    right. DamagedData if it is not known which rules hold for somebody."""
    # While rows go and come, some point to none for a moment; who keeps the block holds them together at its end.
    connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
    try:
        with in_one_transaction(connection):
            mended = _made_anew(connection)
            yield tuple(each for each in map(_told, mended) if any(each[1:]))
    finally:
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")


def _made_anew(connection: Connection) -> list[Mended]:
    try:
        for table in REBUILT:
            lay_beside(connection, table)
        _Rebuilding(connection).all()
        mended = [
            put_right(connection, table, besides=REVISION if table.name == USERS else frozenset()) for table in REBUILT
        ]
        for table in REBUILT:
            clear_away(connection, table)
        _let_others_know(connection)
        _number_on(connection)
    except IntegrityError as fault:
        raise DamagedData(f"not all tables can be made anew ({fault.orig}); nothing was changed") from fault
    return mended


class _Rebuilding:
    """Fills the tables laid beside the stored ones."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._keeper = StateKeeper(connection)
        self._statements = Statements(connection.dialect)

    def all(self) -> None:
        ask = self._connection.exec_driver_sql
        ask(f"INSERT INTO act_subjects (table_name, row_id, act_id) {SAID_SUBJECTS}")
        ask(f"INSERT INTO withdrawn_events (event_id) {TAKEN_BACK}")
        for rule_set_id, document in ask("SELECT id, document FROM rule_sets ORDER BY id").all():
            write_rule_rows(self._connection, rule_set_id, compile_rules(read_json(document)))
        for (table, row_id), value in folded_rows(self._connection):
            if table in PLAN_TABLES:
                put_row(self._connection, table, row_id, value)
        for user_id in self._user_ids():
            self._derive(self._added(user_id))

    def _user_ids(self) -> list[int]:
        """Those who are there and those whose acts or events are; nobody whom no act brought."""
        known = set(self._connection.exec_driver_sql("SELECT id FROM main.users").scalars())
        known.difference_update(strangers(self._connection))
        for table in APPEND_ONLY:
            known.update(self._connection.exec_driver_sql(f"SELECT DISTINCT user_id FROM {table}").scalars())
        return sorted(known)

    def _added(self, user_id: int) -> Standing:
        """A user's row, and the standing that an empty log gives."""
        ask = self._connection.exec_driver_sql
        stored = ask("SELECT name, revision FROM main.users WHERE id = ?", (user_id,)).first()
        name, revision = stored or (FIRST_USER, 0)
        base, in_force = rules_of(self._connection, user_id)
        rule_set = self._keeper.rule_set(in_force)
        state = initial_state(rule_set.rules)
        ask(
            "INSERT INTO users (id, name, rule_set_id, base_rule_set_id, revision, current_level_id, total_points, "
            "weekly_points, monthly_points, through_id) VALUES (?, ?, ?, ?, ?, ?, 0, 0, 0, 0)",
            (user_id, name, in_force, base, revision, rule_set.level_ids[state.level_number]),
        )
        refold_name(self._connection, user_id)
        through = ask("SELECT coalesce(max(id), 0) FROM events WHERE user_id = ?", (user_id,)).scalar_one()
        return Standing(user_id, rule_set, state, through, revision, 0)

    def _derive(self, standing: Standing) -> None:
        sql = "SELECT count(*) FROM events WHERE user_id = ?"
        count = self._connection.exec_driver_sql(sql, (standing.user_id,)).scalar_one()
        laid = laid_checkpoints(self._connection, standing.user_id, standing.rules, "main.checkpoints")

        def lay(event: Event) -> None:
            self._lay(standing, laid.get(event.position), event, count)

        derive_whole(self._connection, standing, self._statements, lay)

    def _lay(self, standing: Standing, stored: Laid | None, event: Event, count: int) -> None:
        """A checkpoint where one stands, as it stands if it holds; and where one belongs."""
        state = standing.state
        if stored is not None and holds(stored, state):
            self._connection.exec_driver_sql(
                "INSERT INTO checkpoints SELECT * FROM main.checkpoints WHERE user_id = ? AND instant = ? "
                "AND event_id = ?",
                (standing.user_id, *event.position),
            )
            standing.checkpointed = state.events
        elif stored is not None or state.events - standing.checkpointed >= max(SPACING, (count - state.events) // 4):
            lay_checkpoint(self._connection, standing)


def _let_others_know(connection: Connection) -> None:
    """Whoever holds a standing takes it up anew."""
    connection.exec_driver_sql("UPDATE main.users SET revision = revision + 1")


def _number_on(connection: Connection) -> None:
    sql = "SELECT table_name, max(row_id) FROM act_subjects GROUP BY table_name"
    number_on(connection, dict(connection.exec_driver_sql(sql).all()))


def _told(mended: Mended) -> Mended:
    """What of it was at fault: events that wait to be worked in are not, nor is a place without a checkpoint."""
    if mended.table == "unsettled_events":
        return Mended(mended.table, 0, 0, 0)
    return mended._replace(missing=0) if mended.table == "checkpoints" else mended
