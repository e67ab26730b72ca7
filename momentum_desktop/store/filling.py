"""An empty database filled with the rows of a document: each checked, the chains walked, the rest derived anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from momentum_desktop.engine.step import initial_state
from momentum_desktop.engine.values import Event
from momentum_desktop.errors import RefusedInput
from momentum_desktop.store.chain import GENESIS, chained
from momentum_desktop.store.checkpoints import lay_checkpoint
from momentum_desktop.store.database import roll_back
from momentum_desktop.store.derivation import derive_whole
from momentum_desktop.store.document import DERIVED, LEFT_OUT, OF_THIS_PLACE, checked_row, columns_of
from momentum_desktop.store.keeper import Standing, StateKeeper
from momentum_desktop.store.plan_rows import number_on
from momentum_desktop.store.rule_sets import keep_rule_set
from momentum_desktop.store.schema import Base
from momentum_desktop.store.statements import Statements
from momentum_desktop.store.verifying_acts import act_faults

CHAINED = ("acts", "events")
ROWS_AT_ONCE = 2_000
MOST_RULE_SETS = 1_000_000
TOLD_EVERY = 500


class DocumentRow(NamedTuple):
    """A row as it was read from a document, and its place there."""

    table: str
    value: Any
    place: str


@dataclass(frozen=True, slots=True)
class Filled:
    """What a document brought: how many of each, and the first and last logical day (ordinals) of its events."""

    users: int
    tasks: int
    events: int
    completions: int
    first_day: int | None
    last_day: int | None


def fill(
    connection: Connection, rows: Iterable[tuple[str, Any, str]], *, keep: bool, tell: Callable[[float], None]
) -> Filled:
    """Make an empty database what the rows of a document say, each with its table and its place, in one transaction;
    without `keep` only try it. `tell` hears how much of what follows from them is derived, 0 to 1.

    RefusedInput names the first fault; then, and if anything else goes wrong, nothing is stored."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    try:
        _check_empty(connection)
        # The tables of a document may come in any order.
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        filled = _Filling(connection, tell).fill(DocumentRow(*row) for row in rows)
        connection.exec_driver_sql("COMMIT" if keep else "ROLLBACK")
    except BaseException:
        roll_back(connection)
        raise
    return filled


def _check_empty(connection: Connection) -> None:
    used = connection.exec_driver_sql(
        "SELECT EXISTS (SELECT 1 FROM acts) OR EXISTS (SELECT 1 FROM events) OR (SELECT count(*) FROM users) > 1"
    ).scalar_one()
    if used:
        raise RefusedInput(
            "a whole document goes only into an empty database, and this one holds data; name a new folder with "
            "--data-dir; nothing was changed"
        )


class _Filling:
    def __init__(self, connection: Connection, tell: Callable[[float], None]) -> None:
        self._connection = connection
        self._tell = tell
        self._derived = 0
        self._waiting: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
        self._places: defaultdict[str, list[str]] = defaultdict(list)
        self._inserts = {table: _insert(table) for table in (*LEFT_OUT, "act_subjects")}
        self._heads = dict.fromkeys(CHAINED, (0, GENESIS))
        self._rule_sets = 0
        self._users: list[tuple[Any, ...]] = []
        self._checkpoints: defaultdict[int, set[int]] = defaultdict(set)
        self._last_rows: dict[str, int] = defaultdict(int)

    def fill(self, rows: Iterable[DocumentRow]) -> Filled:
        for table in Base.metadata.tables:
            if table in DERIVED | OF_THIS_PLACE | {"checkpoints", "users", "rule_sets"}:
                self._connection.exec_driver_sql(f"DELETE FROM {table}")
        for row in rows:
            self._take(row)
        for table in list(self._waiting):
            self._write(table)
        keeper = StateKeeper(self._connection)
        self._add_users(keeper)
        self._check_whole()
        number_on(self._connection, self._last_rows)
        statements = Statements(self._connection.dialect)
        for user in self._users:
            user_id, _, rule_set_id, _, revision = user
            self._derive(keeper, statements, user_id, rule_set_id, revision)
        return self._filled()

    def _take(self, row: DocumentRow) -> None:
        values = checked_row(row.table, row.value, row.place)
        if row.table == "rule_sets":
            number = values[0]
            if not self._rule_sets < number <= MOST_RULE_SETS:
                told = f"a number from {self._rule_sets + 1:,} to {MOST_RULE_SETS:,} is expected"
                raise RefusedInput(told, where=f"{row.place}.id")
            self._rule_sets = number
            if keep_rule_set(self._connection, row.value["document"], number).id != number:
                raise RefusedInput("rules unlike those before are expected", where=row.place)
        elif row.table == "users":
            self._users.append(values)
        elif row.table == "checkpoints":
            self._checkpoints[values[0]].add(values[1])
        else:
            if row.table in CHAINED:
                values = self._linked(row, values)
            if row.table == "acts":
                self._note_subjects(row, values[0])
            self._waiting[row.table].append(values)
            self._places[row.table].append(row.place)
            if len(self._waiting[row.table]) >= ROWS_AT_ONCE:
                self._write(row.table)

    def _linked(self, row: DocumentRow, values: tuple[Any, ...]) -> tuple[Any, ...]:
        """A row of a chain with the hash before it. RefusedInput if it is not what was recorded."""
        number, previous = self._heads[row.table]
        *content, digest = values
        if content[0] != number + 1:
            raise RefusedInput(
                f"number {number + 1} is expected here, in the order they were recorded", where=row.place
            )
        if chained(previous, content) != digest:
            raise RefusedInput(
                "it is not what was recorded (its hash says so); take an export that nothing has changed",
                where=row.place,
            )
        self._heads[row.table] = (number + 1, digest)
        return (*content, previous, digest)

    def _note_subjects(self, row: DocumentRow, act_id: int) -> None:
        for table, row_id in {(change[0], change[1]) for change in row.value["changes"]}:
            self._waiting["act_subjects"].append((table, row_id, act_id))
            self._places["act_subjects"].append(row.place)
            self._last_rows[table] = max(self._last_rows[table], row_id)

    def _write(self, table: str) -> None:
        rows, places = self._waiting.pop(table), self._places.pop(table)
        sql = self._inserts[table]
        self._connection.exec_driver_sql("SAVEPOINT rows_together")
        try:
            self._connection.exec_driver_sql(sql, rows)
        except IntegrityError:
            self._connection.exec_driver_sql("ROLLBACK TO rows_together")
            for values, place in zip(rows, places, strict=True):
                self._write_one(sql, values, place)
        self._connection.exec_driver_sql("RELEASE rows_together")

    def _write_one(self, sql: str, values: tuple[Any, ...], place: str) -> None:
        try:
            self._connection.exec_driver_sql(sql, values)
        except IntegrityError as fault:
            raise RefusedInput(f"it cannot be stored ({fault.orig})", where=place) from None

    def _add_users(self, keeper: StateKeeper) -> None:
        known = set(self._connection.exec_driver_sql("SELECT id FROM rule_sets").scalars())
        if not self._users:
            raise RefusedInput("there is nobody in it", where="users")
        for index, (user_id, name, rule_set_id, base_id, revision) in enumerate(self._users):
            place = f"users[{index}]"
            for field, number in (("rule_set_id", rule_set_id), ("base_rule_set_id", base_id)):
                if number not in known:
                    raise RefusedInput(f"there are no rules {number}", where=f"{place}.{field}")
            if revision < 0 or user_id < 1:
                raise RefusedInput("a whole number from 0 up is expected", where=place)
            rule_set = keeper.rule_set(rule_set_id)
            level = rule_set.level_ids[initial_state(rule_set.rules).level_number]
            sql = "INSERT INTO users (id, name, rule_set_id, base_rule_set_id, revision, current_level_id, "
            sql += "total_points, weekly_points, monthly_points, through_id) VALUES (?, ?, ?, ?, ?, ?, 0, 0, 0, 0)"
            self._write_one(sql, (user_id, name, rule_set_id, base_id, revision, level), place)

    def _check_whole(self) -> None:
        """RefusedInput unless every row points to one that is there, and rows and acts agree."""
        for table, row_id, other, _ in self._connection.exec_driver_sql("PRAGMA foreign_key_check"):
            raise RefusedInput(f"row {row_id or ''} points to a row of {other} that is not there", where=table)
        strangers = (
            "SELECT e.id FROM events e JOIN acts a ON a.id = e.act_id WHERE a.user_id <> e.user_id UNION ALL "
            "SELECT u.id FROM acts u JOIN acts a ON a.id = u.target_id WHERE a.user_id <> u.user_id LIMIT 1"
        )
        for (row_id,) in self._connection.exec_driver_sql(strangers):
            raise RefusedInput(f"row {row_id} belongs to another user than its act", where="acts")
        for fault in act_faults(self._connection):
            raise RefusedInput(fault)

    def _derive(
        self, keeper: StateKeeper, statements: Statements, user_id: int, rule_set_id: int, revision: int
    ) -> None:
        rule_set = keeper.rule_set(rule_set_id)
        through = self._connection.exec_driver_sql(
            "SELECT coalesce(max(id), 0) FROM events WHERE user_id = ?", (user_id,)
        ).scalar_one()
        standing = Standing(user_id, rule_set, initial_state(rule_set.rules), through, revision, 0)
        newest, whole = 0, self._heads["events"][0]

        def look(event: Event) -> None:
            nonlocal newest
            self._derived += 1
            if self._derived % TOLD_EVERY == 0:
                self._tell(min(self._derived / whole, 1.0))
            if event.id < newest:
                # Without it, whoever has the data open would take this event for one that came in order.
                standing.revision = max(standing.revision, 1)
            newest = max(newest, event.id)
            if event.id in self._checkpoints[user_id]:
                lay_checkpoint(self._connection, standing)

        derive_whole(self._connection, standing, statements, look)

    def _filled(self) -> Filled:
        sql = (
            "SELECT (SELECT count(*) FROM tasks), count(*), coalesce(sum(event_type = 'task_completion'), 0), "
            "min(day), max(day) FROM events"
        )
        return Filled(len(self._users), *self._connection.exec_driver_sql(sql).one())


def _insert(table: str) -> str:
    """An INSERT of all columns of a table, those that a document holds in its order."""
    held = [] if table == "act_subjects" else [column.name for column in columns_of(table)]
    if table in CHAINED:
        held.insert(-1, "previous_hash")
    names = held or ["table_name", "row_id", "act_id"]
    marks = ", ".join("?" for _ in names)
    quoted = ", ".join(f'"{name}"' for name in names)
    return f"INSERT INTO {table} ({quoted}) VALUES ({marks})"
