"""Goals with steps, time slots done in time or late, and focus whose minutes survive a crash."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from momentum_desktop.errors import NotAsThingsStand, RefusedInput, UnknownThing
from momentum_desktop.service.plan_values import GoalDraft, SlotDraft, StepDraft, TaskDraft
from tests.service.lives import MORNING, Clock, assert_stands_as_its_log_says, in_loop, living

TODAY = date(2026, 3, 2)


@in_loop
async def test_the_last_step_makes_a_goal_ready_and_the_goal_itself_is_an_event(tmp_path: Path) -> None:
    async with living(tmp_path) as service:
        draft = GoalDraft("Thesis", complexity="epic", due=date(2026, 3, 1))
        goal_id = (await service.add_goal(draft, [StepDraft("Outline"), StepDraft("Write", "complex")])).row_id
        await service.add_task(TaskDraft("Print it", goal_id=goal_id))
        (goal,) = await service.get_goals()
        assert [step.title for step in goal.steps] == ["Outline", "Write"]
        assert (goal.progress, goal.ready, goal.tasks_open) == (0.0, False, 1)
        for step in goal.steps:
            done = await service.complete_step(step.id)
            assert done.outcome.event.metadata["step_id"] == step.id
            assert done.outcome.event.metadata["on_time"] is False
        assert (await service.get_goals())[0].progress == pytest.approx(2 / 3)
        await service.complete_task(1)
        (goal,) = await service.get_goals()
        assert (goal.ready, goal.progress) == (True, 1.0)
        reached = await service.complete_goal(goal_id)
        assert reached.outcome.entries[0] == ("goal_completion", 150)
        assert (await service.get_goals())[0].done
        with pytest.raises(RefusedInput, match="already done"):
            await service.complete_goal(goal_id)
        await service.reopen_goal(goal_id)
        await service.reopen_step(goal.steps[0].id)
        (goal,) = await service.get_goals()
        assert (goal.done, goal.ready, [step.done for step in goal.steps]) == (False, False, [False, True])
        await assert_stands_as_its_log_says(service)


@in_loop
async def test_steps_are_added_ordered_and_changed_and_a_goal_lets_its_tasks_go(tmp_path: Path) -> None:
    async with living(tmp_path) as service:
        goal_id = (await service.add_goal(GoalDraft("Learn to bake"))).row_id
        steps = [(await service.add_step(goal_id, StepDraft(title))).row_id for title in ("Flour", "Oven")]
        await service.order_steps(list(reversed(steps)))
        await service.edit_step(steps[0], StepDraft("Good flour", "moderate"))
        await service.edit_goal(goal_id, GoalDraft("Bake bread"))
        (goal,) = await service.get_goals()
        assert (goal.title, [step.title for step in goal.steps]) == ("Bake bread", ["Oven", "Good flour"])
        await service.add_task(TaskDraft("Buy flour", goal_id=goal_id))
        await service.delete_goal(goal_id)
        assert await service.get_goals() == ()
        assert (await service.get_task(1)).goal_id is None
        await service.undo()
        assert ((await service.get_task(1)).goal_id, len((await service.get_goals())[0].steps)) == (goal_id, 2)
        await service.delete_step(steps[1])
        for missing in (service.complete_step(steps[1]), service.edit_goal(9, GoalDraft("x"))):
            with pytest.raises(UnknownThing):
                await missing


@pytest.mark.parametrize(("minutes_past_the_end", "on_time"), [(-20, True), (15, True), (16, False), (60 * 24, False)])
@in_loop
async def test_a_slot_is_done_in_time_or_late(tmp_path: Path, minutes_past_the_end: int, on_time: bool) -> None:
    clock = Clock(MORNING)
    async with living(tmp_path, clock) as service:
        slot_id = (await service.add_slot(SlotDraft(TODAY, 9 * 60, 50, "Deep work"))).row_id
        clock.moment = MORNING + timedelta(minutes=50 + minutes_past_the_end)
        done = await service.complete_slot(slot_id)
        assert done.outcome.event.metadata == {"slot_id": slot_id, "minutes": 50, "on_time": on_time}
        (slot,) = await service.get_slots(TODAY)
        assert (slot.done, slot.on_time, slot.start_time, slot.worth) == (True, on_time, "09:00", 0)
        await service.reopen_slot(slot_id)
        assert (await service.get_slots(TODAY))[0].on_time is None


@in_loop
async def test_a_slot_can_be_kept_from_when_its_day_begins_on(tmp_path: Path) -> None:
    clock = Clock(MORNING)
    async with living(tmp_path, clock) as service:
        later = (await service.add_slot(SlotDraft(TODAY + timedelta(days=2), 9 * 60, 50, "Deep work"))).row_id
        today = (await service.add_slot(SlotDraft(TODAY, 9 * 60 + 1, 5, "Stretch"))).row_id
        tomorrow = (await service.add_slot(SlotDraft(TODAY + timedelta(days=1), 60, 60, "Stars"))).row_id
        for slot, words in (
            (later, "“Deep work” is planned for 4 Mar 2026; it can be kept on that day"),
            (tomorrow, "“Stars” is planned for tomorrow; it can be kept on that day"),
        ):
            with pytest.raises(NotAsThingsStand, match=words):
                await service.complete_slot(slot)
        assert not await service.export_events()
        with pytest.raises(NotAsThingsStand, match="is planned for tomorrow"):
            await service.complete_slot(today, MORNING - timedelta(days=1))
        assert (await service.complete_slot(today)).outcome.event.metadata["on_time"] is True


@in_loop
async def test_a_slot_after_midnight_belongs_to_the_day_before(tmp_path: Path) -> None:
    clock = Clock(datetime(2026, 3, 3, 1, 30, tzinfo=UTC))
    async with living(tmp_path, clock) as service:
        slot_id = (await service.add_slot(SlotDraft(TODAY, 60, 60, "Stars"))).row_id
        assert (await service.complete_slot(slot_id)).outcome.event.metadata["on_time"] is True
        await service.edit_slot(
            (await service.add_slot(SlotDraft(TODAY, 0, 1, "x"))).row_id, SlotDraft(TODAY, 5, 5, "y")
        )
        assert [slot.title for slot in await service.get_slots(TODAY)] == ["y", "Stars"]
        await service.delete_slot(2)
        for wrong in (SlotDraft(TODAY, 1440, 5, "x"), SlotDraft(TODAY, 5, 0, "x"), SlotDraft(TODAY, 5, 5, " ")):
            with pytest.raises(RefusedInput):
                await service.add_slot(wrong)


@in_loop
async def test_a_pomodoro_counts_no_more_than_it_planned_and_no_pause(tmp_path: Path) -> None:
    clock = Clock()
    async with living(tmp_path, clock) as service:
        task = (await service.add_task(TaskDraft("Write"))).task
        await service.start_focus(25, task_id=task.id)
        with pytest.raises(RefusedInput, match="runs already"):
            await service.start_focus()
        with pytest.raises(RefusedInput, match="less than a minute"):
            await service.stop_focus()
        await _minutes(service, clock, 10)
        await service.pause_focus()
        clock.forward(minutes=30)
        assert (await service.get_focus()).seconds == 600
        await service.resume_focus()
        await _minutes(service, clock, 20)
        session = await service.get_focus()
        assert (session.seconds, session.seconds_left, session.paused) == (25 * 60, 0, False)
        done = await service.stop_focus()
        wanted = {"minutes": 25, "planned": 25, "finished": True, "task_id": task.id}
        assert done.outcome.event.metadata == wanted
        assert await service.get_focus() is None
        with pytest.raises(RefusedInput, match="no focus session runs"):
            await service.stop_focus()


@in_loop
async def test_counting_up_gives_the_minutes_it_had_or_fewer(tmp_path: Path) -> None:
    clock = Clock()
    async with living(tmp_path, clock) as service:
        await service.start_focus()
        await _minutes(service, clock, 40)
        with pytest.raises(RefusedInput, match="no more can count"):
            await service.stop_focus(41)
        assert (await service.stop_focus(30)).outcome.event.metadata == {"minutes": 30}
        await service.start_focus()
        await service.drop_focus()
        assert len(await service.export_events()) == 1
        await assert_stands_as_its_log_says(service)


CRASHING = """
import asyncio, os, signal, sys
from datetime import timedelta
from tests.service.lives import Clock
from momentum_desktop import open_service

async def main():
    clock = Clock()
    service = await open_service(sys.argv[1], clock=clock)
    await service.start_focus(50)
    for _ in range(12):
        clock.forward(minutes=1)
        assert await service.pulse_focus()
    os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""


@in_loop
async def test_the_minutes_of_a_session_survive_a_crash(tmp_path: Path) -> None:
    root = Path(__file__).parents[3]
    ended = subprocess.run(
        [sys.executable, "-c", CRASHING, str(tmp_path)],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL
    clock = Clock(MORNING + timedelta(hours=9))
    async with living(tmp_path, clock) as service:
        session = await service.get_focus()
        assert (session.interrupted, session.seconds, session.planned_minutes) == (True, 12 * 60, 50)
        assert not await service.pulse_focus()
        await service.resume_focus()
        await _minutes(service, clock, 3)
        await service.pause_focus()
        assert (await service.get_focus()).seconds == 15 * 60
        await service.undo()
        assert (await service.stop_focus()).outcome.event.metadata["minutes"] == 15


@in_loop
async def test_a_session_that_no_window_looks_after_runs_by_the_clock(tmp_path: Path) -> None:
    clock = Clock()
    async with living(tmp_path, clock) as service:
        await service.start_focus(25)
        clock.forward(minutes=20)
        assert (await service.get_focus()).seconds == 20 * 60
        clock.forward(minutes=20)
        stopped = await service.stop_focus()
        assert stopped.outcome.event.metadata == {"minutes": 25, "planned": 25, "finished": True}
        await service.undo()
        clock.forward(minutes=20)
        assert (await service.get_focus()).interrupted


@in_loop
async def test_what_ran_until_a_crash_is_kept_as_of_then(tmp_path: Path) -> None:
    clock = Clock()
    async with living(tmp_path, clock) as service:
        await service.start_focus()
        await _minutes(service, clock, 7)
        seen = clock.moment
        clock.forward(hours=30)
        done = await service.stop_focus()
        assert done.outcome.event.metadata == {"minutes": 7}
        assert done.outcome.event.day == seen.date().toordinal()


async def _minutes(service: object, clock: Clock, minutes: int) -> None:
    for _ in range(minutes):
        clock.forward(minutes=1)
        await service.pulse_focus()  # type: ignore[attr-defined]
