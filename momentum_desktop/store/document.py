"""The whole database as rows of JSON: the tables and columns a document holds, and stored rows as JSON and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import Column, Connection

from momentum_desktop.engine.reading import (
    FIRST_YEAR,
    LARGEST,
    LAST_YEAR,
    canonical_json,
    checked_metadata,
    checked_text,
    read_json,
)
from momentum_desktop.errors import RefusedInput
from momentum_desktop.store.columns import Bytes, Day, Exact, Json, UtcDateTime, Words
from momentum_desktop.store.numbers import stored_number
from momentum_desktop.store.plan_rows import PLAN_TABLES
from momentum_desktop.store.schema import MOST, Base

LEFT_OUT: dict[str, frozenset[str]] = {
    "rule_sets": frozenset({"digest"}),
    "users": frozenset({"current_level_id", "total_points", "weekly_points", "monthly_points", "through_id"}),
    "acts": frozenset({"previous_hash"}),
    "events": frozenset({"previous_hash"}),
    "withdrawn_events": frozenset(),
    "goals": frozenset(),
    "goal_steps": frozenset(),
    "tasks": frozenset(),
    "time_slots": frozenset(),
    "occurrences": frozenset(),
    "focus_sessions": frozenset(),
    "focus_pulses": frozenset(),
    "rule_additions": frozenset(),
    "source_items": frozenset(),
    "checkpoints": frozenset({"instant", "events", "digest", "state"}),
}
"""The tables of a document in its order, and the columns that are left out because the others give them."""

TABLES = tuple(LEFT_OUT)

DERIVED = frozenset(
    {
        *("levels", "achievements", "user_achievements", "streaks"),
        *("ledger", "days", "day_kinds", "day_hours", "act_subjects", "unsettled_events"),
    }
)
"""The tables that are left out because the document's own give them."""

OF_THIS_PLACE = frozenset({"api_tokens", "idempotency_answers", "fired_reminders", "snoozed_reminders"})
"""The tables that are left out because they are about other programs, or what was told, on this computer."""

LONGEST_TEXT = 1024 * 1024
LONGEST_NUMBER = 40
MICROSECONDS_A_DAY = 86_400_000_000
EPOCH_DAY = date(1970, 1, 1).toordinal()
FIRST_DAY, LAST_DAY = date(FIRST_YEAR - 1, 1, 1).toordinal(), date(LAST_YEAR + 1, 12, 31).toordinal()
EARLIEST_DAY = date(1900, 1, 1).toordinal()
"""The first day of what is planned: tasks from other programs may be older than any event, and what is done on a day
that nobody knows is done at the beginning of 1970."""

CHUNK = 2_000

Check = Callable[[Any, str], Any]
"""A JSON value, and its place, as the column stores it. RefusedInput if it cannot be there."""


def columns_of(table: str) -> list[Column[Any]]:
    """The columns of a table that a document holds."""
    return [column for column in Base.metadata.tables[table].columns if column.name not in LEFT_OUT[table]]


def rows_as_json(connection: Connection, table: str) -> Iterator[str]:
    """Each row of a table as one line of JSON, in the order of its key."""
    columns = columns_of(table)
    names = ", ".join(f'"{column.name}"' for column in columns)
    keys = ", ".join(column.name for column in Base.metadata.tables[table].primary_key.columns)
    plain = [_holds_json(column) for column in columns]
    heads = [f"{'{' if index == 0 else ','}{json.dumps(column.name)}:" for index, column in enumerate(columns)]
    result = connection.exec_driver_sql(f"SELECT {names} FROM {table} ORDER BY {keys}")
    while rows := result.fetchmany(CHUNK):
        for row in rows:
            parts = map(_as_json, row, plain)
            yield "".join(part for pair in zip(heads, parts, strict=True) for part in pair) + "}"


def checked_row(table: str, value: Any, place: str) -> tuple[Any, ...]:
    """A row of a document as its table stores it, in the order of `columns_of`. RefusedInput with its place."""
    if not isinstance(value, Mapping):
        raise RefusedInput("an object is expected", where=place)
    checks = CHECKS[table]
    if value.keys() != checks.keys():
        _refuse_names(value, checks, place)
    return tuple(check(value[name], f"{place}.{name}") for name, check in checks.items())


def checked_stored(table: str, values: Any, place: str) -> None:
    """RefusedInput if an act could not have found or left these stored values in a row."""
    if values is None:
        return
    if not isinstance(values, Mapping):
        raise RefusedInput("an object or null is expected", where=place)
    checks = CHECKS[table]
    for name, value in values.items():
        where = f"{place}.{name}"
        if (table, name) == RULES_OF_A_USER:
            _object(value, where)
            continue
        if name == "id" or name not in checks:
            raise RefusedInput("there is no such column", where=where)
        if (table, name) in SHAPES and value is not None:
            value = read_json(checked_text(value, where, LONGEST_TEXT), where)
        checks[name](value, where)


def _refuse_names(value: Mapping[str, Any], checks: Mapping[str, Check], place: str) -> None:
    for name in value.keys() - checks.keys():
        raise RefusedInput(f"“{name}” is unknown here; known are {', '.join(checks)}", where=place)
    for name in checks.keys() - value.keys():
        raise RefusedInput("missing", where=f"{place}.{name}")


def _holds_json(column: Column[Any]) -> bool:
    return (column.table.name, column.name) in SHAPES


def _as_json(value: Any, holds_json: bool) -> str:
    if value is None:
        return "null"
    if isinstance(value, int):
        return str(value)
    if holds_json:
        return str(value)
    return json.dumps(value.hex() if isinstance(value, bytes) else value, ensure_ascii=False)


def _whole(value: Any, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise RefusedInput("a whole number is expected", where=where)
    if not -LARGEST <= value < LARGEST:
        raise RefusedInput("a number of 2^63 or beyond", where=where)
    return value


def _day(value: Any, where: str) -> int:
    day = _whole(value, where)
    if not FIRST_DAY <= day <= LAST_DAY:
        raise RefusedInput(f"a day outside the years {FIRST_YEAR} to {LAST_YEAR}", where=where)
    return day


def _planned_day(value: Any, where: str) -> int:
    day = _whole(value, where)
    if not EARLIEST_DAY <= day <= LAST_DAY:
        raise RefusedInput(f"a day outside the years 1900 to {LAST_YEAR}", where=where)
    return day


def _instant(value: Any, where: str) -> int:
    instant = _whole(value, where)
    _day(instant // MICROSECONDS_A_DAY + EPOCH_DAY, where)
    return instant


def _planned_instant(value: Any, where: str) -> int:
    instant = _whole(value, where)
    _planned_day(instant // MICROSECONDS_A_DAY + EPOCH_DAY, where)
    return instant


def _offset(value: Any, where: str) -> int:
    offset = _whole(value, where)
    if not -86_400 < offset < 86_400:
        raise RefusedInput("an offset of a day or more", where=where)
    return offset


def _exact(value: Any, where: str) -> int | str:
    """A number as it is stored: whole, or the text of a decimal."""
    if isinstance(value, int) and not isinstance(value, bool):
        return _whole(value, where)
    try:
        stored = stored_number(Decimal(checked_text(value, where, LONGEST_NUMBER)))
    except InvalidOperation:
        stored = None
    if stored != value:
        raise RefusedInput("a whole number or the text of a decimal is expected", where=where)
    return value  # type: ignore[no-any-return]


def _text(value: Any, where: str) -> str:
    return checked_text(value, where, LONGEST_TEXT)


def _hash(value: Any, where: str) -> bytes:
    text = checked_text(value, where, 64)
    try:
        return bytes.fromhex(text.ljust(64, "?"))
    except ValueError:
        raise RefusedInput("64 hexadecimal digits are expected", where=where) from None


def _texts(value: Any, where: str) -> str:
    if not isinstance(value, list):
        raise RefusedInput("a list of texts is expected", where=where)
    return canonical_json([checked_text(text, where, LONGEST_TEXT) for text in value])


def _object(value: Any, where: str) -> str:
    if not isinstance(value, Mapping):
        raise RefusedInput("an object is expected", where=where)
    return _canonical(value, where)


def _metadata(value: Any, where: str) -> str:
    if not isinstance(value, Mapping):
        raise RefusedInput("an object is expected", where=where)
    return canonical_json(checked_metadata(value, where))


def _changes(value: Any, where: str) -> str:
    if not isinstance(value, list):
        raise RefusedInput("a list is expected", where=where)
    for index, change in enumerate(value):
        place = f"{where}[{index}]"
        if not isinstance(change, list) or len(change) != 4:
            raise RefusedInput("a list of table, row, values before and values after is expected", where=place)
        table, row_id, before, after = change
        if not isinstance(table, str) or table not in CHANGED_BY_ACTS:
            raise RefusedInput("it names no table that acts change", where=place)
        if not 1 <= _whole(row_id, place) <= MOST:
            raise RefusedInput("no number that a row can have", where=place)
        checked_stored(table, before, place)
        checked_stored(table, after, place)
    return _canonical(value, where)


def _canonical(value: Any, where: str) -> str:
    text = canonical_json(value)
    try:
        text.encode()
    except UnicodeEncodeError:
        raise RefusedInput("half a character (a lone surrogate) stands in it; take it out", where=where) from None
    return text


CHANGED_BY_ACTS = frozenset({"rule_sets", "users", *PLAN_TABLES})
RULES_OF_A_USER = ("users", "rules")
"""What an act that changes rules notes instead of a column: the documents themselves."""

SHAPES: dict[tuple[str, str], Check] = {
    ("rule_sets", "document"): _object,
    ("acts", "changes"): _changes,
    ("acts", "answer"): _object,
    ("events", "metadata"): _metadata,
    ("tasks", "tags"): _texts,
    ("rule_additions", "document"): _object,
    ("source_items", "document"): _object,
}
"""The columns whose text is JSON, which a document holds as the value itself."""

MOMENTS = {
    "instant": _instant,
    "recorded_at": _instant,
    "day": _day,
    "offset": _offset,
    "completed_offset": _offset,
    "started_offset": _offset,
}
"""Columns that hold more than their type says."""


def _check_of(column: Column[Any]) -> Check:
    by_type: dict[type, Check] = {Bytes: _hash, Day: _day, Exact: _exact, UtcDateTime: _instant, Words: _text}
    moments = MOMENTS
    if column.table.name in PLAN_TABLES:
        by_type |= {Day: _planned_day, UtcDateTime: _planned_instant}
        moments = MOMENTS | {"day": _planned_day}
    check = SHAPES.get((column.table.name, column.name)) or moments.get(column.name)
    if check is None:
        if isinstance(column.type, Json):
            raise TypeError(f"{column} holds JSON of a shape that SHAPES does not name")
        check = by_type.get(type(column.type), _whole)
    if not column.nullable:
        return check
    return lambda value, where: None if value is None else check(value, where)


CHECKS: dict[str, dict[str, Check]] = {
    table: {column.name: _check_of(column) for column in columns_of(table)} for table in LEFT_OUT
}
