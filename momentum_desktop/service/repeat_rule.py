"""A repeat rule as a value: read from RFC 5545 text, checked, and written back in one spelling."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from momentum_desktop.engine.reading import FIRST_YEAR, LAST_YEAR
from momentum_desktop.errors import RefusedInput

FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
DAY_NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LONGEST_TEXT = 500
MOST_INTERVAL = 999
MOST_COUNT = 9_999
LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_TIMES = "X-TIMES"
_LIMITS = {"INTERVAL": MOST_INTERVAL, "COUNT": MOST_COUNT, _TIMES: 7}
_LISTS = {"BYMONTH": 12, "BYMONTHDAY": 31, "BYSETPOS": 366}
_KNOWN = ("FREQ", *_LIMITS, *_LISTS, "BYDAY", "WKST", "UNTIL")
_NUMBER = re.compile(r"[+-]?\d{1,9}", re.ASCII)
_WEEKDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
_UNTIL = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T\d{6}Z?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class RepeatRule:
    """What a rule says. Weekdays are (which one, weekday): (0, 4) each Friday, (-1, 4) the last one; `until` is an
    ordinal, inclusive; `times` is how often in a calendar week, on whatever days."""

    frequency: str
    interval: int = 1
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    weekdays: tuple[tuple[int, int], ...] = ()
    positions: tuple[int, ...] = ()
    week_start: int = 0
    count: int | None = None
    until: int | None = None
    times: int | None = None

    @property
    def names_days(self) -> bool:
        """Whether the rule itself says on which days it falls; otherwise its first day does."""
        return bool(self.weekdays or self.month_days or self.months)

    def __str__(self) -> str:
        parts = [f"FREQ={self.frequency}"]
        if self.times is not None:
            parts.append(f"{_TIMES}={self.times}")
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        weekdays = [f"{which or ''}{DAY_NAMES[day]}" for which, day in self.weekdays]
        lists = {"BYMONTH": self.months, "BYMONTHDAY": self.month_days, "BYDAY": weekdays, "BYSETPOS": self.positions}
        parts += [f"{name}={','.join(map(str, values))}" for name, values in lists.items() if values]
        if self.week_start:
            parts.append(f"WKST={DAY_NAMES[self.week_start]}")
        if self.count is not None:
            parts.append(f"COUNT={self.count}")
        if self.until is not None:
            parts.append(f"UNTIL={date.fromordinal(self.until):%Y%m%d}")
        return ";".join(parts)


@lru_cache(maxsize=4096)
def read_repeat(text: str) -> RepeatRule:
    """A rule's text as a value. RefusedInput says which part is wrong; no day is computed here."""
    if len(text) > LONGEST_TEXT:
        raise _refusal(f"a rule has no more than {LONGEST_TEXT} characters")
    parts = _parts(text.strip().upper().removeprefix("RRULE:"))
    frequency = parts.get("FREQ")
    if frequency is None:
        raise _refusal("FREQ is missing, as in FREQ=WEEKLY;BYDAY=MO,TH")
    if frequency not in FREQUENCIES:
        raise _refusal(f"FREQ={frequency} is none of {', '.join(FREQUENCIES)}")
    rule = RepeatRule(
        frequency=frequency,
        interval=_number(parts, "INTERVAL") or 1,
        months=_numbers(parts, "BYMONTH", lowest=1),
        month_days=_numbers(parts, "BYMONTHDAY"),
        weekdays=_weekdays(parts),
        positions=_numbers(parts, "BYSETPOS"),
        week_start=_week_start(parts),
        count=_number(parts, "COUNT"),
        until=_until(parts),
        times=_number(parts, _TIMES),
    )
    _check_together(rule)
    return rule


def _parts(text: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    for part in text.split(";"):
        name, equals, value = part.strip().partition("=")
        if not equals or not value:
            raise _refusal(f"“{part}” is no part of a rule such as FREQ=WEEKLY;BYDAY=MO,TH")
        if name not in _KNOWN:
            raise _refusal(f"{name} is unknown; known are {', '.join(_KNOWN)}")
        if name in parts:
            raise _refusal(f"{name} stands there twice")
        parts[name] = value
    return parts


def _number(parts: dict[str, str], name: str) -> int | None:
    if name not in parts:
        return None
    number = int(parts[name]) if _NUMBER.fullmatch(parts[name]) else 0
    if not 1 <= number <= _LIMITS[name]:
        raise _refusal(f"{name}={parts[name]} is no number from 1 to {_LIMITS[name]:,}")
    return number


def _numbers(parts: dict[str, str], name: str, lowest: int | None = None) -> tuple[int, ...]:
    if name not in parts:
        return ()
    most = _LISTS[name]
    numbers = set()
    for word in parts[name].split(","):
        number = int(word) if _NUMBER.fullmatch(word) else 0
        if number == 0 or not (lowest or -most) <= number <= most:
            below = "" if lowest else f" or from -{most} to -1"
            raise _refusal(f"{name}={word} is no number from 1 to {most}{below}")
        numbers.add(number)
    return tuple(sorted(numbers))


def _weekdays(parts: dict[str, str]) -> tuple[tuple[int, int], ...]:
    if "BYDAY" not in parts:
        return ()
    weekdays = set()
    for word in parts["BYDAY"].split(","):
        form = _WEEKDAY.fullmatch(word)
        which = int(form.group(1) or 0) if form else 0
        if form is None or abs(which) > 53 or (which == 0 and form.group(1)):
            raise _refusal(f"BYDAY={word} is no weekday such as MO, 1MO (the first) or -1FR (the last)")
        weekdays.add((which, DAY_NAMES.index(form.group(2))))
    return tuple(sorted(weekdays))


def _week_start(parts: dict[str, str]) -> int:
    name = parts.get("WKST", "MO")
    if name not in DAY_NAMES:
        raise _refusal(f"WKST={name} is none of {', '.join(DAY_NAMES)}")
    return DAY_NAMES.index(name)


def _until(parts: dict[str, str]) -> int | None:
    if "UNTIL" not in parts:
        return None
    form = _UNTIL.fullmatch(parts["UNTIL"])
    try:
        day = date(*map(int, form.groups())) if form else None
    except ValueError:
        day = None
    if day is None or not FIRST_YEAR - 1 <= day.year <= LAST_YEAR + 1:
        raise _refusal(f"UNTIL={parts['UNTIL']} is no day such as 20261231, from {FIRST_YEAR} to {LAST_YEAR}")
    return day.toordinal()


def _check_together(rule: RepeatRule) -> None:
    """Refuses parts that mean nothing beside each other, mostly as RFC 5545 (3.3.10) has it."""
    if rule.times is not None:
        alone = RepeatRule("WEEKLY", times=rule.times, until=rule.until, week_start=rule.week_start)
        if rule != alone:
            raise _refusal(f"{_TIMES} goes with FREQ=WEEKLY and UNTIL only: the days are free")
    if rule.count is not None and rule.until is not None:
        raise _refusal("a rule ends by COUNT or by UNTIL, not by both")
    if rule.frequency == "WEEKLY" and rule.month_days:
        raise _refusal("BYMONTHDAY has no meaning with FREQ=WEEKLY; use FREQ=MONTHLY")
    numbered = [which for which, _ in rule.weekdays if which]
    if numbered and rule.frequency in ("DAILY", "WEEKLY"):
        raise _refusal(f"a numbered weekday has no meaning with FREQ={rule.frequency}; use FREQ=MONTHLY")
    if (rule.frequency == "MONTHLY" or rule.months) and any(abs(which) > 5 for which in numbered):
        raise _refusal("no month has a sixth week; a numbered weekday is from 1 to 5 or from -5 to -1")
    if rule.positions and not rule.names_days:
        raise _refusal("BYSETPOS chooses among days that BYDAY, BYMONTHDAY or BYMONTH name; none does")
    if rule.month_days and not rule.weekdays:
        months = rule.months or range(1, 13)
        if all(abs(day) > LONGEST_MONTHS[month - 1] for month in months for day in rule.month_days):
            raise _refusal("no year has such a day: the months named are all shorter")


def _refusal(what: str) -> RefusedInput:
    return RefusedInput(what, where="repeat")
