"""Tasks, goals, steps and slots as rows that acts change: each row is the fold of the live acts that touched it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from momentum_desktop.engine.reading import strict_decoder
from momentum_desktop.store.journal import ActDraft
from momentum_desktop.store.rule_sets import new_key

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

PLAN_TABLES = (
    "tasks",
    "goals",
    "goal_steps",
    "time_slots",
    "occurrences",
    "focus_sessions",
    "rule_additions",
    "source_items",
)
Values = dict[str, Any]
Change = tuple[str, int, Values | None, Values | None]
"""Table, row, the row's values before and after; None where there was or is no row."""


def read_row(connection: Connection, table: str, row_id: int) -> Values | None:
    """A row's values as they are stored, without its id."""
    columns = columns_of_table(table)
    names = ", ".join(f'"{name}"' for name in columns)
    row = connection.exec_driver_sql(f"SELECT {names} FROM {table} WHERE id = ?", (row_id,)).first()
    return None if row is None else dict(zip(columns, row, strict=True))


def add_row(connection: Connection, act: ActDraft, table: str, values: Values) -> int:
    """A new row of typed values, noted in the act; its id."""
    row_id = new_key(connection.execute(_table(table).insert().values(**values)))
    note(connection, act, (table, row_id, None, read_row(connection, table, row_id)))
    return row_id


def change_row(connection: Connection, act: ActDraft, table: str, row_id: int, values: Values) -> None:
    """New typed values for some columns of a row, noted in the act."""
    before = read_row(connection, table, row_id)
    target = _table(table)
    connection.execute(target.update().where(target.c.id == row_id).values(**values))
    note(connection, act, (table, row_id, before, read_row(connection, table, row_id)))


def change_row_stored(connection: Connection, table: str, row_id: int, values: Values) -> None:
    """The same with values as they are stored, noted elsewhere."""
    news = ", ".join(f'"{name}" = ?' for name in values)
    connection.exec_driver_sql(f"UPDATE {table} SET {news} WHERE id = ?", (*values.values(), row_id))


def remove_row(connection: Connection, act: ActDraft, table: str, row_id: int) -> None:
    """A row taken away, noted in the act with all its values."""
    before = read_row(connection, table, row_id)
    put_row(connection, table, row_id, None)
    note(connection, act, (table, row_id, before, None))


def refold(connection: Connection, table: str, row_id: int) -> None:
    """Make a row what the live acts on it amount to: what it would be had the undone ones never been."""
    value: Values | None = None
    for _, before, after in _live_changes(connection, table, row_id):
        value = folded(value, before, after)
    put_row(connection, table, row_id, completed(table, value))


def _live_changes(
    connection: Connection, table: str, row_id: int, besides: int | None = None
) -> Iterator[tuple[int, Values | None, Values | None]]:
    """What the acts on a row that are not undone, and the act `besides`, did to it, oldest first, by their numbers."""
    sql = (
        "SELECT a.id, a.changes FROM act_subjects s JOIN acts a ON a.id = s.act_id "
        "WHERE s.table_name = ? AND s.row_id = ? ORDER BY a.id"
    )
    for act_id, changes in connection.exec_driver_sql(sql, (table, row_id)).all():
        if act_id == besides or not is_undone(connection, act_id):
            for before, after in changes_of_row(changes, table, row_id):
                yield act_id, before, after


def changes_of_row(changes: str, table: str, row_id: int) -> Iterator[tuple[Values | None, Values | None]]:
    """What an act did to one row, from the text of all that it did. An import may have touched very many, so only
    those of the row are read: what begins so stands nowhere else, for a quotation mark inside a text is escaped."""
    begins = f'["{table}",{row_id},'
    decoder = strict_decoder()
    at = changes.find(begins)
    while at >= 0:
        (_, _, before, after), end = decoder.raw_decode(changes, at)
        yield before, after
        at = changes.find(begins, end)


def folded(value: Values | None, before: Values | None, after: Values | None) -> Values | None:
    """A row's values after one more act on it: those that the act made or took away, else those that it changed."""
    if after is None or before is None:
        return after
    if value is None:
        return None
    return {**value, **{key: new for key, new in after.items() if new != before.get(key)}}


def completed(table: str, value: Values | None) -> Values | None:
    """A row with what its columns are where an act of an older version names none."""
    return None if value is None else {**_defaults(table), **value}


def is_undone(connection: Connection, act_id: int) -> bool:
    """Whether the last word on an act was an undo."""
    sql = "SELECT kind FROM acts WHERE target_id = ? ORDER BY id DESC LIMIT 1"
    return connection.exec_driver_sql(sql, (act_id,)).scalar() == "undo"


def last_live_act(connection: Connection, table: str, row_id: int, kind: str) -> int | None:
    """The newest act of a kind on a row that is not undone."""
    return next(iter(live_acts(connection, table, row_id, kind)), None)


def last_completion(connection: Connection, table: str, row_id: int) -> int | None:
    """The newest act of completing that is not undone and did a row, and did not only let it be open again, as that of
    a repeating task does with its parts."""
    done = {act_id for act_id, before, after in _live_changes(connection, table, row_id) if does(before, after)}
    return next((act_id for act_id in live_acts(connection, table, row_id, "complete") if act_id in done), None)


def completed_besides(connection: Connection, table: str, row_id: int, act_id: int) -> int | None:
    """The act that an undone one, done again, would do a row beside: with nothing between them that let it be open."""
    if last_live_act(connection, table, row_id, "complete") is None:
        return None
    done: int | None = None
    for other, before, after in _live_changes(connection, table, row_id, besides=act_id):
        if does(before, after):
            if done is not None and act_id in (done, other):
                return other if done == act_id else done
            done = other
        elif (after or {}).get("completed_event_id") is None:
            done = None
    return None


def does(before: Values | None, after: Values | None) -> bool:
    """Whether a change marks a row as done."""
    event = (after or {}).get("completed_event_id")
    return event is not None and event != (before or {}).get("completed_event_id")


def live_acts(connection: Connection, table: str, row_id: int, kind: str | None = None) -> Iterator[int]:
    """The acts on a row that are not undone, of one kind or all, newest first."""
    sql = (
        "SELECT a.id FROM act_subjects s JOIN acts a ON a.id = s.act_id "
        "WHERE s.table_name = ? AND s.row_id = ? AND a.kind = coalesce(?, a.kind) ORDER BY a.id DESC"
    )
    acts = connection.exec_driver_sql(sql, (table, row_id, kind)).scalars().all()
    return (act_id for act_id in acts if not is_undone(connection, act_id))


def note(connection: Connection, act: ActDraft, change: Change) -> None:
    """Note in an act what it changed, and that it did so to the row."""
    act.changes.append(list(change))
    connection.exec_driver_sql(
        "INSERT INTO act_subjects (table_name, row_id, act_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (change[0], change[1], act.id),
    )


def number_on(connection: Connection, last: Mapping[str, int]) -> None:
    """Let new rows of tables take numbers beyond the last that any row ever had, for acts know rows by them."""
    for table, row_id in last.items():
        if _table(table).dialect_options["sqlite"]["autoincrement"]:
            done = connection.exec_driver_sql(
                "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (row_id, table)
            )
            if not done.rowcount:
                connection.exec_driver_sql("INSERT INTO sqlite_sequence VALUES (?, ?)", (table, row_id))


def put_row(connection: Connection, table: str, row_id: int, value: Values | None) -> None:
    """Make a row's stored values these; None takes it away."""
    if value is None:
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE id = ?", (row_id,))
        return
    columns = ["id", *value]
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join("?" for _ in columns)
    news = ", ".join(f'"{name}" = excluded."{name}"' for name in value)
    connection.exec_driver_sql(
        f"INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {news}",
        (row_id, *value.values()),
    )


def columns_of_table(table: str) -> list[str]:
    """The names of a table's columns in their order, without its number."""
    return [column.name for column in _table(table).columns if column.name != "id"]


@cache
def _defaults(table: str) -> Values:
    held = [column for column in _table(table).columns if column.name != "id"]
    return {column.name: getattr(column.default, "arg", None) for column in held}


def _table(name: str) -> Table:
    from momentum_desktop.store.schema import Base

    return Base.metadata.tables[name]
