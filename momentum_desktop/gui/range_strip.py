"""All days in a narrow strip, with a window on those that the chart shows, to move it by."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from momentum_desktop.gui.insight_figures import Span
from momentum_desktop.gui.theme import GRID, LIGHT, Theme

HEIGHT, CORNER, GRAIN = 5 * GRID, 4, 3
STEP = 0.25
"""How much of a window one press of an arrow key moves it by."""


class RangeStrip(QWidget):
    """`moved` comes with the ordinal of the first day that the window is to begin with."""

    moved = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("range_strip")
        self.setAccessibleName("The part of all days that is shown")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self._theme = LIGHT
        self._spans: tuple[Span, ...] = ()
        self._view = (0.0, 1.0)
        self._outline: QPolygonF | None = None
        self._grasp: float | None = None

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_spans(self, spans: tuple[Span, ...]) -> None:
        self._spans = spans
        self._outline = None
        self.update()

    def show_view(self, first: float, last: float) -> None:
        """The window, from one ordinal to another."""
        self._view = (first, last)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(40 * GRID, HEIGHT)

    def window_box(self) -> QRectF:
        """Where the window is."""
        left, right = (self._x(ordinal) for ordinal in self._view)
        return QRectF(left, 1, max(4.0, right - left), self.height() - 2)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not self._spans:
            return
        x = event.position().x()
        box = self.window_box()
        # A press beside the window brings its middle there.
        self._grasp = x - box.left() if box.left() <= x <= box.right() else box.width() / 2
        self._move_to(x)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grasp is not None:
            self._move_to(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grasp = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -STEP, Qt.Key.Key_Right: STEP, Qt.Key.Key_PageUp: -1.0, Qt.Key.Key_PageDown: 1.0}
        first, last = self._view
        if event.key() in steps:
            self.moved.emit(first + steps[Qt.Key(event.key())] * (last - first))
        elif event.key() == Qt.Key.Key_Home:
            self.moved.emit(float("-inf"))
        elif event.key() == Qt.Key.Key_End:
            self.moved.emit(float("inf"))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._spans:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.hover))
        painter.drawRoundedRect(QRectF(self.rect()), CORNER, CORNER)
        box = self.window_box()
        painter.setBrush(QColor(self._theme.accent_soft))
        painter.drawRoundedRect(box, CORNER, CORNER)
        if self._outline is None or self._outline.boundingRect().width() > self.width():
            self._outline = self._traced()
        painter.setPen(QPen(QColor(self._theme.muted), 1))
        painter.drawPolyline(self._outline)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._theme.text if self.hasFocus() else self._theme.accent), 2))
        painter.drawRoundedRect(box.adjusted(1, 0, -1, 0), CORNER, CORNER)

    def resizeEvent(self, event: object) -> None:
        self._outline = None

    def _traced(self) -> QPolygonF:
        """A line through the average of every few pixels."""
        sums: dict[int, list[int]] = {}
        for span in self._spans:
            column = int(self._x((span.first.toordinal() + span.last.toordinal()) / 2)) // GRAIN
            sums.setdefault(column, []).append(span.points)
        heights = {column: sum(points) / len(points) for column, points in sums.items()}
        most = max(1.0, *heights.values())
        room = self.height() - 10
        return QPolygonF(
            [
                QPointF((column + 0.5) * GRAIN, self.height() - 5 - room * points / most)
                for column, points in heights.items()
            ]
        )

    def _ends(self) -> tuple[float, float]:
        return self._spans[0].first.toordinal() - 0.5, self._spans[-1].last.toordinal() + 0.5

    def _x(self, ordinal: float) -> float:
        first, last = self._ends()
        return (ordinal - first) / (last - first) * self.width()

    def _move_to(self, x: float) -> None:
        first, last = self._ends()
        left = x - (self._grasp or 0.0)
        self.moved.emit(first + left / max(1, self.width()) * (last - first))
