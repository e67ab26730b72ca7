"""What reminds a person, as methods of the service."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from momentum_desktop.service import reminding
from momentum_desktop.service.planner_service import PlannerService
from momentum_desktop.service.reminder_values import Reminder, Wishes
from momentum_desktop.service.reminding import Standing


class ReminderService(PlannerService):
    """Reminders are no acts: they change nothing that a person did, and nothing of them can be undone."""

    async def standing_reminders(self, wishes: Wishes | None = None, *, user_id: int | None = None) -> Standing:
        """What is to be told now, and what could be told today. Notes nothing."""
        user = await self._user(user_id)
        tasks = await self.get_tasks(user) if await self._ask(reminding.asks_for_tasks, user) else ()
        focus = await self.get_focus(user)
        return await self._ask(reminding.standing_reminders, user, wishes or Wishes(), tasks, focus, self._clock())

    async def fire_reminders(
        self, reminders: Sequence[Reminder], *, user_id: int | None = None
    ) -> tuple[Reminder, ...]:
        """Those of the reminders that are for this caller to tell: nobody told them before, and nobody will again."""
        return await self._act(reminding.fire_reminders, user_id, tuple(reminders), self._clock())

    async def snooze_reminders(
        self, reminders: Sequence[Reminder], until: datetime, *, user_id: int | None = None
    ) -> None:
        """Let reminders come again, once, at a later time."""
        await self._act(reminding.snooze_reminders, user_id, tuple(reminders), until)

    async def snooze_all(self, until: datetime | None, *, user_id: int | None = None) -> None:
        """Let nothing remind until a time; None: no longer."""
        await self._act(reminding.snooze_all, user_id, until)

    async def snoozed_until(self, user_id: int | None = None) -> datetime | None:
        """Until when nothing reminds."""
        return await self._ask(reminding.snoozed_until, user_id, self._clock())
