"""The dialogs that tell about the keys and about the program."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Sequence
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
from momentum_desktop.gui.scroll_column import ScrollColumn
from momentum_desktop.gui.shortcut_words import SHORTCUTS
from momentum_desktop.gui.theme import BODY, CAPTION, GRID, TITLE, font

COPY, COPIED = "Copy details", "Copied"
SCROLL_BAR, SHEET_HEIGHT, COLUMNS = 12, 50 * GRID, 2


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
    """The keys of the window in columns, which scroll where there is no room for all."""
    dialog = HelpDialog("Keyboard shortcuts", parent)
    sheet = QWidget()
    across = QHBoxLayout(sheet)
    across.setContentsMargins(0, 0, GRID, 0)
    across.setSpacing(4 * GRID)
    columns = [QGridLayout() for _ in range(COLUMNS)]
    for column in columns:
        column.setHorizontalSpacing(2 * GRID)
        column.setVerticalSpacing(GRID)
        column.setColumnStretch(1, 1)
        across.addLayout(column)
    for title, keys_of_group in SHORTCUTS:
        _add_group(min(columns, key=QGridLayout.rowCount), title, keys_of_group)
    for column in columns:
        column.setRowStretch(column.rowCount(), 1)
    scroll = ScrollColumn(sheet, "Keyboard shortcuts")
    # It can be scrolled by the keys that it tells about.
    scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    scroll.setMinimumWidth(sheet.sizeHint().width() + SCROLL_BAR)
    scroll.setMinimumHeight(SHEET_HEIGHT)
    dialog.body.addWidget(scroll, 0, 0)
    return dialog


def _add_group(column: QGridLayout, title: str, keys_of_group: Sequence[tuple[str, str]]) -> None:
    row = column.rowCount()
    heading = QLabel(title)
    heading.setFont(font(CAPTION, QFont.Weight.DemiBold))
    heading.setProperty("ink", "muted")
    if row > 1:
        column.setRowMinimumHeight(row, 4 * GRID)
    column.addWidget(heading, row, 0, 1, 2, Qt.AlignmentFlag.AlignBottom)
    for keys, meaning in keys_of_group:
        row += 1
        label = QLabel(keys)
        label.setFont(font(BODY, QFont.Weight.DemiBold))
        column.addWidget(label, row, 0)
        column.addWidget(QLabel(meaning), row, 1)


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
