"""The controls that narrow and order the gallery: categories, state, words and order."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from momentum_desktop.gui.achievement_model import AchievementOrder, AchievementState
from momentum_desktop.gui.choice_box import ChoiceBox
from momentum_desktop.gui.icons import icon
from momentum_desktop.gui.medallion import category_colours
from momentum_desktop.gui.theme import CAPTION, GRID, LIGHT, TITLE, Theme, font
from momentum_desktop.gui.wording import category_words

DOT = 10


class AchievementFilters(QWidget):
    """Two rows of controls over the gallery; each choice is announced by a signal."""

    category_chosen = Signal(object)
    state_chosen = Signal(str)
    order_chosen = Signal(str)
    words_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._categories: tuple[str, ...] = ()
        self._category: str | None = None
        self.summary = QLabel()
        self.summary.setObjectName("achievement_summary")
        self.summary.setFont(font(TITLE, font(TITLE).Weight.DemiBold))
        self.search = QLineEdit(placeholderText="Search", clearButtonEnabled=True)
        self.search.setObjectName("achievement_search")
        self.search.setAccessibleName("Search achievements")
        self.search.setMinimumWidth(18 * GRID)
        self.search.setMaximumWidth(27 * GRID)
        self._glass = QAction(self.search)
        self.search.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self.words_changed)
        self.states = ChoiceBox("achievement_state", "Show by state", tuple(AchievementState))
        self.states.currentTextChanged.connect(self.state_chosen)
        self.orders = ChoiceBox("achievement_order", "Order", tuple(AchievementOrder))
        self.orders.currentTextChanged.connect(self.order_chosen)
        self._chips = QButtonGroup(self)
        self._chip_row = QHBoxLayout()
        self._chip_row.setSpacing(GRID)
        self._chip_row.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self.summary)
        top.addStretch(1)
        top.addWidget(self.search, 2)
        top.addWidget(self.states)
        top.addWidget(self.orders)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, GRID)
        rows.setSpacing(GRID)
        rows.addLayout(top)
        rows.addLayout(self._chip_row)

    @property
    def chips(self) -> list[QPushButton]:
        return [chip for chip in self._chips.buttons() if isinstance(chip, QPushButton)]

    def show_categories(self, categories: tuple[str, ...]) -> None:
        """A chip for each category that there is, after the one for all; a chosen one that is gone is let go."""
        if categories == self._categories:
            return
        if self._category not in categories and self._category is not None:
            self._choose(None)
        for chip in self.chips:
            self._chips.removeButton(chip)
            self._chip_row.removeWidget(chip)
            chip.deleteLater()
        self._categories = categories
        for place, category in enumerate((None, *categories)):
            words = "All" if category is None else category_words(category)
            chip = QPushButton(words)
            chip.setCheckable(True)
            chip.setChecked(category == self._category)
            chip.setObjectName(f"category_{category or 'all'}")
            chip.setAccessibleName("All categories" if category is None else f"Category {words}")
            chip.setFont(font(CAPTION, font(CAPTION).Weight.Medium))
            chip.setProperty("category", category)
            chip.setIconSize(QSize(DOT + 4, DOT))
            chip.clicked.connect(self._on_chip_clicked)
            self._chips.addButton(chip, place)
            self._chip_row.insertWidget(place, chip)
        self.apply_theme(self._theme)

    @property
    def chosen(self) -> tuple[str, str, str]:
        """Category (empty for all), state and order, to be recalled at the next start."""
        return self._category or "", self.states.currentText(), self.orders.currentText()

    def recall(self, category: str, state: str, order: str) -> None:
        """Chooses as before; a word that is no choice any more changes nothing."""
        self.states.setCurrentText(state)
        self.orders.setCurrentText(order)
        self._choose(category or None)
        for chip in self.chips:
            chip.setChecked(chip.property("category") == self._category)

    def clear(self) -> None:
        """Lets everything through again."""
        self.search.clear()
        self.states.setCurrentIndex(0)
        if self.chips:
            self.chips[0].click()

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._glass.setIcon(icon("ui-search", theme.muted))
        self.states.apply_theme(theme)
        self.orders.apply_theme(theme)
        for chip in self.chips:
            category = chip.property("category")
            if category is not None:
                chip.setIcon(_dot(category_colours(theme, category)[theme.name != "light"], self.devicePixelRatioF()))

    def _choose(self, category: str | None) -> None:
        self._category = category
        self.category_chosen.emit(category)

    def _on_chip_clicked(self) -> None:
        chip = self._chips.checkedButton()
        self._choose(chip.property("category") if chip else None)


def _dot(colour: str, ratio: float) -> QIcon:
    pixmap = QPixmap(QSize(DOT + 4, DOT) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(QPointF(DOT / 2, DOT / 2), DOT / 2 - 1, DOT / 2 - 1)
    painter.end()
    return QIcon(pixmap)
