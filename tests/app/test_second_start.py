"""One window over a folder: a second start asks the first to come forward and ends, however close they come."""

from __future__ import annotations

import os
import signal
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from momentum_desktop.app import window_lock
from momentum_desktop.app.call_listener import CallListener
from momentum_desktop.app.window_lock import QUICK_ADD, RAISE, WindowLock, called, taken_or_called, window_is_open
from momentum_desktop.errors import Busy

PAIRS, AT_ONCE = 50, 2
NO_RAISING = "This plugin does not support raise()"
"""What the platform without a screen says to a window that is to come forward."""
FIRST_OR_CALLED = """
import sys
from pathlib import Path
from momentum_desktop.app.window_lock import DONE, RAISE, taken_or_called

print("ready", flush=True)
sys.stdin.readline()
lock = taken_or_called(Path(sys.argv[1]), RAISE)
print("called" if lock is None else "first", flush=True)
if lock is not None:
    lock.listener.setblocking(True)
    call, _ = lock.listener.accept()
    call.recv(64)
    call.send(DONE)
    sys.stdin.readline()
    lock.release()
"""


def contender(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", FIRST_OR_CALLED, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def outcome_of_a_pair(folder: Path) -> list[str]:
    """What each of two processes became that were let go at the same moment."""
    pair = [contender(folder) for _ in range(2)]
    for each in pair:
        assert each.stdout is not None
        assert each.stdout.readline() == "ready\n"
    for each in pair:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    became = [each.stdout.readline().strip() for each in pair if each.stdout is not None]
    for each in pair:
        each.communicate("\n", timeout=30)
        assert each.returncode == 0
    return sorted(became)


def first_of(folder: Path) -> subprocess.Popen[str]:
    """A contender whom nobody contests it."""
    made = contender(folder)
    assert made.stdin is not None
    assert made.stdout is not None
    made.stdin.write("go\n")
    made.stdin.flush()
    assert [made.stdout.readline() for _ in range(2)] == ["ready\n", "first\n"]
    return made


def program(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "momentum_desktop", *arguments], stderr=subprocess.PIPE, text=True, env=dict(os.environ)
    )


@pytest.fixture
def lock(tmp_path: Path) -> Iterator[WindowLock]:
    made = WindowLock(tmp_path)
    assert made.take()
    yield made
    made.release()


@pytest.fixture
def listener(qtbot: QtBot, lock: WindowLock) -> Iterator[CallListener]:
    assert lock.listener is not None
    made = CallListener(lock.listener)
    yield made
    made.close()


def test_of_fifty_pairs_each_has_one_winner_and_one_who_called_it(tmp_path: Path) -> None:
    with ThreadPoolExecutor(AT_ONCE) as threads:
        outcomes = list(threads.map(lambda number: outcome_of_a_pair(tmp_path / str(number)), range(PAIRS)))
    assert outcomes == [["called", "first"]] * PAIRS


@pytest.mark.parametrize("attempt", range(3))
def test_of_two_programs_started_together_one_stays_and_the_other_ends_well(data_dir: Path, attempt: int) -> None:
    pair = [program(), program()]
    ended = threading.Event()
    codes: dict[int, int] = {}

    def watch(number: int) -> None:
        codes[number] = pair[number].wait(timeout=60)
        ended.set()

    for number in (0, 1):
        threading.Thread(target=watch, args=(number,), daemon=True).start()
    assert ended.wait(60)
    (loser,) = codes
    winner = pair[1 - loser]
    assert codes[loser] == 0
    assert winner.poll() is None
    assert window_is_open(data_dir)
    winner.send_signal(signal.SIGTERM)
    assert set(winner.communicate(timeout=30)[1].splitlines()) <= {NO_RAISING}
    assert winner.returncode == 0
    assert not window_is_open(data_dir)
    assert pair[loser].communicate() == (None, "")


def test_a_killed_window_leaves_nothing_in_the_way(tmp_path: Path) -> None:
    killed = first_of(tmp_path)
    assert window_is_open(tmp_path)
    killed.kill()
    killed.communicate()
    assert (tmp_path / "window.sock").exists()
    assert not window_is_open(tmp_path)
    assert outcome_of_a_pair(tmp_path) == ["called", "first"]


def test_the_second_start_opens_no_data(data_dir: Path) -> None:
    data_dir.mkdir()
    first = first_of(data_dir)
    second = program()
    assert (second.communicate(timeout=60)[1], second.returncode) == ("", 0)
    assert sorted(path.name for path in data_dir.iterdir()) == ["window.lock", "window.sock"]
    first.communicate("\n", timeout=30)


def test_only_the_owner_can_read_the_lock_and_call(lock: WindowLock, tmp_path: Path) -> None:
    assert [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("window.lock", "window.sock")] == [0o600] * 2


def test_a_folder_of_any_length_has_its_socket(tmp_path: Path) -> None:
    folder = tmp_path / ("long" * 40)
    assert outcome_of_a_pair(folder) == ["called", "first"]


def test_a_window_that_does_not_answer_is_told_of(lock: WindowLock, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(window_lock, "PATIENCE_SECONDS", 0.2)
    with pytest.raises(Busy, match=f"process {os.getpid()}.* does not answer"):
        taken_or_called(tmp_path, RAISE)


def test_a_folder_that_takes_nothing_hinders_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    made = WindowLock(tmp_path / "file" / "below")
    assert made.take()
    made.release()


def heard(folder: Path, wish: str) -> threading.Thread:
    thread = threading.Thread(target=called, args=(folder, wish, 10.0))
    thread.start()
    return thread


@pytest.mark.parametrize("wish", [RAISE, QUICK_ADD])
def test_a_call_becomes_its_signal(qtbot: QtBot, listener: CallListener, tmp_path: Path, wish: str) -> None:
    wished = {RAISE: listener.raise_requested, QUICK_ADD: listener.quick_add_requested}[wish]
    with qtbot.waitSignal(wished, timeout=10_000):
        thread = heard(tmp_path, wish)
    qtbot.waitUntil(lambda: not thread.is_alive(), timeout=10_000)


def test_a_caller_hands_over_the_right_to_come_forward(
    qtbot: QtBot, listener: CallListener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_ACTIVATION_TOKEN", raising=False)
    script = "import sys, pathlib; from momentum_desktop.app.window_lock import called\n"
    script += "sys.exit(not called(pathlib.Path(sys.argv[1]), 'raise', 20))"
    environment = {**os.environ, "XDG_ACTIVATION_TOKEN": "from the launcher"}
    seen: list[str | None] = []

    def note() -> None:
        seen.append(os.environ.get("XDG_ACTIVATION_TOKEN"))

    listener.raise_requested.connect(note)
    caller = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], env=environment)
    qtbot.waitUntil(lambda: bool(seen), timeout=20_000)
    assert caller.wait(timeout=20) == 0
    assert seen == ["from the launcher"]


def test_a_caller_who_says_nothing_keeps_nobody_waiting(qtbot: QtBot, listener: CallListener, tmp_path: Path) -> None:
    mute = socket.socket(socket.AF_UNIX)
    mute.connect(str(tmp_path / "window.sock"))
    with qtbot.waitSignal(listener.raise_requested, timeout=10_000):
        thread = heard(tmp_path, RAISE)
    qtbot.waitUntil(lambda: not thread.is_alive(), timeout=10_000)
    mute.close()


def test_a_call_brings_the_real_window_forward(qtbot: QtBot, data_dir: Path) -> None:
    script = (
        "import sys\n"
        "from momentum_desktop.gui import main_window\n"
        "shown, come = main_window.MainWindow.showEvent, main_window.MainWindow.come_forward\n"
        "def show(self, event):\n"
        "    shown(self, event)\n"
        "    print('shown', self.isMinimized(), flush=True)\n"
        "def forward(self):\n"
        "    come(self)\n"
        "    print('forward', self.isMinimized(), self.isVisible(), flush=True)\n"
        "main_window.MainWindow.showEvent = show\n"
        "main_window.MainWindow.come_forward = forward\n"
        "from momentum_desktop.app.desktop import main\n"
        "sys.exit(main(['--minimized']))\n"
    )
    first = subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=dict(os.environ),
    )
    assert first.stdout is not None
    assert first.stdout.readline() == "shown True\n"
    second = program()
    assert (second.communicate(timeout=60)[1], second.returncode) == ("", 0)
    assert next(line for line in first.stdout if line.startswith("forward")) == "forward False True\n"
    first.send_signal(signal.SIGTERM)
    first.communicate(timeout=30)
    assert first.returncode == 0
