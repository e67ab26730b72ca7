"""Repeats in the spaced languages: every weekday, alle 2 Wochen, every month on the 15th, 3 times a week."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from momentum_desktop.service.quick_add.day_forms import number_of
from momentum_desktop.service.quick_add.days import day_at
from momentum_desktop.service.quick_add.line import Line, at_word, with_comma
from momentum_desktop.service.quick_add.meanings import Mark, Repeat, Strength
from momentum_desktop.service.quick_add.repeat_days import TH, RuleFound, of_month_at, of_year_at, weekdays_at
from momentum_desktop.service.quick_add.rules import WEEKEND, WORKING_DAYS, every, times_a_week
from momentum_desktop.service.quick_add.vocabulary import any_of, single_spaced, vocabulary
from momentum_desktop.service.repeat_rule import RepeatRule

_SPACE = re.compile(r"\s+")


def repeats(line: Line) -> Iterator[Mark]:
    """Every repeat."""
    past = 0
    for start in line.word_starts():
        found = repeat_at(line, start) if start >= past else None
        if found:
            repeat, past, strength = found
            yield Mark("repeat", start, with_comma(line, past), repeat, strength)


def repeat_at(line: Line, place: int) -> tuple[Repeat, int, Strength] | None:
    """The repeat that the words at a place say, where they end, and where they must stand."""
    strength, completion = Strength.ANYWHERE, False
    found: RuleFound | None
    if lead := _every().match(line.left, place):
        completion = "!" in lead.group()
        found = _after_every(line, lead.end(), so_many=lead["so_many"] is not None)
    elif found := _times_a_week_at(line, place) or _of_every_month_at(line, place):
        pass
    elif adverb := _adverb_at(line, place):
        found, strength = adverb
    if found is None:
        return None
    rule, end = found
    part = _part().match(line.left, end)
    end = part.end() if part else end
    if not rule.times:
        rule, end = _until(line, rule, end)
        if after := _after_completion().match(line.left, end):
            completion, end = True, after.end()
    day_part = vocabulary().day_parts[part["part"]] if part else None
    return Repeat(rule, completion and not rule.times, day_part), end, strength


def _after_every(line: Line, place: int, *, so_many: bool) -> RuleFound | None:
    """What follows “every”; with `so_many`, as after “alle”, only a number and a unit."""
    found = _steps_at(line, place, so_many=so_many)
    if so_many:
        return found
    candidates = [found, of_month_at(line, place), of_year_at(line, place)]
    if weekdays := weekdays_at(line, place):
        candidates.append((every("W", on=weekdays[0]), weekdays[1]))
    for pattern, days in ((_working_day(), WORKING_DAYS), (_weekend(), WEEKEND)):
        if kind := pattern.match(line.left, place):
            candidates.append((every("W", on=days), kind.end()))
    # “Every morning” is every day; the part of the day is read by the caller.
    if not any(candidates) and _part().match(line.left, place - 1):
        candidates.append((every("D"), place - 1))
    return max((each for each in candidates if each), key=lambda each: each[1], default=None)


def _steps_at(line: Line, place: int, *, so_many: bool) -> RuleFound | None:
    """`day`, `2 weeks on mon`, `second month on the 15th`, `year on 24 Dec`."""
    found = _steps().match(line.left, place)
    if found is None or (so_many and not found["number"]):
        return None
    words, interval = vocabulary(), 1
    if found["number"]:
        interval = number_of(found["number"])
        if interval == 1 and not found["number"].isdecimal():
            return None  # “Every a day” says nothing.
    elif found["nth"]:
        nth = single_spaced(found["nth"])
        interval = words.ordinals[nth] if nth in words.ordinals else int(re.sub(r"\D", "", nth))
        if interval < 2:
            return None  # “Every last day” of what?
    return _on_days(line, words.units[found["unit"]], interval, found.end()) if interval else None


def _on_days(line: Line, unit: str, interval: int, end: int) -> RuleFound:
    """Every so many units, on the days that follow."""
    rule = every(unit, interval)
    on = _on().match(line.left, end)
    if on is None:
        gap = _SPACE.match(line.left, end)
        if unit == "W" and gap and (days := _weekday_adverbs_at(line, gap.end())):
            return every(unit, interval, on=days[0]), days[1]
        return rule, end
    if unit == "W" and (weekdays := weekdays_at(line, on.end())):
        return every(unit, interval, on=weekdays[0]), weekdays[1]
    if unit in "MQ" and (day := of_month_at(line, on.end(), in_month=True)):
        return replace(day[0], interval=rule.interval), day[1]
    if unit == "Y" and (day := of_year_at(line, on.end())):
        return replace(day[0], interval=interval), day[1]
    return rule, end


def _times_a_week_at(line: Line, place: int) -> RuleFound | None:
    found = _times_a_week().match(line.left, place)
    if found is None:
        return None
    times = vocabulary().so_many_times[found["word"]] if found["word"] else number_of(found["number"])
    return (times_a_week(times), found.end()) if 0 < times <= 7 else None


def _of_every_month_at(line: Line, place: int) -> RuleFound | None:
    lead = _on_lead().match(line.left, place)
    return of_month_at(line, lead.end() if lead else place, of_every=True)


def _adverb_at(line: Line, place: int) -> tuple[RuleFound, Strength] | None:
    """`täglich`, `weekly on mon`, `montags und freitags`, `on weekdays`."""
    words = vocabulary()
    if found := _adverb().match(line.left, place):
        word = found["adverb"]
        unit, interval = words.adverbs.get(word) or words.weak_adverbs[word]
        strength = Strength.ANYWHERE if word in words.adverbs else Strength.END
        return _on_days(line, unit, interval, found.end()), strength
    lead = _on_lead().match(line.left, place)
    if days := _weekday_adverbs_at(line, lead.end() if lead else place):
        numbers, end, is_weak = days
        return (every("W", on=numbers), end), Strength.END if is_weak and not lead else Strength.ANYWHERE
    return None


def _weekday_adverbs_at(line: Line, place: int) -> tuple[tuple[int, ...], int, bool] | None:
    found = _weekday_adverbs().match(line.left, place)
    if found is None:
        return None
    words = vocabulary()
    said = re.findall(any_of({*words.weekday_adverbs, *words.weak_weekday_adverbs}), found.group())
    is_weak = any(word not in words.weekday_adverbs for word in said)
    adverbs = {**words.weekday_adverbs, **words.weak_weekday_adverbs}
    return tuple(sorted({day for word in said for day in adverbs[word]})), found.end(), is_weak


def _until(line: Line, rule: RepeatRule, end: int) -> RuleFound:
    until = _until_lead().match(line.left, end)
    day = day_at(line, until.end()) if until else None
    if day is None or day.day.date < line.today:
        return rule, end
    return replace(rule, until=day.day.date.toordinal()), day.end


@cache
def _every() -> re.Pattern[str]:
    words = vocabulary()
    return re.compile(rf"(?:{any_of(words.every)}|(?P<so_many>{any_of(words.every_so_many)}))(?:!\s*|\s+)")


@cache
def _steps() -> re.Pattern[str]:
    words = vocabulary()
    return at_word(
        rf"(?:(?:(?P<number>\d{{1,3}}|{any_of(words.counts)})|(?P<nth>{any_of(words.ordinals)}|\d{{1,3}}{TH}))\s+)?"
        rf"(?P<unit>{any_of(words.units)})"
    )


@cache
def _working_day() -> re.Pattern[str]:
    return at_word(any_of(vocabulary().working_day))


@cache
def _weekend() -> re.Pattern[str]:
    return at_word(any_of(vocabulary().weekend))


@cache
def _part() -> re.Pattern[str]:
    words = vocabulary()
    return at_word(rf"\s+(?:in\s+the\s+|at\s+|am\s+)?(?P<part>{any_of(words.day_parts)})")


@cache
def _on() -> re.Pattern[str]:
    return re.compile(rf"\s+{_on_lead().pattern}")


@cache
def _on_lead() -> re.Pattern[str]:
    words = vocabulary()
    return re.compile(rf"{any_of(words.on)}\s+(?:{any_of(words.the)}\s+)?")


@cache
def _times_a_week() -> re.Pattern[str]:
    words = vocabulary()
    return at_word(
        rf"(?:(?P<number>\d|{any_of(words.counts)})\s*{any_of(words.times)}|(?P<word>{any_of(words.so_many_times)}))"
        rf"\s*{any_of(words.a_week)}"
    )


@cache
def _adverb() -> re.Pattern[str]:
    words = vocabulary()
    return at_word(rf"(?P<adverb>{any_of({*words.adverbs, *words.weak_adverbs})})")


@cache
def _weekday_adverbs() -> re.Pattern[str]:
    words = vocabulary()
    one = any_of({*words.weekday_adverbs, *words.weak_weekday_adverbs})
    return at_word(rf"{one}(?:(?:\s*,\s*|\s*[&+/]\s*|\s+{any_of(words.conjunctions)}\s+){one})*")


@cache
def _until_lead() -> re.Pattern[str]:
    words = vocabulary()
    return re.compile(rf"\s+{any_of(words.until)}\s+(?:{any_of(words.the)}\s+)?")


@cache
def _after_completion() -> re.Pattern[str]:
    return at_word(rf",?\s+{any_of(vocabulary().after_completion)}")
