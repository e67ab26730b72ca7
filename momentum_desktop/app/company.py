"""What goes on beside everything else on the service's loop, for as long as the data is open."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from momentum_desktop.service.momentum_service import MomentumService

Companion = Callable[["MomentumService"], Coroutine[Any, Any, None]]


class Company:
    """Companions, each begun for a service that is opened and ended before it closes. For one loop."""

    def __init__(self) -> None:
        self._companions: list[Companion] = []
        self._service: MomentumService | None = None
        self._tasks: list[asyncio.Task[None]] = []

    def join(self, work: Companion) -> None:
        """One more, at once if the data is open."""
        self._companions.append(work)
        if self._service is not None:
            self._tasks.append(asyncio.ensure_future(work(self._service)))

    def begin(self, service: MomentumService) -> None:
        """Everything that goes on beside a service."""
        self._service = service
        self._tasks = [asyncio.ensure_future(work(service)) for work in self._companions]

    async def end(self) -> None:
        """Nothing of it goes on when this returns."""
        self._service = None
        tasks, self._tasks = self._tasks, []
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
