"""What the quick-add line understands, and what it leaves alone."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from momentum_desktop.errors import RefusedInput
from momentum_desktop.service.quick_add import COMPLEXITIES, KINDS, parse_quick_add
from momentum_desktop.service.recurrence import checked_repeat, occurrences_between
from momentum_desktop.service.reminder_times import checked_reminder
from momentum_desktop.service.values import TaskDraft

WEDNESDAY = date(2026, 3, 4)
GOALS = ((1, "Run a marathon"), (2, "Learn Spanish"), (3, "Learn to sail"), (4, "读完红楼梦"))
TABLE = Path(__file__).with_name("quick_add_lines.txt")


def _minute(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


READ: dict[str, tuple[str, Callable[[str], Any]]] = {
    "due": ("due", date.fromisoformat),
    "start": ("start", date.fromisoformat),
    "time": ("due_minute", _minute),
    "minutes": ("minutes", int),
    "priority": ("priority", int),
    "goal": ("goal_id", int),
    "amount": ("amount", Decimal),
    "tags": ("tags", lambda words: tuple(words.split(","))),
    "from": ("repeat_from", str),
    **{name: (name, str) for name in ("complexity", "list", "unit", "repeat", "reminder")},
}


def table() -> Iterator[tuple[str, TaskDraft]]:
    """Each line of the table as a text and the draft that it is to give."""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not re.match("##? ", line):
            text, _, expected = line.partition(" →")
            title, *fields = (part.strip() for part in expected.split(" | "))
            named = [field.partition("=")[::2] for field in fields]
            yield text, TaskDraft(title, **{READ[name][0]: READ[name][1](words) for name, words in named})


LINES = tuple(table())
TEXTS = tuple(text for text, _ in LINES)


def test_the_table_is_long_and_in_three_languages() -> None:
    assert len(LINES) >= 220
    assert sum(bool(re.search("[\u3400-\u9fff]", text)) for text in TEXTS) >= 60
    assert sum(bool(re.search("[äöüß]|tag|Uhr|jede|alle |woche", text)) for text in TEXTS) >= 40


@pytest.mark.parametrize(("text", "draft"), LINES, ids=TEXTS)
def test_a_line_of_the_table_gives_its_draft(text: str, draft: TaskDraft) -> None:
    assert parse_quick_add(text, WEDNESDAY, GOALS).draft == draft


@pytest.mark.parametrize(("text", "draft"), LINES, ids=TEXTS)
def test_what_a_draft_has_beside_its_title_is_told_by_chips_that_point_at_their_words(
    text: str, draft: TaskDraft
) -> None:
    chips = parse_quick_add(text, WEDNESDAY, GOALS).chips

    told = {chip.kind for chip in chips}
    assert told >= {
        kind
        for kind, value in {
            **{"due": draft.due, "repeat": draft.repeat, "start": draft.start, "reminder": draft.reminder},
            **{"minutes": draft.minutes, "amount": draft.amount, "list": draft.list, "goal": draft.goal_id},
            **{"tag": draft.tags or None, "time": draft.due_minute},
        }.items()
        if value is not None
    }
    assert [chip.kind for chip in chips] == sorted((chip.kind for chip in chips), key=KINDS.index)
    assert all(chip.words and text[slice(*chip.span)].strip() for chip in chips)
    if not told:
        assert draft == TaskDraft(draft.title)


@pytest.mark.parametrize(("text", "draft"), [each for each in LINES if each[1].repeat], ids=str)
def test_a_repeat_is_a_rule_that_the_planner_takes_and_its_first_day_is_due(text: str, draft: TaskDraft) -> None:
    assert draft.repeat
    assert draft.due
    assert checked_repeat(draft.repeat, draft.due, draft.repeat_from) == draft.repeat
    assert occurrences_between(draft.repeat, draft.due, draft.due, draft.due + timedelta(days=1)) == [draft.due]


@pytest.mark.parametrize("reminder", sorted({draft.reminder for _, draft in LINES if draft.reminder}))
def test_a_reminder_is_one_that_the_planner_takes(reminder: str) -> None:
    assert checked_reminder(reminder) == reminder


def test_chips_say_what_was_understood_in_words() -> None:
    line = "Write report fri 9am !complex #work /office @run ~90m every weekday *8:30 p1 starting tomorrow"
    chips = parse_quick_add(line, WEDNESDAY, GOALS).chips
    assert [(chip.kind, chip.words, line[slice(*chip.span)]) for chip in chips] == [
        ("due", "Fri 6 Mar", "fri"),
        ("time", "9:00", "9am"),
        ("repeat", "every weekday", "every weekday"),
        ("start", "from tomorrow · Thu 5 Mar", "starting tomorrow"),
        ("reminder", "8:30", "*8:30"),
        ("minutes", "1 h 30", "~90m"),
        ("priority", "Priority 1", "p1"),
        ("complexity", "Complex", "!complex"),
        ("list", "office", "/office"),
        ("goal", "Run a marathon", "@run"),
        ("tag", "work", "#work"),
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("x today", ["Today · Wed 4 Mar"]),
        ("x tomorrow", ["Tomorrow · Thu 5 Mar"]),
        ("x yesterday", ["Yesterday · Tue 3 Mar"]),
        ("x from tomorrow", ["from tomorrow · Thu 5 Mar"]),
        ("x from mon", ["from Mon 9 Mar"]),
        ("x 24.12.", ["Thu 24 Dec"]),
        ("x 2.1.", ["Sat 2 Jan 2027"]),
        ("x noon #a", ["a"]),
        ("x ~2h", ["2 h"]),
        ("x 8 cups every! 2 days", ["Today · Wed 4 Mar", "every 2 days after completion", "8 cups"]),
        ("x fri remind 2 days before 9:00", ["Fri 6 Mar", "9:00, 2 days before"]),
        ("x fri remind tomorrow 9:00", ["Fri 6 Mar", "Tomorrow · Thu 5 Mar, 9:00"]),
    ],
)
def test_days_times_and_spans_are_short_on_chips(line: str, words: list[str]) -> None:
    assert [chip.words for chip in parse_quick_add(line, WEDNESDAY).chips] == words


def test_a_line_without_marks_is_a_plain_title() -> None:
    assert parse_quick_add("  Water   the plants ", WEDNESDAY).draft == TaskDraft(title="Water the plants")


@pytest.mark.parametrize("lead_in", ["by", "on", "due", "due by", "bis", "am", "fällig am"])
def test_the_words_that_lead_to_the_day_go_with_it(lead_in: str) -> None:
    assert parse_quick_add(f"Call mum {lead_in} fri", WEDNESDAY).draft.title == "Call mum"


@pytest.mark.parametrize("complexity", COMPLEXITIES)
def test_a_complexity_may_be_cut_short(complexity: str) -> None:
    understood = parse_quick_add(f"Tidy !{complexity[0]}", WEDNESDAY)
    assert (understood.draft.complexity, understood.chips[0].words) == (complexity, complexity.capitalize())


def test_a_goal_that_is_not_given_stays_in_the_title() -> None:
    assert parse_quick_add("Train @run", WEDNESDAY).draft == TaskDraft("Train @run")


def test_of_the_goals_that_begin_so_one_with_just_this_title_is_meant() -> None:
    goals = ((1, "Read more books"), (2, "Read"), (3, ""), (4, "  "))
    assert parse_quick_add("Novel @read", WEDNESDAY, goals).draft == TaskDraft("Novel", goal_id=2)
    assert parse_quick_add("Novel @rea", WEDNESDAY, goals).draft == TaskDraft("Novel", goal_id=1)


def test_a_text_that_is_too_long_for_a_line_is_all_title() -> None:
    text = "word " * 250 + "fri"
    understood = parse_quick_add(text, WEDNESDAY)
    assert (understood.draft, understood.chips) == (TaskDraft(text), ())


WORDS = (
    *("Write", "report", "fri", "sun", "9am", "!complex", "#work", "/office", "@run", "~25m", "every", "weekday", "at"),
    *("by", "on", "the", "15th", "of", "march", "May", "5", "15.3.", "24", "dec", "2026-12-24", "in", "3", "days", "a"),
    *(
        "week",
        "times",
        "next",
        "month",
        "daily",
        "remind",
        "8:30",
        "the",
        "day",
        "before",
        "from",
        "to",
        "until",
        "*9:00",
    ),
    *(
        "jeden",
        "Tag",
        "Mo",
        "und",
        "bis",
        "um",
        "halb",
        "zehn",
        "alle",
        "2",
        "Wochen",
        "montags",
        "ab",
        "morgen",
        "früh",
    ),
    *(
        "每天",
        "明天",
        "下午3点",
        "开会",
        "周五",
        "每周三次",
        "8杯",
        "从",
        "开始",
        "的",
        "提醒",
        "，",
        ",",
        "\\",
        "\\fri",
        "!",
        "p1",
    ),
    *(
        "glasses",
        "8",
        "noon",
        "tonight",
        "end",
        "month",
        "29",
        "feb",
        "30",
        "31.",
        "letzten",
        "after",
        "completion",
        "İ",
        "\x00",
    ),
)
line_of_words = st.lists(st.sampled_from(WORDS), max_size=12).flatmap(
    lambda words: st.lists(st.sampled_from((" ", " ", "  ", "")), min_size=len(words), max_size=len(words)).map(
        lambda gaps: "".join(map("".join, zip(words, gaps, strict=True)))
    )
)
days = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))


def _is_subsequence(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)


@given(st.one_of(line_of_words, st.text(max_size=60), st.sampled_from(TEXTS)), st.one_of(st.just(WEDNESDAY), days))
@example("\x01\x00 fri \x01", WEDNESDAY)
@example("every day until 31.12.2199", date(9999, 12, 31))
@example("Nap 8  am 的", WEDNESDAY)
def test_any_text_is_read_and_nothing_is_invented(text: str, today: date) -> None:
    understood = parse_quick_add(text, today, GOALS)
    draft = understood.draft

    assert _is_subsequence("".join(draft.title.split()), "".join(text.split()))
    if text.isascii() and "\\" not in text:
        words = iter(text.split())
        assert all(any(word.rstrip(",;") == each.rstrip(",;") for each in words) for word in draft.title.split())
    for chip in understood.chips:
        assert chip.kind in KINDS
        assert 0 <= chip.span[0] < chip.span[1] <= len(text)
    if not understood.chips:
        assert draft == TaskDraft(draft.title)
        if "\\" not in text:
            assert draft.title == " ".join(text.split())
            assert parse_quick_add(draft.title, today, GOALS) == understood
    if 2000 <= today.year < 2190:
        _is_kept_by_the_planner(draft)


def _is_kept_by_the_planner(draft: TaskDraft) -> None:
    assert draft.due is not None or draft.due_minute is None
    assert draft.due_minute is None or 0 <= draft.due_minute < 24 * 60
    assert draft.minutes is None or 0 < draft.minutes <= 24 * 60
    assert (draft.amount is None) == (draft.unit is None)
    assert draft.reminder is None or checked_reminder(draft.reminder)
    if draft.repeat and draft.due:
        try:
            checked_repeat(draft.repeat, draft.due, draft.repeat_from)
        except RefusedInput as refusal:
            pytest.fail(f"{draft.repeat} from {draft.due}: {refusal}")


def test_reading_a_line_is_quicker_than_a_keystroke_shows() -> None:
    for text in TEXTS:
        parse_quick_add(text, WEDNESDAY, GOALS)

    def seconds(text: str) -> float:
        begun = time.perf_counter()
        parse_quick_add(text, WEDNESDAY, GOALS)
        return time.perf_counter() - begun

    # The best of some, since other programs run beside the tests.
    slowest = max(min(seconds(text) for _ in range(5)) for text in (*TEXTS, "many plain words stand here " * 6 + "fri"))
    assert slowest < 0.001 * 3


@pytest.mark.parametrize("first", ["parse_quick_add('x', datetime.date(2026, 3, 4))", "make_ready()"])
def test_the_grammar_is_imported_with_the_first_line_or_before_it(first: str) -> None:
    script = (
        "import datetime, sys; from momentum_desktop.service import quick_add\n"
        "known = lambda: sum(name.startswith('momentum_desktop.service.quick_add') for name in sys.modules)\n"
        f"print(known()); quick_add.{first}; print(known())"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    before, after = map(int, done.stdout.split())
    assert before == 2
    assert after > 10
