"""Days in words that name a year (“4 Jan 2024”, “Jan 4 2024 14:00”): without one, nobody knows which is meant."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

from momentum_desktop.exchange.moments import day_in, day_of, minute_on_clock, moment_after, moment_in
from momentum_desktop.exchange.repeats import MONTHS

CLOCK = r"(?:\s+(?:at\s+|@\s*)?(\d{1,2}):(\d\d)\s*(am|pm)?)?"
DAY_FIRST = re.compile(rf"(\d{{1,2}})\.?\s+([a-z]+)\.?,?\s+(\d{{4}}){CLOCK}")
MONTH_FIRST = re.compile(rf"([a-z]+)\.?\s+(\d{{1,2}}),?\s+(\d{{4}}){CLOCK}")
GIT = re.compile(r"[a-z]{3} ([a-z]{3}) (\d{1,2}) (\d\d:\d\d:\d\d) (\d{4}) ([+-]\d{4})")
MAIL = re.compile(r"[a-z]{3}, (\d{1,2}) ([a-z]{3}) (\d{4}) (\d\d:\d\d:\d\d) ([+-]\d{4})")
RAW = re.compile(r"(\d{9,11}) ([+-])(\d\d)(\d\d)")
PLAIN = re.compile(rf"(\d{{4}}-\d{{1,2}}-\d{{1,2}}){CLOCK}")


def said_day(text: str) -> tuple[date, int | None] | None:
    """The day and the minute after midnight, if there is a time; None if the words do not name one day."""
    plain = text.strip().lower()
    if found := PLAIN.fullmatch(plain):
        day = day_in(found[1])
        clock = found.groups()[1:]
    elif found := DAY_FIRST.fullmatch(plain):
        day = day_of(int(found[3]), MONTHS.get(found[2], 0), int(found[1]))
        clock = found.groups()[3:]
    elif found := MONTH_FIRST.fullmatch(plain):
        day = day_of(int(found[3]), MONTHS.get(found[1], 0), int(found[2]))
        clock = found.groups()[3:]
    else:
        return None
    return None if day is None else (day, minute_on_clock(*clock))


def said_moment(text: str) -> datetime | None:
    """A time with its offset as git writes it: “Fri Mar 1 09:30:00 2024 +0100”, the form of e-mails, ISO 8601, or
    “1709281800 +0100”."""
    plain = text.strip().lower()
    if found := RAW.fullmatch(plain):
        moment, minutes = moment_after(found[1]), int(found[3]) * 60 + int(found[4])
        shift = timedelta(minutes=-minutes if found[2] == "-" else minutes)
        return None if moment is None or minutes >= 24 * 60 else moment.astimezone(timezone(shift))
    if found := GIT.fullmatch(plain):
        month, day, clock, year, offset = found.groups()
    elif found := MAIL.fullmatch(plain):
        day, month, year, clock, offset = found.groups()
    else:
        moment = moment_in(re.sub(r" (?=[+-]\d\d:?\d\d$)", "", text.strip()))
        return moment if moment is not None and moment.tzinfo is not None else None
    return moment_in(f"{year}-{MONTHS.get(month, 0):02}-{int(day):02}T{clock}{offset}")
