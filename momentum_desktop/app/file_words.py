"""Files out for the window: written beside everything else, and told in a sentence."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from momentum_desktop.service.momentum_service import MomentumService
    from momentum_desktop.service.snapshot import Snapshot


async def exported(service: MomentumService, user_id: int | None, name: str, path: str) -> str:
    """Write an open format to a file; what was written, in words."""
    async with service.snapshot(user_id) as taken:
        # A long history takes seconds, in which whoever ticks a task is not to wait.
        await asyncio.to_thread(_written, taken, name, path)
    return f"Written to {Path(path).name}."


def _written(taken: Snapshot, name: str, path: str) -> None:
    from momentum_desktop.exchange.formats import format_named
    from momentum_desktop.exchange.writing import write_files, write_whole

    target = format_named(name)
    if target.write_files is not None:
        write_files(path, target.write_files(taken), taken.taken_at)
    elif target.write is not None:
        write_whole(path, target.write(taken))
