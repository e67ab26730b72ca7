"""Days in the spaced languages: tomorrow, next fri, in 3 Tagen, 15.3., Dec 24, end of month."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from momentum_desktop.service.quick_add.day_forms import FORMS, Form
from momentum_desktop.service.quick_add.line import Line, at_word, with_comma
from momentum_desktop.service.quick_add.meanings import Day, Mark, Strength
from momentum_desktop.service.quick_add.vocabulary import any_of, vocabulary


class DayFound(NamedTuple):
    """A day, where its words end, and where they must stand. `needs_lead`: they are a day only after a lead-in."""

    day: Day
    end: int
    strength: Strength
    needs_lead: bool = False


def days(line: Line) -> Iterator[Mark]:
    """Every day, with the words that lead in to it."""
    past = 0
    for start in line.word_starts():
        found = day_at(line, start) if start >= past else None
        if found is None:
            continue
        past = found.end
        lead = _leads().search(line.left, max(0, start - 40), start)
        is_past = found.day.date < line.today and found.strength is Strength.END
        led_by = set(lead.group().split()) if lead else set()
        if is_past and led_by & vocabulary().until:
            continue
        is_led = not vocabulary().leads.isdisjoint(led_by) and not is_past
        if found.needs_lead and not is_led:
            continue
        strength = Strength.ANYWHERE if is_led and not found.needs_lead else found.strength
        yield Mark("due", lead.start() if lead else start, with_comma(line, found.end), found.day, strength)


def day_at(line: Line, place: int) -> DayFound | None:
    """The day that the longest words at a place name."""
    best: DayFound | None = None
    for pattern, form in _patterns():
        found = pattern.match(line.left, place)
        if found is None or (best is not None and found.end() <= best.end):
            continue
        try:
            read = form.read(found, line)
        except (ValueError, OverflowError):
            continue
        if read is not None:
            best = DayFound(read[0], found.end(), read[1], form.needs_lead)
    part = _part().match(line.left, best.end) if best else None
    if best and part and best.day.part is None:
        day = Day(best.day.date, vocabulary().day_parts[part["part"]])
        is_past = day.date < line.today
        return DayFound(day, part.end(), best.strength if is_past else Strength.ANYWHERE)
    return best


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Form], ...]:
    return tuple((at_word(form.pattern()), form) for form in FORMS)


@cache
def _part() -> re.Pattern[str]:
    return at_word(rf"\s+(?:in\s+the\s+|at\s+|am\s+)?(?P<part>{any_of(vocabulary().day_parts)})")


@cache
def _leads() -> re.Pattern[str]:
    words = vocabulary()
    return re.compile(rf"(?<!\S)(?:{any_of(words.leads | words.soft_leads)}\s+){{1,3}}(?:{any_of(words.the)}\s+)?$")
