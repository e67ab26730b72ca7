"""Loop Habit Tracker (uhabits): its database of any version, and its CSV export as a folder or a zip."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange.findings import Format
from momentum_desktop.exchange.foreign_database import MAGIC, ForeignDatabase, opened_copy
from momentum_desktop.exchange.identity import Namer
from momentum_desktop.exchange.moments import FIRST, LAST
from momentum_desktop.exchange.record_guard import record_at
from momentum_desktop.exchange.repeats import WEEKDAYS, on_weekdays
from momentum_desktop.exchange.source import Source
from momentum_desktop.exchange.sources.loop_tables import is_export, read_tables
from momentum_desktop.exchange.sources.loop_values import amount_of, became_of_amount, frequency_rule, lived
from momentum_desktop.service.import_values import Gathered, Kind, SourceRecord, SourceTask

NAME = "loop"
TRIED = (12, 22, 25)
QUESTION_SINCE = 23
"""Before this version the column `description` held the question, and there was no description."""

MS_A_DAY = 86_400_000
DONE, AUTO, NO, UNKNOWN, SKIP = 2, 1, 0, -1, 3
NUMERICAL = 1
AT_MOST = 1


def recognises(_name: str, head: bytes) -> bool:
    """Whether it is a database with Loop's tables, or a table of its export."""
    return (head.startswith(MAGIC) and b"Repetitions" in head and b"Habits" in head) or is_export(head)


def read(source: Source) -> Gathered:
    """Habits with what was done, skipped and missed on each day."""
    gathered = Gathered(NAME)
    if source.named("habits.csv") and [part.name for part in source.parts] != [""]:
        read_tables(source, gathered)
    elif source.parts[0].name == "" and is_export(source.parts[0].head()):
        raise RefusedInput("this is one file of the export; name its folder or its zip", where=source.path)
    else:
        with opened_copy(source) as database:
            _read_database(database, gathered)
    return gathered


def _read_database(database: ForeignDatabase, gathered: Gathered) -> None:
    if "Habits" not in database or "Repetitions" not in database:
        raise RefusedInput("this database is not of Loop Habit Tracker (it has no habits and repetitions)")
    for fault in database.faults:
        gathered.trouble("the database", f"it is damaged ({fault}); what can still be read was taken")
    if database.version not in TRIED:
        tried = ", ".join(str(version) for version in TRIED)
        gathered.remarks.append(
            f"Its version {database.version} was never tried (only {tried}); look through the result."
        )
    habits: dict[Any, tuple[str, dict[str, Any]]] = {}
    columns = (
        *("id", "archived", "color", "description", "question", "freq_den", "freq_num", "name", "position"),
        *("reminder_hour", "reminder_min", "reminder_days", "type", "target_type", "target_value", "unit", "uuid"),
    )
    namer = Namer()
    for number, row in enumerate(_sound(database.rows("Habits", *columns), gathered), 1):
        with record_at(gathered, f"habit {row.get('id', number)}"):
            habit = _habit(row, database.version, namer)
            habits[row["id"]] = (habit.key, row)
            gathered.tasks.append(habit)
    _read_repetitions(database, habits, gathered)
    gathered.tasks = lived(gathered.tasks, gathered.records)


def _habit(row: dict[str, Any], version: int, namer: Namer) -> SourceTask:
    name = str(row.get("name") or "").strip() or "(no name)"
    question, description = row.get("question") or "", row.get("description") or ""
    if "question" not in row or version < QUESTION_SINCE:
        question, description = description, ""
    numerical = row.get("type") == NUMERICAL
    extra = {
        "question": question,
        "color": row.get("color"),
        "archived": bool(row.get("archived")),
        "uuid": row.get("uuid"),
        "frequency": f"{row.get('freq_num')}/{row.get('freq_den')}",
        "at_most": numerical and row.get("target_type") == AT_MOST,
        "reminder_days": _reminder_days(row.get("reminder_days")) if row.get("reminder_hour") is not None else None,
    }
    return SourceTask(
        key=namer.by_id(row["id"]),
        title=name,
        where=f"habit {row['id']}",
        notes="\n\n".join(str(text).strip() for text in (question, description) if str(text).strip()),
        repeat=frequency_rule(int(row.get("freq_num") or 1), int(row.get("freq_den") or 1)),
        reminder=_reminder(row),
        amount=amount_of(row.get("target_value")) if numerical else None,
        unit=str(row.get("unit") or "").strip() or None if numerical else None,
        extra={name: value for name, value in extra.items() if value not in (None, "", False)},
    )


def _reminder(row: dict[str, Any]) -> str | None:
    hour, minute = row.get("reminder_hour"), row.get("reminder_min") or 0
    if not isinstance(hour, int) or not isinstance(minute, int) or not (0 <= hour < 24 and 0 <= minute < 60):
        return None
    return f"{hour:02}:{minute:02}"


def _reminder_days(mask: Any) -> str | None:
    """The weekdays of a mask whose lowest bit is Saturday; None if they are all."""
    if not isinstance(mask, int) or mask <= 0 or mask & 127 == 127:
        return None
    from_saturday = (*WEEKDAYS[5:], *WEEKDAYS[:5])
    return on_weekdays(code for bit, code in enumerate(from_saturday) if mask >> bit & 1)


def _read_repetitions(
    database: ForeignDatabase, habits: dict[Any, tuple[str, dict[str, Any]]], gathered: Gathered
) -> None:
    """What became of each day."""
    valued = "value" in database.columns("Repetitions")
    seen: set[tuple[str, date]] = set()
    for row in _sound(database.rows("Repetitions", "id", "habit", "timestamp", "value", "notes"), gathered):
        where = f"repetition {row.get('id')}"
        with record_at(gathered, where):
            if row["habit"] not in habits:
                raise RefusedInput(f"it belongs to habit {row['habit']}, which is not there")
            day = _day(row["timestamp"])
            key, habit = habits[row["habit"]]
            if (key, day) in seen:
                raise RefusedInput(f"{day} stands there twice for this habit")
            seen.add((key, day))
            found = became(row["value"] if valued else DONE, habit)
            if found is None:
                continue
            kind, quantity = found
            note = str(row.get("notes") or "").strip()
            gathered.records.append(SourceRecord(key, day.isoformat(), day, kind, None, quantity, note, where))


def became(value: Any, habit: dict[str, Any]) -> tuple[Kind, Decimal | None] | None:
    """What a stored value says about a day; None if it says nothing. Amounts are stored in thousandths."""
    if not isinstance(value, int):
        raise RefusedInput(f"{ascii(value)[:40]} is no value of a day")
    if value == SKIP:
        return "skip", None
    if habit.get("type") == NUMERICAL:
        at_most = habit.get("target_type") == AT_MOST
        return became_of_amount(Decimal(value) / 1000, amount_of(habit.get("target_value")), at_most)
    kinds: dict[int, Kind] = {DONE: "done", AUTO: "auto", NO: "missed"}
    if value == UNKNOWN:
        return None
    if value not in kinds:
        raise RefusedInput(f"{value} is no value of a day")
    return kinds[value], None


def _day(timestamp: Any) -> date:
    if not isinstance(timestamp, int):
        raise RefusedInput("it has no day")
    days = timestamp // MS_A_DAY
    if not 0 <= days <= (LAST - FIRST).days:
        raise RefusedInput("its day lies outside the years that are kept")
    return FIRST + timedelta(days=days)


def _sound(rows: Iterator[dict[str, Any]], gathered: Gathered) -> Iterator[dict[str, Any]]:
    """The rows up to where the database cannot be read any further."""
    try:
        yield from rows
    except RefusedInput as refusal:
        gathered.trouble(
            refusal.where or "the database", f"{refusal.what}; what comes after was left out", left_out=True
        )


FORMAT = Format(NAME, "Loop Habit Tracker (.db or CSV zip)", recognises, take=read)
