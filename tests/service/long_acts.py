"""A process that does one long act and ends in the middle of it, as if it were killed there."""

from __future__ import annotations

import asyncio
import os
import signal
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from momentum_desktop import open_service
from momentum_desktop.service import settler, undoing
from momentum_desktop.service.momentum_service import MomentumService
from momentum_desktop.store import journal, rule_change, settling
from tests.service.lives import Clock
from tests.service.other_rules import DEARER

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
IMPORT = 2
"""The act that is undone: the import, after one event."""

ENDS = {
    "while the rules are derived": (rule_change, "history_under"),
    "while the rules are written": (settling, "forget_unsettled"),
    "after the rules are written": (settling, "thin_checkpoints"),
    "while what was imported goes": (undoing, "refold_many"),
    "while its events are withdrawn": (journal, "note_unsettled"),
    "while what follows is derived": (settler, "settlement_of"),
    "while what follows is written": (settling, "remove_checkpoints"),
}
"""Where the process may end: a function that it does not come out of."""


def make_all_long() -> None:
    """Let acts on a few rows be as long as those on very many."""
    journal.PATIENCE = 1
    undoing.LONG_CHANGES = undoing.LONG_RUN = 0
    undoing.MANY = 2


def end_at(folder: Path, end: str) -> None:
    """What a forked child does."""
    make_all_long()
    module, name = ENDS[end]
    done = getattr(module, name)

    def last(*values: Any, **named: Any) -> Any:
        done(*values, **named)
        os.kill(os.getpid(), signal.SIGKILL)

    async def act() -> None:
        service = await open_service(folder, clock=Clock(NOW))
        setattr(module, name, last)
        await long_act(service, end)

    asyncio.run(act())


async def long_act(service: MomentumService, end: str) -> None:
    """The act in the middle of which the process may end."""
    if "rules" in end:
        await service.take_rules(DEARER)
    else:
        await service.undo(IMPORT)
