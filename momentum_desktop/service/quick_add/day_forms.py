"""The ways to write a day in the spaced languages, each a pattern and what it means."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from momentum_desktop.service.quick_add import calendar_days
from momentum_desktop.service.quick_add.line import Line
from momentum_desktop.service.quick_add.meanings import Day, Strength
from momentum_desktop.service.quick_add.values import Lean
from momentum_desktop.service.quick_add.vocabulary import any_of, single_spaced, vocabulary

Found = re.Match[str]
Read = tuple[Day, Strength] | None
YEAR = r"2[01]\d\d"
_TH = r"(?:st|nd|rd|th)"


class Form(NamedTuple):
    """One way to write a day. `read` gives None, or raises ValueError or OverflowError, where the words are no day."""

    pattern: Callable[[], str]
    read: Callable[[Found, Line], Read]
    needs_lead: bool = False


def number_of(word: str) -> int:
    """A number in digits or in a word of the tables."""
    return int(word) if word.isdecimal() else vocabulary().counts[single_spaced(word)]


def weekday_of(line: Line, found: Found, group: str = "weekday") -> int | None:
    """The weekday a group names, Monday 0. Short ones that are words of their own elsewhere need their capital."""
    word = found[group]
    if word in vocabulary().shy_weekdays and not line.text[found.start(group)].isupper():
        return None
    return vocabulary().weekdays[word]


def _near(found: Found, line: Line) -> Read:
    words, word = vocabulary(), single_spaced(found["near"])
    if word in words.not_before:
        before = line.left[: found.start()].split()
        if before and before[-1] in words.not_before[word]:
            return None
    return _past_at_end(line, line.today + timedelta(days=words.near_days[word]))


def _evening(found: Found, line: Line) -> Read:
    return Day(line.today, vocabulary().day_parts["evening"]), Strength.ANYWHERE


def _weekday(found: Found, line: Line) -> Read:
    weekday, word = weekday_of(line, found), found["weekday"]
    if weekday is None:
        return None
    if found["next"] or found["next_week"]:
        return _sure(calendar_days.weekday_of_week(line.today, weekday, 1))
    if found["this"]:
        return _sure(calendar_days.this_weekday(line.today, weekday, line.lean))
    if found["last"]:
        return _past_at_end(line, calendar_days.last_weekday(line.today, weekday))
    words = vocabulary()
    strength = Strength.BESIDE if word in words.shy_weekdays else Strength.ANYWHERE
    strength = Strength.END if word in words.weak_weekdays else strength
    return Day(calendar_days.plain_weekday(line.today, weekday, line.lean)), strength


def _weekday_of_week(found: Found, line: Line) -> Read:
    weekday = weekday_of(line, found)
    return None if weekday is None else _sure(calendar_days.weekday_of_week(line.today, weekday, 1))


def _weekday_and_part(found: Found, line: Line) -> Read:
    words = vocabulary()
    day = calendar_days.plain_weekday(line.today, words.weekdays[found["weekday"]], line.lean)
    return Day(day, words.day_parts[found["part"]]), Strength.ANYWHERE


def _next_period(found: Found, line: Line) -> Read:
    return _sure(calendar_days.next_period(line.today, vocabulary().units[found["unit"]]))


def _steps(found: Found, line: Line) -> Read:
    number, unit = number_of(found["number"]), vocabulary().units[found["unit"]]
    return _sure(calendar_days.steps_on(line.today, number, unit))


def _steps_back(found: Found, line: Line) -> Read:
    number, unit = number_of(found["number"]), vocabulary().units[found["unit"]]
    return _past_at_end(line, calendar_days.steps_on(line.today, -number, unit))


def _dotted(found: Found, line: Line) -> Read:
    short, before = found["short"], line.left[: found.start()].split()
    if not (found["year"] or short) and before and before[-1] in vocabulary().numbered:
        return None  # Python 3.12. is no day in December.
    if short and (len(found["day"]) != 2 or len(found["month"]) != 2):
        return None  # 1.2.27 is a version of something.
    day = _full(line, found, int(found["month"]), year=2000 + int(short) if short else None)
    return None if short and line.lean is Lean.AHEAD and day.year < line.today.year else _agreeing(found, line, day)


def _named_month(found: Found, line: Line) -> Read:
    words, name = vocabulary(), found["month"]
    day = _full(line, found, words.months[name])
    place = found.start("month")
    is_name = line.text[place].isupper() and line.text[:place].strip() != ""
    is_clear = name not in words.weak_months or found["th"] or found["year"] or found["named"] or is_name
    read = _agreeing(found, line, day)
    return read if is_clear or read is None else (read[0], Strength.END)


def _numbered(found: Found, line: Line) -> Read:
    return _agreeing(found, line, _full(line, found, int(found["month"])))


def _slashed(found: Found, line: Line) -> Read:
    first, second, year = int(found["first"]), int(found["second"]), int(found["year"])
    if first <= 12 and second <= 12 and first != second:
        return None  # Day or month first: nobody knows.
    return _sure(date(year, second, first) if first > 12 else date(year, first, second))


def _ends(found: Found, line: Line) -> Read:
    if found["month_end"] or found["next_month_end"]:
        return _sure(calendar_days.month_end(line.today, 1 if found["next_month_end"] else 0))
    return _sure(date(line.today.year, 12, 31) if found["year_end"] else line.today)


def _weekend(found: Found, line: Line) -> Read:
    day = calendar_days.weekend(line.today, 1 if found["next"] else 0)
    return Day(day), Strength.END if found["alone"] else Strength.ANYWHERE


def _month_day(found: Found, line: Line) -> Read:
    return Day(calendar_days.month_day(line.since, int(found["day"]), line.lean)), Strength.END


def _full(line: Line, found: Found, month: int, year: int | None = None) -> date:
    """The date of a day, a month and perhaps a year; without one, as the line leans."""
    year = int(found["year"]) if found["year"] else year
    day = int(found["day"])
    return date(year, month, day) if year else calendar_days.year_day(line.since, month, day, line.lean)


def _sure(day: date) -> Read:
    return Day(day), Strength.ANYWHERE


def _past_at_end(line: Line, day: date) -> Read:
    """A day; one that is over is told of more often than it is due, so it counts at the end alone."""
    return Day(day), Strength.END if day < line.today else Strength.ANYWHERE


def _agreeing(found: Found, line: Line, day: date) -> Read:
    """The date, unless the weekday that was named with it is another."""
    if found["named"] and weekday_of(line, found, "named") != day.weekday():
        return None
    return _sure(day)


def _named() -> str:
    """A weekday that may stand before a date."""
    words = vocabulary()
    return rf"(?:(?P<named>{any_of(words.weekdays)})\.?,?\s+(?:{any_of(words.the)}\s+)?)?"


def _a(field: str) -> str:
    return any_of(getattr(vocabulary(), field))


def _next_week() -> str:
    weeks = any_of([word for word, unit in vocabulary().units.items() if unit == "W"])
    return rf"{_a('next_words')}\s+{weeks}"


FORMS = (
    Form(lambda: rf"(?P<near>{_a('near_days')})", _near),
    Form(lambda: _a("evening_today"), _evening),
    Form(
        lambda: (
            rf"(?:(?P<next>{_a('next_words')})\s+|(?P<this>{_a('this_words')})\s+|(?P<last>{_a('last_words')})\s+)?"
            rf"(?P<weekday>{_a('weekdays')})"
            rf"(?P<next_week>\s+{_next_week()})?"
        ),
        _weekday,
    ),
    Form(lambda: rf"{_next_week()}\s+(?:(?:on|am)\s+)?(?P<weekday>{_a('weekdays')})", _weekday_of_week),
    Form(
        lambda: (
            rf"(?P<weekday>{any_of([day for day in vocabulary().weekdays if day.endswith(('tag', 'woch'))])})"
            r"(?P<part>morgen|vormittag|mittag|nachmittag|abend)"
        ),
        _weekday_and_part,
    ),
    Form(lambda: rf"{_a('next_words')}\s+(?P<unit>{_a('units')})", _next_period),
    Form(lambda: rf"{_a('within')}\s+(?P<number>\d{{1,4}}|{_a('counts')})\s+(?P<unit>{_a('units')})", _steps),
    Form(lambda: rf"(?P<number>\d{{1,4}}|{_a('counts')})\s+(?P<unit>{_a('units')})\s+{_a('ago_after')}", _steps_back),
    Form(lambda: rf"{_a('ago_before')}\s+(?P<number>\d{{1,4}}|{_a('counts')})\s+(?P<unit>{_a('units')})", _steps_back),
    Form(
        lambda: (
            rf"{_named()}(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\."
            rf"(?:\s*(?P<year>{YEAR})|(?P<short>\d\d))?"
        ),
        _dotted,
    ),
    Form(
        lambda: (
            rf"{_named()}(?P<day>\d{{1,2}})(?:(?P<th>{_TH}\s+(?:of\s+)?|\.\s*|\s+of\s+)|\s+)(?P<month>{_a('months')})\.?"
            rf"(?:,?\s+(?P<year>{YEAR}))?"
        ),
        _named_month,
    ),
    Form(
        lambda: rf"{_named()}(?P<month>{_a('months')})\.?\s+(?P<day>\d{{1,2}})(?P<th>{_TH})?(?:,?\s+(?P<year>{YEAR}))?",
        _named_month,
    ),
    Form(
        lambda: rf"{_named()}(?P<year>{YEAR})(?P<sign>[-/])(?P<month>\d{{1,2}})(?P=sign)(?P<day>\d{{1,2}})",
        _numbered,
    ),
    Form(lambda: rf"(?P<first>\d{{1,2}})/(?P<second>\d{{1,2}})/(?P<year>{YEAR})", _slashed),
    Form(
        lambda: "|".join(f"(?P<{name}>{_a(name)})" for name in ("month_end", "next_month_end", "year_end", "day_end")),
        _ends,
    ),
    Form(
        lambda: rf"(?P<next>{_a('next_weekend')})|{_a('this_weekend')}|(?P<alone>{_a('weekend')})",
        _weekend,
    ),
    Form(lambda: rf"(?:{_a('the')}\s+)?(?P<day>\d{{1,2}})(?:{_TH}|\.)", _month_day, needs_lead=True),
)
