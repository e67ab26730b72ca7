"""Rows of bars that open: each at a click, or with Enter where the arrow keys are."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from momentum_desktop.gui.theme import LIGHT, Theme

NOWHERE = -1
APART = 3
"""How far the line around a bar is from it."""


class RowBars(QWidget):
    """What the charts in rows share. `row_chosen` comes with the place of the row that asks why."""

    row_chosen = Signal(int)

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._title = title
        self._theme = LIGHT
        self._current = 0
        self._under = NOWHERE

    def rows_told(self) -> tuple[str, ...]:
        """Each row in words."""
        raise NotImplementedError

    def row_rect(self, place: int) -> QRectF:
        """Where a row is."""
        raise NotImplementedError

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def paint_mark(self, painter: QPainter, place: int, bar: QRectF) -> None:
        """A line around a bar: where the keyboard is, and fainter where the mouse is."""
        here = self.hasFocus() and place == min(self._current, len(self.rows_told()) - 1)
        if here or place == self._under:
            around = bar.adjusted(-APART, -APART, APART, APART)
            painter.setPen(QPen(QColor(self._theme.accent if here else self._theme.muted), 2 if here else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(around, around.height() / 2, around.height() / 2)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._look_at(self._place_at(event))

    def leaveEvent(self, event: QEvent) -> None:
        self._look_at(NOWHERE)
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event)
        if event.button() == Qt.MouseButton.LeftButton and place != NOWHERE:
            self.row_chosen.emit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in steps and self.rows_told():
            self._go_to(self._current + steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current < len(self.rows_told()):
            self.row_chosen.emit(self._current)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.rows_told():
            self._go_to(self._current)

    def _place_at(self, event: QMouseEvent) -> int:
        spot = event.position()
        places = range(len(self.rows_told()))
        return next((place for place in places if self.row_rect(place).contains(spot)), NOWHERE)

    def _look_at(self, place: int) -> None:
        if place != self._under:
            self._under = place
            over = place != NOWHERE
            self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
            self.update()

    def _go_to(self, place: int) -> None:
        told = self.rows_told()
        self._current = min(max(place, 0), len(told) - 1)
        self.setAccessibleName(f"{self._title}. {told[self._current]}. Why?")
        self.update()
