"""The menu of one task or of several."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from momentum_desktop.gui.icons import icon
from momentum_desktop.gui.task_delegate import can_add
from momentum_desktop.gui.theme import Theme
from momentum_desktop.service.plan_values import Task
from momentum_desktop.service.quick_add import COMPLEXITIES

if TYPE_CHECKING:
    from momentum_desktop.gui.task_list import TaskListView

PRIORITIES = ("Highest", "High", "Medium", "Normal")


def task_menu(view: TaskListView, tasks: Sequence[Task], today: date, theme: Theme) -> QMenu:
    """What can be done with the tasks; a done one can only be reopened, edited or deleted."""
    menu = QMenu(view)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    ids = tuple(dict.fromkeys(task.id for task in tasks))
    one = tasks[0] if len(tasks) == 1 else None

    def entry(place: QMenu, icon_name: str, words: str, act: Callable[[], None]) -> QAction:
        action = QAction(icon(icon_name, theme.text, size=16), words, place)
        action.triggered.connect(lambda _checked=False: act())
        place.addAction(action)
        return action

    def change(**fields: object) -> Callable[[], None]:
        return lambda: view.changes_requested.emit(ids, fields)

    if one is not None:
        entry(
            menu, "ui-check", f"{'Reopen' if one.done else 'Complete'}\tSpace", lambda: view.tick(view.currentIndex())
        )
        entry(menu, "ui-edit", "Edit…\tE", lambda: view.edit_requested.emit(one))
    elif any(not task.done for task in tasks):
        still_open = tuple(task.id for task in tasks if not task.done)
        complete = view.completion_of_many_requested.emit
        entry(menu, "ui-check", f"Complete {len(still_open)}\tSpace", lambda: complete(still_open))
    if all(not task.done for task in tasks):
        if one is not None and can_add(one, today):
            entry(menu, "ui-plus", "One more\t+", lambda: view.more_requested.emit(one))
            entry(menu, "ui-steps", "Set the amount…", lambda: view.amount_requested.emit(one))
        if one is not None and one.repeat is not None:
            entry(menu, "ui-skip", "Skip this time", lambda: view.skip_requested.emit(one.id))
        if one is not None:
            entry(menu, "ui-target", "Focus on it", lambda: view.focus_requested.emit(one.id))
            if one.repeat is None:
                entry(menu, "ui-plus", "Add a subtask…", lambda: view.part_requested.emit(one))
        days = menu.addMenu(icon("ui-calendar", theme.text, size=16), "Move to")
        monday = today + timedelta(days=7 - today.weekday())
        for words, day in (("Today", today), ("Tomorrow", today + timedelta(days=1)), ("Next Monday", monday)):
            entry(days, "ui-calendar", words, change(due=day))
        entry(days, "ui-calendar", "No day", change(due=None))
        priorities = menu.addMenu(icon("ui-flag", theme.text, size=16), "Priority")
        for number, words in enumerate(PRIORITIES, 1):
            entry(priorities, "ui-flag", words, change(priority=number))
        complexities = menu.addMenu(icon("ui-steps", theme.text, size=16), "Complexity")
        for name in COMPLEXITIES:
            entry(complexities, "ui-steps", name.capitalize(), change(complexity=name))
    menu.addSeparator()
    words = "Delete" if len(ids) == 1 else f"Delete {len(ids)}"
    entry(menu, "ui-trash", f"{words}\tDel", lambda: view.deletion_requested.emit(ids))
    return menu
