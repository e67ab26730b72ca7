"""A service on a clock that stands where it is set, and its tables and answers compared with a replay of its log."""

from __future__ import annotations

import asyncio
import functools
import os
import random
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from momentum_desktop import open_service
from momentum_desktop.engine.compilation import compile_rules
from momentum_desktop.engine.replay import replay
from momentum_desktop.engine.report import json_number, report
from momentum_desktop.service.momentum_service import MomentumService
from momentum_desktop.store.database import StatementListener, sqlite_module

MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)
DERIVED = ("users", "streaks", "user_achievements", "ledger", "days", "day_kinds", "day_hours")
PLAN = ("tasks", "goals", "goal_steps", "time_slots", "occurrences", "focus_sessions", "rule_additions")
BOOKKEEPING = {"users": {"through_id", "revision"}}
FAST_FOLDER = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def in_loop(test: Callable[..., Awaitable[None]]) -> Callable[..., None]:
    """A test of awaits as one that pytest runs."""

    @functools.wraps(test)
    def run(*values: Any, **named: Any) -> None:
        asyncio.run(test(*values, **named))  # type: ignore[arg-type]

    return run


class Clock:
    """A clock that moves when it is told to."""

    def __init__(self, moment: datetime = MORNING) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, **by: float) -> None:
        self.moment += timedelta(**by)


@asynccontextmanager
async def living(
    folder: Path, clock: Clock | None = None, on_statement: StatementListener | None = None
) -> AsyncIterator[MomentumService]:
    """A service over a folder, closed afterwards."""
    service = await open_service(folder, clock=clock or Clock(), on_statement=on_statement)
    try:
        yield service
    finally:
        await service.close()


async def undo_in_any_order(service: MomentumService, act_ids: list[int]) -> None:
    """Undo acts, shuffled, so many always in the same way."""
    for act_id in random.Random(len(act_ids)).sample(act_ids, len(act_ids)):
        await service.undo(act_id)


def connected(folder: Path) -> sqlite3.Connection:
    """A plain connection to the database in a folder, beside the program's own."""
    connection: sqlite3.Connection = sqlite_module().connect(folder / "momentum.db", isolation_level=None)
    return connection


def rows(folder: Path, *tables: str) -> dict[str, list[dict[str, Any]]]:
    """All rows of the tables, without what only counts how often the past was derived anew."""
    found = {}
    with closing(connected(folder)) as connection:
        for table in tables:
            cursor = connection.execute(f"SELECT * FROM {table}")
            names = [column[0] for column in cursor.description]
            left_out = BOOKKEEPING.get(table, set())
            found[table] = [
                {name: value for name, value in zip(names, row, strict=True) if name not in left_out}
                for row in sorted(cursor.fetchall(), key=repr)
            ]
    return found


async def assert_stands_as_its_log_says(service: MomentumService, user_id: int | None = None) -> None:
    """What the service answers equals a replay of what it exports, and it verifies itself."""
    verification = await service.verify()
    assert verification.ok, verification.differences
    rules = compile_rules(await service.rules_document(user_id))
    log = await service.export_events(user_id)
    wanted = report(replay(log, rules), rules, service.now())
    assert await shown(service, user_id) == {key: wanted[key] for key in wanted if key not in ("events",)}
    stats = await service.get_momentum_stats(user_id, days=0)
    in_sight = [event for event in log if event.day <= stats.days[-1].day.toordinal()]
    assert stats.totals.events == len(in_sight)


async def shown(service: MomentumService, user_id: int | None = None) -> dict[str, Any]:
    """A user's standing as the service answers, in the shape of a report."""
    progress = await service.get_user_progress(user_id)
    streaks = await service.get_streaks(user_id)
    assert streaks == progress.streaks
    # A secret one has no name to go by until it is won; the rules have them in the same order.
    names = [row["name"] for row in (await service.rules_document(user_id))["achievements"]]
    return {
        "total_points": progress.total_points,
        "level": progress.level.level_number,
        "title": progress.level.title,
        "weekly_points": progress.weekly_points,
        "monthly_points": progress.monthly_points,
        "streaks": {
            streak.streak_type: {
                "current_count": streak.current_count,
                "longest_count": streak.longest_count,
                "last_activity_date": streak.last_activity_date and streak.last_activity_date.isoformat(),
                "freezes": streak.freezes,
                "status": streak.status,
            }
            for streak in streaks
        },
        "achievements": {
            name: {
                "progress": json_number(achievement.progress),
                "completed": achievement.completed,
                "completed_at": achievement.completed_at and achievement.completed_at.isoformat(),
            }
            for name, achievement in zip(names, await service.get_achievements(user_id), strict=True)
        },
    }
