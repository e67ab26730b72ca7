"""A part of the window that opens at a click, or with Enter when the keyboard is on it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from momentum_desktop.gui.theme import GRID, LIGHT, RADIUS, Theme

OUTLINE = 2


class ClickArea(QAbstractButton):
    """Holds other widgets and behaves as a button; quiet until the mouse or the keyboard is on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme: Theme = LIGHT
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        # By key only: a click leaves the cursor in the quick-add line.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def apply_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.theme.hover))
            painter.drawRoundedRect(QRectF(self.rect()), GRID, GRID)
        self.paint_focus(painter, GRID)

    def paint_card(self, painter: QPainter, card: QRectF, ground: str) -> None:
        """A card as the ground, with an edge while the mouse is on it and an outline while the keyboard is."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(card, RADIUS, RADIUS)
        inset = OUTLINE / 2
        ink = self.theme.accent if self.hasFocus() else self.theme.track
        if self.hasFocus() or self.underMouse():
            painter.setPen(QPen(QColor(ink), OUTLINE))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(card.adjusted(inset, inset, -inset, -inset), RADIUS - inset, RADIUS - inset)

    def paint_focus(self, painter: QPainter, radius: float) -> None:
        """An outline, while the keyboard is here."""
        if self.hasFocus():
            inset = OUTLINE / 2
            painter.setPen(QPen(QColor(self.theme.accent), OUTLINE))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius)
