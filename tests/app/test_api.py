"""The API beside the window: the same outcome and toast; on and off by its menu, its option and its settings."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.api.serving import Client
from tests.app.test_window_and_service import Desk

LONG = 20_000


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@pytest.fixture
def port(data_dir: Path) -> int:
    """A port that is free, as the settings name it."""
    port = free_port()
    data_dir.mkdir(exist_ok=True)
    (data_dir / "settings.toml").write_text(f"[api]\nport = {port}\n", encoding="utf-8")
    return port


@pytest.fixture
def desk(qtbot: QtBot, data_dir: Path, port: int) -> Iterator[Desk]:
    made = Desk(qtbot, data_dir)
    yield made
    made.bridge.close()


def switch_on(qtbot: QtBot, desk: Desk) -> str:
    with qtbot.waitSignal(desk.bridge.api.switched, timeout=LONG) as told:
        desk.bridge.api.begin(True)
    return str(told.args[0])


def client_of(qtbot: QtBot, desk: Desk, port: int) -> Client:
    made: list[str] = []

    async def create(service, user):
        made.append((await service.tokens.create("test", ["write"], user_id=user)).token)

    desk.bridge.wish(create)
    qtbot.waitUntil(lambda: bool(made), timeout=LONG)
    return Client(port, made[0])


def entry(desk: Desk) -> QAction:
    return next(
        action
        for action in desk.window.frame.menu_button.menu().actions()
        if "other programs" in action.text().casefold()
    )


def test_an_event_of_another_program_raises_the_same_toast_and_the_points(qtbot: QtBot, desk: Desk, port: int) -> None:
    assert switch_on(qtbot, desk) == f"http://127.0.0.1:{port}"
    client = client_of(qtbot, desk, port)
    with desk.act(qtbot):
        outcome = client.post("/momentum/event", {"event_type": "task_completion"}).json
    client.close()
    qtbot.waitUntil(lambda: bool(desk.window.toasts.toasts), timeout=LONG)
    words = " ".join(label.text() for label in desk.window.toasts.toasts[0].findChildren(QLabel))
    assert outcome["achievements_unlocked"]
    assert all(name in words for name in outcome["achievements_unlocked"])
    total = str(outcome["total_points"])
    qtbot.waitUntil(lambda: desk.part(QLabel, "points_total").text() == total, timeout=LONG)


def test_a_task_of_another_program_stands_in_the_list_and_is_done_there(qtbot: QtBot, desk: Desk, port: int) -> None:
    switch_on(qtbot, desk)
    client = client_of(qtbot, desk, port)
    with desk.act(qtbot):
        task = client.post("/momentum/tasks", {"title": "Water the plants"}).json["id"]
    listed = desk.window.tasks_page.model
    titles = [listed.index(row).data() for row in range(listed.rowCount())]
    assert "Water the plants" in titles
    with desk.act(qtbot):
        assert client.post(f"/momentum/tasks/{task}/complete").status == 201
    client.close()


def test_the_menu_switches_it_on_and_off_and_remembers(qtbot: QtBot, desk: Desk, data_dir: Path, port: int) -> None:
    action = entry(desk)
    assert not action.isChecked()
    with qtbot.waitSignal(desk.bridge.api.switched, timeout=LONG):
        action.trigger()
    qtbot.waitUntil(action.isChecked, timeout=LONG)
    assert f"127.0.0.1:{port}" in action.text()
    assert "on = true" in (data_dir / "settings.toml").read_text(encoding="utf-8")
    assert json.loads((data_dir / "api.json").read_text(encoding="utf-8"))["address"].endswith(str(port))
    with qtbot.waitSignal(desk.bridge.api.switched, timeout=LONG):
        action.trigger()
    qtbot.waitUntil(lambda: "127.0.0.1" not in action.text(), timeout=LONG)
    assert not action.isChecked()
    assert "on = false" in (data_dir / "settings.toml").read_text(encoding="utf-8")
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", port), timeout=5)


def test_a_port_that_is_taken_leaves_it_off_and_says_so(qtbot: QtBot, desk: Desk, data_dir: Path, port: int) -> None:
    said: list[str] = []
    desk.bridge.failed.connect(said.append)
    with socket.create_server(("127.0.0.1", port)):
        entry(desk).trigger()
        qtbot.waitUntil(lambda: bool(said), timeout=LONG)
    assert f"port {port}" in said[0]
    assert said[0].startswith("The API stays off")
    qtbot.waitUntil(lambda: not entry(desk).isChecked(), timeout=LONG)
    assert "on = true" not in (data_dir / "settings.toml").read_text(encoding="utf-8")
    assert not (data_dir / "api.json").exists()


def test_closing_the_window_closes_the_port(qtbot: QtBot, data_dir: Path, port: int) -> None:
    desk = Desk(qtbot, data_dir)
    switch_on(qtbot, desk)
    client = client_of(qtbot, desk, port)
    assert client("GET", "/momentum/health").status == 200
    desk.bridge.close()
    client.close()
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", port), timeout=5)
    assert not (data_dir / "api.json").exists()


@pytest.mark.parametrize("by", ["option", "settings"])
def test_without_a_display_it_answers_when_it_is_on(data_dir: Path, port: int, by: str) -> None:
    if by == "settings":
        (data_dir / "settings.toml").write_text(f"[api]\non = true\nport = {port}\n", encoding="utf-8")
    hidden = {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    command = [sys.executable, "-m", "momentum_desktop", *(["--api"] if by == "option" else [])]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stderr is not None
        assert "no display was found" in process.stderr.readline()
        assert process.stderr.readline().endswith(f"http://127.0.0.1:{port}\n")
        client = Client(port, None)
        assert client("GET", "/momentum/progress").status == 401
        client.close()
        process.send_signal(signal.SIGTERM)
        assert process.communicate(timeout=30)[1] == ""
        assert process.returncode == 0
    assert not (data_dir / "api.json").exists()


def test_a_window_whose_api_is_off_never_imports_what_http_needs(data_dir: Path) -> None:
    script = (
        "import sys\n"
        "from PySide6.QtCore import QTimer\n"
        "from momentum_desktop.app.api_bridge import ApiBridge\n"
        "told = ApiBridge._tell\n"
        "def tell(self, *told_of):\n"
        "    told(self)\n"
        "    print(*sorted({name.partition('.')[0] for name in sys.modules}), flush=True)\n"
        "ApiBridge._tell = tell\n"
        "from momentum_desktop.app.desktop import main\n"
        "sys.exit(main([]))\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        imported = set(process.stdout.readline().split())
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
    assert "PySide6" in imported
    assert not imported & {"fastapi", "uvicorn", "pydantic", "starlette", "httptools", "uvloop"}
