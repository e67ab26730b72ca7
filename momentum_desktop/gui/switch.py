"""A switch: on at the right with a tick in it, off at the left, so that it is told by more than its colour."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from momentum_desktop.gui.theme import GRID, LIGHT, Theme

SIZE = QSize(5 * GRID + 6, 3 * GRID + 6)
RIM = 3


class Switch(QAbstractButton):
    """Is clicked or switched by the space bar."""

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self.setObjectName(object_name)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(SIZE)

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return SIZE

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, on = self._theme, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(0.45)
        track = QRectF(self.rect()).adjusted(RIM, RIM, -RIM, -RIM)
        round_ = track.height() / 2
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(track.adjusted(-2, -2, 2, 2), round_ + 2, round_ + 2)
        painter.setPen(Qt.PenStyle.NoPen if on else QPen(QColor(theme.muted), 1.5))
        painter.setBrush(QColor(theme.accent if on else theme.track))
        painter.drawRoundedRect(track.adjusted(0.75, 0.75, -0.75, -0.75), round_, round_)
        side = track.height() - 8
        left = track.right() - side - 4 if on else track.left() + 4
        knob = QRectF(left, track.top() + 4, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.on_accent if on else theme.muted))
        painter.drawEllipse(knob)
        if on:
            middle = knob.center()
            painter.setPen(QPen(QColor(theme.accent), 1.75, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            tick = (QPointF(-3.2, 0.2), QPointF(-0.8, 2.6), QPointF(3.4, -2.4))
            painter.drawPolyline([middle + point for point in tick])
