"""Paints the rows of an answer: days, events and their lines, with the figures at the right."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from momentum_desktop.gui.theme import BODY, CAPTION, GRID, LIGHT, Theme, figures, font
from momentum_desktop.gui.why_model import ROW, Index, RowKind, WhyRow

INSET, FIGURE, INDENT = 2 * GRID, 8 * GRID, GRID + GRID // 2
HEIGHTS = {RowKind.DAY: 5 * GRID, RowKind.EVENT: 3 * GRID + GRID // 2}
LINE_GAP = GRID // 2 + 2
WRAPPED = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignTop)


class WhyDelegate(QStyledItemDelegate):
    """Lines wrap; days and titles are cut at the end when they are too long."""

    def __init__(self, view: QAbstractItemView | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent or view)
        self._theme = LIGHT
        self._view = view
        self._day, self._event = font(CAPTION, QFont.Weight.DemiBold), font(BODY, QFont.Weight.Medium)
        self._line, self._figure = font(CAPTION), figures(BODY, QFont.Weight.DemiBold)
        self._time = figures(CAPTION)

    def set_view(self, view: QAbstractItemView) -> None:
        """The view whose width the rows have."""
        self._view = view

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: WhyRow = index.data(ROW)
        width = self._view.viewport().width() if self._view is not None else option.rect.width()
        if row.kind is not RowKind.LINE:
            return QSize(width, HEIGHTS[row.kind])
        room = QRect(0, 0, max(10 * GRID, width - 2 * INSET - INDENT - FIGURE), 100 * GRID)
        words = QFontMetrics(self._line).boundingRect(room, WRAPPED, row.words).height()
        return QSize(width, max(words, QFontMetrics(self._figure).height()) + LINE_GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: WhyRow = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.accent_soft))
            painter.drawRoundedRect(option.rect.adjusted(GRID // 2, 0, -GRID // 2, 0), GRID // 2, GRID // 2)
        box = option.rect.adjusted(INSET, 0, -INSET, 0)
        if row.kind is RowKind.DAY:
            self._write(painter, box.adjusted(0, 0, 0, -GRID // 2), self._day, self._theme.muted, row.words, low=True)
        elif row.kind is RowKind.EVENT:
            room = box.adjusted(0, 0, -FIGURE, -2)
            self._write(painter, room, self._event, self._theme.text, row.words, low=True)
            self._set(painter, self._time, self._theme.muted)
            corner = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
            painter.drawText(box.adjusted(0, 0, 0, -3), corner, row.figure)
        else:
            self._set(painter, self._line, self._theme.muted)
            painter.drawText(box.adjusted(INDENT, 1, -FIGURE, 0), WRAPPED, row.words)
            self._set(painter, self._figure, self._theme.text)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, row.figure)
        painter.restore()

    def _write(self, painter: QPainter, box: QRect, face: QFont, ink: str, words: str, *, low: bool) -> None:
        self._set(painter, face, ink)
        shown = QFontMetrics(face).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        side = Qt.AlignmentFlag.AlignBottom if low else Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | side, shown)

    @staticmethod
    def _set(painter: QPainter, face: QFont, ink: str) -> None:
        painter.setFont(face)
        painter.setPen(QColor(ink))
