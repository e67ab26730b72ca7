"""Python's collector of cycles held off while an import holds a million objects: it would look through all of them,
again and again, and meanwhile no other thread runs, the window's neither."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class _Holding:
    """How many hold it off, and whether it was on before the first did."""

    def __init__(self) -> None:
        self._gate = threading.Lock()
        self._holders = 0
        self._was_on = True

    def begin(self) -> None:
        with self._gate:
            if not self._holders:
                self._was_on = gc.isenabled()
                gc.disable()
            self._holders += 1

    def end(self) -> None:
        with self._gate:
            self._holders -= 1
            if not self._holders and self._was_on:
                # What was made meanwhile and is still there counts as old, or the next small round would take it all.
                gc.freeze()
                gc.unfreeze()
                gc.enable()


_holding = _Holding()


@contextmanager
def uncollected() -> Iterator[None]:
    """For work in any thread that makes much and no cycles; what others make of these waits until it has ended."""
    _holding.begin()
    try:
        yield
    finally:
        _holding.end()
