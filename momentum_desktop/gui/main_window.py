"""The window: header, tabs with the five pages, menu and toasts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QIcon, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QStyle, QTabWidget, QVBoxLayout, QWidget

from momentum_desktop.gui.header import Header
from momentum_desktop.gui.icons import icon
from momentum_desktop.gui.page import Page
from momentum_desktop.gui.tasks_page import TasksPage
from momentum_desktop.gui.theme import BODY, DARK, GRID, LIGHT, Theme, font, palette, style_sheet
from momentum_desktop.gui.toasts import ToastStack
from momentum_desktop.gui.window_memory import WindowMemory
from momentum_desktop.gui.window_menu import WindowMenu
from momentum_desktop.service.values import AchievementStanding, Progress
from momentum_desktop.settings import resource_folder

if TYPE_CHECKING:
    from momentum_desktop.gui.achievements_page import AchievementsPage
    from momentum_desktop.gui.insights_page import InsightsPage
    from momentum_desktop.gui.levels_page import LevelsPage
    from momentum_desktop.gui.streaks_page import StreaksPage

PAGES = (
    ("tasks", "Tasks", "ui-tasks"),
    ("achievements", "Achievements", "ui-award"),
    ("streaks", "Streaks", "ui-flame"),
    ("levels", "Levels", "ui-steps"),
    ("insights", "Insights", "ui-chart"),
)
FIRST_SIZE, LEAST_SIZE = QSize(1120, 760), QSize(720, 520)


class MainWindow(QMainWindow):
    """Holds the pages and shows where the user stands; every wish leaves it by a signal.

    Pages other than the first are built after the first paint, or when they are first asked for; `pages_ready` comes
    when all of them stand."""

    undo_requested = Signal()
    redo_requested = Signal()
    activated = Signal()
    closing = Signal()
    pages_ready = Signal()

    def __init__(self, data_folder: Path, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._clock = clock
        self._memory = WindowMemory(data_folder)
        self._pages: dict[str, Page] = {}
        self._theme = LIGHT
        self._painted = False
        QApplication.setStyle("Fusion")
        QApplication.setFont(font(BODY))
        self.setWindowTitle("Momentum")
        self.setWindowIcon(QIcon(str(resource_folder() / "icons" / "momentum.svg")))
        self.setMinimumSize(LEAST_SIZE)
        self.header = Header(clock)
        self.menu_button = WindowMenu(self)
        self.tabs = QTabWidget()
        self._body = QWidget()
        self._lay_out()
        self.toasts = ToastStack(self._body, self._quick_add_bottom)
        self._recall()
        self._connect()
        self.tasks_page.quick_add.line.setFocus()

    @property
    def tasks_page(self) -> TasksPage:
        return cast("TasksPage", self._page("tasks"))

    @property
    def achievements_page(self) -> AchievementsPage:
        return cast("AchievementsPage", self._page("achievements"))

    @property
    def streaks_page(self) -> StreaksPage:
        return cast("StreaksPage", self._page("streaks"))

    @property
    def levels_page(self) -> LevelsPage:
        return cast("LevelsPage", self._page("levels"))

    @property
    def insights_page(self) -> InsightsPage:
        return cast("InsightsPage", self._page("insights"))

    @property
    def theme(self) -> Theme:
        return self._theme

    def show_progress(self, progress: Progress) -> None:
        self.header.show_progress(progress)
        self.toasts.show_progress(progress)
        self.tasks_page.show_day(progress.day, progress.day_ends_at)

    def show_achievements(self, achievements: tuple[AchievementStanding, ...]) -> None:
        self.toasts.show_achievements(achievements)

    def show_failure(self, text: str) -> None:
        """What happened, what is safe and what to do, as an expected error says it."""
        self.toasts.show_failure(text)
        self.tasks_page.show_failure(text)

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        QApplication.setPalette(palette(theme))
        self.setStyleSheet(style_sheet(theme))
        for place, (_, _, icon_name) in enumerate(PAGES):
            self.tabs.setTabIcon(place, icon(icon_name, theme.muted, theme.accent))
        self.header.apply_theme(theme)
        self.menu_button.apply_theme(theme)
        self.toasts.apply_theme(theme)
        for page in self._pages.values():
            page.apply_theme(theme)

    def set_quiet(self, quiet: bool) -> None:
        """No animation, by choice here or in the system."""
        self._memory.quiet = quiet
        lively = self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self) > 0
        for part in (self.header, self.toasts, self.tasks_page):
            part.set_animated(lively and not quiet)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._build_next_page)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.activated.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._memory.geometry = self.saveGeometry()
        self._memory.tab = PAGES[self.tabs.currentIndex()][0]
        self._memory.write()
        self.closing.emit()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        self.tabs.setObjectName("tabs")
        self.tabs.setAccessibleName("Pages")
        self.tabs.setDocumentMode(True)
        self.tabs.setIconSize(QSize(20, 20))
        self.tabs.tabBar().setExpanding(False)
        corner = QWidget()
        corner_layout = QVBoxLayout(corner)
        corner_layout.setContentsMargins(0, 0, GRID, GRID)
        corner_layout.addWidget(self.menu_button)
        self.tabs.setCornerWidget(corner, Qt.Corner.TopRightCorner)
        for _, words, _ in PAGES:
            self.tabs.addTab(QWidget(), words)
            self.tabs.setTabToolTip(self.tabs.count() - 1, f"{words} (Ctrl+{self.tabs.count()})")
        layout = QVBoxLayout(self._body)
        layout.setContentsMargins(0, 0, 0, GRID)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.tabs, 1)
        self.setCentralWidget(self._body)

    def _recall(self) -> None:
        names = [name for name, _, _ in PAGES]
        tab = self._memory.tab if self._memory.tab in names else "tasks"
        self._page("tasks")
        self._page(tab)
        self.tabs.setCurrentIndex(names.index(tab))
        self._choose(self._memory.appearance)
        self.menu_button.show_choices(self._memory.appearance, self._memory.quiet)
        self.set_quiet(self._memory.quiet)
        if not self.restoreGeometry(self._memory.geometry):
            self.resize(FIRST_SIZE)

    def _connect(self) -> None:
        menu = self.menu_button
        menu.undo_requested.connect(self.undo_requested)
        menu.redo_requested.connect(self.redo_requested)
        menu.appearance_chosen.connect(self._choose)
        menu.quiet_toggled.connect(self.set_quiet)
        menu.shortcuts_requested.connect(self._on_menu_shortcuts_requested)
        menu.about_requested.connect(self._on_menu_about_requested)
        self.tabs.currentChanged.connect(self._on_tabs_current_changed)
        QApplication.styleHints().colorSchemeChanged.connect(self._on_color_scheme_changed)
        for place in range(len(PAGES)):
            keys = QShortcut(QKeySequence(f"Ctrl+{place + 1}"), self)
            keys.activated.connect(lambda place=place: self.tabs.setCurrentIndex(place))
        QShortcut(QKeySequence("Ctrl+N"), self).activated.connect(self.begin_task)
        QShortcut(QKeySequence("F10"), self).activated.connect(menu.showMenu)

    def _page(self, name: str) -> Page:
        """The page, built if it does not stand yet."""
        if name not in self._pages:
            place = [each for each, _, _ in PAGES].index(name)
            page = self._pages[name] = self._built(name)
            page.apply_theme(self._theme)
            blocked = self.tabs.blockSignals(True)
            current, stand_in = self.tabs.currentIndex(), self.tabs.widget(place)
            self.tabs.removeTab(place)
            self.tabs.insertTab(
                place, page, icon(PAGES[place][2], self._theme.muted, self._theme.accent), PAGES[place][1]
            )
            self.tabs.setTabToolTip(place, f"{PAGES[place][1]} (Ctrl+{place + 1})")
            self.tabs.setCurrentIndex(current)
            self.tabs.blockSignals(blocked)
            if stand_in is not None:
                stand_in.deleteLater()
        return self._pages[name]

    def _built(self, name: str) -> Page:
        if name == "tasks":
            return TasksPage(self._clock)
        module = import_module(f"momentum_desktop.gui.{name}_page")
        made: Any = getattr(module, f"{name.capitalize()}Page")()
        return cast("Page", made)

    def _build_next_page(self) -> None:
        missing = [name for name, _, _ in PAGES if name not in self._pages]
        if missing:
            self._page(missing[0])
            QTimer.singleShot(0, self._build_next_page)
        else:
            self.pages_ready.emit()

    def _quick_add_bottom(self) -> int:
        """The y below which toasts cover no input line."""
        line = self.tasks_page.quick_add.line
        return line.mapTo(self._body, line.rect().bottomLeft()).y()

    def _choose(self, appearance: str) -> None:
        self._memory.appearance = appearance
        if appearance == "system":
            scheme = QApplication.styleHints().colorScheme()
            self.apply_theme(DARK if scheme == Qt.ColorScheme.Dark else LIGHT)
        else:
            self.apply_theme(DARK if appearance == "dark" else LIGHT)

    def _on_color_scheme_changed(self) -> None:
        if self._memory.appearance == "system":
            self._choose("system")

    def _on_tabs_current_changed(self, place: int) -> None:
        self._page(PAGES[place][0])

    def begin_task(self) -> None:
        """Goes to the line where a task is added."""
        self.tabs.setCurrentIndex(0)
        self.tasks_page.quick_add.begin()

    def _on_menu_shortcuts_requested(self) -> None:
        from momentum_desktop.gui.help_dialogs import shortcuts_dialog

        shortcuts_dialog(self).open()

    def _on_menu_about_requested(self) -> None:
        from momentum_desktop.gui.help_dialogs import about_dialog

        about_dialog(self).open()
