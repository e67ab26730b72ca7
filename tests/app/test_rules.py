"""Rules from the file to the toast: the window on the real service."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot

from momentum_desktop import open_service
from momentum_desktop.app.service_bridge import ServiceBridge
from momentum_desktop.app.switchboard import joined
from momentum_desktop.gui.main_window import MainWindow
from tests.app.hearing import heard

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


@pytest.fixture
def desk(qtbot: QtBot, data_dir: Path) -> Iterator[tuple[MainWindow, ServiceBridge]]:
    async def opener():
        return await open_service(data_dir=data_dir, clock=lambda: NOON)

    async def work() -> None:
        service = await opener()
        await service.process_event(event_type="task_completion")
        await service.close()

    asyncio.run(work())
    (data_dir / "rules.toml").write_text("[more.point_events]\ntask_completion = 30\n", encoding="utf-8")
    window = MainWindow(data_dir, lambda: NOON)
    qtbot.addWidget(window)
    window.show()
    bridge = joined(window, opener)
    yield window, bridge
    bridge.close()


def test_the_file_is_offered_previewed_taken_and_undone(
    qtbot: QtBot, desk: tuple[MainWindow, ServiceBridge], data_dir: Path
) -> None:
    window, bridge = desk
    qtbot.waitUntil(window.frame.rules_banner.isVisible, timeout=20_000)
    banner = window.frame.rules_banner
    acts: list[object] = []
    bridge.act_done.connect(acts.append)
    with heard(qtbot, bridge.rules_preview_ready):
        banner.findChild(QPushButton, "rules_preview").click()
    qtbot.waitUntil(lambda: window.findChild(QDialog, "rules_dialog") is not None, timeout=20_000)
    window.findChild(QDialog, "rules_dialog").findChild(QPushButton, "rules_take").click()
    qtbot.waitUntil(lambda: len(acts) == 1, timeout=20_000)
    assert acts[0].kind == "rules"  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: not banner.isVisible(), timeout=20_000)
    qtbot.waitUntil(lambda: len(window.toasts.toasts) == 1, timeout=20_000)
    undo = next(each for each in window.toasts.toasts[0].findChildren(QPushButton) if each.text() == "Undo")
    undo.click()
    qtbot.waitUntil(banner.isVisible, timeout=20_000)

    (data_dir / "rules.toml").write_text("[more.point_events]\ntask_completion = -1\n", encoding="utf-8")
    bridge.refresh()
    qtbot.waitUntil(lambda: "Line 2" in banner.accessibleName(), timeout=20_000)
