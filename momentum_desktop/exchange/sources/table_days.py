"""The days of a table that a person keeps, as spreadsheets and people write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, tzinfo

from momentum_desktop.exchange.moments import day_in, day_of, local, minute_of, minute_on_clock, moment_in
from momentum_desktop.exchange.sources.counted_days import CountedDays
from momentum_desktop.exchange.sources.todoist_dates import own_day

SHORT = re.compile(
    r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)(?:,?\s+(\d{1,2}):(\d\d)(?::\d\d)?\s*([ap]m)?)?", re.ASCII | re.IGNORECASE
)
MONTHS = 12
CENTURY = 2000

Day = tuple[date, int | None]
"""A day and the minute after midnight, if there is a time."""


class TableDays:
    """Reads the days of one table. Which of two numbers is the month, one day of the table tells for all of them."""

    def __init__(self, cells: Iterable[str], zone: tzinfo | None, counted: CountedDays) -> None:
        self._zone, self._counted = zone, counted
        pairs = [(int(found[1]), int(found[3])) for cell in cells if (found := SHORT.fullmatch(cell.strip()))]
        self._day_first = any(one > MONTHS for one, _ in pairs)
        self._month_first = any(other > MONTHS for _, other in pairs)

    def day(self, text: str) -> Day | None:
        """What a cell names; None if it names no day, or nobody knows which."""
        moment = moment_in(text)
        if moment is not None:
            here = local(moment, self._zone) if moment.tzinfo is not None else moment
            return here.date(), minute_of(here)
        day = day_in(text)
        if day is not None:
            return day, None
        if found := SHORT.fullmatch(text.strip()):
            return self._short(found)
        return own_day(text) or self._counted.day_of(text)

    def trouble(self, text: str) -> str:
        """Why a cell names no day that is known."""
        if SHORT.fullmatch(text.strip()):
            return f"of “{text[:40]}” nobody knows which number is the month; it was kept as text (write 2026-12-24)"
        return f"“{text[:40]}” does not say which day it means; it was kept as text{self._counted.hint(text)}"

    def _short(self, found: re.Match[str]) -> Day | None:
        one, other, year = int(found[1]), int(found[3]), int(found[4])
        day_first: bool | None = self._day_first if self._day_first != self._month_first else None
        if one > MONTHS or other > MONTHS or found[2] == ".":
            # With dots the day comes first wherever they are written.
            day_first = other <= MONTHS
        elif one != other and day_first is None:
            return None
        month, day = (other, one) if day_first else (one, other)
        there = day_of(year if year > 99 else CENTURY + year, month, day)
        return None if there is None else (there, minute_on_clock(found[5], found[6], found[7]) or None)
