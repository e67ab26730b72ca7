"""What the words of a date in Todoist say, in the languages that quick add knows, whatever day it is read on."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from momentum_desktop.exchange.moments import minute_on_clock
from momentum_desktop.exchange.repeats import Repeat, ended, said_rule
from momentum_desktop.exchange.sources.said_days import said_day
from momentum_desktop.service.quick_add.phrases import moment_of, repeat_of

TWO_DAYS = date(2003, 5, 7), date(2031, 11, 18)
"""Words that name the same day on both name it on any; all others count from a day that nobody knows."""

BOUND = re.compile(r"\s+(?P<which>starting|from|ab|until|ending|bis)\s+(?P<day>.+?)(?=\s+(?:until|ending|bis)\s|$)")
FIRST = ("starting", "from", "ab")
CLOCK = re.compile(r"[,\s]+(?:at\s+|@\s*|um\s+)?(\d{1,2})(?:(?::(\d\d))\s*(am|pm|uhr)?|\s*(am|pm|uhr))$")
SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/\d{2,4}\b")
MONTHS = 12


class SaidDate(NamedTuple):
    """The repeat, the day it begins or the task is due, and the minute after midnight; None where none is said."""

    repeat: Repeat | None
    due: date | None
    minute: int | None


def said_date(text: str) -> SaidDate | None:
    """What the words say; None if that is not understood, or depends on when they were written."""
    day = own_day(text)
    if day is not None:
        return SaidDate(None, *day)
    plain = " ".join(text.lower().split())
    first = last = None
    for found in BOUND.finditer(plain):
        bound = own_day(found["day"])
        if bound is None:
            return None
        first, last = (bound[0], last) if found["which"] in FIRST else (first, bound[0])
    plain = BOUND.sub("", plain)
    minute = None
    if (clock := CLOCK.search(plain)) is not None:
        minute = minute_on_clock(clock[1], clock[2] or "0", clock[3] or clock[4])
        if minute is None:
            return None
        plain = plain[: clock.start()]
    repeat = said_rule(plain) or _repeat(plain)
    if repeat is None:
        return None
    rule = ended(repeat.rule, last) if last else repeat.rule
    return SaidDate(repeat._replace(rule=rule), first, minute or None)


def own_day(text: str) -> tuple[date, int | None] | None:
    """A day that the words name by themselves. Of 3/4/2024 nobody knows which is the month."""
    slashed = SLASHED.search(text)
    if slashed is not None and int(slashed[1]) <= MONTHS and int(slashed[2]) <= MONTHS and slashed[1] != slashed[2]:
        return None
    if (day := said_day(text)) is not None:
        return day
    found, other = (moment_of(text, today) for today in TWO_DAYS)
    return found if found is not None and found == other else None


def _repeat(text: str) -> Repeat | None:
    """What the words say of a repeat. A day without its year is none: quick add would take it for one of each year."""
    if moment_of(text, TWO_DAYS[0]) is not None:
        return None
    found, other = (repeat_of(text, today) for today in TWO_DAYS)
    return Repeat(*found) if found is not None and found == other else None
