"""How much of the log matches, day by day: what an achievement counts, without stepping through the history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from momentum_desktop.engine.calendar import (
    DAY_MICROSECONDS,
    MINUTE_MICROSECONDS,
    SECOND_MICROSECONDS,
    Window,
    local_minute,
)
from momentum_desktop.engine.numbers import gain_of
from momentum_desktop.engine.reading import read_json
from momentum_desktop.engine.rules import Condition

if TYPE_CHECKING:
    from sqlalchemy import Connection

DayAmount = tuple[int, float]
"""A day's ordinal and how much matched on it."""

_MINUTE = f'(e.instant + e."offset" * {SECOND_MICROSECONDS}) % {DAY_MICROSECONDS} / {MINUTE_MICROSECONDS}'
_COUNTED = "FROM ledger l CROSS JOIN events e ON e.id = l.event_id WHERE l.user_id = ? AND l.position = 0"
"""The events that the derived rows show, each once: its own entry is the first of its entries."""

WHOLE = 2**53


class Sought(NamedTuple):
    """What events must be like; an event that is counts as one, or as the number in its `field`."""

    events: frozenset[str]
    condition: Condition = Condition()
    field: str | None = None

    @property
    def key(self) -> str:
        """The same text for the same question; true is not 1 in it, as it is nowhere in the rules."""
        return repr((sorted(self.events), sorted(self.condition.where), self.condition.between, self.field))


def amounts_by_day(connection: Connection, user_id: int, sought: Sequence[Sought]) -> list[list[DayAmount]]:
    """For each, the days with an amount above 0, oldest first. One pass over the log for all that need one."""
    found: dict[str, list[DayAmount]] = {}
    passing: dict[str, Sought] = {}
    for each in sought:
        if each.key in found or each.key in passing:
            continue
        if each.condition == Condition() and each.field is None:
            found[each.key] = _from_sums(connection, user_id, each.events)
        elif all(_is_plain(value) for _, value in each.condition.where):
            passing[each.key] = each
        else:
            found[each.key] = _one_by_one(connection, user_id, each)
    if passing:
        passed = _in_one_pass(connection, user_id, list(passing.values()))
        found |= dict(zip(passing, passed, strict=True))
    return [found[each.key] for each in sought]


def active_days(connection: Connection, user_id: int) -> list[int]:
    """The days with an event, oldest first, as ordinals."""
    sql = "SELECT day FROM days WHERE user_id = ? AND events > 0 ORDER BY day"
    return [row[0] for row in connection.exec_driver_sql(sql, (user_id,))]


def first_days_like(connection: Connection, user_id: int, beginning: str) -> dict[str, int]:
    """The first day of each ledger kind that begins so."""
    # substr and not LIKE: a kind may hold any character.
    sql = "SELECT kind, min(day) FROM day_kinds WHERE user_id = ? AND substr(kind, 1, ?) = ? GROUP BY kind"
    rows = connection.exec_driver_sql(sql, (user_id, len(beginning), beginning))
    return dict(rows.all())


def _from_sums(connection: Connection, user_id: int, events: frozenset[str]) -> list[DayAmount]:
    """Every event of these types, from the sums by day and kind."""
    marks = ", ".join("?" for _ in events)
    sql = f"SELECT day, sum(entries) FROM day_kinds WHERE user_id = ? AND kind IN ({marks}) GROUP BY day ORDER BY day"
    return [(day, amount) for day, amount in connection.exec_driver_sql(sql, (user_id, *events)) if amount > 0]


def _in_one_pass(connection: Connection, user_id: int, sought: Sequence[Sought]) -> list[list[DayAmount]]:
    columns: list[str] = []
    values: list[Any] = []
    for each in sought:
        column, own = _column(each)
        columns.append(column)
        values += own
    kinds = sorted(frozenset().union(*(each.events for each in sought)))
    marks = ", ".join("?" for _ in kinds)
    sql = f"SELECT l.day, {', '.join(columns)} {_COUNTED} AND e.event_type IN ({marks}) GROUP BY l.day ORDER BY l.day"
    found: list[list[DayAmount]] = [[] for _ in sought]
    for day, *amounts in connection.exec_driver_sql(sql, (*values, user_id, *kinds)):
        for days, amount in zip(found, amounts, strict=True):
            if amount > 0:
                days.append((day, amount))
    return found


def _column(sought: Sought) -> tuple[str, list[Any]]:
    """The sum of one in SQL, with its values."""
    conditions = [f"e.event_type IN ({', '.join('?' for _ in sought.events)})"]
    values: list[Any] = [*sought.events]
    if sought.condition.between is not None:
        window, own = _inside(sought.condition.between)
        conditions.append(window)
        values += own
    for key, asked in sought.condition.where:
        kinds, given = _kinds_and_value(asked)
        same = "" if given is None else " AND m.value = ?"
        conditions.append(f"EXISTS (SELECT 1 FROM json_each(e.metadata) m WHERE m.key = ? AND m.type IN {kinds}{same})")
        values += [key] if given is None else [key, given]
    amount = "1"
    if sought.field is not None:
        amount = (
            "(SELECT max(m.value, 0) FROM json_each(e.metadata) m WHERE m.key = ? AND m.type IN ('integer', 'real'))"
        )
        values.append(sought.field)
    return f"total(CASE WHEN {' AND '.join(conditions)} THEN {amount} END)", values


def _inside(window: Window) -> tuple[str, list[Any]]:
    """Whether the local minute lies in a window; an event of which only the day is known lies in none."""
    joint = "AND" if window.start < window.end else "OR"
    known = "NOT EXISTS (SELECT 1 FROM json_each(e.metadata) m WHERE m.key = 'time_unknown' AND m.type = 'true')"
    return f"({_MINUTE} >= ? {joint} {_MINUTE} < ?) AND {known}", [window.start, window.end]


def _is_plain(value: Any) -> bool:
    """Whether SQL compares it as the rules do."""
    return value is None or isinstance(value, str | bool) or (isinstance(value, int) and abs(value) <= WHOLE)


def _kinds_and_value(asked: Any) -> tuple[str, Any]:
    """The JSON types that a plain value may have, and the value itself where the type does not say it all."""
    if asked is None:
        return "('null')", None
    if isinstance(asked, bool):
        return ("('true')" if asked else "('false')"), None
    return ("('text')", asked) if isinstance(asked, str) else ("('integer', 'real')", asked)


def _one_by_one(connection: Connection, user_id: int, sought: Sought) -> list[DayAmount]:
    """For values that SQL does not compare exactly: each event is looked at as the rules look at it."""
    marks = ", ".join("?" for _ in sought.events)
    sql = f'SELECT l.day, e.instant, e."offset", e.metadata {_COUNTED} AND e.event_type IN ({marks}) ORDER BY l.day'
    amounts: dict[int, float] = defaultdict(int)
    for day, instant, offset, data in connection.exec_driver_sql(sql, (user_id, *sought.events)):
        metadata = read_json(data)
        minute = None if metadata.get("time_unknown") is True else local_minute(instant, offset)
        if sought.condition.holds(metadata, minute):
            amounts[day] += 1 if sought.field is None else float(gain_of(metadata.get(sought.field)))
    return [(day, amount) for day, amount in amounts.items() if amount > 0]
