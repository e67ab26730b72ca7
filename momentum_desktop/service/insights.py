"""What the days amount to: the best of them, the last weeks beside those before, and points by kind and day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime
from itertools import groupby

from momentum_desktop.engine.calendar import month_of, week_of
from momentum_desktop.engine.rules import Rules
from momentum_desktop.service.answers import checked_days, day_of, day_totals, rules_of, streaks_now
from momentum_desktop.service.insight_values import Insights, KindDays, Records, SpanTotal, Stretch
from momentum_desktop.service.values import DayTotal, StreakStanding
from momentum_desktop.store import questions
from momentum_desktop.store.store import Reader

STRETCH = 28
HOURS = 24


def insights_of(reader: Reader, user_id: int, now: datetime) -> Insights:
    """A user's records and last weeks."""
    with reader.snapshot() as connection:
        rules = rules_of(reader, user_id)
        today = day_of(now, rules)
        rows = [
            DayTotal(date.fromordinal(row.day), row.points, row.events)
            for row in questions.day_sums(connection, user_id, 0, today + 1)
        ]
        streaks = streaks_now(reader, user_id, now)
        recent = _stretch(reader, user_id, today - STRETCH, today)
        earlier = _stretch(reader, user_id, today - 2 * STRETCH, today - STRETCH)
    active = [row for row in rows if row.events]
    return Insights(
        today=rows[-1] if rows and rows[-1].day.toordinal() == today else DayTotal(date.fromordinal(today), 0, 0),
        week_start=date.fromordinal(week_of(today, rules.first_weekday)),
        first_day=active[0].day if active else None,
        records=_records(active, streaks, rules),
        now=recent,
        before=earlier,
    )


def kind_days_of(reader: Reader, user_id: int, days: int, until: date | None, now: datetime) -> KindDays:
    """The points of each kind on the last `days` days up to today, or to `until`; 0 for all since the first."""
    with reader.snapshot() as connection:
        rules = rules_of(reader, user_id)
        first, last = checked_days(reader, user_id, days, until, day_of(now, rules))
        sums: dict[str, list[int]] = defaultdict(lambda: [0] * (last + 1 - first))
        for day, kind, points in questions.kind_sums_by_day(connection, user_id, first, last + 1):
            sums[kind][day - first] = points
    return KindDays(date.fromordinal(first), {kind: tuple(points) for kind, points in sorted(sums.items())})


def _stretch(reader: Reader, user_id: int, first: int, until: int) -> Stretch:
    connection = reader.connection
    by_kind: dict[str, int] = defaultdict(int)
    for _, kind, points in questions.kind_sums_by_day(connection, user_id, first, until):
        by_kind[kind] += points
    by_hour = [0] * HOURS
    for hour, events in questions.hour_events(connection, user_id, first, until):
        by_hour[hour] = events
    return Stretch(day_totals(reader, user_id, first, until), dict(by_kind), tuple(by_hour))


def _records(active: Sequence[DayTotal], streaks: tuple[StreakStanding, ...], rules: Rules) -> Records:
    weeks = _gathered(active, lambda place: week_of(active[place].day.toordinal(), rules.first_weekday))
    months = _gathered(active, lambda place: month_of(active[place].day.toordinal()))
    # In a run of days in a row, the day less its place in the list stays the same.
    runs = _gathered(active, lambda place: active[place].day.toordinal() - place)
    return Records(
        active_days=len(active),
        best_day=max((row for row in active if row.points > 0), key=lambda row: row.points, default=None),
        busiest_day=max(active, key=lambda row: row.events, default=None),
        best_week=max((week for week in weeks if week.points > 0), key=lambda week: week.points, default=None),
        best_month=max((month for month in months if month.points > 0), key=lambda month: month.points, default=None),
        longest_run=max(runs, key=lambda run: run.last - run.first, default=None),
        streaks=streaks,
    )


def _gathered(active: Sequence[DayTotal], key: Callable[[int], int]) -> list[SpanTotal]:
    """Stretches of active days that have a key of their place in common, from their first to their last."""
    found = []
    for _, places in groupby(range(len(active)), key):
        rows = [active[place] for place in places]
        points, events = sum(row.points for row in rows), sum(row.events for row in rows)
        found.append(SpanTotal(rows[0].day, rows[-1].day, points, events))
    return found
