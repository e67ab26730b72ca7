"""What the colours of a chart stand for: a dot and a word each, in as many lines as they need."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from momentum_desktop.gui.theme import CAPTION, GRID, LIGHT, Theme, font

LINE, DOT, GAP = 20, 10, 2 * GRID


class Legend(QWidget):
    """Shows (word, colour) each; its accessible name lists the words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._entries: tuple[tuple[str, str], ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_entries(self, entries: tuple[tuple[str, str], ...]) -> None:
        self._entries = entries
        self.setAccessibleName("Colours: " + ", ".join(words for words, _ in entries))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = {box.top() for box in self._boxes(width)}
        return LINE * max(1, len(lines))

    def sizeHint(self) -> QSize:
        return QSize(40 * GRID, self.heightForWidth(max(self.width(), 40 * GRID)))

    def minimumSizeHint(self) -> QSize:
        return QSize(20 * GRID, LINE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(CAPTION))
        for (words, colour), box in zip(self._entries, self._boxes(self.width()), strict=True):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            painter.drawEllipse(QPointF(box.left() + DOT / 2, box.center().y()), DOT / 2 - 1, DOT / 2 - 1)
            painter.setPen(QColor(self._theme.muted))
            painter.drawText(box.adjusted(DOT + 6, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)

    def _boxes(self, width: int) -> list[QRectF]:
        metrics = QFontMetricsF(font(CAPTION))
        left, top = 0.0, 0.0
        boxes = []
        for words, _ in self._entries:
            own = DOT + 6 + metrics.horizontalAdvance(words) + 2
            if left and left + own > width:
                left, top = 0.0, top + LINE
            boxes.append(QRectF(left, top, own, LINE))
            left += own + GAP
        return boxes
