"""What several tests of the whole program need."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from momentum_desktop.app import desktop_notes
from tests.app.desk import Desk
from tests.app.screen import NEEDED, Screen
from tests.app.session_bus import NotificationDaemon, SessionBus


@pytest.fixture
def screen() -> Iterator[Screen]:
    missing = [name for name in NEEDED if shutil.which(name) is None]
    assert not missing, f"{missing} must be installed; `make test` does it"
    made = Screen()
    yield made
    made.close()


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SessionBus]:
    made = SessionBus(tmp_path)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", made.address)
    yield made
    made.close()


@pytest.fixture
def desk(qtbot: QtBot, data_dir: Path) -> Iterator[Desk]:
    made = Desk(qtbot, data_dir)
    yield made
    made.settings.close()
    made.bridge.close()


@pytest.fixture
def no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks finds no desktop around."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine the service of a test may take longer to answer than a person would wait."""
    monkeypatch.setattr(desktop_notes, "PATIENCE_SECONDS", 30.0)


@pytest.fixture
def daemon(bus: SessionBus, patience: None) -> Iterator[NotificationDaemon]:
    made = NotificationDaemon()
    yield made
    made.close()
