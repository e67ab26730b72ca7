"""The window: it paints itself first and then brings in what stands in it.

Nothing that takes time to import may be imported here; what the first paint does not need comes in `_furnish`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QColor, QPaintEvent, QPalette, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from momentum_desktop.errors import sentence
from momentum_desktop.gui.window_memory import WindowMemory
from momentum_desktop.gui.window_place import first_size, fit_to_screen, screen_room

if TYPE_CHECKING:
    from momentum_desktop.gui.achievements_page import AchievementsPage
    from momentum_desktop.gui.choice_writer import ChoiceWriter
    from momentum_desktop.gui.header import Header
    from momentum_desktop.gui.insights_page import InsightsPage
    from momentum_desktop.gui.levels_page import LevelsPage
    from momentum_desktop.gui.page_tabs import PageTabs
    from momentum_desktop.gui.perk_desk import PerkDesk
    from momentum_desktop.gui.streaks_page import StreaksPage
    from momentum_desktop.gui.tasks_page import TasksPage
    from momentum_desktop.gui.theme import Theme
    from momentum_desktop.gui.toasts import ToastStack
    from momentum_desktop.gui.window_commands import PaletteDoor
    from momentum_desktop.gui.window_frame import WindowFrame
    from momentum_desktop.gui.window_menu import WindowMenu
    from momentum_desktop.service.choices import Choices
    from momentum_desktop.service.values import AchievementStanding, Progress

PAGES = (
    ("tasks", "Tasks", "ui-tasks"),
    ("achievements", "Achievements", "ui-award"),
    ("streaks", "Streaks", "ui-flame"),
    ("levels", "Levels", "ui-steps"),
    ("insights", "Insights", "ui-chart"),
)
FIRST_SIZE, LEAST_SIZE = QSize(1120, 760), QSize(720, 440)
PAINT_PATIENCE_MS = 100
"""How long the first paint may let everything else wait: a window that is not on a screen is never painted."""
PAGES_PATIENCE_MS = 3_000
"""How long the pages that are not in sight may be held back."""


class MainWindow(QMainWindow):
    """Shows where the user stands and passes every wish on.

    `ready` comes after the first paint, when header, tabs, tasks and toasts stand; `pages_ready` when all pages do.
    Whatever is asked for earlier is built at once, at the cost of the first paint. `put_away` comes when the window was
    closed and the program stays, with whether that was so for the first time, `closing` when the program is to end."""

    undo_requested = Signal()
    redo_requested = Signal()
    activated = Signal()
    closing = Signal()
    put_away = Signal(bool)
    theme_changed = Signal(object)
    choices_applied = Signal()
    settings_requested = Signal()
    settings_page_requested = Signal(str)
    ready = Signal()
    pages_ready = Signal()

    def __init__(self, data_folder: Path, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self.clock = clock
        self._data_folder = data_folder
        self._memory = WindowMemory(data_folder)
        self._frame: WindowFrame | None = None
        self._desk: PerkDesk | None = None
        self._door: PaletteDoor | None = None
        self._begun = False
        self._pages_held = False
        self._pages_begun = False
        self._leaving = False
        self.stays_behind: Callable[[], bool] = lambda: False
        """Whether the program goes on without the window when it is closed."""
        colours = QApplication.style().standardPalette()
        self._system_is_dark = colours.color(QPalette.ColorRole.Window).lightness() < 128
        self._theme: Theme | None = None
        colours.setColor(QPalette.ColorRole.Window, self._first_ground())
        QApplication.setPalette(colours)
        self.setWindowTitle("Momentum")
        self.setMinimumSize(LEAST_SIZE)
        if not self.restoreGeometry(self._memory.geometry):
            self.resize(first_size(FIRST_SIZE, screen_room(self).size()))
        self._opened_as = self.size()

    @property
    def frame(self) -> WindowFrame:
        """What stands in the window."""
        return self._frame or self._furnish()

    @property
    def desk(self) -> PerkDesk:
        """Where perks are put to use."""
        self._frame or self._furnish()
        return cast("PerkDesk", self._desk)

    @property
    def door(self) -> PaletteDoor:
        """What opens the command palette, built once the window stands or when it is first asked for."""
        if self._door is None:
            from momentum_desktop.gui.file_dialog_look import FileDialogLook
            from momentum_desktop.gui.window_commands import PaletteDoor

            self._door = PaletteDoor(self.frame)
            application = cast("QApplication", QApplication.instance())
            application.focusChanged.connect(self._door.watch)
            application.focusChanged.connect(FileDialogLook(lambda: self.theme, self.frame).watch)
            self._door.watch(None, QApplication.focusWidget())
        return self._door

    @property
    def header(self) -> Header:
        return self.frame.header

    @property
    def tabs(self) -> PageTabs:
        return self.frame.tabs

    @property
    def toasts(self) -> ToastStack:
        return self.frame.toasts

    @property
    def menu_button(self) -> WindowMenu:
        return self.frame.menu_button

    @property
    def tasks_page(self) -> TasksPage:
        return self.frame.tasks_page

    @property
    def achievements_page(self) -> AchievementsPage:
        return cast("AchievementsPage", self.frame.tabs.page("achievements"))

    @property
    def streaks_page(self) -> StreaksPage:
        return cast("StreaksPage", self.frame.tabs.page("streaks"))

    @property
    def levels_page(self) -> LevelsPage:
        return cast("LevelsPage", self.frame.tabs.page("levels"))

    @property
    def insights_page(self) -> InsightsPage:
        return cast("InsightsPage", self.frame.tabs.page("insights"))

    @property
    def theme(self) -> Theme:
        return self._theme or self._chosen_theme()

    @cached_property
    def choices(self) -> Choices:
        """What the person chose in `settings.toml`."""
        from momentum_desktop.service.choices import Choices
        from momentum_desktop.service.settings_file import SettingsFile

        return Choices(SettingsFile(self._data_folder))

    @cached_property
    def _writer(self) -> ChoiceWriter:
        from momentum_desktop.gui.choice_writer import ChoiceWriter

        writer = ChoiceWriter(self.choices, self)
        writer.settled.connect(self._on_writer_settled)
        return writer

    def show_progress(self, progress: Progress) -> None:
        self.frame.show_progress(progress)

    def show_achievements(self, achievements: tuple[AchievementStanding, ...]) -> None:
        self.frame.show_achievements(achievements)

    def show_failure(self, text: str) -> None:
        """What happened, what is safe and what to do, as an expected error says it."""
        self.frame.show_failure(text)

    def come_forward(self) -> None:
        """Stands before everyone, wherever it was."""
        from PySide6.QtCore import Qt

        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def leave(self) -> None:
        """Closes for good, shown or not: the program is to end."""
        if not self._leaving:
            self._leaving = True
            self._writer.finish()
            self._remember()
            self.hide()
            self.closing.emit()

    def begin_task(self) -> None:
        """Goes to the tasks with the cursor in the quick-add line."""
        self.frame.begin_task()

    def set_quiet(self, quiet: bool) -> None:
        """Switches animation off or on, until the next start."""
        self.frame.set_quiet(quiet)

    def apply_theme(self, theme: Theme) -> None:
        from momentum_desktop.gui.theme import palette, style_sheet

        self._theme = theme
        self._memory.keep_ground(theme.window, dark_system=self._system_is_dark)
        QApplication.setPalette(palette(theme))
        self.setStyleSheet(style_sheet(theme))
        self.frame.apply_theme(theme)
        self.theme_changed.emit(theme)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._begun:
            QTimer.singleShot(0, self.begin)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._begun:
            QTimer.singleShot(PAINT_PATIENCE_MS, self.begin)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.activated.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.stays_behind() and not self._leaving:
            event.ignore()
            first_time, self._memory.was_put_away = not self._memory.was_put_away, True
            self._remember()
            self.hide()
            self.put_away.emit(first_time)
        else:
            self.leave()
            super().closeEvent(event)

    def _remember(self) -> None:
        self._memory.geometry = self.saveGeometry()
        if self._frame is not None:
            self._memory.tab = self._frame.tabs.current
            self._memory.plan = self.tasks_page.plan_toggle.isChecked()
            self._memory.gallery = self.achievements_page.filters.chosen
        self._memory.write()

    def begin(self) -> None:
        """Builds what stands in the window, shown or not; a second call does nothing."""
        if not self._begun:
            self._begun = True
            if self._frame is None:
                self._furnish()
            if self.isVisible():
                fit_to_screen(self, self._opened_as)
            self.ready.emit()
            QTimer.singleShot(PAGES_PATIENCE_MS if self._pages_held else 0, self, self.build_pages)

    def hold_pages(self) -> None:
        """Leave the pages that are not in sight until `build_pages` is called, or for a while."""
        self._pages_held = True

    def build_pages(self) -> None:
        """Build the pages that are not in sight, one after the other; a second call does nothing."""
        if not self._pages_begun:
            self._pages_begun = True
            self._build_next_page()

    def _build_next_page(self) -> None:
        if self.frame.tabs.build_next():
            QTimer.singleShot(0, self, self._build_next_page)
            return
        self.door  # noqa: B018 - from now on lines leave Ctrl+K to the window
        if self._memory.gallery:
            self.achievements_page.filters.recall(*self._memory.gallery)
        self.pages_ready.emit()

    def _furnish(self) -> WindowFrame:
        from PySide6.QtGui import QIcon

        from momentum_desktop.gui.perk_desk import PerkDesk
        from momentum_desktop.gui.theme import BODY, font
        from momentum_desktop.gui.window_frame import WindowFrame
        from momentum_desktop.gui.window_keys import WindowKeys
        from momentum_desktop.settings import resource_folder

        QApplication.setStyle("Fusion")
        QApplication.setFont(font(BODY))
        self.setFont(font(BODY))
        self.setWindowIcon(QIcon(str(resource_folder() / "icons" / "momentum.svg")))
        frame = self._frame = WindowFrame(PAGES, self.clock, self)
        self.setCentralWidget(frame)
        self._desk = PerkDesk(frame, self._memory)
        frame.show()  # now, and not when the layout comes to it: what is hidden can take no focus
        self._dress()
        frame.tabs.go_to(self._memory.tab)
        self.apply_choices()
        frame.tasks_page.plan_toggle.setChecked(self._memory.plan)
        self._desk.look_changed.connect(self._dress)
        self.activated.connect(self.apply_choices)
        QApplication.styleHints().colorSchemeChanged.connect(self._on_color_scheme_changed)
        WindowKeys(self, len(PAGES), self._data_folder)
        frame.tasks_page.quick_add.line.setFocus()
        return frame

    def _dress(self) -> None:
        """Everything that was chosen for the look, at once."""
        from momentum_desktop.gui.icons import use_icon_style

        look = self._memory.look
        use_icon_style(look.icons)
        self.apply_theme(self._chosen_theme())
        self.frame.lay_backdrop(look.backdrop, self._memory.picture)
        self.frame.use_celebration(look)

    def _first_ground(self) -> QColor:
        """The ground of the first paint, as the last run left it: what makes a whole theme takes its time."""
        ground = self._memory.ground(dark_system=self._system_is_dark)
        return ground if ground.isValid() else QColor(self.theme.window)

    def _chosen_theme(self) -> Theme:
        from momentum_desktop.gui.palettes import dressed

        appearance = self.choices["appearance.theme"]
        dark = self._system_is_dark if appearance == "system" else appearance == "dark"
        look = self._memory.look
        return dressed(look.palette, look.accent, dark=dark, plate=look.plate)

    def _follow_theme(self) -> None:
        theme = self._chosen_theme()
        if theme != self._theme:
            self.apply_theme(theme)

    def choose(self, name: str, value: object) -> None:
        """Takes a choice, at once and for the next start; says so if the settings do not take it."""
        self._writer.choose(name, value)

    def apply_choices(self) -> None:
        """Is as the settings say, whoever wrote them."""
        choices, frame = self.choices, self.frame
        appearance, quiet = choices["appearance.theme"], not choices["appearance.animation"]
        frame.menu_button.show_choices(appearance, quiet)
        frame.set_quiet(quiet)
        frame.show_game(choices["game.points"], choices["game.streaks"], choices["game.toasts"])
        self._follow_theme()
        for notice in choices.file.take_notices():
            self.toasts.show_notice(sentence(notice))
        self.choices_applied.emit()

    def _on_writer_settled(self, failure: str) -> None:
        if failure:
            self.toasts.show_failure(failure)
        self.apply_choices()

    def _on_color_scheme_changed(self, scheme: object) -> None:
        self._system_is_dark = getattr(scheme, "name", "") == "Dark"
        self._follow_theme()
