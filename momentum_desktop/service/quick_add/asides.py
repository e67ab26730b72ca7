"""What goes with a day or a repeat: the day a task starts, its reminder, a habit's amount."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from momentum_desktop.service.quick_add import chinese
from momentum_desktop.service.quick_add.day_forms import number_of
from momentum_desktop.service.quick_add.days import day_at
from momentum_desktop.service.quick_add.line import Line, at_word, with_comma
from momentum_desktop.service.quick_add.meanings import Clock, Mark, Strength
from momentum_desktop.service.quick_add.times import minute_in, time_at
from momentum_desktop.service.quick_add.vocabulary import any_of, vocabulary

_CHINESE_MEASURES = "杯瓶页章步组遍片颗粒碗份次个"
_CHINESE_SINGLE = "遍次个"


@dataclass(frozen=True, slots=True)
class Reminder:
    """A time on the due day, so many days before it, or on a day of its own."""

    minute: int
    days_before: int = 0
    date: date | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """How much of what a habit asks for each time."""

    number: Decimal
    unit: str


def starts(line: Line) -> Iterator[Mark]:
    """`from mon`, `ab 15.3.`, `从明天开始`, and `from 1.5. to 3.5.`, whose last day is due."""
    for found in _starting().finditer(line.left):
        day = day_at(line, found.end())
        if day is None:
            continue
        strength = Strength.END if found["weak"] else Strength.ANYWHERE
        to = _to().match(line.left, day.end)
        last = day_at(line, to.end()) if to else None
        if last and last.day.date >= day.day.date:
            yield Mark("start", found.start(), day.end, day.day.date)
            yield Mark("due", day.end, with_comma(line, last.end), last.day)
        else:
            yield Mark("start", found.start(), with_comma(line, day.end), day.day.date, strength)
    if line.has_han:
        past = 0
        for begin in _CHINESE_START.finditer(line.left):
            day_found = chinese.chinese_day_at(line, begin.end()) if begin.start() >= past else None
            end = _CHINESE_START_END.match(line.left, day_found[1]) if day_found else None
            if day_found and end:
                past = end.end()
                yield Mark("start", begin.start(), end.end(), day_found[0].date)


def reminders(line: Line) -> Iterator[Mark]:
    """`remind 8:30`, `remind me the day before at 18:00`, `*8:30`, `提前一天9:00提醒`."""
    for found in _remind().finditer(line.left):
        if reminder := _reminder_at(line, found.end()):
            yield Mark("reminder", found.start(), with_comma(line, reminder[1]), reminder[0])
    if line.has_han:
        for found in _chinese_remind().finditer(line.left):
            clock = chinese.clock_of(found)
            if clock and (found["days"] or found["before"] or found["then"]):
                days = chinese.number_of(found["days"]) if found["days"] else 0
                yield Mark("reminder", found.start(), found.end(), Reminder(minute_in(clock, None), days))


def amounts(line: Line) -> Iterator[Mark]:
    """`8 glasses`, `2.5 km`, `8杯`: a number and a measure of the tables."""
    for found in _amount().finditer(line.left):
        unit = line.text[found.start("unit") : found.end("unit")]
        yield Mark("amount", found.start(), found.end(), Amount(_decimal(found["number"]), unit))
    if line.has_han:
        for found in _CHINESE_AMOUNT.finditer(line.left):
            number = chinese.number_of(found["number"])
            if number > (1 if found["unit"] in _CHINESE_SINGLE else 0):
                unit = line.text[found.start("unit") : found.end("unit")]
                yield Mark("amount", found.start(), found.end(), Amount(Decimal(number), unit))


def _reminder_at(line: Line, place: int) -> tuple[Reminder, int] | None:
    """A time, with days before or a day of its own on either side."""
    if before := _days_before().match(line.left, place):
        time = _time(line, before.end())
        return (Reminder(minute_in(time[0], None), _days_of(before)), time[1]) if time else None
    day = day_at(line, place)
    gap = re.compile(r"\s+").match(line.left, day.end) if day else None
    time = _time(line, gap.end() if gap else place)
    if time is None:
        return None
    minute, end = minute_in(time[0], None), time[1]
    if day and gap:
        return Reminder(minute, date=day.day.date), end
    if before := _days_before().match(line.left, end + 1):
        return Reminder(minute, _days_of(before)), before.end()
    return Reminder(minute), end


def _time(line: Line, place: int) -> tuple[Clock, int] | None:
    lead = _at().match(line.left, place)
    found = time_at(line, place) or (time_at(line, lead.end()) if lead else None)
    return found[:2] if found else None


def _days_of(before: re.Match[str]) -> int:
    return number_of(before["days"]) if before["days"] else 1


def _decimal(number: str) -> Decimal:
    if number[0].isalpha():
        return Decimal(number_of(number))
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", number):
        return Decimal(re.sub(r"\D", "", number))
    return Decimal(number.replace(",", "."))


@cache
def _starting() -> re.Pattern[str]:
    words = vocabulary()
    return re.compile(
        rf"(?<!\S)(?:{any_of(words.starting)}|(?P<weak>{any_of(words.weak_starting)}))\s+(?:{any_of(words.the)}\s+)?"
    )


@cache
def _to() -> re.Pattern[str]:
    words = vocabulary()
    return re.compile(rf"\s+{any_of(words.up_to | words.until)}\s+(?:{any_of(words.the)}\s+)?")


@cache
def _remind() -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)(?:\*|{any_of(vocabulary().remind)}:?\s+)")


@cache
def _at() -> re.Pattern[str]:
    words = vocabulary()
    return re.compile(rf"{any_of(words.at | words.on)}\s+")


@cache
def _days_before() -> re.Pattern[str]:
    words = vocabulary()
    return re.compile(
        rf"(?:(?P<days>\d{{1,2}}|{any_of(words.counts)})\s+{any_of(words.days_before)}|{any_of(words.day_before)})"
        r"(?:\s+|$)"
    )


@cache
def _amount() -> re.Pattern[str]:
    words = vocabulary()
    counted = any_of([*(word for word, number in words.counts.items() if number > 1 and " " not in word)])
    return at_word(
        rf"(?<!\S)(?P<number>\d{{1,3}}(?:[.,]\d{{3}})+|\d{{1,6}}(?:[.,]\d{{1,2}})?|{counted})\s?(?P<unit>{any_of(words.measures)})"
        rf"(?:\s+{any_of(words.of)})?"
    )


_CHINESE_START = re.compile(r"从|自|(?=[今明后大周下这本星礼\d一二三四五六七八九十两])")
_CHINESE_START_END = re.compile(rf"(?:开始|起(?!床|来|飞)){chinese.COMMA}")
_CHINESE_AMOUNT = re.compile(
    rf"(?<![第\d.])(?P<number>{chinese.NUMBER})(?P<unit>公里|千米|[{_CHINESE_MEASURES}])(?!月|星期|礼拜|小时|钟头|人|半)"
)


@cache
def _chinese_remind() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?P<before>提醒我?:?\s?)|提前(?P<days>{chinese.NUMBER})天\s?)?(?:在|于)?{chinese.time_pattern()}"
        rf"(?P<then>\s?(?:的?时候)?提醒我?)?{chinese.COMMA}"
    )
