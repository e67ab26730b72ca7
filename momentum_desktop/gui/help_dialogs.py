"""The dialogs that tell about the keys and about the program."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSystemTrayIcon,
    QVBoxLayout,
    QWidget,
)

from momentum_desktop import __version__
from momentum_desktop.gui.theme import BODY, CAPTION, GRID, TITLE, font

COPY, COPIED = "Copy details", "Copied"

SHORTCUTS = (
    (
        "Anywhere",
        (
            ("Ctrl+K", "Do anything, find any task"),
            ("Ctrl+1 … Ctrl+5", "Go to a page"),
            ("Ctrl+N", "Add a task"),
            ("Ctrl+Z", "Undo"),
            ("Ctrl+Shift+Z", "Redo"),
            ("Ctrl+H", "The history"),
            ("F10", "The menu"),
            ("Ctrl+I", "Import from another program"),
            ("Ctrl+,", "Settings"),
            ("F1, ?", "These shortcuts"),
            ("Ctrl+Q", "Quit"),
            ("Enter, on a number", "Why it is what it is"),
            ("Esc", "Close that, or the palette"),
        ),
    ),
    (
        "Among the tasks",
        (
            ("N", "Add a task"),
            ("Ctrl+F", "Search the tasks"),
            ("↑ ↓", "Move through the tasks"),
            ("Shift+↑ ↓", "Choose several in a row"),
            ("Shift+click", "Choose all up to here"),
            ("Ctrl+click", "Choose one more, or one less"),
            ("Ctrl+A", "Choose all"),
            ("Alt+↑ ↓", "Move what is chosen"),
            ("Space", "Complete, or reopen"),
            ("E, Enter", "Edit"),
            ("Delete", "Delete"),
            ("Menu key", "All that can be done with it"),
        ),
    ),
)
"""The keys of the window, in groups that stand side by side: the one place that tells them."""


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
        self.buttons = QHBoxLayout()
        self.buttons.addStretch()
        self.buttons.addWidget(close)
        layout.addLayout(self.buttons)


def shortcuts_dialog(parent: QWidget) -> HelpDialog:
    """The keys of the window, a group beside the other."""
    dialog = HelpDialog("Keyboard shortcuts", parent)
    dialog.body.setHorizontalSpacing(2 * GRID)
    for group, (title, keys_of_group) in enumerate(SHORTCUTS):
        first = 3 * group
        heading = QLabel(title)
        heading.setFont(font(CAPTION, QFont.Weight.DemiBold))
        heading.setProperty("ink", "muted")
        dialog.body.addWidget(heading, 0, first, 1, 2)
        for row, (keys, meaning) in enumerate(keys_of_group, 1):
            label = QLabel(keys)
            label.setFont(font(BODY, QFont.Weight.DemiBold))
            dialog.body.addWidget(label, row, first)
            dialog.body.addWidget(QLabel(meaning), row, first + 1)
        if group:
            dialog.body.setColumnMinimumWidth(first - 1, 2 * GRID)
    return dialog


def about_dialog(parent: QWidget, data_folder: Path) -> HelpDialog:
    """What this program is, in which version, and where its data lies."""
    dialog = HelpDialog("Momentum Desktop", parent)
    words = QLabel(
        "A planner whose points, streaks, achievements and levels are derived from what you did.\n"
        "Your data stays on this machine."
    )
    words.setWordWrap(True)
    words.setMinimumWidth(60 * GRID)
    dialog.body.addWidget(words, 0, 0, 1, 2)
    facts = (("Version", __version__), ("Data", str(data_folder)), ("Log", str(data_folder / "logs")))
    for row, (name, fact) in enumerate(facts, 1):
        label = QLabel(name)
        label.setFont(font(BODY, QFont.Weight.DemiBold))
        value = QLabel(fact)
        value.setTextFormat(Qt.TextFormat.PlainText)
        value.setWordWrap(True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        value.setAccessibleName(f"{name}: {fact}")
        dialog.body.addWidget(label, row, 0, alignment=Qt.AlignmentFlag.AlignTop)
        dialog.body.addWidget(value, row, 1)
    dialog.body.setColumnStretch(1, 1)
    licence = QLabel("MIT licence. The typeface is Inter, under the SIL Open Font License.")
    licence.setFont(font(CAPTION))
    licence.setProperty("ink", "muted")
    dialog.body.addWidget(licence, len(facts) + 1, 0, 1, 2)
    copy = QPushButton(COPY)
    copy.setObjectName("copy_details")
    copy.setAccessibleName(COPY)
    copy.setToolTip("Versions and system, for a report of a fault; nothing of your data")

    def on_copy_clicked() -> None:
        QApplication.clipboard().setText(details())
        copy.setText(COPIED)

    copy.clicked.connect(on_copy_clicked)
    dialog.buttons.insertWidget(0, copy)
    return dialog


def details() -> str:
    """What a report of a fault needs to say of the program and the system, a line each; nothing of the person."""
    screen = QApplication.primaryScreen()
    size = screen.size()
    facts = (
        ("Momentum", f"{__version__}{', one-folder build' if getattr(sys, 'frozen', False) else ''}"),
        ("Python", platform.python_version()),
        ("Qt", f"{qVersion()} on {QApplication.platformName()}"),
        ("Style", f"{QApplication.style().name()}, {size.width()} × {size.height()} at {screen.devicePixelRatio():g}"),
        ("System", f"{platform.system()} {platform.release()} {platform.machine()}, {_distribution()}"),
        ("Desktop", os.environ.get("XDG_CURRENT_DESKTOP") or "unknown"),
        ("Tray", "there" if QSystemTrayIcon.isSystemTrayAvailable() else "none"),
    )
    return "\n".join(f"{name}: {fact}" for name, fact in facts)


def _distribution() -> str:
    try:
        return platform.freedesktop_os_release().get("PRETTY_NAME", "unknown")
    except OSError:
        return "unknown"
