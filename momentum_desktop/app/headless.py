"""The program without a window: the service stays open until it is told to end."""

from __future__ import annotations

import asyncio
import signal

from momentum_desktop.app.service_bridge import Opener


def run_headless(opener: Opener) -> int:
    """Serve until SIGTERM or SIGINT; the exit code."""
    asyncio.run(_serve(opener))
    return 0


async def _serve(opener: Opener) -> None:
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(number, ended.set)
        except NotImplementedError:
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(ended.set))
    service = await opener()
    try:
        await ended.wait()
    finally:
        await service.close()
