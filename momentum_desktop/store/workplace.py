"""A folder in which one process at a time works, and in which nothing unfinished outlives the one who began it."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from momentum_desktop.errors import Busy

try:
    import fcntl
except ImportError:  # pragma: no cover - without flock two who work in one folder at once are not kept apart
    fcntl = None  # type: ignore[assignment]

PATIENCE_SECONDS = 60.0
UNFINISHED = ".momentum-unfinished-"
COMPANIONS = ("-wal", "-shm", "-journal")


@contextmanager
def alone_in(folder: Path, patience: float = PATIENCE_SECONDS) -> Iterator[None]:
    """Keep others out of a folder for a while. Busy if another keeps it for longer than so many seconds."""
    handle = _opened(folder)
    try:
        _lock(handle, patience)
        yield
    finally:
        _close(handle)


@contextmanager
def working_in(folder: Path) -> Iterator[None]:
    """Be alone in a folder, once what someone who was killed left behind in it is removed. Busy if another keeps it for
    longer than a minute."""
    with alone_in(folder):
        for left in folder.glob(f"{UNFINISHED}*"):
            if left.is_dir():
                _remove_abandoned(left)
            else:
                left.unlink(missing_ok=True)
        yield


@contextmanager
def unfinished_file(folder: Path) -> Iterator[Path]:
    """An empty file that only its owner can read, for use inside `working_in`; it is removed unless it was renamed."""
    handle, name = tempfile.mkstemp(prefix=UNFINISHED, dir=folder)
    os.close(handle)
    path = Path(name)
    try:
        yield path
    finally:
        for left in (path.name, *(f"{path.name}{ending}" for ending in COMPANIONS)):
            path.with_name(left).unlink(missing_ok=True)


@contextmanager
def unfinished_folder(parent: Path) -> Iterator[Path]:
    """A folder of one's own, for work that takes long; others may go on beside it."""
    with working_in(parent):
        path = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=parent))
        handle = _opened(path)
        _lock(handle, 0)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)
        _close(handle)


def _opened(folder: Path) -> int:
    handle = -1
    if fcntl is not None:
        handle = os.open(folder, os.O_RDONLY)
    return handle


def _lock(handle: int, patience: float) -> None:
    give_up = time.monotonic() + patience
    while handle >= 0:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= give_up:
                raise Busy("another program works in the folder") from None
            time.sleep(0.05)
        except OSError:
            return  # a file system without locks
        else:
            return


def _remove_abandoned(folder: Path) -> None:
    try:
        handle = _opened(folder)
    except OSError:
        return
    try:
        _lock(handle, 0)
        shutil.rmtree(folder, ignore_errors=True)
    except Busy:
        pass
    finally:
        _close(handle)


def _close(handle: int) -> None:
    if handle >= 0:
        os.close(handle)
