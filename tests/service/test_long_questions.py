"""A question that takes long keeps no other waiting."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from momentum_desktop.engine.defaults import default_document
from momentum_desktop.service.momentum_service import MomentumService
from momentum_desktop.service.values import Submission, TaskDraft
from tests.service.lives import MORNING, Clock, in_loop, living

EVENTS = 10_000


@pytest.fixture(scope="module")
def long_life(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Data with many events and one open task."""
    folder = tmp_path_factory.mktemp("long-life")

    @in_loop
    async def live() -> None:
        async with living(folder, Clock(MORNING + timedelta(days=1))) as service:
            events = [Submission("focus_session", MORNING + timedelta(seconds=n), {"n": n}) for n in range(EVENTS)]
            await service.process_events(events)
            await service.add_task(TaskDraft("Water the plants"))

    live()
    return folder


def asked(service: MomentumService, question: str) -> Awaitable[Any]:
    if question == "verify":
        return service.verify()
    return service.preview_rules({"point_events": {**default_document()["point_events"], "focus_session": 9}})


@pytest.mark.parametrize("question", ["verify", "preview_rules"])
def test_tasks_are_shown_while_a_long_question_is_worked_on(long_life: Path, question: str) -> None:
    begun = threading.Event()

    def listen(statement: str, _thread: int) -> None:
        if "FROM events" in statement and "metadata" in statement:
            begun.set()

    @in_loop
    async def look() -> None:
        async with living(long_life, Clock(MORNING + timedelta(days=1)), listen) as service:
            await service.get_tasks()
            begun.clear()
            order = []
            long = asyncio.ensure_future(asked(service, question))
            long.add_done_callback(lambda _: order.append(question))
            assert await asyncio.to_thread(begun.wait, 30)

            tasks = await service.get_tasks()
            order.append("tasks")
            await long

            assert [task.title for task in tasks] == ["Water the plants"]
            assert order == ["tasks", question]

    look()


@in_loop
async def test_a_document_that_comes_slowly_keeps_nobody_waiting(data_dir: Path) -> None:
    shown = threading.Event()

    def rows() -> Any:
        shown.wait()
        raise InterruptedError
        yield

    async with living(data_dir) as service:
        coming = asyncio.ensure_future(service.import_document(rows(), dry_run=True))
        assert await service.get_tasks() == ()
        assert not coming.done()
        shown.set()
        with pytest.raises(InterruptedError):
            await coming


@in_loop
async def test_closing_waits_for_a_long_question(long_life: Path) -> None:
    async with living(long_life, Clock(MORNING + timedelta(days=1))) as service:
        long = asyncio.ensure_future(service.verify())
        while not any(thread.name.startswith("momentum-long-reader") for thread in threading.enumerate()):
            await asyncio.sleep(0)

    verification = await long
    assert (verification.ok, verification.events) == (True, EVENTS)
