"""The clocks of a calendar, and its days and times told on them."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from typing import Any

from momentum_desktop.exchange.ics_lines import Line
from momentum_desktop.exchange.moments import zone_named

Stamp = date | datetime


class Zones:
    """The time zones of one calendar."""

    def __init__(self, blocks: dict[str, list[str]], usual: str, machine: tzinfo | None) -> None:
        self._blocks = blocks
        self._made: dict[str, tzinfo | None] = {}
        named = zone_named(usual) or (self.named(next(iter(blocks))) if len(blocks) == 1 else None)
        self.usual = named or machine

    def named(self, name: str | None) -> tzinfo | None:
        """A zone by its name, or as the calendar itself describes it."""
        if not name:
            return None
        if name not in self._made:
            self._made[name] = zone_named(name) or self._described(name)
        return self._made[name]

    def _described(self, name: str) -> tzinfo | None:
        from icalendar import Timezone

        block = self._blocks.get(name)
        if block is None:
            return None
        try:
            described: Any = Timezone.from_ical("\r\n".join([*block, ""]))
            found: tzinfo = described.to_tz(lookup_tzid=False)
        except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError):
            return None
        return found


def stamp_of(line: Line, zones: Zones) -> Stamp | None:
    """A day, or a time with the zone that its line names."""
    from icalendar.prop import vDate, vDatetime

    value = line.value.strip()
    try:
        if line.parameters.get("VALUE") == "DATE" or len(value) == 8:
            found: Stamp = vDate.from_ical(value)  # type: ignore[no-untyped-call]
            return found if date(1970, 1, 1) <= found <= date(2199, 12, 31) else None
        moment: datetime = vDatetime.from_ical(value)  # type: ignore[no-untyped-call]
    except (ValueError, TypeError, LookupError, AttributeError):
        return None
    if not 1970 <= moment.year <= 2199:
        return None
    zone = zones.named(line.parameters.get("TZID"))
    return moment.replace(tzinfo=zone) if moment.tzinfo is None and zone is not None else moment
