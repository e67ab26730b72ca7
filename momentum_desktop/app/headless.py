"""The program without a window: the service stays open until it is told to end."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys

from momentum_desktop.app.api_switch import ApiSwitch
from momentum_desktop.app.service_bridge import Opener
from momentum_desktop.app.upkeep import keep_backups
from momentum_desktop.errors import MomentumError

log = logging.getLogger(__name__)


def run_headless(opener: Opener, reason: str, *, api: bool = False) -> int:
    """Say why there is no window, and serve until SIGTERM or SIGINT, with the API if it is wanted or the settings say
    so; the exit code."""
    asyncio.run(_serve(opener, reason, api))
    return 0


async def _serve(opener: Opener, reason: str, wanted: bool) -> None:
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(number, ended.set)
        except NotImplementedError:
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(ended.set))
    print(f"momentum-desktop: {reason}; running without a window until SIGTERM or Ctrl+C", file=sys.stderr, flush=True)
    service = await opener()
    api = ApiSwitch(service)
    await _begin(api, wanted)
    upkeep = asyncio.ensure_future(keep_backups(service, log.warning))
    try:
        await ended.wait()
    finally:
        upkeep.cancel()
        await asyncio.gather(upkeep, return_exceptions=True)
        await api.turn_off()
        await service.close()


async def _begin(api: ApiSwitch, wanted: bool) -> None:
    try:
        await api.begin(wanted)
    except MomentumError as error:
        log.warning("%s", error)
    else:
        if api.address is not None:
            print(f"momentum-desktop: other programs may ask at {api.address}", file=sys.stderr, flush=True)
