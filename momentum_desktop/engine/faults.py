"""A rules document read field by field; every fault is kept with its place and its mend."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from itertools import islice
from typing import Any

from momentum_desktop.engine.calendar import WEEKDAYS, Window, minute_of
from momentum_desktop.engine.numbers import EXACT, plain
from momentum_desktop.engine.values import Number

MOST_POINTS = 1_000_000
LARGEST_NUMBER = 10**12
LONGEST_NAME = 200
MOST_FAULTS = 500
"""Beyond that many nobody reads on, and the nearest names take time to find."""
MOST_NAMES = 200
_DECIMAL = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class Faults:
    """The faults found so far; each reader gives a usable value even where it notes one, so that all are found."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str]] = []

    def note(self, place: str, what: str) -> None:
        """Keep one fault."""
        if len(self.found) < MOST_FAULTS:
            self.found.append((place, what))

    def table(self, value: Any, place: str, known: Collection[str] | None = None) -> Mapping[str, Any]:
        """A table, whose keys are all among `known` if that is given."""
        if not isinstance(value, Mapping):
            self.note(place, f"a table is expected, not {shown(value)}")
            return {}
        for key in value:
            if not isinstance(key, str):
                self.note(place, f"the key {shown(key)} is no text")
            elif known is not None and key not in known:
                self.note(f"{place}.{key}" if place else key, f"unknown; {self._nearest(key, known)}")
        return {key: item for key, item in value.items() if isinstance(key, str)}

    def items(self, value: Any, place: str) -> list[Any]:
        """A list."""
        if isinstance(value, list | tuple):
            return list(value)
        self.note(place, f"a list is expected, not {shown(value)}")
        return []

    def text(self, value: Any, place: str) -> str:
        """A text that is not empty."""
        if not isinstance(value, str) or not value.strip():
            self.note(place, f"a text is expected, not {shown(value)}")
            return ""
        return self.words(value, place)

    def words(self, value: Any, place: str) -> str:
        """A text that may be empty."""
        if not isinstance(value, str):
            self.note(place, f"a text is expected, not {shown(value)}")
            return ""
        if len(value) > 10 * LONGEST_NAME or not _sound(value):
            self.note(place, "too long, or with characters that cannot be stored")
            return ""
        return value

    def flag(self, value: Any, place: str) -> bool:
        """True or false."""
        if not isinstance(value, bool):
            self.note(place, f"true or false is expected, not {shown(value)}")
            return False
        return value

    def points(self, value: Any, place: str) -> int:
        """Whole points, 0 to 1,000,000."""
        return self.whole(value, place, 0, MOST_POINTS)

    def whole(self, value: Any, place: str, least: int, most: int) -> int:
        """A whole number between two bounds."""
        number = _number(value)
        if number is None or number != int(number):
            self.note(place, f"a whole number is expected, not {shown(value)}")
            return least
        if not least <= number <= most:
            self.note(place, f"{shown(value)} lies outside {least:,} to {most:,}")
            return least
        return int(number)

    def positive(self, value: Any, place: str) -> Number:
        """A number above 0, whole or decimal."""
        number = _number(value)
        if number is None:
            self.note(place, f"a number is expected, not {shown(value)}")
            return 1
        if not 0 < number <= LARGEST_NUMBER:
            self.note(place, f"{shown(value)} must be above 0 and no more than {LARGEST_NUMBER:,}")
            return 1
        return plain(number)

    def multiplier(self, value: Any, place: str, scale: int) -> int:
        """A decimal from 0 to 100 with at most four places, times `scale`."""
        number = _number(_decimal(value) if isinstance(value, str) else value)
        if number is None:
            self.note(place, f'a decimal in quotes such as "1.25" is expected, not {shown(value)}')
            return scale
        scaled = EXACT.multiply(number, scale)
        if not 0 <= scaled <= 100 * scale or scaled != int(scaled):
            self.note(place, f"{shown(value)} must lie in 0 to 100 with at most four decimal places")
            return scale
        return int(scaled)

    def one_of(self, value: Any, place: str, known: Collection[str], what: str) -> str:
        """One of the names that exist."""
        if not isinstance(value, str) or value not in known:
            told = "missing" if type(value) is object else f"no {what} {shown(value)}"
            self.note(place, f"{told}; {self._nearest(value, known)}")
            return next(iter(known), "")
        return value

    def some_of(self, value: Any, place: str, known: Collection[str], what: str) -> list[str]:
        """A list of names that exist."""
        names = self.items(value, place)
        return [self.one_of(name, f"{place}[{index}]", known, what) for index, name in enumerate(names)]

    def weekdays(self, value: Any, place: str) -> frozenset[int]:
        """Names of weekdays, as 0 for Monday to 6 for Sunday."""
        return frozenset(WEEKDAYS.index(name) for name in self.some_of(value, place, WEEKDAYS, "weekday"))

    def clock(self, value: Any, place: str) -> int:
        """A time "HH:MM", in minutes."""
        try:
            return minute_of(value if isinstance(value, str) else "")
        except ValueError:
            self.note(place, f'a time such as "04:00" is expected, not {shown(value)}')
            return 0

    def window(self, value: Any, place: str) -> Window:
        """Two different times."""
        times = self.items(value, place)
        if len(times) != 2:
            self.note(place, f'two times such as ["22:00", "04:00"] are expected, not {shown(value)}')
            return Window(0, 1)
        window = Window(self.clock(times[0], f"{place}[0]"), self.clock(times[1], f"{place}[1]"))
        if window.start == window.end and times[0] == times[1]:
            self.note(place, "its start and its end are the same; make them differ")
        return window

    def spans(self, value: Any, place: str) -> tuple[tuple[int, int], ...]:
        """Pairs of dates, from ≤ to, as ordinals; in order, and those that touch as one."""
        spans: list[tuple[int, int]] = []
        for index, pair in enumerate(self.items(value, place)):
            here = f"{place}[{index}]"
            days = [_day(day) for day in pair] if isinstance(pair, list | tuple) else []
            first, last = days if len(days) == 2 else (None, None)
            if first is None or last is None:
                self.note(here, f'two dates such as ["2026-07-01", "2026-07-14"] are expected, not {shown(pair)}')
            elif first > last:
                self.note(here, "it ends before it begins; swap the two dates")
            else:
                spans.append((first, last))
        return _united(spans)

    def unique(self, names: list[str], place: str) -> None:
        """Names that do not repeat."""
        seen: set[str] = set()
        for index, name in enumerate(names):
            if name in seen:
                self.note(f"{place}[{index}].name", f"the name “{name}” stands twice; give one another name")
            seen.add(name)

    def _nearest(self, value: Any, known: Collection[str]) -> str:
        return did_you_mean(value, known) if len(self.found) < MOST_FAULTS else ""


def did_you_mean(value: Any, known: Collection[str]) -> str:
    """The nearest name that exists, or all of them."""
    in_order = sorted(known) if isinstance(known, set | frozenset) else known
    names = [name for name in islice(in_order, MOST_NAMES) if len(name) <= LONGEST_NAME]
    if isinstance(value, str) and len(value) <= LONGEST_NAME:
        from difflib import get_close_matches

        near = get_close_matches(value, names, 1)
        if near:
            return f"did you mean “{near[0]}”?"
    return "known are " + ", ".join(names[:40]) if names else "none is defined"


def shown(value: Any) -> str:
    """A value as a fault quotes it, short."""
    if type(value) is object:
        return "nothing (it is missing)"
    if value is None:
        return "nothing"
    if isinstance(value, Decimal):
        value = str(value)
    if isinstance(value, int) and not -(10**50) < value < 10**50:
        return "a number of more than 50 digits"
    text = f"“{value}”" if isinstance(value, str) and value.isprintable() else ascii(value)
    return text if len(text) <= 60 else text[:57] + "…"


def _number(value: Any) -> Number | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        value = Decimal(repr(value))
    return value if isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) < 40 else None


def _decimal(text: str) -> Decimal | None:
    # Decimal takes more than is meant: to it “1_5”, a slip for 1.5, is fifteen.
    try:
        return Decimal(text) if _DECIMAL.fullmatch(text) else None
    except InvalidOperation:
        return None


def _day(value: Any) -> int | None:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.toordinal()
    try:
        return date.fromisoformat(value).toordinal() if isinstance(value, str) and _DATE.fullmatch(value) else None
    except ValueError:
        return None


def _united(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    united: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if united and first <= united[-1][1] + 1:
            united[-1] = (united[-1][0], max(united[-1][1], last))
        else:
            united.append((first, last))
    return tuple(united)


def _sound(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text
