"""The dialogs that make a key for the API, and show its secret once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from momentum_desktop.gui.choice_box import ChoiceBox
from momentum_desktop.gui.settings_rows import button, label, number_box
from momentum_desktop.gui.theme import BODY, CAPTION, GRID, TITLE, exact, font
from momentum_desktop.service.kind_words import kind_in_words

if TYPE_CHECKING:
    from momentum_desktop.service.token_values import NewToken

LONGEST_NAME = 64
MOST_POINTS = 100_000


class NewTokenDialog(QDialog):
    """`token_accepted` carries the name, the scopes and the most points a day, None for no bound."""

    token_accepted = Signal(str, object, object)

    def __init__(self, taken: frozenset[str], event_types: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._taken = taken
        self.setObjectName("token_dialog")
        self.setWindowTitle("A key for another program")
        self.setAccessibleName("A key for another program")
        self.setFixedWidth(60 * GRID)
        self.name = QLineEdit()
        self.name.setObjectName("token_name")
        self.name.setAccessibleName("Name of the key")
        self.name.setPlaceholderText("Such as “Browser extension”")
        self.name.setMaxLength(LONGEST_NAME)
        self.scope = ChoiceBox("token_scope", "What it may do", ())
        self.scope.addItem("Read everything", "read")
        self.scope.addItem("Read and write everything", "write")
        for event_type in event_types:
            self.scope.addItem(f"Only tell of: {kind_in_words(event_type)}", f"post:{event_type}")
        self.bound = number_box("token_points", 0, MOST_POINTS, "points")
        self.bound.setSpecialValueText("no bound")
        self.bound.setAccessibleName("The most it may earn in a day")
        self._hint = label("", CAPTION, muted=True)
        self._make = button("Make the key", "token_make")
        self._make.setProperty("tone", "accent")
        self._make.setDefault(True)
        self._lay_out()
        self.name.textChanged.connect(self._judge)
        self._make.clicked.connect(self.accept)
        self._judge()

    def accept(self) -> None:
        if self._make.isEnabled():
            self.token_accepted.emit(self.name.text().strip(), [self.scope.currentData()], self.bound.value() or None)
            super().accept()

    def _judge(self) -> None:
        name = self.name.text().strip()
        taken = name.casefold() in self._taken
        self._hint.setText("There is a key of that name. Choose another." if taken else "")
        self._make.setEnabled(bool(name) and not taken)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(2 * GRID)
        form.setVerticalSpacing(GRID)
        form.addRow(label("Name", BODY), self.name)
        form.addRow(label("It may", BODY), self.scope)
        form.addRow(label("Earns at most a day", BODY), self.bound)
        cancel = button("Cancel", "token_cancel")
        cancel.clicked.connect(self.reject)
        _finish(self, "A key for another program", form, self._hint, cancel, self._make)


class TokenMadeDialog(QDialog):
    """Shows a key's secret with a button that copies it."""

    def __init__(self, token: NewToken, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("token_made")
        self.setWindowTitle(f"The key “{token.name}”")
        self.setAccessibleName(f"The key {token.name}")
        self.setFixedWidth(68 * GRID)
        secret = QLineEdit(token.token)
        secret.setObjectName("token_secret")
        secret.setAccessibleName("The key")
        secret.setFont(exact(BODY))
        secret.setReadOnly(True)
        secret.selectAll()
        form = QFormLayout()
        form.addRow(secret)
        words = label(
            "This is the only time that it is shown. Whoever has it can do what it allows.", CAPTION, muted=True
        )
        copy = button("Copy", "token_copy", "Copy the key")
        copy.setProperty("tone", "accent")
        copy.clicked.connect(lambda: QApplication.clipboard().setText(token.token))
        close = button("Close", "token_close")
        close.clicked.connect(self.accept)
        _finish(self, f"The key “{token.name}”", form, words, close, copy)


def _finish(dialog: QDialog, title: str, form: QFormLayout, words: QWidget, *buttons: QWidget) -> None:
    heading = label(title, TITLE, QFont.Weight.DemiBold)
    row = QHBoxLayout()
    row.addStretch()
    for each in buttons:
        each.setFont(font(BODY, QFont.Weight.Medium))
        row.addWidget(each)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
    layout.setSpacing(2 * GRID)
    layout.addWidget(heading)
    layout.addLayout(form)
    layout.addWidget(words)
    layout.addLayout(row)
