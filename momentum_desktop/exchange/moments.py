"""Days and times as other programs write them: what is none comes back as None, and nothing is guessed."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

FIRST, LAST = date(1970, 1, 1), date(2199, 12, 31)
DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
ISO = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d)(?:\.\d{1,12})?)?)?\s*(Z|z|[+-]\d\d:?\d\d)?", re.ASCII
)
NOON = time(12)
ZONE_NAME = re.compile(r"[A-Za-z0-9_+\-]+(/[A-Za-z0-9_+\-]+){0,3}")


def day_in(text: str) -> date | None:
    """A day written as 2024-03-01."""
    found = DAY.fullmatch(text.strip())
    return None if found is None else day_of(int(found[1]), int(found[2]), int(found[3]))


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, if there is one in the years that are kept."""
    try:
        found = date(year, month, day)
    except (ValueError, OverflowError):
        return None
    return found if FIRST <= found <= LAST else None


def moment_in(text: Any) -> datetime | None:
    """An ISO 8601 time, basic or extended: aware if it names its offset, else naive."""
    found = ISO.fullmatch(text.strip()) if isinstance(text, str) else None
    if found is None or found[4] is None:
        return None
    parts = [int(part) for part in found.groups(default="0")[:6]]
    try:
        moment = datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001  the offset follows
        if found[7] is None:
            return _kept(moment)
        if found[7] in "Zz":
            return _kept(moment.replace(tzinfo=UTC))
        hours, minutes = int(found[7][1:3]), int(found[7][-2:])
        span = timedelta(hours=hours, minutes=minutes) * (-1 if found[7][0] == "-" else 1)
        return _kept((moment - span).replace(tzinfo=UTC).astimezone(_fixed(span)))
    except (ValueError, OverflowError):
        return None


def moment_after(seconds: Any) -> datetime | None:
    """The instant so many seconds after 1970, in UTC."""
    if isinstance(seconds, bool):
        return None
    try:
        return _kept(datetime.fromtimestamp(float(seconds), UTC))
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def moment_after_ms(milliseconds: Any) -> datetime | None:
    """The same for milliseconds."""
    if isinstance(milliseconds, bool) or not isinstance(milliseconds, int | float):
        try:
            milliseconds = float(str(milliseconds))
        except ValueError:
            return None
    return moment_after(float(milliseconds) / 1000)


def local(moment: datetime, zone: tzinfo | None) -> datetime:
    """A moment on the clock of a zone (None: this machine's); a naive one was read off that clock."""
    try:
        if moment.tzinfo is None and zone is not None:
            return moment.replace(tzinfo=zone)
        return moment.astimezone(zone)
    except (OverflowError, OSError, ValueError):
        return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def noon_of(day: date | None, zone: tzinfo | None) -> datetime | None:
    """The middle of a day, for a time that nobody knows."""
    return None if day is None else local(datetime.combine(day, NOON), zone)


def day_of_midnight(moment: datetime) -> date | None:
    """The day that a program meant which stored it as its own midnight in UTC, wherever that was."""
    utc = moment.astimezone(UTC) if moment.tzinfo is not None else moment
    shift = timedelta(days=1) if utc.time() > NOON else timedelta(0)
    return (utc + shift).date()


def zone_named(name: str | None) -> tzinfo | None:
    """The time zone of that name, in the words of the world or of Windows."""
    if not name or not ZONE_NAME.fullmatch(name.replace(" ", "_").replace(".", "_")):
        return None
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        pass
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    try:
        return ZoneInfo(WINDOWS_TO_OLSON[name])
    except (ValueError, OSError, KeyError):
        return None


def minute_of(moment: datetime) -> int | None:
    """Minutes after midnight; None at midnight, which stands for the whole day."""
    return moment.hour * 60 + moment.minute or None


def minute_on_clock(hour: str | None, minute: str | None, half: str | None) -> int | None:
    """Minutes after midnight of a time in digits, of 24 hours or with am or pm; None if it is none or not whole."""
    if hour is None or minute is None:
        return None
    hours, half = int(hour), (half or "").lower()
    if half in ("am", "pm"):
        hours = hours % 12 + (12 if half == "pm" else 0)
    return hours * 60 + int(minute) if hours < 24 and int(minute) < 60 else None


def reminder_at(moment: datetime) -> str:
    """A reminder at one local time."""
    return f"{moment:%Y-%m-%d %H:%M}"


def reminder_before(due: date, moment: datetime) -> str:
    """A reminder at a local time, told from the day something is due."""
    days = (moment.date() - due).days
    if days > 0 or days < -999:
        return reminder_at(moment)
    return f"{moment:%H:%M}" if days == 0 else f"{days}d {moment:%H:%M}"


def _kept(moment: datetime) -> datetime | None:
    return moment if FIRST.year <= moment.year <= LAST.year else None


def _fixed(span: timedelta) -> tzinfo:
    from datetime import timezone

    return timezone(span)
