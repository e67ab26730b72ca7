"""Habits: each way of repeating, days done, done in part, skipped and changed alone, and the streak that follows."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from momentum_desktop.errors import NotAsThingsStand, RefusedInput
from momentum_desktop.service.plan_values import Task, TaskDraft
from tests.service.lives import Clock, assert_stands_as_its_log_says, in_loop, living

MONDAY = date(2026, 3, 2)


def on(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=UTC)


@in_loop
async def test_a_habit_is_done_for_no_day_that_is_to_come(tmp_path: Path) -> None:
    clock = Clock(on(2))
    async with living(tmp_path, clock) as service:
        draft = TaskDraft("Run", due=MONDAY, repeat="FREQ=DAILY", amount=Decimal(5), unit="km")
        task = (await service.add_task(draft)).task
        tomorrow = MONDAY + timedelta(days=1)
        for day in (tomorrow, MONDAY + timedelta(days=365)):
            with pytest.raises(NotAsThingsStand, match="still to come; name Mon 2 Mar"):
                await service.complete_task(task.id, occurrence=day)
            for amount in (2, 5):
                with pytest.raises(NotAsThingsStand, match="still to come"):
                    await service.log_amount(task.id, amount, occurrence=day)
        with pytest.raises(NotAsThingsStand, match="still to come"):
            await service.complete_task(task.id, on(3))
        assert await service.get_history() == await service.get_history(limit=1)
        await service.complete_task(task.id, occurrence=MONDAY)
        clock.moment = on(3, 1)
        with pytest.raises(NotAsThingsStand, match="name Mon 2 Mar"):
            await service.complete_task(task.id, occurrence=tomorrow)
        clock.moment = on(3, 4)
        assert (await service.complete_task(task.id, occurrence=tomorrow)).task.occurrence == tomorrow


@in_loop
async def test_what_is_due_next_is_done_early_without_naming_its_day(tmp_path: Path) -> None:
    async with living(tmp_path, Clock(on(4))) as service:
        friday = date(2026, 3, 6)
        task = (await service.add_task(TaskDraft("Clean", due=friday, repeat="FREQ=WEEKLY"))).task
        assert (await service.complete_task(task.id)).task.occurrence == friday


@pytest.mark.parametrize(
    ("repeat", "repeat_from", "done_on", "due"),
    [
        ("FREQ=DAILY", "due", [2], date(2026, 3, 3)),
        ("FREQ=DAILY", "due", [], date(2026, 3, 4)),
        ("FREQ=DAILY;INTERVAL=3", "due", [2], date(2026, 3, 5)),
        ("FREQ=WEEKLY;BYDAY=MO,WE,FR", "due", [2], date(2026, 3, 4)),
        ("FREQ=WEEKLY", "due", [], MONDAY),
        ("FREQ=MONTHLY;BYMONTHDAY=2", "due", [2], date(2026, 4, 2)),
        ("FREQ=YEARLY", "due", [2], date(2027, 3, 2)),
        ("FREQ=DAILY;INTERVAL=3", "completion", [3], date(2026, 3, 6)),
        ("FREQ=DAILY;COUNT=1", "due", [2], None),
        ("FREQ=WEEKLY;X-TIMES=2", "due", [2], date(2026, 3, 4)),
        ("FREQ=WEEKLY;X-TIMES=2", "due", [2, 3], date(2026, 3, 9)),
    ],
)
@in_loop
async def test_the_next_day_follows_from_the_rule(
    tmp_path: Path, repeat: str, repeat_from: str, done_on: list[int], due: date | None
) -> None:
    clock = Clock(on(2))
    async with living(tmp_path, clock) as service:
        task = (await service.add_task(TaskDraft("Run", due=MONDAY, repeat=repeat, repeat_from=repeat_from))).task
        for day in done_on:
            clock.moment = on(day)
            await service.complete_task(task.id)
        clock.moment = max(clock.moment, on(3 if due == date(2026, 3, 3) else 4))
        found = await service.get_task(task.id)
        assert (found.due, found.occurrence, found.done) == (due, due, False)
        if due is None:
            with pytest.raises(RefusedInput, match="has ended"):
                await service.complete_task(task.id)
        await assert_stands_as_its_log_says(service)


@in_loop
async def test_a_day_done_stands_among_the_done_and_is_unticked_by_itself(tmp_path: Path) -> None:
    clock = Clock(on(2))
    async with living(tmp_path, clock) as service:
        task = (await service.add_task(TaskDraft("Run", repeat="FREQ=DAILY"))).task
        earned = (await service.complete_task(task.id)).outcome
        assert earned.event.metadata == {"task_id": task.id, "complexity": "simple", "on_time": True, "habit": True}
        clock.moment = on(3)
        await service.complete_task(task.id)
        done = [each for each in await service.get_tasks(include_done=True) if each.done]
        assert [each.occurrence for each in done] == [MONDAY, date(2026, 3, 3)]
        total = (await service.get_user_progress()).total_points
        taken = await service.reopen_task(task.id, occurrence=MONDAY)
        assert taken.total_change == (await service.get_user_progress()).total_points - total < 0
        assert [each.occurrence for each in await service.get_tasks() if each.done] == [date(2026, 3, 3)]
        assert (await service.get_habit(task.id)).done_days == 1


@pytest.mark.parametrize(
    ("repeat", "repeat_from", "done_on", "streak"),
    [
        ("FREQ=DAILY", "due", 8, (2, 2)),
        ("FREQ=DAILY", "due", 4, (1, 1)),
        ("FREQ=WEEKLY;BYDAY=MO", "due", 2, (2, 2)),
        ("FREQ=DAILY;COUNT=3", "due", 8, (2, 2)),
        ("FREQ=WEEKLY;X-TIMES=1", "due", 4, (2, 2)),
        ("FREQ=DAILY;INTERVAL=3", "completion", 8, (2, 2)),
    ],
)
@in_loop
async def test_done_before_its_first_day_a_habit_takes_no_day_to_come(
    tmp_path: Path, repeat: str, repeat_from: str, done_on: int, streak: tuple[int, int]
) -> None:
    clock = Clock(on(9))
    async with living(tmp_path, clock) as service:
        task = (await service.add_task(TaskDraft("Run", repeat=repeat, repeat_from=repeat_from))).task
        await service.complete_task(task.id)
        before, habit = await service.get_task(task.id), await service.get_habit(task.id)
        done = await service.complete_task(task.id, on(done_on))
        assert (done.task.occurrence, done.task.done) == (date(2026, 3, done_on), True)
        assert done.outcome.event.occurred_at == on(done_on)
        assert (await service.get_task(task.id)).due == before.due
        found = await service.get_habit(task.id)
        assert (found.current_count, found.longest_count, found.done_days) == (*streak, 2)
        assert found.strength > habit.strength
        if repeat_from == "due":
            with pytest.raises(RefusedInput, match="is already done; undo that first"):
                await service.complete_task(task.id, on(done_on, 10))
        else:
            again = await service.complete_task(task.id, on(done_on, 10))
            assert (await service.get_task(task.id)).due == before.due
            await service.undo(again.act_id)
        await assert_stands_as_its_log_says(service)
        await service.undo(done.act_id)
        assert (await service.get_task(task.id), await service.get_habit(task.id)) == (before, habit)


@in_loop
async def test_a_day_in_the_past_that_is_settled_is_not_done_as_another(tmp_path: Path) -> None:
    clock = Clock(on(2))
    async with living(tmp_path, clock) as service:
        task = (await service.add_task(TaskDraft("Run", repeat="FREQ=WEEKLY;BYDAY=MO"))).task
        await service.complete_task(task.id)
        clock.moment = on(4)
        with pytest.raises(RefusedInput, match="of Mon 2 Mar is already done; undo that first"):
            await service.complete_task(task.id, on(3))
        assert (await service.get_task(task.id)).due == date(2026, 3, 9)


@in_loop
async def test_before_its_first_day_has_come_a_habit_can_be_done_ahead(tmp_path: Path) -> None:
    async with living(tmp_path, Clock(on(2))) as service:
        task = (await service.add_task(TaskDraft("Run", repeat="FREQ=DAILY", due=date(2026, 3, 4)))).task
        assert (await service.complete_task(task.id)).task.occurrence == date(2026, 3, 4)


@in_loop
async def test_an_amount_fills_up_and_then_the_day_is_done(tmp_path: Path) -> None:
    async with living(tmp_path, Clock(on(2))) as service:
        draft = TaskDraft("Drink water", repeat="FREQ=DAILY", amount=Decimal("2.5"), unit="litres")
        task = (await service.add_task(draft)).task
        assert (await service.log_amount(task.id, 1)).outcome is None
        assert (await service.get_task(task.id)).amount_done == 1
        done = await service.log_amount(task.id, Decimal("2.5"))
        assert done.outcome.event.metadata["amount"] == Decimal("2.5")
        assert done.outcome.event.metadata["unit"] == "litres"
        assert done.task.done
        with pytest.raises(RefusedInput, match="already done"):
            await service.complete_task(task.id, occurrence=MONDAY)
        await service.undo()
        assert (await service.get_task(task.id)).amount_done == 1
        for wrong in (-1, True, False, None, Decimal("NaN"), Decimal("0.00001"), 10**10):
            with pytest.raises(RefusedInput):
                await service.log_amount(task.id, wrong)
        with pytest.raises(RefusedInput, match="a number above 0"):
            await service.log_amount(task.id, 0, more=True)
        taken_back = await service.log_amount(task.id, 0)
        assert (taken_back.summary, taken_back.task.amount_done) == ("0 of 2.5 litres of “Drink water”", 0)
        assert (await service.get_task(task.id)).amount_done == 0
        assert (await service.log_amount(task.id, 1, more=True)).task.amount_done == 1


@in_loop
async def test_a_skipped_day_breaks_nothing_and_earns_nothing(tmp_path: Path) -> None:
    clock = Clock(on(2))
    async with living(tmp_path, clock) as service:
        task = (await service.add_task(TaskDraft("Run", repeat="FREQ=DAILY"))).task
        await service.complete_task(task.id)
        clock.moment = on(3)
        total = (await service.get_user_progress()).total_points
        assert (await service.skip_task(task.id)).task.due == date(2026, 3, 4)
        clock.moment = on(4)
        await service.complete_task(task.id)
        habit = await service.get_habit(task.id)
        assert (habit.current_count, habit.longest_count, habit.status) == (2, 2, "kept")
        assert (await service.export_events())[-1].metadata["task_id"] == task.id
        assert len(await service.export_events()) == 2
        assert total < (await service.get_user_progress()).total_points


@in_loop
async def test_without_the_skip_the_same_days_break_the_streak(tmp_path: Path) -> None:
    clock = Clock(on(2))
    async with living(tmp_path, clock) as service:
        task = (await service.add_task(TaskDraft("Run", repeat="FREQ=DAILY"))).task
        for day in (2, 4):
            clock.moment = on(day)
            await service.complete_task(task.id)
        habit = await service.get_habit(task.id)
        assert (habit.current_count, habit.longest_count) == (1, 1)
        assert 0 < habit.strength < 0.11
        await service.plan_rest(date(2026, 3, 3))
        assert (await service.get_habit(task.id)).current_count == 2


@in_loop
async def test_one_day_is_changed_alone_and_the_others_go_on(tmp_path: Path) -> None:
    async with living(tmp_path, Clock(on(2))) as service:
        task = (await service.add_task(TaskDraft("Run", repeat="FREQ=DAILY", tags=("sport",)))).task
        changed = await service.edit_task(task.id, TaskDraft("Swim instead", due=MONDAY), occurrence=MONDAY)
        assert (changed.task.title, changed.task.repeat, changed.task.due) == ("Swim instead", None, MONDAY)
        series = await service.get_task(task.id)
        assert (series.title, series.due) == ("Run", date(2026, 3, 3))
        await service.undo(changed.act_id)
        assert [(each.title, each.due) for each in await service.get_tasks()] == [("Run", MONDAY)]


@in_loop
async def test_an_edit_of_all_days_keeps_the_series_where_its_day_is_kept(tmp_path: Path) -> None:
    clock = Clock(on(2))
    async with living(tmp_path, clock) as service:
        task = (await service.add_task(TaskDraft("Run", repeat="FREQ=DAILY;INTERVAL=2"))).task
        await service.complete_task(task.id)
        shown = await service.get_task(task.id)
        assert shown.due == date(2026, 3, 4)
        edited = await service.edit_task(task.id, _renamed(shown, "Run slowly"))
        assert (edited.task.title, edited.task.due, edited.task.first_due) == ("Run slowly", shown.due, MONDAY)
        moved = await service.edit_task(task.id, TaskDraft("Run", repeat="FREQ=DAILY;INTERVAL=2", due=date(2026, 3, 5)))
        assert (moved.task.due, moved.task.first_due) == (date(2026, 3, 5), date(2026, 3, 5))


def _renamed(task: Task, title: str) -> TaskDraft:
    from dataclasses import replace

    return replace(task.draft(), title=title)


@in_loop
async def test_a_day_of_the_past_is_completed_as_itself(tmp_path: Path) -> None:
    clock = Clock(on(5))
    async with living(tmp_path, clock) as service:
        task = (await service.add_task(TaskDraft("Run", due=MONDAY, repeat="FREQ=DAILY"))).task
        await service.complete_task(task.id)
        late = await service.complete_task(task.id, at=on(4))
        assert late.task.occurrence == date(2026, 3, 4)
        assert (await service.get_habit(task.id)).current_count == 2
        late = await service.complete_task(task.id, on(5), occurrence=date(2026, 3, 3))
        assert late.outcome.event.metadata["on_time"] is False
        assert (await service.get_habit(task.id, days=30)).current_count == 3
        assert (await service.get_habits())[0].days == ()
        with pytest.raises(RefusedInput, match="already done"):
            await service.complete_task(task.id, occurrence=date(2026, 3, 3))


@pytest.mark.parametrize("repeat", ["FREQ=DAILY", "FREQ=WEEKLY;X-TIMES=7"])
@in_loop
async def test_a_day_of_the_past_that_is_filled_in_is_that_days_work_and_not_todays(
    tmp_path: Path, repeat: str
) -> None:
    clock = Clock(on(2))
    async with living(tmp_path, clock) as service:
        task = (await service.add_task(TaskDraft("Run", due=MONDAY, repeat=repeat))).task
        await service.complete_task(task.id)
        clock.moment = on(7, 18)
        await service.complete_task(task.id)
        before = await service.get_user_progress()
        filled = await service.complete_task(task.id, occurrence=date(2026, 3, 3))
        event = filled.outcome.event
        assert (event.day, event.metadata["time_unknown"]) == (date(2026, 3, 3).toordinal(), True)
        assert event.metadata.get("on_time") in (True, None)
        assert filled.summary == "Completed “Run” of Tue 3 Mar"
        kinds = [entry.kind for entry in filled.outcome.entries]
        assert kinds[:2] == ["task_completion", "first_task_of_day"]
        assert "early_bird" not in kinds
        now = await service.get_user_progress()
        assert now.today_points == before.today_points
        assert now.total_points == before.total_points + filled.total_change
        streak = {row.streak_type: row for row in now.streaks}["daily_activity"]
        assert (streak.current_count, streak.longest_count) == (1, 2)
        assert [each.occurrence for each in await service.get_tasks() if each.done] == [date(2026, 3, 7)]
        assert (await service.get_habit(task.id)).done_days == 3
        await assert_stands_as_its_log_says(service)
        await service.reopen_task(task.id, occurrence=date(2026, 3, 3))
        assert await service.get_user_progress() == before


@in_loop
async def test_many_days_filled_in_are_never_many_tasks_of_one_day(tmp_path: Path) -> None:
    async with living(tmp_path, Clock(on(20))) as service:
        task = (await service.add_task(TaskDraft("Run", due=MONDAY, repeat="FREQ=DAILY"))).task
        for day in range(2, 16):
            await service.complete_task(task.id, occurrence=date(2026, 3, day))
        assert (await service.get_user_progress()).today_points == 0
        won = {each.name for each in await service.get_achievements() if each.completed}
        assert "Clean Sweep" not in won
        await assert_stands_as_its_log_says(service)


@in_loop
async def test_where_days_start_in_the_afternoon_a_day_filled_in_is_still_itself(tmp_path: Path) -> None:
    async with living(tmp_path, Clock(on(5, 20))) as service:
        document = await service.rules_document()
        await service.take_rules({**document, "day_starts_at": "14:30"})
        task = (await service.add_task(TaskDraft("Run", due=MONDAY, repeat="FREQ=DAILY"))).task
        filled = await service.complete_task(task.id, occurrence=date(2026, 3, 3))
        assert filled.outcome.event.day == date(2026, 3, 3).toordinal()


@in_loop
async def test_the_whole_amount_of_a_past_day_is_that_days_work(tmp_path: Path) -> None:
    async with living(tmp_path, Clock(on(5))) as service:
        draft = TaskDraft("Drink water", repeat="FREQ=DAILY", due=MONDAY, amount=Decimal(8), unit="glasses")
        task = (await service.add_task(draft)).task
        filled = await service.log_amount(task.id, 8, occurrence=date(2026, 3, 3))
        assert (filled.outcome.event.day, filled.outcome.event.metadata["time_unknown"]) == (
            date(2026, 3, 3).toordinal(),
            True,
        )
        assert (await service.log_amount(task.id, 8)).outcome.event.day == date(2026, 3, 5).toordinal()


@in_loop
async def test_a_day_done_again_keeps_the_first_from_coming_back(tmp_path: Path) -> None:
    async with living(tmp_path, Clock(on(2))) as service:
        task = (await service.add_task(TaskDraft("Run", repeat="FREQ=DAILY"))).task
        first = await service.complete_task(task.id)
        await service.undo()
        await service.complete_task(task.id)
        with pytest.raises(RefusedInput, match="completed again since"):
            await service.redo(first.act_id)


@pytest.mark.parametrize(
    ("draft", "where"),
    [
        (TaskDraft("x", repeat="FREQ=HOURLY"), "repeat"),
        (TaskDraft("x", repeat="nonsense"), "repeat"),
        (TaskDraft("x", due_minute=5), "due_time"),
        (TaskDraft("x", due=MONDAY, due_minute=1440), "due_time"),
        (TaskDraft("x", minutes=0), "minutes"),
        (TaskDraft("x", reminder="whenever"), "reminder"),
        (TaskDraft("x", amount=Decimal("-1")), "amount"),
        (TaskDraft("x", goal_id=99), "goal_id"),
        (TaskDraft("x", parent_id=99), "task"),
    ],
)
@in_loop
async def test_what_cannot_be_planned_is_refused_with_its_field(tmp_path: Path, draft: TaskDraft, where: str) -> None:
    async with living(tmp_path) as service:
        with pytest.raises(RefusedInput) as refused:
            await service.add_task(draft)
        assert refused.value.where == where
        assert await service.get_history() == ()


@in_loop
async def test_a_hundred_habits_of_three_years_are_read_quickly_enough_to_count(tmp_path: Path) -> None:
    clock = Clock(on(2))
    async with living(tmp_path, clock) as service:
        task = (await service.add_task(TaskDraft("Run", repeat="FREQ=DAILY"))).task
        for _ in range(60):
            await service.complete_task(task.id)
            clock.moment += timedelta(days=1)
        habit = await service.get_habit(task.id)
        assert (habit.current_count, habit.status) == (60, "due")
        # Loop's formula: after n days 1 − 0.5^(n/13); today, not done yet, weakens nothing.
        assert habit.strength == pytest.approx(1 - 0.5 ** (60 / 13), abs=1e-9)
        clock.moment += timedelta(days=1)
        missed = await service.get_habit(task.id)
        assert missed.strength == pytest.approx(habit.strength * 0.5 ** (1 / 13), abs=1e-9)


@in_loop
async def test_a_rest_weekday_and_a_vacation_leave_the_strength_as_it_is(tmp_path: Path) -> None:
    clock = Clock(on(2))
    async with living(tmp_path, clock) as service:
        task = (await service.add_task(TaskDraft("Run", repeat="FREQ=WEEKLY;BYDAY=MO"))).task
        for _ in range(4):
            await service.complete_task(task.id)
            clock.moment += timedelta(days=7)
        await service.complete_task(task.id)
        before = (await service.get_habit(task.id)).strength
        clock.moment += timedelta(days=14)
        assert (await service.get_habit(task.id)).strength != pytest.approx(before, abs=0.01)
        await service.plan_rest(clock.moment.date() - timedelta(days=13), clock.moment.date())
        assert (await service.get_habit(task.id)).strength == pytest.approx(before, abs=1e-9)
