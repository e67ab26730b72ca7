"""A tile with one figure: the number large, what it is above it, and where it comes from below."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from momentum_desktop.gui.surface import Surface
from momentum_desktop.gui.theme import CAPTION, DISPLAY, GRID, TITLE, Theme, figures, font


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
        self.figure.setMinimumHeight(QFontMetrics(figures(DISPLAY, QFont.Weight.Bold)).height())
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
        self._fit()
        self.note.setText(note)
        self.setAccessibleName(f"{self._title}: {figure}. {note}")

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """A figure too long for its tile stands in smaller type."""
        large = figures(DISPLAY, QFont.Weight.Bold)
        fits = QFontMetricsF(large).horizontalAdvance(self.figure.text()) <= self.width() - 4 * GRID
        self.figure.setFont(large if fits else figures(TITLE, QFont.Weight.Bold))
