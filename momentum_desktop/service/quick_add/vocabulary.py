"""The words of the languages that put spaces between them, in one set of tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any

from momentum_desktop.service.quick_add.meanings import DayPart


@dataclass(frozen=True)
class Vocabulary:
    """One language. Words are lower-case; a space in one stands for any number of them.

    Weekdays count from Monday, 0; units are D, W, M, Y; an ordinal of -1 is the last. What is `weak` is also a common
    word: it counts only after a word that leads in to a day, at the line's end or beside a time. What is `shy` is a
    short form that counts only with a capital, and after such a word or beside a time."""

    near_days: Mapping[str, int] = field(default_factory=dict)
    weekdays: Mapping[str, int] = field(default_factory=dict)
    weak_weekdays: frozenset[str] = frozenset()
    shy_weekdays: frozenset[str] = frozenset()
    months: Mapping[str, int] = field(default_factory=dict)
    weak_months: frozenset[str] = frozenset()
    counts: Mapping[str, int] = field(default_factory=dict)
    ordinals: Mapping[str, int] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    day_parts: Mapping[str, DayPart] = field(default_factory=dict)
    evening_today: frozenset[str] = frozenset()
    next_words: frozenset[str] = frozenset()
    this_words: frozenset[str] = frozenset()
    last_words: frozenset[str] = frozenset()
    ago_before: frozenset[str] = frozenset()
    ago_after: frozenset[str] = frozenset()
    """Words before and after so many days, weeks or months that lie back."""
    weekend: frozenset[str] = frozenset()
    this_weekend: frozenset[str] = frozenset()
    next_weekend: frozenset[str] = frozenset()
    month_end: frozenset[str] = frozenset()
    next_month_end: frozenset[str] = frozenset()
    year_end: frozenset[str] = frozenset()
    day_end: frozenset[str] = frozenset()
    leads: frozenset[str] = frozenset()
    soft_leads: frozenset[str] = frozenset()
    """Words that go with a day, but make no day of a weak word."""
    not_before: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Words that are no day after these."""
    on: frozenset[str] = frozenset()
    numbered: frozenset[str] = frozenset()
    """Words that a number with dots follows which is no date."""
    of: frozenset[str] = frozenset()
    the: frozenset[str] = frozenset()
    within: frozenset[str] = frozenset()
    at: frozenset[str] = frozenset()
    noon: frozenset[str] = frozenset()
    half_to: frozenset[str] = frozenset()
    half_past: frozenset[str] = frozenset()
    quarter_to: frozenset[str] = frozenset()
    quarter_past: frozenset[str] = frozenset()
    oclock: frozenset[str] = frozenset()
    every: frozenset[str] = frozenset()
    every_so_many: frozenset[str] = frozenset()
    conjunctions: frozenset[str] = frozenset()
    up_to: frozenset[str] = frozenset()
    working_day: frozenset[str] = frozenset()
    of_the_month: frozenset[str] = frozenset()
    of_every_month: frozenset[str] = frozenset()
    adverbs: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    """(unit, interval) each, wherever they stand."""
    weak_adverbs: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    weekday_adverbs: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    weak_weekday_adverbs: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    times: frozenset[str] = frozenset()
    so_many_times: Mapping[str, int] = field(default_factory=dict)
    a_week: frozenset[str] = frozenset()
    after_completion: frozenset[str] = frozenset()
    until: frozenset[str] = frozenset()
    starting: frozenset[str] = frozenset()
    weak_starting: frozenset[str] = frozenset()
    onward: frozenset[str] = frozenset()
    remind: frozenset[str] = frozenset()
    remind_to: frozenset[str] = frozenset()
    """Words that begin a line, before what one is to be reminded of."""
    to_do: frozenset[str] = frozenset()
    day_before: frozenset[str] = frozenset()
    days_before: frozenset[str] = frozenset()
    measures: frozenset[str] = frozenset()
    complexities: Mapping[str, str] = field(default_factory=dict)


@cache
def vocabulary() -> Vocabulary:
    """All spaced languages together; where two know a word, the first keeps it."""
    from momentum_desktop.service.quick_add.english import ENGLISH
    from momentum_desktop.service.quick_add.german import GERMAN

    together: dict[str, Any] = {}
    for each in fields(Vocabulary):
        first, second = getattr(ENGLISH, each.name), _spelt_out(getattr(GERMAN, each.name))
        together[each.name] = {**second, **first} if isinstance(first, Mapping) else first | second
    return Vocabulary(**together)


def any_of(words: Iterable[str]) -> str:
    """A pattern that matches the longest of the words, lower-case."""
    longest_first = sorted(set(words), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first) + ")"


def single_spaced(words: str) -> str:
    """Words as the tables spell them."""
    return " ".join(words.split())


def _spelt_out(table: Any) -> Any:
    """The table with its umlauts spelt ae, oe and ue besides, as people without the keys write them."""
    plain = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
    if isinstance(table, Mapping):
        return {**{word.translate(plain): meaning for word, meaning in table.items()}, **table}
    return table | {word.translate(plain) for word in table}
