"""The plan beside the tasks on the real service: focus, steps and slots are acts, and nothing waits on the way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.goal_dialog import GoalDialog
from momentum_desktop.gui.log_dialog import LogDialog
from momentum_desktop.gui.slot_dialog import SlotDialog
from tests.app.test_window_and_service import NOON, Desk, add, row_of

PATIENCE = 20_000


@pytest.fixture
def desk(qtbot: QtBot, data_dir: Path) -> Iterator[Desk]:
    made = Desk(qtbot, data_dir)
    made.window.resize(1200, 800)
    yield made
    made.bridge.close()


def click(qtbot: QtBot, widget, spot: QPoint | None = None) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=spot or widget.rect().center())


def test_focus_on_a_task_is_begun_from_its_menu_paused_and_dropped(qtbot: QtBot, desk: Desk) -> None:
    add(qtbot, desk, "Write the report")
    view = desk.part(QListView, "task_list")
    qtbot.waitUntil(lambda: row_of(view, "Write") is not None, timeout=PATIENCE)
    entry = next(each for each in view.menu_for(row_of(view, "Write")).actions() if each.text() == "Focus on it")
    card = desk.window.tasks_page.pane.focus_card
    with desk.act(qtbot):
        entry.trigger()
    qtbot.waitUntil(lambda: card.ring.words == "25:00" and card.runs, timeout=PATIENCE)
    with desk.act(qtbot):
        click(qtbot, card.pause)
    qtbot.waitUntil(card.resume.isVisible, timeout=PATIENCE)
    with desk.act(qtbot):
        click(qtbot, card.drop)
    qtbot.waitUntil(card.start.isVisible, timeout=PATIENCE)


def test_a_goal_is_planned_its_step_ticked_and_the_goal_reached(qtbot: QtBot, desk: Desk) -> None:
    card = desk.window.tasks_page.pane.goals_card
    click(qtbot, card.add)
    dialog = card.findChild(GoalDialog)
    dialog.title.setText("Move house")
    dialog.steps.setPlainText("Find a flat")
    with desk.act(qtbot):
        click(qtbot, dialog.save)
    qtbot.waitUntil(lambda: bool(card.rows), timeout=PATIENCE)
    (row,) = card.rows.values()
    with desk.act(qtbot):
        click(qtbot, row.lines[0])
    qtbot.waitUntil(row.complete.isVisible, timeout=PATIENCE)
    with desk.act(qtbot):
        click(qtbot, row.complete)
    qtbot.waitUntil(lambda: not card.rows and card.fold.isVisible(), timeout=PATIENCE)
    with desk.act(qtbot):
        desk.bridge.undo()
    qtbot.waitUntil(lambda: len(card.rows) == 1, timeout=PATIENCE)


def test_a_slot_is_planned_on_the_line_moved_and_done_in_time(qtbot: QtBot, desk: Desk) -> None:
    card = desk.window.tasks_page.pane.day_card
    line = card.line
    at = next(y for y in range(line.height()) if line.minute_at(y, 1) >= 12 * 60)
    click(qtbot, line, QPoint(line.width() - 9, at + 2))
    dialog = card.findChild(SlotDialog)
    dialog.title.setText("Deep work")
    with desk.act(qtbot):
        click(qtbot, dialog.save)
    qtbot.waitUntil(lambda: line.accessibleDescription() == "12:00 Deep work", timeout=PATIENCE)
    qtbot.keyClick(line, Qt.Key.Key_Down)
    with desk.act(qtbot):
        qtbot.keyClick(line, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: line.accessibleDescription() == "11:45 Deep work", timeout=PATIENCE)
    with desk.act(qtbot):
        qtbot.keyClick(line, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: line.accessibleDescription() == "11:45 Deep work, done", timeout=PATIENCE)
    assert line.current is not None
    assert line.current.on_time is True
    click(qtbot, card.forward)
    qtbot.waitUntil(lambda: line.accessibleDescription() == "Nothing is planned", timeout=PATIENCE)
    assert card.day == NOON.date() + timedelta(days=1)


def test_what_was_learned_is_logged_by_hand(qtbot: QtBot, desk: Desk) -> None:
    pane = desk.window.tasks_page.pane
    click(qtbot, pane.log)
    dialog = pane.findChild(LogDialog)
    with desk.act(qtbot):
        click(qtbot, dialog.save)
    assert desk.acts[-1].outcome.event.metadata == {"minutes": 25}


def test_the_plan_never_asks_the_database_on_the_windows_thread(qtbot: QtBot, desk: Desk) -> None:
    import threading

    with desk.act(qtbot):
        click(qtbot, desk.window.tasks_page.pane.focus_card.start_long)
    qtbot.waitUntil(lambda: desk.window.tasks_page.pane.focus_card.runs, timeout=PATIENCE)
    assert desk.statements
    assert threading.get_ident() not in {thread for _, thread in desk.statements}


def test_one_more_glass_is_one_act_and_one_undo_takes_it_back(qtbot: QtBot, desk: Desk) -> None:
    add(qtbot, desk, "Drink water every day 3 glasses")
    view, model = desk.part(QListView, "task_list"), desk.window.tasks_page.model
    qtbot.waitUntil(lambda: row_of(view, "Drink") is not None, timeout=PATIENCE)

    def there() -> object:
        found = model.task_at(row_of(view, "Drink"))
        return found and (found.amount_done, found.amount)

    assert there() == (0, 3)
    for so_far in (1, 2):
        with desk.act(qtbot):
            index = row_of(view, "Drink")
            spot = view._delegate.amount_box(QRectF(view.visualRect(index)), index).center().toPoint()
            click(qtbot, view.viewport(), spot)
        qtbot.waitUntil(lambda so_far=so_far: there() == (so_far, 3), timeout=PATIENCE)
    with desk.act(qtbot):
        desk.bridge.undo()
    qtbot.waitUntil(lambda: there() == (1, 3), timeout=PATIENCE)
