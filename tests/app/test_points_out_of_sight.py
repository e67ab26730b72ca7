"""With points switched off in the settings no figure of them is anywhere: seen, painted or heard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QLineEdit, QMenu, QWidget

from momentum_desktop.gui.import_wizard import ImportWizard
from momentum_desktop.gui.rules_dialog import RulesDialog
from momentum_desktop.gui.tray import Tray
from momentum_desktop.gui.window_commands import commands_of
from momentum_desktop.service.import_values import Outlook
from momentum_desktop.service.plan_values import GoalDraft, SlotDraft, StepDraft, TaskDraft
from momentum_desktop.service.why_values import WhyQuestion
from tests.app.desk import NOON, Desk
from tests.gui.test_import_wizard import report

POINTS = re.compile(r"[+−]\s?\d|\d[\d,.]*\s(?:more )?points?\b|\bworth \d|\bLevel \d", re.IGNORECASE)
DAY = NOON.date()


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Every text that Python code paints."""
    texts: list[str] = []
    draw = QPainter.drawText

    def drawn(painter: QPainter, *given: Any) -> Any:
        texts.extend(each for each in given if isinstance(each, str))
        return draw(painter, *given)

    monkeypatch.setattr(QPainter, "drawText", drawn)
    return texts


def texts_of(root: QWidget) -> set[str]:
    """What can be read or heard of a widget and of all that is in sight in it."""
    found: set[str] = set()
    for part in (root, *root.findChildren(QWidget)):
        if not part.isVisibleTo(root) and part is not root:
            continue
        found |= {part.accessibleName(), part.accessibleDescription(), part.toolTip()}
        if isinstance(part, QLabel | QAbstractButton | QLineEdit):
            found.add(part.text())
        if isinstance(part, QMenu):
            found |= {action.text() for action in part.actions()}
        if isinstance(part, QAbstractItemView) and part.model() is not None:
            found |= cells_of(part)
    return {each for each in found if each}


def cells_of(view: QAbstractItemView) -> set[str]:
    model = view.model()
    is_list = isinstance(model, QAbstractListModel | QSortFilterProxyModel)
    columns = 1 if is_list else model.columnCount(QModelIndex())
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    return {
        str(model.index(row, column).data(role) or "")
        for row in range(model.rowCount(QModelIndex()))
        for column in range(columns)
        for role in roles
    }


def lived(desk: Desk) -> None:
    """A life with something of everything in it."""
    planner = desk.bridge.planner
    for draft in (
        TaskDraft("Write the report", complexity="epic", due=DAY),
        TaskDraft("Stretch", repeat="FREQ=DAILY", due=DAY),
        TaskDraft("Call home", due=DAY - timedelta(days=1)),
    ):
        planner.add_task(draft)
    planner.add_goal(GoalDraft("Learn to sail"), (StepDraft("Find a school"), StepDraft("Pass the test")))
    planner.add_slot(SlotDraft(DAY, 14 * 60, 60, "Deep work"))
    for _ in range(3):
        planner.record_event("goal_completion", {"complexity": "epic"})
    desk.until(lambda: len(desk.window.tasks_page.tasks) == 3)
    planner.complete_task(desk.window.tasks_page.tasks[0].id)
    desk.until(lambda: any(each.completed for each in desk.window.achievements_page.model.standings))
    desk.until(lambda: bool(desk.window.tasks_page.pane.goals_card.rows))
    (goal,) = desk.window.tasks_page.pane.goals_card.rows.values()
    for step in goal.goal.steps:
        planner.complete_step(step.id)
    desk.until(lambda: goal.goal.ready)
    desk.until(lambda: bool(desk.window.tasks_page.pane.day_card.line._slots))


def seen(desk: Desk) -> set[str]:
    """All that every page tells, one after the other."""
    window, found = desk.window, set()
    for name, _, _ in window.frame.tabs.pages:
        if name in window.frame.tabs._hidden:
            continue
        window.frame.tabs.go_to(name)
        if name == "insights":
            desk.until(lambda: window.insights_page.state == "content")
            desk.until(lambda: not window.insights_page.records.isHidden())
        if name == "streaks":
            desk.until(lambda: not window.streaks_page.year.isHidden())
            window.streaks_page.heatmap.setFocus()
        found |= texts_of(window.frame)
        window.grab()
    window.frame.tabs.show_history()
    desk.until(lambda: len(window.frame.tabs.history.model.acts) > 3)
    found |= texts_of(window.frame)
    window.grab()
    return found


def test_no_page_says_hears_or_paints_a_point(desk: Desk, painted: list[str]) -> None:
    lived(desk)
    with_points = seen(desk)
    assert any(POINTS.search(each) for each in with_points)
    assert any(POINTS.search(each) for each in painted)
    desk.toggle("game.points")
    desk.window.toasts.begin_anew()
    painted.clear()
    found = seen(desk)
    assert "Write the report" in str(found)
    assert {each for each in found if POINTS.search(each)} == set()
    assert {each for each in painted if POINTS.search(each)} == set()
    desk.toggle("game.points")
    assert any(POINTS.search(each) for each in seen(desk))


def test_goals_steps_and_slots_do_not_say_what_they_earn(desk: Desk) -> None:
    lived(desk)
    pane = desk.window.tasks_page.pane
    (goal,) = pane.goals_card.rows.values()
    slot = pane.day_card.line._slots[0]

    def told() -> set[str]:
        pane.day_card.line._hover(pane.day_card.line.block_of(slot.id).center())
        actions = {action.text() for action in goal.menu().actions()}
        lines = {line.accessibleName() for line in goal.lines}
        return {goal.complete.text(), goal.complete.accessibleName(), pane.day_card.line.toolTip(), *actions, *lines}

    assert len({each for each in told() if POINTS.search(each)}) >= 4
    desk.toggle("game.points")
    assert {each for each in told() if POINTS.search(each)} == set()
    assert {"Complete the goal", "Complete the goal Learn to sail", "Complete"} <= told()
    desk.bridge.planner.add_goal(GoalDraft("Made with points out of sight"), (StepDraft("One"),))
    desk.until(lambda: len(pane.goals_card.rows) == 2)
    assert {each for each in texts_of(pane) if POINTS.search(each)} == set()


def test_toasts_tell_what_was_won_without_points_and_levels(desk: Desk) -> None:
    """The same deeds with and without: what differs are the points, the levels and what counts them."""

    for title in ("Something to win with", "And another"):
        desk.bridge.planner.add_task(TaskDraft(title, complexity="epic"))
    desk.until(lambda: sum(not task.done for task in desk.window.tasks_page.tasks) == 2)
    both = [task.id for task in desk.window.tasks_page.tasks if not task.done]

    def told() -> set[str]:
        desk.window.toasts.begin_anew()
        desk.bridge.planner.complete_tasks(both)
        desk.until(lambda: bool(desk.window.toasts.toasts))
        return {text for toast in desk.window.toasts.toasts for text in texts_of(toast)}

    won = told()
    assert {each for each in won if POINTS.search(each)}
    with desk.qtbot.waitSignal(desk.bridge.act_done, timeout=20_000) as undone:
        desk.bridge.undo()
    assert undone.args is not None
    desk.toggle("game.points")
    again = told()
    assert again
    assert {each for each in again if POINTS.search(each)} == set()
    desk.window.toasts.begin_anew()
    desk.bridge.undo()
    desk.until(lambda: bool(desk.window.toasts.toasts))
    assert {each for toast in desk.window.toasts.toasts for each in texts_of(toast) if POINTS.search(each)} == set()


def test_why_answers_only_what_is_not_about_points(desk: Desk) -> None:
    lived(desk)
    desk.toggle("game.points")
    why = desk.window.frame.why
    why.ask(WhyQuestion())
    assert why._question is None
    why.ask(WhyQuestion(streak="daily_activity"))
    desk.until(why.isVisible, lambda: bool(why.model.rows))
    assert {each for each in texts_of(why) if POINTS.search(each)} == set()
    desk.window.frame.tabs.go_to("achievements")
    page = desk.window.achievements_page
    page.open_story(next(each for each in page.model.standings if each.completed and each.name))
    desk.until(lambda: bool(page.story.model.rows))
    assert {each for each in texts_of(page.story) if POINTS.search(each)} == set()


def test_achievements_of_points_and_levels_are_not_among_the_cards(desk: Desk) -> None:
    page = desk.window.achievements_page
    desk.until(lambda: page.choice.rowCount() > 0)
    whole = page.choice.rowCount()
    of_points = [each for each in page.model.standings if each.criteria_type in ("POINTS", "LEVEL")]
    desk.toggle("game.points")
    assert page.choice.rowCount() == whole - len(of_points) < whole
    assert page.filters.summary.text() == f"0 of {whole - len(of_points)} won"


def test_the_tray_and_the_palette_say_nothing_of_points(desk: Desk) -> None:
    desk.toggle("game.points")
    assert {each.title for each in commands_of(desk.window.frame) if "Levels" in each.title} == set()
    tray = Tray(lambda: NOON, desk.window)
    progress = desk.ask(lambda service: service.get_user_progress())
    object.__setattr__(progress, "streaks", ())
    tray.show_progress(progress)
    assert POINTS.search(tray.icon.toolTip())
    tray.show_points(False)
    assert tray.icon.toolTip() == "Momentum"


def test_previews_and_people_say_nothing_of_points(desk: Desk) -> None:
    lived(desk)
    desk.toggle("game.points")
    assert {each for each in texts_of(desk.settings.people) if POINTS.search(each)} == set()
    desk.click("rest_sunday")
    dialog = desk.dialog(RulesDialog)
    assert {each for each in texts_of(dialog) if POINTS.search(each)} == set()
    assert "Points" not in texts_of(dialog)
    dialog.reject()


def test_an_import_does_not_say_which_level_it_would_make(desk: Desk) -> None:
    desk.toggle("game.points")
    desk.imports.open()
    wizard = desk.window.findChild(ImportWizard)
    assert wizard is not None
    wizard.show_look(report(outlook=Outlook(900, 4, "Champion", 2, 0, 1)), "auto", "todo.txt")
    assert {each for each in texts_of(wizard) if POINTS.search(each)} == set()
    wizard.show_stored(report(total_change=900))
    assert {each for each in texts_of(wizard) if POINTS.search(each)} == set()
    wizard.close()


def test_a_share_of_an_achievement_is_painted_without_its_points(desk: Desk, painted: list[str]) -> None:
    lived(desk)
    page = desk.window.achievements_page
    won = next(each for each in page.model.standings if each.completed and each.name)
    page.open_story(won)
    page.story.picture()
    assert any(POINTS.search(each) for each in painted)
    desk.toggle("game.points")
    painted.clear()
    assert not page.story.picture().isNull()
    assert {each for each in painted if POINTS.search(each)} == set()


def test_the_words_that_are_looked_for_are_those_of_points() -> None:
    for words in ("+18", "Complete  +25", "worth 10 points", "1,200 points in 30 days", "Level 3, 40 points", "− 5"):
        assert POINTS.search(words), words
    for words in ("Points and levels", "3 of 7 steps", "12 days in a row", "4 Mar 2026"):
        assert not POINTS.search(words), words
