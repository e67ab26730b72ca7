"""The bridge's part for other programs: the API is on beside the data that is open, and off before they are let go."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from momentum_desktop.app.api_switch import ApiSwitch

if TYPE_CHECKING:
    from momentum_desktop.app.service_bridge import ServiceBridge
    from momentum_desktop.service.momentum_service import MomentumService


class ApiBridge(QObject):
    """Lets other programs ask, or no more; the bridge's `failed` says why they cannot. `switched` says where they may,
    nothing if nowhere."""

    switched = Signal(str)

    def __init__(self, bridge: ServiceBridge) -> None:
        super().__init__(bridge)
        self._bridge = bridge
        self._api: ApiSwitch | None = None
        self._wanted = False
        bridge.accompany(self._end)

    def begin(self, wanted: bool) -> None:
        """Let other programs ask as soon as the data is open, if that is wanted or the settings say so."""
        self._wanted = wanted
        self._bridge.accompany(self._begin)

    def switch(self, on: bool) -> None:
        """Let other programs ask from now on, or no more."""
        self._bridge.wish(lambda service, _: self._switch(service, on))

    def move(self, port: int) -> None:
        """Let other programs ask at another port, from now on."""
        self._bridge.wish(lambda service, _: self._change(service, lambda api: api.move(port)))

    async def _begin(self, service: MomentumService) -> None:
        await self._bridge.fulfil(self._of(service).begin(self._wanted), self._tell)

    async def _end(self, _: MomentumService) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            api, self._api = self._api, None
            if api is not None:
                await api.turn_off()

    async def _switch(self, service: MomentumService, on: bool) -> None:
        await self._change(service, lambda api: api.switch(on))
        if on:
            address = self._of(service).address
            self._bridge.noticed.emit(f"Other programs may ask at {address}. The settings make the key that they need.")

    async def _change(self, service: MomentumService, change: Callable[[ApiSwitch], Awaitable[None]]) -> None:
        api = self._of(service)
        try:
            await change(api)
        finally:
            self._wanted = api.address is not None
            self._tell()

    def _of(self, service: MomentumService) -> ApiSwitch:
        if self._api is None:
            self._api = ApiSwitch(service)
        return self._api

    def _tell(self, _: object = None) -> None:
        address = self._api and self._api.address
        self.switched.emit(address or "")
