"""A card with a chart: its title, its gist in a sentence, and the same figures as a table at a touch."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from momentum_desktop.gui.figure_table import FigureTable, FigureTableModel
from momentum_desktop.gui.icons import icon
from momentum_desktop.gui.surface import Surface
from momentum_desktop.gui.theme import BODY, CAPTION, GRID, Theme, font


class ChartCard(Surface):
    """A chart with its words and its table; `row_chosen` tells which row of the table Enter or two clicks opened, and
    `cell_chosen` in which column."""

    row_chosen = Signal(int)
    cell_chosen = Signal(int, int)

    def __init__(self, name: str, title: str, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self.setAccessibleName(title)
        self.model = FigureTableModel(self)
        self.table = FigureTable(self.model, f"{title} as a table")
        self.table.setObjectName(f"{name}_table")
        self.table.activated.connect(self._on_table_activated)
        self._heading = QLabel(title)
        self._heading.setFont(font(BODY, QFont.Weight.DemiBold))
        self.sentence = QLabel()
        self.sentence.setObjectName(f"{name}_sentence")
        self.sentence.setFont(font(BODY))
        self.sentence.setProperty("ink", "muted")
        self.sentence.setWordWrap(True)
        self.toggle = QPushButton("Table")
        self.toggle.setCheckable(True)
        self.toggle.setProperty("tone", "quiet")
        self.toggle.setObjectName(f"{name}_toggle")
        self.toggle.setAccessibleName(f"Show {title.lower()} as a table")
        self.toggle.setFont(font(CAPTION, QFont.Weight.Medium))
        self.toggle.toggled.connect(self._on_toggle_toggled)
        self.head = QHBoxLayout()
        self.head.addWidget(self._heading, 1)
        self.head.addWidget(self.toggle)
        self._stack = QStackedWidget()
        self._stack.setFixedHeight(height)
        self.chart = QWidget()
        self._stack.addWidget(self.chart)
        self._stack.addWidget(self.table)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(2 * GRID, GRID + GRID // 2, 2 * GRID, 2 * GRID)
        rows.setSpacing(GRID // 2)
        rows.addLayout(self.head)
        rows.addWidget(self.sentence)
        self.under_sentence = QVBoxLayout()
        rows.addLayout(self.under_sentence)
        rows.addSpacing(GRID // 2)
        rows.addWidget(self._stack)
        rows.addStretch(1)

    def set_chart(self, chart: QWidget) -> None:
        """Puts the chart in its place."""
        self._stack.removeWidget(self.chart)
        self.chart.deleteLater()
        self.chart = chart
        self._stack.insertWidget(0, chart)
        self._stack.setCurrentIndex(1 if self.toggle.isChecked() else 0)

    def set_title(self, title: str) -> None:
        self._title = title
        self._heading.setText(title)
        self.setAccessibleName(title)
        self.table.setAccessibleName(f"{title} as a table")
        self.toggle.setAccessibleName(f"Show {title.lower()} as a table")

    def set_chart_height(self, height: int) -> None:
        self._stack.setFixedHeight(height)

    def say(self, sentence: str) -> None:
        self.sentence.setText(sentence)
        self.chart.setAccessibleDescription(sentence)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self.toggle.setIcon(icon("ui-table", theme.accent))
        self.table.setStyleSheet(
            f"QTableView {{ selection-background-color: {theme.accent_soft}; selection-color: {theme.text}; }}"
            f"QHeaderView, QHeaderView::section {{ background: {theme.surface}; color: {theme.muted};"
            f" border: none; padding: 4px 3px; }}"
        )
        self.update()

    def _on_table_activated(self, index: QModelIndex) -> None:
        self.row_chosen.emit(index.row())
        self.cell_chosen.emit(index.row(), index.column())

    def _on_toggle_toggled(self, as_table: bool) -> None:
        self._stack.setCurrentIndex(1 if as_table else 0)
