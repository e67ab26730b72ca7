"""A page of the settings that was asked for by name stands in front."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from pytestqt.qtbot import QtBot

from momentum_desktop import open_service
from momentum_desktop.app.service_bridge import ServiceBridge
from momentum_desktop.app.settings_desk import SettingsDesk
from momentum_desktop.app.switchboard import Switchboard
from momentum_desktop.gui.main_window import MainWindow
from momentum_desktop.gui.settings_window import SettingsWindow
from momentum_desktop.gui.window_commands import commands_of

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def test_a_page_asked_for_by_name_stands_in_front(qtbot: QtBot, data_dir: Path) -> None:
    data_dir.mkdir(parents=True, exist_ok=True)

    async def opener():
        return await open_service(data_dir=data_dir, clock=lambda: NOON)

    bridge, window = ServiceBridge(opener), MainWindow(data_dir, lambda: NOON)
    qtbot.addWidget(window)
    Switchboard(window, bridge)
    SettingsDesk(window, bridge, data_dir)
    with qtbot.waitSignal(window.pages_ready, timeout=20_000):
        window.show()
        bridge.start()
    try:
        for name in ("data", "api", "general"):
            window.menu_button.settings_page_requested.emit(name)
            settings = window.findChild(SettingsWindow)
            assert settings is not None
            assert settings.isVisible()
            assert settings.pages[settings.list.currentRow()].name == name
        rows = [each for each in commands_of(window.frame) if each.title.startswith("Settings: ") and each.note]
        assert "Settings: Points and levels" in {each.title for each in rows}
        for command in rows:
            command.run()
            page = settings.pages[settings.list.currentRow()]
            assert [f"Settings: {row.title}" for row in page.rows if row.is_marked] == [command.title]
            assert page.title == command.note
    finally:
        bridge.close()
