"""Parts of a day's amount, whose day they are, and days skipped and asked for again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from momentum_desktop.errors import NotAsThingsStand
from momentum_desktop.service.plan_values import TaskDraft
from tests.service.lives import Clock, assert_stands_as_its_log_says, in_loop, living
from tests.service.plan.test_habits import on


@in_loop
async def test_a_part_of_a_days_amount_makes_a_habit_stronger_by_that_part(tmp_path: Path) -> None:
    clock = Clock(on(2))
    async with living(tmp_path, clock) as service:
        draft = TaskDraft("Push-ups", repeat="FREQ=DAILY", amount=Decimal(10), unit="reps")
        task = (await service.add_task(draft)).task
        keep, strength = 0.5 ** (1 / 13), 0.0
        for day in range(2, 8):
            clock.moment = on(day)
            await service.log_amount(task.id, 9)
            # The part of today may still grow and weakens nothing.
            assert (await service.get_habit(task.id)).strength == pytest.approx(strength, abs=1e-12)
            strength = strength * keep + 0.9 * (1 - keep)
        clock.moment = on(8)
        habit = await service.get_habit(task.id)
        assert habit.strength == pytest.approx(0.9 * (1 - 0.5 ** (6 / 13)), abs=1e-12)
        assert (habit.done_days, habit.current_count) == (0, 0)
        await service.skip_task(task.id, occurrence=date(2026, 3, 7))
        without = 0.9 * (1 - 0.5 ** (5 / 13))
        assert (await service.get_habit(task.id)).strength == pytest.approx(without, abs=1e-12)


@in_loop
async def test_an_amount_without_a_day_is_never_that_of_a_day_to_come(tmp_path: Path) -> None:
    clock = Clock(on(2))
    async with living(tmp_path, clock) as service:
        draft = TaskDraft("Water", repeat="FREQ=DAILY", amount=Decimal(8), unit="glasses")
        task = (await service.add_task(draft)).task
        await service.log_amount(task.id, 8)
        for amount in (2, 8):
            with pytest.raises(NotAsThingsStand, match="“Water” is done for today; name a day with --day"):
                await service.log_amount(task.id, amount, more=True)
        clock.moment = on(3)
        await service.skip_task(task.id)
        with pytest.raises(NotAsThingsStand, match="“Water” is skipped for today"):
            await service.log_amount(task.id, 2)
        weekly = TaskDraft("Run", repeat="FREQ=WEEKLY", due=date(2026, 3, 6), amount=Decimal(5), unit="km")
        run = (await service.add_task(weekly)).task
        with pytest.raises(NotAsThingsStand, match="“Run” is not due before Fri 6 Mar"):
            await service.log_amount(run.id, 2)
        clock.moment = on(8)
        assert (await service.log_amount(run.id, 2)).task.occurrence == date(2026, 3, 6)


@in_loop
async def test_a_day_whose_amount_was_taken_back_is_as_if_nothing_was_said_of_it(tmp_path: Path) -> None:
    async with living(tmp_path, Clock(on(2))) as service:
        draft = TaskDraft("Water", repeat="FREQ=DAILY", amount=Decimal(8), unit="glasses")
        task = (await service.add_task(draft)).task
        before = await service.get_habit(task.id, days=9)
        await service.log_amount(task.id, 3)
        assert [(day.state, day.amount) for day in (await service.get_habit(task.id, days=9)).days] == [("open", 3)]
        await service.log_amount(task.id, 0)
        assert await service.get_habit(task.id, days=9) == before
        assert before.days == ()


@in_loop
async def test_a_skipped_day_that_is_named_is_asked_for_again(tmp_path: Path) -> None:
    clock = Clock(on(2))
    async with living(tmp_path, clock) as service:
        task = (await service.add_task(TaskDraft("Run", repeat="FREQ=DAILY"))).task
        await service.complete_task(task.id)
        clock.moment = on(3)
        before = (await service.get_task(task.id), await service.get_habit(task.id, days=9))
        skipped = await service.skip_task(task.id)
        back = await service.reopen_task(task.id, occurrence=date(2026, 3, 3))
        assert (back.kind, back.act_id) == ("undo", skipped.act_id)
        assert (await service.get_task(task.id), await service.get_habit(task.id, days=9)) == before
        with pytest.raises(NotAsThingsStand, match="task 1: “Run” of Tue 3 Mar is not done"):
            await service.reopen_task(task.id, occurrence=date(2026, 3, 3))
        moved = await service.edit_task(task.id, TaskDraft("Swim"), occurrence=date(2026, 3, 3))
        with pytest.raises(NotAsThingsStand, match=f"Tue 3 Mar is a task by itself; undo act {moved.act_id} "):
            await service.reopen_task(task.id, occurrence=date(2026, 3, 3))
        await assert_stands_as_its_log_says(service)
