"""A tile with one figure: the number large, what it is above it, and where it comes from below."""

from __future__ import annotations

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from momentum_desktop.gui.surface import Surface
from momentum_desktop.gui.theme import CAPTION, DISPLAY, GRID, Theme, figures, font


class FigureTile(Surface):
    """One figure in large type."""

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        heading = QLabel(title)
        heading.setFont(font(CAPTION, QFont.Weight.Medium))
        heading.setProperty("ink", "muted")
        self.figure = QLabel()
        self.figure.setFont(figures(DISPLAY, QFont.Weight.Bold))
        self.note = QLabel()
        self.note.setFont(font(CAPTION))
        self.note.setProperty("ink", "muted")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(2 * GRID, GRID + GRID // 2, 2 * GRID, GRID + GRID // 2)
        rows.setSpacing(2)
        for label in (heading, self.figure, self.note):
            rows.addWidget(label)

    def show_figure(self, figure: str, note: str) -> None:
        self.figure.setText(figure)
        self.note.setText(note)
        self.setAccessibleName(f"{self._title}: {figure}. {note}")

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self.update()
