"""Loop Habit Tracker's CSV export: a table of habits, and one of checkmarks in the folder of each."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import PurePosixPath

from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange.identity import Namer
from momentum_desktop.exchange.moments import day_in
from momentum_desktop.exchange.record_guard import record_at
from momentum_desktop.exchange.source import Part, Source
from momentum_desktop.exchange.sources.loop_values import amount_of, became_of_amount, frequency_rule, lived
from momentum_desktop.exchange.table_rows import Columns, Fault, Row, names_in, rows_by_column, rows_of
from momentum_desktop.service.import_values import Gathered, Kind, SourceRecord, SourceTask

KINDS: dict[str, Kind] = {"YES_MANUAL": "done", "YES_AUTO": "auto", "NO": "missed", "SKIP": "skip"}
ESSENTIAL = ({"name", "frequencynumerator"}, {"name", "numrepetitions"})
NOTHING_KNOWN = ("UNKNOWN", "")
IN_NUMBERS = {"YES_MANUAL": "2", "YES_AUTO": "1", "NO": "0"}
"""What is written for the smallest amounts of a habit with numbers, which are stored as thousandths."""

NUMERICAL = "NUMERICAL"
KNOWN = (
    *("position", "name", "type", "question", "description", "frequencynumerator", "frequencydenominator", "color"),
    *("unit", "target type", "target value", "archived?", "numrepetitions", "interval"),
)


def is_export(head: bytes) -> bool:
    """Whether a file begins like the export's table of habits."""
    return any(names >= some for names in names_in(head) for some in ESSENTIAL)


def read_tables(source: Source, gathered: Gathered) -> None:
    """Fill `gathered` from the folder or the zip."""
    habits = source.only("habits.csv")
    base = PurePosixPath(habits.name).parent
    folders = {
        PurePosixPath(part.name).parent: part
        for part in source.named("checkmarks.csv")
        if PurePosixPath(part.name).parent != base
    }
    namer = Namer()
    rows = rows_by_column(habits, "Loop Habit Tracker", ("name",), KNOWN, gathered)
    for position, (columns, row, where) in enumerate(rows, 1):
        with record_at(gathered, where):
            _read_habit(row, columns, position, base, folders, habits, namer, gathered)
    gathered.tasks = lived(gathered.tasks, gathered.records)
    for folder, part in folders.items():
        gathered.trouble(
            part.name, f"the habit of the folder “{folder.name}” is not in the table of habits", left_out=True
        )


def _read_habit(
    row: Row,
    columns: Columns,
    position: int,
    base: PurePosixPath,
    folders: dict[PurePosixPath, Part],
    habits: Part,
    namer: Namer,
    gathered: Gathered,
) -> None:
    number = columns.get(row, "position") or f"{position:03}"
    name = columns.get(row, "name") or "(no name)"
    times = columns.get(row, "frequencynumerator") or columns.get(row, "numrepetitions") or "1"
    days = columns.get(row, "frequencydenominator") or columns.get(row, "interval") or "1"
    numerical = columns.get(row, "type") == NUMERICAL
    amount = amount_of(columns.get(row, "target value")) if numerical else None
    at_most = columns.get(row, "target type") == "AT_MOST"
    archived = columns.get(row, "archived?").lower() == "true"
    extra = {
        "question": columns.get(row, "question"),
        "color": columns.get(row, "color"),
        "archived": archived,
        "at_most": at_most,
        "frequency": f"{times}/{days}",
        **columns.others(row, KNOWN),
    }
    key = namer.by_text(name)
    part = next((folders.pop(folder) for folder in list(folders) if _is_of(folder, base, number)), None)
    if part is None:
        place = f"{number} …/Checkmarks.csv"
        gathered.trouble(habits.at(f"line {row.line}"), f"its days ({place}) are not there; none of it is known")
    records = [] if part is None else _checkmarks(part, key, numerical, amount, at_most, gathered)
    gathered.records.extend(records)
    gathered.tasks.append(
        SourceTask(
            key=key,
            title=name,
            where=habits.at(f"line {row.line}"),
            notes="\n\n".join(text for text in (columns.get(row, "question"), columns.get(row, "description")) if text),
            repeat=frequency_rule(int(times), int(days)),
            amount=amount,
            unit=columns.get(row, "unit") or None if numerical else None,
            extra={name: value for name, value in extra.items() if value not in ("", False)},
        )
    )


def _is_of(folder: PurePosixPath, base: PurePosixPath, number: str) -> bool:
    return folder.parent == base and folder.name.split(" ")[0] == number


def _checkmarks(
    part: Part, key: str, numerical: bool, amount: Decimal | None, at_most: bool, gathered: Gathered
) -> list[SourceRecord]:
    """The days of one habit; the file may have no line of names."""
    records: list[SourceRecord] = []
    seen: set[date] = set()
    for row in rows_of(part):
        where = part.at(f"line {row.line}")
        if isinstance(row, Fault):
            gathered.trouble(where, row.what, left_out=True)
            continue
        if row.cells[0].strip() == "Date":
            continue
        with record_at(gathered, where):
            day = day_in(row.cells[0])
            if day is None:
                raise RefusedInput(f"{ascii(row.cells[0])[:40]} is no day")
            if day in seen:
                raise RefusedInput(f"{day} stands there twice")
            found = _became(row.cells[1].strip(), numerical, amount, at_most)
            seen.add(day)
            if found is None:
                continue
            note = row.cells[2].strip() if len(row.cells) > 2 else ""
            records.append(SourceRecord(key, day.isoformat(), day, found[0], None, found[1], note, where))
    return records


def _became(value: str, numerical: bool, target: Decimal | None, at_most: bool) -> tuple[Kind, Decimal | None] | None:
    if value in NOTHING_KNOWN:
        return None
    if value in KINDS and not (numerical and value in IN_NUMBERS):
        return KINDS[value], None
    try:
        number = Decimal(IN_NUMBERS.get(value, value) if numerical else value)
    except InvalidOperation:
        raise RefusedInput(f"{ascii(value)[:40]} is no value of a day") from None
    if not numerical:
        # Old versions wrote the number that the database holds.
        old: dict[Decimal, Kind | None] = {
            Decimal(2): "done",
            Decimal(1): "auto",
            Decimal(0): "missed",
            Decimal(-1): None,
            Decimal(3): "skip",
        }
        if number not in old:
            raise RefusedInput(f"{value} is no value of a day")
        kind = old[number]
        return None if kind is None else (kind, None)
    return became_of_amount(number / 1000 if "." not in value else number, target, at_most)
