"""The path of levels shows where one stands, what each level asks and unlocks, and how far it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.levels_page import LevelsPage, reached_about, steps
from momentum_desktop.gui.theme import DARK, LIGHT
from tests.gui import page_samples as samples


@pytest.fixture
def page(qtbot: QtBot) -> LevelsPage:
    made = LevelsPage()
    qtbot.addWidget(made)
    made.apply_theme(LIGHT)
    made.resize(800, 460)
    made.show_levels(samples.levels())
    made.show_progress(samples.progress())
    made.show()
    qtbot.waitExposed(made)
    return made


def texts(page: LevelsPage, number: int) -> set[str]:
    return {label.text() for label in page.rows[number - 1].findChildren(QLabel)}


def test_ten_levels_each_with_what_it_asks_and_unlocks(page: LevelsPage) -> None:
    assert len(page.rows) == 10
    backgrounds = {"Backgrounds of your own", "Lay a colour or a picture behind the pages."}
    legendary = {"Legendary", "Write your own title, and wear it in a gold frame."}
    assert {"Journeyer", "300 points", "Reached 12 Sep 2025"} | backgrounds <= texts(page, 3)
    assert {"Legend", "51,100 points", "39,920 points to go"} | legendary <= texts(page, 10)
    assert "Unlocks Legendary. Write your own title" in page.rows[9].accessibleName()
    assert "Where everyone starts" in texts(page, 1)


def test_one_level_is_where_i_am(page: LevelsPage) -> None:
    assert [row.step.standing.level_number for row in page.rows if row.step.current] == [7]
    assert "You are here" in page.rows[6].accessibleName()
    assert page.rows[6].here.isVisibleTo(page.rows[6])
    assert not page.rows[5].here.isVisibleTo(page.rows[5])
    assert page.rows[6].step.climbed == samples.progress().level_progress
    assert page.headline.text() == "7 of 10 levels reached"
    assert page.sentence.text() == "1,520 points to Champion"


def test_the_page_opens_where_i_am(page: LevelsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.rows[6].visibleRegion().boundingRect().height() == page.rows[6].height())


def test_levels_that_come_late_open_where_i_am_too(qtbot: QtBot) -> None:
    page = LevelsPage()
    qtbot.addWidget(page)
    page.resize(800, 460)
    page.show()
    page.show_levels(samples.levels())
    qtbot.waitUntil(lambda: page.rows[6].visibleRegion().boundingRect().height() == page.rows[6].height())


def test_a_new_level_moves_the_mark(page: LevelsPage) -> None:
    rows = list(page.rows)
    page.show_levels(samples.levels(12_700))
    page.show_progress(samples.progress(12_700))
    assert page.rows == rows
    assert [row.step.standing.level_number for row in page.rows if row.step.current] == [8]
    assert page.rows[7].step.climbed == 0


def test_at_the_top_nothing_is_left_to_go(page: LevelsPage) -> None:
    page.show_levels(samples.levels(60_000))
    page.show_progress(samples.progress(60_000))
    assert page.headline.text() == "10 of 10 levels reached"
    assert page.sentence.text() == "The top of the path"
    assert page.rows[-1].step.last


def test_the_pace_of_the_month_tells_when() -> None:
    progress = samples.progress()
    assert reached_about(progress, 12_700) == date(2026, 3, 25)
    assert reached_about(progress, 11_000) is None
    assert reached_about(replace(progress, monthly_points=0), 12_700) is None
    assert reached_about(replace(progress, day=date(2026, 3, 3)), 12_700) is None
    assert reached_about(replace(progress, monthly_points=1), 51_100) is None


def test_only_the_next_level_has_a_day_told() -> None:
    paces = [step.pace for step in steps(samples.levels(), samples.progress())]
    assert [bool(pace) for pace in paces] == [False] * 7 + [True] + [False] * 2
    assert paces[7] == "at this month’s pace around 25 Mar 2026"


def test_levels_without_progress_are_shown_already(qtbot: QtBot) -> None:
    page = LevelsPage()
    qtbot.addWidget(page)
    page.show_levels(samples.levels(0))
    page.apply_theme(DARK)
    assert page.state == "content"
    assert page.rows[0].step.current
    page.show_levels(())
    assert page.state == "empty"
    assert page.rows == []
