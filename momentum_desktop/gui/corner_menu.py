"""A menu of a button in the right corner of the window."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget


class CornerMenu(QMenu):
    """Ends where its button ends, so that it hangs over the window and not beside it; within another menu it stands
    where that one puts it."""

    def __init__(self, button: QWidget, title: str = "") -> None:
        super().__init__(title, button)
        self._button = button

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        within = QApplication.activePopupWidget()
        if within is None or within is self:
            right = self._button.mapToGlobal(QPoint(self._button.width(), 0)).x()
            self.move(max(self._button.screen().availableGeometry().left(), right - self.width()), self.y())
