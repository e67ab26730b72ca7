"""A screen of a test's own, with a window manager and, where asked for, a session bus, a tray and notifications."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.app.session_bus import SessionBus

NEEDED = ("Xvfb", "openbox", "xdotool", "dbus-daemon", "dunst", "trayer")
PATIENCE_SECONDS = 40
TRIES = 60


class Screen:
    """A virtual screen with a window manager."""

    def __init__(self, size: str = "1280x900") -> None:
        read, write = os.pipe()
        command = ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-nolisten", "tcp"]
        self._server = subprocess.Popen(command, pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as told:
            number = told.readline().strip()
        outside = {"DBUS_SESSION_BUS_ADDRESS", "WAYLAND_DISPLAY"}
        self.environment = {
            **{name: value for name, value in os.environ.items() if name not in outside},
            "DISPLAY": f":{number}",
            "QT_QPA_PLATFORM": "xcb",
            "LIBGL_ALWAYS_SOFTWARE": "1",
        }
        self.programs: list[subprocess.Popen[bytes]] = []
        self._services = [self._started("openbox")]

    def join_bus(self, bus: SessionBus) -> None:
        """Lets everything that starts from now on find the bus."""
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = bus.address

    def start_tray(self) -> None:
        """A tray at the bottom right, there when this returns."""
        self._services.append(
            self._started("trayer", "--edge", "bottom", "--align", "right", "--widthtype", "request", "--height", "32")
        )
        self.do("search", "--sync", "--class", "trayer")

    def start_notifications(self, folder: Path) -> None:
        """Notifications whose context menu always answers with the line that holds the word in `folder`/choice."""
        chooser = folder / "choose"
        chooser.write_text(f'#!/bin/sh\nexec grep -m 1 -- "$(cat {folder / "choice"})"\n')
        chooser.chmod(0o755)
        configuration = folder / "dunstrc"
        configuration.write_text(f"[global]\ndmenu = {chooser}\n[urgency_normal]\ntimeout = 0\n")
        self._services.append(self._started("dunst", "-conf", str(configuration)))
        self.until(lambda: self.dunst("count", "displayed"), "0")

    def dunst(self, *words: str) -> str:
        """What the notification service says or does."""
        done = subprocess.run(
            ["dunstctl", *words], env=self.environment, capture_output=True, text=True, timeout=20, check=False
        )
        return done.stdout.strip()

    def until(self, ask: Callable[[], str], wanted: str) -> None:
        """Asks, which takes its time, until the answer is what is wanted."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while (answer := ask()) != wanted:
            assert time.monotonic() < deadline, f"{answer!r} instead of {wanted!r}"

    def tray_icon(self) -> tuple[str, str]:
        """The middle of the one icon in the tray, on the screen."""
        tray = self.do("search", "--sync", "--onlyvisible", "--class", "trayer").splitlines()[-1]
        said = dict(line.split("=") for line in self.do("getwindowgeometry", "--shell", tray).splitlines())
        left, top, width, height = (int(said[name]) for name in ("X", "Y", "WIDTH", "HEIGHT"))
        return str(left + width // 2), str(top + height // 2)

    def windows(self, process: subprocess.Popen[bytes], name: str) -> str:
        """How many windows of a process with a name are in sight."""
        found = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--all", "--pid", str(process.pid), "--name", name],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=40,
            check=False,
        )
        return str(len(found.stdout.split()))

    def do(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words], env=self.environment, capture_output=True, text=True, timeout=40, check=True
        )
        return done.stdout.strip()

    def close(self) -> None:
        for process in self.programs:
            process.kill()
            process.wait(timeout=20)
        for process in (*reversed(self._services), self._server):
            process.terminate()
            process.wait(timeout=20)

    def _started(self, *command: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(command, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def until(asked: Callable[[], Any], wanted: Callable[[Any], Any]) -> None:
    """Asks the program, which takes its time, until the answer is one that is wanted."""
    answers = []
    for _ in range(TRIES):
        answers.append(asked())
        if wanted(answers[-1]):
            return
    raise AssertionError(answers[-1])


def launch(screen: Screen, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    """The program as a process."""
    process = subprocess.Popen(
        [sys.executable, "-m", "momentum_desktop", *arguments], env={**screen.environment, **environment}
    )
    screen.programs.append(process)
    return process


def start(screen: Screen) -> tuple[subprocess.Popen[bytes], str]:
    """The program with its window before everyone."""
    process = launch(screen)
    window = screen.do("search", "--sync", "--onlyvisible", "--all", "--pid", str(process.pid), "--name", "Momentum")
    window = window.splitlines()[-1]
    screen.do("windowactivate", "--sync", window)
    return process, window
