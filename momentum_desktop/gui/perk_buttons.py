"""The buttons on a level's row that put its perks to use."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from momentum_desktop.gui.theme import CAPTION, GRID, font
from momentum_desktop.service.perk_words import PERKS

VERBS = {
    "advanced_analytics": "See",
    "special_badges": "Pin",
    "mentor": "Share",
    "custom_achievements": "Invent",
    "legendary": "Wear",
}
BUTTON_WIDTH = 11 * GRID


class PerkButtons(QWidget):
    """One button for each perk that the program knows, or the level from which they open."""

    perk_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[str, QPushButton] = {}
        self.locked = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.locked.setMinimumWidth(BUTTON_WIDTH)
        self.locked.setFont(font(CAPTION))
        self.locked.setProperty("ink", "muted")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID // 2)
        self._column.addWidget(self.locked)

    def show_perks(self, perks: tuple[str, ...], opened: bool, level: int) -> None:
        """The perks of a level, and whether they may be used."""
        known = tuple(perk for perk in perks if perk in PERKS)
        if tuple(self.buttons) != known:
            for button in self.buttons.values():
                self._column.removeWidget(button)
                button.hide()
                button.deleteLater()
            self.buttons = {perk: self._button(perk) for perk in known}
        for button in self.buttons.values():
            button.setVisible(opened)
        self.locked.setText(f"From level {level}")
        self.locked.setVisible(bool(known) and not opened)
        self.setVisible(bool(known))

    def _button(self, perk: str) -> QPushButton:
        words = PERKS[perk]
        button = QPushButton(VERBS.get(perk, "Choose"))
        button.setObjectName(f"use_{perk}")
        button.setFont(font(CAPTION, QFont.Weight.Medium))
        button.setFixedWidth(BUTTON_WIDTH)
        button.setToolTip(words.description)
        button.setAccessibleName(f"{button.text()}: {words.title}")
        button.clicked.connect(lambda _, name=perk: self.perk_requested.emit(name))
        self._column.addWidget(button)
        return button
