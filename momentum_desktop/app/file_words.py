"""Files out for the window: written on the service's loop, and told in a sentence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from momentum_desktop.service.momentum_service import MomentumService


async def exported(service: MomentumService, user_id: int | None, name: str, path: str) -> str:
    """Write an open format to a file; what was written, in words."""
    from momentum_desktop.exchange.formats import format_named
    from momentum_desktop.exchange.writing import write_files, write_whole

    target = format_named(name)
    async with service.snapshot(user_id) as taken:
        # In this thread: a snapshot belongs to the one that took it.
        if target.write_files is not None:
            write_files(path, target.write_files(taken), taken.taken_at)
        elif target.write is not None:
            write_whole(path, target.write(taken))
    return f"Written to {Path(path).name}."
