"""Where the axes of a chart over days carry marks, and what those say."""

from __future__ import annotations

from datetime import date, timedelta

from momentum_desktop.gui.wording import MONTHS, grouped

Tick = tuple[float, str]
DAY_STEPS = (1, 2, 7, 14)
MOST_DAYS = 130
"""Up to so many days the marks are days, beyond they are months."""

MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
MOST_POINT_TICKS = 6


def point_ticks(most: int) -> list[Tick]:
    """Round numbers from 0 to at least `most`."""
    unit = 1
    while True:
        for step in (unit, 2 * unit, 5 * unit):
            if step * (MOST_POINT_TICKS - 1) >= most:
                count = max(1, -(-most // step))
                return [(float(place * step), grouped(place * step)) for place in range(count + 1)]
        unit *= 10


def day_ticks(first: date, last: date, room: int, anchor: date | None = None) -> list[Tick]:
    """At most about `room` days or first days of months, by their ordinals. Of the days every few ones, the anchor
    (the last day, if there is none) among them: they stay where they are while what is in sight is moved."""
    length = (last - first).days + 1
    for step in DAY_STEPS:
        if length <= step * room and length <= MOST_DAYS:
            beyond = ((last if anchor is None else anchor) - last).days
            days = (last - timedelta(days=ago) for ago in range(-beyond % step, length, step))
            return [(float(day.toordinal()), f"{day.day} {MONTHS[day.month - 1]}") for day in days]
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step = next((size for size in MONTH_STEPS if months <= size * room), MONTH_STEPS[-1])
    ticks = []
    for place in range(months):
        year, month = divmod(first.year * 12 + first.month - 1 + place, 12)
        start = date(year, month + 1, 1)
        if month % min(step, 12) == 0 and (step <= 12 or year % (step // 12) == 0) and start >= first:
            words = f"{MONTHS[month]} {year}" if month == 0 else MONTHS[month]
            ticks.append((float(start.toordinal()), words))
    return ticks
