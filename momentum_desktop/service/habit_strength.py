"""How strong a habit is, from 0 to 1: each day done makes it stronger, each day missed a little weaker.

The formula is that of Loop Habit Tracker: score' = score · m + value · (1 − m) with m = 0.5^(√f / 13), f being how
often a day the habit is asked for. A daily habit kept for 13 days is half as strong as it can be."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from math import ceil, floor, gcd, sqrt

from momentum_desktop.service.occurrences import LAST_DAY, Occurrences
from momentum_desktop.service.repeat_rule import RepeatRule, read_repeat

HALF_LIFE = 13.0
LEAP_ROUND, MONTH, WEEK = 1461, 31, 7


@dataclass(frozen=True, slots=True)
class HabitFrequency:
    """How often a habit is asked for: `times` in `days` days; seven in seven is the same as one in one."""

    times: float
    days: int

    def __post_init__(self) -> None:
        if self.times >= self.days:
            object.__setattr__(self, "times", 1)
            object.__setattr__(self, "days", 1)

    @property
    def daily(self) -> float:
        """Times a day, at most 1."""
        return self.times / self.days


@lru_cache(maxsize=1024)
def habit_frequency(rule: str, first_due: date) -> HabitFrequency:
    """How often a rule asks: three times in 7 days for X-TIMES=3 or Monday, Wednesday and Friday, once in 14 for every
    second week. A rule without such a measure is counted over years."""
    read = read_repeat(rule)
    if read.times is not None:
        return HabitFrequency(read.times, WEEK)
    if not (read.months or read.positions):
        if read.frequency == "WEEKLY" or (read.frequency == "DAILY" and read.interval == 1 and read.weekdays):
            return HabitFrequency(len(read.weekdays) or 1, WEEK * read.interval)
        if read.frequency == "DAILY" and not read.names_days:
            return HabitFrequency(1, read.interval)
        if read.frequency == "MONTHLY" and not read.weekdays:
            return HabitFrequency(len(read.month_days) or 1, MONTH * read.interval)
    return _counted(read, first_due.toordinal())


def strength_after(
    frequency: HabitFrequency,
    done: Mapping[date, Decimal | float],
    first: date,
    last: date,
    *,
    target: Decimal | float = 1,
    skipped: Collection[date] = (),
    occurrences: Collection[date] | None = None,
) -> float:
    """The strength, 0 to 1, after the days from `first` to `last`, both inclusive; see `strengths`."""
    days = strengths(frequency, done, first, last, target=target, skipped=skipped, occurrences=occurrences)
    return days[-1] if days else 0.0


def strengths(
    frequency: HabitFrequency,
    done: Mapping[date, Decimal | float],
    first: date,
    last: date,
    *,
    target: Decimal | float = 1,
    skipped: Collection[date] = (),
    occurrences: Collection[date] | None = None,
) -> list[float]:
    """The strength after each day from `first` to `last`, in one pass.

    `done` is the amount of each day (1 for a habit without amounts) and `target` the amount that makes it full. A habit
    asked for less than daily is measured over twice its span of days, so that three times a week count in full on
    whichever days they fall. `skipped` days (skips, vacations, pauses) leave the score as it is unless something was
    done, and less is asked for while they lie in that span: one for each that is among the `occurrences`, or without
    these, the daily frequency for each, rounded up."""
    begin = first.toordinal()
    length = last.toordinal() - begin + 1
    if length <= 0:
        return []
    full = float(target)
    daily = frequency.daily
    widen = 1 if daily >= 1 else 2
    window, asked = widen * frequency.days, max(1, floor(widen * frequency.times + 1e-9))
    keep = 0.5 ** (sqrt(daily) / HALF_LIFE)
    credits, excused, still = [0.0] * length, [0.0] * length, [False] * length
    for day, amount in done.items():
        at = day.toordinal() - begin
        if 0 <= at < length:
            credits[at] = min(1.0, max(0.0, float(amount)) / full) if full > 0 else 1.0
    for day in skipped:
        at = day.toordinal() - begin
        if 0 <= at < length and not credits[at]:
            still[at] = True
            excused[at] = daily if occurrences is None else float(day in occurrences)
    score = kept = let_off = 0.0
    scores = []
    for at in range(length):
        kept += credits[at]
        let_off += excused[at]
        if at >= window:
            kept -= credits[at - window]
            let_off -= excused[at - window]
        left = floor(asked - let_off + 1e-9)
        if not still[at] and left > 0:
            score = score * keep + min(1.0, kept / left) * (1.0 - keep)
        scores.append(score)
    return scores


def _counted(rule: RepeatRule, first: int) -> HabitFrequency:
    """The frequency of any rule: its days over whole rounds of leap years, told as times in a week, a month or more."""
    endless = Occurrences(replace(rule, count=None, until=None), first)
    begin = endless.after(first - 1) or first
    in_round = {"MONTHLY": 48, "YEARLY": 4}.get(rule.frequency)
    rounds = 4 if in_round is None else rule.interval // gcd(rule.interval, in_round)
    span = max(1, min(rounds * LEAP_ROUND, LAST_DAY - begin))
    daily = max(1, len(endless.between(begin, begin + span))) / span
    days = next((days for days in (WEEK, MONTH) if daily * days > 1 - 1e-9), ceil(1 / daily))
    return HabitFrequency(daily * days, days)
