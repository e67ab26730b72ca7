"""The dialog in which a celebration of one's own is put together: what is seen, its colours, its words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from momentum_desktop.gui.look import LONGEST_WORDS
from momentum_desktop.gui.look_dialog import LookDialog, Shelf
from momentum_desktop.gui.theme import CAPTION, GRID, font

PART = "celebration_words"


class CelebrationDialog(LookDialog):
    """Words are taken when Enter is pressed or the line is left; `shown_again` asks to see the whole once more."""

    shown_again = Signal()

    def __init__(
        self, title: str, sentence: str, shelves: Sequence[Shelf], words: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, sentence, shelves, parent)
        self._words = words
        label = QLabel("What a level-up says")
        label.setFont(font(CAPTION, QFont.Weight.DemiBold))
        self.line = QLineEdit(words)
        self.line.setAccessibleName("What a level-up says")
        self.line.setPlaceholderText("Nothing; or your words")
        self.line.setMaxLength(LONGEST_WORDS)
        self.line.editingFinished.connect(self._on_line_editing_finished)
        self.again = QPushButton("Show it")
        self.again.setAccessibleName("Show it")
        self.again.setAutoDefault(False)
        self.again.clicked.connect(self.shown_again)
        label.setBuddy(self.line)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.line, 1)
        row.addWidget(self.again)
        below = QVBoxLayout()
        below.setContentsMargins(0, GRID, 0, 0)
        below.setSpacing(GRID)
        below.addWidget(label)
        below.addLayout(row)
        self.add_below(below)

    def _on_line_editing_finished(self) -> None:
        words = " ".join(self.line.text().split())
        if words != self._words:
            self._words = words
            self.chosen.emit(PART, words)
