"""What waits together is committed together, and only what is bad fails."""

from __future__ import annotations

import asyncio
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from momentum_desktop.errors import Busy, CannotWrite, KeyConflict, RefusedInput, UnknownThing
from momentum_desktop.service.recording import record_event
from momentum_desktop.service.values import ActResult, Submission, TaskDraft
from momentum_desktop.store import database
from momentum_desktop.store.database import sqlite_module
from momentum_desktop.store.journal import Journal
from tests.service.lives import Clock, assert_stands_as_its_log_says, in_loop, living


@in_loop
async def test_a_bad_event_among_many_fails_alone(data_dir: Path) -> None:
    async with living(data_dir) as service:
        await service.process_event(None, "focus_session", {"n": 0}, idempotency_key="taken")
        work: list[Any] = [service.process_event(None, "focus_session", {"n": number}) for number in range(40)]
        work.insert(7, service.process_event(None, "napping"))
        work.insert(15, service.process_event(None, "task_completion", {"complexity": "heroic"}))
        work.insert(23, service.process_event(None, "focus_session", {"n": 1}, idempotency_key="taken"))
        work.insert(30, service.complete_task(99))
        work.insert(35, service.process_event(77, "focus_session"))

        found = await asyncio.gather(*work, return_exceptions=True)

        faults = {at: type(result) for at, result in enumerate(found) if isinstance(result, BaseException)}
        assert faults == {7: RefusedInput, 15: RefusedInput, 23: KeyConflict, 30: UnknownThing, 35: UnknownThing}
        assert len(await service.export_events()) == 41
        await assert_stands_as_its_log_says(service)


@in_loop
async def test_a_fault_of_the_program_spoils_nothing_but_its_own_act(data_dir: Path) -> None:
    def fail(journal: Journal) -> None:
        journal.connection.exec_driver_sql("INSERT INTO days VALUES (1, 1, 1, 1)")
        raise ZeroDivisionError

    async with living(data_dir) as service:
        await service.get_user_progress()
        write = service._writer.write
        work: list[Any] = [service.process_event(None, "focus_session", {"n": number}) for number in range(30)]
        work.insert(11, write(fail))
        work.insert(20, service.add_task(TaskDraft("Water the plants")))

        found = await asyncio.gather(*work, return_exceptions=True)

        assert [at for at, result in enumerate(found) if isinstance(result, BaseException)] == [11]
        assert isinstance(found[11], ZeroDivisionError)
        assert len(await service.export_events()) == 30
        assert len(await service.get_tasks()) == 1
        await assert_stands_as_its_log_says(service)


@in_loop
async def test_what_was_taken_back_is_forgotten_even_if_another_event_takes_its_number(data_dir: Path) -> None:
    async with living(data_dir) as service, living(data_dir) as other:
        await service.process_event(None, "focus_session")

        def fail(journal: Journal) -> None:
            record_event(journal, 1, Submission("task_completion", None, {}, None), service.now())
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            await service._writer.write(fail)
        await other.process_event(None, "goal_completion")
        await service.process_event(None, "focus_session")

        assert [event.event_type for event in await service.export_events()] == [
            *("focus_session", "goal_completion", "focus_session")
        ]
        await assert_stands_as_its_log_says(service)


@in_loop
async def test_listeners_hear_after_the_commit_in_order_and_may_fail(
    data_dir: Path, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[int] = []

    def listen(result: ActResult) -> None:
        heard.append(result.act_id)
        raise ZeroDivisionError

    async with living(data_dir) as service:
        stop = service.subscribe(listen)
        await asyncio.gather(*(service.process_event(None, "focus_session", {"n": n}) for n in range(10)))
        stop()
        await service.process_event(None, "focus_session")

        assert heard == list(range(1, 11))
        assert "the act itself is stored" in caplog.text
        assert len(await service.export_events()) == 11


@in_loop
async def test_who_meets_another_that_writes_for_long_tries_again(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_MILLISECONDS", 1)
    async with living(data_dir):
        pass
    other = sqlite_module().connect(data_dir / "momentum.db", isolation_level=None, check_same_thread=False)
    begun: list[str] = []
    let_go_at = 99

    def listen(statement: str, thread: int) -> None:
        if statement.startswith("BEGIN IMMEDIATE"):
            begun.append(statement)
            if len(begun) == let_go_at:
                other.execute("ROLLBACK")

    with closing(other):
        async with living(data_dir, None, listen) as service:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(Busy, match="nothing was stored, try again"):
                await service.process_event(None, "focus_session")
            begun.clear()
            let_go_at = 3
            await service.process_event(None, "focus_session")
            assert len(await service.export_events()) == 1


@in_loop
async def test_who_was_told_that_nothing_was_stored_finds_nothing_stored_later(data_dir: Path) -> None:
    async with living(data_dir) as service:
        begun, go_on = threading.Event(), threading.Event()
        holding = asyncio.ensure_future(service._writer.write(lambda journal: begun.set() or go_on.wait(60)))
        await asyncio.to_thread(begun.wait)
        done: list[Journal] = []

        with pytest.raises(Busy, match="nothing was stored, try again"):
            await service._writer.write(done.append, patience=0.01)
        go_on.set()

        assert await holding
        await service.process_event(None, "focus_session")
        assert done == []


@in_loop
async def test_a_caller_who_no_longer_waits_does_not_disturb_the_others(data_dir: Path) -> None:
    async with living(data_dir) as service:
        await service.get_user_progress()
        tasks = [asyncio.ensure_future(service.process_event(None, "focus_session", {"n": n})) for n in range(10)]
        await asyncio.sleep(0)
        tasks[3].cancel()

        found = await asyncio.gather(*tasks, return_exceptions=True)

        assert [at for at, result in enumerate(found) if isinstance(result, BaseException)] == [3]
        await assert_stands_as_its_log_says(service)


@in_loop
async def test_questions_asked_while_others_write_are_never_behind_or_ahead_of_themselves(data_dir: Path) -> None:
    clock = Clock()
    async with living(data_dir, clock) as service:
        await service.get_streaks()
        done = False

        async def ask() -> None:
            while not done:
                await service.get_streaks()
                await service.get_user_progress()

        asking = asyncio.ensure_future(ask())
        for number in range(400):
            await service.process_event(None, "focus_session", {"minutes": 0.01, "n": number})
        done = True
        await asking

        streaks = {streak.streak_type: streak.progress for streak in await service.get_streaks()}
        assert streaks["focus"] == 4
        await assert_stands_as_its_log_says(service)


@in_loop
async def test_a_long_job_that_finds_no_data_fails_alone_and_the_pen_goes_on(data_dir: Path) -> None:
    """A folder on a disk that is away for a moment."""
    away = data_dir.with_name("away")
    async with living(data_dir) as service:
        await service.get_day()
    async with living(data_dir) as service:
        writer = service._writer
        data_dir.rename(away)
        with pytest.raises(CannotWrite):
            await writer.write_giving_way(lambda journal, somebody_waits: journal.acts)
        away.rename(data_dir)

        await asyncio.wait_for(service.process_event(None, "focus_session"), 20)

        assert len(await service.export_events()) == 1
