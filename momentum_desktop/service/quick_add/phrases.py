"""Days and repeats as phrases of their own, such as an option of the command line or a field of a dialog holds."""

from __future__ import annotations

import re
from datetime import date

from momentum_desktop.engine.reading import FIRST_YEAR, LAST_YEAR
from momentum_desktop.errors import RefusedInput
from momentum_desktop.service.quick_add.chinese import chinese_days, chinese_times
from momentum_desktop.service.quick_add.chinese_repeats import chinese_repeats
from momentum_desktop.service.quick_add.chips import reminder_text
from momentum_desktop.service.quick_add.days import day_at
from momentum_desktop.service.quick_add.line import Line
from momentum_desktop.service.quick_add.meanings import Repeat
from momentum_desktop.service.quick_add.reading import understood
from momentum_desktop.service.quick_add.reminders import reminder_at
from momentum_desktop.service.quick_add.repeats import repeat_at
from momentum_desktop.service.quick_add.rules import first_day
from momentum_desktop.service.quick_add.times import minute_in, time_at
from momentum_desktop.service.quick_add.values import Lean
from momentum_desktop.service.repeat_rule import read_repeat
from momentum_desktop.service.values import TaskDraft

LONGEST = 200
"""Characters that a phrase may have."""

_YEAR = re.compile(r"(?<![\d:])\d{4,9}(?![\d:])", re.ASCII)
_LEAP_YEAR = "2096"


def day_of(words: str, today: date, lean: Lean = Lean.AHEAD, since: date | None = None) -> date | None:
    """The day that all of the words name."""
    words = words.strip()
    if not words or len(words) > LONGEST:
        return None
    line = Line(words, today, lean, since)
    found = day_at(line, 0)
    if found is not None and found.end == len(words):
        return found.day.date
    marks = chinese_days(line) if line.has_han else ()
    return next((mark.value.date for mark in marks if (mark.start, mark.end) == (0, len(words))), None)


def moment_of(words: str, today: date, lean: Lean = Lean.AHEAD) -> tuple[date, int | None] | None:
    """The day and perhaps the minute that all of the words name."""
    draft = understood(words, today, (), lean).draft
    if draft.due and draft == TaskDraft(title="", due=draft.due, due_minute=draft.due_minute):
        return draft.due, draft.due_minute
    day = day_of(words, today, lean)
    return None if day is None else (day, None)


def minute_of(words: str) -> int | None:
    """The minute after midnight of the time of day that all of the words name."""
    words = words.strip()
    if not words or len(words) > LONGEST:
        return None
    line = Line(words, date.min)
    found = time_at(line, 0)
    if found is not None and found[1] == len(words):
        return minute_in(found[0], None)
    marks = chinese_times(line) if line.has_han else ()
    return next((minute_in(mark.value, None) for mark in marks if (mark.start, mark.end) == (0, len(words))), None)


def is_beyond(words: str, today: date) -> bool:
    """Whether they name a day, perhaps with a time, but in a year before or after those that are kept."""
    years = [int(year) for year in _YEAR.findall(words)]
    if all(FIRST_YEAR <= year <= LAST_YEAR for year in years):
        return False
    return moment_of(_YEAR.sub(_LEAP_YEAR, words), today) is not None


def repeat_of(words: str, today: date) -> tuple[str, str] | None:
    """The rule that all of the words say, with or without “every”, and what it counts from."""
    words = " ".join(words.split())
    if not words or len(words) > LONGEST:
        return None
    if "freq=" in words.lower():
        try:
            rule = read_repeat(words)
        except RefusedInput:
            return None
        return (str(rule), "due") if first_day(rule, today) else None
    for phrase in (words, f"every {words}"):
        repeat = _repeat(Line(phrase, today))
        if repeat and first_day(repeat.rule, today):
            return str(repeat.rule), "completion" if repeat.from_completion else "due"
    return None


def reminder_of(words: str, today: date) -> str | None:
    """The reminder that all of the words say, as a task keeps it."""
    words = words.strip()
    if not words or len(words) > LONGEST:
        return None
    found = reminder_at(Line(words, today), 0)
    return reminder_text(found[0], None) if found and found[1] == len(words) else None


def minutes_of(words: str, today: date) -> int | None:
    """How long the words say that something takes, with or without the “~” of the line."""
    draft = understood(f"~{words.strip().removeprefix('~')}", today, ()).draft
    return draft.minutes if draft == TaskDraft(title="", minutes=draft.minutes) else None


def _repeat(line: Line) -> Repeat | None:
    found, whole = repeat_at(line, 0), len(line.text)
    if found and found[1] == whole:
        return found[0]
    marks = chinese_repeats(line) if line.has_han else ()
    return next((mark.value for mark in marks if (mark.start, mark.end) == (0, whole)), None)
