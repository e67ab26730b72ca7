"""A rule of repeating in words: every weekday, every 2 weeks on Mon and Thu, 3 times a week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from momentum_desktop.errors import RefusedInput

if TYPE_CHECKING:
    from momentum_desktop.service.repeat_rule import RepeatRule

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_UNITS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
_WORKING_DAYS = (0, 1, 2, 3, 4)
_SETS = {_WORKING_DAYS: "weekday", (5, 6): "weekend", (0, 1, 2, 3, 4, 5, 6): "day"}
_ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last", -2: "second to last"}


@lru_cache(maxsize=1024)
def repeat_in_words(rule: str, repeat_from: str = "due") -> str:
    """The words of an RFC 5545 rule; the rule itself if it is none, or says more than they could."""
    from momentum_desktop.service.repeat_rule import read_repeat

    try:
        words = _words(read_repeat(rule))
    except (RefusedInput, KeyError):
        return rule
    if words is None:
        return rule
    return f"{words} after completion" if repeat_from == "completion" else words


def _words(rule: RepeatRule) -> str | None:
    """KeyError for an ordinal that has no word here."""
    if rule.times:
        words: str | None = {1: "once a week", 2: "twice a week"}.get(rule.times, f"{rule.times} times a week")
    else:
        unit = _UNITS[rule.frequency]
        every = f"every {unit}" if rule.interval == 1 else f"every {rule.interval} {unit}s"
        words = every if not rule.names_days else _on_days(rule, every)
    if words and rule.until:
        last = date.fromordinal(rule.until)
        words += f" until {last.day} {MONTHS[last.month - 1]} {last.year}"
    if words and rule.count:
        words += ", once" if rule.count == 1 else f", {rule.count} times"
    return words


def _on_days(rule: RepeatRule, every: str) -> str | None:
    days = tuple(day for which, day in rule.weekdays if not which)
    if rule.positions:
        is_plain = rule.frequency == "MONTHLY" and days == _WORKING_DAYS and not (rule.months or rule.month_days)
        return f"{every} on the {_listed([_ORDINALS[at] for at in rule.positions])} weekday" if is_plain else None
    if rule.frequency == "YEARLY":
        is_plain = len(rule.months) == len(rule.month_days) == 1 and rule.month_days[0] > 0 and not rule.weekdays
        return f"{every} on {rule.month_days[0]} {MONTHS[rule.months[0] - 1]}" if is_plain else None
    if rule.months or (rule.weekdays and rule.month_days):
        return None
    if rule.frequency == "MONTHLY":
        named = [_nth(day) for day in rule.month_days] or [
            f"{_ORDINALS[which]} {WEEKDAYS[day]}" for which, day in rule.weekdays
        ]
        return f"{every} on the {_listed(named)}"
    if rule.month_days or (rule.frequency == "DAILY" and rule.interval > 1):
        return None
    if days in _SETS:
        return f"every {_SETS[days]}" if rule.interval == 1 else f"{every} on {_SETS[days]}s"
    names = _listed([WEEKDAYS[day] for day in days])
    return f"every {names}" if rule.interval == 1 else f"{every} on {names}"


def _nth(day: int) -> str:
    if day < 0:
        return f"{_ORDINALS[day]} day"
    ending = "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
