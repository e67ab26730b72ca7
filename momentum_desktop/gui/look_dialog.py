"""The dialog in which a look is chosen: pictures to click on, each taken up by the window at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QIcon, QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from momentum_desktop.gui.theme import CAPTION, GRID, TITLE, font

ACROSS = 4


@dataclass(frozen=True)
class Sample:
    """One thing to choose: its name in the look, its title and how it looks."""

    name: str
    title: str
    picture: QPixmap


@dataclass(frozen=True)
class Shelf:
    """What can be chosen for one part of the look, and what is chosen now."""

    part: str
    heading: str
    samples: Sequence[Sample]
    chosen: str


class LookDialog(QDialog):
    """`chosen` carries the part of the look and the name of what was clicked, at each click."""

    chosen = Signal(str, str)

    def __init__(self, title: str, sentence: str, shelves: Sequence[Shelf], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("look_dialog")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.buttons: dict[tuple[str, str], QToolButton] = {}
        heading = QLabel(title)
        heading.setFont(font(TITLE, QFont.Weight.DemiBold))
        words = QLabel(sentence)
        words.setProperty("ink", "muted")
        words.setWordWrap(True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        self.column.setSpacing(GRID)
        self.column.addWidget(heading)
        self.column.addWidget(words)
        for shelf in shelves:
            self._add_shelf(shelf)
        close = QPushButton("Close")
        close.setAccessibleName("Close")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(close)
        self.column.addSpacing(GRID)
        self.column.addLayout(foot)

    def add_below(self, part: QLayout) -> None:
        """Puts something more between what can be chosen and the foot."""
        self.column.insertLayout(self.column.count() - 2, part)

    def show_chosen(self, part: str, name: str) -> None:
        """Marks what is chosen now; a value that has no picture is marked as one's own."""
        button = self.buttons.get((part, name), self.buttons.get((part, "own")))
        if button is not None:
            button.setChecked(True)

    def _add_shelf(self, shelf: Shelf) -> None:
        if shelf.heading:
            label = QLabel(shelf.heading)
            label.setFont(font(CAPTION, QFont.Weight.DemiBold))
            self.column.addSpacing(GRID)
            self.column.addWidget(label)
        group = QButtonGroup(self)
        grid = QGridLayout()
        grid.setSpacing(GRID)
        for place, sample in enumerate(shelf.samples):
            button = QToolButton()
            button.setCheckable(True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setIcon(QIcon(sample.picture))
            button.setIconSize(sample.picture.deviceIndependentSize().toSize())
            button.setText(sample.title)
            button.setAccessibleName(f"{shelf.heading or self.windowTitle()}: {sample.title}")
            button.setMinimumSize(QSize(13 * GRID, 0))
            button.setChecked(sample.name == shelf.chosen)
            button.clicked.connect(
                lambda _, part=shelf.part, name=sample.name: self.chosen.emit(part, name)  # the loop's own values
            )
            group.addButton(button)
            grid.addWidget(button, place // ACROSS, place % ACROSS)
            self.buttons[shelf.part, sample.name] = button
        self.column.addLayout(grid)
