"""A row of small rounded labels, each an icon and a word."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from momentum_desktop.gui.icons import icon_pixmap
from momentum_desktop.gui.theme import CAPTION, GRID, LIGHT, Theme, font

HEIGHT = 3 * GRID
MOST_ROWS = 2
LONGEST = 30 * GRID

_ICON = 14
_TEXT_LEFT = 26
_PADDING = 36
_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class ChipLabel(NamedTuple):
    """An icon (or none), words, and the colour of the theme that the chip has: accent stands on a ground of its own."""

    icon: str
    words: str
    ink: str = "accent"


class ChipRow(QWidget):
    """Shows chips, or a sentence in their place; both are also its accessible name.

    Chips that one row cannot hold go on in a second; what that cannot hold is counted in the last chip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._chips: tuple[ChipLabel, ...] = ()
        self._placed: list[tuple[QRectF, ChipLabel]] = []
        self._sentence = ""
        self._face = font(CAPTION, QFont.Weight.Medium)
        self.setFixedHeight(HEIGHT)

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_chips(self, chips: tuple[ChipLabel, ...]) -> None:
        self._chips, self._sentence = chips, ""
        self.setAccessibleName(", ".join(chip.words for chip in chips))
        self._place()

    def show_sentence(self, sentence: str) -> None:
        self._chips, self._sentence = (), sentence
        self.setAccessibleName(sentence)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._face)
        if self._sentence:
            painter.setPen(QColor(self._theme.flame))
            painter.drawText(QRectF(self.rect()), _MIDDLE, self._sentence)
        for box, chip in self._placed:
            self._paint_chip(painter, box, chip)

    def _paint_chip(self, painter: QPainter, box: QRectF, chip: ChipLabel) -> None:
        theme = self._theme
        is_accent = chip.ink == "accent"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent_soft if is_accent else theme.surface))
        painter.drawRoundedRect(box, HEIGHT / 2, HEIGHT / 2)
        if chip.icon:
            picture = icon_pixmap(chip.icon, getattr(theme, chip.ink), _ICON, self.devicePixelRatioF())
            painter.drawPixmap(int(box.left()) + GRID, int(box.top()) + (HEIGHT - _ICON) // 2, picture)
        painter.setPen(QColor(theme.accent if is_accent else theme.text))
        left = _TEXT_LEFT if chip.icon else GRID + 2
        words = painter.fontMetrics().elidedText(chip.words, Qt.TextElideMode.ElideRight, LONGEST - _PADDING)
        painter.drawText(box.adjusted(left, 0, 0, 0), _MIDDLE, words)

    def _place(self) -> None:
        """Where each chip stands, and so how high the row is."""
        shown = len(self._chips)
        self._placed = self._rows_of(self._chips)
        while shown > 1 and self._placed[-1][0].bottom() > self._height_of(MOST_ROWS):
            shown -= 1
            rest = ChipLabel("", f"+{len(self._chips) - shown}", "muted")
            self._placed = self._rows_of((*self._chips[:shown], rest))
        self.setFixedHeight(int(self._placed[-1][0].bottom()) if self._placed else HEIGHT)
        self.update()

    def _rows_of(self, chips: tuple[ChipLabel, ...]) -> list[tuple[QRectF, ChipLabel]]:
        metrics = QFontMetrics(self._face)
        placed: list[tuple[QRectF, ChipLabel]] = []
        left, top = 0.0, 0.0
        for chip in chips:
            padding = _PADDING if chip.icon else 2 * (GRID + 2)
            width = min(metrics.horizontalAdvance(chip.words) + padding, LONGEST)
            if left and left + width > self.width():
                left, top = 0.0, top + HEIGHT + GRID / 2
            placed.append((QRectF(left, top, width, HEIGHT), chip))
            left += width + GRID
        return placed

    @staticmethod
    def _height_of(rows: int) -> float:
        return rows * HEIGHT + (rows - 1) * GRID / 2
