"""A row of buttons of which one is chosen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from momentum_desktop.gui.theme import CAPTION, GRID, font


class ButtonRow(QWidget):
    """Words side by side; `chosen` tells which one a person picked, by its place."""

    chosen = Signal(int)

    def __init__(self, object_name: str, spoken: str, words: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setAccessibleName(spoken)
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID // 2)
        for place, word in enumerate(words):
            button = QPushButton(word)
            button.setCheckable(True)
            button.setFont(font(CAPTION, font(CAPTION).Weight.Medium))
            button.setAccessibleName(f"{spoken}: {word}")
            self._group.addButton(button, place)
            row.addWidget(button)
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(self.chosen)

    @property
    def place(self) -> int:
        return self._group.checkedId()

    def choose(self, place: int) -> None:
        """Shows this one as chosen, without telling."""
        self._group.button(place).setChecked(True)

    def button(self, place: int) -> QPushButton:
        found = self._group.button(place)
        assert isinstance(found, QPushButton)
        return found
