"""Which repeat rules are taken, in which spelling they are kept, and how the others are refused."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from momentum_desktop.errors import RefusedInput
from momentum_desktop.service.recurrence import checked_repeat, due_occurrence, next_occurrence, occurrences_between
from momentum_desktop.service.repeat_rule import read_repeat

MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("FREQ=DAILY", "FREQ=DAILY"),
        ("RRULE:FREQ=DAILY;INTERVAL=1", "FREQ=DAILY"),
        (" freq=weekly;byday=th,mo,th ", "FREQ=WEEKLY;BYDAY=MO,TH"),
        ("BYDAY=MO;INTERVAL=2;FREQ=WEEKLY;WKST=SU", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;WKST=SU"),
        ("FREQ=WEEKLY;WKST=MO;INTERVAL=2", "FREQ=WEEKLY;INTERVAL=2"),
        ("FREQ=MONTHLY;BYDAY=+1MO,-1FR", "FREQ=MONTHLY;BYDAY=-1FR,1MO"),
        ("FREQ=MONTHLY;BYMONTHDAY=15,-1", "FREQ=MONTHLY;BYMONTHDAY=-1,15"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"),
        ("FREQ=YEARLY;BYMONTH=3,1", "FREQ=YEARLY;BYMONTH=1,3"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"),
        ("FREQ=DAILY;COUNT=10", "FREQ=DAILY;COUNT=10"),
        ("FREQ=DAILY;UNTIL=20261231", "FREQ=DAILY;UNTIL=20261231"),
        ("FREQ=DAILY;UNTIL=20261231T235959Z", "FREQ=DAILY;UNTIL=20261231"),
        ("FREQ=WEEKLY;X-TIMES=3", "FREQ=WEEKLY;X-TIMES=3"),
        ("X-TIMES=7;FREQ=WEEKLY;UNTIL=20270101", "FREQ=WEEKLY;X-TIMES=7;UNTIL=20270101"),
        ("FREQ=YEARLY;BYDAY=20MO", "FREQ=YEARLY;BYDAY=20MO"),
        ("FREQ=MONTHLY;BYMONTH=1;BYSETPOS=1", "FREQ=MONTHLY;BYMONTH=1;BYSETPOS=1"),
        # Its first day may be its last.
        ("FREQ=DAILY;UNTIL=20260302", "FREQ=DAILY;UNTIL=20260302"),
        ("FREQ=WEEKLY;COUNT=1", "FREQ=WEEKLY;COUNT=1"),
    ],
)
def test_a_rule_is_kept_in_one_spelling(text: str, kept: str) -> None:
    assert checked_repeat(text, MONDAY) == kept
    assert checked_repeat(kept, MONDAY) == kept


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "no part"),
        ("every day", "no part"),
        ("FREQ=", "no part"),
        ("INTERVAL=2", "FREQ is missing"),
        ("FREQ=HOURLY", "HOURLY"),
        ("FREQ=MINUTELY", "MINUTELY"),
        ("FREQ=SECONDLY", "SECONDLY"),
        ("FREQ=DAILY;FREQ=DAILY", "twice"),
        ("FREQ=DAILY;BYHOUR=9", "BYHOUR is unknown"),
        ("FREQ=YEARLY;BYWEEKNO=20", "BYWEEKNO is unknown"),
        ("FREQ=DAILY;INTERVAL=0", "INTERVAL"),
        ("FREQ=DAILY;INTERVAL=-1", "INTERVAL"),
        ("FREQ=DAILY;INTERVAL=1000", "INTERVAL"),
        ("FREQ=DAILY;INTERVAL=99999999999999999999", "INTERVAL"),
        ("FREQ=DAILY;INTERVAL=٣", "INTERVAL"),
        ("FREQ=DAILY;COUNT=0", "COUNT"),
        ("FREQ=DAILY;COUNT=1000000000", "COUNT"),
        ("FREQ=DAILY;COUNT=2;UNTIL=20270101", "both"),
        ("FREQ=DAILY;UNTIL=2026-12-31", "UNTIL"),
        ("FREQ=DAILY;UNTIL=20260230", "UNTIL"),
        ("FREQ=DAILY;UNTIL=99991231", "UNTIL"),
        ("FREQ=DAILY;UNTIL=20260301", "before its first day"),
        ("FREQ=WEEKLY;BYDAY=XX", "BYDAY"),
        ("FREQ=WEEKLY;BYDAY=", "no part"),
        ("FREQ=WEEKLY;BYDAY=MO,", "BYDAY"),
        ("FREQ=WEEKLY;BYDAY=1MO", "numbered weekday"),
        ("FREQ=DAILY;BYDAY=-1MO", "numbered weekday"),
        ("FREQ=MONTHLY;BYDAY=0MO", "BYDAY"),
        ("FREQ=MONTHLY;BYDAY=6MO", "sixth week"),
        ("FREQ=YEARLY;BYMONTH=2;BYDAY=6MO", "sixth week"),
        ("FREQ=YEARLY;BYDAY=54MO", "BYDAY"),
        ("FREQ=WEEKLY;BYMONTHDAY=1", "FREQ=WEEKLY"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "BYMONTHDAY"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY"),
        ("FREQ=MONTHLY;BYMONTHDAY=-32", "BYMONTHDAY"),
        ("FREQ=YEARLY;BYMONTH=0", "BYMONTH"),
        ("FREQ=YEARLY;BYMONTH=-1", "BYMONTH"),
        ("FREQ=YEARLY;BYMONTH=13", "BYMONTH"),
        ("FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS"),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0", "BYSETPOS"),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=367", "BYSETPOS"),
        ("FREQ=WEEKLY;WKST=1", "WKST"),
        ("FREQ=DAILY;X-TIMES=3", "X-TIMES"),
        ("FREQ=WEEKLY;X-TIMES=0", "X-TIMES"),
        ("FREQ=WEEKLY;X-TIMES=8", "X-TIMES"),
        ("FREQ=WEEKLY;X-TIMES=3;BYDAY=MO", "X-TIMES"),
        ("FREQ=WEEKLY;X-TIMES=3;INTERVAL=2", "X-TIMES"),
        ("FREQ=WEEKLY;X-TIMES=3;COUNT=2", "X-TIMES"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31", "no year"),
        ("FREQ=DAILY;BYMONTH=4,6;BYMONTHDAY=31,-31", "no year"),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=31;BYMONTH=2", "no day in the ten years"),
        ("FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1", "no day in the ten years"),
        ("FREQ=MONTHLY;BYDAY=1MO;BYSETPOS=2", "no day in the ten years"),
        ("FREQ=DAILY;INTERVAL=7;BYDAY=TU", "no day in the ten years"),
        ("FREQ=WEEKLY;BYDAY=" + "MO," * 200, "500 characters"),
    ],
)
def test_what_is_no_rule_is_refused_with_its_reason(text: str, word: str) -> None:
    with pytest.raises(RefusedInput, match=word) as refusal:
        checked_repeat(text, MONDAY)
    assert refusal.value.where == "repeat"


def test_repeating_from_completion_refuses_what_counts_fixed_days() -> None:
    for text in ("FREQ=DAILY;COUNT=3", "FREQ=WEEKLY;X-TIMES=3"):
        with pytest.raises(RefusedInput, match="due day instead"):
            checked_repeat(text, MONDAY, "completion")
        assert checked_repeat(text, MONDAY) == text
    assert checked_repeat("FREQ=DAILY;INTERVAL=3", MONDAY, "completion") == "FREQ=DAILY;INTERVAL=3"
    with pytest.raises(RefusedInput, match="neither due nor completion") as refusal:
        checked_repeat("FREQ=DAILY", MONDAY, "start")
    assert refusal.value.where == "repeat_from"


PARTS = [
    "FREQ=DAILY",
    "FREQ=MONTHLY",
    "BYDAY=MO",
    "BYDAY=-1FR",
    "INTERVAL=99",
    "INTERVAL=-1",
    "COUNT=9",
    "UNTIL=2",
    "X",
]


@given(st.text(max_size=60) | st.lists(st.sampled_from(PARTS), max_size=4, unique=True).map(";".join))
@example("FREQ=DAILY;INTERVAL=99;COUNT=9")
@example("FREQ=DAILY;COUNT=9;UNTIL=2")
def test_any_text_is_a_rule_or_refused(text: str) -> None:
    kept, where = None, None
    try:
        kept = checked_repeat(text, MONDAY)
    except RefusedInput as refusal:
        where = refusal.where
    assert where == "repeat" or (kept is not None and read_repeat(kept) == read_repeat(text))


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;INTERVAL=999;COUNT=9999",
        "FREQ=YEARLY;INTERVAL=999",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;BYDAY=FR;COUNT=9999",
        "FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1",
        "FREQ=DAILY;INTERVAL=7;BYDAY=SU",
        "FREQ=YEARLY;INTERVAL=999;BYDAY=53SU",
        "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=366;COUNT=9999",
    ],
)
def test_the_worst_rules_answer_at_once(rule: str) -> None:
    began = time.process_time()
    next_occurrence(rule, MONDAY, date(2199, 1, 1))
    occurrences_between(rule, MONDAY, MONDAY, date(2200, 12, 31))
    due_occurrence(rule, "due", MONDAY, date(2199, 1, 1), None, None, 0)
    due_occurrence(rule, "completion", MONDAY, MONDAY, MONDAY, MONDAY, 0)
    assert time.process_time() - began < 2
