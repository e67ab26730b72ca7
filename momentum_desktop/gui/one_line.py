"""A line of words that gives way where room is short."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QWidget


class OneLine(QWidget):
    """One line of text, cut with an ellipsis where it does not fit; the tooltip then holds all of it."""

    def __init__(self, face: QFont, muted: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = QPalette.ColorRole.PlaceholderText if muted else QPalette.ColorRole.WindowText
        self.text = ""
        self.setFont(face)
        self.setFixedHeight(self.fontMetrics().height() + 2)

    def show_text(self, text: str, struck: bool = False) -> None:
        """The words, struck through if they are done with."""
        face = self.font()
        face.setStrikeOut(struck)
        self.setFont(face)
        self.text = text
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text) + 1, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self._role))
        words = self.fontMetrics().elidedText(self.text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
