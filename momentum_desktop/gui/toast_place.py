"""Where toasts stand: at the bottom right of what they may cover, and never over the row that the hand is at."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize

from momentum_desktop.gui.theme import GRID


def place_of(size: QSize, room: QRect, spared: QRect) -> QPoint:
    """The top left of toasts of a size in `room`: at its bottom right, or over or else under what is `spared`."""
    home = QRect(QPoint(room.right() + 1 - size.width(), room.bottom() + 1 - size.height()), size)
    if not home.intersects(spared):
        return home.topLeft()
    above = spared.top() - GRID - size.height()
    below = spared.bottom() + GRID
    if above >= room.top():
        return QPoint(home.left(), above)
    return QPoint(home.left(), below) if below <= home.top() else home.topLeft()
