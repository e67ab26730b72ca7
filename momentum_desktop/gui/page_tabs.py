"""The tabs of the window: its pages under icon and word, and the history while it is in front."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QTabWidget, QWidget

from momentum_desktop.gui.icons import icon
from momentum_desktop.gui.page import Page
from momentum_desktop.gui.tasks_page import TasksPage
from momentum_desktop.gui.theme import GRID, LIGHT, Theme

if TYPE_CHECKING:
    from momentum_desktop.gui.history_page import HistoryPage
    from momentum_desktop.gui.insights_page import InsightsPage
    from momentum_desktop.gui.levels_page import LevelsPage

ROOMY = 108 * GRID


class PageTabs(QTabWidget):
    """`pages` are (name, word, icon) in the order of the tabs; each is built when it is first asked for, or by
    `build_next`. The signals are those of the pages, whichever it is."""

    why_requested = Signal(object)
    perk_requested = Signal(str)

    def __init__(self, pages: Sequence[tuple[str, str, str]], clock: Callable[[], datetime], parent: QWidget) -> None:
        super().__init__(parent)
        self.pages = pages
        self._clock = clock
        self._theme = LIGHT
        self._analytics = False
        self.shows_points = True
        """Whether points and levels are in sight."""
        self._built: dict[str, Page] = {}
        self._hidden: frozenset[str] = frozenset()
        self._history: HistoryPage | None = None
        self._day: date | None = None
        self.setObjectName("tabs")
        self.setAccessibleName("Pages")
        self.setDocumentMode(True)
        self.setIconSize(QSize(20, 20))
        self.tabBar().setExpanding(False)
        for place, (_, words, _) in enumerate(pages):
            self.addTab(QWidget(), words)
            self.setTabToolTip(place, self._tip(place))
        self.currentChanged.connect(self._on_current_changed)

    @property
    def built(self) -> tuple[Page, ...]:
        """What stands, the history too."""
        history = () if self._history is None else (self._history,)
        return (*self._built.values(), *history)

    @property
    def current(self) -> str:
        """The name of the page in front."""
        place = self.currentIndex()
        return self.pages[place][0] if place < len(self.pages) else "history"

    @property
    def history(self) -> HistoryPage:
        """The page of what was done, built if it does not stand yet. It has a tab only while it is in front."""
        if self._history is None:
            from momentum_desktop.gui.history_page import HistoryPage

            # Never without a parent: who else would end its timers with the window, and in the right thread?
            self._history = HistoryPage(self.parentWidget())
            self._history.apply_theme(self._theme)
            self._history.show_points(self.shows_points)
            self._history.why_requested.connect(self.why_requested)
            self._history.hide()
            if self._day is not None:
                self._history.show_day(self._day)
        return self._history

    def show_history(self) -> None:
        """Brings what was done to the front."""
        place = self.indexOf(self.history)
        if place < 0:
            place = self.addTab(self.history, self._history_icon(), "History")
            self.setTabToolTip(place, "History (Ctrl+H)")
        self.setCurrentIndex(place)
        self.history.setFocus()

    def go_to(self, name: str) -> None:
        """Brings a page to the front; an unknown or hidden name means the first."""
        names = [each for each, _, _ in self.pages]
        self.setCurrentIndex(names.index(name) if name in names and name not in self._hidden else 0)
        self.page(self.current)

    def key_of(self, name: str) -> str:
        """The key that brings a page to the front: the keys count the tabs in sight. Empty for one out of sight."""
        shown = self._names_in_sight()
        return f"Ctrl+{shown.index(name) + 1}" if name in shown else ""

    def go_to_tab(self, number: int) -> None:
        """Brings the page under a tab in sight to the front, counted from 1; does nothing where there is none."""
        shown = self._names_in_sight()
        if number <= len(shown):
            self.go_to(shown[number - 1])

    def page(self, name: str) -> Page:
        """The page, built if it does not stand yet."""
        if name not in self._built:
            page = self._built[name] = self._made(name)
            page.apply_theme(self._theme)
            self._insert(page, [each for each, _, _ in self.pages].index(name))
        return self._built[name]

    def build_next(self) -> bool:
        """Builds one page that does not stand yet; false when all of them do."""
        missing = [name for name, _, _ in self.pages if name not in self._built]
        if missing:
            self.page(missing[0])
        elif self._history is None:
            return bool(self.history)
        return bool(missing)

    def hide_pages(self, hidden: frozenset[str]) -> None:
        """Takes pages out of sight; whoever looks at one looks at the first then."""
        if self.current in hidden:
            self.go_to("")
        self._hidden = hidden
        for place, (name, _, _) in enumerate(self.pages):
            self.setTabVisible(place, name not in hidden)
            self.setTabToolTip(place, self._tip(place))

    def show_points(self, shown: bool) -> None:
        """Whether points and levels may be in sight on any page."""
        if shown != self.shows_points:
            self.shows_points = shown
            for page in self.built:
                page.show_points(shown)

    def show_day(self, day: date) -> None:
        self._day = day
        if self._history is not None:
            self._history.show_day(day)

    def show_analytics(self, on: bool) -> None:
        """Whether the insights show what the perk opens."""
        self._analytics = on
        if "insights" in self._built:
            cast("InsightsPage", self._built["insights"]).years.open_up(on)

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        for place, (_, _, icon_name) in enumerate(self.pages):
            self.setTabIcon(place, icon(icon_name, theme.muted, theme.accent))
        for page in self.built:
            page.apply_theme(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        place = -1 if self._history is None else self.indexOf(self._history)
        if place >= 0:
            self.setTabIcon(place, self._history_icon())

    def _history_icon(self) -> QIcon:
        """The icon of the sixth tab, which has none where room is short."""
        return icon("ui-clock", self._theme.muted, self._theme.accent) if self.width() >= ROOMY else QIcon()

    def _tip(self, place: int) -> str:
        name, words, _ = self.pages[place]
        return f"{words} ({self.key_of(name)})"

    def _names_in_sight(self) -> list[str]:
        return [name for name, _, _ in self.pages if name not in self._hidden]

    def _insert(self, page: Page, place: int) -> None:
        """Puts a page in the place of what stood in for it, without a word about the tabs in between."""
        name, words, icon_name = self.pages[place]
        current, stand_in = self.currentIndex(), self.widget(place)
        blocked = self.blockSignals(True)
        self.removeTab(place)
        self.insertTab(place, page, icon(icon_name, self._theme.muted, self._theme.accent), words)
        self.setTabToolTip(place, self._tip(place))
        self.setTabVisible(place, name not in self._hidden)
        self.setCurrentIndex(current)
        self.blockSignals(blocked)
        if stand_in is not None:
            stand_in.deleteLater()

    def _made(self, name: str) -> Page:
        page = self._new(name)
        if not self.shows_points:
            page.show_points(False)
        page.why_requested.connect(self.why_requested)
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

    def _on_current_changed(self, place: int) -> None:
        if place < len(self.pages):
            self.page(self.pages[place][0])
            if self._history is not None and self.indexOf(self._history) >= 0:
                self.removeTab(self.indexOf(self._history))
                self._history.setParent(self.parentWidget())
                self._history.hide()
        else:
            self.setTabIcon(place, self._history_icon())
