"""Days and repeats as phrases of their own, such as an option of the command line or a field of a dialog holds."""

from __future__ import annotations

from datetime import date

from momentum_desktop.service.quick_add.chinese import chinese_days
from momentum_desktop.service.quick_add.chinese_repeats import chinese_repeats
from momentum_desktop.service.quick_add.days import day_at
from momentum_desktop.service.quick_add.line import Line
from momentum_desktop.service.quick_add.reading import parse_quick_add
from momentum_desktop.service.quick_add.repeats import repeat_at
from momentum_desktop.service.quick_add.rules import checked_rule, first_day

LONGEST = 200


def parse_day(words: str, today: date) -> date | None:
    """The day that words name, such as tomorrow, fri, in 3 days, 15.3., 下周五 or an ISO date; None if they name none."""
    words = words.strip()
    if not words or len(words) > LONGEST:
        return None
    line = Line(words, today)
    found = day_at(line, 0)
    if found is not None and found.end == len(words):
        return found.day.date
    whole = (mark for mark in chinese_days(line) if (mark.start, mark.end) == (0, len(words)))
    mark = next(whole, None) if line.has_han else None
    return mark.value.date if mark else None


def parse_moment(words: str, today: date) -> tuple[date, int | None] | None:
    """The day, and the minute after midnight if a time stands with it: `fri 9am`. None if other words are among them."""
    day = parse_day(words, today)
    if day is not None and not parse_quick_add(words, today).draft.due_minute:
        return day, None
    draft = parse_quick_add(words, today).draft
    known = draft.due is not None and not (draft.title or draft.repeat or draft.tags or draft.list or draft.start)
    return (draft.due, draft.due_minute) if known and draft.due else None


def parse_repeat(words: str, today: date) -> str | None:
    """The RFC 5545 rule that words say (`every weekday`, `2 weeks`, `3 times a week`, `每周一`), or the rule itself if one
    is given; None if it is none, or one without a day from today on."""
    found = parse_repeat_from(words, today)
    return found[0] if found else None


def parse_repeat_from(words: str, today: date) -> tuple[str, str] | None:
    """The same, and what it counts from: `due` or `completion` (`every! 3 days`, `every 3 days after completion`)."""
    words = " ".join(words.split())
    if not words or len(words) > LONGEST:
        return None
    if "freq=" in words.lower():
        rule = checked_rule(words)
        return (rule, "due") if rule and first_day(rule, today) else None
    for phrase in (words, f"every {words}"):
        line = Line(phrase, today)
        found = repeat_at(line, 0)
        repeat = found[0] if found and found[1] == len(phrase) else None
        if repeat is None and line.has_han:
            marks = chinese_repeats(line)
            repeat = next((mark.value for mark in marks if (mark.start, mark.end) == (0, len(phrase))), None)
        if repeat and first_day(repeat.rule.text, today):
            return repeat.rule.text, "completion" if repeat.from_completion else "due"
    return None
