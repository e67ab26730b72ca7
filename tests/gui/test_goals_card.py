"""Goals with their steps: ticked, added, changed, completed, and folded away once reached."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.goal_dialog import GoalDialog, StepDialog
from momentum_desktop.gui.goals_card import GoalsCard
from momentum_desktop.gui.theme import DARK
from momentum_desktop.service.plan_values import GoalDraft, StepDraft
from tests.gui.on_screen import on_screen
from tests.gui.plan_samples import goals, step
from tests.gui.samples import TODAY


@pytest.fixture
def card(qtbot: QtBot) -> GoalsCard:
    made = GoalsCard(TODAY)
    made.show_goals(goals())
    made.setFixedWidth(320)
    return on_screen(qtbot, made, DARK)


def choose(card: GoalsCard, goal_id: int, words: str) -> None:
    entry = next(each for each in card.rows[goal_id].menu().actions() if each.text().startswith(words))
    entry.trigger()


def test_a_click_on_a_step_ticks_it_at_once(card: GoalsCard, qtbot: QtBot) -> None:
    done, still_open = card.rows[1].lines
    with qtbot.waitSignal(card.step_completion_requested) as wish:
        QTest.mouseClick(still_open, Qt.MouseButton.LeftButton)
    assert wish.args == [12]
    with qtbot.assertNotEmitted(card.step_completion_requested):
        QTest.mouseClick(still_open, Qt.MouseButton.LeftButton)
    card.untick_pending()
    with qtbot.waitSignal(card.step_completion_requested):
        QTest.keyClick(still_open, Qt.Key.Key_Space)
    with qtbot.waitSignal(card.step_reopen_requested) as reopened:
        QTest.mouseClick(done, Qt.MouseButton.LeftButton)
    assert reopened.args == [11]


def test_a_step_says_what_it_would_earn(card: GoalsCard) -> None:
    assert card.rows[1].lines[1].accessibleName().endswith("worth 15 points")


def test_enter_in_the_line_adds_a_step(card: GoalsCard, qtbot: QtBot) -> None:
    line = card.rows[1].new_step
    QTest.keyClicks(line, "Proofread")
    with qtbot.waitSignal(card.step_added) as wish:
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert wish.args == [1, StepDraft("Proofread")]
    assert line.text() == ""


def test_e_edits_a_step_and_delete_deletes_it(card: GoalsCard, qtbot: QtBot) -> None:
    line = card.rows[1].lines[1]
    QTest.keyClick(line, Qt.Key.Key_E)
    dialog = card.findChild(StepDialog)
    assert dialog is not None
    dialog.title.setText("Draft")
    dialog.complexity.setCurrentIndex(4)
    with qtbot.waitSignal(card.step_edit_requested) as wish:
        QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert wish.args == [12, StepDraft("Draft", "epic")]
    with qtbot.waitSignal(card.step_deletion_requested) as deletion:
        QTest.keyClick(line, Qt.Key.Key_Delete)
    assert deletion.args == [12]
    with qtbot.waitSignal(card.step_deletion_requested):
        line.menu().actions()[1].trigger()


def test_a_goal_of_which_nothing_is_left_offers_to_be_completed(card: GoalsCard, qtbot: QtBot) -> None:
    assert not card.rows[1].complete.isVisible()
    button = card.rows[2].complete
    assert button.isVisible()
    with qtbot.waitSignal(card.completion_requested) as wish:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert wish.args == [2]


def test_a_new_goal_comes_with_its_first_steps(card: GoalsCard, qtbot: QtBot) -> None:
    QTest.mouseClick(card.add, Qt.MouseButton.LeftButton)
    dialog = card.findChild(GoalDialog)
    assert dialog is not None
    assert not dialog.save.isEnabled()
    QTest.keyClicks(dialog.title, "Move house")
    dialog.due.line.setText("2026-06-01")
    dialog.steps.setPlainText("Find a flat\n\nPack")
    with qtbot.waitSignal(card.add_requested) as wish:
        QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    due = TODAY.replace(month=6, day=1)
    assert wish.args == [
        GoalDraft("Move house", "", "complex", due),
        (StepDraft("Find a flat"), StepDraft("Pack")),
    ]


def test_the_menu_edits_and_deletes_a_goal(card: GoalsCard, qtbot: QtBot) -> None:
    choose(card, 1, "Edit")
    dialog = card.findChild(GoalDialog)
    assert dialog is not None
    assert not dialog.steps.isVisible()
    dialog.title.setText("The thesis")
    with qtbot.waitSignal(card.edit_requested) as wish:
        QTest.keyClick(dialog.title, Qt.Key.Key_Return)
    assert wish.args == [1, GoalDraft("The thesis", "", "complex", TODAY + timedelta(days=60))]
    with qtbot.waitSignal(card.deletion_requested) as deletion:
        choose(card, 1, "Delete")
    assert deletion.args == [1]
    with qtbot.waitSignal(card.completion_requested):
        choose(card, 1, "Complete")


def test_reached_goals_are_folded_until_asked_for_and_can_be_reopened(card: GoalsCard, qtbot: QtBot) -> None:
    assert set(card.rows) == {1, 2}
    QTest.mouseClick(card.fold, Qt.MouseButton.LeftButton)
    assert card.rows[3].isVisible()
    with qtbot.waitSignal(card.reopen_requested) as wish:
        choose(card, 3, "Reopen")
    assert wish.args == [3]
    QTest.mouseClick(card.fold, Qt.MouseButton.LeftButton)
    assert set(card.rows) == {1, 2}


def test_what_changed_is_shown_in_place(card: GoalsCard) -> None:
    row = card.rows[1]
    first, second, third = goals()
    card.show_goals((second, replace(first, title="Thesis", steps=(step(11, "Outline", done=True),)), third))
    assert card.rows[1] is row
    assert row.title.text == "Thesis"
    assert len(row.lines) == 1
    assert "1 of 1 step" in row.findChild(type(row.title), "goal_words").text


def test_without_an_open_goal_the_card_says_what_it_is_for(card: GoalsCard) -> None:
    empty = card.findChild(QLabel, "goals_empty")
    assert empty is not None
    assert not empty.isVisible()
    card.show_goals(goals()[2:])
    assert empty.isVisible()
