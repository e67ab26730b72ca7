"""The last twelve months in figures, and where the present one may end."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from momentum_desktop.gui.wording import MONTHS, counted, grouped
from momentum_desktop.service.values import DayTotal

MOST = 12
LEAST_DAYS = 3
"""With fewer days behind it a month has no pace yet."""


@dataclass(frozen=True, slots=True)
class Month:
    """A month's points, its days with an event, and for the present one the points it ends with at its pace."""

    first: date
    points: int
    active: int
    forecast: int | None = None

    @property
    def words(self) -> str:
        return f"{MONTHS[self.first.month - 1]} {self.first.year}"


def months_of(days: Sequence[DayTotal]) -> tuple[Month, ...]:
    """The months of some days, oldest first, the last of them the present one; at most twelve, whole ones but for it."""
    sums: dict[date, list[int]] = {}
    for row in days:
        held = sums.setdefault(row.day.replace(day=1), [0, 0])
        held[0] += row.points
        held[1] += row.events > 0
    if days and days[0].day.day > 1 and len(sums) > 1:
        del sums[days[0].day.replace(day=1)]
    months = [Month(first, points, active) for first, (points, active) in sorted(sums.items())]
    if months:
        present, today = months[-1], days[-1].day
        length = monthrange(today.year, today.month)[1]
        if LEAST_DAYS <= today.day < length and present.points:
            ends = round(present.points * length / today.day)
            months[-1] = Month(present.first, present.points, present.active, ends)
    return tuple(months[-MOST:])


def months_sentence(months: Sequence[Month]) -> str:
    """How the present month stands beside the one before, and where it goes; nothing that the data do not say."""
    if not months:
        return "No month has begun yet."
    present = months[-1]
    words = f"{present.words} stands at {counted(present.points, 'point')}"
    if present.forecast is None:
        return f"{words}."
    words += f"; at this pace it ends near {grouped(present.forecast)}"
    before = months[-2] if len(months) > 1 else None
    if before is not None and before.points:
        share = round((present.forecast - before.points) * 100 / before.points)
        beside = "as many as" if share == 0 else f"{abs(share)} % {'more' if share > 0 else 'fewer'} than"
        words += f", {beside} {MONTHS[before.first.month - 1]}"
    return f"{words}."
