"""The round through what the window shows: at once where a person waits for it, at a pace where others keep changing
it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress

REST_SECONDS = 0.25
"""How long the window has to itself after a round, however much is done meanwhile."""


class PacedRound:
    """Calls `show` with each view that is stale, in the order of `views`. For one loop; `run` goes on until nothing is
    stale, so that the last that is shown is how things stand."""

    def __init__(
        self, views: tuple[str, ...], show: Callable[[str], Awaitable[None]], rest_seconds: float = REST_SECONDS
    ) -> None:
        self._views = views
        self._show = show
        self._rest_seconds = rest_seconds
        self._rested_at = 0.0
        self._stale: set[str] = set()
        self._hurry = asyncio.Event()

    def mark(self, views: Iterable[str]) -> None:
        """What is shown of these is no longer true."""
        self._stale.update(views)

    def unmark(self, view: str) -> None:
        """This one is shown as it is now."""
        self._stale.discard(view)

    def hurry(self) -> None:
        """Somebody waits for what is stale: no rest before it, and what comes first is shown first."""
        if self._stale:
            self._hurry.set()

    def end(self) -> None:
        """Nobody looks any more."""
        self._stale.clear()
        self._hurry.set()

    async def run(self) -> None:
        """Show what is stale, and again what has become so meanwhile."""
        loop = asyncio.get_running_loop()
        while self._stale:
            with suppress(TimeoutError):
                async with asyncio.timeout_at(self._rested_at):
                    await self._hurry.wait()
            self._hurry.clear()
            for view in self._views:
                if view in self._stale:
                    self._stale.discard(view)
                    await self._show(view)
                if self._hurry.is_set():
                    break
            self._rested_at = loop.time() + self._rest_seconds
