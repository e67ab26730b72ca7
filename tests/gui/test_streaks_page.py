"""The streak cards say kindly how each streak stands and what comes next."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.streak_card import StreakCard
from momentum_desktop.gui.streak_words import milestone_words, progress_words, spoken, status_words
from momentum_desktop.gui.streaks_page import StreaksPage, summary
from momentum_desktop.gui.theme import DARK, LIGHT
from momentum_desktop.gui.year_heatmap import longest_run, year_of, year_sentence
from momentum_desktop.service.values import DayTotal, StreakStanding
from tests.gui import page_samples as samples
from tests.gui.fitting import misfits
from tests.gui.on_screen import on_screen

UNKIND = re.compile(r"\b(lost|lose|broken|broke|fail\w*|missed out|unfortunately|ruined|only)\b", re.IGNORECASE)


@pytest.fixture
def page(qtbot: QtBot) -> StreaksPage:
    made = StreaksPage()
    made.show_streaks(samples.streaks())
    return on_screen(qtbot, made, LIGHT, 1280, 700)


def by_status(status: str) -> StreakStanding:
    return next(row for row in samples.streaks() if row.status == status)


@pytest.mark.parametrize(
    ("status", "period", "words"),
    [
        ("kept", "day", "Kept today"),
        ("kept", "week", "Kept this week"),
        ("due", "day", "Due today"),
        ("due", "week", "Due this week"),
        ("resting", "day", "Resting"),
        ("frozen", "day", "Saved by a freeze"),
        ("broken", "day", "Starts again with your next one"),
        ("none", "day", "Starts with your first one"),
    ],
)
def test_every_status_has_its_words(status: str, period: str, words: str) -> None:
    assert status_words(replace(by_status("kept"), status=status, period=period)) == words


@pytest.mark.parametrize("status", ["none", "kept", "due", "resting", "frozen", "broken"])
def test_no_status_is_told_with_blame(status: str) -> None:
    told = spoken(replace(by_status("kept"), status=status, current_count=0))
    assert not UNKIND.search(told), told


def test_the_period_tells_what_it_has_seen_of_what_it_needs() -> None:
    assert progress_words(by_status("due")) == "2 of 3 today"
    assert progress_words(by_status("frozen")) == "3 of 5 this week"
    assert progress_words(by_status("kept")) == "1 of 1 today"
    assert progress_words(by_status("resting")) == "Nothing asked today"


def test_the_next_milestone_is_told_or_that_there_is_none_left() -> None:
    assert milestone_words(by_status("due")) == "18 more to 30 days"
    assert milestone_words(replace(by_status("due"), next_milestone=None)) == "Every milestone reached"


def test_each_streak_has_a_card_with_its_figures(page: StreaksPage) -> None:
    assert [card.standing.streak_type for card in page.cards] == [row.streak_type for row in samples.streaks()]
    first = page.cards[0]
    shown = {label.text() for label in first.findChildren(QLabel)}
    assert {"Daily activity", "23", "days", "Kept today", "7 more to 30 days", "Longest 41 days", "2 freezes"} <= shown
    assert first.bar.fraction == pytest.approx(23 / 30)
    assert "2 freezes held" in first.accessibleName()


def test_cards_stay_and_take_the_new_figures(page: StreaksPage) -> None:
    before = list(page.cards)
    grown = tuple(replace(row, current_count=row.current_count + 1) for row in samples.streaks())
    page.show_streaks(grown)
    assert page.cards == before
    assert page.cards[0].count.text() == "24"


def test_rules_with_other_streaks_bring_other_cards(page: StreaksPage) -> None:
    page.show_streaks(samples.streaks()[:2])
    assert len(page.cards) == 2
    page.show_streaks(samples.streaks())
    assert len(page.cards) == 6


@pytest.mark.parametrize(("width", "columns"), [(1280, 3), (800, 2), (500, 1), (1900, 5)])
def test_columns_are_equal_at_every_width(page: StreaksPage, qtbot: QtBot, width: int, columns: int) -> None:
    page.resize(width, 700)
    qtbot.waitUntil(lambda: len({card.x() for card in page.cards}) == columns)
    widths = {card.width() for card in page.cards}
    assert max(widths) - min(widths) <= 1
    assert max(card.geometry().right() for card in page.cards) < width


@pytest.mark.parametrize("width", [720, 1094, 1120, 1280, 1474, 1500, 1900])
def test_a_streak_that_has_ended_says_all_its_words_at_every_width(page: StreaksPage, width: int) -> None:
    ended = replace(by_status("frozen"), title="Perfect weeks", status="broken", current_count=0, longest_count=123)
    page.show_streaks(tuple(replace(ended, streak_type=each.streak_type) for each in samples.streaks()))
    page.resize(width, 700)
    assert misfits(page) == []
    assert {card.status.text() for card in page.cards} == {"Starts again with your next one"}
    # What does not fit into one line beside it is broken where it reads well.
    assert all("this\N{NO-BREAK SPACE}week" in card.today.text() for card in page.cards)


def test_the_headline_counts_what_is_kept_and_open() -> None:
    headline, words = summary(samples.streaks())
    assert headline == "2 kept, 1 still open"
    assert "Weekly goals, 12 weeks" in words
    resting = tuple(replace(row, status="resting", freezes=0) for row in samples.streaks())
    assert summary(resting)[0] == "A quiet day"


def test_without_streaks_the_page_offers_a_first_task(qtbot: QtBot) -> None:
    page = StreaksPage()
    qtbot.addWidget(page)
    page.show_streaks(samples.untouched_streaks())
    assert page.state == "empty"
    button = next(button for button in page.findChildren(QPushButton) if button.text() == "Add a task")
    with qtbot.waitSignal(page.start_requested):
        button.click()


def test_no_card_turns_red(page: StreaksPage, qtbot: QtBot) -> None:
    for theme in (LIGHT, DARK):
        page.apply_theme(theme)
        for status in ("broken", "none", "due"):
            card = StreakCard(replace(by_status("broken"), status=status))
            qtbot.addWidget(card)
            card.apply_theme(theme)
            card.resize(360, 180)
            picture = card.grab().toImage()
            inks = {picture.pixelColor(x, y).name() for x in range(0, 360, 2) for y in range(0, picture.height(), 2)}
            assert theme.danger not in inks


def test_the_year_shows_every_day_and_tells_it(page: StreaksPage) -> None:
    stats = samples.stats(400)
    assert not page.year.isVisible()
    page.show_year(stats)
    assert page.year.isVisible()
    days = year_of(stats.days)
    assert days == stats.days[-len(days) :]
    assert 365 <= len(days) <= 371
    assert days[0].day.weekday() == 0
    last = len(days) - 1
    told = page.heatmap.words_at(page.heatmap.square(last).center().toPoint())
    assert told.startswith("11 Mar 2026: ")
    assert told.endswith(f"{days[last].events} events")
    assert page.year.model.rowCount() == len(days)
    assert page.heatmap.rect().contains(page.heatmap.square(last).toAlignedRect())


def test_the_longest_run_of_active_days_is_counted() -> None:
    worked = (1, 1, 0, 2, 3, 1, 0)
    days = tuple(DayTotal(samples.TODAY + timedelta(days=place), 5, events) for place, events in enumerate(worked))
    assert longest_run(days) == 3
    assert year_sentence(days) == "5 active days of the last 7, at most 3 days in a row."


def test_the_page_asks_for_the_year_when_it_is_shown(page: StreaksPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.year_requested):
        page.tab_shown()
    page.show_year(samples.no_stats(365))
    assert not page.year.isVisible()
