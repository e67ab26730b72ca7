"""The quiet line under the header: an icon, a headline with words under it, and at its end what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from momentum_desktop.gui.icons import icon_pixmap
from momentum_desktop.gui.theme import BODY, CAPTION, GRID, LIGHT, Theme, font


class Banner(QWidget):
    """Lays out the line; subclasses say something, and add what can be done to `row`."""

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = LIGHT
        self.setObjectName(object_name)
        self.headline = _label(BODY, QFont.Weight.DemiBold)
        self.words = _label(CAPTION)
        self.words.setProperty("ink", "muted")
        self.card = QWidget()
        self.card.setProperty("tone", "surface")
        self._picture = QLabel()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.headline)
        words.addWidget(self.words)
        self.row = QHBoxLayout(self.card)
        self.row.setContentsMargins(2 * GRID, GRID + 2, GRID + 2, GRID + 2)
        self.row.setSpacing(GRID)
        self.row.addWidget(self._picture, alignment=Qt.AlignmentFlag.AlignTop)
        self.row.addLayout(words, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(2 * GRID, 0, 2 * GRID, GRID + 4)
        outer.addWidget(self.card)
        self.hide()

    def apply_theme(self, theme: Theme) -> None:
        self.theme = theme

    def show_icon(self, name: str, ink: str) -> None:
        self._picture.setPixmap(icon_pixmap(name, ink, 20, self.devicePixelRatioF()))

    def say(self, headline: str, words: str) -> None:
        """What the line tells."""
        self.headline.setText(headline)
        self.words.setText(words)
        self.words.setVisible(bool(words))


def _label(size: int, weight: QFont.Weight = QFont.Weight.Normal) -> QLabel:
    label = QLabel()
    label.setFont(font(size, weight))
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
