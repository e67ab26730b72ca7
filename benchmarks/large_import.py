"""Many years of habits brought in at once, and clicks that want an answer meanwhile."""

from __future__ import annotations

import asyncio
import sqlite3
import statistics
import time
from contextlib import closing
from datetime import UTC, date, timedelta
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.work import NOW
from momentum_desktop import open_service
from momentum_desktop.exchange.importing import import_source
from momentum_desktop.exchange.source import Source
from momentum_desktop.exchange.sources import loop
from momentum_desktop.service.momentum_service import MomentumService

HABITS = 20
FIRST = date(2012, 1, 1)
CLICKS_APART = 1.0
LONGEST_IMPORT, LONGEST_CLICK = 20.0, 0.1
MS_A_DAY = 86_400_000


def import_costs(folder: Path, completions: int) -> list[Figure]:
    """How long an import takes from the file to the last derived row, to 20 seconds; how long a click made meanwhile
    waits, to a tenth of one."""
    path = folder / "habits.db"
    write_habits(path, completions)
    seconds, clicks = asyncio.run(_imported(folder / "imported", path))
    share = completions / 100_000
    return [
        Figure(
            f"importing {completions:,} completions to {LONGEST_IMPORT * share:g} s",
            seconds / (LONGEST_IMPORT * share),
            1.0,
            {"import": seconds},
        ),
        Figure(
            "a click made meanwhile to 100 ms",
            statistics.median(clicks) / LONGEST_CLICK,
            1.0,
            {"median": statistics.median(clicks), "slowest": max(clicks)},
        ),
    ]


def write_habits(path: Path, completions: int) -> None:
    """A database of Loop Habit Tracker with habits that were done every day."""
    days = completions // HABITS
    first = (FIRST - date(1970, 1, 1)).days
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "CREATE TABLE Habits (id INTEGER PRIMARY KEY, name TEXT, freq_num INTEGER, freq_den INTEGER, "
            "archived INTEGER, type INTEGER)"
        )
        connection.execute(
            "CREATE TABLE Repetitions (id INTEGER PRIMARY KEY, habit INTEGER, timestamp INTEGER, value INTEGER)"
        )
        rows = ((number, f"Habit {number}", 1, 1, 0, 0) for number in range(1, HABITS + 1))
        connection.executemany("INSERT INTO Habits VALUES (?, ?, ?, ?, ?, ?)", rows)
        ticks = ((habit, (first + day) * MS_A_DAY) for day in range(days) for habit in range(1, HABITS + 1))
        connection.executemany("INSERT INTO Repetitions (habit, timestamp, value) VALUES (?, ?, 2)", ticks)
        connection.execute("PRAGMA user_version = 25")
        connection.commit()


async def _imported(folder: Path, path: Path) -> tuple[float, list[float]]:
    service = await open_service(folder, clock=lambda: NOW)
    clicks: list[float] = []
    done = asyncio.Event()
    try:
        await service.warm_up()
        clicking = asyncio.create_task(_click(service, clicks, done))
        began = time.perf_counter()
        source = Source(str(path), UTC)
        gathered = await asyncio.to_thread(loop.read, source)
        await import_source(service, gathered, source)
        seconds = time.perf_counter() - began
        done.set()
        await clicking
    finally:
        await service.close()
    return seconds, clicks


async def _click(service: MomentumService, clicks: list[float], done: asyncio.Event) -> None:
    number = 0
    while not done.is_set():
        began = time.perf_counter()
        await service.process_event(None, "task_completion", {}, NOW - timedelta(seconds=60 - number % 60))
        clicks.append(time.perf_counter() - began)
        number += 1
        await asyncio.sleep(CLICKS_APART)
