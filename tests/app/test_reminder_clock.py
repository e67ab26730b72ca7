"""Reminders while the wall clock is moved, and while much is done at once."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from momentum_desktop.app import reminder_round
from momentum_desktop.app.reminder_desk import ReminderDesk
from momentum_desktop.service.choices import Choices
from momentum_desktop.service.settings_file import SettingsFile
from tests.app.evenings import NOON, evening, note
from tests.app.session_bus import NotificationDaemon
from tests.service.lives import Clock, in_loop, living

pytestmark = pytest.mark.usefixtures("no_screen", "patience")


class WallClock(Clock):
    """A clock in a zone, moved as one moves the clock of a computer."""

    def __init__(self, moment: datetime, zone: str) -> None:
        super().__init__(moment.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC))
        self.zone = ZoneInfo(zone)

    def __call__(self) -> datetime:
        here = self.moment.astimezone(self.zone)
        offset = here.utcoffset()
        assert offset is not None
        return here.replace(tzinfo=timezone(offset))


@in_loop
async def test_a_wall_clock_moved_nine_hours_under_the_running_loop_brings_each_reminder_once(
    data_dir: Path, daemon: NotificationDaemon
) -> None:
    async with evening(data_dir, Clock(NOON)) as it:
        await it.task("At three", reminder="15:00")
        await it.task("At ten", reminder="22:00")
        await it.looks()
        it.clock.forward(hours=9)
        assert (await note(daemon))[3] == "At three"
        it.clock.forward(hours=-9)
        await it.looks()
        it.clock.forward(hours=4)
        await it.looks()
        assert daemon.notes() == 0
        it.clock.forward(hours=9)
        assert (await note(daemon))[3] == "At ten"
        it.clock.forward(hours=-9)
        await it.looks()
        it.clock.forward(hours=9)
        await it.looks()
        assert daemon.notes() == 0


@pytest.mark.parametrize(
    ("day", "hour"), [(date(2026, 3, 29), 3), (date(2026, 10, 25), 2)], ids=["forwards", "backwards"]
)
@in_loop
async def test_the_night_in_which_the_clocks_change_reminds_once_under_the_running_loop(
    data_dir: Path, daemon: NotificationDaemon, day: date, hour: int
) -> None:
    clock = WallClock(datetime(day.year, day.month, day.day, 0, 45), "Europe/Berlin")  # noqa: DTZ001
    async with evening(data_dir, clock) as it:
        await it.task("Feed the starter", due=day, reminder="02:30")
        seen = []
        for _ in range(16):
            await it.looks(2)
            if daemon.notes():
                await note(daemon)
                seen.append(clock().hour)
            clock.forward(minutes=15)
        assert seen == [hour]


@in_loop
async def test_a_flood_of_acts_is_looked_at_now_and_then_and_once_more_at_its_end(data_dir: Path) -> None:
    done = 0
    looks: list[int] = []
    async with living(data_dir, Clock(NOON)) as service:
        standing = service.standing_reminders

        async def counted(*values: object) -> object:
            looks.append(done)
            return await standing(*values)

        service.standing_reminders = counted  # type: ignore[method-assign]
        running = asyncio.ensure_future(ReminderDesk(Choices(SettingsFile(data_dir))).run(service))
        began = asyncio.get_running_loop().time()
        for _ in range(100):
            await service.process_event(None, "social_interaction")
            done += 1
        async with asyncio.timeout(30):
            while looks[-1:] != [100]:
                await asyncio.sleep(0.005)
        took = asyncio.get_running_loop().time() - began
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    assert len(looks) <= 2 + took / reminder_round.REST_SECONDS
