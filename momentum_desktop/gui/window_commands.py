"""Everything that the window can do, as the command palette lists it."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QWidget

from momentum_desktop.gui.command_model import Command
from momentum_desktop.gui.command_palette import CommandPalette
from momentum_desktop.gui.command_ranking import Titles
from momentum_desktop.gui.command_words import also_of
from momentum_desktop.gui.settings_words import ALSO as ALSO_OF_ROWS
from momentum_desktop.service.day_sections import OVERDUE

if TYPE_CHECKING:
    from datetime import date

    from momentum_desktop.gui.streaks_page import StreaksPage
    from momentum_desktop.gui.tasks_page import TasksPage
    from momentum_desktop.gui.window_frame import WindowFrame
    from momentum_desktop.service.plan_values import Task

PALETTE_WORDS, OVERDUE_WORDS = "Command palette", "Move all overdue to today"
SETTINGS_PAGES = (
    ("general", "General", "ui-settings"),
    ("appearance", "Appearance", "ui-appearance"),
    ("reminders", "Reminders", "ui-bell"),
    ("rules", "Rules", "ui-edit"),
    ("data", "Data", "ui-save"),
    ("people", "People", "ui-person"),
    ("api", "API", "ui-plug"),
)
"""Name, word and icon of each, as the settings window has them, which is built late."""
SETTINGS_ROWS = {
    "general": (
        "The day starts at",
        "The week starts on",
        "Points and levels",
        "Streaks",
        "Toasts for what was won",
        "Stay in the tray",
        "Start with the desktop",
    ),
    "appearance": ("Light or dark", "Animation"),
    "reminders": (
        "Notifications",
        "Snooze for",
        "Hold back in full screen",
        "Streaks that are still due",
        "Tasks and habits",
        "The end of focus",
    ),
    "data": ("Folder",),
}
"""By page the rows that people look for by name and nothing else of the palette offers."""


def commands_of(frame: WindowFrame) -> list[Command]:
    """The pages, what the pages do, and what the menu does."""
    menu = [each for each in frame.menu_button.commands() if each.title != PALETTE_WORDS]
    known = (*_page_commands(frame), *_task_commands(frame), *menu, *_settings_commands(frame))
    return [replace(each, also=each.also or also_of(each.title)) for each in known]


def _page_commands(frame: WindowFrame) -> list[Command]:
    return [
        Command(f"Go to {words}", icon_name, partial(frame.tabs.go_to, name), frame.tabs.key_of(name))
        for name, words, icon_name in frame.tabs.pages
        if frame.tabs.key_of(name)
    ]


def _task_commands(frame: WindowFrame) -> list[Command]:
    page = frame.tasks_page
    found = [Command("Add a task", "ui-plus", frame.begin_task, "Ctrl+N")]
    if page.tasks:
        found.append(Command("Search the tasks", "ui-search", partial(_search, frame, page), "Ctrl+F"))
    if page.model.tasks_in(OVERDUE):
        found.append(Command(OVERDUE_WORDS, "ui-later", page.overdue_requested.emit))
    else:
        found.append(Command(OVERDUE_WORDS, "ui-later", partial(frame.tabs.go_to, "tasks"), note="Nothing is overdue"))
    streaks = cast("StreaksPage", frame.tabs.page("streaks"))
    found.insert(1, Command(streaks.add_habit.text(), "ui-repeat", streaks.begin_habit))
    rests = streaks.rests
    if rests.today_button.isEnabled():
        found.append(Command(rests.today_button.text(), "ui-pause", rests.today_button.click))
    found.append(Command(rests.plan_button.text(), "ui-calendar", partial(_plan_rest, frame, rests.plan_button)))
    return [*found, *_plan_commands(page), Command("Welcome", "ui-start", partial(_welcome, frame, streaks.today))]


def _welcome(frame: WindowFrame, today: date) -> None:
    from momentum_desktop.gui.welcome_dialog import WelcomeDialog

    page = frame.tasks_page
    dialog = WelcomeDialog(today, frame.theme, frame.window())
    dialog.habit_chosen.connect(page.add_requested)
    dialog.demo_requested.connect(page.demo_requested)
    dialog.import_requested.connect(page.import_requested)
    dialog.open()


def _plan_commands(page: TasksPage) -> list[Command]:
    """What the cards of the plan offer now."""
    pane = page.pane
    focus = pane.focus_card
    offered = [
        *((button, icon_name) for button, icon_name in focus.offered if button.isEnabled()),
        (pane.day_card.plan, "ui-calendar"),
        (pane.goals_card.add, "ui-target"),
        (pane.log, "ui-edit"),
    ]
    return [Command(button.accessibleName(), icon_name, button.click) for button, icon_name in offered]


def _plan_rest(frame: WindowFrame, plan: QPushButton) -> None:
    frame.tabs.go_to("streaks")
    plan.click()


def _settings_commands(frame: WindowFrame) -> list[Command]:
    """The pages of the settings, and by name what people look for on them."""
    wish = frame.menu_button.settings_page_requested
    pages = [
        Command(f"Settings: {words}", icon_name, partial(wish.emit, name)) for name, words, icon_name in SETTINGS_PAGES
    ]
    offered = (
        ("Make a backup…", "ui-save", "data/Backups"),
        ("Export…", "ui-save", "data/Export"),
        ("Restore a backup…", "ui-undo", "data/Restore"),
    )
    rows = [
        Command(
            f"Settings: {row}",
            icon_name,
            partial(wish.emit, f"{name}/{row}"),
            note=words,
            also=ALSO_OF_ROWS.get(row, ""),
        )
        for name, words, icon_name in SETTINGS_PAGES
        for row in SETTINGS_ROWS.get(name, ())
    ]
    acts = [Command(words, icon_name, partial(wish.emit, place)) for words, icon_name, place in offered]
    return [*acts, *pages, *rows]


def _search(frame: WindowFrame, page: TasksPage) -> None:
    frame.tabs.go_to("tasks")
    page.begin_search()


class OpenTasks:
    """The open ones of some tasks by their titles."""

    def __init__(self, frame: WindowFrame, tasks: tuple[Task, ...]) -> None:
        self._frame = frame
        self.tasks = tasks
        self._open = [task for task in tasks if not task.done]

    @cached_property
    def titles(self) -> Titles:
        return Titles((task.title, "") for task in self._open)

    def command(self, place: int) -> Command:
        task = self._open[place]
        go = partial(_go_to_task, self._frame, self._frame.tasks_page, task)
        return Command(task.title, "ui-tasks", go, note="Task")


def _go_to_task(frame: WindowFrame, page: TasksPage, task: Task) -> None:
    frame.tabs.go_to("tasks")
    page.choose(task.key)


class PaletteDoor(QObject):
    """Opens the palette over a frame, from wherever the keyboard is: lines, too, must leave Ctrl+K to the window."""

    def __init__(self, frame: WindowFrame) -> None:
        super().__init__(frame)
        self._frame = frame
        self._palette: CommandPalette | None = None
        self._tasks = OpenTasks(frame, ())

    @property
    def palette(self) -> CommandPalette:
        """The palette, built when it is first asked for."""
        if self._palette is None:
            self._palette = CommandPalette(self._frame)
            self._frame.tabs.currentChanged.connect(self._palette.leave)
        return self._palette

    def open(self) -> None:
        """Opens the palette; a second time closes it."""
        palette = self.palette
        if palette.isVisible():
            palette.leave()
            return
        self._frame.why.leave()
        palette.apply_theme(self._frame.theme)
        tasks = self._frame.tasks_page.tasks
        if self._tasks.tasks is not tasks:
            self._tasks = OpenTasks(self._frame, tasks)
        palette.ask(commands_of(self._frame), self._tasks)

    def watch(self, _: QWidget | None, focused: QWidget | None) -> None:
        """Looks after the keys of the line that the keyboard came to: theirs is to cut the line's end by Ctrl+K."""
        if isinstance(focused, QLineEdit | QPlainTextEdit) and self._frame.isAncestorOf(focused):
            focused.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            wished = event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() == Qt.Key.Key_K
            if wished:
                event.ignore()
                return True
        return super().eventFilter(watched, event)
