"""A rule of repeating in words: every weekday, every 2 weeks on Mon and Thu, 3 times a week."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_UNITS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
_SETS = {"MO,TU,WE,TH,FR": "weekday", "SA,SU": "weekend", "MO,TU,WE,TH,FR,SA,SU": "day"}
_ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last", -2: "second to last"}
_KNOWN = frozenset(
    {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "COUNT", "UNTIL", "WKST", "X-TIMES"}
)


def repeat_in_words(rule: str) -> str:
    """The words of an RFC 5545 rule; the rule itself if it says more than they could."""
    parts = dict(
        part.partition("=")[::2] for part in rule.strip().upper().removeprefix("RRULE:").rstrip(";").split(";")
    )
    try:
        words = _words(parts) if parts.keys() <= _KNOWN else None
    except (KeyError, ValueError, IndexError):
        words = None
    return words + _ending(parts) if words else rule


def _words(parts: dict[str, str]) -> str | None:
    """Without its end. KeyError, ValueError or IndexError if the rule is none."""
    if times := parts.get("X-TIMES"):
        return {"1": "once a week", "2": "twice a week"}.get(times, f"{int(times)} times a week")
    unit, interval = _UNITS[parts["FREQ"]], int(parts.get("INTERVAL", "1"))
    every = f"every {unit}" if interval == 1 else f"every {interval} {unit}s"
    days = _in_order(parts.get("BYDAY", ""))
    dates, months = parts.get("BYMONTHDAY", ""), parts.get("BYMONTH", "")
    if "BYSETPOS" in parts:
        position = _ORDINALS[int(parts["BYSETPOS"])]
        fits = unit == "month" and days in _SETS and not (dates or months)
        return f"{every} on the {position} {_SETS[days].replace('weekend', 'day of a weekend')}" if fits else None
    if unit == "year":
        return _of_year(every, days, dates, months)
    if months or (days and dates) or (unit in ("day", "week") and dates):
        return None
    if dates:
        return f"{every} on the {_listed([_nth(int(day)) for day in dates.split(',')])}"
    if not days:
        return every
    if unit == "month":
        return f"{every} on the {_listed([_nth_weekday(day) for day in days.split(',')])}"
    if days in _SETS:
        return f"every {_SETS[days]}" if interval == 1 else f"{every} on {_SETS[days]}s"
    names = _listed([WEEKDAYS[_CODES.index(day)] for day in days.split(",")])
    return f"every {names}" if interval == 1 else f"{every} on {names}"


def _of_year(every: str, days: str, dates: str, months: str) -> str | None:
    if not (days or dates or months):
        return every
    if days or not (dates.isdecimal() and months.isdecimal()):
        return None
    return f"{every} on {int(dates)} {MONTHS[int(months) - 1]}"


def _ending(parts: dict[str, str]) -> str:
    if until := re.match(r"(\d{4})(\d\d)(\d\d)", parts.get("UNTIL", "")):
        try:
            day = date(*map(int, until.groups()))
        except ValueError:
            return ""
        return f" until {day.day} {MONTHS[day.month - 1]} {day.year}"
    count = parts.get("COUNT", "")
    return f", {count} times" if count.isdecimal() and count != "1" else ", once" if count else ""


def _in_order(days: str) -> str:
    """Plain weekdays from Monday on; those with a number as they stand."""
    given = [day for day in days.split(",") if day]
    return ",".join(sorted(given, key=_CODES.index) if all(day in _CODES for day in given) else given)


def _nth(number: int) -> str:
    if number < 0:
        return "last day" if number == -1 else f"{_ORDINALS[number]} day"
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _nth_weekday(day: str) -> str:
    found = re.fullmatch(r"([+-]?\d)?([A-Z]{2})", day)
    if found is None or found[1] is None:
        raise ValueError(day)
    return f"{_ORDINALS[int(found[1])]} {WEEKDAYS[_CODES.index(found[2])]}"


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
