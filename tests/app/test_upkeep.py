"""The running program keeps the backups up by itself, and says so when it cannot."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from momentum_desktop import open_service
from momentum_desktop.app import upkeep
from momentum_desktop.app.service_bridge import ServiceBridge
from momentum_desktop.service.proving import NOTE_NAME
from momentum_desktop.store.backup import backups_in
from tests.app.hearing import heard


async def _one_event() -> None:
    service = await open_service()
    await service.process_event(event_type="focus_session", metadata={"minutes": 25})
    await service.close()


@pytest.fixture
def bridge(data_dir: Path) -> ServiceBridge:
    asyncio.run(_one_event())
    return ServiceBridge(open_service)


def test_a_start_makes_the_backup_that_is_due_and_proves_it(
    qtbot: QtBot, bridge: ServiceBridge, data_dir: Path
) -> None:
    bridge.keep_backups()
    bridge.start()
    try:
        qtbot.waitUntil((data_dir / "backups" / NOTE_NAME).exists, timeout=60_000)
    finally:
        bridge.close()

    assert [(each.events, each.kind) for each in backups_in(data_dir / "backups")] == [(1, "daily")]


def test_what_is_first_done_in_new_data_is_soon_kept(
    qtbot: QtBot, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "ASK_AT_FIRST_SECONDS", 0.05)
    bridge = ServiceBridge(open_service)
    with heard(qtbot, bridge.settled):
        bridge.start()
        bridge.keep_backups()
    try:
        assert backups_in(data_dir / "backups") == []
        bridge.wish(lambda service, user: service.process_event(user, "focus_session", {"minutes": 25}))
        qtbot.waitUntil((data_dir / "backups" / NOTE_NAME).exists, timeout=60_000)
    finally:
        bridge.close()

    assert [(each.events, each.kind) for each in backups_in(data_dir / "backups")] == [(1, "daily")]


def test_a_backup_that_cannot_be_made_is_told(qtbot: QtBot, bridge: ServiceBridge, data_dir: Path) -> None:
    (data_dir / "backups").write_text("in the way")
    with heard(qtbot, bridge.failed) as told:
        bridge.start()
        bridge.keep_backups()
    bridge.close()

    assert told.args is not None
    assert "o backup could be made" in told.args[0]


def test_closing_at_once_leaves_nothing_half_done(qtbot: QtBot, bridge: ServiceBridge, data_dir: Path) -> None:
    bridge.keep_backups()
    with heard(qtbot, bridge.settled):
        bridge.start()
    bridge.close()

    asyncio.run(_one_event())
    assert all(each.events == 1 for each in backups_in(data_dir / "backups"))
