"""The window of the settings: pages at the left, a search over all of them, and each change in force at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from momentum_desktop.gui.icons import icon
from momentum_desktop.gui.scroll_column import ScrollColumn
from momentum_desktop.gui.settings_api import ApiPage
from momentum_desktop.gui.settings_data import DataPage
from momentum_desktop.gui.settings_pages import AppearancePage, GeneralPage, RemindersPage
from momentum_desktop.gui.settings_people import PeoplePage
from momentum_desktop.gui.settings_rows import SettingsPage, label
from momentum_desktop.gui.settings_rules import RulesPage
from momentum_desktop.gui.theme import BODY, GRID, LIGHT, Theme, font, style_sheet

if TYPE_CHECKING:
    from momentum_desktop.service.choices import Choices

SIZE, LEAST = QSize(112 * GRID, 84 * GRID), QSize(84 * GRID, 56 * GRID)
SIDE = 24 * GRID
NOTHING = "Nothing in the settings is called that."


class SettingsWindow(QDialog):
    """Passes each change on by the signals of its pages; `chosen` carries those that go into `settings.toml`."""

    chosen = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settings_window")
        self.setWindowTitle("Settings")
        self.setAccessibleName("Settings")
        self.setMinimumSize(LEAST)
        self.resize(SIZE)
        self._theme = LIGHT
        self.general, self.appearance, self.reminders = GeneralPage(), AppearancePage(), RemindersPage()
        self.api, self.data, self.rules, self.people = ApiPage(), DataPage(), RulesPage(), PeoplePage()
        self.pages: tuple[SettingsPage, ...] = (
            self.general,
            self.appearance,
            self.reminders,
            self.rules,
            self.data,
            self.people,
            self.api,
        )
        self.search = QLineEdit()
        self.search.setObjectName("settings_search")
        self.search.setAccessibleName("Search the settings")
        self.search.setPlaceholderText("Search")
        self.search.setFont(font(BODY))
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setObjectName("settings_list")
        self.list.setAccessibleName("Pages of the settings")
        self.list.setIconSize(QSize(20, 20))
        self.list.setFont(font(BODY))
        self._stack = QStackedWidget()
        self._nothing = label(NOTHING, BODY, muted=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.note = label("", BODY)
        self.note.setObjectName("settings_note")
        self.note.setContentsMargins(5 * GRID, GRID + GRID // 2, 3 * GRID, GRID + GRID // 2)
        self.note.hide()
        self._lay_out()
        for page in self.pages:
            page.chosen.connect(self.chosen)
            page.refilled.connect(self._on_page_refilled)
        self.list.currentRowChanged.connect(self._on_list_current_row_changed)
        self.search.textChanged.connect(self._on_search_text_changed)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.search.setFocus)
        self.list.setCurrentRow(0)

    def go_to(self, place: str) -> None:
        """Brings a page to the front; “data/Export” its row of that title too, marked and with the keyboard."""
        name, _, title = place.partition("/")
        number = [page.name for page in self.pages].index(name)
        self.search.clear()
        self.list.setCurrentRow(number)
        self._settle()
        column = cast("ScrollColumn", self._stack.widget(number))
        column.verticalScrollBar().setValue(0)
        row = next((row for row in self.pages[number].rows if row.title == title), None)
        if row is not None:
            row.mark(True)
            row.take_focus()
            # Once the page has its height.
            QTimer.singleShot(0, row, lambda: column.ensureWidgetVisible(row, 0, 4 * GRID))

    def tell(self, words: str) -> None:
        """What came of something, beneath the page, until another one is shown."""
        self.note.setText(words)
        self.note.show()

    def show_choices(self, choices: Choices) -> None:
        """What `settings.toml` says now."""
        for page in self.pages:
            page.show_choices(choices)

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.setStyleSheet(style_sheet(theme) + LIST_SHEET.format(t=theme))
        for place, page in enumerate(self.pages):
            self.list.item(place).setIcon(icon(page.icon_name, theme.muted))
            page.apply_theme(theme)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        side = QWidget()
        side.setFixedWidth(SIDE)
        column = QVBoxLayout(side)
        column.setContentsMargins(2 * GRID, 2 * GRID, 0, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        for page in self.pages:
            QListWidgetItem(page.title, self.list).setSizeHint(QSize(0, 5 * GRID))
            self._stack.addWidget(ScrollColumn(page, page.title))
        self._stack.addWidget(self._nothing)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(side)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._stack, 1)
        right.addWidget(self.note)
        layout.addLayout(right, 1)

    def _settle(self) -> None:
        """What was marked or told is over."""
        for row in (row for page in self.pages for row in page.rows if row.is_marked):
            row.mark(False)
        self.note.hide()

    def _on_list_current_row_changed(self, place: int) -> None:
        if place >= 0:
            self._settle()
            self._stack.setCurrentIndex(place)

    def _on_page_refilled(self) -> None:
        if self.search.text():
            self._on_search_text_changed(self.search.text())

    def _on_search_text_changed(self, text: str) -> None:
        wanted = text.casefold().split()
        found = [page.show_matching(wanted) for page in self.pages]
        for place, number in enumerate(found):
            self.list.item(place).setHidden(not number)
        if not any(found):
            self._stack.setCurrentWidget(self._nothing)
            return
        if not found[max(self.list.currentRow(), 0)]:
            self.list.setCurrentRow(next(place for place, number in enumerate(found) if number))
        self._stack.setCurrentIndex(self.list.currentRow())


LIST_SHEET = """
QListWidget {{ background: transparent; border: none; outline: none; }}
QListWidget::item {{ color: {t.muted}; border-radius: 8px; padding: 0 8px; margin: 0 0 2px 0; }}
QListWidget::item:hover {{ background: {t.hover}; color: {t.text}; }}
QListWidget::item:selected {{ background: {t.accent_soft}; color: {t.accent}; }}
"""
