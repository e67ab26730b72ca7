"""A row of small rounded labels, each an icon and a word."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from momentum_desktop.gui.icons import icon_pixmap
from momentum_desktop.gui.theme import CAPTION, GRID, LIGHT, Theme, font

HEIGHT = 3 * GRID


class ChipRow(QWidget):
    """Shows chips, or a sentence in their place; both are also its accessible name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._chips: tuple[tuple[str, str], ...] = ()
        self._sentence = ""
        self._face = font(CAPTION, QFont.Weight.Medium)
        self.setFixedHeight(HEIGHT)

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_chips(self, chips: tuple[tuple[str, str], ...]) -> None:
        """(icon, word) each."""
        self._chips, self._sentence = chips, ""
        self.setAccessibleName(", ".join(word for _, word in chips))
        self.update()

    def show_sentence(self, sentence: str) -> None:
        self._chips, self._sentence = (), sentence
        self.setAccessibleName(sentence)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._face)
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if self._sentence:
            painter.setPen(QColor(self._theme.flame))
            painter.drawText(QRectF(self.rect()), middle, self._sentence)
        left = 0.0
        ratio = self.devicePixelRatioF()
        for name, word in self._chips:
            width = painter.fontMetrics().horizontalAdvance(word) + 36
            chip = QRectF(left, 0, width, HEIGHT)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.accent_soft))
            painter.drawRoundedRect(chip, HEIGHT / 2, HEIGHT / 2)
            painter.drawPixmap(int(left) + 8, (HEIGHT - 14) // 2, icon_pixmap(name, self._theme.accent, 14, ratio))
            painter.setPen(QColor(self._theme.accent))
            painter.drawText(chip.adjusted(26, 0, 0, 0), middle, word)
            left += width + GRID
