"""Tasks: parts of others, an order of one's own, many at once, and overdue ones moved in one act."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from momentum_desktop.errors import RefusedInput, UnknownThing
from momentum_desktop.service.plan_values import TaskDraft
from tests.service.lives import Clock, assert_stands_as_its_log_says, in_loop, living

TODAY, YESTERDAY = date(2026, 3, 2), date(2026, 3, 1)


@in_loop
async def test_everything_a_person_says_of_a_task_is_kept(tmp_path: Path) -> None:
    async with living(tmp_path) as service:
        parent = (await service.add_task(TaskDraft("Move house"))).task
        draft = TaskDraft(
            "Pack the books",
            notes="the heavy ones first",
            complexity="complex",
            priority=1,
            list="Home",
            start=YESTERDAY,
            due=TODAY,
            tags=("boxes",),
            due_minute=9 * 60 + 30,
            reminder="-1d 18:00",
            minutes=90,
            parent_id=parent.id,
        )
        task = (await service.add_task(draft)).task
        assert task.draft() == draft
        assert task.due_time == "09:30"
        assert (await service.get_task(task.id)) == task


@in_loop
async def test_a_task_counts_its_parts_those_done_on_earlier_days_too(tmp_path: Path) -> None:
    async with living(tmp_path) as service:
        whole = (await service.add_task(TaskDraft("Move house"))).task
        parts = [(await service.add_task(TaskDraft(title, parent_id=whole.id))).task for title in ("Pack", "Drive")]
        await service.complete_task(parts[0].id, at=datetime.combine(YESTERDAY, time(12), tzinfo=UTC))
        (shown,) = [task for task in await service.get_tasks() if task.id == whole.id]
        assert (shown.parts, shown.parts_done) == (2, 1)


@in_loop
async def test_a_deleted_task_takes_its_parts_along_and_brings_them_back(tmp_path: Path) -> None:
    async with living(tmp_path) as service:
        whole = (await service.add_task(TaskDraft("Move house"))).task
        part = (await service.add_task(TaskDraft("Pack", parent_id=whole.id))).task
        await service.add_task(TaskDraft("Tape", parent_id=part.id))
        with pytest.raises(RefusedInput, match="part of itself"):
            await service.edit_task(whole.id, TaskDraft("Move house", parent_id=part.id))
        await service.delete_task(whole.id)
        assert await service.get_tasks() == ()
        await service.undo()
        assert len(await service.get_tasks()) == 3
        await assert_stands_as_its_log_says(service)


@in_loop
async def test_an_order_of_ones_own_stands_before_what_was_never_ordered(tmp_path: Path) -> None:
    async with living(tmp_path) as service:
        ids = [(await service.add_task(TaskDraft(title, due=TODAY))).task.id for title in "ABCD"]
        await service.order_tasks([ids[3], ids[1]])
        assert [task.title for task in await service.get_tasks()] == ["D", "B", "A", "C"]
        await service.undo()
        assert [task.title for task in await service.get_tasks()] == ["A", "B", "C", "D"]


@in_loop
async def test_all_overdue_moves_to_today_in_one_act(tmp_path: Path) -> None:
    async with living(tmp_path) as service:
        await service.add_task(TaskDraft("Late", due=YESTERDAY))
        await service.add_task(TaskDraft("Later", due=date(2026, 3, 9)))
        await service.add_task(TaskDraft("Rent", due=YESTERDAY, repeat="FREQ=MONTHLY"))
        moved = await service.reschedule_overdue()
        assert moved.summary == "Moved to today 2 tasks"
        found = {(task.title, task.repeat is None): task.due for task in await service.get_tasks()}
        assert found == {
            ("Late", True): TODAY,
            ("Rent", True): TODAY,
            ("Rent", False): date(2026, 4, 1),
            ("Later", True): date(2026, 3, 9),
        }
        with pytest.raises(RefusedInput, match="nothing is overdue"):
            await service.reschedule_overdue()
        await service.undo(moved.act_id)
        assert sorted(task.due for task in await service.get_tasks()) == [YESTERDAY, YESTERDAY, date(2026, 3, 9)]


@in_loop
async def test_many_are_changed_done_and_deleted_in_one_act_each(tmp_path: Path) -> None:
    async with living(tmp_path) as service:
        ids = [(await service.add_task(TaskDraft(title, tags=("a", title)))).task.id for title in "ABC"]
        await service.edit_tasks(ids, priority=2, list="Home", add_tags=("z",), remove_tags=("a",))
        assert [(task.priority, task.list, task.tags) for task in await service.get_tasks()] == [
            (2, "Home", (title, "z")) for title in "ABC"
        ]
        done = await service.complete_tasks(ids[:2])
        assert [outcome.points_awarded for outcome in done.outcomes] == [35, 10]
        assert done.total_change == 45
        await service.undo(done.act_id)
        assert (await service.get_user_progress()).total_points == 0
        await service.delete_tasks(ids)
        assert await service.get_tasks() == ()
        assert len(await service.get_history()) == 7
        await assert_stands_as_its_log_says(service)


@in_loop
async def test_a_refusal_half_way_leaves_nothing_of_the_act(tmp_path: Path) -> None:
    async with living(tmp_path, Clock()) as service:
        ids = [(await service.add_task(TaskDraft(title))).task.id for title in "AB"]
        await service.complete_task(ids[1])
        for refused in (
            service.complete_tasks(ids),
            service.edit_tasks(ids, complexity="heroic"),
            service.edit_tasks([*ids, 99], priority=1),
        ):
            with pytest.raises((RefusedInput, UnknownThing)):
                await refused
        assert len(await service.get_history()) == 3
        assert [(task.title, task.done) for task in await service.get_tasks()] == [("A", False), ("B", True)]
        await assert_stands_as_its_log_says(service)


@in_loop
async def test_undoing_that_a_done_task_was_added_says_that_what_it_earned_stays(tmp_path: Path) -> None:
    async with living(tmp_path) as service:
        added = await service.add_task(TaskDraft("Water the plants"))
        done = await service.complete_task(added.task.id)
        undone = await service.undo(added.act_id)
        assert undone.note == f"What it earned stays; undo act {done.act_id} as well to take that back"
        assert undone.total_change == 0
        assert (await service.undo(done.act_id)).total_change == -done.total_change
        habit = await service.add_task(TaskDraft("Run", repeat="FREQ=DAILY"))
        for _ in range(2):
            await service.complete_task(habit.task.id)
        assert "its 2 completions can be undone in the history" in (await service.undo(habit.act_id)).note
        never_done = await service.add_task(TaskDraft("Swim"))
        assert (await service.undo(never_done.act_id)).note == ""
