"""A look now and then whether somebody else wrote to the data or chose a person: the command line, another window."""

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


async def watch(
    service: MomentumService, shown: Callable[[], tuple[int, int | None]], changed: Callable[[], None]
) -> None:
    """Call `changed` whenever the data is no longer at the mark that `shown` gives, or the user in use no longer the
    one, until cancelled."""
    while True:
        await asyncio.sleep(LOOK_EVERY_SECONDS)
        try:
            mark, user = await service.mark(), await service.user_in_use()
            if shown() not in ((mark, user), (mark, None)):
                changed()
        except Closed:
            return
        except MomentumError as fault:
            log.info("the data cannot be looked at now: %s", type(fault))
