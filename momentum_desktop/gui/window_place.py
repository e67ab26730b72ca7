"""Where the window stands: wholly on its screen, with the frame that the desktop puts around it."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

LIKELY_FRAME = QMargins(4, 36, 4, 4)
"""What a desktop may put around a window; what it did put there is known only when the window is shown."""


def screen_room(window: QWidget) -> QRect:
    """What of its screen a window may take. A screen that is only made up, as for pictures, bounds nothing."""
    if QGuiApplication.platformName() == "offscreen":
        return QRect(QPoint(), window.maximumSize())
    return window.screen().availableGeometry()


def first_size(wanted: QSize, room: QSize) -> QSize:
    """The wanted size of a window, or what of it fits into the room of its screen with a frame around."""
    return wanted.boundedTo(room.shrunkBy(LIKELY_FRAME))


def placed(wanted: QRect, room: QRect, least: QSize) -> QRect:
    """What lies inside the room and is nearest to the wanted rectangle in size and place. It is never smaller than
    `least`: in a room that is, the top left stays in sight."""
    size = wanted.size().boundedTo(room.size()).expandedTo(least)
    left = max(room.left(), min(wanted.left(), room.left() + room.width() - size.width()))
    top = max(room.top(), min(wanted.top(), room.top() + room.height() - size.height()))
    return QRect(left, top, size.width(), size.height())


def fit_to_screen(window: QWidget, opened_as: QSize) -> None:
    """Makes a window that is shown lie on its screen with its frame. One that fills the screen is left as it is, and so
    is one that was given another size since it was opened."""
    change = window.size() - opened_as
    # Where pixels are scaled, what is rounded differs by one.
    as_opened = max(abs(change.width()), abs(change.height())) <= 1
    if not as_opened or window.isMaximized() or window.isFullScreen():
        return
    room = screen_room(window).marginsRemoved(window.windowHandle().frameMargins())
    inside = placed(window.geometry(), room.adjusted(1, 1, -1, -1), window.minimumSize())
    if inside != window.geometry():
        window.setGeometry(inside)
