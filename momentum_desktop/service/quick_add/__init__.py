"""Reads one line of words as a task: `Write report fri 9am !complex #work /office ~25m every weekday`.

The grammar is imported with the first line that is read, for the window shows the line before anyone types in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from momentum_desktop.service.quick_add.values import COMPLEXITIES, KINDS, Chip, Lean, Understood

__all__ = [
    "COMPLEXITIES",
    "KINDS",
    "Chip",
    "Lean",
    "Understood",
    "is_beyond",
    "make_ready",
    "parse_day",
    "parse_minutes",
    "parse_moment",
    "parse_quick_add",
    "parse_reminder",
    "parse_repeat",
    "parse_time",
]


def parse_quick_add(text: str, today: date, goals: Sequence[tuple[int, str]] = ()) -> Understood:
    """The task that a line describes; its title is what no mark took, and may be empty. `goals` are (id, title) each.

    Of several marks of a kind, except tags, the last one counts and the others stay in the title. A word after a
    backslash is never a mark. A repeat without a day is due on its first day from today on, a time without one
    today."""
    from momentum_desktop.service.quick_add.reading import understood

    return understood(text, today, goals)


def parse_day(words: str, today: date, lean: Lean = Lean.AHEAD, since: date | None = None) -> date | None:
    """The day that words name: tomorrow, yesterday, fri, in 3 days, 15.3., 下周五 or an ISO date; None if none.

    A weekday and a day without a year are the next, the last or the nearer as `lean` says; one without a year is
    counted from `since`, today if it is not given."""
    from momentum_desktop.service.quick_add.phrases import day_of

    return day_of(words, today, lean, since)


def parse_moment(words: str, today: date, lean: Lean = Lean.AHEAD) -> tuple[date, int | None] | None:
    """The day, and the minute after midnight if a time stands with it: `fri 9am`. None if they say anything else."""
    from momentum_desktop.service.quick_add.phrases import moment_of

    return moment_of(words, today, lean)


def parse_time(words: str) -> int | None:
    """The minute after midnight that words name: 9am, 9:30, 21:00, at 5, halb zehn, 下午3点; None if they name none."""
    from momentum_desktop.service.quick_add.phrases import minute_of

    return minute_of(words)


def is_beyond(words: str, today: date) -> bool:
    """Whether words that `parse_day` or `parse_moment` do not read name a day outside the years that are kept."""
    from momentum_desktop.service.quick_add.phrases import is_beyond as is_day_beyond

    return is_day_beyond(words, today)


def parse_repeat(words: str, today: date) -> tuple[str, str] | None:
    """The RFC 5545 rule that words say (`every weekday`, `2 weeks`, `3 times a week`, `每周一`) or are themselves, and
    what it counts from: due or completion (`every! 3 days`, `every 3 days after completion`).

    None if they are none, or if it has no day from today on."""
    from momentum_desktop.service.quick_add.phrases import repeat_of

    return repeat_of(words, today)


def parse_reminder(words: str, today: date) -> str | None:
    """When to be reminded, as a task keeps it: `9am`, `the day before at 18:00`, `fri 9:30`. None if they say none."""
    from momentum_desktop.service.quick_add.phrases import reminder_of

    return reminder_of(words, today)


def parse_minutes(words: str, today: date) -> int | None:
    """How long something takes, in minutes: `25m`, `1h30`, `90 min`; None if the words say no such thing."""
    from momentum_desktop.service.quick_add.phrases import minutes_of

    return minutes_of(words, today)


def make_ready() -> None:
    """Imports the grammar and compiles its patterns, on whatever thread, so that the first key is not slow."""
    parse_quick_add("Mail 8 cups 每天 every day from mon *9:00", date(2026, 1, 1), ((1, "Goal"),))
