"""Reads one line of words as a task: `Write report fri !complex #work /office`."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeVar

from momentum_desktop.service.values import TaskDraft

COMPLEXITIES = ("trivial", "simple", "moderate", "complex", "epic")

_WEEKDAYS = (
    ("monday", "mon"),
    ("tuesday", "tue", "tues"),
    ("wednesday", "wed"),
    ("thursday", "thu", "thur", "thurs"),
    ("friday", "fri"),
    ("saturday", "sat"),
    ("sunday", "sun"),
)
_WEEKDAY_OF = {name: number for number, names in enumerate(_WEEKDAYS) for name in names}
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_TAG = re.compile(r"#(?=.*[^\W\d])[\w/-]+")
_LIST = re.compile(r"/(?=.*[^\W\d])[\w-]+")
Found = TypeVar("Found")

_LEAD_INS = frozenset({"by", "on", "due"})


def parse_day(word: str, today: date) -> date | None:
    """The day a word names: today, tomorrow, a weekday (the next after today) or an ISO date; None if it names none."""
    name = word.lower()
    if name == "today":
        return today
    if name in ("tomorrow", "tmr"):
        return today + timedelta(days=1)
    if name in _WEEKDAY_OF:
        return today + timedelta(days=(_WEEKDAY_OF[name] - today.weekday() - 1) % 7 + 1)
    if _ISO.fullmatch(name):
        try:
            return date.fromisoformat(name)
        except ValueError:
            return None
    return None


def parse_quick_add(text: str, today: date) -> TaskDraft:
    """The task that a line describes; its title is what no mark took, and may be empty.

    `!` and the beginning of a complexity, `#tag`, `/list` and a day are marks. Of several complexities, lists or days
    the last one counts and the others stay in the title. A word after a backslash is never a mark."""
    words = text.split()
    complexity = _last(words, _complexity)
    listed = _last(words, lambda word: word if _LIST.fullmatch(word) else None)
    due = _last(words, lambda word: parse_day(word, today))
    taken = {place for place, _ in (complexity, listed, due) if place is not None}
    if due[0] and words[due[0] - 1].lower() in _LEAD_INS:
        taken.add(due[0] - 1)
    tags = dict.fromkeys(word[1:] for word in words if _TAG.fullmatch(word))
    title = [
        word.removeprefix("\\") for place, word in enumerate(words) if place not in taken and not _TAG.fullmatch(word)
    ]
    return TaskDraft(
        title=" ".join(title),
        complexity=complexity[1] or "simple",
        list=listed[1][1:] if listed[1] else None,
        due=due[1],
        tags=tuple(tags),
    )


def _complexity(word: str) -> str | None:
    beginning = word[1:].lower()
    if not word.startswith("!") or not beginning:
        return None
    return next((name for name in COMPLEXITIES if name.startswith(beginning)), None)


def _last(words: list[str], read: Callable[[str], Found | None]) -> tuple[int | None, Found | None]:
    """The place and the meaning of the last word that means something."""
    for place in range(len(words) - 1, -1, -1):
        found = read(words[place])
        if found is not None:
            return place, found
    return None, None


def parse_repeat(words: str, today: date) -> str | None:
    return "FREQ=DAILY" if words == "daily" else words
