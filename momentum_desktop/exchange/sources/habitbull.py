"""HabitBull's CSV export: a row for each habit and day."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange.findings import Format
from momentum_desktop.exchange.identity import Namer
from momentum_desktop.exchange.moments import day_in, day_of, moment_in
from momentum_desktop.exchange.record_guard import record_at
from momentum_desktop.exchange.source import Part, Source
from momentum_desktop.exchange.table_rows import Columns, Fault, Row, names_in, rows_of
from momentum_desktop.service.import_values import Gathered, SourceRecord, SourceTask

NAME = "habitbull"
ESSENTIAL = ("habitname", "calendardate", "value")
KNOWN = ("habitname", "habitdescription", "habitcategory", "calendardate", "value", "commenttext")
LARGEST = Decimal(10**9)
SHORT = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", re.ASCII)
MONTHS = 12


def recognises(_name: str, head: bytes) -> bool:
    """Whether it begins with HabitBull's names of columns."""
    return any(names >= set(ESSENTIAL) for names in names_in(head))


def read(source: Source) -> Gathered:
    """Habits by their names, which is all the identity they have, and what was done on each day once."""
    gathered = Gathered(NAME)
    part = source.only("*.csv")
    columns, rows = _table(part, gathered)
    days_first = any(_begins_with_day(columns.get(row, "calendardate")) for row in rows)
    habits: dict[str, dict[str, Any]] = {}
    days: dict[tuple[str, date], SourceRecord] = {}
    namer = Namer()
    twice = 0
    for row in rows:
        where = part.at(f"line {row.line}")
        with record_at(gathered, where):
            name = columns.get(row, "habitname")
            if name not in habits:
                habits[name] = {"key": namer.by_text(name), "row": row, "where": where, "counted": False}
            record, amount = _record(columns, row, habits[name]["key"], where, days_first=days_first)
            before = days.setdefault((name, record.day), record)
            if before is not record:
                if (before.kind, before.quantity) != (record.kind, record.quantity):
                    raise RefusedInput(f"“{name}” has two values on {record.day}; the first one counts")
                twice += 1
            habits[name]["counted"] |= amount is not None and amount > 1
    for (name, _), record in days.items():
        gathered.records.append(record if habits[name]["counted"] else _plain(record))
    gathered.tasks = [_habit(columns, name, habit, days) for name, habit in habits.items()]
    if twice:
        gathered.remarks.append(f"{twice:,} {'row says' if twice == 1 else 'rows say'} a second time what counts once.")
    return gathered


def _table(part: Part, gathered: Gathered) -> tuple[Columns, list[Row]]:
    columns: Columns | None = None
    rows: list[Row] = []
    for row in rows_of(part):
        where = part.at(f"line {row.line}")
        if isinstance(row, Fault):
            gathered.trouble(where, row.what, left_out=True)
        elif columns is None:
            columns = Columns.of(row, "HabitBull", ESSENTIAL, KNOWN, gathered)
        else:
            columns.check(row, where, gathered)
            rows.append(row)
    if columns is None:
        raise RefusedInput("there is nothing in it", where=part.name or None)
    return columns, rows


def _record(
    columns: Columns, row: Row, key: str, where: str, *, days_first: bool
) -> tuple[SourceRecord, Decimal | None]:
    day = _day(columns.get(row, "calendardate"), days_first=days_first)
    if day is None:
        raise RefusedInput(f"{ascii(columns.get(row, 'calendardate'))[:40]} is no day")
    value = columns.get(row, "value")
    try:
        amount = Decimal(value.replace(",", ".") if re.fullmatch(r"-?\d+,\d+", value, re.ASCII) else value)
    except InvalidOperation:
        raise RefusedInput(f"{ascii(value)[:40]} is no value of a day") from None
    if not amount.is_finite() or abs(amount) > LARGEST:
        raise RefusedInput(f"{ascii(value)[:40]} is no value of a day")
    note = columns.get(row, "commenttext")
    kind = "done" if amount > 0 else "missed"
    return SourceRecord(key, day.isoformat(), day, kind, None, max(amount, Decimal(0)), note, where), amount  # type: ignore[arg-type]


def _plain(record: SourceRecord) -> SourceRecord:
    """Of a habit that knows only yes and no: its 1 is no amount."""
    return replace(record, quantity=None)


def _habit(
    columns: Columns, name: str, habit: dict[str, Any], days: dict[tuple[str, date], SourceRecord]
) -> SourceTask:
    row = habit["row"]
    return SourceTask(
        key=habit["key"],
        title=name or "(no name)",
        where=habit["where"],
        notes=columns.get(row, "habitdescription"),
        list=columns.get(row, "habitcategory") or None,
        repeat="FREQ=DAILY",
        due=min((day for owner, day in days if owner == name), default=None),
        extra={"counted": True} if habit["counted"] else {},
    )


def _day(text: str, *, days_first: bool) -> date | None:
    """2024-03-01, and 3/1/2024, 1/3/2024 or 1.3.2024 as spreadsheets write it."""
    if found := SHORT.fullmatch(text):
        month, day = (2, 1) if days_first or "." in text else (1, 2)
        return day_of(int(found[3]), int(found[month]), int(found[day]))
    moment = moment_in(text)
    return day_in(text) if moment is None else moment.date()


def _begins_with_day(text: str) -> bool:
    """Whether a short date can only name its day before its month; then all of a file do."""
    found = SHORT.fullmatch(text)
    return found is not None and int(found[1]) > MONTHS


FORMAT = Format(NAME, "HabitBull (CSV)", recognises, take=read)
