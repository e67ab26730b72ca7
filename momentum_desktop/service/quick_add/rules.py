"""Rules of repeating as RFC 5545 writes them, and the first day of one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache

WEEKDAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKING_DAYS = WEEKDAY_CODES[:5]
WEEKEND = WEEKDAY_CODES[5:]
FREQUENCIES = {"D": "DAILY", "W": "WEEKLY", "M": "MONTHLY", "Y": "YEARLY"}

_PARTS = frozenset({"FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "COUNT", "UNTIL", "WKST"})
_TIMES_A_WEEK = re.compile(r"[1-7]")
_UNTIL = re.compile(r"(\d{8})(T\d{6}Z?)?")
# The calendar begins anew every 400 years. Looking for a first day in its last round ends even where there is none.
_ROUND = 400


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of repeating. `unit` is D, W, M or Y; `days` are RFC 5545 weekdays; `times` is how often in a week."""

    unit: str
    interval: int = 1
    days: tuple[str, ...] = ()
    month_day: int | None = None
    month: int | None = None
    position: int | None = None
    times: int | None = None
    until: date | None = None

    @property
    def text(self) -> str:
        """The rule as RFC 5545 writes it, without its name."""
        parts = [f"FREQ={FREQUENCIES[self.unit]}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.month:
            parts.append(f"BYMONTH={self.month}")
        if self.month_day:
            parts.append(f"BYMONTHDAY={self.month_day}")
        if self.days:
            parts.append(f"BYDAY={','.join(self.days)}")
        if self.position:
            parts.append(f"BYSETPOS={self.position}")
        if self.until:
            parts.append(f"UNTIL={self.until:%Y%m%d}")
        if self.times:
            parts.append(f"X-TIMES={self.times}")
        return ";".join(parts)


def checked_rule(text: str) -> str | None:
    """A rule that a person wrote, in capitals and without its name; None if it is none that gives days.

    `FREQ=WEEKLY;X-TIMES=3` is three times in a calendar week, on any days."""
    parts = rule_parts(text)
    if parts is None:
        return None
    if "X-TIMES" in parts:
        fits = parts == {"FREQ": "WEEKLY", "X-TIMES": parts["X-TIMES"]} and _TIMES_A_WEEK.fullmatch(parts["X-TIMES"])
        return f"FREQ=WEEKLY;X-TIMES={parts['X-TIMES']}" if fits else None
    if not parts.keys() <= _PARTS or parts.get("FREQ") not in FREQUENCIES.values():
        return None
    if "UNTIL" in parts:
        until = _UNTIL.fullmatch(parts["UNTIL"])
        if until is None or "COUNT" in parts:
            return None
        parts["UNTIL"] = until[1]
    for name in ("INTERVAL", "COUNT"):
        if name in parts and not re.fullmatch(r"0*[1-9]\d{0,3}", parts[name]):
            return None
    rule = ";".join(f"{name}={value}" for name, value in parts.items())
    try:
        return rule if first_day(re.sub(r";(UNTIL|COUNT)=[^;]*", "", rule), date(2000, 1, 1)) else None
    except ValueError:
        return None


def rule_parts(text: str) -> dict[str, str] | None:
    """The parts of a rule by name, in capitals; None if it is not written as one."""
    written = re.sub(r"\s+", "", text).upper().removeprefix("RRULE:").rstrip(";")
    pairs = [part.partition("=") for part in written.split(";")]
    names = [name for name, _, _ in pairs]
    if not all(name and sign and value for name, sign, value in pairs) or len(set(names)) < len(names):
        return None
    return {name: value for name, _, value in sorted(pairs, key=lambda pair: pair[0] != "FREQ")}


@lru_cache(maxsize=256)
def first_day(rule: str, earliest: date) -> date | None:
    """The first day of a rule from a day on, whatever its interval, which counts from there; None if it has none.
    ValueError if it is no rule."""
    if "X-TIMES=" in rule:
        return earliest
    # Only a line with a repeat needs it, and it must not delay the first paint.
    from dateutil.rrule import rrulestr

    years = (9999 - earliest.year) // _ROUND * _ROUND
    begin = datetime.combine(earliest.replace(year=earliest.year + years), time.min)
    plain = re.sub(r";INTERVAL=\d+", "", rule)
    moved = re.sub(r"UNTIL=(\d{4})", lambda found: f"UNTIL={min(int(found[1]) + years, 9999)}", plain)
    first = next(iter(rrulestr(moved, dtstart=begin)), None)
    return first.date().replace(year=first.year - years) if first else None
