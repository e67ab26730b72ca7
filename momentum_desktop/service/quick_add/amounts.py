"""How much a habit asks for each time: `8 glasses`, `2.5 km`, `8杯`, a number and a measure that the tables know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from momentum_desktop.service.quick_add import chinese
from momentum_desktop.service.quick_add.day_forms import number_of
from momentum_desktop.service.quick_add.line import Line, at_word
from momentum_desktop.service.quick_add.meanings import Mark
from momentum_desktop.service.quick_add.vocabulary import any_of, vocabulary

_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
# 一个 is “a”, no amount.
_CHINESE_ONE_IS_NONE = "遍次个"
_CHINESE = re.compile(
    rf"(?<![第\d.])(?P<number>{chinese.NUMBER})(?P<unit>公里|千米|[杯瓶页章步组遍颗粒碗份次个])"
    "(?!月|星期|礼拜|小时|钟头|人|半)"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """How much of what."""

    number: Decimal
    unit: str


def amounts(line: Line) -> Iterator[Mark]:
    """Every amount, its unit spelt as it was typed."""
    for found in _amount().finditer(line.left):
        yield Mark("amount", *found.span(), Amount(_decimal(found["number"]), _unit(line, found)))
    if line.has_han:
        for found in _CHINESE.finditer(line.left):
            number = chinese.number_of(found["number"])
            if number > (1 if found["unit"] in _CHINESE_ONE_IS_NONE else 0):
                yield Mark("amount", *found.span(), Amount(Decimal(number), _unit(line, found)))


def _unit(line: Line, found: re.Match[str]) -> str:
    return line.text[found.start("unit") : found.end("unit")]


def _decimal(number: str) -> Decimal:
    if number[0].isalpha():
        return Decimal(number_of(number))
    if _THOUSANDS.fullmatch(number):
        return Decimal(re.sub(r"\D", "", number))
    return Decimal(number.replace(",", "."))


@cache
def _amount() -> re.Pattern[str]:
    words = vocabulary()
    counts = any_of([word for word, number in words.counts.items() if number > 1 and " " not in word])
    return at_word(
        rf"(?<!\S)(?P<number>{_THOUSANDS.pattern}|\d{{1,6}}(?:[.,]\d{{1,2}})?|{counts})\s*"
        rf"(?P<unit>{any_of(words.measures)})(?:\s+{any_of(words.of)})?"
    )
