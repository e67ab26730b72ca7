"""What was done after midnight is shown under the day that went on then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from pytestqt.qtbot import QtBot

from momentum_desktop.gui.achievement_model import progress_words, spoken
from momentum_desktop.gui.goal_row import GoalRow
from momentum_desktop.gui.level_row import Step, step_words
from momentum_desktop.gui.one_line import OneLine
from momentum_desktop.gui.story_words import state_words
from tests.gui import page_samples
from tests.gui.plan_samples import goals
from tests.gui.samples import NOW

NIGHT, DAY = NOW.replace(hour=1, minute=5) + timedelta(days=1), NOW.date()


def test_an_achievement_was_won_on_the_day_that_went_on() -> None:
    won = next(each for each in page_samples.achievements() if each.completed)
    won = replace(won, completed_at=NIGHT, completed_day=DAY)
    assert (progress_words(won), state_words(won)) == ("4 Mar 2026", "Won on 4 Mar 2026")
    assert "Won on 4 Mar 2026" in spoken(won)


def test_a_level_and_a_goal_were_reached_on_the_day_that_went_on(qtbot: QtBot) -> None:
    level = replace(page_samples.levels()[2], reached_at=NIGHT, reached_day=DAY)
    assert step_words(Step(level, False, False, False, 1.0, 1.0, 0)) == "Reached 4 Mar 2026"
    row = GoalRow(replace(goals()[2], completed_at=NIGHT, completed_day=DAY), date(2026, 3, 4))
    qtbot.addWidget(row)
    assert any(line.text == "Reached today" for line in row.findChildren(OneLine))
