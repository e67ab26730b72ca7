"""A plan for others, written to a file or taken from one for the user in use."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from momentum_desktop.service.momentum_service import MomentumService


async def publish_plan(
    service: MomentumService, user_id: int | None, path: str, title: str, parts: tuple[str, ...]
) -> None:
    """Write what a user plans to a file. MomentumError says why it could not be."""
    from momentum_desktop.exchange.plan_file import text_of
    from momentum_desktop.exchange.writing import write_whole

    plan = await service.get_shared_plan(title, parts, user_id=user_id)
    await asyncio.to_thread(write_whole, path, (text_of(plan),))


async def take_plan(service: MomentumService, user_id: int | None, path: str) -> None:
    """Add what the plan of a file holds, in one act."""
    from momentum_desktop.exchange.plan_file import plan_in

    plan = await asyncio.to_thread(plan_in, path)
    await service.take_plan(plan, user_id=user_id)
