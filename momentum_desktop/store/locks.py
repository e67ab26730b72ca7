"""`data.lock`: held shared by every process that has the data open, exclusively while the data is upgraded."""

from __future__ import annotations

import os
from pathlib import Path

from momentum_desktop.errors import Busy, CannotWrite

try:
    import fcntl
except ImportError:  # pragma: no cover - a platform without flock relies on the database's own locks
    fcntl = None  # type: ignore[assignment]


class DataLock:
    """A lock on the data folder; the kernel lets go of it when the process ends, however it ends."""

    def __init__(self, folder: Path) -> None:
        path = folder / "data.lock"
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        except OSError:
            self._file = -1

    def share(self) -> None:
        """Hold it together with others. Busy if someone upgrades or restores at this moment."""
        if self._file >= 0 and fcntl is not None:
            self._take(fcntl.LOCK_SH, "the data is being upgraded by another program; try again in a moment")

    def own(self) -> None:
        """Hold it alone. Busy while another process has the data open."""
        if self._file < 0:
            raise CannotWrite("the data folder cannot be written; nothing was changed; make it writable and try again")
        if fcntl is not None:
            try:
                self._take(fcntl.LOCK_EX, "")
            except Busy:
                held = f"{_holder(self._file)}; close it and try again; nothing was changed"
                raise Busy(held) from None

    def release(self) -> None:
        """Let go."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _take(self, kind: int, fault: str) -> None:
        try:
            fcntl.flock(self._file, kind | fcntl.LOCK_NB)
        except OSError:
            raise Busy(fault) from None


def _holder(file: int) -> str:
    """Who has the data open, as exactly as the system tells it."""
    inode = f":{os.fstat(file).st_ino}"
    try:
        locks = [line.split() for line in Path("/proc/locks").read_text(encoding="ascii").splitlines()]
    except OSError:
        locks = []
    processes = sorted({lock[4] for lock in locks if lock[1] == "FLOCK" and lock[5].endswith(inode)} - {"-1", "0"})
    window = any(_is_window(process) for process in processes)
    numbers = f" (process {' and '.join(processes)})" if processes else ""
    return f"{'the Momentum window' if window else 'another Momentum'} has the data open{numbers}"


def _is_window(process: str) -> bool:
    try:
        words = Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return any(Path(os.fsdecode(word)).name in ("momentum-desktop", "momentum_desktop") for word in words)
