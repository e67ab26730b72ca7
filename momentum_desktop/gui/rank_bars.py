"""Ranks as bars: people, or the weeks of one who is alone."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from momentum_desktop.gui.row_bars import RowBars
from momentum_desktop.gui.theme import BODY, GRID, figures, font
from momentum_desktop.gui.wording import counted, grouped

ROW, BAR = 4 * GRID, 10


class Rank(NamedTuple):
    """One line: its rank, its name, its points, and whether it is the one that all is about."""

    rank: int
    words: str
    points: int
    own: bool


class RankBars(RowBars):
    """A bar for each rank, the first filling the width; the own one stands out by weight, mark and colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("rank_bars", "Ranks", parent)
        self._ranks: tuple[Rank, ...] = ()

    def show_ranks(self, ranks: tuple[Rank, ...]) -> None:
        self._ranks = ranks
        self.update()

    def rows_told(self) -> tuple[str, ...]:
        return tuple(f"{each.rank}, {each.words}: {counted(each.points, 'point')}" for each in self._ranks)

    def row_rect(self, place: int) -> QRectF:
        return QRectF(0, place * ROW, self.width(), ROW)

    def sizeHint(self) -> QSize:
        return QSize(40 * GRID, ROW * max(1, len(self._ranks)))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._ranks:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        numbers = QFontMetricsF(figures(BODY, QFont.Weight.DemiBold))
        words = QFontMetricsF(font(BODY, QFont.Weight.DemiBold))
        place = max(numbers.horizontalAdvance(grouped(each.rank)) for each in self._ranks) + 2 * GRID
        name = min(self.width() * 0.45, max(words.horizontalAdvance(each.words) for each in self._ranks) + 2 * GRID)
        points = max(numbers.horizontalAdvance(grouped(each.points)) for each in self._ranks) + 2 * GRID
        most = max(1, *(each.points for each in self._ranks))
        for row, each in enumerate(self._ranks):
            line = self.row_rect(row)
            self._write(painter, line, each, (place, name), words)
            bar = QRectF(place + name, line.center().y() - BAR / 2, line.width() - place - name - points, BAR)
            self.paint_mark(painter, row, bar)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.track))
            painter.drawRoundedRect(bar, BAR / 2, BAR / 2)
            if each.points > 0:
                bar.setWidth(max(float(BAR), bar.width() * each.points / most))
                painter.setBrush(QColor(self._theme.accent if each.own else self._theme.muted))
                painter.setOpacity(1.0 if each.own else 0.55)
                painter.drawRoundedRect(bar, BAR / 2, BAR / 2)
                painter.setOpacity(1.0)

    def _write(
        self, painter: QPainter, line: QRectF, each: Rank, room: tuple[float, float], metrics: QFontMetricsF
    ) -> None:
        place, name = room
        weight = QFont.Weight.DemiBold if each.own else QFont.Weight.Normal
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(figures(BODY, weight))
        painter.setPen(QColor(self._theme.accent if each.own else self._theme.muted))
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignLeft, grouped(each.rank))
        painter.setPen(QColor(self._theme.text))
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignRight, grouped(each.points))
        painter.setFont(font(BODY, weight))
        shown = metrics.elidedText(each.words, Qt.TextElideMode.ElideRight, name - 2 * GRID)
        painter.drawText(line.adjusted(place, 0, 0, 0), middle | Qt.AlignmentFlag.AlignLeft, shown)
