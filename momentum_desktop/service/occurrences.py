"""On which days a repeating task falls: its rule counted out period by period from its first day."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from momentum_desktop.engine.calendar import week_of, weekday
from momentum_desktop.engine.reading import LAST_YEAR
from momentum_desktop.service.repeat_rule import RepeatRule, read_repeat

# No day later than this is kept anywhere, so that no search goes on for ever.
LAST_DAY = date(LAST_YEAR + 1, 12, 31).toordinal()


class Occurrences:
    """The days of one rule counted from one first day, all as ordinals.

    Any period is reached by one division, so nothing is counted through from the first day, except once the days of a
    rule that ends after COUNT of them. A day of the month that a month lacks is its last day: RFC 7529's
    SKIP=BACKWARD, where RFC 5545 alone would leave the month out. It holds for plain days of the month; where
    BYDAY or BYSETPOS choose among days, a missing one stays missing."""

    def __init__(self, rule: RepeatRule, first: int) -> None:
        self.times = rule.times
        self.rule = rule = _plainer(rule)
        self.first = first
        self.last = LAST_DAY if rule.until is None else min(rule.until, LAST_DAY)
        day = date.fromordinal(first)
        self._first_day = day.day
        self._months = rule.months or (tuple(range(1, 13)) if rule.month_days else (day.month,))
        weekdays = {day for _, day in rule.weekdays} or {weekday(first)}
        self._week = sorted((day - rule.week_start) % 7 for day in weekdays)
        match self.rule.frequency:
            case "DAILY":
                self._origin, self._length = first, rule.interval
            case "WEEKLY":
                self._origin, self._length = week_of(first, rule.week_start), 7 * rule.interval
            case "MONTHLY":
                self._origin, self._length = day.year * 12 + day.month - 1, rule.interval
            case _:
                self._origin, self._length = day.year, rule.interval
        if rule.count is not None:
            self.last = self._day_of_count(rule.count)

    def after(self, day: int) -> int | None:
        """The first occurrence later than a day."""
        return next(self._from(max(day + 1, self.first)), None)

    def latest(self, day: int) -> int | None:
        """The latest occurrence not later than a day."""
        day = min(day, self.last)
        if day < self.first:
            return None
        for period in range(self._period_of(day), -1, -1):
            for found in reversed(self._days_of(period)):
                if self.first <= found <= day:
                    return found
        return None

    def between(self, start: int, end: int) -> list[int]:
        """The occurrences from `start` up to, but not including, `end`."""
        start, end = max(start, self.first), min(end, self.last + 1)
        if self.rule.frequency == "DAILY" and not self.rule.names_days:
            return list(range(start + (self._origin - start) % self._length, end, self._length))
        found = []
        for day in self._from(start):
            if day >= end:
                break
            found.append(day)
        return found

    def _from(self, start: int) -> Iterator[int]:
        if start > self.last:
            return
        for period in range(self._period_of(start), self._period_of(self.last) + 1):
            for day in self._days_of(period):
                if day > self.last:
                    return
                if day >= start:
                    yield day

    def _day_of_count(self, count: int) -> int:
        for number, day in enumerate(self._from(self.first), 1):
            if number == count:
                return day
        return LAST_DAY

    def _period_of(self, day: int) -> int:
        """The number of the period that holds a day, or of the last one before it."""
        if self.rule.frequency in ("DAILY", "WEEKLY"):
            place = day
        else:
            as_date = date.fromordinal(day)
            place = as_date.year
            if self.rule.frequency == "MONTHLY":
                place = place * 12 + as_date.month - 1
        return (place - self._origin) // self._length

    def _days_of(self, period: int) -> Sequence[int]:
        """The days of a period in order, whether or not they lie between the first and the last."""
        place = self._origin + period * self._length
        days: Sequence[int]
        match self.rule.frequency:
            case "DAILY":
                days = self._of_day(place)
            case "WEEKLY":
                days = self._of_week(place)
            case "MONTHLY":
                year, month = divmod(place, 12)
                days = self._of_month(year, month + 1) if self._in_month(month + 1) else ()
            case _:
                days = self._of_year(place)
        if self.rule.positions:
            chosen = {days[at - (at > 0)] for at in self.rule.positions if -len(days) <= at - (at > 0) < len(days)}
            days = sorted(chosen)
        return days

    def _of_day(self, day: int) -> Sequence[int]:
        rule = self.rule
        if not rule.names_days:
            return (day,)
        if rule.weekdays and (0, weekday(day)) not in rule.weekdays:
            return ()
        return self._on_month_days((day,)) if self._in_month(date.fromordinal(day).month) else ()

    def _of_week(self, start: int) -> Sequence[int]:
        # The first week begins with the first day: BYSETPOS counts in what is left of it.
        days = [start + offset for offset in self._week if start + offset >= self.first]
        if self.rule.months:
            days = [day for day in days if self._in_month(date.fromordinal(day).month)]
        return days

    def _of_month(self, year: int, month: int) -> list[int]:
        start = date(year, month, 1).toordinal()
        length = monthrange(year, month)[1]
        if self.rule.weekdays:
            return self._on_month_days(_spread(self.rule.weekdays, start, start + length))
        days = set()
        for number in self.rule.month_days or (self._first_day,):
            if number > length and not self.rule.positions:
                number = length
            number = number if number > 0 else length + 1 + number
            if 1 <= number <= length:
                days.add(start + number - 1)
        return sorted(days)

    def _of_year(self, year: int) -> list[int]:
        if self.rule.weekdays and not self.rule.months:
            start, end = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1
            return self._on_month_days(_spread(self.rule.weekdays, start, end))
        return [day for month in self._months for day in self._of_month(year, month)]

    def _in_month(self, month: int) -> bool:
        return not self.rule.months or month in self.rule.months

    def _on_month_days(self, days: Iterable[int]) -> list[int]:
        """Those of the days that BYMONTHDAY names, which only narrows down here."""
        numbers = self.rule.month_days
        if not numbers:
            return list(days)
        kept = []
        for day in days:
            as_date = date.fromordinal(day)
            if as_date.day in numbers or as_date.day - 1 - monthrange(as_date.year, as_date.month)[1] in numbers:
                kept.append(day)
        return kept


@lru_cache(maxsize=4096)
def occurrences_of(rule: str, first_due: date) -> Occurrences:
    """The days of a rule's text counted from its first day. RefusedInput if it is no rule."""
    return Occurrences(read_repeat(rule), first_due.toordinal())


def _plainer(rule: RepeatRule) -> RepeatRule:
    """A rule of the same days that is quicker to count out."""
    if rule.times is not None:
        return RepeatRule("DAILY", until=rule.until)
    if rule.frequency == "DAILY" and rule.interval == 1 and rule.weekdays and not (rule.month_days or rule.positions):
        return replace(rule, frequency="WEEKLY")
    return rule


def _spread(weekdays: Iterable[tuple[int, int]], start: int, end: int) -> list[int]:
    """The days from `start` to before `end` on these weekdays: all of one, or the nth from the start or the end."""
    days: set[int] = set()
    for which, day in weekdays:
        first = start + (day - weekday(start)) % 7
        if which == 0:
            days.update(range(first, end, 7))
            continue
        last = end - 1 - (weekday(end - 1) - day) % 7
        found = first + 7 * (which - 1) if which > 0 else last + 7 * (which + 1)
        if start <= found < end:
            days.add(found)
    return sorted(days)
