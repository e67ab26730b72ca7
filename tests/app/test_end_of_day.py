"""What is shown goes on to the new day when the old one ends, not some time later."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from momentum_desktop import open_service
from momentum_desktop.app.service_bridge import ServiceBridge
from momentum_desktop.app.switchboard import Switchboard
from momentum_desktop.gui.main_window import MainWindow

END = datetime(2026, 3, 5, 4, 0, tzinfo=UTC)


class Night:
    """A window, with its service, that is opened three hours before the day ends."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.sleep_until(END - timedelta(hours=3))

        async def opener():
            return await open_service(data_dir=folder, clock=self.now)

        folder.mkdir(exist_ok=True)
        self.bridge = ServiceBridge(opener)
        self.window = MainWindow(folder, self.now)
        qtbot.addWidget(self.window)
        self.switchboard = Switchboard(self.window, self.bridge)
        self.window.show()
        self.bridge.start()
        qtbot.waitUntil(lambda: self.date == "still Wed 4 Mar, until 04:00", timeout=20_000)

    def sleep_until(self, moment: datetime) -> None:
        self.ahead = moment - datetime.now(UTC)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    @property
    def date(self) -> str:
        return self.window.tasks_page.model.date_words


def test_the_new_day_is_shown_within_two_seconds_of_the_end_of_the_old_one(qtbot: QtBot, data_dir: Path) -> None:
    night = Night(qtbot, data_dir)
    try:
        night.sleep_until(END - timedelta(seconds=1.5))
        night.bridge.refresh()
        qtbot.waitUntil(lambda: night.date == "Thu 5 Mar", timeout=30_000)
        assert END <= night.now() < END + timedelta(seconds=2)
    finally:
        night.bridge.close()


def test_after_a_sleep_the_round_of_a_minute_finds_the_new_day(qtbot: QtBot, data_dir: Path) -> None:
    night = Night(qtbot, data_dir)
    try:
        night.sleep_until(END + timedelta(hours=2))
        rounds = [
            timer for timer in night.switchboard.children() if isinstance(timer, QTimer) and not timer.isSingleShot()
        ]
        assert [timer.interval() for timer in rounds] == [60_000]
        rounds[0].timeout.emit()
        qtbot.waitUntil(lambda: night.date == "Thu 5 Mar", timeout=20_000)
    finally:
        night.bridge.close()
