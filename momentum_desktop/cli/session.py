"""A service opened for one command and closed after it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from momentum_desktop import open_service
from momentum_desktop.cli.arguments import Act, Call
from momentum_desktop.cli.terminal import DRAWN_EVERY, ProgressLine

T = TypeVar("T")


def with_service(call: Call, act: Act) -> int:
    """Run `act` on the service of the data that the call is about."""
    return asyncio.run(_serve(call, act))


async def _serve(call: Call, act: Act) -> int:
    service = await open_service(data_dir=call.arguments.data_dir, database_url=call.arguments.database_url)
    try:
        return await act(call, service)
    finally:
        await service.close()


async def watched(work: Awaitable[T], line: ProgressLine, title: str) -> T:
    """`work`'s result; meanwhile `line` tells how long it has been going on."""
    task = asyncio.ensure_future(work)
    while not (await asyncio.wait({task}, timeout=DRAWN_EVERY))[0]:
        line.show(title=title)
    return task.result()
