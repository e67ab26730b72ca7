"""The header says where the user stands, and counts up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel, QProgressBar
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.day_words import day_in_words, span_in_words
from momentum_desktop.gui.header import Header, level_in_words, streak_in_words
from momentum_desktop.gui.theme import LIGHT
from tests.gui.on_screen import on_screen
from tests.gui.samples import DAY_ENDS_AT, NOW, TODAY, beginning, clock, levels, progress, streak


@pytest.fixture
def header(qtbot: QtBot) -> Header:
    return on_screen(qtbot, Header(clock), LIGHT, 1280, 88)


def text_of(header: Header, name: str) -> str:
    label = header.findChild(QLabel, name)
    assert label is not None
    return label.text()


def test_the_header_shows_level_points_and_streak(header: Header) -> None:
    header.show_progress(progress())
    assert text_of(header, "level_title") == "Mentor"
    assert text_of(header, "points_today") == "145"
    assert text_of(header, "points_total") == "12,060"
    assert text_of(header, "streak_count") == "23"
    assert text_of(header, "streak_status") == "days in a row · today ends in 5 h 12"
    bar = header.findChild(QProgressBar, "level_bar")
    assert bar is not None
    assert bar.value() == 900


def test_points_count_up_when_they_grow_and_jump_when_they_fall(header: Header, qtbot: QtBot) -> None:
    header.show_progress(progress())
    header.show_progress(progress(today_points=645))
    seen = {text_of(header, "points_today")}
    qtbot.waitUntil(lambda: seen.add(text_of(header, "points_today")) or "645" in seen, timeout=3000)
    assert len(seen) > 2
    header.show_progress(progress(today_points=45))
    assert text_of(header, "points_today") == "45"


def test_without_animation_the_new_number_stands_at_once(header: Header) -> None:
    header.show_progress(progress())
    header.set_animated(False)
    header.show_progress(progress(today_points=645))
    assert text_of(header, "points_today") == "645"


def test_a_reader_hears_the_final_number_while_it_still_counts(header: Header) -> None:
    header.show_progress(progress())
    header.show_progress(progress(today_points=645))
    label = header.findChild(QLabel, "points_today")
    assert label is not None
    assert label.accessibleName() == "Points today: 645"


def test_a_beginner_and_a_legend_find_fitting_words() -> None:
    assert level_in_words(beginning()) == "100 to Apprentice"
    assert level_in_words(progress(level=levels()[9], next_level=None)) == "The highest level"
    assert level_in_words(progress(points_to_next_level=12640)) == "12,640 to Champion"


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("none", "starts with one task"),
        ("kept", "kept for today"),
        ("due", "today ends in 5 h 12"),
        ("resting", "a day of rest"),
        ("frozen", "held by a freeze"),
        ("broken", "ready for a new start"),
    ],
)
def test_every_status_of_the_streak_is_told_kindly(status: str, words: str) -> None:
    assert streak_in_words(streak(status=status), DAY_ENDS_AT, NOW) == words


def test_times_and_days_are_said_as_people_say_them() -> None:
    assert span_in_words(timedelta(hours=5, minutes=11, seconds=1)) == "5 h 12"
    assert span_in_words(timedelta(seconds=1)) == "1 min"
    assert span_in_words(timedelta(seconds=-5)) == "0 min"
    days = [day_in_words(TODAY + timedelta(days=step), TODAY) for step in (-1, 0, 1, 3, 30, 400)]
    assert days == ["Yesterday", "Today", "Tomorrow", "Saturday", "3 Apr", "8 Apr 2027"]


def test_without_points_the_day_stands_where_the_level_was(header: Header) -> None:
    header.show_progress(progress())
    assert not header.day_block.isVisible()
    height = header.height()
    header.show_game(points=False, streaks=True)
    assert header.day_block.isVisible()
    assert text_of(header, "header_day") == TODAY.strftime("%A")
    assert header.height() < height
    header.show_game(points=True, streaks=True)
    assert (header.day_block.isVisible(), header.height()) == (False, height)
