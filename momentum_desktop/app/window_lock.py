"""`window.lock`: held by the one window over a data folder, from before the data is opened until its process ends.

A second start passes its wish on to the first through a socket beside the lock."""

from __future__ import annotations

import os
import socket
import time
from contextlib import suppress
from pathlib import Path

from momentum_desktop.errors import Busy

try:
    import fcntl
except ImportError:  # pragma: no cover - without flock every start is a window of its own
    fcntl = None  # type: ignore[assignment]

LOCK_NAME, SOCKET_NAME = "window.lock", "window.sock"
RAISE, QUICK_ADD = "raise", "quick-add"
DONE = b"done"
PATIENCE_SECONDS, TRY_AGAIN_SECONDS = 10.0, 0.05
LONGEST_ADDRESS = 100
"""Bytes that a socket's address may have on every system."""


class WindowLock:
    """The right to be the window. The kernel takes it back when the process ends, however it ends."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = -1
        self._folder_file = -1
        self.listener: socket.socket | None = None

    def take(self) -> bool:
        """Whether this process is the window now; from then on others can call it. A folder that cannot be written has
        no window to find, so everyone may be one."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            file = os.open(self._folder / LOCK_NAME, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        except OSError:
            return True
        if fcntl is not None:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                os.close(file)
                return False
        self._file = file
        with suppress(OSError):
            os.ftruncate(file, 0)
            os.pwrite(file, f"{os.getpid()}\n".encode(), 0)
            if fcntl is not None:
                self._listen()
        return True

    def release(self) -> None:
        """Let the next start be the window."""
        if self.listener is not None:
            with suppress(OSError):
                (self._folder / SOCKET_NAME).unlink()
            self.listener.close()
            self.listener = None
        for file in (self._folder_file, self._file):
            if file >= 0:
                os.close(file)
        self._folder_file = self._file = -1

    def _listen(self) -> None:
        """Whoever holds the lock may remove the socket that a killed one left."""
        (self._folder / SOCKET_NAME).unlink(missing_ok=True)
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            address, self._folder_file = _address(self._folder)
            before = os.umask(0o177)
            try:
                listener.bind(address)
            finally:
                os.umask(before)
            listener.listen(16)
            listener.setblocking(False)
        except OSError:
            listener.close()
            raise
        self.listener = listener


def taken_or_called(folder: Path, wish: str) -> WindowLock | None:
    """The lock, or None when the window that has it has done the wish. Busy if that one does not answer."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        lock = WindowLock(folder)
        if lock.take():
            return lock
        if called(folder, wish, deadline - time.monotonic()):
            return None
        if time.monotonic() > deadline:
            raise Busy(f"{_holder(folder)} has the window open and does not answer; end it and try again")
        time.sleep(TRY_AGAIN_SECONDS)


def called(folder: Path, wish: str, patience: float) -> bool:
    """Whether the window over a folder was reached and has done the wish."""
    token = os.environ.get("XDG_ACTIVATION_TOKEN", "")
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    folder_file = -1
    try:
        line.settimeout(max(patience, TRY_AGAIN_SECONDS))
        address, folder_file = _address(folder)
        line.connect(address)
        line.send(f"{wish} {token}".encode())
        return line.recv(64) == DONE
    except OSError:
        return False
    finally:
        line.close()
        if folder_file >= 0:
            os.close(folder_file)


def window_is_open(folder: Path) -> bool:
    """Whether a process holds the lock of a folder."""
    try:
        file = os.open(folder / LOCK_NAME, os.O_RDONLY)
    except OSError:
        return False
    try:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(file)
    return False


def _address(folder: Path) -> tuple[str, int]:
    """Where the socket is, and the open folder through which a long path is reached (-1 for a short one)."""
    address = folder / SOCKET_NAME
    if len(os.fsencode(address)) <= LONGEST_ADDRESS:
        return str(address), -1
    file = os.open(folder, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
    return f"/proc/self/fd/{file}/{SOCKET_NAME}", file


def _holder(folder: Path) -> str:
    try:
        number = int((folder / LOCK_NAME).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return "another Momentum"
    return f"another Momentum (process {number})"
