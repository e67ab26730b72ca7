"""A card of the column beside the tasks: a heading with what can be done at its right, and what stands under it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from momentum_desktop.gui.icons import icon
from momentum_desktop.gui.surface import Surface
from momentum_desktop.gui.theme import BODY, CAPTION, GRID, Theme, font

HEAD = 4 * GRID


class PlanCard(Surface):
    """A surface with a title; `head` takes what stands beside the title, `body` what stands under it."""

    def __init__(self, object_name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons: list[tuple[QPushButton | QToolButton, str, str]] = []
        self.setObjectName(object_name)
        self.setAccessibleName(title)
        self.heading = QLabel(title)
        self.heading.setFont(font(BODY, QFont.Weight.DemiBold))
        self.heading.setMinimumHeight(HEAD)
        self.head = QHBoxLayout()
        self.head.setSpacing(GRID // 2)
        self.head.addWidget(self.heading, 1)
        self.body = QVBoxLayout()
        self.body.setSpacing(GRID)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        self.column.setSpacing(GRID)
        self.column.addLayout(self.head)
        self.column.addLayout(self.body)

    def tool(self, icon_name: str, spoken: str) -> QToolButton:
        """A button of one icon; its tooltip says what it does."""
        button = QToolButton()
        button.setAccessibleName(spoken)
        button.setToolTip(spoken)
        self._icons.append((button, icon_name, "muted"))
        return button

    def button(self, icon_name: str, words: str, spoken: str, tone: str = "") -> QPushButton:
        """A button, with an icon if one is named, in a tone of the style sheet."""
        button = QPushButton(words)
        button.setFont(font(CAPTION, QFont.Weight.Medium))
        button.setAccessibleName(spoken)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if tone:
            button.setProperty("tone", tone)
        if icon_name:
            self._icons.append((button, icon_name, {"accent": "on_accent", "quiet": "accent"}.get(tone, "text")))
        return button

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        for button, name, ink in self._icons:
            button.setIcon(icon(name, getattr(theme, ink), size=16))
