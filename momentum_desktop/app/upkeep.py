"""Backups kept up by themselves for as long as the program runs, beside whatever else it does."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from momentum_desktop.errors import Closed, MomentumError

if TYPE_CHECKING:
    from momentum_desktop.service.momentum_service import MomentumService

ASK_EVERY_SECONDS = 3600.0
ASK_AT_FIRST_SECONDS = 60.0
"""How often it is asked while there is nothing to keep yet: the first thing done in new data is soon kept."""
log = logging.getLogger(__name__)


async def keep_backups(service: MomentumService, failed: Callable[[str], None]) -> None:
    """Make what is due now and whenever more becomes due, until cancelled; `failed` hears each failure once."""
    told = ""
    while not service.read_only:
        try:
            words = await _kept_up(service)
            empty = not words and not (await service.get_backups()).backups
        except Closed:
            return
        except MomentumError:
            empty = False  # the folder cannot be looked into, which the next round tells
        if words not in ("", told):
            failed(words)
        told = words
        await asyncio.sleep(ASK_AT_FIRST_SECONDS if empty else ASK_EVERY_SECONDS)


async def _kept_up(service: MomentumService) -> str:
    """What went wrong, in words; nothing if all is well."""
    try:
        proof = (await service.keep_up_backups()).proof
    except Closed:
        raise
    except MomentumError as error:
        return str(error)
    except Exception as fault:
        log.exception("the backups could not be looked after")
        return f"no backup could be made ({fault}); the data and the backups before it are safe"
    if proof is None or proof.ok:
        return ""
    return f"the backup {proof.backup} could not be proven ({proof.faults[0]}); see “momentum verify”"
