"""Reminders out of real data: told at most once, whoever asks and whatever ends in between; put off and come again."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from momentum_desktop import open_service
from momentum_desktop.service.momentum_service import MomentumService
from momentum_desktop.service.plan_values import TaskDraft
from momentum_desktop.service.reminder_values import Reminder, Wishes
from tests.service.lives import Clock, in_loop, living

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
TODAY = NOON.date()
TELLER = """
import asyncio, os, sys
from momentum_desktop import open_service

async def main():
    service = await open_service(sys.argv[1])
    due = (await service.standing_reminders()).due
    mine = await service.fire_reminders(due)
    print(*(each.name for each in mine), flush=True)
    if len(sys.argv) > 2:
        os.kill(os.getpid(), 9)
    await service.close()

asyncio.run(main())
"""


async def told(service: MomentumService, wishes: Wishes | None = None) -> list[str]:
    due = (await service.standing_reminders(wishes)).due
    return [each.name for each in await service.fire_reminders(due)]


async def one(service: MomentumService) -> Reminder:
    (reminder,) = (await service.standing_reminders()).due
    return reminder


@in_loop
async def test_a_task_reminds_at_its_hour_once_and_not_when_it_is_done(data_dir: Path) -> None:
    clock = Clock(NOON)
    async with living(data_dir, clock) as service:
        first = await service.add_task(TaskDraft("Call Grandma", due=TODAY, reminder="18:30"))
        second = await service.add_task(TaskDraft("Water", due=TODAY, reminder="18:40"))
        assert first.task is not None
        assert second.task is not None
        assert await told(service) == []
        clock.forward(hours=6.5)
        await service.complete_task(second.task.id)
        assert await told(service) == [f"task:{first.task.id}:18:30"]
        clock.forward(minutes=20)
        assert await told(service) == []
        clock.forward(days=1)
        assert await told(service) == []


@in_loop
async def test_a_habit_reminds_each_day_anew_until_it_is_done(data_dir: Path) -> None:
    clock = Clock(NOON)
    async with living(data_dir, clock) as service:
        added = await service.add_task(TaskDraft("Stretch", due=TODAY, reminder="18:00", repeat="FREQ=DAILY"))
        assert added.task is not None
        clock.forward(hours=7)
        assert await told(service) == [f"task:{added.task.id}:18:00"]
        clock.forward(days=1)
        reminder = await one(service)
        assert (reminder.kind, reminder.day, reminder.occurrence) == ("habit", date(2026, 3, 5), date(2026, 3, 5))
        await service.complete_task(added.task.id, occurrence=reminder.occurrence)
        assert await told(service) == []
        clock.forward(days=1)
        assert len(await told(service, Wishes(streaks=False))) == 1


@in_loop
async def test_a_streak_reminds_in_the_evening_only_while_it_is_due(data_dir: Path) -> None:
    clock = Clock(NOON)
    async with living(data_dir, clock) as service:
        await service.process_event(event_type="goal_completion", metadata={})
        clock.moment = datetime(2026, 3, 5, 18, 59, tzinfo=UTC)
        assert await told(service) == []
        clock.forward(minutes=1)
        assert [each.kind for each in (await service.standing_reminders()).due] == ["streak"]
        assert await told(service, Wishes(streaks=False)) == []
        await service.process_event(event_type="goal_completion", metadata={})
        assert await told(service) == []


@in_loop
async def test_a_day_taken_off_asks_for_nothing(data_dir: Path) -> None:
    clock = Clock(NOON)
    async with living(data_dir, clock) as service:
        await service.process_event(event_type="goal_completion", metadata={})
        clock.moment = datetime(2026, 3, 5, 20, 0, tzinfo=UTC)
        await service.plan_rest(date(2026, 3, 5))
        assert await told(service) == []


@in_loop
async def test_the_end_of_a_focus_session_is_told_once(data_dir: Path) -> None:
    clock = Clock(NOON)
    async with living(data_dir, clock) as service:
        await service.start_focus(25)
        for _ in range(24):
            clock.forward(minutes=1)
            assert await service.pulse_focus()
            assert await told(service) == []
        clock.forward(minutes=1)
        assert len(await told(service)) == 1
        clock.forward(minutes=1)
        assert await told(service) == []


@in_loop
async def test_a_snooze_comes_again_after_a_restart_and_keeps_its_day(data_dir: Path) -> None:
    clock = Clock(datetime(2026, 3, 4, 22, 0, tzinfo=UTC))
    async with living(data_dir, clock) as service:
        await service.add_task(TaskDraft("Call Grandma", due=TODAY, reminder="22:30"))
        clock.forward(minutes=30)
        reminder = await one(service)
        assert await service.fire_reminders([reminder]) == (reminder,)
        await service.snooze_reminders([reminder], clock.moment + timedelta(hours=8))
        assert await told(service) == []
    clock.forward(hours=7, minutes=59)
    async with living(data_dir, clock) as service:
        assert await told(service) == []
        clock.forward(minutes=1)
        again = await one(service)
        assert (again.name, again.day) == (reminder.name, TODAY)
        assert await service.fire_reminders([again]) == (again,)
        assert await told(service) == []


@in_loop
async def test_a_snoozed_streak_of_yesterday_is_let_go(data_dir: Path) -> None:
    clock = Clock(NOON)
    async with living(data_dir, clock) as service:
        await service.process_event(event_type="goal_completion", metadata={})
        clock.moment = datetime(2026, 3, 5, 20, 0, tzinfo=UTC)
        reminder = await one(service)
        await service.fire_reminders([reminder])
        await service.snooze_reminders([reminder], clock.moment + timedelta(hours=12))
        clock.forward(hours=13)
        assert await told(service) == []


@in_loop
async def test_everything_put_off_comes_when_that_is_over(data_dir: Path) -> None:
    clock = Clock(NOON)
    async with living(data_dir, clock) as service:
        await service.add_task(TaskDraft("Call Grandma", due=TODAY, reminder="12:30"))
        until = NOON + timedelta(hours=1)
        await service.snooze_all(until)
        assert await service.snoozed_until() == until
        clock.forward(minutes=30)
        assert await told(service) == []
        clock.forward(minutes=30)
        assert await service.snoozed_until() is None
        assert len(await told(service)) == 1
        await service.snooze_all(clock.moment + timedelta(hours=5))
        await service.snooze_all(None)
        assert await service.snoozed_until() is None


@in_loop
async def test_each_person_has_reminders_of_their_own(data_dir: Path) -> None:
    clock = Clock(NOON)
    async with living(data_dir, clock) as service:
        await service.add_user("Anna")
        await service.add_task(TaskDraft("Tune the cello", due=TODAY, reminder="12:30"), user_id=2)
        clock.forward(hours=1)
        assert await told(service) == []
        assert len((await service.standing_reminders(user_id=2)).due) == 1


@in_loop
async def test_what_was_told_long_ago_is_forgotten(data_dir: Path) -> None:
    clock = Clock(NOON + timedelta(hours=1))
    async with living(data_dir, clock) as service:
        await service.add_task(TaskDraft("Stretch", due=TODAY, reminder="12:30", repeat="FREQ=DAILY"))
        for _ in range(70):
            clock.forward(days=1)
            assert len(await told(service)) == 1
        rows = await service._read(
            lambda reader: reader.connection.exec_driver_sql("SELECT count(*) FROM fired_reminders").scalar()
        )
        assert rows == 61


async def _evening(folder: Path) -> None:
    service = await open_service(folder, clock=lambda: NOON)
    for title in ("One", "Two", "Three"):
        await service.add_task(TaskDraft(title, due=TODAY, reminder="18:00"))
    await service.close()


def teller(folder: Path, *more: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "MOMENTUM_NOW": "2026-03-04T19:00:00+00:00"}
    return subprocess.Popen(
        [sys.executable, "-c", TELLER, str(folder), *more], stdout=subprocess.PIPE, text=True, env=environment
    )


def test_a_process_killed_right_after_it_asked_tells_nothing_twice(data_dir: Path) -> None:
    asyncio.run(_evening(data_dir))
    killed = teller(data_dir, "and die")
    assert len(killed.communicate(timeout=60)[0].split()) == 3
    assert killed.returncode == -signal.SIGKILL
    next_one = teller(data_dir)
    assert next_one.communicate(timeout=60)[0] == "\n"


def test_of_processes_that_ask_at_once_each_reminder_is_told_by_one(data_dir: Path) -> None:
    asyncio.run(_evening(data_dir))
    processes = [teller(data_dir) for _ in range(4)]
    names = [name for each in processes for name in each.communicate(timeout=60)[0].split()]
    assert sorted(names) == ["task:1:18:00", "task:2:18:00", "task:3:18:00"]
