"""Every model of the window keeps the rules of Qt, empty and with rows; one that is added must come in here."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from importlib import import_module

import pytest
from PySide6.QtCore import QAbstractItemModel
from PySide6.QtTest import QAbstractItemModelTester

from momentum_desktop import gui
from momentum_desktop.gui.achievement_model import AchievementChoice, AchievementModel
from momentum_desktop.gui.command_model import Command, CommandModel
from momentum_desktop.gui.figure_table import FigureTableModel
from momentum_desktop.gui.history_model import HistoryModel
from momentum_desktop.gui.task_model import TaskModel
from momentum_desktop.gui.why_model import WhyModel
from tests.gui import samples, test_history_page, test_why_panel
from tests.gui.samples import DAY_BEGAN_AT, TODAY

COMMANDS = tuple(Command(title, "ui-plus", lambda: None) for title in ("Add a task", "Undo", "Open the settings"))

Filled = Callable[[QAbstractItemModel], object]
MODELS: dict[type[QAbstractItemModel], tuple[Callable[[], QAbstractItemModel], Filled, Filled]] = {
    TaskModel: (
        TaskModel,
        lambda model: model.show_tasks(samples.full_day(), TODAY, DAY_BEGAN_AT),
        lambda model: model.show_tasks(samples.full_day()[3:5], TODAY, DAY_BEGAN_AT),
    ),
    AchievementModel: (
        AchievementModel,
        lambda model: model.show_achievements(samples.achievements()),
        lambda model: model.show_achievements(()),
    ),
    AchievementChoice: (
        lambda: AchievementChoice(AchievementModel()),
        lambda model: model.sourceModel().show_achievements(samples.achievements()),
        lambda model: model.choose_words("task"),
    ),
    WhyModel: (
        WhyModel,
        lambda model: model.show_lines(test_why_panel.many(1), TODAY),
        lambda model: model.add_lines(test_why_panel.many(51)),
    ),
    HistoryModel: (
        HistoryModel,
        lambda model: model.show_acts(test_history_page.acts(200), TODAY),
        lambda model: model.add_acts(test_history_page.acts(100)),
    ),
    FigureTableModel: (
        FigureTableModel,
        lambda model: model.show_rows(("Day", "Points"), (("Monday", 5), ("Tuesday", 1_234))),
        lambda model: model.show_rows(("Day", "Points", "Events"), (("Monday", 5, 1),)),
    ),
    CommandModel: (
        CommandModel,
        lambda model: model.offer(COMMANDS),
        lambda model: model.look_for("undo"),
    ),
}


def test_every_model_of_the_window_is_known_here() -> None:
    for module in pkgutil.iter_modules(gui.__path__):
        import_module(f"{gui.__name__}.{module.name}")
    todo, found = [QAbstractItemModel], set()
    while todo:
        for kind in todo.pop().__subclasses__():
            todo.append(kind)
            if kind.__module__.startswith(gui.__name__):
                found.add(kind)

    assert found == MODELS.keys()


@pytest.mark.parametrize("kind", MODELS, ids=lambda kind: kind.__name__)
def test_a_model_keeps_the_rules_of_qt_empty_and_with_rows(
    qtmodeltester: object, qapp: object, kind: type[QAbstractItemModel]
) -> None:
    make, fill, change = MODELS[kind]
    model = make()
    watching = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    qtmodeltester.check(model)  # type: ignore[attr-defined]
    fill(model)
    assert model.rowCount() > 1
    qtmodeltester.check(model)  # type: ignore[attr-defined]
    change(model)
    qtmodeltester.check(model)  # type: ignore[attr-defined]
    assert watching.model() is model
