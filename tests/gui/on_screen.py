"""Widgets on the screen, as the tests of the window begin with them."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.achievements_page import AchievementsPage
from momentum_desktop.gui.insights_page import InsightsPage
from momentum_desktop.gui.tasks_page import TasksPage
from momentum_desktop.gui.theme import DARK, LIGHT, Theme
from momentum_desktop.service.values import Task
from tests.gui import page_samples
from tests.gui.samples import DAY_BEGAN_AT, DAY_ENDS_AT, TODAY, clock

AnyWidget = TypeVar("AnyWidget", bound=QWidget)


def on_screen(qtbot: QtBot, widget: AnyWidget, theme: Theme, width: int = 0, height: int = 0) -> AnyWidget:
    """A widget in sight, in its own size if none is named."""
    qtbot.addWidget(widget)
    widget.apply_theme(theme)
    if width:
        widget.resize(width, height)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def tasks_page(qtbot: QtBot, tasks: tuple[Task, ...] | None, width: int = 900, height: int = 900) -> TasksPage:
    """The page of tasks today; with None it has not heard of any."""
    made = TasksPage(clock)
    made.show_day(TODAY, DAY_BEGAN_AT, DAY_ENDS_AT)
    if tasks is not None:
        made.show_tasks(tasks)
    return on_screen(qtbot, made, DARK, width, height)


def achievements_page(qtbot: QtBot) -> AchievementsPage:
    """The gallery of the sample year."""
    made = AchievementsPage()
    made.show_achievements(page_samples.achievements())
    return on_screen(qtbot, made, LIGHT, 1280, 700)


def insights_page(qtbot: QtBot) -> InsightsPage:
    """The insights with the last 90 days of the sample year."""
    made = InsightsPage()
    made.show_stats(page_samples.stats(90))
    on_screen(qtbot, made, LIGHT, 1280, 700)
    made.tab_shown()
    return made
