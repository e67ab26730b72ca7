"""Days and repeats as options of the command line and fields of a dialog hold them, and rules in words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentum_desktop.service.quick_add import (
    Lean,
    is_beyond,
    parse_day,
    parse_moment,
    parse_repeat,
    parse_time,
)
from momentum_desktop.service.repeat_words import repeat_in_words

WEDNESDAY = date(2026, 3, 4)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("today", "2026-03-04"),
        ("Tomorrow", "2026-03-05"),
        ("thu", "2026-03-05"),
        ("SUNDAY", "2026-03-08"),
        ("sun", "2026-03-08"),
        ("wed", "2026-03-11"),
        ("next friday", "2026-03-13"),
        ("2028-02-29", "2028-02-29"),
        ("in 3 days", "2026-03-07"),
        ("in  two   weeks", "2026-03-18"),
        ("end of month", "2026-03-31"),
        ("24 Dec", "2026-12-24"),
        ("15.3.", "2026-03-15"),
        ("the 15th", "2026-03-15"),
        ("übermorgen", "2026-03-06"),
        ("in einem Monat", "2026-04-04"),
        ("Do", "2026-03-05"),
        ("下周五", "2026-03-13"),
        ("3月15日", "2026-03-15"),
        (" tomorrow ", "2026-03-05"),
    ],
)
def test_a_phrase_names_a_day(words: str, day: str) -> None:
    assert parse_day(words, WEDNESDAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        *(("yesterday", "2026-03-03"), ("day before yesterday", "2026-03-02"), ("gestern", "2026-03-03")),
        *(("vorgestern", "2026-03-02"), ("昨天", "2026-03-03"), ("前天", "2026-03-02"), ("大前天", "2026-03-01")),
        *(("3 days ago", "2026-03-01"), ("a week ago", "2026-02-25"), ("two months ago", "2026-01-04")),
        *(("vor 3 Tagen", "2026-03-01"), ("vor einer Woche", "2026-02-25"), ("3天前", "2026-03-01")),
        *(("两周前", "2026-02-18"), ("last friday", "2026-02-27"), ("last wed", "2026-02-25")),
        *(("letzten Freitag", "2026-02-27"), ("上周五", "2026-02-27"), ("上星期三", "2026-02-25")),
    ],
)
@pytest.mark.parametrize("lean", Lean)
def test_a_phrase_names_a_day_that_is_over(words: str, day: str, lean: Lean) -> None:
    assert parse_day(words, WEDNESDAY, lean) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("words", "ahead", "back", "near"),
    [
        ("1.3.", "2027-03-01", "2026-03-01", "2026-03-01"),
        ("20 nov", "2026-11-20", "2025-11-20", "2025-11-20"),
        ("Dec 24", "2026-12-24", "2025-12-24", "2025-12-24"),
        ("15 mar", "2026-03-15", "2025-03-15", "2026-03-15"),
        ("4 mar", "2026-03-04", "2026-03-04", "2026-03-04"),
        ("29 feb", "2028-02-29", "2024-02-29", "2028-02-29"),
        ("the 1st", "2026-04-01", "2026-03-01", "2026-03-01"),
        ("the 31st", "2026-03-31", "2026-01-31", "2026-03-31"),
        ("3月1日", "2027-03-01", "2026-03-01", "2026-03-01"),
        ("1号", "2026-04-01", "2026-03-01", "2026-03-01"),
        ("tue", "2026-03-10", "2026-03-03", "2026-03-10"),
        ("wed", "2026-03-11", "2026-02-25", "2026-03-11"),
        ("this tue", "2026-03-10", "2026-03-03", "2026-03-10"),
        ("this fri", "2026-03-06", "2026-02-27", "2026-03-06"),
        ("周二", "2026-03-10", "2026-03-03", "2026-03-10"),
        ("next fri", "2026-03-13", "2026-03-13", "2026-03-13"),
        ("2026-01-05", "2026-01-05", "2026-01-05", "2026-01-05"),
    ],
)
def test_what_is_left_open_is_the_next_the_last_or_the_nearer_day(words: str, ahead: str, back: str, near: str) -> None:
    read = [parse_day(words, WEDNESDAY, lean) for lean in (Lean.AHEAD, Lean.BACK, Lean.NEAR)]

    assert read == [date.fromisoformat(day) for day in (ahead, back, near)]


def test_a_last_day_without_a_year_follows_the_first() -> None:
    assert parse_day("6 jan", WEDNESDAY, since=date(2026, 12, 20)) == date(2027, 1, 6)
    assert parse_day("the 3rd", WEDNESDAY, since=date(2026, 6, 20)) == date(2026, 7, 3)


@pytest.mark.parametrize(
    ("words", "minute"),
    [
        *(("9am", 540), ("9:30", 570), ("09:00", 540), ("21:15", 1275), ("0:00", 0), ("at 5", 1020), ("noon", 720)),
        *(("9 Uhr", 540), ("halb zehn", 570), ("下午3点", 900), (" 9pm ", 1260)),
    ],
)
def test_a_phrase_names_a_time(words: str, minute: int) -> None:
    assert parse_time(words) == minute


@pytest.mark.parametrize("words", ["", "9", "25:00", "fri 9am", "9am sharp", "soon", "今天"])
def test_other_phrases_are_no_times(words: str) -> None:
    assert parse_time(words) is None


@pytest.mark.parametrize("words", ["9999-12-31", "1999-12-31", "31.12.9999", "24 Dec 1900", "9999-12-31 9:00"])
def test_a_day_of_another_age_is_told_from_no_day(words: str) -> None:
    assert (parse_day(words, WEDNESDAY), is_beyond(words, WEDNESDAY)) == (None, True)


@pytest.mark.parametrize("words", ["", "soon", "9999", "2026-02-30", "fri", "9:30"])
def test_what_is_no_day_is_none_of_another_age(words: str) -> None:
    assert not is_beyond(words, WEDNESDAY)


@pytest.mark.parametrize(
    "words",
    [
        *("", "someday", "2026-02-30", "20260304", "2026-W10-3", "m", "fridays", "4", "15/3", "may", "9am", "do"),
        *("tomorrow morning or so", "call fri", "every day", "今天天气", "in 9999999 days", "fri " * 100),
    ],
)
def test_other_phrases_are_no_days(words: str) -> None:
    assert parse_day(words, WEDNESDAY) is None


@pytest.mark.parametrize(
    ("words", "day", "minute"),
    [
        ("fri", "2026-03-06", None),
        ("the 15th", "2026-03-15", None),
        ("fri 9am", "2026-03-06", 540),
        ("tomorrow at 5", "2026-03-05", 1020),
        ("2026-12-24 18:30", "2026-12-24", 1110),
        ("tomorrow 0:00", "2026-03-05", 0),
        ("明天下午3点", "2026-03-05", 900),
        ("9am", "2026-03-04", 540),
        ("yesterday 18:00", "2026-03-03", 1080),
        ("gestern 18 Uhr", "2026-03-03", 1080),
        ("yesterday evening", "2026-03-03", 1140),
        ("昨晚8点", "2026-03-03", 1200),
    ],
)
def test_a_moment_is_a_day_and_perhaps_a_time(words: str, day: str, minute: int | None) -> None:
    assert parse_moment(words, WEDNESDAY) == (date.fromisoformat(day), minute)


@pytest.mark.parametrize("words", ["", "soon", "fri !complex", "call fri 9am", "every fri", "fri #work", "25:00"])
def test_more_than_a_day_and_a_time_is_no_moment(words: str) -> None:
    assert parse_moment(words, WEDNESDAY) is None


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("every day", "FREQ=DAILY"),
        ("daily", "FREQ=DAILY"),
        ("weekday", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("2 weeks", "FREQ=WEEKLY;INTERVAL=2"),
        ("mon and thu", "FREQ=WEEKLY;BYDAY=MO,TH"),
        ("every month on the 15th", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("3 times a week", "FREQ=WEEKLY;X-TIMES=3"),
        ("montags", "FREQ=WEEKLY;BYDAY=MO"),
        ("jeden letzten Freitag im Monat", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("每周一", "FREQ=WEEKLY;BYDAY=MO"),
        ("every day until 2026-12-24", "FREQ=DAILY;UNTIL=20261224"),
        ("FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=WEEKLY;BYDAY=MO,TH"),
        ("rrule:freq=monthly;bymonthday=-1", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("FREQ=DAILY;COUNT=5", "FREQ=DAILY;COUNT=5"),
        ("FREQ=WEEKLY;X-TIMES=3", "FREQ=WEEKLY;X-TIMES=3"),
    ],
)
def test_words_or_a_rule_say_how_often(words: str, rule: str) -> None:
    found = parse_repeat(words, WEDNESDAY)
    assert found is not None
    assert found[0] == rule


@pytest.mark.parametrize(
    "words",
    [
        *("", "sometimes", "every", "every so often", "every day and night", "call every day", "9 times a week"),
        *("FREQ=HOURLY", "FREQ=WEEKLY;X-TIMES=8", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;UNTIL=20200101", "FREQ="),
        *("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "every day until 1.1.2020", "weekday " * 50),
    ],
)
def test_other_words_and_rules_are_no_repeat(words: str) -> None:
    assert parse_repeat(words, WEDNESDAY) is None


def test_a_repeat_may_count_from_completion() -> None:
    assert parse_repeat("every! 3 days", WEDNESDAY) == ("FREQ=DAILY;INTERVAL=3", "completion")
    assert parse_repeat("3 days after completion", WEDNESDAY) == ("FREQ=DAILY;INTERVAL=3", "completion")
    assert parse_repeat("every 3 days", WEDNESDAY) == ("FREQ=DAILY;INTERVAL=3", "due")


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=DAILY", "every day"),
        ("FREQ=DAILY;INTERVAL=3", "every 3 days"),
        ("FREQ=WEEKLY", "every week"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every weekday"),
        ("FREQ=WEEKLY;BYDAY=SA,SU", "every weekend"),
        ("FREQ=WEEKLY;BYDAY=FR,MO,WE", "every Mon, Wed and Fri"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "every 2 weeks on Mon"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR", "every 2 weeks on weekdays"),
        ("FREQ=DAILY;BYDAY=MO,TH", "every Mon and Thu"),
        ("FREQ=MONTHLY;BYMONTHDAY=15", "every month on the 15th"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,22", "every month on the 1st and 22nd"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "every month on the last day"),
        ("FREQ=MONTHLY;INTERVAL=3", "every 3 months"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "every month on the last Fri"),
        ("FREQ=MONTHLY;BYDAY=2TU", "every month on the second Tue"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "every month on the last weekday"),
        ("FREQ=YEARLY", "every year"),
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24", "every year on 24 Dec"),
        ("FREQ=WEEKLY;X-TIMES=1", "once a week"),
        ("FREQ=WEEKLY;X-TIMES=2", "twice a week"),
        ("FREQ=WEEKLY;X-TIMES=3", "3 times a week"),
        ("FREQ=DAILY;UNTIL=20261224", "every day until 24 Dec 2026"),
        ("FREQ=DAILY;COUNT=5", "every day, 5 times"),
        ("RRULE:FREQ=WEEKLY;WKST=SU", "every week"),
        # What words would tell only in part stands as it is.
        ("FREQ=MONTHLY;BYDAY=MO;BYMONTHDAY=13", "FREQ=MONTHLY;BYDAY=MO;BYMONTHDAY=13"),
        ("FREQ=MONTHLY;BYMONTHDAY=-3", "FREQ=MONTHLY;BYMONTHDAY=-3"),
        ("FREQ=DAILY;INTERVAL=2;BYDAY=MO", "FREQ=DAILY;INTERVAL=2;BYDAY=MO"),
        ("FREQ=DAILY;BYMONTH=1", "FREQ=DAILY;BYMONTH=1"),
        ("FREQ=YEARLY;BYDAY=1MO", "FREQ=YEARLY;BYDAY=1MO"),
        ("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1", "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1"),
        ("every 3 days", "every 3 days"),
        ("", ""),
    ],
)
def test_a_rule_is_told_in_words(rule: str, words: str) -> None:
    assert repeat_in_words(rule) == words


def test_what_a_repeat_counts_from_is_told_only_where_it_is_completion() -> None:
    assert repeat_in_words("FREQ=DAILY;INTERVAL=3", "completion") == "every 3 days after completion"
    assert repeat_in_words("FREQ=DAILY;INTERVAL=3", "due") == "every 3 days"


@given(st.text(max_size=40), st.dates())
def test_any_phrase_is_read_or_refused(words: str, today: date) -> None:
    parse_day(words, today)
    parse_moment(words, today)
    parse_repeat(words, today)
    repeat_in_words(words)
