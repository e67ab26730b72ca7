"""What has changed in the last weeks, in two or three sentences, each only where the data support it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from momentum_desktop.gui.wording import WEEKDAYS, counted, grouped
from momentum_desktop.service.insight_values import Insights, Stretch
from momentum_desktop.service.kind_words import sum_in_words
from momentum_desktop.service.values import DayTotal, StreakStanding

MOST = 3
"""So many sentences are read."""

LEAST_POINTS, LEAST_CHANGE = 50, 10
"""Fewer points than these say nothing about four weeks, and less than so much per cent is no change."""

STEADY = "The last four weeks were much like the four before."
FEW = "Too little was done in these eight weeks to say what changed."
EARLY = "Once there are eight weeks to look at, this says what changed."

LEAST_WEEK, LEAST_WEEK_CHANGE = 30, 25
"""The same of a week, in which chance has more of a hand."""

KIND_CHANGE, SHARE_CHANGE = 1.5, 1.3
"""So much must the points of a kind have changed, and so much their share in all points."""

LEAST_DAYS, LEAST_EVENTS = 10, 20
"""Before so many active days and events an hour is busy by chance."""

LEAD = 1.25
"""So much more must there be in the busiest hour than in the one that was it, and the other way round before."""

DAYS_APART = 4
RUNS = {"day": 7, "week": 3}
"""The counts from which a streak is worth a sentence."""

ONE_OFF = {"achievement", "streak_milestone", "perfect_week"}
"""Kinds that come by themselves now and then: more or fewer of them are no change in the work."""


def changes(insights: Insights) -> tuple[str, ...]:
    """At most three sentences on the four weeks up to yesterday beside those before; none where nothing is to say."""
    said: list[str] = []
    tellers: tuple[Callable[[Insights], str], ...] = (_weeks, _this_week, _streak, _hour, _kind, _days)
    for tell in tellers:
        sentence = tell(insights)
        if sentence and len(said) < MOST:
            said.append(sentence)
    return tuple(said)


def no_changes(insights: Insights) -> str:
    """Why there is nothing to say: no four weeks before, too little in one or the other, or hardly a difference."""
    if not comparable(insights):
        return EARLY
    now, before = _points(insights.now.days), _points(insights.before.days)
    return FEW if min(now, before) < LEAST_POINTS else STEADY


def comparable(insights: Insights) -> bool:
    """Whether there are four earlier weeks to compare the last ones with."""
    first, before = insights.first_day, insights.before.days
    return first is not None and first <= before[0].day


def _weeks(insights: Insights) -> str:
    now, before = _points(insights.now.days), _points(insights.before.days)
    if not comparable(insights) or max(now, before) < LEAST_POINTS or not _differs(now, before):
        return ""
    if min(now, before) < LEAST_POINTS:
        # So few are no measure: the points are told, and not how many times as many they are.
        far_apart = max(now, before) >= 2 * LEAST_POINTS
        brought, had = _counted_or_none(now), grouped(before) if before else "none"
        return f"The last four weeks brought {brought}, the four weeks before {had}." if far_apart else ""
    return f"The last four weeks brought {counted(now, 'point')}, {_than(now, before)} the four weeks before."


def _this_week(insights: Insights) -> str:
    """The days of this week that are over, beside the same days of the week before."""
    over = (insights.today.day - insights.week_start).days
    days = insights.now.days
    if not 2 <= over <= 6 or insights.first_day is None or insights.first_day > days[-over - 7].day:
        return ""
    now, before = _points(days[-over:]), _points(days[-over - 7 : -7])
    if min(now, before) < LEAST_WEEK or not _differs(now, before, LEAST_WEEK_CHANGE):
        return ""
    until = WEEKDAYS[days[-1].day.weekday()]
    return f"This week up to {until} brought {counted(now, 'point')}, {_than(now, before)} last week up to {until}."


def _streak(insights: Insights) -> str:
    grown = [row for row in insights.records.streaks if row.current_count >= RUNS[row.period]]
    longest = [row for row in grown if row.current_count == row.longest_count]
    if longest:
        row = max(longest, key=_length)
        return f"{row.title} stands at {counted(row.current_count, row.period)}, longer than ever before."
    if not grown:
        return ""
    row = max(grown, key=_length)
    most = counted(row.longest_count, row.period)
    return f"{row.title} has grown to {counted(row.current_count, row.period)}; your longest is {most}."


def _hour(insights: Insights) -> str:
    now, before = insights.now.by_hour, insights.before.by_hour
    if not comparable(insights) or not _told_by_many(insights.now) or not _told_by_many(insights.before):
        return ""
    present, past = _busiest(now), _busiest(before)
    apart = min((present - past) % 24, (past - present) % 24)
    if apart < 2 or now[present] < LEAD * now[past] or before[past] < LEAD * before[present]:
        return ""
    return f"Your busiest hour moved from {past:02}:00 to {present:02}:00."


def _kind(insights: Insights) -> str:
    """The kind of work that grew or shrank the most."""
    if not comparable(insights):
        return ""
    now, before = insights.now.by_kind, insights.before.by_kind
    kinds = sorted({*now, *before} - ONE_OFF)
    all_now, all_before = (sum(each.get(kind, 0) for kind in kinds) for each in (now, before))
    found: list[tuple[float, str]] = []
    for kind in kinds:
        present, past = now.get(kind, 0), before.get(kind, 0)
        words = sum_in_words(kind)
        if present >= 2 * LEAST_POINTS and not past:
            found.append((float("inf"), f"New among your points: {words}, {grouped(present)} in the last four weeks."))
            continue
        if min(present, past) < LEAST_POINTS or _ratio(present, past) < KIND_CHANGE:
            continue
        # One that only went along with all others is no news beside their sum.
        if _ratio(present * all_before, past * all_now) >= SHARE_CHANGE:
            than = f"{_than(present, past)} in the four weeks before"
            found.append((_ratio(present, past), f"{words}: {counted(present, 'point')}, {than}."))
    return max(found)[1] if found else ""


def _days(insights: Insights) -> str:
    now, before = _active(insights.now.days), _active(insights.before.days)
    if not comparable(insights) or not now or abs(now - before) < DAYS_APART:
        return ""
    more = f"{abs(now - before)} {'more' if now > before else 'fewer'}"
    return f"You were active on {now} of the last {len(insights.now.days)} days, {more} than in the four weeks before."


def _than(now: int, before: int) -> str:
    """How one amount compares with another: “18% more than”, “three times as many as”."""
    times = round(now / before)
    if times >= 2 and abs(now / before - times) <= 0.05 * times:
        return f"{ {2: 'twice', 3: 'three times', 4: 'four times'}.get(times) or f'{times} times' } as many as"
    return f"{round(100 * abs(now - before) / before)}% {'more' if now > before else 'fewer'} than"


def _counted_or_none(points: int) -> str:
    return counted(points, "point") if points else "no points"


def _ratio(one: int, other: int) -> float:
    """How many times the smaller is in the larger."""
    return max(one, other) / min(one, other)


def _differs(now: int, before: int, least: int = LEAST_CHANGE) -> bool:
    return 100 * abs(now - before) >= least * before


def _told_by_many(stretch: Stretch) -> bool:
    return _active(stretch.days) >= LEAST_DAYS and sum(stretch.by_hour) >= LEAST_EVENTS


def _busiest(by_hour: Sequence[int]) -> int:
    return max(range(len(by_hour)), key=lambda hour: by_hour[hour])


def _points(days: Sequence[DayTotal]) -> int:
    return sum(row.points for row in days)


def _active(days: Sequence[DayTotal]) -> int:
    return sum(1 for row in days if row.events)


def _length(row: StreakStanding) -> int:
    return row.current_count * (7 if row.period == "week" else 1)
