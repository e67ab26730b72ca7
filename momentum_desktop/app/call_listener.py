"""Hears what later starts of the program ask of the window that is open."""

from __future__ import annotations

import os
import socket
from contextlib import suppress

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal

from momentum_desktop.app.window_lock import DONE, QUICK_ADD

SILENCE_MS = 2_000
LONGEST_CALL = 1_024


class CallListener(QObject):
    """Takes calls on a socket. Each is answered when the slots of its signal have run."""

    raise_requested = Signal()
    quick_add_requested = Signal()

    def __init__(self, listener: socket.socket, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._listener = listener
        self._calls: dict[socket.socket, QSocketNotifier] = {}
        self._knock = QSocketNotifier(listener.fileno(), QSocketNotifier.Type.Read, self)
        self._knock.activated.connect(self._on_knock_activated)

    def close(self) -> None:
        """Hear nothing more."""
        self._knock.setEnabled(False)
        for call in tuple(self._calls):
            self._end(call)

    def _on_knock_activated(self) -> None:
        try:
            call, _ = self._listener.accept()
        except OSError:
            return
        call.setblocking(False)
        notifier = QSocketNotifier(call.fileno(), QSocketNotifier.Type.Read, self)
        self._calls[call] = notifier
        notifier.activated.connect(lambda: self._hear(call))
        QTimer.singleShot(SILENCE_MS, self, lambda: self._end(call))

    def _hear(self, call: socket.socket) -> None:
        with suppress(OSError):
            wish, _, token = call.recv(LONGEST_CALL).decode(errors="replace").partition(" ")
            if wish:
                self._do(wish, token)
                call.send(DONE)
        self._end(call)

    def _do(self, wish: str, token: str) -> None:
        if token:
            # Qt passes it on to the compositor, which else lets no window come to the front by itself.
            os.environ["XDG_ACTIVATION_TOKEN"] = token
        if wish == QUICK_ADD:
            self.quick_add_requested.emit()
        else:
            self.raise_requested.emit()

    def _end(self, call: socket.socket) -> None:
        notifier = self._calls.pop(call, None)
        if notifier is not None:
            notifier.setEnabled(False)
            notifier.deleteLater()
            call.close()
