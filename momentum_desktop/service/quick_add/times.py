"""Times of day in the spaced languages: 9am, 9:30, 21:00, 9 Uhr, halb zehn, at 9, at noon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from momentum_desktop.service.quick_add.line import Line, at_word, with_comma
from momentum_desktop.service.quick_add.meanings import Clock, DayPart, Mark, Strength
from momentum_desktop.service.quick_add.vocabulary import any_of, single_spaced, vocabulary

NOON = 12 * 60
EARLIEST_SAID = 6 * 60
"""A time below it that is said without am, pm or 24 hours is meant after noon: “at 5”, “halb vier”."""

_SHIFTS = {"half_to": -30, "half_past": 30, "quarter_to": -15, "quarter_past": 15, "oclock": 0}


def times(line: Line) -> Iterator[Mark]:
    """Every time of day, with the word that leads in to it, but none of a span from one to another."""
    past = 0
    for start in line.word_starts():
        found = time_at(line, start) if start >= past else None
        if found:
            clock, end, strength = found
            until = _until().match(line.left, end)
            last = time_at(line, until.end()) if until else None
            past = last[1] if last else past
            if last or _since().search(line.left, max(0, start - 20), start):
                continue
            lead = _leads().search(line.left, max(0, start - 20), start)
            if lead and strength is Strength.BESIDE:
                strength = Strength.ANYWHERE
            yield Mark("time", lead.start() if lead else start, with_comma(line, end), clock, strength)


def time_at(line: Line, place: int) -> tuple[Clock, int, Strength] | None:
    """The time that is named at a place, where its words end, and where they must stand."""
    if found := _exact().match(line.left, place):
        return Clock(_exact_minute(found)), found.end(), Strength.ANYWHERE
    if found := _said().match(line.left, place):
        name = found.lastgroup or "oclock"
        return Clock(_hour_of(found[name]) * 60 + _SHIFTS[name], said=True), found.end(), Strength.ANYWHERE
    if found := _bare().match(line.left, place):
        return Clock(int(found["hour"]) * 60, said=True), found.end(), Strength.END
    if found := _noon().match(line.left, place):
        return Clock(NOON), found.end(), Strength.BESIDE
    return None


def minute_in(clock: Clock, part: DayPart | None) -> int:
    """The minute that is meant in the part of the day that was named with it: `tonight 8:30` is half past eight pm."""
    if part is None:
        early = clock.said and clock.minute < EARLIEST_SAID
        return clock.minute + NOON if early else clock.minute
    return clock.minute + NOON if part.after_noon and clock.minute < NOON else clock.minute


@cache
def _exact() -> re.Pattern[str]:
    words = vocabulary()
    uhr = any_of(words.oclock)
    hour = r"[01]?\d|2[0-3]"
    # “Raum 5 am Freitag” is no time: a German day follows.
    day = any_of([word for word in words.weekdays if word.endswith(("tag", "woch", "abend"))])
    return at_word(
        rf"(?P<half>1[0-2]|0?[1-9])(?:[:.](?P<half_minute>[0-5]\d))?\s*"
        rf"(?:(?P<pm>p\.?m\.?)|a\.?m\.?(?!\s+(?:{day}|wochenende|\d)))"
        rf"|(?P<hour>{hour}):(?P<minute>[0-5]\d)(?:\s*{uhr})?"
        rf"|(?P<dotted>{hour})\.(?P<dotted_minute>[0-5]\d)\s*uhr"
        rf"|(?P<uhr>{hour})\s*uhr(?:\s(?P<uhr_minute>[0-5]\d))?"
    )


def _exact_minute(found: re.Match[str]) -> int:
    if found["half"]:
        return (int(found["half"]) % 12 + (12 if found["pm"] else 0)) * 60 + int(found["half_minute"] or 0)
    for name in ("hour", "dotted"):
        if found[name]:
            return int(found[name]) * 60 + int(found["minute" if name == "hour" else "dotted_minute"])
    return int(found["uhr"]) * 60 + int(found["uhr_minute"] or 0)


@cache
def _said() -> re.Pattern[str]:
    words = vocabulary()
    hour = rf"1[0-2]|[1-9]|{any_of(_hours())}"
    return at_word(
        "|".join(rf"{any_of(getattr(words, name))}\s+(?P<{name}>{hour})" for name in _SHIFTS if name != "oclock")
        + rf"|(?P<oclock>{hour})\s*{any_of(words.oclock)}"
    )


@cache
def _hours() -> dict[str, int]:
    numbers = {word: number for word, number in vocabulary().counts.items() if number > 1 and " " not in word}
    return {**numbers, "one": 1, "eins": 1, "ein": 1}


def _hour_of(word: str) -> int:
    return int(word) if word.isdecimal() else _hours()[single_spaced(word)]


@cache
def _bare() -> re.Pattern[str]:
    return at_word(rf"{any_of(vocabulary().at)}\s+(?P<hour>[1-9]|1\d|2[0-3])")


@cache
def _noon() -> re.Pattern[str]:
    return at_word(any_of(vocabulary().noon))


@cache
def _until() -> re.Pattern[str]:
    return re.compile(rf"(?:\s*[-–]\s*|\s+{_up_to()}\s+)")


@cache
def _since() -> re.Pattern[str]:
    return re.compile(rf"\d\s*(?:[-–]|(?<=\s){_up_to()})\s*$")


def _up_to() -> str:
    return any_of(vocabulary().up_to | vocabulary().until)


@cache
def _leads() -> re.Pattern[str]:
    words = vocabulary()
    return re.compile(rf"(?<!\S){any_of(words.at | words.leads | {'ab', 'from'})}\s+$")
