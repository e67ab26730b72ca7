"""The three ways to say when to be reminded."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentum_desktop.errors import RefusedInput
from momentum_desktop.service.reminder_times import checked_reminder, reminder_in_words, reminder_moment

DUE = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("text", "kept", "moment"),
    [
        ("09:00", "09:00", "2026-03-02T09:00"),
        (" 9:05 ", "09:05", "2026-03-02T09:05"),
        ("00:00", "00:00", "2026-03-02T00:00"),
        ("-1d 23:59", "-1d 23:59", "2026-03-01T23:59"),
        ("-2d  18:30", "-2d 18:30", "2026-02-28T18:30"),
        ("-0d 18:30", "18:30", "2026-03-02T18:30"),
        ("-366d 08:00", "-366d 08:00", "2025-03-01T08:00"),
        ("2026-02-20 07:15", "2026-02-20 07:15", "2026-02-20T07:15"),
        ("2028-02-29T07:15", "2028-02-29 07:15", "2028-02-29T07:15"),
    ],
)
def test_each_form_is_kept_in_one_spelling_and_has_its_moment(text: str, kept: str, moment: str) -> None:
    assert checked_reminder(text) == kept
    assert checked_reminder(kept) == kept
    assert reminder_moment(kept, DUE) == datetime.fromisoformat(moment)


@pytest.mark.parametrize(
    ("kept", "words"),
    [
        ("09:05", "at 09:05"),
        ("-1d 23:59", "the day before at 23:59"),
        ("-2d 18:30", "2 days before at 18:30"),
        ("2026-02-20 07:15", "on 20 Feb 2026 at 07:15"),
    ],
)
def test_each_form_is_said_in_words(kept: str, words: str) -> None:
    assert reminder_in_words(kept) == words


def test_without_a_due_day_only_a_moment_of_its_own_reminds() -> None:
    assert reminder_moment("09:00", None) is None
    assert reminder_moment("-1d 09:00", None) is None
    assert reminder_moment("2026-02-20 07:15", None) == datetime.fromisoformat("2026-02-20T07:15")


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "24:00", "12:60", "9", "9am", "09:00:00", "٠٩:٠٠", "-1d", "1d 09:00", "-d 09:00", "-1d09:00"),
        *("-1000d 09:00", "-367d 09:00", "2026-02-30 09:00", "26-02-20 09:00", "0001-01-01 09:00", "9999-12-31 09:00"),
        "2026-02-20",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(RefusedInput) as refusal:
        checked_reminder(text)
    assert refusal.value.where == "reminder"


@given(st.integers(0, 366), st.times())
def test_days_before_are_days_before(before: int, clock: object) -> None:
    text = f"-{before}d {clock:%H:%M}"
    moment = reminder_moment(checked_reminder(text), DUE)
    assert moment is not None
    assert (DUE - moment.date()).days == before
    assert f"{moment:%H:%M}" == f"{clock:%H:%M}"
