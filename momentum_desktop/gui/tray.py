"""The icon in the desktop's tray: how today stands, and the few things one does without opening the window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from itertools import islice

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtGui import QAction, QGuiApplication, QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from momentum_desktop.gui.header import streak_in_words
from momentum_desktop.gui.note import Note
from momentum_desktop.gui.theme import Theme, style_sheet
from momentum_desktop.gui.tray_picture import day_state, day_streak, tray_icon
from momentum_desktop.gui.wording import counted
from momentum_desktop.service.plan_values import FocusSession, Task
from momentum_desktop.service.values import Progress
from momentum_desktop.settings import resource_folder

NEXT_TASKS = 3
LONGEST_TITLE = 48
HOUR = 60
FOCUS_MINUTES = 25
BEGIN_FOCUS, END_FOCUS = f"Focus for {FOCUS_MINUTES} minutes", "End the focus session"
TRAYLESS = ("offscreen", "minimal")
"""Platforms that Qt itself has no tray on, and says so aloud."""


class Tray(QObject):
    """Shows itself where there is a tray, also when one comes later.

    `completion_requested` carries a task's id, `focus_requested` the minutes of focus to begin, or 0 for its end,
    `snooze_requested` the minutes for which nothing is to remind: 0 for until tomorrow, -1 for no longer."""

    open_requested = Signal()
    quick_add_requested = Signal()
    completion_requested = Signal(int)
    snooze_requested = Signal(int)
    focus_requested = Signal(int)
    quit_requested = Signal()

    def __init__(self, clock: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._progress: Progress | None = None
        self._streaks_shown = True
        self._points_shown = True
        self._icons: dict[str, QIcon] = {}
        self.icon = QSystemTrayIcon(self._picture("plain"), self)
        self.icon.setToolTip("Momentum")
        self.menu = QMenu()
        # No widget is there to be its parent, and left to Python it would go in whichever thread clears up.
        self.destroyed.connect(self.menu.deleteLater)
        self.menu.setAccessibleName("Momentum")
        self.menu.setDefaultAction(self._action("Open Momentum", self.open_requested))
        self._action("Add a task…", self.quick_add_requested)
        self.menu.addSeparator()
        self._below_tasks = self.menu.addSeparator()
        self._tasks: list[QAction] = []
        self._focused = False
        self._focus = self.menu.addAction(BEGIN_FOCUS)
        self._focus.triggered.connect(lambda: self.focus_requested.emit(0 if self._focused else FOCUS_MINUTES))
        snooze = self.menu.addMenu("Snooze reminders")
        self._snoozed = snooze.addAction("Remind me again")
        self._snoozed.triggered.connect(lambda: self.snooze_requested.emit(-1))
        self._snoozed.setVisible(False)
        snooze.addAction("For an hour").triggered.connect(lambda: self.snooze_requested.emit(HOUR))
        snooze.addAction("For three hours").triggered.connect(lambda: self.snooze_requested.emit(3 * HOUR))
        snooze.addAction("Until tomorrow").triggered.connect(lambda: self.snooze_requested.emit(0))
        self.snooze_menu = snooze
        self.menu.addSeparator()
        self._action("Quit", self.quit_requested)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._on_icon_activated)
        self.icon.messageClicked.connect(self.open_requested)

    @property
    def is_there(self) -> bool:
        """Whether there is a tray to be in at this moment."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def tell(self, note: Note) -> None:
        """Shows a note by the tray's own means, which know no buttons; a click on it opens the window."""
        self.icon.showMessage(note.headline, note.words, self.icon.icon())

    def show(self) -> None:
        if QGuiApplication.platformName() not in TRAYLESS:
            self.icon.show()

    def hide(self) -> None:
        self.icon.hide()

    def show_progress(self, progress: Progress) -> None:
        """How today stands, by the shape of the icon and in words."""
        self._progress = progress
        self._retell()

    def show_tasks(self, tasks: tuple[Task, ...]) -> None:
        """Offers the next tasks that can be done now."""
        for action in self._tasks:
            self.menu.removeAction(action)
            action.deleteLater()
        today = self._progress.day if self._progress else self._clock().date()
        self._tasks = [self._completion(task) for task in next_tasks(tasks, today)]
        self.menu.insertActions(self._below_tasks, self._tasks)

    def show_focus(self, session: FocusSession | None) -> None:
        """The focus session that runs, or None."""
        self._focused = session is not None
        self._focus.setText(END_FOCUS if self._focused else BEGIN_FOCUS)

    def show_snooze(self, until: datetime | None) -> None:
        """Until when nothing reminds; None for not at all."""
        self._snoozed.setVisible(until is not None)
        words = "Snooze reminders" if until is None else f"Reminders snoozed until {until:%H:%M}"
        self.snooze_menu.setTitle(words)

    def show_points(self, shown: bool) -> None:
        """Whether points may be in sight."""
        self._points_shown = shown
        self._retell()

    def show_streaks(self, shown: bool) -> None:
        """Whether streaks may be in sight."""
        self._streaks_shown = shown
        self._retell()

    def apply_theme(self, theme: Theme) -> None:
        self.menu.setStyleSheet(style_sheet(theme))

    def _retell(self) -> None:
        progress = self._progress
        if progress is None or not self._streaks_shown:
            self.icon.setIcon(self._picture("plain"))
            self.icon.setToolTip("Momentum")
            return
        self.icon.setIcon(self._picture(day_state(progress)))
        words = day_in_words(progress, self._clock(), points=self._points_shown)
        self.icon.setToolTip(f"Momentum: {words}" if words else "Momentum")

    def _picture(self, state: str) -> QIcon:
        if state not in self._icons:
            plain = QIcon(str(resource_folder() / "icons" / "momentum.svg"))
            self._icons[state] = plain if state == "plain" else tray_icon(state)
        return self._icons[state]

    def _completion(self, task: Task) -> QAction:
        action = QAction(f"Complete “{_short(task.title)}”", self.menu)
        action.triggered.connect(lambda: self.completion_requested.emit(task.id))
        return action

    def _action(self, words: str, wish: SignalInstance) -> QAction:
        action = self.menu.addAction(words)
        action.triggered.connect(wish)
        return action

    def _on_icon_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason == QSystemTrayIcon.ActivationReason.MiddleClick:
            self.quick_add_requested.emit()
        elif reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.open_requested.emit()


def next_tasks(tasks: tuple[Task, ...], today: date) -> tuple[Task, ...]:
    """The first open tasks of the list that have begun."""
    begun = (task for task in tasks if not task.done and (task.start is None or task.start <= today))
    return tuple(islice(begun, NEXT_TASKS))


def day_in_words(progress: Progress, now: datetime, *, points: bool = True) -> str:
    """How today stands: 12 days in a row, kept for today. Nothing where only points could tell and may not."""
    streak = day_streak(progress)
    if streak is None:
        return f"{counted(progress.today_points, 'point')} today" if points else ""
    words = streak_in_words(streak, progress.day_ends_at, now)
    return f"{counted(streak.current_count, 'day')} in a row, {words}" if streak.current_count else words


def _short(title: str) -> str:
    """A title as a menu can bear it: one line of some words, an ampersand as such."""
    line = " ".join(title.split())
    return (line if len(line) <= LONGEST_TITLE else f"{line[: LONGEST_TITLE - 1].rstrip()}…").replace("&", "&&")
