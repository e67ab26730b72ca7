"""The local API on or off beside a service that is open, on the loop that the service is used on."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from momentum_desktop.errors import MomentumError

if TYPE_CHECKING:
    from momentum_desktop.api.server import ApiServer
    from momentum_desktop.service.momentum_service import MomentumService

log = logging.getLogger(__name__)


class ApiSwitch:
    """Off until it is switched on: by the settings, for this run, or by a person while it runs."""

    def __init__(self, service: MomentumService) -> None:
        self._service = service
        self._server: ApiServer | None = None
        self._turn = asyncio.Lock()

    @property
    def address(self) -> str | None:
        """Where it answers; None while it is off."""
        return None if self._server is None else self._server.address

    async def begin(self, wanted: bool = False) -> None:
        """Answer if that is wanted or the settings say so. MomentumError says why it stays off."""
        if wanted or self._service.api_settings().on:
            await self.turn_on()

    async def switch(self, on: bool) -> None:
        """Turn it on or off, and remember that. MomentumError says why it stays off."""
        if on:
            await self.turn_on()
        else:
            await self.turn_off()
        await self._service.remember_api(on)

    async def move(self, port: int) -> None:
        """Answer at another port, at once if it is on, and remember that. MomentumError says why it cannot be; then it
        goes on where it was."""
        before = self._service.api_settings().port
        await self._service.choose_api_port(port)
        if self._server is not None:
            await self.turn_off()
            try:
                await self.turn_on()
            except MomentumError:
                await self._service.choose_api_port(before)
                await self.turn_on()
                raise

    async def turn_on(self, port: int | None = None) -> None:
        """Answer, at the port of the settings if none is named."""
        async with self._turn:
            if self._server is None:
                # What HTTP needs takes its time to import; the loop must not stand still meanwhile.
                server = await asyncio.to_thread(_made, self._service)
                await self._ready_to_write()
                await server.start(self._service.api_settings().port if port is None else port)
                self._server = server

    async def turn_off(self) -> None:
        """Answer nobody any more."""
        async with self._turn:
            server, self._server = self._server, None
            if server is not None:
                await server.stop()

    async def _ready_to_write(self) -> None:
        """Nobody who asks first is to wait for the libraries that writing brings along. Reading needs none of them."""
        try:
            await self._service.warm_up()
        except MomentumError as error:
            log.info("nothing can be written now: %s", error)


def _made(service: MomentumService) -> ApiServer:
    from momentum_desktop.api.server import ApiServer

    return ApiServer(service)
