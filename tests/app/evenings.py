"""An evening of reminders for tests: a service, a desk that reminds on it, and a clock that is set by hand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from momentum_desktop.app.reminder_desk import ReminderDesk
from momentum_desktop.gui.note import Note
from momentum_desktop.service.choices import Choices
from momentum_desktop.service.momentum_service import MomentumService
from momentum_desktop.service.plan_values import TaskDraft
from momentum_desktop.service.settings_file import SettingsFile
from tests.app.session_bus import NotificationDaemon
from tests.service.lives import Clock, living

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
TODAY = NOON.date()


class Evening:
    """A service with reminders running on it, on a clock that is set by hand, and what left them by other ways."""

    def __init__(self, service: MomentumService, clock: Clock, choices: Choices) -> None:
        self.service, self.clock, self.choices = service, clock, choices
        self.desk = ReminderDesk(choices, longest_wait=0.02)
        self.left: list[Note] = []
        self.gone: list[str] = []
        self.opened: list[None] = []
        self.failures: list[str] = []
        self.snoozes: list[datetime | None] = []
        self.desk.note_left.connect(self.left.append)
        self.desk.note_gone.connect(self.gone.append)
        self.desk.open_requested.connect(lambda: self.opened.append(None))
        self.desk.failed.connect(self.failures.append)
        self.desk.snooze_shown.connect(self.snoozes.append)
        self.desk.quit_requested.connect(lambda: self.opened.append(None))

    async def task(self, title: str = "Call Grandma", **fields: Any) -> int:
        known = {"due": TODAY, "reminder": "18:00", **fields}
        added = await self.service.add_task(TaskDraft(title, **known))
        assert added.task is not None
        return added.task.id

    async def told(self, daemon: NotificationDaemon, title: str = "Call Grandma", **fields: Any) -> list[Any]:
        """The note that tells of a task once its hour has come."""
        await self.task(title, **fields)
        self.clock.forward(hours=6)
        return await note(daemon)

    async def until(self, wanted: Callable[[], Any]) -> None:
        """Lets the loop run until something is so."""
        async with asyncio.timeout(60):
            while not wanted():
                await asyncio.sleep(0.005)

    async def until_task(self, wanted: Callable[[Any], bool], task_id: int = 1) -> None:
        async with asyncio.timeout(60):
            while not any(
                task.id == task_id and wanted(task) for task in await self.service.get_tasks(include_done=True)
            ):
                await asyncio.sleep(0.005)

    @asynccontextmanager
    async def snoozed(self) -> AsyncIterator[None]:
        """Ends once a snooze that is asked for within is stored: the clock is read when it is."""
        stored = asyncio.Event()
        snooze = self.service.snooze_reminders

        async def heard(*values: Any, **named: Any) -> None:
            await snooze(*values, **named)
            stored.set()

        self.service.snooze_reminders = heard  # type: ignore[method-assign]
        yield
        await self.until(stored.is_set)
        self.service.snooze_reminders = snooze  # type: ignore[method-assign]

    async def looks(self, times: int = 3) -> None:
        """Lets so many looks at the clock go by."""
        looked = 0
        told = self.service.standing_reminders

        async def counted(*values: Any, **named: Any) -> Any:
            nonlocal looked
            looked += 1
            return await told(*values, **named)

        self.service.standing_reminders = counted  # type: ignore[method-assign]
        await self.until(lambda: looked >= times)
        self.service.standing_reminders = told  # type: ignore[method-assign]


@asynccontextmanager
async def evening(folder: Path, clock: Clock | None = None) -> AsyncIterator[Evening]:
    clock = clock or Clock(NOON)
    async with living(folder, clock) as service:
        made = Evening(service, clock, Choices(SettingsFile(folder)))
        running = asyncio.ensure_future(made.desk.run(service))
        await asyncio.sleep(0)
        try:
            yield made
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


async def note(daemon: NotificationDaemon) -> list[Any]:
    return await asyncio.to_thread(daemon.called, "Notify")


async def order(daemon: NotificationDaemon, *words: object) -> None:
    await asyncio.to_thread(daemon.order, *words)
