"""A box to choose one of a few words from, with an arrow in the theme's ink."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox, QWidget

from momentum_desktop.gui.theme import LIGHT, Theme


class ChoiceBox(QComboBox):
    """A combo box that paints its own arrow, because a style sheet takes Qt's away."""

    def __init__(self, object_name: str, spoken: str, words: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ink = LIGHT.muted
        self.setObjectName(object_name)
        self.setAccessibleName(spoken)
        self.addItems([str(word) for word in words])

    def apply_theme(self, theme: Theme) -> None:
        self._ink = theme.muted
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._ink), 1.75, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        tip = QPointF(self.width() - 17, self.height() / 2 + 2)
        painter.drawPolyline([tip + QPointF(-4, -4), tip, tip + QPointF(4, -4)])
        painter.end()
