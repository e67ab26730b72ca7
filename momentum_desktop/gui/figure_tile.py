"""A tile with one figure: the number large, what it is above it, and where it comes from below."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from momentum_desktop.gui.click_area import ClickArea
from momentum_desktop.gui.theme import CAPTION, DISPLAY, GRID, TITLE, figures, font


class FigureTile(ClickArea):
    """One figure in large type; a click asks why."""

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self.setObjectName(name)
        self.setAccessibleName(title)
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
        self.setAccessibleName(f"{self._title}: {figure}. {note}. Why?")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_card(painter, QRectF(self.rect()), self.theme.surface)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """A figure too long for its tile stands in smaller type."""
        large = figures(DISPLAY, QFont.Weight.Bold)
        fits = QFontMetricsF(large).horizontalAdvance(self.figure.text()) <= self.width() - 4 * GRID
        self.figure.setFont(large if fits else figures(TITLE, QFont.Weight.Bold))
