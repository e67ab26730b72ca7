"""The demo's year: lived through the planner alone, always the same, proven, and with something on every page."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from momentum_desktop import open_service
from momentum_desktop.app.demo import live_a_year
from momentum_desktop.service.momentum_service import MomentumService
from tests.service.lives import in_loop

NOW = datetime(2026, 11, 25, 15, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("year")
    asyncio.run(live_a_year(folder, NOW))
    return folder


async def opened(folder: Path) -> MomentumService:
    return await open_service(folder, database_url=f"sqlite:///{folder / 'momentum.db'}", clock=lambda: NOW)


@in_loop
async def test_a_year_is_lived_and_verifies_clean(year: Path) -> None:
    service = await opened(year)
    try:
        verification = await service.verify()
        assert (verification.ok, verification.differences) == (True, ())
        stats = await service.get_momentum_stats(days=0)
        assert 200 < stats.active_days < 340
        wanted = {"task_completion", "goal_completion", "goal_step_completion", "time_slot_completion"}
        wanted |= {"focus_session", "learning_session", "social_interaction"}
        assert set(stats.by_event_type) == wanted
        kinds = {act.kind for act in await service.get_history(limit=10_000)}
        assert kinds >= {"add", "complete", "skip", "focus", "rest", "event"}
        assert all(
            event.event_type != "task_completion" or "task_id" in event.metadata
            for event in await service.export_events()
        )
    finally:
        await service.close()


@in_loop
async def test_every_page_has_something_believable_to_show(year: Path) -> None:
    service = await opened(year)
    try:
        progress = await service.get_user_progress()
        assert 7 <= progress.level.level_number <= 10
        assert 30 < progress.achievements_completed < progress.achievements_total
        streaks = {streak.streak_type: streak for streak in progress.streaks}
        assert streaks["daily_activity"].longest_count > 30
        assert {streak.status for streak in progress.streaks} > {"kept"}
        tasks = [task for task in await service.get_tasks() if not task.done]
        days = {task.due and (task.due - NOW.date()).days for task in tasks}
        assert days >= {None, -2, -1, 0, 1, 12}
        habits = await service.get_habits(days=100)
        assert [habit.task.repeat_from for habit in habits].count("completion") == 1
        assert max(habit.strength for habit in habits) > 0.5
        assert any(day.state == "skipped" for habit in habits for day in habit.days)
        goals = await service.get_goals()
        assert {goal.done for goal in goals} == {True, False}
        assert all(0 < goal.progress < 1 for goal in goals if not goal.done)
        assert len(await service.get_slots(NOW.date())) == 3
        (rest,) = await service.get_rests()
        assert (rest.first, rest.last) == (date(2026, 5, 13), date(2026, 5, 21))
        assert await service.get_focus() is None
    finally:
        await service.close()


@in_loop
async def test_the_year_is_always_the_same(year: Path, tmp_path: Path) -> None:
    await live_a_year(tmp_path, NOW)
    once, again = await opened(year), await opened(tmp_path)
    try:
        assert await once.get_user_progress() == await again.get_user_progress()
        assert await once.get_habits() == await again.get_habits()
    finally:
        await once.close()
        await again.close()
