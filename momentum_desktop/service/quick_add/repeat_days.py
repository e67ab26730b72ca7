"""The days within a repeat: mon, wed and fri · the last friday of the month · the 15th · 24 Dec."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache

from momentum_desktop.service.quick_add.line import Line, at_word
from momentum_desktop.service.quick_add.rules import WORKING_DAYS, every
from momentum_desktop.service.quick_add.vocabulary import any_of, single_spaced, vocabulary
from momentum_desktop.service.repeat_rule import RepeatRule

RuleFound = tuple[RepeatRule, int]
TH = r"(?:st|nd|rd|th|\.)"
LAST_DAY = 31


def weekdays_at(line: Line, place: int) -> tuple[tuple[int, ...], int] | None:
    """The weekdays of a list such as `mon, wed and fri` or `Mo-Fr`, from Monday on, and where it ends."""
    found = _list().match(line.left, place)
    if found is None:
        return None
    words = vocabulary()
    chosen: set[int] = set()
    first: int | None = None
    for item in _item().finditer(line.left, place, found.end()):
        word = item["day"]
        if word in words.shy_weekdays and not line.text[item.start("day")].isupper():
            return None
        number = words.weekdays[word]
        if item["range"] and first is not None:
            chosen |= {(first + step) % 7 for step in range((number - first) % 7 + 1)}
        chosen.add(number)
        first = number
    return tuple(sorted(chosen)), found.end()


def of_month_at(line: Line, place: int, *, in_month: bool = False, of_every: bool = False) -> RuleFound | None:
    """A day of the month: the 15th, the last friday, the first working day. `in_month`: the month is said already;
    `of_every`: it must be said that every month is meant."""
    found = _of_month().match(line.left, place)
    if found is None:
        return None
    words, of = vocabulary(), single_spaced(found["of"] or "")
    if of_every and not any(of.endswith(each) for each in words.of_every_month):
        return None
    if found["end"]:
        return _month_day(-1), found.end()
    if found["day"]:
        day = int(found["day"])
        return (_month_day(day), found.end()) if 0 < day <= LAST_DAY else None
    rule = _ordinal(found, is_month=bool(of) or in_month)
    return (rule, found.end()) if rule else None


def of_year_at(line: Line, place: int) -> RuleFound | None:
    """A day of the year: 24 Dec, Dec 24, 24.12."""
    found = _of_year().match(line.left, place)
    if found is None:
        return None
    name = found["month"] or found["first_month"]
    month = vocabulary().months[name] if name else int(found["number"])
    day = int(found["day"] or found["second_day"] or found["dotted"])
    try:
        date(2000, month, day)
    except ValueError:
        return None
    return RepeatRule("YEARLY", months=(month,), month_days=(day,)), found.end()


def _ordinal(found: re.Match[str], *, is_month: bool) -> RepeatRule | None:
    words = vocabulary()
    said = found["nth"]
    number = words.ordinals[said] if said in words.ordinals else int(re.sub(r"\D", "", said))
    what = single_spaced(found["what"])
    if what in words.weekdays:
        weekday = words.weekdays[what]
        # “Every second Tuesday” is every other one, as long as nobody speaks of a month.
        if number == 2 and (said == "other" or not is_month):
            return every("W", 2, on=(weekday,))
        return RepeatRule("MONTHLY", weekdays=((number, weekday),)) if number <= 5 else None
    if what in words.working_day:
        fits = is_month or number in (1, -1)
        return replace(every("M", on=WORKING_DAYS), positions=(number,)) if fits and number <= 5 else None
    return _month_day(number) if is_month and number <= LAST_DAY else None


def _month_day(day: int) -> RepeatRule:
    return RepeatRule("MONTHLY", month_days=(day,))


@cache
def _list() -> re.Pattern[str]:
    return at_word(rf"{_day()}(?:{_between()}{_day()})*")


@cache
def _item() -> re.Pattern[str]:
    return re.compile(rf"(?P<range>{_up_to()})?(?P<day>{_day()})")


def _day() -> str:
    return rf"{any_of(vocabulary().weekdays)}(?!\w)"


def _up_to() -> str:
    return rf"(?:\s*[-–]\s*|\s+{any_of(vocabulary().up_to)}\s+)"


def _between() -> str:
    also = any_of(vocabulary().conjunctions)
    return rf"(?:{_up_to()}|\s*,\s*(?:{also}\s+)?|\s+{also}\s+|\s*[&+/]\s*|\s+)"


@cache
def _of_month() -> re.Pattern[str]:
    words = vocabulary()
    single_days = [word for word, unit in words.units.items() if unit == "D"]
    return at_word(
        rf"(?:(?P<nth>{any_of(words.ordinals)}|\d{{1,2}}{TH})\s+"
        rf"(?P<what>{any_of([*words.weekdays, *words.working_day, *single_days])})"
        rf"|(?P<day>\d{{1,2}}){TH}|(?P<end>{any_of(words.month_end)}))"
        rf"(?P<of>\s+{any_of(words.of_the_month | words.of_every_month)})?"
    )


@cache
def _of_year() -> re.Pattern[str]:
    words = vocabulary()
    month = any_of(words.months)
    return at_word(
        rf"(?P<day>\d{{1,2}})(?:{TH}?\s+(?:{any_of(words.of)}\s+)?|\.)(?P<month>{month})\.?"
        rf"|(?P<first_month>{month})\.?\s+(?P<second_day>\d{{1,2}}){TH}?"
        r"|(?P<dotted>\d{1,2})\.(?P<number>\d{1,2})\."
    )
