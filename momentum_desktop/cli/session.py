"""A service opened for one command and closed after it."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

from momentum_desktop import open_service
from momentum_desktop.cli.arguments import Act, Call
from momentum_desktop.cli.layout import counted
from momentum_desktop.cli.terminal import DRAWN_EVERY, ProgressLine
from momentum_desktop.service.kind_words import OF_POINTS

T = TypeVar("T")


def with_service(call: Call, act: Act) -> int:
    """Run `act` on the service of the data that the call is about."""
    with _interruptible():
        return asyncio.run(_serve(call, act))


async def _serve(call: Call, act: Act) -> int:
    given = call.arguments
    service = await open_service(data_dir=given.data_dir, database_url=given.database_url, user=given.user)
    try:
        if not service.points_in_sight():
            rules = (await service.rules_document())["achievements"]
            call.terminal.hide_points(rule["name"] for rule in rules if rule["criteria_type"] in OF_POINTS)
        code = await act(call, service)
        faulty = await service.faulty_rules_file() if given.by_rules else None
        if faulty is not None:
            told = counted(len(faulty.faults), "fault")
            call.terminal.remark(
                f"{faulty.name} has {told} and is not used, the rules in force go on; “momentum rules” names them."
            )
        return code
    finally:
        await service.close()
        for notice in service.take_notices():
            call.terminal.complain(notice)


@contextmanager
def _interruptible() -> Iterator[None]:
    """asyncio would turn Ctrl+C into a cancellation, which work that does not await never sees."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


async def watched(work: Awaitable[T], line: ProgressLine, title: str) -> T:
    """`work`'s result; meanwhile `line` tells how long it has been going on."""
    task = asyncio.ensure_future(work)
    while not (await asyncio.wait({task}, timeout=DRAWN_EVERY))[0]:
        line.show(title=title)
    return task.result()
