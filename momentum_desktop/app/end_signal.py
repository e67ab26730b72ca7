"""How a program without a window is told to end."""

from __future__ import annotations

import asyncio
import signal


def end_signal() -> asyncio.Event:
    """Set by SIGTERM and SIGINT; for the loop that runs."""
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(number, ended.set)
        except NotImplementedError:
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(ended.set))
    return ended
