"""The dialogs that tell about the keys and about the program."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from momentum_desktop.gui.theme import BODY, GRID, TITLE, font

SHORTCUTS = (
    ("Ctrl+1 … Ctrl+5", "Go to a page"),
    ("Ctrl+N, N", "Add a task"),
    ("↑ ↓", "Move through the tasks"),
    ("Space", "Complete the task, or reopen it"),
    ("E, Enter", "Edit the task"),
    ("Delete", "Delete the task"),
    ("Ctrl+Z", "Undo"),
    ("Ctrl+Shift+Z", "Redo"),
    ("Ctrl+H", "The history"),
    ("Enter, on a number", "Why it is what it is"),
    ("Esc", "Close that answer"),
    ("F1", "These shortcuts"),
    ("F10", "The menu"),
    ("Ctrl+Q", "Quit"),
)


class HelpDialog(QDialog):
    """A heading, words beneath it and a button that closes it."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.body = QGridLayout()
        self.body.setHorizontalSpacing(4 * GRID)
        self.body.setVerticalSpacing(GRID)
        heading = QLabel(title)
        heading.setFont(font(TITLE, QFont.Weight.DemiBold))
        close = QPushButton("Close")
        close.setAccessibleName("Close")
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(heading)
        layout.addLayout(self.body)
        layout.addWidget(close, alignment=Qt.AlignmentFlag.AlignRight)


def shortcuts_dialog(parent: QWidget) -> HelpDialog:
    """The keys of the window."""
    dialog = HelpDialog("Keyboard shortcuts", parent)
    for row, (keys, meaning) in enumerate(SHORTCUTS):
        label = QLabel(keys)
        label.setFont(font(BODY, QFont.Weight.DemiBold))
        dialog.body.addWidget(label, row, 0)
        dialog.body.addWidget(QLabel(meaning), row, 1)
    return dialog


def about_dialog(parent: QWidget) -> HelpDialog:
    """What this program is, and in which version."""
    try:
        number = version("momentum-desktop")
    except PackageNotFoundError:
        number = "from source"
    dialog = HelpDialog("Momentum Desktop", parent)
    words = QLabel(
        f"Version {number}\n\nA planner whose points, streaks, achievements and levels are derived from what you did.\n"
        "Your data stays on this machine.\n\nMIT licence. The typeface is Inter, under the SIL Open Font License."
    )
    words.setWordWrap(True)
    words.setMinimumWidth(52 * GRID)
    dialog.body.addWidget(words, 0, 0)
    return dialog
