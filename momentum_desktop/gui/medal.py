"""A medallion as a widget of its own."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from momentum_desktop.gui.medallion import Medallion, paint_medallion
from momentum_desktop.gui.theme import LIGHT, Theme

MARGIN, RADIUS = 4, 0.42


class Medal(QWidget):
    """Paints one medallion in a square; what it means is said beside it."""

    def __init__(self, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._look: Medallion | None = None
        self.setFixedSize(QSize(side, side))

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_look(self, look: Medallion) -> None:
        self._look = look
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._look is not None:
            painter = QPainter(self)
            side = self.width()
            # Below the ring there is room for the studs of a tier.
            radius = side * RADIUS
            centre = QPointF(side / 2, radius + MARGIN)
            paint_medallion(painter, centre, radius, self._look, self._theme, self.devicePixelRatioF())
