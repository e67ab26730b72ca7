"""A backup restored on a real X server by mouse and keys, as a person would, in a program that goes on."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.app.screen import TRIES, Screen, start, until
from tests.cli.running import momentum, spawned

pytestmark = [pytest.mark.display, pytest.mark.xdist_group("display")]


def titles() -> set[str] | str:
    """Those of the tasks, or what the command line says while it finds the data held by somebody alone."""
    ran = spawned("list", "--json")
    return {task["title"] for task in ran.document} if ran.code == 0 else ran.err


def window_of(screen: Screen, process: subprocess.Popen[bytes], name: str) -> str:
    """The one window of that name, before everyone; one that just comes or goes is asked for again."""
    for _ in range(TRIES):
        screen.until(lambda: screen.windows(process, name), "1")
        try:
            window = screen.do("search", "--onlyvisible", "--all", "--pid", str(process.pid), "--name", name)
            screen.do("windowactivate", "--sync", window)
        except subprocess.CalledProcessError:
            continue
        return window
    raise AssertionError(name)


def test_a_backup_is_restored_by_mouse_and_keys_and_the_program_goes_on(screen: Screen, data_dir: Path) -> None:
    momentum("add", "From before")
    momentum("backup")
    momentum("add", "Done since")
    process, _ = start(screen)
    # A key that comes before the program listens is lost.
    until(lambda: screen.do("key", "ctrl+comma"), lambda _: screen.windows(process, "^Settings$") == "1")
    settings = window_of(screen, process, "^Settings$")
    # Of all rows only the backup that was asked for holds these words, so its button is the only one there is.
    screen.do("key", "ctrl+f")
    screen.do("type", "--window", settings, "--delay", "20", "asked for")
    until(lambda: opened(screen, process), bool)
    window_of(screen, process, "^Restore a backup$")
    until(lambda: screen.do("key", "space"), lambda _: kept(data_dir))
    until(titles, lambda shown: shown == {"From before"})
    until(lambda: screen.do("key", "Escape"), lambda _: screen.windows(process, "^Settings$") == "0")
    assert screen.windows(process, "^Restore a backup$") == "0"
    window = window_of(screen, process, "^Momentum$")
    screen.do("key", "ctrl+n")
    screen.do("type", "--window", window, "--delay", "40", "Later")
    screen.do("key", "--window", window, "Return")
    until(titles, lambda shown: shown == {"From before", "Later"})
    assert momentum("verify")["ok"]
    screen.do("key", "ctrl+q")
    assert process.wait(timeout=30) == 0


def kept(folder: Path) -> bool:
    """Whether what was there before is kept."""
    return bool(list((folder / "backups").glob("*-before-restore-*.db")))


def opened(screen: Screen, process: subprocess.Popen[bytes]) -> bool:
    """Whether the one button among the rows, pressed by keys, opens its dialog. Keys that come after it would be the
    dialog's, so it is given time."""
    screen.do("key", "--delay", "60", "ctrl+f", "Tab", "Tab", "Tab", "space")
    return any(screen.windows(process, "^Restore a backup$") == "1" for _ in range(TRIES))
