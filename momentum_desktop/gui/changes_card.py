"""The card that says what changed in the last weeks."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from momentum_desktop.gui.icons import icon_pixmap
from momentum_desktop.gui.insight_changes import MOST, changes, no_changes
from momentum_desktop.gui.surface import Surface
from momentum_desktop.gui.theme import BODY, GRID, Theme, font
from momentum_desktop.service.insight_values import Insights

SIGN = 16


class ChangesCard(Surface):
    """Shows two or three sentences, or one that says why there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("insight_changes")
        self.setAccessibleName("What changed")
        heading = QLabel("What changed")
        heading.setFont(font(BODY, QFont.Weight.DemiBold))
        self.lines = [QLabel() for _ in range(MOST)]
        self._signs = [QLabel() for _ in range(MOST)]
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID + GRID // 2, 2 * GRID, GRID + GRID // 2)
        column.setSpacing(GRID // 2)
        column.addWidget(heading)
        for place, (sign, line) in enumerate(zip(self._signs, self.lines, strict=True)):
            line.setObjectName(f"insight_change_{place}")
            line.setFont(font(BODY))
            line.setTextFormat(Qt.TextFormat.PlainText)
            line.setWordWrap(True)
            sign.setFixedSize(SIGN, line.fontMetrics().height())
            row = QHBoxLayout()
            row.setSpacing(GRID)
            row.addWidget(sign, alignment=Qt.AlignmentFlag.AlignTop)
            row.addWidget(line, 1)
            column.addLayout(row)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is said."""
        return tuple(line.text() for line in self.lines if line.text())

    def show_insights(self, insights: Insights) -> None:
        said = changes(insights) or (no_changes(insights),)
        for place, (sign, line) in enumerate(zip(self._signs, self.lines, strict=True)):
            line.setText(said[place] if place < len(said) else "")
            for part in (sign, line):
                part.setVisible(place < len(said))
        self.setAccessibleDescription(" ".join(said))

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        for sign in self._signs:
            sign.setPixmap(icon_pixmap("spark", theme.accent, SIGN, self.devicePixelRatioF()))
