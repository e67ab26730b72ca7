"""A look now and then whether somebody else wrote to the data: the command line, another window, a restore."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from momentum_desktop.errors import Closed, MomentumError

if TYPE_CHECKING:
    from momentum_desktop.service.momentum_service import MomentumService

LOOK_EVERY_SECONDS = 1.0
log = logging.getLogger(__name__)


async def watch(service: MomentumService, shown: Callable[[], int], changed: Callable[[], None]) -> None:
    """Call `changed` whenever the data is no longer at the mark that `shown` gives, until cancelled."""
    while True:
        await asyncio.sleep(LOOK_EVERY_SECONDS)
        try:
            if await service.mark() != shown():
                changed()
        except Closed:
            return
        except MomentumError as fault:
            log.info("the data cannot be looked at now: %s", type(fault))
