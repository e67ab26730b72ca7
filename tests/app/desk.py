"""A window with its settings open, over a service of its own: what the tests of the settings change and look at."""

from __future__ import annotations

import asyncio
import socket
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from momentum_desktop import open_service
from momentum_desktop.app.import_desk import ImportDesk
from momentum_desktop.app.restore_desk import RestoreDesk
from momentum_desktop.app.service_bridge import ServiceBridge
from momentum_desktop.app.settings_desk import SettingsDesk
from momentum_desktop.app.switchboard import Switchboard
from momentum_desktop.gui.main_window import MainWindow
from momentum_desktop.gui.settings_window import SettingsWindow
from momentum_desktop.gui.switch import Switch
from momentum_desktop.service.choices import CHOICES

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


class Desk:
    """A window with its settings open, over a service of its own."""

    def __init__(self, qtbot: QtBot, folder: Path, *, opens: bool = True) -> None:
        folder.mkdir(parents=True, exist_ok=True)

        async def opener():
            return await open_service(data_dir=folder, clock=lambda: self.now)

        self.qtbot, self.folder = qtbot, folder
        self.now = NOON
        self.bridge = ServiceBridge(opener)
        self.window = MainWindow(folder, lambda: self.now)
        self.switchboard = Switchboard(self.window, self.bridge)
        self.desk = SettingsDesk(self.window, self.bridge, folder, ["--data-dir", str(folder)])
        self.imports = ImportDesk(self.window, self.bridge)
        self.desk.import_requested.connect(self.imports.open)
        self.restores = RestoreDesk(self.window, self.bridge, folder, None, lambda: self.now)
        self.restores.join(self.desk)
        qtbot.addWidget(self.window)
        with qtbot.waitSignal(self.window.pages_ready, timeout=20_000):
            self.window.show()
            self.bridge.start()
        self.window.settings_requested.emit()
        settings = self.window.findChild(SettingsWindow)
        assert settings is not None
        self.settings: SettingsWindow = settings
        if opens:
            self.until(lambda: bool(self.desk._document), lambda: bool(self.desk._levels))

    def until(self, *wanted: Any) -> None:
        for each in wanted:
            self.qtbot.waitUntil(each, timeout=20_000)

    def part(self, kind: type[Any], name: str) -> Any:
        found = self.settings.findChild(kind, name)
        assert found is not None, name
        return found

    def toggle(self, name: str) -> None:
        switch = self.part(Switch, name)
        before = switch.isChecked()
        choices = self.window.choices
        value = choices[name] if name in CHOICES else None
        self.settings.go_to(next(page.name for page in self.settings.pages if page.isAncestorOf(switch)))
        self.qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
        assert switch.isChecked() is not before
        if name in CHOICES:
            # Written a little later where the service writes the settings just then.
            self.until(lambda: choices[name] is not value)

    def click(self, name: str) -> None:
        self.part(QPushButton, name).click()

    def choose(self, name: str, words: str) -> None:
        box = self.part(QComboBox, name)
        box.setCurrentText(words)
        box.activated.emit(box.currentIndex())

    def dialog(self, kind: type[Any]) -> Any:
        self.until(lambda: self.settings.findChild(kind) is not None)
        return self.settings.findChild(kind)

    def stored(self) -> dict[str, Any]:
        file = self.folder / "settings.toml"
        return tomllib.loads(file.read_text()) if file.exists() else {}

    def ask(self, question: Any) -> Any:
        async def asked():
            service = await open_service(self.folder, clock=lambda: NOON)
            try:
                return await question(service)
            finally:
                await service.close()

        return asyncio.run(asked())


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])
