"""The program on a real X server, driven by mouse and keys as a person would."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = [pytest.mark.display, pytest.mark.xdist_group("display")]
TRIES = 40


class Screen:
    """A virtual screen with a window manager."""

    def __init__(self) -> None:
        read, write = os.pipe()
        command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x900x24", "-nolisten", "tcp"]
        self._server = subprocess.Popen(command, pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as told:
            number = told.readline().strip()
        self.environment = {
            **os.environ,
            "DISPLAY": f":{number}",
            "QT_QPA_PLATFORM": "xcb",
            "LIBGL_ALWAYS_SOFTWARE": "1",
        }
        self._manager = subprocess.Popen(
            ["openbox"], env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def do(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words], env=self.environment, capture_output=True, text=True, timeout=40, check=True
        )
        return done.stdout.strip()

    def close(self) -> None:
        for process in (self._manager, self._server):
            process.terminate()
            process.wait(timeout=20)


@pytest.fixture
def screen() -> Iterator[Screen]:
    missing = [name for name in ("Xvfb", "openbox", "xdotool") if shutil.which(name) is None]
    assert not missing, f"{missing} must be installed; `make test` does it"
    made = Screen()
    yield made
    made.close()


def start(screen: Screen) -> tuple[subprocess.Popen[bytes], str]:
    process = subprocess.Popen([sys.executable, "-m", "momentum_desktop"], env=screen.environment)
    window = screen.do("search", "--sync", "--onlyvisible", "--pid", str(process.pid), "--name", "Momentum")
    window = window.splitlines()[-1]
    screen.do("windowactivate", "--sync", window)
    return process, window


def momentum(*arguments: str):
    done = subprocess.run(
        [sys.executable, "-m", "momentum_desktop.cli", *arguments, "--json"],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return json.loads(done.stdout)


def until(asked, wanted) -> None:
    """Ask the command line, which takes its time, until it gives what is wanted."""
    answers = []
    for _ in range(TRIES):
        answers.append(asked())
        if wanted(answers[-1]):
            return
    raise AssertionError(answers[-1])


def test_a_task_is_added_and_completed_with_mouse_and_keys_and_found_after_a_restart(
    screen: Screen, data_dir: Path
) -> None:
    process, window = start(screen)
    screen.do("type", "--window", window, "--delay", "15", "Water the plants today !complex")
    screen.do("key", "--window", window, "Return")
    until(lambda: momentum("list"), lambda tasks: [task["title"] for task in tasks] == ["Water the plants"])
    assert momentum("list")[0]["complexity"] == "complex"
    size = dict(re.findall(r"(WIDTH|HEIGHT)=(\d+)", screen.do("getwindowgeometry", "--shell", window)))
    # The first row stands under the quick-add line and the heading of its section.
    for y in range(260, int(size["HEIGHT"]) // 2 + 40, 20):
        screen.do("mousemove", "--window", window, "43", str(y), "click", "1")
        if momentum("status")["total_points"]:
            break
    until(lambda: momentum("status")["total_points"], lambda total: total >= 45)
    assert momentum("verify")["ok"]
    earned = momentum("status")["total_points"]
    screen.do("key", "alt+F4")
    assert process.wait(timeout=30) == 0

    process, window = start(screen)
    assert momentum("status")["total_points"] == earned
    screen.do("key", "alt+F4")
    assert process.wait(timeout=30) == 0
