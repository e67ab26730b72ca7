"""The points that rise from where they were earned."""

from __future__ import annotations

from PySide6.QtCore import QAbstractAnimation, QEasingCurve, QPoint, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from momentum_desktop.gui.theme import GRID, TITLE, Theme, figures
from momentum_desktop.service.number_words import signed

WIDTH, HEIGHT, CLIMB = 12 * GRID, 4 * GRID, 5 * GRID
MILLISECONDS = 900


class Rise(QWidget):
    """“+18” that climbs from a point of its parent, fades and is gone; the mouse goes through it."""

    def __init__(self, points: int, start: QPoint, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = signed(points)
        self._ink = QColor(theme.accent)
        self._start = QPoint(start.x() - WIDTH, start.y())
        self._face = figures(TITLE, QFont.Weight.Bold)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.resize(WIDTH, HEIGHT)
        self._flight = QVariantAnimation(self, startValue=0.0, endValue=1.0, duration=MILLISECONDS)
        self._flight.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._flight.valueChanged.connect(self._on_flight_value_changed)
        self._flight.finished.connect(self.deleteLater)
        self._on_flight_value_changed(0.0)
        self.show()
        self.raise_()
        self._flight.start(QAbstractAnimation.DeletionPolicy.KeepWhenStopped)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setOpacity(1 - max(0.0, float(self._flight.currentValue() or 0.0) - 0.6) / 0.4)
        painter.setFont(self._face)
        painter.setPen(self._ink)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._words)

    def _on_flight_value_changed(self, share: float) -> None:
        self.move(self._start.x(), self._start.y() - round(share * CLIMB))
        self.update()
