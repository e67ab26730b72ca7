"""What a signal of the service's thread carries, waited for without a receiver that goes before the signal does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pytestqt.qtbot import QtBot


class Told:
    """What a signal carried; `args` are those of the last time."""

    def __init__(self) -> None:
        self.all: list[list[Any]] = []

    @property
    def args(self) -> list[Any]:
        return self.all[-1]


@contextmanager
def heard(qtbot: QtBot, signal: Any) -> Iterator[Told]:
    """Waits until the signal has come after what is done inside. It stays connected: one that is let go could still be
    called by what is on its way from the other thread."""
    told = Told()
    signal.connect(lambda *args: told.all.append(list(args)))
    yield told
    qtbot.waitUntil(lambda: bool(told.all), timeout=60_000)
