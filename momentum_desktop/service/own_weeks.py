"""A user's weeks by points: for one who is alone, the others to measure the present week against."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from momentum_desktop.engine.calendar import week_of
from momentum_desktop.service.values import OwnWeek
from momentum_desktop.store import questions
from momentum_desktop.store.store import Reader

BEST = 5


def own_weeks(reader: Reader, user_id: int, today: int, first_weekday: int) -> tuple[OwnWeek, ...]:
    """The best weeks up to the present one, the earlier first where they are equal, and the present one wherever it
    stands."""
    present = week_of(today, first_weekday)
    sums = {present: 0}
    days = questions.points_by_day(reader.connection, user_id)
    for week, rows in groupby(days, key=lambda row: week_of(row[0], first_weekday)):
        if week <= present:
            sums[week] = sum(points for _, points in rows)
    ranked = sorted((week for week in sums if sums[week] > 0 or week == present), key=lambda week: (-sums[week], week))
    ranks = {sums[week]: place for place, week in reversed(list(enumerate(ranked, 1)))}
    shown = [week for place, week in enumerate(ranked) if place < BEST or week == present]
    return tuple(OwnWeek(ranks[sums[week]], date.fromordinal(week), sums[week], week == present) for week in shown)
