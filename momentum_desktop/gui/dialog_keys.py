"""The keys that dialogs have in common."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QPushButton

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def accept_by_keys(dialog: QDialog) -> None:
    """Lets Ctrl+Enter accept a dialog, also from a field of several lines, where Enter begins a line."""
    shortcut = QShortcut(dialog)
    shortcut.setKeys([QKeySequence(Qt.Modifier.CTRL | key) for key in ENTER])
    shortcut.activated.connect(dialog.accept)


class EnterButton(QPushButton):
    """A button that Enter presses while the keyboard is on it, and never from elsewhere in its dialog."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setAutoDefault(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)
