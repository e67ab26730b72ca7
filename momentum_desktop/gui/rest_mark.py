"""How a day off looks among the squares of a calendar: a line around it, and its word in a legend."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from momentum_desktop.gui.theme import CAPTION, LIGHT, Theme, font
from momentum_desktop.service.plan_values import Rest

WORDS = "Day off"
SIDE, GAP, LINE = 10, 6, 20
Spans = tuple[tuple[date, date], ...]
"""(first, last) each, both ends inclusive."""


def days_off(rests: Iterable[Rest]) -> Spans:
    """When every streak rests; a pause of one alone is no day off."""
    return tuple((rest.first, rest.last) for rest in rests if rest.streak is None)


def is_off(day: date, spans: Spans) -> bool:
    """Whether a day lies in one of the spans."""
    return any(first <= day <= last for first, last in spans)


def paint_rest(painter: QPainter, box: QRectF, theme: Theme, corner: float) -> None:
    """Marks the square of a day off, over whatever fills it."""
    painter.setPen(QPen(QColor(theme.muted), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), corner, corner)


class RestLegend(QWidget):
    """The mark and its word; out of sight while no day that is shown is off."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self.setAccessibleName(f"Squares with a line around them: {WORDS.lower()}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(SIDE + GAP + round(QFontMetricsF(font(CAPTION)).horizontalAdvance(WORDS)) + 2, LINE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(0, (LINE - SIDE) / 2, SIDE, SIDE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.track))
        painter.drawRoundedRect(box, 2.5, 2.5)
        paint_rest(painter, box, self._theme, 2.5)
        painter.setFont(font(CAPTION))
        painter.setPen(QColor(self._theme.muted))
        words = QRectF(SIDE + GAP, 0, self.width() - SIDE - GAP, LINE)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, WORDS)
