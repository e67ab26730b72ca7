"""SQLite's write-ahead log after a long transaction, copied into the database beside the writing.

Without it the commit itself, or that of whoever writes next, would copy it, and somebody would wait for that."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import ThreadPoolExecutor

from momentum_desktop.store.journal import Journal
from momentum_desktop.store.store import Store

log = logging.getLogger(__name__)


class LogCopying:
    """Used by the writer's thread; only the copying is done in one of its own."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._thread: ThreadPoolExecutor | None = None
        self._ended = threading.Event()
        self._begun = 0
        self._done = 0

    def leave(self, journal: Journal) -> None:
        """Let commits of the journal copy nothing, until the copying that follows has ended."""
        journal.let_commits_copy(False)

    def begin(self) -> None:
        """Copy what there is to copy."""
        self._begun += 1
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, "momentum-log")
        self._thread.submit(self._copy)

    def end(self, journal: Journal) -> None:
        """Let commits copy again if all copying has ended."""
        if self._ended.is_set():
            self._ended.clear()
            if self._done == self._begun:
                journal.let_commits_copy(True)

    def close(self) -> None:
        """Wait until the copying has ended."""
        if self._thread is not None:
            self._thread.shutdown(wait=True)

    def _copy(self) -> None:
        copy_log(self._store)
        self._done += 1
        self._ended.set()


def copy_log(store: Store) -> None:
    """Copy what there is to copy. If that fails the next commits do it."""
    try:
        store.copy_log()
    except Exception:
        log.warning("the write-ahead log could not be copied beside the writing")
