"""A look now and then whether somebody else wrote to the data or chose a person: the command line, another window."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from momentum_desktop.app.others_acts import OthersActs
from momentum_desktop.errors import Closed, MomentumError
from momentum_desktop.service.values import ActResult

if TYPE_CHECKING:
    from momentum_desktop.service.momentum_service import MomentumService

LOOK_EVERY_SECONDS = 1.0
log = logging.getLogger(__name__)


async def watch(
    service: MomentumService,
    shown: Callable[[], tuple[int, int | None]],
    changed: Callable[[], None],
    others: OthersActs,
    reached: Callable[[int, tuple[ActResult, ...]], None],
) -> None:
    """Call `changed` whenever the data is no longer at the mark that `shown` gives, or the user in use no longer the
    one, and `reached` with the user shown and what `others` newly reached for them, until cancelled."""
    while True:
        try:
            mark, user = await service.mark(), await service.user_in_use()
            last_shown, whom = shown()
            if (last_shown, whom) not in ((mark, user), (mark, None)):
                changed()
            if whom is not None and (fresh := await others.newly_reached(mark, whom)):
                reached(whom, fresh)
        except Closed:
            return
        except MomentumError as fault:
            log.info("the data cannot be looked at now: %s", type(fault))
        await asyncio.sleep(LOOK_EVERY_SECONDS)
