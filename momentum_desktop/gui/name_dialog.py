"""The dialog that asks for a person's name."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from momentum_desktop.gui.theme import BODY, CAPTION, GRID, TITLE, font

LONGEST_NAME = 80
PROMISE = "Each person has tasks, points and streaks of their own. Anyone here can change to anyone."


class NameDialog(QDialog):
    """Asks for a name that nobody in `taken` (in small letters) has; `name_accepted` carries it."""

    name_accepted = Signal(str)

    def __init__(self, title: str, verb: str, name: str, taken: frozenset[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before = name
        self._taken = taken
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("name_dialog")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setFixedWidth(52 * GRID)
        self.line = QLineEdit(name)
        self.line.setObjectName("person_name")
        self.line.setAccessibleName("Name")
        self.line.setPlaceholderText("Name")
        self.line.setMaxLength(LONGEST_NAME)
        self._hint = QLabel()
        self._hint.setFont(font(CAPTION))
        self._hint.setWordWrap(True)
        self._accept = QPushButton(verb)
        self._cancel = QPushButton("Cancel")
        self._lay_out(title)
        self.line.textChanged.connect(self._judge)
        self._accept.clicked.connect(self.accept)
        self._cancel.clicked.connect(self.reject)
        self.line.selectAll()
        self.line.setFocus()
        self._judge()

    def accept(self) -> None:
        if self._accept.isEnabled():
            self.name_accepted.emit(self.line.text().strip())
            super().accept()

    def _judge(self) -> None:
        name = self.line.text().strip()
        fault = ""
        if name.casefold() in self._taken:
            fault = "That name is taken. Choose another."
        elif name.isdecimal():
            fault = "A name needs a letter."
        self._hint.setText(fault or PROMISE)
        self._hint.setProperty("ink", "danger" if fault else "muted")
        self._hint.style().polish(self._hint)
        self._accept.setEnabled(bool(name) and not fault and name != self._before)

    def _lay_out(self, title: str) -> None:
        heading = QLabel(self.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, 36 * GRID))
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setFont(font(TITLE, QFont.Weight.DemiBold))
        self._hint.setMinimumHeight(2 * self._hint.fontMetrics().lineSpacing())
        self._hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._accept.setProperty("tone", "accent")
        self._accept.setFont(font(BODY, QFont.Weight.DemiBold))
        self._accept.setDefault(True)
        for button in (self._accept, self._cancel):
            button.setAccessibleName(button.text())
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(heading)
        layout.addWidget(self.line)
        layout.addWidget(self._hint)
        layout.addSpacing(GRID)
        layout.addLayout(buttons)
