"""The ring of the focus timer, with minutes and seconds in it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from momentum_desktop.gui.theme import CAPTION, DISPLAY, GRID, LIGHT, TITLE, Theme, figures, font
from momentum_desktop.gui.wording import counted

SIDE = 13 * GRID
WIDTH = 7


def clock_words(seconds: int) -> str:
    """Minutes and seconds, 24:59; with hours from the first on, 1:04:59."""
    minutes, rest = divmod(max(0, seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


class FocusRing(QWidget):
    """Seconds in a ring that closes; a screen reader hears of whole minutes only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._ink = "muted"
        self._share = 0.0
        self._caption = ""
        self.words = clock_words(0)
        self.setObjectName("focus_ring")
        self.setFixedSize(SIDE, SIDE)

    def show_time(self, seconds: int, share: float, caption: str, ink: str) -> None:
        """The seconds to write, how much of the ring is closed (0 to 1), a word beneath, and the ink of the ring."""
        self.words, self._share, self._caption, self._ink = clock_words(seconds), share, caption, ink
        spoken = f"{counted(seconds // 60, 'minute')} {caption}"
        if spoken != self.accessibleName():
            self.setAccessibleName(spoken)
        self.update()

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inset = WIDTH / 2 + 1
        ring = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.setPen(QPen(QColor(theme.track), WIDTH))
        painter.drawEllipse(ring)
        if self._share > 0:
            painter.setPen(QPen(QColor(getattr(theme, self._ink)), WIDTH, c=Qt.PenCapStyle.RoundCap))
            painter.drawArc(ring, 90 * 16, -round(min(1.0, self._share) * 360 * 16))
        middle = QRectF(self.rect())
        painter.setPen(QColor(theme.text))
        painter.setFont(figures(DISPLAY if len(self.words) <= 5 else TITLE, QFont.Weight.DemiBold))
        painter.drawText(middle.adjusted(0, -GRID, 0, -GRID), Qt.AlignmentFlag.AlignCenter, self.words)
        painter.setPen(QColor(theme.muted))
        painter.setFont(font(CAPTION))
        painter.drawText(middle.adjusted(0, 4 * GRID, 0, 2 * GRID), Qt.AlignmentFlag.AlignCenter, self._caption)
