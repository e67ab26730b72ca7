"""What another process newly reached: found in the acts it wrote, and told as if it had been done here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from momentum_desktop.service.values import ActResult

if TYPE_CHECKING:
    from momentum_desktop.service.momentum_service import MomentumService


class OthersActs:
    """Follows the acts of one user in the data, from when it first looks for them on. For the loop of the service."""

    def __init__(self, service: MomentumService) -> None:
        self._service = service
        self._user_id: int | None = None
        self._mark: int | None = None
        self._through = 0
        self._own: set[int] = set()

    def leave_out(self, act_id: int) -> None:
        """This act was done here and is told of already; on any thread, once it is committed."""
        self._own.add(act_id)

    async def newly_reached(self, mark: int, user_id: int) -> tuple[ActResult, ...]:
        """What others reached since the last look, if the data is no longer at that look's mark; nothing of a user who
        was another one then."""
        if (mark, user_id) == (self._mark, self._user_id):
            return ()
        if user_id != self._user_id:
            newest = await self._service.reached_since(None, user_id=user_id)
            self._user_id, self._mark, self._through = user_id, mark, newest.through
            return ()
        reached = await self._service.reached_since(self._through, user_id=user_id)
        if any(act.act_id not in self._own for act in reached.acts):
            # One may be of this process all the same, committed but not told of yet.
            await self._service.told_of_all()
        fresh = tuple(act for act in reached.acts if act.act_id not in self._own)
        self._mark, self._through = None if reached.more else mark, reached.through
        self._own.difference_update([act_id for act_id in self._own.copy() if act_id <= self._through])
        return fresh
