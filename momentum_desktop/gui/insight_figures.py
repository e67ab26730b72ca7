"""What the Insights page says in words and figures, worked out from the statistics."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from momentum_desktop.gui.theme import Theme
from momentum_desktop.gui.wording import MONTHS, WEEKDAYS, counted, day_words, grouped
from momentum_desktop.service.insight_values import KindDays
from momentum_desktop.service.kind_words import sum_in_words
from momentum_desktop.service.values import DayTotal, Stats

MOST_KINDS, MOST_LAYERS = 8, 6
OTHERS = 99
"""The place of what is gathered: beyond all colours."""


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


class KindLayer(NamedTuple):
    """One part of every bar: a kind of points in words, its place among the colours, and its points in each span."""

    words: str
    place: int
    points: tuple[int, ...]

    def colour(self, theme: Theme) -> str:
        """The ink of its bars: of the categories' colours the first for the largest part; what is left is grey."""
        inks = [pair[theme.name == "dark"] for pair in theme.categories.values()]
        return inks[self.place] if self.place < len(inks) else theme.muted


def layers(kind_days: KindDays, spans: Sequence[Span]) -> tuple[KindLayer, ...]:
    """What each span is made of, the largest kind first, the small ones gathered in the last layer. The days of both
    must be the same."""
    sums: dict[str, list[int]] = {}
    for kind, points in kind_days.by_kind.items():
        words = sum_in_words(kind)
        own = sums.setdefault(words, [0] * len(spans))
        for place, span in enumerate(spans):
            low = (span.first - kind_days.first).days
            own[place] += sum(points[low : (span.last - kind_days.first).days + 1])
    ranked = sorted(sums.items(), key=lambda pair: -sum(pair[1]))
    if len(ranked) > MOST_LAYERS:
        rest = [sum(column) for column in zip(*(points for _, points in ranked[MOST_LAYERS - 1 :]), strict=True)]
        ranked = [*ranked[: MOST_LAYERS - 1], ("Others", rest)]
    return tuple(
        KindLayer(words, OTHERS if words == "Others" else place, tuple(points))
        for place, (words, points) in enumerate(ranked)
        if any(points)
    )


def layer_words(shown: Sequence[KindLayer], place: int) -> str:
    """The parts of one bar, the largest first."""
    parts = sorted(((layer.points[place], layer.words) for layer in shown if layer.points[place]), reverse=True)
    return "".join(f"\n{words}: {grouped(points)}" for points, words in parts)


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
        words = sum_in_words(kind)
        sums[words] = sums.get(words, 0) + points
    ranked = sorted(sums.items(), key=lambda pair: -pair[1])
    if len(ranked) > MOST_KINDS:
        rest = ranked[MOST_KINDS - 1 :]
        ranked = [*ranked[: MOST_KINDS - 1], ("Others", sum(points for _, points in rest))]
    return tuple(ranked)


def heads_of(words: str, by_kind: dict[str, int]) -> tuple[str, ...]:
    """The heads of the ledger kinds that a row of `kinds` sums."""
    named = {head: sum_in_words(head) for head in (kind.split(":", 1)[0] for kind in by_kind)}
    others = {row for row, _ in kinds(by_kind)}
    found = [head for head, name in named.items() if name == words]
    return tuple(found or [head for head, name in named.items() if name not in others])


def average_active(stats: Stats) -> int:
    """Points of an average active day, rounded half up."""
    if not stats.active_days:
        return 0
    return (2 * stats.totals.points + stats.active_days) // (2 * stats.active_days)


def events_on_active_day(stats: Stats) -> str:
    """Events of an average active day, to one decimal place at most."""
    many = 10 * stats.totals.events
    tenths = (2 * many + stats.active_days) // (2 * stats.active_days) if stats.active_days else 0
    return f"{tenths // 10}.{tenths % 10}" if tenths % 10 else str(tenths // 10)


def busiest_day(stats: Stats) -> DayTotal | None:
    """The first day with the most events; None if there are none."""
    found = max(stats.days, key=lambda row: row.events, default=None)
    return found if found is not None and found.events else None


def points_sentence(stats: Stats) -> str:
    """What the days brought, and how the later half of them differs from the earlier."""
    return _course(stats, stats.totals.points, "point", [row.points for row in stats.days])


def events_sentence(stats: Stats) -> str:
    """The same of what was done, without its points."""
    return _course(stats, stats.totals.events, "event", [row.events for row in stats.days])


def _course(stats: Stats, total: int, noun: str, by_day: Sequence[int]) -> str:
    said = f"{counted(total, noun)} in {counted(len(by_day), 'day')}, {grouped(stats.active_days)} of them active."
    half = len(by_day) // 2
    if half >= 7 and total:
        later, earlier = sum(by_day[-half:]), sum(by_day[-2 * half : -half])
        if later == earlier:
            said += f" The last {half} days brought as many as the {half} before."
        else:
            more = f"{grouped(abs(later - earlier))} {'more' if later > earlier else 'fewer'}"
            said += f" The last {half} days brought {grouped(later)}, {more} than the {half} before."
    return said


def done_sentence(stats: Stats) -> str:
    """What was done most, without its points."""
    ranked = kinds(stats.by_event_type)
    if not ranked:
        return "Nothing done in these days yet."
    (first, most), *others = ranked
    return f"{first}: {_percent(most, stats.totals.events)} of what you did" + (
        f", then {others[0][0]} with {_percent(others[0][1], stats.totals.events)}." if others else "."
    )


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


def shown_hours(stats: Stats) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """The hours in which points came, each with its points by weekday."""
    by_hour = [tuple(weekday[hour] for weekday in stats.by_weekday_hour) for hour in range(24)]
    return tuple((hour, points) for hour, points in enumerate(by_hour) if any(points))


def hour_words(hour: int) -> str:
    return f"{hour:02}:00 to {(hour + 1) % 24:02}:00"


def _percent(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)}%"
