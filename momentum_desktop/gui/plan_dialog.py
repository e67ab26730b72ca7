"""What the dialogs of the plan have in common: a heading, fields in rows, and buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from momentum_desktop.gui.dialog_keys import accept_by_keys
from momentum_desktop.gui.theme import BODY, CAPTION, GRID, TITLE, font


class PlanDialog(QDialog):
    """A heading, labelled fields, and Cancel and a button of its own."""

    def __init__(self, object_name: str, title: str, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName(object_name)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setMinimumWidth(56 * GRID)
        heading = QLabel(title)
        heading.setFont(font(TITLE, QFont.Weight.DemiBold))
        self.save, self.cancel = QPushButton(verb), QPushButton("Cancel")
        self.save.setProperty("tone", "accent")
        self.save.setFont(font(BODY, QFont.Weight.DemiBold))
        self.save.setDefault(True)
        for button in (self.save, self.cancel):
            button.setAccessibleName(button.text())
        self.save.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)
        accept_by_keys(self)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(GRID)
        self._grid.setColumnStretch(1, 1)
        self._buttons = QHBoxLayout()
        self._buttons.addStretch()
        self._buttons.addWidget(self.cancel)
        self._buttons.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(heading)
        layout.addLayout(self._grid)
        layout.addStretch()
        layout.addSpacing(GRID)
        layout.addLayout(self._buttons)

    def add_field(self, words: str, field: QWidget) -> QLabel:
        """One more labelled field, in a row of its own."""
        label = QLabel(words)
        label.setFixedHeight(4 * GRID)
        label.setBuddy(field.focusProxy() or field)
        row = self._grid.rowCount()
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(field, row, 1)
        return label

    def add_way_out(self, button: QPushButton) -> None:
        """Another button, on the left."""
        button.setAccessibleName(button.text())
        button.setFont(font(CAPTION))
        self._buttons.insertWidget(0, button)
