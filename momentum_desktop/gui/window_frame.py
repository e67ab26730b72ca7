"""What stands in the window: header, tabs with the five pages, menu and toasts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import cast

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStyle, QVBoxLayout, QWidget

from momentum_desktop.gui.edge_fade import BACKDROP
from momentum_desktop.gui.focus_order import step
from momentum_desktop.gui.header import Header
from momentum_desktop.gui.look import Look
from momentum_desktop.gui.note_banner import NoteBanner
from momentum_desktop.gui.page_tabs import PageTabs
from momentum_desktop.gui.people_button import PeopleButton
from momentum_desktop.gui.rules_banner import RulesBanner
from momentum_desktop.gui.task_delegate import BOX_COLUMN, WORTH_COLUMN
from momentum_desktop.gui.tasks_page import TasksPage
from momentum_desktop.gui.theme import GRID, LIGHT, Theme
from momentum_desktop.gui.toast import WIDTH
from momentum_desktop.gui.toasts import ToastStack
from momentum_desktop.gui.why_panel import WhyPanel
from momentum_desktop.gui.window_menu import WindowMenu
from momentum_desktop.service.values import AchievementStanding, ActResult, Progress


class WindowFrame(QWidget):
    """Holds header, tabs and toasts. `pages` are (name, word, icon) in the order of the tabs."""

    def __init__(self, pages: Sequence[tuple[str, str, str]], clock: Callable[[], datetime], window: QWidget) -> None:
        super().__init__(window)
        self.theme = LIGHT
        self._look = Look()
        self._lively = False
        self.rules_banner = RulesBanner(self)
        self.note_banner = NoteBanner(self)
        self.header = Header(clock)
        self.menu_button = WindowMenu(window)
        self.people = PeopleButton(window)
        self.menu_button.add_menu(self.people.menu_of_people, "ui-person")
        self.tabs = PageTabs(pages, clock, self)
        self._backdrop: tuple[str, Path] | None = None
        self._ground: QPixmap | None = None
        self._lay_out()
        self.why = WhyPanel(self, self.header)
        self.header.why_requested.connect(self.why.ask)
        self.tabs.why_requested.connect(self.why.ask)
        self.tabs.currentChanged.connect(self.why.leave)
        self.toasts = ToastStack(self, self._quick_add_bottom, self._toasts_right, self._touched)
        self.tabs.currentChanged.connect(self.toasts.settle)

    @property
    def tasks_page(self) -> TasksPage:
        return cast("TasksPage", self.tabs.page("tasks"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.people.fit(self.width())

    def focusNextPrevChild(self, forward: bool) -> bool:
        return step(self, forward=forward)

    def show_progress(self, progress: Progress) -> None:
        self.header.show_progress(progress)
        self.toasts.show_progress(progress)
        self.tasks_page.show_day(progress.day, progress.day_began_at, progress.day_ends_at)
        self.tabs.show_day(progress.day)
        self.why.show_day(progress.day)

    def show_achievements(self, achievements: tuple[AchievementStanding, ...]) -> None:
        self.toasts.show_achievements(achievements)

    def begin_anew(self) -> None:
        """Somebody else is in use: nothing that is shown is theirs."""
        self.rules_banner.begin_anew()
        self.note_banner.begin_anew()
        self.header.begin_anew()
        self.toasts.begin_anew()
        self.why.leave()
        for page in self.tabs.built:
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
        self.toasts.show_game(points, streaks)
        self.toasts.set_wanted(toasts)
        self.why.show_points(points)
        self.rules_banner.shows_points = points
        self.tabs.show_points(points)
        self.tabs.hide_pages(frozenset(name for name, shown in (("levels", points), ("streaks", streaks)) if not shown))

    def apply_theme(self, theme: Theme) -> None:
        self.theme = theme
        self._ground = None
        self.rules_banner.apply_theme(theme)
        self.note_banner.apply_theme(theme)
        self.header.apply_theme(theme)
        self.menu_button.apply_theme(theme)
        self.people.apply_theme(theme)
        self.toasts.apply_theme(theme)
        self.why.apply_theme(theme)
        self.tabs.apply_theme(theme)

    def use_celebration(self, look: Look) -> None:
        """How a level-up or an unlock is celebrated from now on."""
        self._look = look

    def show_act(self, result: ActResult) -> None:
        """Celebrates an act once, by the best that came of it: a level grandly, an unlock a little."""
        fresh = [each for each in (result.outcome, *result.outcomes) if each is not None and not each.repeated]
        if self.tabs.shows_points and any(outcome.level_up for outcome in fresh):
            self.celebrate(1.0)
        elif any(outcome.achievements_unlocked for outcome in fresh):
            self.celebrate(0.4)

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
        self.setProperty(BACKDROP, None)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._backdrop is None or self._backdrop[0] == "plain":
            return
        if self._ground is None or self._ground.deviceIndependentSize().toSize() != self.size():
            from momentum_desktop.gui.backdrop import ground_of

            self._ground = ground_of(self._backdrop, self.size(), self.theme, self.devicePixelRatioF())
            self.setProperty(BACKDROP, self._ground)
        QPainter(self).drawPixmap(0, 0, self._ground)

    def begin_task(self) -> None:
        """Goes to the tasks with the cursor in the quick-add line."""
        self.tabs.go_to("tasks")
        self.tasks_page.quick_add.begin()

    def _lay_out(self) -> None:
        corner = QWidget()
        corner_layout = QHBoxLayout(corner)
        corner_layout.setContentsMargins(0, 0, GRID, GRID)
        corner_layout.setSpacing(GRID // 2)
        corner_layout.addWidget(self.people)
        corner_layout.addWidget(self.menu_button)
        self.tabs.setCornerWidget(corner, Qt.Corner.TopRightCorner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, GRID)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.note_banner)
        layout.addWidget(self.rules_banner)
        layout.addWidget(self.tabs, 1)

    def _toasts_right(self) -> int:
        """The x where toasts end: over a list of tasks before the points of its rows, so that they cover no plan; where
        it is narrow rather over the points than over the boxes, which are what is clicked next."""
        page = self.tasks_page
        if not page.list.isVisible():
            return self.width()
        view = page.list.viewport()
        left, right = (view.mapTo(self, corner).x() for corner in (view.rect().topLeft(), view.rect().topRight()))
        return max(right - WORTH_COLUMN, min(left + BOX_COLUMN + WIDTH + 2 * GRID, right))

    def _touched(self) -> QRect:
        """The row of a task that the hand is at."""
        page = self.tasks_page
        row = page.list.row_at_hand
        return QRect(page.list.viewport().mapTo(self, row.topLeft()), row.size())

    def _quick_add_bottom(self) -> int:
        """The y below which toasts cover no input line."""
        line = self.tasks_page.quick_add.line
        return line.mapTo(self, line.rect().bottomLeft()).y()
