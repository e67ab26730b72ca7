"""How often something comes again, from the words of other programs to RFC 5545."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from momentum_desktop.errors import RefusedInput
from momentum_desktop.service.repeat_rule import MOST_INTERVAL, read_repeat

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORK_DAYS = WEEKDAYS[:5]
DAY_NAMES = {
    name: code
    for code, names in zip(
        WEEKDAYS,
        (
            "mon monday mondays",
            "tue tues tuesday tuesdays",
            "wed weds wednesday wednesdays",
            "thu thur thurs thursday thursdays",
            "fri friday fridays",
            "sat saturday saturdays",
            "sun sunday sundays",
        ),
        strict=True,
    )
    for name in names.split()
}
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august"),
            *("sep sept september", "oct october", "nov november", "dec december"),
        ),
        1,
    )
    for name in names.split()
}
UNITS = {
    **dict.fromkeys(("day", "days", "d"), "DAILY"),
    **dict.fromkeys(("week", "weeks", "w"), "WEEKLY"),
    **dict.fromkeys(("month", "months", "m"), "MONTHLY"),
    **dict.fromkeys(("year", "years", "y"), "YEARLY"),
}
ADVERBS = {
    "daily": "DAILY",
    "weekly": "WEEKLY",
    "monthly": "MONTHLY",
    "yearly": "YEARLY",
    "annually": "YEARLY",
}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}


class Repeat(NamedTuple):
    """A rule, and whether it counts from the due day or from the completion."""

    rule: str
    counted_from: str = "due"


def rule_of(freq: str, interval: int = 1, **by: Iterable[object]) -> str | None:
    """A rule of its parts, `BYDAY=…` and the like as lists; None if the interval is none."""
    if not 1 <= interval <= MOST_INTERVAL:
        return None
    parts = [f"FREQ={freq}"]
    if interval != 1:
        parts.append(f"INTERVAL={interval}")
    for name, values in by.items():
        told = ",".join(str(value) for value in values)
        if told:
            parts.append(f"{name}={told}")
    return ";".join(parts)


def on_weekdays(codes: Iterable[str], interval: int = 1) -> str | None:
    """Each week, or each so many weeks, on some days; daily if they are all seven."""
    wanted = set(codes)
    days = [code for code in WEEKDAYS if code in wanted]
    if not days:
        return None
    if len(days) == 7 and interval == 1:
        return rule_of("DAILY")
    return rule_of("WEEKLY", interval, BYDAY=days)


def times_a_week(times: int) -> str | None:
    """So many times in each calendar week, on whichever days."""
    if times >= 7:
        return rule_of("DAILY")
    return f"FREQ=WEEKLY;X-TIMES={times}" if times >= 1 else None


def ended(rule: str, last: date) -> str:
    """A rule that ends with a day."""
    return rule if "UNTIL=" in rule or "COUNT=" in rule else f"{rule};UNTIL={last:%Y%m%d}"


def given_rule(text: str) -> str | None:
    """A rule that is in RFC 5545's words already; None if it is none that the planner can follow."""
    parts = text.strip().upper().removeprefix("RRULE:").strip(";").split(";")
    # The time of day stands with the due day; the rest are marks of one program alone.
    meant = [part for part in parts if part and not part.startswith(("BYHOUR=", "BYMINUTE=", "BYSECOND=", "TT_"))]
    try:
        return str(read_repeat(";".join(meant)))
    except RefusedInput:
        return None


def short_rule(text: str) -> Repeat | None:
    """A rule as todo.txt (`1w`, `+1m`, `d`, `3b`) and Org (`+1w`, `++1m`, `.+2d`) write it."""
    found = re.fullmatch(r"(\.\+|\+\+|\+)?(\d{1,3})?([dwmyb])", text.strip().lower())
    if found is None:
        return None
    number = int(found[2] or 1)
    rule = on_weekdays(WORK_DAYS) if found[3] == "b" and number == 1 else None
    if rule is None and found[3] != "b":
        rule = rule_of(UNITS[found[3]], number)
    if rule is None:
        return None
    return Repeat(rule, "completion" if found[1] == ".+" else "due")


def said_rule(text: str) -> Repeat | None:
    """A rule in English words (“every 2 weeks on Monday when done”); None if any of them is not understood."""
    words = re.findall(r"[a-z]+!?|\d+(?:st|nd|rd|th)?", text.lower().replace("every other", "every 2"))
    counted_from = "due"
    if words[-2:] == ["when", "done"]:
        words, counted_from = words[:-2], "completion"
    if words and words[0] in ("every!", "after"):
        words[0], counted_from = "every", "completion"
    if not words or re.search(r"[^a-z0-9\s,!\-]", text.lower().replace("ordinal", "")):
        return None
    if words[0] in ADVERBS and len(words) == 1:
        rule = rule_of(ADVERBS[words[0]])
    elif words[0] in ("every", "ev") and len(words) > 1:
        rule = _after_every(words[1:])
    else:
        rule = None
    return None if rule is None else Repeat(rule, counted_from)


def _after_every(words: list[str]) -> str | None:
    number = 1
    if words[0].isdigit() and len(words) > 1:
        number, words = int(words[0]), words[1:]
    head, rest = words[0], words[1:]
    if head in ("weekday", "weekdays", "workday", "workdays") and not rest:
        return on_weekdays(WORK_DAYS, 1) if number == 1 else None
    if head in UNITS:
        return _unit(UNITS[head], number, rest)
    if head in DAY_NAMES:
        days = _weekdays(words)
        return None if days is None else on_weekdays(days, number)
    if head in MONTHS:
        return _in_month(MONTHS[head], number, rest)
    return _unit("MONTHLY", number, words) if _ordinal(head) is not None else None


def _unit(freq: str, number: int, rest: list[str]) -> str | None:
    if not rest:
        return rule_of(freq, number)
    rest = rest[1:] if rest[0] == "on" else rest
    rest = [word for word in rest if word != "the"]
    if freq == "WEEKLY":
        days = _weekdays(rest)
        return None if days is None else on_weekdays(days, number)
    if freq == "MONTHLY":
        return _in_months(number, rest)
    if freq == "YEARLY" and rest and rest[0] in MONTHS:
        return _in_month(MONTHS[rest[0]], number, rest[1:])
    return None


def _in_months(number: int, rest: list[str]) -> str | None:
    """Each month on the 25th, on the last, on the 2nd Friday."""
    weekday = DAY_NAMES.get(rest[-1]) if len(rest) >= 2 else None
    places = _places(rest[:-1] if weekday else rest)
    if not places:
        return None
    if weekday:
        return (
            rule_of("MONTHLY", number, BYDAY=[f"{place}{weekday}" for place in places]) if _within(places, 5) else None
        )
    return rule_of("MONTHLY", number, BYMONTHDAY=places) if _within(places, 31) else None


def _places(words: list[str]) -> list[int] | None:
    """“1st and 15th” as 1 and 15, “2nd last” as -2."""
    places: list[int] = []
    counted = False
    for word in words:
        if word in ("and", "day"):
            counted = False
        elif word == "last" and counted:
            places[-1] = -places[-1]
            counted = False
        elif (place := _ordinal(word)) is not None:
            places.append(place)
            counted = place > 0
        else:
            return None
    return places


def _within(places: list[int], most: int) -> bool:
    return all(1 <= abs(place) <= most for place in places)


def _in_month(month: int, number: int, rest: list[str]) -> str | None:
    rest = [word for word in rest if word not in ("on", "the")]
    if not rest:
        return rule_of("YEARLY", number, BYMONTH=[month])
    day = int(rest[0]) if rest[0].isdigit() else _ordinal(rest[0])
    if len(rest) > 1 or day is None or not (day == -1 or 1 <= day <= 31):
        return None
    return rule_of("YEARLY", number, BYMONTH=[month], BYMONTHDAY=[day])


def _weekdays(words: list[str]) -> list[str] | None:
    named = [word for word in words if word != "and"]
    days = [DAY_NAMES[word] for word in named if word in DAY_NAMES]
    return days if named and len(days) == len(named) else None


def _ordinal(word: str) -> int | None:
    if word in ORDINALS:
        return ORDINALS[word]
    found = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)", word)
    return int(found[1]) if found else None
