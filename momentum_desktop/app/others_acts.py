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
        self._began = service.now()

    async def newly_reached(self, mark: int, user_id: int) -> tuple[ActResult, ...]:
        """What others reached since the last look, if the data is no longer at that look's mark; nothing of a user who
        was another one then, nor what was done before all looks and only came into the data since."""
        if (mark, user_id) == (self._mark, self._user_id):
            return ()
        if user_id != self._user_id:
            newest = await self._service.reached_since(None, self._began, user_id=user_id)
            self._user_id, self._mark, self._through = user_id, mark, newest.through
            return ()
        reached = await self._service.reached_since(self._through, self._began, user_id=user_id)
        self._mark, self._through = None if reached.more else mark, reached.through
        return tuple(act for act in reached.acts if not self._service.has_done(act.act_id))
