"""When to be reminded: `remind 8:30`, `*8:30`, `the day before at 18:00`, `提前一天9点提醒`, `remind me to …`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from momentum_desktop.service.quick_add import chinese
from momentum_desktop.service.quick_add.day_forms import number_of
from momentum_desktop.service.quick_add.days import day_at
from momentum_desktop.service.quick_add.line import Line, with_comma
from momentum_desktop.service.quick_add.meanings import Clock, Mark
from momentum_desktop.service.quick_add.times import minute_in, time_at
from momentum_desktop.service.quick_add.vocabulary import any_of, vocabulary

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Reminder:
    """A time, or the time when the task is due if there is none: on the due day, days before it or on a day of its
    own."""

    minute: int | None = None
    days_before: int = 0
    date: date | None = None


def reminders(line: Line) -> Iterator[Mark]:
    """Every reminder."""
    if wish := _wish().match(line.left):
        yield Mark("reminder", wish.start("wish"), wish.end(), Reminder())
    for found in _remind().finditer(line.left):
        if reminder := reminder_at(line, found.end()):
            # “Remind me tomorrow at 9 to call Bob”
            to = _to().match(line.left, reminder[1]) if not line.left[: found.start()].strip() else None
            end = to.end() if to else with_comma(line, reminder[1])
            yield Mark("reminder", found.start(), end, reminder[0])
    if line.has_han:
        for found in _chinese_remind().finditer(line.left):
            clock = chinese.clock_of(found)
            if clock and (found["days"] or found["before"] or found["then"]):
                days = chinese.number_of(found["days"]) if found["days"] else 0
                yield Mark("reminder", found.start(), found.end(), Reminder(minute_in(clock, None), days))


def reminder_at(line: Line, place: int) -> tuple[Reminder, int] | None:
    """A time, with days before or a day of its own on either side."""
    if before := _days_before().match(line.left, place):
        time = _time(line, before.end())
        return (Reminder(minute_in(time[0], None), _days_of(before)), time[1]) if time else None
    day = day_at(line, place)
    day = None if day and day.day.date < line.today else day
    gap = _SPACE.match(line.left, day.end) if day else None
    time = _time(line, gap.end() if gap else place)
    if time is None:
        return None
    minute, end = minute_in(time[0], None), time[1]
    if day and gap:
        return Reminder(minute, date=day.day.date), end
    after = _SPACE.match(line.left, end)
    if after and (before := _days_before().match(line.left, after.end())):
        return Reminder(minute, _days_of(before)), before.end()
    return Reminder(minute), end


def _time(line: Line, place: int) -> tuple[Clock, int] | None:
    lead = _at().match(line.left, place)
    found = time_at(line, place) or (time_at(line, lead.end()) if lead else None)
    return found[:2] if found else None


def _days_of(before: re.Match[str]) -> int:
    return number_of(before["days"]) if before["days"] else 1


@cache
def _wish() -> re.Pattern[str]:
    return re.compile(rf"\s*(?P<wish>{any_of(vocabulary().remind_to)}(?=\s)|提醒我)")


@cache
def _remind() -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)(?:\*|{any_of(vocabulary().remind)}:?\s+)")


@cache
def _to() -> re.Pattern[str]:
    return re.compile(rf",?\s+{any_of(vocabulary().to_do)}(?=\s)")


@cache
def _at() -> re.Pattern[str]:
    words = vocabulary()
    return re.compile(rf"{any_of(words.at | words.on)}\s+")


@cache
def _days_before() -> re.Pattern[str]:
    words = vocabulary()
    return re.compile(
        rf"(?:(?P<days>\d{{1,2}}|{any_of(words.counts)})\s+{any_of(words.days_before)}|{any_of(words.day_before)})"
        r"(?:\s+|$)"
    )


@cache
def _chinese_remind() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?P<before>提醒我?:?\s*)|提前(?P<days>{chinese.NUMBER})天\s*)?(?:在|于)?{chinese.time_pattern()}"
        rf"(?P<then>\s*(?:的?时候)?提醒我?)?{chinese.COMMA}"
    )
