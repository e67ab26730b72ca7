"""The program without a window: the service stays open until it is told to end."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys

from momentum_desktop.app.service_bridge import Opener
from momentum_desktop.app.upkeep import keep_backups

log = logging.getLogger(__name__)


def run_headless(opener: Opener, reason: str) -> int:
    """Say why there is no window, and serve until SIGTERM or SIGINT; the exit code."""
    asyncio.run(_serve(opener, reason))
    return 0


async def _serve(opener: Opener, reason: str) -> None:
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(number, ended.set)
        except NotImplementedError:
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(ended.set))
    print(f"momentum-desktop: {reason}; running without a window until SIGTERM or Ctrl+C", file=sys.stderr, flush=True)
    service = await opener()
    upkeep = asyncio.ensure_future(keep_backups(service, log.warning))
    try:
        await ended.wait()
    finally:
        upkeep.cancel()
        await asyncio.gather(upkeep, return_exceptions=True)
        await service.close()
