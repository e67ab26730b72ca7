"""Parts of a repeating task: done for one of its days, open again for the next, and back when that is undone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from momentum_desktop.errors import NotAsThingsStand
from momentum_desktop.service.momentum_service import MomentumService
from momentum_desktop.service.plan_values import Task, TaskDraft
from tests.service.lives import Clock, assert_stands_as_its_log_says, in_loop, living, rows

TODAY = date(2026, 3, 2)
WEEK = timedelta(days=7)
CLEAN, DISHES, FLOOR, CORNERS, FILTER = range(1, 6)


async def cleaning(service: MomentumService) -> None:
    """A weekly task in parts: one done, one with a part of its own that is done, and one that repeats by itself."""
    await service.add_task(TaskDraft("Clean", repeat="FREQ=WEEKLY", due=TODAY))
    await service.add_task(TaskDraft("Dishes", due=TODAY, start=TODAY, parent_id=CLEAN))
    await service.add_task(TaskDraft("Floor", due=TODAY, parent_id=CLEAN))
    await service.add_task(TaskDraft("Corners", parent_id=FLOOR))
    await service.add_task(TaskDraft("Filter", due=TODAY, repeat="FREQ=MONTHLY", parent_id=CLEAN))
    await service.complete_task(DISHES)
    await service.complete_task(CORNERS)


async def now(service: MomentumService) -> dict[int, Task]:
    return {task.id: task for task in await service.get_tasks(include_done=True)}


SETTLED: dict[str, Callable[[MomentumService], Awaitable[Any]]] = {
    "done": lambda service: service.complete_task(CLEAN),
    "done with others": lambda service: service.complete_tasks([CLEAN, FLOOR]),
    "skipped": lambda service: service.skip_task(CLEAN),
    "moved out": lambda service: service.edit_task(CLEAN, TaskDraft("Clean at once"), occurrence=TODAY),
}


@pytest.mark.parametrize("settle", SETTLED.values(), ids=SETTLED)
@in_loop
async def test_the_next_day_begins_with_every_part_open_and_an_undo_brings_them_back(
    tmp_path: Path, settle: Callable[[MomentumService], Awaitable[Any]]
) -> None:
    async with living(tmp_path) as service:
        await cleaning(service)
        before = rows(tmp_path, "tasks", "occurrences", "ledger", "days")
        points = (await service.get_user_progress()).total_points
        act = (await settle(service)).act_id

        tasks = await now(service)
        assert [task_id for task_id in (DISHES, FLOOR, CORNERS) if tasks[task_id].done] == []
        assert (tasks[DISHES].due, tasks[DISHES].start) == (TODAY + WEEK, TODAY + WEEK)
        assert (tasks[FLOOR].due, tasks[CORNERS].due, tasks[FILTER].due) == (TODAY + WEEK, None, TODAY)
        assert (await service.get_task(CLEAN)).parts_done == 0
        # What was done stays done: it was earned.
        assert (await service.get_user_progress()).total_points >= points
        await assert_stands_as_its_log_says(service)

        await service.undo(act)
        assert rows(tmp_path, "tasks", "occurrences", "ledger", "days") == before
        assert (await now(service))[DISHES].done
        await service.redo(act)
        assert not (await now(service))[DISHES].done
        await assert_stands_as_its_log_says(service)


@in_loop
async def test_a_part_done_for_the_last_day_is_neither_reopened_nor_in_the_way_of_the_next(tmp_path: Path) -> None:
    clock = Clock()
    async with living(tmp_path, clock) as service:
        await cleaning(service)
        whole = await service.complete_task(CLEAN)
        # Nothing is ticked that could be unticked; least of all the task that it is a part of.
        with pytest.raises(NotAsThingsStand, match="not done"):
            await service.reopen_task(DISHES)
        clock.forward(days=7)
        again = await service.complete_task(DISHES)
        assert again.outcome is not None
        await service.reopen_task(DISHES)
        assert not (await now(service))[DISHES].done
        await service.redo(again.act_id)
        with pytest.raises(NotAsThingsStand, match="already done"):
            await service.complete_task(DISHES)
        await service.undo(whole.act_id)
        assert (await now(service))[DISHES].done
        await assert_stands_as_its_log_says(service)


@in_loop
async def test_the_first_completion_of_a_part_can_be_taken_back_and_done_again_later(tmp_path: Path) -> None:
    async with living(tmp_path) as service:
        await cleaning(service)
        first = next(act for act in await service.get_history() if act.summary == "Completed “Dishes”")
        await service.complete_task(CLEAN)
        await service.undo(first.id)
        assert not (await now(service))[DISHES].done
        await service.redo(first.id)
        assert not (await now(service))[DISHES].done
        await assert_stands_as_its_log_says(service)


@in_loop
async def test_another_day_than_the_one_now_due_leaves_the_parts_as_they_are(tmp_path: Path) -> None:
    clock = Clock()
    async with living(tmp_path, clock) as service:
        await cleaning(service)
        clock.forward(days=7)
        assert (await service.get_task(CLEAN)).occurrence == TODAY + WEEK
        await service.complete_task(CLEAN, occurrence=TODAY)
        assert (await now(service))[DISHES].done


@in_loop
async def test_the_last_day_of_a_series_keeps_its_parts_done(tmp_path: Path) -> None:
    async with living(tmp_path) as service:
        await service.add_task(TaskDraft("Move", repeat="FREQ=DAILY;COUNT=1", due=TODAY))
        await service.add_task(TaskDraft("Pack", due=TODAY, parent_id=1))
        await service.complete_task(2)
        await service.complete_task(1)
        assert (await now(service))[2].done


@in_loop
async def test_why_names_the_task_and_not_its_part(tmp_path: Path) -> None:
    async with living(tmp_path) as service:
        await cleaning(service)
        act = (await service.complete_task(CLEAN)).act_id
        lines = (await service.why(act_id=act)).lines
        assert {line.title for line in lines} == {"Clean"}
        dishes = [line for line in (await service.why()).lines if line.title == "Dishes"]
        assert [line.kind for line in dishes][:1] == ["task_completion"]
