"""What the quick-add line understands, and what it leaves alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentum_desktop.service.quick_add import COMPLEXITIES, parse_day, parse_quick_add
from momentum_desktop.service.values import TaskDraft

WEDNESDAY = date(2026, 3, 4)


def test_a_whole_line_is_read() -> None:
    assert parse_quick_add("Write report fri !complex #work #deep /office", WEDNESDAY) == TaskDraft(
        title="Write report", complexity="complex", list="office", due=date(2026, 3, 6), tags=("work", "deep")
    )


def test_a_line_without_marks_is_a_plain_title() -> None:
    assert parse_quick_add("  Water   the plants ", WEDNESDAY) == TaskDraft(title="Water the plants")


@pytest.mark.parametrize(
    ("word", "day"),
    [
        ("today", "2026-03-04"),
        ("Tomorrow", "2026-03-05"),
        ("thu", "2026-03-05"),
        ("SUNDAY", "2026-03-08"),
        ("wed", "2026-03-11"),
        ("2028-02-29", "2028-02-29"),
    ],
)
def test_days_are_read_in_any_case_and_a_weekday_is_the_next_one_after_today(word: str, day: str) -> None:
    assert parse_day(word, WEDNESDAY) == date.fromisoformat(day)


@pytest.mark.parametrize("word", ["", "someday", "2026-02-30", "20260304", "2026-W10-3", "m", "fridays", "4"])
def test_other_words_are_no_days(word: str) -> None:
    assert parse_day(word, WEDNESDAY) is None


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Fix bug #123 in /usr/bin", "Fix bug #123 in /usr/bin"),
        ("Say hello !world", "Say hello !world"),
        ("Really! Now ! / #", "Really! Now ! / #"),
        ("Plan \\sunday lunch \\#1 \\!epic", "Plan sunday lunch #1 !epic"),
        ("Read either/or 1/2", "Read either/or 1/2"),
    ],
)
def test_what_only_looks_like_a_mark_stays_in_the_title(line: str, title: str) -> None:
    assert parse_quick_add(line, WEDNESDAY) == TaskDraft(title=title)


def test_the_last_day_complexity_and_list_count_and_the_others_stay_in_the_title() -> None:
    draft = parse_quick_add("Read monday memo !epic /home tue !triv /office", WEDNESDAY)
    assert draft == TaskDraft(
        "Read monday memo !epic /home", complexity="trivial", list="office", due=date(2026, 3, 10)
    )


@pytest.mark.parametrize("lead_in", ["by", "on", "due"])
def test_the_word_that_leads_to_the_day_goes_with_it(lead_in: str) -> None:
    assert parse_quick_add(f"Call mum {lead_in} fri", WEDNESDAY).title == "Call mum"


@pytest.mark.parametrize("complexity", COMPLEXITIES)
def test_a_complexity_may_be_cut_short(complexity: str) -> None:
    assert parse_quick_add(f"Tidy !{complexity[0]}", WEDNESDAY).complexity == complexity


def test_a_tag_that_comes_twice_counts_once() -> None:
    assert parse_quick_add("Tidy #home #home", WEDNESDAY).tags == ("home",)


def test_marks_alone_leave_the_title_empty() -> None:
    assert parse_quick_add("today !epic #x /y", WEDNESDAY).title == ""


@given(st.text(), st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 1)))
def test_any_text_is_read_and_nothing_is_invented(text: str, today: date) -> None:
    draft = parse_quick_add(text, today)
    marks = len(draft.tags) + (draft.due is not None) + (draft.list is not None) + (draft.complexity != "simple")
    assert len(draft.title.split()) + marks <= len(text.split()) or "\\" in text
    assert draft.due is None or draft.due <= today + timedelta(days=7) or draft.due.isoformat() in text
