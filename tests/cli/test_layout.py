"""Text in columns, and numbers and times in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from momentum_desktop.cli.layout import (
    bar,
    counted,
    day_in_words,
    in_words,
    printable,
    shortened,
    signed,
    span,
    table,
    width_of,
)

TODAY = date(2026, 3, 4)


def test_columns_align_under_colours_and_wide_characters() -> None:
    lines = table([("\x1b[1mab\x1b[0m", "1"), ("日本", "22"), ("é", "333")], right=(1,), indent=0)

    assert {width_of(line) for line in lines} == {9}
    assert lines[1] == "日本   22"


def test_a_bar_is_full_only_when_all_is_reached() -> None:
    assert bar(0, 4) == "░░░░"
    assert bar(0.5, 4) == "██░░"
    assert bar(0.9999, 4) == "███▉"
    assert bar(1, 4) == "████"
    assert bar(7, 4) == "████"


def test_a_title_cannot_steer_the_terminal() -> None:
    assert printable("a\x1b[2Jb\nc\u202ed\ud800") == "a\ufffd[2Jb cd\ufffd"


def test_long_text_is_cut_with_an_ellipsis_within_its_columns() -> None:
    assert shortened("Write report", 12) == "Write report"
    assert shortened("Write a report", 8) == "Write a…"
    assert width_of(shortened("日本語の報告", 6)) <= 6


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 3, 3), "yesterday"),
        (TODAY, "today"),
        (date(2026, 3, 5), "tomorrow"),
        (date(2026, 3, 10), "tue"),
        (date(2026, 3, 11), "11 Mar"),
        (date(2027, 1, 2), "2 Jan 2027"),
    ],
)
def test_near_days_have_names(day: date, words: str) -> None:
    assert day_in_words(day, TODAY) == words


def test_numbers_and_names_read_like_language() -> None:
    assert (signed(1234), signed(0), signed(-5)) == ("+1,234", "0", "−5")
    assert (counted(1, "day"), counted(2, "day")) == ("1 day", "2 days")
    assert in_words("streak_milestone:daily_activity") == "Streak milestone: daily_activity"
    assert (span(timedelta(hours=5, minutes=12)), span(timedelta(minutes=9))) == ("5 h 12", "9 min")
