"""Of very many tasks only those that acts changed are read again, and what is told is what reading all would tell."""

from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from momentum_desktop import open_service
from momentum_desktop.service.momentum_service import MomentumService
from momentum_desktop.service.plan.known_tasks import KnownTasks
from momentum_desktop.service.plan_values import Task, TaskDraft
from momentum_desktop.store import plan_questions
from tests.service.lives import Clock, connected, in_loop, living

TODAY = date(2026, 3, 2)


async def with_tasks(service: MomentumService) -> None:
    """A day on which something was done already, so that the next completion changes the worth of no task."""
    for number in range(1, 7):
        await service.add_task(TaskDraft(f"Task {number}", due=TODAY + timedelta(days=number % 3)))
    await service.add_task(TaskDraft("Part", parent_id=1))
    await service.add_task(TaskDraft("Run", due=TODAY, repeat="FREQ=DAILY"))
    await service.process_event(None, "task_completion", {})


async def anew(service: MomentumService) -> tuple[Task, ...]:
    return await service._ask(KnownTasks().tasks_of_user, None, False, service.now())


@in_loop
async def test_a_tick_reads_the_task_it_changed_and_no_other(tmp_path: Path) -> None:
    async with living(tmp_path) as service:
        await with_tasks(service)
        before = {task.id: task for task in await service.get_tasks()}
        await service.complete_task(3)
        after = await service.get_tasks()
        assert after == await anew(service)
        assert [task.id for task in after if task is not before[task.id] and task.repeat is None] == [3]


@in_loop
async def test_what_a_part_changes_of_its_whole_is_read(tmp_path: Path) -> None:
    async with living(tmp_path) as service:
        await with_tasks(service)
        await service.get_tasks()
        await service.complete_task(7)
        (whole,) = (task for task in await service.get_tasks() if task.id == 1)
        assert (whole.parts, whole.parts_done) == (1, 1)


@in_loop
async def test_every_order_and_every_undo_is_told_as_reading_all_tells_it(tmp_path: Path) -> None:
    async with living(tmp_path) as service:
        await with_tasks(service)
        for act in (
            service.order_tasks((4, 2, 6)),
            service.edit_task(2, TaskDraft("Sooner", due=TODAY, due_minute=540, priority=1)),
            service.edit_task(8, TaskDraft("Run once", due=TODAY)),
            service.delete_tasks((5,)),
            service.undo(),
            service.redo(),
            service.edit_task(6, TaskDraft("Often", repeat="FREQ=WEEKLY", due=TODAY)),
            service.complete_task(6),
            service.add_task(TaskDraft("Task 9")),
            service.reopen_task(6),
        ):
            await act
            assert await service.get_tasks() == await anew(service)


@in_loop
async def test_the_first_completion_of_a_day_changes_what_all_others_are_worth(tmp_path: Path) -> None:
    clock = Clock()
    async with living(tmp_path, clock) as service:
        await with_tasks(service)
        clock.forward(days=1)
        first = {task.id: task.worth for task in await service.get_tasks()}
        await service.complete_task(3)
        later = {task.id: task.worth for task in await service.get_tasks()}
        assert later[4] == first[4] - 5
        assert await service.get_tasks() == await anew(service)
        clock.forward(days=1)
        assert await service.get_tasks() == await anew(service)


@in_loop
async def test_what_another_program_does_is_read(tmp_path: Path) -> None:
    async with living(tmp_path) as service:
        await with_tasks(service)
        await service.get_tasks()
        other = await open_service(tmp_path, clock=Clock())
        await other.complete_task(2)
        await other.close()
        assert await service.get_tasks() == await anew(service)
        assert [task.id for task in await service.get_tasks() if task.done] == [2]


@in_loop
async def test_what_a_repair_puts_right_is_read(tmp_path: Path) -> None:
    async with living(tmp_path) as service:
        await with_tasks(service)
        with closing(connected(tmp_path)) as connection:
            connection.execute("UPDATE tasks SET title = 'Spoiled' WHERE id = 2")
        assert "Spoiled" in {task.title for task in await service.get_tasks()}
        other = await open_service(tmp_path, clock=Clock())
        assert (await other.repair()).ok
        await other.close()
        assert "Spoiled" not in {task.title for task in await service.get_tasks()}


@in_loop
async def test_acts_that_changed_very_much_are_not_gone_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with living(tmp_path) as service:
        await with_tasks(service)
        await service.get_tasks()
        monkeypatch.setattr(plan_questions, "LONGEST_CHANGES", 10)
        await service.edit_tasks((1, 2, 3), priority=2)
        assert await service.get_tasks() == await anew(service)


@in_loop
async def test_each_person_is_told_their_own(tmp_path: Path) -> None:
    async with living(tmp_path) as service:
        await with_tasks(service)
        other = (await service.add_user("Ann")).user_id
        await service.add_task(TaskDraft("Hers"), user_id=other)
        for _ in range(2):
            assert [task.title for task in await service.get_tasks(other)] == ["Hers"]
            assert len(await service.get_tasks()) == 8


@in_loop
async def test_a_day_done_of_what_repeats_no_more_stands_apart_and_is_reopened_by_itself(tmp_path: Path) -> None:
    async with living(tmp_path) as service:
        await service.add_task(TaskDraft("Run", due=TODAY, repeat="FREQ=DAILY"))
        await service.complete_task(1)
        await service.edit_task(1, TaskDraft("Run once more", due=TODAY))
        assert [task.key for task in await service.get_tasks()] == [1, (1, TODAY)]
        await service.reopen_task(1, occurrence=TODAY)
        assert [(task.key, task.done) for task in await service.get_tasks()] == [(1, False)]
