"""What the Insights page says in words and figures, worked out from the statistics."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from momentum_desktop.gui.wording import MONTHS, WEEKDAYS, counted, day_words, grouped, spelled
from momentum_desktop.service.values import DayTotal, Stats

MOST_KINDS = 8

KIND_WORDS = {
    "task_completion": "Tasks",
    "goal_completion": "Goals",
    "goal_step_completion": "Goal steps",
    "time_slot_completion": "Time slots",
    "focus_session": "Focus sessions",
    "learning_session": "Learning",
    "social_interaction": "With others",
    "perfect_week": "Perfect weeks",
    "first_task_of_day": "First task of the day",
    "weekend_activity": "Weekends",
    "early_bird": "Early bird",
    "night_owl": "Night owl",
    "streak_milestone": "Streak milestones",
    "achievement": "Achievements",
}


class Grouping(StrEnum):
    """What one point of the chart stands for."""

    DAY = "Day"
    WEEK = "Week"
    MONTH = "Month"


class Span(NamedTuple):
    """The points and events from one day to another, both within."""

    first: date
    last: date
    points: int
    events: int


def spans(days: Sequence[DayTotal], grouping: Grouping) -> tuple[Span, ...]:
    """The days gathered by day, by week from Monday, or by calendar month; the first and last may be cut short."""
    made: list[Span] = []
    for row in days:
        if made and _start(made[-1].first, grouping) == _start(row.day, grouping):
            open_one = made[-1]
            made[-1] = Span(open_one.first, row.day, open_one.points + row.points, open_one.events + row.events)
        else:
            made.append(Span(row.day, row.day, row.points, row.events))
    return tuple(made)


def _start(day: date, grouping: Grouping) -> date:
    match grouping:
        case Grouping.DAY:
            return day
        case Grouping.WEEK:
            return day - timedelta(days=day.weekday())
    return day.replace(day=1)


def span_words(span: Span, grouping: Grouping) -> str:
    """When it was: 14 Jan 2026; 12 Jan to 18 Jan 2026; January as Jan 2026."""
    if grouping is Grouping.DAY or span.first == span.last:
        return day_words(span.first)
    if grouping is Grouping.WEEK:
        first = day_words(span.first)
        if span.first.year == span.last.year:
            first = first.rsplit(" ", 1)[0]
        return f"{first} to {day_words(span.last)}"
    return f"{MONTHS[span.first.month - 1]} {span.first.year}"


def kinds(by_kind: dict[str, int]) -> tuple[tuple[str, int], ...]:
    """The ledger kinds in words with their points, largest first; milestones and achievements each as one, and
    what is beyond the eighth gathered as Others."""
    sums: dict[str, int] = {}
    for kind, points in by_kind.items():
        head = kind.split(":", 1)[0]
        words = KIND_WORDS.get(head) or spelled(head)
        sums[words] = sums.get(words, 0) + points
    ranked = sorted(sums.items(), key=lambda pair: -pair[1])
    if len(ranked) > MOST_KINDS:
        rest = ranked[MOST_KINDS - 1 :]
        ranked = [*ranked[: MOST_KINDS - 1], ("Others", sum(points for _, points in rest))]
    return tuple(ranked)


def average_active(stats: Stats) -> int:
    """Points of an average active day, rounded half up."""
    if not stats.active_days:
        return 0
    return (2 * stats.totals.points + stats.active_days) // (2 * stats.active_days)


def points_sentence(stats: Stats) -> str:
    """What the days brought, and how the later half of them differs from the earlier."""
    days = stats.days
    said = f"{counted(stats.totals.points, 'point')} in {counted(len(days), 'day')}, "
    said += f"{grouped(stats.active_days)} of them active."
    half = len(days) // 2
    if half >= 7 and stats.totals.points:
        later = sum(row.points for row in days[-half:])
        earlier = sum(row.points for row in days[-2 * half : -half])
        if later == earlier:
            said += f" The last {half} days brought as many as the {half} before."
        else:
            more = f"{grouped(abs(later - earlier))} {'more' if later > earlier else 'fewer'}"
            said += f" The last {half} days brought {grouped(later)}, {more} than the {half} before."
    return said


def kinds_sentence(stats: Stats) -> str:
    ranked = [pair for pair in kinds(stats.by_kind) if pair[1] > 0]
    total = sum(points for _, points in ranked)
    if not total:
        return "No points in these days yet."
    first, points = ranked[0]
    said = f"{first}: {_percent(points, total)} of your points"
    if len(ranked) > 1:
        said += f", then {ranked[1][0]} with {_percent(ranked[1][1], total)}"
    return said + "."


def hours_sentence(stats: Stats) -> str:
    if not any(stats.by_weekday) or not any(stats.by_hour):
        return "No points in these days yet."
    day = max(range(7), key=lambda place: stats.by_weekday[place])
    hour = max(range(24), key=lambda place: stats.by_hour[place])
    return (
        f"{WEEKDAYS[day]} is your strongest day with {counted(stats.by_weekday[day], 'point')}, "
        f"{hour_words(hour)} your strongest hour with {grouped(stats.by_hour[hour])}."
    )


def hour_words(hour: int) -> str:
    return f"{hour:02}:00 to {(hour + 1) % 24:02}:00"


def _percent(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)}%"
