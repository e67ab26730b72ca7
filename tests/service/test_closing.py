"""Closing finishes what waits, takes nothing more and leaves nothing behind."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from momentum_desktop import open_service
from momentum_desktop.errors import Closed, RefusedInput
from momentum_desktop.service.values import Submission, TaskDraft
from tests.service.lives import MORNING, Clock, assert_stands_as_its_log_says, in_loop, living


def threads() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if thread.name.startswith("momentum")}


@in_loop
async def test_closing_stores_what_was_submitted_before_it(data_dir: Path) -> None:
    service = await open_service(data_dir, clock=Clock())
    await service.get_user_progress()
    many = [Submission("focus_session", MORNING, {"n": number}) for number in range(1_500)]
    batch = asyncio.ensure_future(service.process_events(many))
    work = [asyncio.ensure_future(service.process_event(None, "focus_session", {"n": n})) for n in range(100)]
    await asyncio.sleep(0)

    await service.close()

    assert "momentum-writer" not in {thread.name for thread in threading.enumerate()}
    outcomes = await asyncio.gather(*work)
    assert (await batch).added == 1_500
    assert len({outcome.event_id for outcome in outcomes}) == 100
    async with living(data_dir) as again:
        assert len(await again.export_events()) == 1_600
        await assert_stands_as_its_log_says(again)


@in_loop
async def test_what_waits_in_one_transaction_with_the_end_is_stored_too(data_dir: Path) -> None:
    service = await open_service(data_dir, clock=Clock())
    await service.get_user_progress()
    begun, go_on = threading.Event(), threading.Event()
    holding = asyncio.ensure_future(service._writer.write(lambda journal: begun.set() or go_on.wait(60)))
    await asyncio.to_thread(begun.wait)
    work = [asyncio.ensure_future(service.process_event(None, "focus_session", {"n": n})) for n in range(20)]
    while service._writer._queue.qsize() < 20:
        await asyncio.sleep(0)
    closing = asyncio.ensure_future(asyncio.to_thread(service._writer.close))
    while service._writer._queue.qsize() < 21:
        await asyncio.sleep(0)
    go_on.set()

    assert await holding
    assert len({outcome.event_id for outcome in await asyncio.gather(*work)}) == 20
    await closing
    await service.close()
    async with living(data_dir) as again:
        assert len(await again.export_events()) == 20


@in_loop
async def test_nothing_is_taken_after_closing(data_dir: Path) -> None:
    service = await open_service(data_dir, clock=Clock())
    await service.process_event(None, "focus_session")
    await service.close()

    for call in (
        service.process_event(None, "focus_session"),
        service.process_event(1, "focus_session"),
        service.add_task(TaskDraft("Water the plants")),
        service.process_events([]),
        service.undo(),
        service.get_user_progress(),
        service.get_user_progress(1),
        service.get_streaks(),
        service.verify(),
        service.export_events(),
    ):
        with pytest.raises(Closed):
            await call


@in_loop
async def test_closing_twice_is_closing_once(data_dir: Path) -> None:
    service = await open_service(data_dir, clock=Clock())

    await asyncio.gather(service.close(), service.close())
    await service.close()


@in_loop
async def test_no_thread_and_no_file_beside_the_data_is_left(data_dir: Path) -> None:
    before = threads()
    for _ in range(3):
        async with living(data_dir) as service:
            await service.process_event(None, "focus_session")
            await service.get_user_progress()
            assert threads() > before
    assert threads() == before
    assert {file.name for file in data_dir.iterdir()} == {"momentum.db", "data.lock"}


@in_loop
async def test_a_question_that_was_asked_before_closing_is_answered_or_refused(data_dir: Path) -> None:
    service = await open_service(data_dir, clock=Clock())
    await service.get_user_progress()
    asked = [asyncio.ensure_future(service.get_user_progress()) for _ in range(20)]
    await asyncio.sleep(0)
    await service.close()

    for answer in await asyncio.gather(*asked, return_exceptions=True):
        assert isinstance(answer, Closed) or not isinstance(answer, BaseException)


def test_a_service_serves_several_loops(data_dir: Path) -> None:
    with asyncio.Runner() as first:
        service = first.run(open_service(data_dir, clock=Clock()))
        first.run(service.process_event(None, "focus_session"))
    with asyncio.Runner() as second:
        second.run(service.process_event(None, "focus_session"))
        assert len(second.run(service.export_events())) == 2
        with pytest.raises(RefusedInput):
            second.run(service.process_event(None, "napping"))
        second.run(service.close())
