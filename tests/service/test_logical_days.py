"""What is done after midnight belongs to the day that still goes on, wherever its day is told."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from momentum_desktop.service.plan_values import GoalDraft, TaskDraft
from momentum_desktop.service.wire import to_wire
from tests.service.lives import Clock, in_loop, living

NIGHT, DAY = datetime(2026, 11, 26, 1, 5, tzinfo=UTC), date(2026, 11, 25)


@in_loop
async def test_what_is_done_after_midnight_is_told_of_the_day_that_goes_on(tmp_path: Path) -> None:
    async with living(tmp_path, Clock(NIGHT)) as service:
        once = (await service.add_task(TaskDraft("Call"))).row_id
        habit = (await service.add_task(TaskDraft("Read", repeat="FREQ=DAILY"))).row_id
        goal = (await service.add_goal(GoalDraft("Run"))).row_id
        assert once is not None
        assert habit is not None
        assert goal is not None
        await service.complete_task(once)
        await service.complete_task(habit)
        await service.complete_goal(goal)

        assert {act.day for act in await service.get_history(limit=50)} == {DAY}
        done = [task for task in await service.get_tasks() if task.done]
        assert [(task.title, task.completed_day) for task in done] == [("Call", DAY), ("Read", DAY)]
        assert (await service.get_task(once)).completed_day == DAY
        assert [each.completed_day for each in await service.get_goals()] == [DAY]
        won = [each for each in await service.get_achievements() if each.completed]
        assert {each.completed_day for each in won} == {DAY}
        reached = [each for each in await service.get_levels() if each.reached_at]
        assert {each.reached_day for each in reached} == {DAY}
        assert "Won on 25 Nov 2026." in (await service.why(achievement=won[0].name)).sentence
        assert (await service.why(level_number=2)).sentence.endswith("these reached it on 25 Nov 2026.")


@in_loop
async def test_the_instant_stays_what_it_was(tmp_path: Path) -> None:
    async with living(tmp_path, Clock(NIGHT)) as service:
        task_id = (await service.add_task(TaskDraft("Call"))).row_id
        assert task_id
        await service.complete_task(task_id)
        (act, *_) = to_wire(await service.get_history())
        assert act["at"] == NIGHT.isoformat()
        assert "day" not in act
