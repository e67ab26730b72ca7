"""The API without a window, from its start to a signal that ends it."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable, Coroutine
from typing import Any

from momentum_desktop.cli.arguments import Call

log = logging.getLogger(__name__)


def serve(call: Call) -> None:
    """Answer until SIGTERM or SIGINT."""
    with asyncio.Runner(loop_factory=_quick_loop()) as runner:
        runner.run(_serve(call))


def _quick_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop where it is there: it answers twice as many requests."""
    if sys.platform == "win32":
        return None
    try:
        import uvloop
    except ImportError:
        return None
    factory: Callable[[], asyncio.AbstractEventLoop] = uvloop.new_event_loop
    return factory


async def _serve(call: Call) -> None:
    from momentum_desktop import open_service
    from momentum_desktop.app.api_switch import ApiSwitch
    from momentum_desktop.app.end_signal import end_signal
    from momentum_desktop.app.upkeep import keep_backups

    ended = end_signal()
    given = call.arguments
    service = await open_service(data_dir=given.data_dir, database_url=given.database_url)
    api = ApiSwitch(service)
    try:
        await api.turn_on(given.port)
        for notice in service.take_notices():
            call.terminal.complain(notice)
        call.terminal.say(f"Momentum answers at {api.address}")
        call.terminal.flush()
        await _beside(keep_backups(service, log.warning), ended)
    finally:
        await api.turn_off()
        await service.close()


async def _beside(work: Coroutine[Any, Any, None], ended: asyncio.Event) -> None:
    """Wait for the end while something else goes on."""
    task = asyncio.ensure_future(work)
    try:
        await ended.wait()
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
