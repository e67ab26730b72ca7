"""Which days of a series its history belongs to: when it began, and the occurrence that a completion was of."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from momentum_desktop.service.recurrence import FROM_DUE, latest_occurrence, next_occurrence
from momentum_desktop.service.repeat_rule import RepeatRule, read_repeat

MOST_STEPS = 12_000


def begun_before(rule: str, due: date, day: date) -> date:
    """The first day of a series that falls in step with `due` but not after `day`: a whole number of its steps
    before."""
    if day >= due:
        return due
    read = read_repeat(rule)
    if read.times is not None or (read.interval == 1 and read.frequency in ("DAILY", "WEEKLY")):
        return day
    if read.frequency in ("DAILY", "WEEKLY"):
        step = read.interval * (7 if read.frequency == "WEEKLY" else 1)
        return due - timedelta(days=-(-(due - day).days // step) * step)
    return _months_before(read, due, day)


def _months_before(rule: RepeatRule, due: date, day: date) -> date:
    months = rule.interval * (12 if rule.frequency == "YEARLY" else 1)
    place = due.year * 12 + due.month - 1
    for _ in range(MOST_STEPS):
        place -= months
        year, month = divmod(place, 12)
        # A month without such a day is passed over, as the rule passes over it.
        if year < 1 or due.day > calendar.monthrange(year, month + 1)[1]:
            if year < 1:
                break
            continue
        found = date(year, month + 1, due.day)
        if found <= day:
            return found
    return min(due, day)


class Series:
    """The occurrences of a repeating task that its history takes up, each once."""

    def __init__(self, rule: str, repeat_from: str, first: date, taken: set[int]) -> None:
        self._rule, self._first, self._taken = rule, first, taken
        read = read_repeat(rule)
        daily = read.frequency == "DAILY" and read.interval == 1 and not read.names_days
        self.has_fixed_days = read.times is None and repeat_from == FROM_DUE
        self._by_rule = self.has_fixed_days and not daily

    def day_of(self, done: date) -> date:
        """The occurrence that something done on a day was of: the last that had come and is free, else the next one
        if it was done early, else that very day."""
        if not self._by_rule:
            return done
        latest = latest_occurrence(self._rule, self._first, done)
        if latest is not None and latest.toordinal() not in self._taken:
            return latest
        following = next_occurrence(self._rule, self._first, done)
        previous = done if latest is None else latest
        if following is not None and following.toordinal() not in self._taken and following - done <= done - previous:
            return following
        return done
