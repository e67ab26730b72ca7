"""What small files are made of, and those that are databases or archives."""

from __future__ import annotations

import io
import sqlite3
import tempfile
import zipfile
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

DAY_MS = 86_400_000


class Small(NamedTuple):
    """A file, the format it is in, and how many tasks (items of checklists aside), items and completions it holds."""

    name: str
    program: str
    content: bytes
    tasks: int
    completions: int
    items: int = 0


def lines(*texts: str) -> bytes:
    return ("\n".join(texts) + "\n").encode()


def zipped(files: Mapping[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of files, by their names in it."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


def database(*statements: str, rows: Mapping[str, list[tuple[Any, ...]]], version: int = 0) -> bytes:
    """The bytes of a SQLite file with these tables and rows."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.db"
        with closing(sqlite3.connect(path)) as connection:
            for statement in statements:
                connection.execute(statement)
            for table, held in rows.items():
                for row in held:
                    connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
            connection.execute(f"PRAGMA user_version = {version}")
            connection.commit()
        return path.read_bytes()


def day_ms(text: str) -> int:
    """The midnight of a day in UTC, in milliseconds."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


LOOP_25 = (
    "CREATE TABLE Habits (id INTEGER PRIMARY KEY, archived INTEGER, color INTEGER, description TEXT, freq_den INTEGER, "
    "freq_num INTEGER, highlight INTEGER, name TEXT, position INTEGER, reminder_hour INTEGER, reminder_min INTEGER, "
    "reminder_days INTEGER, type INTEGER, target_type INTEGER, target_value REAL, unit TEXT, question TEXT, uuid TEXT)",
    "CREATE TABLE Repetitions (id INTEGER PRIMARY KEY, habit INTEGER, timestamp INTEGER, value INTEGER, notes TEXT)",
)


def loop_database(version: int = 25, more: tuple[tuple[str, int], ...] = ()) -> bytes:
    """Three habits: one ticked by hand, filled in, skipped and missed; one of amounts; one put away. `more` are days
    of the first one with their values."""
    habits = [
        (1, 0, 3, "A while", 7, 3, 0, "Meditate", 0, 7, 30, 0b0000100, 0, 0, 0.0, "", "Did you meditate?", "aa"),
        (2, 0, 5, "", 1, 1, 0, "Water", 1, None, None, 0, 1, 0, 8.0, "cups", "How much?", "bb"),
        (3, 1, 7, "", 1, 1, 0, "Long ago", 2, None, None, 0, 0, 0, 0.0, "", "", "cc"),
    ]
    days = [
        (1, "2024-03-01", 2, "calm"),
        (1, "2024-03-02", 1, ""),
        (1, "2024-03-03", 3, "ill"),
        (1, "2024-03-04", 0, ""),
        (1, "2024-03-05", 2, ""),
        (2, "2024-03-01", 8000, ""),
        (2, "2024-03-02", 2500, ""),
        (3, "2023-01-01", 2, ""),
        *((1, day, value, "") for day, value in more),
    ]
    rows = [(number, habit, day_ms(day), value, note) for number, (habit, day, value, note) in enumerate(days, 1)]
    return database(*LOOP_25, rows={"Habits": habits, "Repetitions": rows}, version=version)


LOOP_TABLES = {
    "Habits.csv": lines(
        "Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,Target Type,"
        "Target Value,Archived?",
        "001,Meditate,YES_NO,Did you?,A while,3,7,#D32F2F,,,,false",
        "002,Water,NUMERICAL,How much?,,1,1,#00897B,cups,AT_LEAST,8.0,false",
    ),
    "001 Meditate/Checkmarks.csv": lines(
        "Date,Value,Notes", "2024-03-04,NO,", "2024-03-03,SKIP,ill", "2024-03-02,YES_AUTO,", "2024-03-01,YES_MANUAL,"
    ),
    "002 Water/Checkmarks.csv": lines("2024-03-02,2500,", "2024-03-01,8000,"),
    "Scores.csv": lines("Date,Meditate,Water,", "2024-03-01,0.1,0.2,"),
}


TICKMATE = (
    "CREATE TABLE tracks (_id INTEGER PRIMARY KEY, name TEXT, enabled INTEGER, description TEXT, icon TEXT, "
    '"order" INTEGER, multiple_entries_per_day INTEGER)',
    "CREATE TABLE ticks (_id INTEGER PRIMARY KEY, _track_id INTEGER, year INTEGER, month INTEGER, day INTEGER, "
    "hour INTEGER, minute INTEGER, second INTEGER, has_time_info INTEGER)",
)


def tickmate_database() -> bytes:
    """Two tracks, one switched off; two ticks on one day, one of them without a time."""
    return database(
        *TICKMATE,
        rows={
            "tracks": [(1, "Run", 1, "outside", "icon", 0, 1), (2, "Read", 0, "", "icon", 1, 0)],
            "ticks": [
                (1, 1, 2024, 1, 29, 7, 30, 5, 1),
                (2, 1, 2024, 1, 29, 12, 0, 0, 0),
                (3, 2, 2024, 0, 31, 20, 0, 0, 1),
            ],
        },
    )
