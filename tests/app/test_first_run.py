"""The first run on the real service: a welcome until the first act, and a demonstration that outlives the window."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from momentum_desktop import open_service
from momentum_desktop.app import desktop_entry
from momentum_desktop.app.service_bridge import ServiceBridge
from momentum_desktop.app.switchboard import Switchboard
from momentum_desktop.gui.main_window import MainWindow
from momentum_desktop.service.momentum_service import MomentumService

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


@pytest.fixture
def window(qtbot: QtBot, data_dir: Path) -> Iterator[MainWindow]:
    async def opener() -> MomentumService:
        return await open_service(data_dir=data_dir, clock=lambda: NOON)

    data_dir.mkdir(exist_ok=True)
    made = MainWindow(data_dir, lambda: NOON)
    qtbot.addWidget(made)
    bridge = ServiceBridge(opener)
    Switchboard(made, bridge)
    with qtbot.waitSignal(made.pages_ready, timeout=20_000):
        made.show()
        bridge.start()
    yield made
    bridge.close()


def test_empty_data_welcome_and_the_chosen_habits_are_there(qtbot: QtBot, window: MainWindow) -> None:
    page = window.tasks_page
    qtbot.waitUntil(lambda: page.state == "welcome", timeout=20_000)
    QTest.mouseClick(page.welcome.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(page.tasks) == 3, timeout=20_000)
    assert page.state == "content"
    assert all(each.repeat for each in page.tasks)
    window.undo_requested.emit()
    window.undo_requested.emit()
    window.undo_requested.emit()
    qtbot.waitUntil(lambda: page.tasks == (), timeout=20_000)
    assert page.state == "empty"


def test_looking_around_starts_the_program_with_the_demonstration(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "told"
    program = tmp_path / desktop_entry.PROGRAM
    program.write_text(
        f"#!{sys.executable}\nimport json, os, sys\n"
        f"open({str(told) + '.new'!r}, 'w').write(json.dumps([sys.argv[1:], os.getsid(0)]))\n"
        f"os.rename({str(told) + '.new'!r}, {str(told)!r})\n"
    )
    program.chmod(0o755)
    monkeypatch.setattr(sys, "argv", [str(program)])
    page = window.tasks_page
    qtbot.waitUntil(lambda: page.state == "welcome", timeout=20_000)
    QTest.mouseClick(page.welcome.look_around, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(told.exists, timeout=20_000)
    arguments, session = json.loads(told.read_text())
    assert arguments == ["--demo"]
    assert session != os.getsid(0)
