"""The program among the others: a real tray, real notifications, keys and mouse, a second start, a full screen."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from momentum_desktop import open_service
from momentum_desktop.app.full_screen import FullScreen
from momentum_desktop.service.plan_values import TaskDraft
from momentum_desktop.service.settings_file import FILE_NAME
from tests.app.screen import Screen, launch, start
from tests.app.session_bus import NotificationDaemon, SessionBus
from tests.app.test_reminders import evening, note
from tests.cli.running import momentum

pytestmark = [pytest.mark.display, pytest.mark.xdist_group("display")]
FILLING = """
import sys
from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication([])
window = QWidget()
window.setWindowTitle("A film")
window.showFullScreen()
notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
notifier.activated.connect(application.quit)
application.exec()
"""


@pytest.fixture
def desktop(screen: Screen, bus: SessionBus, tmp_path: Path) -> Screen:
    """A screen with a tray and a notification service."""
    screen.join_bus(bus)
    screen.start_tray()
    screen.start_notifications(tmp_path)
    return screen


def titles() -> str:
    return ", ".join(task["title"] for task in momentum("list") if not task["done"])


def end(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=30) == 0


def shown(screen: Screen) -> str:
    return screen.dunst("count", "displayed")


def test_closing_leaves_it_in_the_tray_and_says_so_once(desktop: Screen, data_dir: Path) -> None:
    process, _ = start(desktop)
    desktop.do("key", "alt+F4")
    desktop.until(lambda: shown(desktop), "1")
    assert desktop.windows(process, "^Momentum$") == "0"
    assert process.poll() is None
    desktop.dunst("close-all")
    desktop.do("mousemove", *desktop.tray_icon(), "click", "1")
    desktop.until(lambda: desktop.windows(process, "^Momentum$"), "1")
    desktop.do("key", "--delay", "50", "alt+F4")
    desktop.until(lambda: desktop.windows(process, "^Momentum$"), "0")
    second = launch(desktop)
    assert second.wait(timeout=60) == 0
    desktop.until(lambda: desktop.windows(process, "^Momentum$"), "1")
    assert desktop.dunst("count", "history") == "1"
    assert shown(desktop) == "0"
    desktop.do(
        "search",
        "--sync",
        "--onlyvisible",
        "--all",
        "--pid",
        str(process.pid),
        "--name",
        "^Momentum$",
        "windowactivate",
    )
    desktop.do("key", "ctrl+q")
    assert process.wait(timeout=30) == 0


def test_quit_in_the_explanation_ends_the_program(desktop: Screen, data_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "choice").write_text("Quit now")
    process, _ = start(desktop)
    desktop.do("key", "alt+F4")
    desktop.until(lambda: shown(desktop), "1")
    desktop.dunst("context")
    assert process.wait(timeout=30) == 0


def test_without_a_tray_closing_ends_the_program(screen: Screen, data_dir: Path) -> None:
    process, _ = start(screen)
    screen.do("key", "alt+F4")
    assert process.wait(timeout=30) == 0


def test_the_menu_of_the_tray_completes_the_next_task(desktop: Screen, data_dir: Path) -> None:
    momentum("add", "Water the plants", "--due", "today")
    process = launch(desktop, "--minimized")
    for _ in range(20):
        desktop.do("mousemove", *desktop.tray_icon(), "click", "3")
        # Open, add, then the tasks.
        desktop.do("key", "--delay", "60", "Down", "Down", "Down", "Return", "Escape")
        if momentum("status")["total_points"]:
            break
    assert titles() == ""
    assert desktop.windows(process, "^Momentum$") == "0"
    end(process)


def type_into_quick_add(screen: Screen, words: str, key: str) -> subprocess.Popen[bytes]:
    """The program that is only the line, ended by a key."""
    process = launch(screen, "--quick-add")
    screen.do(
        "search", "--sync", "--onlyvisible", "--all", "--pid", str(process.pid), "--name", "Add a task", "windowfocus"
    )
    screen.do("type", "--delay", "15", words)
    screen.do("key", key)
    assert process.wait(timeout=30) == 0
    return process


def test_a_key_of_the_desktop_adds_a_task_without_a_program_running(screen: Screen, data_dir: Path) -> None:
    process = type_into_quick_add(screen, "Buy bread fri !complex", "Return")
    assert titles() == "Buy bread"
    assert screen.windows(process, "^Momentum$") == "0"


def test_escape_leaves_the_line_without_a_task(screen: Screen, data_dir: Path) -> None:
    type_into_quick_add(screen, "Nothing", "Escape")
    assert titles() == ""


def test_a_returning_users_morning(desktop: Screen, data_dir: Path, tmp_path: Path) -> None:
    """Started with the desktop, reminded of what fell into the night, done by a button, one more task by a key, the
    window called, a task ticked there, and closed into the tray again."""
    now = datetime.now().astimezone()
    yesterday = now - timedelta(days=1)
    momentum("event", "task_completion", "--at", yesterday.isoformat())
    before = momentum("status")["total_points"]
    # In the evening the streak would remind as well.
    (data_dir / FILE_NAME).write_text("reminders.streaks = false\n")
    due = (now - timedelta(minutes=1)).strftime("%Y-%m-%d %H:%M")
    remind(data_dir, "Take the medicine", due, since=yesterday)
    process = launch(desktop, "--minimized")
    desktop.until(lambda: shown(desktop), "1")
    (tmp_path / "choice").write_text("Done")
    desktop.dunst("context")
    desktop.until(titles, "")
    desktop.dunst("close-all")

    second = launch(desktop, "--quick-add")
    assert second.wait(timeout=60) == 0
    desktop.do(
        "search", "--sync", "--onlyvisible", "--all", "--pid", str(process.pid), "--name", "Add a task", "windowfocus"
    )
    desktop.do("type", "--delay", "15", "Buy bread today")
    desktop.do("key", "Return")
    desktop.until(titles, "Buy bread")

    assert launch(desktop).wait(timeout=60) == 0
    window = desktop.do("search", "--sync", "--onlyvisible", "--all", "--pid", str(process.pid), "--name", "^Momentum$")
    desktop.do("windowactivate", "--sync", window.splitlines()[-1])
    for y in range(270, 460, 20):
        desktop.do("mousemove", "--window", window.splitlines()[-1], "43", str(y), "click", "1")
        if not titles():
            break
    assert titles() == ""
    streak = next(each for each in momentum("streaks") if each["streak_type"] == "daily_activity")
    assert (streak["current_count"], streak["status"]) == (2, "kept")
    assert momentum("status")["total_points"] > before
    assert momentum("verify")["ok"]
    desktop.do("key", "alt+F4")
    desktop.until(lambda: desktop.windows(process, "^Momentum$"), "0")
    end(process)


def remind(data_dir: Path, title: str, when: str, since: datetime) -> None:
    """A task that was written down some time ago, with a reminder at a moment of its own."""

    async def add() -> None:
        service = await open_service(data_dir, clock=lambda: since)
        await service.add_task(TaskDraft(title, reminder=when))
        await service.close()

    asyncio.run(add())


def test_nothing_is_shown_over_a_full_screen_and_a_digest_comes_after(
    screen: Screen, bus: SessionBus, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", screen.environment["DISPLAY"])
    film = subprocess.Popen([sys.executable, "-c", FILLING], stdin=subprocess.PIPE, env=screen.environment)
    screen.programs.append(film)
    screen.do("search", "--sync", "--onlyvisible", "--name", "A film", "windowactivate", "--sync")
    screen.until(lambda: str(FullScreen().is_filled()), "True")
    daemon = NotificationDaemon()

    async def live() -> None:
        async with evening(data_dir) as it:
            for title in ("One", "Two"):
                await it.task(title)
            it.clock.forward(hours=6)
            await it.looks()
            assert daemon.notes() == 0
            await asyncio.to_thread(film.communicate, b"end", 20)
            assert (await note(daemon))[3] == "2 reminders meanwhile"

    try:
        asyncio.run(live())
    finally:
        daemon.close()
