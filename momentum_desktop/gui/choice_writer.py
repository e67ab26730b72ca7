"""Writes what a person chooses into the settings, without the window ever waiting for another program."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal

from momentum_desktop.errors import Busy, MomentumError, sentence
from momentum_desktop.service.choices import Choices
from momentum_desktop.service.settings_file import PATIENCE_SECONDS

AGAIN_MS = 50


class ChoiceWriter(QObject):
    """Writes each choice at once or, while another program holds the settings, as soon as it may; of several values for
    one name the newest. `settled` says that one is written, or in words why it is not."""

    settled = Signal(str)

    def __init__(self, choices: Choices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choices = choices
        self._waiting: dict[str, tuple[object, float]] = {}
        self._again = QTimer(self, interval=AGAIN_MS)
        self._again.timeout.connect(self._write)

    def choose(self, name: str, value: object) -> None:
        self._waiting[name] = value, monotonic() + PATIENCE_SECONDS
        self._write()

    def finish(self) -> None:
        """Write what waits before there is no more time to, however many values wait."""
        self._write(monotonic() + PATIENCE_SECONDS)

    def _write(self, until: float = 0) -> None:
        for name, (value, give_up) in tuple(self._waiting.items()):
            told = ""
            try:
                self._choices.choose(name, value, max(0, until - monotonic()))
            except Busy as busy:
                if monotonic() < give_up:
                    continue
                told = sentence(str(busy))
            except MomentumError as error:
                told = sentence(str(error))
            del self._waiting[name]
            self.settled.emit(told)
        if self._waiting:
            self._again.start()
        else:
            self._again.stop()
