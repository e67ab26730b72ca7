"""Where the points came from, as bars with their words and figures."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from momentum_desktop.gui.row_bars import RowBars
from momentum_desktop.gui.theme import CAPTION, GRID, figures, font
from momentum_desktop.gui.wording import counted, grouped

ROW = 28


class KindBars(RowBars):
    """A bar for each kind of points, the largest filling the width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("kind_bars", "Points by kind", parent)
        self._rows: tuple[tuple[str, int], ...] = ()
        self._noun = "point"

    def show_kinds(self, rows: tuple[tuple[str, int], ...], noun: str = "point") -> None:
        """Each kind in words, and how many of what the noun says."""
        self._rows, self._noun = rows, noun
        self.setAccessibleName(f"{noun.capitalize()}s by kind")
        self.update()

    def rows_told(self) -> tuple[str, ...]:
        return tuple(f"{words}: {counted(points, self._noun)}" for words, points in self._rows)

    def row_rect(self, place: int) -> QRectF:
        step = min(float(ROW + GRID), self.height() / len(self._rows))
        return QRectF(0, place * step, self.width(), step)

    def sizeHint(self) -> QSize:
        return QSize(40 * GRID, ROW * max(1, len(self._rows)))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._rows:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        name_face, number_face = font(CAPTION), figures(CAPTION, QFont.Weight.DemiBold)
        name_metrics, number_metrics = QFontMetricsF(name_face), QFontMetricsF(number_face)
        names = min(self.width() * 0.4, max(name_metrics.horizontalAdvance(words) for words, _ in self._rows) + GRID)
        numbers = max(number_metrics.horizontalAdvance(grouped(points)) for _, points in self._rows) + GRID
        most = max(1, *(points for _, points in self._rows))
        for place, (words, points) in enumerate(self._rows):
            row = self.row_rect(place)
            painter.setFont(name_face)
            painter.setPen(QColor(self._theme.text))
            shown = name_metrics.elidedText(words, Qt.TextElideMode.ElideRight, names - GRID)
            painter.drawText(row, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
            painter.setFont(number_face)
            painter.drawText(row, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, grouped(points))
            bar = QRectF(names, row.center().y() - 5, self.width() - names - numbers, 10)
            self.paint_mark(painter, place, bar)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.track))
            painter.drawRoundedRect(bar, 5, 5)
            if points > 0:
                bar.setWidth(max(10.0, bar.width() * points / most))
                painter.setBrush(QColor(self._theme.accent))
                painter.drawRoundedRect(bar, 5, 5)
