"""The path of levels shows where one stands, what each level asks and unlocks, and how far it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.level_pace import pace_of, pace_words, reached_on
from momentum_desktop.gui.levels_page import LevelsPage, steps
from momentum_desktop.gui.scroll_column import ScrollColumn
from momentum_desktop.gui.theme import DARK, GRID, LIGHT
from tests.gui import page_samples as samples
from tests.gui.fitting import misfits, settle
from tests.gui.on_screen import on_screen


@pytest.fixture
def page(qtbot: QtBot) -> LevelsPage:
    made = LevelsPage()
    made.show_levels(samples.levels())
    made.show_progress(samples.progress())
    return on_screen(qtbot, made, LIGHT, 800, 460)


def texts(page: LevelsPage, number: int) -> set[str]:
    return {label.text() for label in page.rows[number - 1].findChildren(QLabel)}


def test_ten_levels_each_with_what_it_asks_and_unlocks(page: LevelsPage) -> None:
    assert len(page.rows) == 10
    backgrounds = {"Backgrounds of your own", "Lay a pattern or a picture behind the pages."}
    legendary = {"Legendary", "Write your own title, and wear it in a gold frame."}
    assert {"Journeyer", "300 points", "Reached 12 Sep 2025"} | backgrounds <= texts(page, 3)
    assert {"Legend", "51,100 points", "39,920 points to go"} | legendary <= texts(page, 10)
    assert "Unlocks Legendary. Write your own title" in page.rows[9].accessibleName()
    assert "Where everyone starts" in texts(page, 1)


@pytest.mark.parametrize(("width", "beside"), [(720, False), (1100, True)])
def test_what_a_perk_opens_stands_beside_its_name_only_where_there_is_room(
    page: LevelsPage, width: int, beside: bool
) -> None:
    page.sentence.setText("12,345,678 points to the Grand Master of Everything · 12,345 points a day lately")
    page.resize(width, 520)
    assert misfits(page) == []
    assert page.sentence.hasHeightForWidth()
    for row in page.rows[2:]:
        assert (row.opens.y() < row.perks.geometry().bottom()) is beside
        assert beside or row.opens.x() == row.perks.x()


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


def test_the_pace_is_that_of_the_last_four_weeks_without_today() -> None:
    assert pace_of(samples.insights([10] * 56)) == 10
    assert pace_of(samples.insights([50] * 28 + [10] * 27 + [900])) == Fraction(50 + 27 * 10, 28)
    assert pace_of(samples.insights([1] * 20)) == 1
    assert pace_of(samples.insights([1] + [0] * 39 + [5] * 4 + [0] * 11 + [3])) == Fraction(20, 28)
    assert pace_of(samples.insights([0] * 40 + [5] * 4 + [0] * 11 + [3])) == Fraction(20, 15)


def test_there_is_no_pace_in_the_first_week_nor_without_points() -> None:
    assert pace_of(samples.insights([])) is None
    assert pace_of(samples.insights([30] * 7)) is None
    assert pace_of(samples.insights([30] * 8)) == 30
    assert pace_of(samples.insights([90] * 10 + [0] * 46)) is None
    assert pace_of(samples.insights([0] * 55 + [90])) is None


def test_a_level_is_reached_when_the_points_are_together() -> None:
    day = date(2026, 12, 20)
    assert reached_on(100, Fraction(4), day) == date(2027, 1, 14)
    assert reached_on(101, Fraction(4), day) == date(2027, 1, 15)
    assert reached_on(1, Fraction(1, 3), day) == date(2026, 12, 23)
    assert reached_on(0, Fraction(4), day) is None
    assert reached_on(100, None, day) is None
    assert reached_on(100_000, Fraction(4), day) is None


def test_the_day_is_said_with_its_year_if_that_is_another() -> None:
    assert pace_words(date(2026, 4, 14), samples.TODAY) == "At this pace on 14 Apr"
    assert pace_words(date(2027, 1, 14), samples.TODAY) == "At this pace on 14 Jan 2027"
    assert pace_words(None, samples.TODAY) == ""


def test_every_level_still_to_reach_says_when_at_this_pace(page: LevelsPage) -> None:
    assert not any(row.pace.isVisibleTo(row) for row in page.rows)
    page.show_insights(samples.insights([38] * 56))
    shown = [row.pace.text() for row in page.rows]
    assert shown == [""] * 7 + ["At this pace on 20 Apr", "At this pace on 23 Mar 2027", "At this pace on 25 Jan 2029"]
    assert "At this pace on 20 Apr" in page.rows[7].accessibleName()
    assert page.sentence.text() == "1,520 points to Champion · 38 points a day lately"
    page.show_insights(samples.insights([0] * 56))
    assert {row.pace.text() for row in page.rows} == {""}


def test_the_last_weeks_are_asked_for_when_the_page_is_seen(page: LevelsPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.insights_requested):
        page.tab_shown()
    page.show_insights(samples.insights([38] * 56))
    with qtbot.assertNotEmitted(page.insights_requested):
        page.tab_shown()
    with qtbot.waitSignal(page.insights_requested):
        page.forget()
    page.show_insights(samples.insights([38] * 56))
    page.hide()
    with qtbot.assertNotEmitted(page.insights_requested):
        page.forget()
    with qtbot.waitSignal(page.insights_requested):
        page.tab_shown()


def test_perks_named_as_in_the_rules_are_written_for_people(page: LevelsPage) -> None:
    rows = tuple(replace(row, perks=("accent_colours", "Gold frame")) for row in samples.levels())
    page.show_levels(rows)
    assert page.rows[0].perks.text() == "Accent colours · Gold frame"
    said = "Unlocks Accent colours. Choose the colour of buttons, rings and marks. Unlocks Gold frame. "
    assert said in page.rows[9].accessibleName()
    assert page.rows[0].opens.text() == "Choose the colour of buttons, rings and marks."


def test_the_way_is_climbed_as_far_as_the_next_level_is_near() -> None:
    path = steps(samples.levels(), samples.progress())
    near = samples.progress().level_progress
    assert [step.climbed for step in path] == [0] * 6 + [near] + [0] * 3
    assert [step.approached for step in path] == [0] * 7 + [near] + [0] * 2


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


@pytest.mark.parametrize("width", [720, 800, 860, 950, 1280])
def test_the_path_ends_with_its_last_level_however_its_words_wrap(page: LevelsPage, width: int) -> None:
    for change in (
        lambda: page.show_insights(samples.insights([38] * 57)),
        lambda: page.show_all_perks(True),
        lambda: page.show_levels(samples.levels(60_000)),
        lambda: page.show_levels(samples.generous_levels()),
    ):
        change()
        page.resize(width, 460)
        settle()
        column, last = page.findChild(ScrollColumn), page.rows[-1]
        inside = column.inside
        assert inside.width() == column.viewport().width()
        assert inside.height() - last.mapTo(inside, last.rect().bottomLeft()).y() <= 2 * GRID
        assert [row.height() for row in page.rows] == [row.heightForWidth(row.width()) for row in page.rows]
