"""The day a task starts: `from mon`, `ab 15.3.`, `从明天开始`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from momentum_desktop.service.quick_add import chinese
from momentum_desktop.service.quick_add.days import DayFound, day_at
from momentum_desktop.service.quick_add.line import Line, at_word, with_comma
from momentum_desktop.service.quick_add.meanings import Mark, Strength
from momentum_desktop.service.quick_add.values import Lean
from momentum_desktop.service.quick_add.vocabulary import any_of, vocabulary

_CHINESE_START = re.compile(r"从|自|(?=[今明后大周下这本星礼\d一二三四五六七八九十两])")
_CHINESE_END = re.compile(rf"(?:开始|起(?!床|来|飞)){chinese.COMMA}")


def starts(line: Line) -> Iterator[Mark]:
    """Every start. The second day of `from 1.5. to 3.5.` is due, also where the first has come already."""
    for found in _starting().finditer(line.left):
        day = day_at(line, found.end())
        if day is None:
            continue
        strength = Strength.END if found["weak"] else Strength.ANYWHERE
        to = _to().match(line.left, day.end)
        last = day_at(line, to.end()) if to else None
        onward = _onward().match(line.left, day.end)
        begun = day.day.date if last is None else _begun(line, found.end(), day, last)
        if last and last.day.date >= begun:
            yield Mark("start", found.start(), day.end, begun)
            yield Mark("due", day.end, with_comma(line, last.end), last.day)
        elif onward:
            yield Mark("start", found.start(), with_comma(line, onward.end()), day.day.date)
        else:
            yield Mark("start", found.start(), with_comma(line, day.end), day.day.date, strength)
    if line.has_han:
        yield from _chinese_starts(line)


def _begun(line: Line, place: int, first: DayFound, last: DayFound) -> date:
    """The first day of a span; where the next such day is past its end, the last one before that."""
    if first.day.date <= last.day.date:
        return first.day.date
    earlier = day_at(Line(line.text, line.today, Lean.BACK, line.since), place)
    return first.day.date if earlier is None or earlier.end != first.end else earlier.day.date


def _chinese_starts(line: Line) -> Iterator[Mark]:
    past = 0
    for begin in _CHINESE_START.finditer(line.left):
        day = chinese.chinese_day_at(line, begin.end()) if begin.start() >= past else None
        end = _CHINESE_END.match(line.left, day[1]) if day else None
        if day and end:
            past = end.end()
            yield Mark("start", begin.start(), past, day[0].date)


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
def _onward() -> re.Pattern[str]:
    return at_word(rf"\s+{any_of(vocabulary().onward)}")
