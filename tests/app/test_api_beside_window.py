"""Sixteen clients while the window is used: seconds in `make test`, a minute in `make api-proof`."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.api.serving import Client
from tests.app.crowd import CLIENTS
from tests.app.test_api import client_of, port, switch_on
from tests.app.test_window_and_service import Desk, tick
from tests.cli.running import spawned

__all__ = ["port"]

ROOT = Path(__file__).parents[2]
FULL = os.environ.get("MOMENTUM_PROOF") == "full"
SECONDS = 60 if FULL else 3


@pytest.fixture
def desk(qtbot: QtBot, data_dir: Path, port: int) -> Iterator[Desk]:
    made = Desk(qtbot, data_dir)
    yield made
    made.bridge.close()


class Beat:
    """How long the window's own thread was never free at most."""

    def __init__(self, desk: Desk) -> None:
        self.longest = 0.0
        self._last = time.monotonic()
        self._timer = QTimer(desk.window, interval=20)
        self._timer.timeout.connect(self._on_timer_timeout)
        self._timer.start()

    def _on_timer_timeout(self) -> None:
        now = time.monotonic()
        self.longest = max(self.longest, now - self._last)
        self._last = now


def test_every_acknowledged_event_is_stored_once_while_the_window_is_used(
    qtbot: QtBot, desk: Desk, data_dir: Path, port: int, tmp_path: Path
) -> None:
    switch_on(qtbot, desk)
    own = client_of(qtbot, desk, port)
    beat = Beat(desk)
    ticked = 0
    said = tmp_path / "said"
    command = [sys.executable, "-m", "tests.app.crowd", str(port), own.token, str(SECONDS)]
    with said.open("wb") as out, subprocess.Popen(command, cwd=ROOT, stdout=out) as crowd:
        while crowd.poll() is None:
            use(qtbot, desk, f"Task {ticked}.")
            ticked += 1
        assert crowd.returncode == 0
    acknowledged = said.read_text(encoding="utf-8").splitlines()
    assert [line for line in acknowledged if line.startswith("refused")] == []
    assert len(acknowledged) > CLIENTS
    assert ticked > 0
    keys = all_keys(own)
    assert sorted(key for key in keys if key.startswith("client-")) == sorted(acknowledged)
    qtbot.waitUntil(lambda: shows_the_total(own, desk), timeout=20_000)
    own.close()
    if FULL:
        print(
            f"{len(acknowledged):,} events, {ticked} tasks ticked, the window was held up {beat.longest:.3f} s at most"
        )
    assert spawned("verify", "--json", "--data-dir", data_dir).document["ok"]


def use(qtbot: QtBot, desk: Desk, title: str) -> None:
    """Add a task by keys and tick it by the mouse, as it comes: the window never settles while so much happens."""
    line = desk.part(QLineEdit, "quick_add")
    qtbot.keyClicks(line, title)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    tick(qtbot, desk, title)
    qtbot.waitUntil(lambda: any(act.summary == f"Completed “{title}”" for act in desk.acts), timeout=20_000)


def all_keys(client: Client) -> list[str]:
    """The keys of all events, over all pages of the log."""
    page = client.get("/momentum/events?limit=500")
    keys = [event["idempotency_key"] for event in page["events"]]
    while page["next_before"]:
        page = client.get(f"/momentum/events?limit=500&before={page['next_before']}")
        keys += [event["idempotency_key"] for event in page["events"]]
    return keys


def shows_the_total(client: Client, desk: Desk) -> bool:
    total = client.get("/momentum/progress")["total_points"]
    return desk.part(QLabel, "points_total").text() == f"{total:,}"
