"""What stands in the window: header, tabs with the five pages, menu and toasts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStyle, QTabWidget, QVBoxLayout, QWidget

from momentum_desktop.engine.values import Outcome
from momentum_desktop.gui.header import Header
from momentum_desktop.gui.icons import icon
from momentum_desktop.gui.look import Look
from momentum_desktop.gui.note_banner import NoteBanner
from momentum_desktop.gui.page import Page
from momentum_desktop.gui.people_button import PeopleButton
from momentum_desktop.gui.rules_banner import RulesBanner
from momentum_desktop.gui.tasks_page import TasksPage
from momentum_desktop.gui.theme import GRID, LIGHT, Theme
from momentum_desktop.gui.toasts import ToastStack
from momentum_desktop.gui.why_panel import WhyPanel
from momentum_desktop.gui.window_menu import WindowMenu
from momentum_desktop.service.values import AchievementStanding, Progress

if TYPE_CHECKING:
    from momentum_desktop.gui.history_page import HistoryPage
    from momentum_desktop.gui.insights_page import InsightsPage
    from momentum_desktop.gui.levels_page import LevelsPage

ROOMY = 108 * GRID


class WindowFrame(QWidget):
    """Holds header, tabs and toasts. `pages` are (name, word, icon) in the order of the tabs; each is built when it is
    first asked for, or by `build_next`. `perk_requested` names a perk to be used."""

    perk_requested = Signal(str)

    def __init__(self, pages: Sequence[tuple[str, str, str]], clock: Callable[[], datetime], window: QWidget) -> None:
        super().__init__(window)
        self._pages = pages
        self._clock = clock
        self.theme = LIGHT
        self._look = Look()
        self._lively = False
        self._analytics = False
        self._built: dict[str, Page] = {}
        self._hidden: frozenset[str] = frozenset()
        self.rules_banner = RulesBanner(self)
        self.note_banner = NoteBanner(self)
        self.header = Header(clock)
        self.menu_button = WindowMenu(window)
        self.people = PeopleButton(window)
        self.menu_button.add_menu(self.people.menu_of_people, "ui-person")
        self.tabs = QTabWidget()
        self._history: HistoryPage | None = None
        self._day: date | None = None
        self._backdrop: tuple[str, Path] | None = None
        self._ground: QPixmap | None = None
        self._lay_out()
        self.why = WhyPanel(self, self.header)
        self.header.why_requested.connect(self.why.ask)
        self.toasts = ToastStack(self, self._quick_add_bottom)
        self.tabs.currentChanged.connect(self._on_tabs_current_changed)

    @property
    def pages(self) -> Sequence[tuple[str, str, str]]:
        """(name, word, icon) of each page, in the order of the tabs."""
        return self._pages

    @property
    def tasks_page(self) -> TasksPage:
        return cast("TasksPage", self.page("tasks"))

    @property
    def current(self) -> str:
        """The name of the page in front."""
        place = self.tabs.currentIndex()
        return self._pages[place][0] if place < len(self._pages) else "history"

    @property
    def history(self) -> HistoryPage:
        """The page of what was done, built if it does not stand yet. It has a tab only while it is in front."""
        if self._history is None:
            from momentum_desktop.gui.history_page import HistoryPage

            # Never without a parent: who else would end its timers with the window, and in the right thread?
            self._history = HistoryPage(self)
            self._history.apply_theme(self.theme)
            self._history.why_requested.connect(self.why.ask)
            self._history.hide()
            if self._day is not None:
                self._history.show_day(self._day)
        return self._history

    def show_history(self) -> None:
        """Brings what was done to the front."""
        place = self.tabs.indexOf(self.history)
        if place < 0:
            place = self.tabs.addTab(self.history, self._history_icon(), "History")
            self.tabs.setTabToolTip(place, "History (Ctrl+H)")
        self.tabs.setCurrentIndex(place)
        self.history.setFocus()

    def go_to(self, name: str) -> None:
        """Brings a page to the front; an unknown name means the first."""
        names = [each for each, _, _ in self._pages]
        self.tabs.setCurrentIndex(names.index(name) if name in names and name not in self._hidden else 0)
        self.page(self.current)

    def page(self, name: str) -> Page:
        """The page, built if it does not stand yet."""
        if name not in self._built:
            page = self._built[name] = self._made(name)
            page.apply_theme(self.theme)
            self._insert(page, [each for each, _, _ in self._pages].index(name))
        return self._built[name]

    def build_next(self) -> bool:
        """Builds one page that does not stand yet; false when all of them do."""
        missing = [name for name, _, _ in self._pages if name not in self._built]
        if missing:
            self.page(missing[0])
        elif self._history is None:
            return bool(self.history)
        return bool(missing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.people.fit(self.width())
        if self._history is not None and self.tabs.indexOf(self._history) >= 0:
            self.tabs.setTabIcon(self.tabs.indexOf(self._history), self._history_icon())

    def show_progress(self, progress: Progress) -> None:
        self.header.show_progress(progress)
        self.toasts.show_progress(progress)
        self.tasks_page.show_day(progress.day, progress.day_ends_at)
        self._day = progress.day
        self.why.show_day(progress.day)
        if self._history is not None:
            self._history.show_day(progress.day)

    def show_achievements(self, achievements: tuple[AchievementStanding, ...]) -> None:
        self.toasts.show_achievements(achievements)

    def begin_anew(self) -> None:
        """Somebody else is in use: nothing that is shown is theirs."""
        self.rules_banner.begin_anew()
        self.note_banner.begin_anew()
        self.header.begin_anew()
        self.toasts.begin_anew()
        self.why.leave()
        if self._history is not None:
            self._history.begin_anew()
        for page in self._built.values():
            page.begin_anew()

    def show_failure(self, text: str) -> None:
        self.toasts.show_failure(text)
        self.tasks_page.show_failure(text)

    def set_quiet(self, quiet: bool) -> None:
        """No animation, by choice here or in the system."""
        lively = self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self) > 0
        self.set_lively(lively and not quiet)

    def set_lively(self, lively: bool) -> None:
        """Whether anything moves."""
        for part in (self.header, self.toasts, self.tasks_page):
            part.set_animated(lively)
        self._lively = lively

    def show_game(self, points: bool, streaks: bool, toasts: bool) -> None:
        """Whether points, streaks and the toasts of what was won are in sight."""
        self.header.show_game(points, streaks)
        self.tasks_page.show_worth(points)
        self.toasts.set_wanted(toasts and points)
        hidden = frozenset(name for name, shown in (("levels", points), ("streaks", streaks)) if not shown)
        if self.current in hidden:
            self.go_to("tasks")
        self._hidden = hidden
        for place, (name, _, _) in enumerate(self._pages):
            self.tabs.setTabVisible(place, name not in hidden)

    def apply_theme(self, theme: Theme) -> None:
        self.theme = theme
        self._ground = None
        for place, (_, _, icon_name) in enumerate(self._pages):
            self.tabs.setTabIcon(place, icon(icon_name, theme.muted, theme.accent))
        self.rules_banner.apply_theme(theme)
        self.note_banner.apply_theme(theme)
        self.header.apply_theme(theme)
        self.menu_button.apply_theme(theme)
        self.people.apply_theme(theme)
        self.toasts.apply_theme(theme)
        self.why.apply_theme(theme)
        if self._history is not None:
            self._history.apply_theme(theme)
        for page in self._built.values():
            page.apply_theme(theme)

    def use_celebration(self, look: Look) -> None:
        """How a level-up or an unlock is celebrated from now on."""
        self._look = look

    def show_outcome(self, outcome: Outcome) -> None:
        """Celebrates a level grandly and an unlock a little."""
        if outcome.level_up or outcome.achievements_unlocked:
            self.celebrate(1.0 if outcome.level_up else 0.4)

    def show_analytics(self, on: bool) -> None:
        """Whether the insights show what the perk opens."""
        self._analytics = on
        if "insights" in self._built:
            cast("InsightsPage", self._built["insights"]).years.open_up(on)

    def celebrate(self, amount: float) -> None:
        """Paints the chosen celebration over the window for a moment, with its words if it is the grandest, unless the
        window is to be quiet."""
        look = self._look
        if self._lively and look.celebration != "none" and self.isVisible():
            from momentum_desktop.gui.celebration import Celebration, CelebrationStyle

            words = look.celebration_words if amount >= 1 else ""
            style = CelebrationStyle(look.celebration, look.celebration_colours, words)
            ring = self.header.ring
            origin = QPointF(ring.mapTo(self, ring.rect().center()))
            Celebration(style, self.theme, origin, amount, self)

    def lay_backdrop(self, name: str, picture: Path) -> None:
        """Puts a painted ground, or a picture, behind everything."""
        self._backdrop = (name, picture)
        self._ground = None
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._backdrop is None or self._backdrop[0] == "plain":
            return
        if self._ground is None or self._ground.deviceIndependentSize().toSize() != self.size():
            from momentum_desktop.gui.backdrop import ground_of

            self._ground = ground_of(self._backdrop, self.size(), self.theme, self.devicePixelRatioF())
        QPainter(self).drawPixmap(0, 0, self._ground)

    def begin_task(self) -> None:
        """Goes to the tasks with the cursor in the quick-add line."""
        self.go_to("tasks")
        self.tasks_page.quick_add.begin()

    def _lay_out(self) -> None:
        self.tabs.setObjectName("tabs")
        self.tabs.setAccessibleName("Pages")
        self.tabs.setDocumentMode(True)
        self.tabs.setIconSize(QSize(20, 20))
        self.tabs.tabBar().setExpanding(False)
        corner = QWidget()
        corner_layout = QHBoxLayout(corner)
        corner_layout.setContentsMargins(0, 0, GRID, GRID)
        corner_layout.setSpacing(GRID // 2)
        corner_layout.addWidget(self.people)
        corner_layout.addWidget(self.menu_button)
        self.tabs.setCornerWidget(corner, Qt.Corner.TopRightCorner)
        for place, (_, words, _) in enumerate(self._pages):
            self.tabs.addTab(QWidget(), words)
            self.tabs.setTabToolTip(place, self._tip(place))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, GRID)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.note_banner)
        layout.addWidget(self.rules_banner)
        layout.addWidget(self.tabs, 1)

    def _history_icon(self) -> QIcon:
        """The icon of the sixth tab, which has none where room is short."""
        return icon("ui-clock", self.theme.muted, self.theme.accent) if self.width() >= ROOMY else QIcon()

    def _tip(self, place: int) -> str:
        return f"{self._pages[place][1]} (Ctrl+{place + 1})"

    def _insert(self, page: Page, place: int) -> None:
        """Puts a page in the place of what stood in for it, without a word about the tabs in between."""
        _, words, icon_name = self._pages[place]
        current, stand_in = self.tabs.currentIndex(), self.tabs.widget(place)
        blocked = self.tabs.blockSignals(True)
        self.tabs.removeTab(place)
        self.tabs.insertTab(place, page, icon(icon_name, self.theme.muted, self.theme.accent), words)
        self.tabs.setTabToolTip(place, self._tip(place))
        self.tabs.setTabVisible(place, self._pages[place][0] not in self._hidden)
        self.tabs.setCurrentIndex(current)
        self.tabs.blockSignals(blocked)
        if stand_in is not None:
            stand_in.deleteLater()

    def _made(self, name: str) -> Page:
        page = self._new(name)
        page.why_requested.connect(self.why.ask)
        if name == "insights":
            cast("InsightsPage", page).years.open_up(self._analytics)
        if name == "levels":
            cast("LevelsPage", page).perk_requested.connect(self.perk_requested)
        return page

    def _new(self, name: str) -> Page:
        if name == "tasks":
            return TasksPage(self._clock)
        module = import_module(f"momentum_desktop.gui.{name}_page")
        made: Any = getattr(module, f"{name.capitalize()}Page")()
        return cast("Page", made)

    def _quick_add_bottom(self) -> int:
        """The y below which toasts cover no input line."""
        line = self.tasks_page.quick_add.line
        return line.mapTo(self, line.rect().bottomLeft()).y()

    def _on_tabs_current_changed(self, place: int) -> None:
        self.why.leave()
        if place < len(self._pages):
            self.page(self._pages[place][0])
            if self._history is not None and self.tabs.indexOf(self._history) >= 0:
                self.tabs.removeTab(self.tabs.indexOf(self._history))
                self._history.setParent(self)
                self._history.hide()
        else:
            self.tabs.setTabIcon(place, self._history_icon())
