"""A habit's own streak: how many of its occurrences, or of its calendar weeks, were done one after another."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date

from momentum_desktop.engine.calendar import week_of, weekday
from momentum_desktop.service.occurrences import Occurrences, occurrences_of
from momentum_desktop.service.recurrence import FROM_COMPLETION, step_after
from momentum_desktop.service.repeat_rule import read_repeat

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class HabitStreak:
    """A habit's streak as of a day. `status` is none (never kept), kept, due, resting or broken; a broken one counts 0.
    `last_done` is the latest occurrence that was done; for a habit without fixed days, the latest day."""

    current: int
    longest: int
    status: str
    last_done: date | None


class Rest:
    """The days on which nothing is asked: weekdays (0 for Monday), and spans with both ends inclusive."""

    def __init__(self, spans: Iterable[Span] = (), weekdays: Collection[int] = ()) -> None:
        self._spans = [(first.toordinal(), last.toordinal()) for first, last in spans]
        self._weekdays = frozenset(weekdays)

    def __contains__(self, day: int) -> bool:
        return weekday(day) in self._weekdays or any(first <= day <= last for first, last in self._spans)

    def asked(self, start: int, end: int) -> int:
        """How many days (ordinals) from `start` to before `end` are not at rest."""
        if not (self._spans or self._weekdays):
            return max(0, end - start)
        return sum(day not in self for day in range(start, end))


def habit_streak(
    rule: str,
    repeat_from: str,
    first_due: date,
    done: Iterable[date],
    today: date,
    week_start: int,
    *,
    skipped: Iterable[date] = (),
    rests: Iterable[Span] = (),
    rest_weekdays: Collection[int] = (),
) -> HabitStreak:
    """The streak of a habit, by what its rule asks for.

    `done` and `skipped` hold occurrences, whatever the day they were done on; for a rule from completion, and for
    X-TIMES, the days themselves. `rests` are vacations and pauses, `week_start` is 0 for Monday."""
    kept, left = {day.toordinal() for day in done}, {day.toordinal() for day in skipped}
    rest, now = Rest(rests, rest_weekdays), today.toordinal()
    occurrences = occurrences_of(rule, first_due)
    if occurrences.times is not None:
        ends = occurrences.first, occurrences.last
        return streak_over_weeks(occurrences.times, ends, kept, left, rest, now, week_start)
    if repeat_from == FROM_COMPLETION:
        return streak_from_completion(rule, first_due, kept, left, rest, now)
    asked = occurrences.between(occurrences.first, max(now, *kept, 0) + 1)
    begun = min(kept, default=now)
    if begun < occurrences.first:
        # Done before its first day: until then the rule is taken as begun on the day that it was first done.
        endless = replace(read_repeat(rule), count=None, until=None)
        asked = Occurrences(endless, begun).between(begun, occurrences.first) + asked
    return streak_over(asked, kept, left, rest, now)


def streak_over(
    occurrences: Sequence[int], done: AbstractSet[int], skipped: AbstractSet[int], rest: Rest, today: int
) -> HabitStreak:
    """The streak over fixed occurrences in ascending order; all days are ordinals.

    An occurrence stays open until the next one comes, and until then breaks nothing. One that was skipped, or lies in a
    rest, neither counts nor breaks; done all the same, it counts."""
    come = bisect_right(occurrences, today)
    latest = occurrences[come - 1] if come else today
    run = longest = last_done = 0
    for day in occurrences:
        if day in done:
            run += 1
            longest = max(longest, run)
            last_done = day
        elif day < latest and day not in skipped and day not in rest:
            run = 0
    return _standing(run, longest, last_done, last_done >= latest, latest in skipped or latest in rest)


def streak_over_weeks(
    times: int,
    ends: tuple[int, int],
    done: AbstractSet[int],
    skipped: AbstractSet[int],
    rest: Rest,
    today: int,
    week_start: int,
) -> HabitStreak:
    """The streak of calendar weeks with at least `times` days done; all days are ordinals, `ends` the habit's first
    and last.

    A week of which fewer days are left, by its rests or because the habit began or ended in it, asks for no more than
    these; each skip asks for one less. A week that asks for nothing neither counts nor breaks, nor does the present
    one while it is not kept. Weeks before the first day are asked from the first on in which something was done."""
    first, last = ends
    begun = min([first, *done])
    this_week, last_week = week_of(today, week_start), week_of(last, week_start)
    counts, skips = _by_week(done, week_start), _by_week(skipped - done, week_start)
    run = longest = 0
    kept = resting = False
    for week in range(week_of(begun, week_start), min(max(this_week, *counts, 0), last_week) + 1, 7):
        asked = min(
            times, rest.asked(max(week, first if first < week + 7 else begun), min(week + 7, last + 1))
        ) - skips.get(week, 0)
        if counts.get(week, 0) >= max(asked, 1):
            run += 1
            longest = max(longest, run)
            kept = kept or week >= min(this_week, last_week)
        elif asked > 0 and week < this_week:
            run = 0
        resting = resting or (week == this_week and asked <= 0)
    return _standing(run, longest, max(done, default=0), kept, resting)


def streak_from_completion(
    rule: str, first_due: date, done: AbstractSet[int], skipped: AbstractSet[int], rest: Rest, today: int
) -> HabitStreak:
    """The streak of a rule from completion: completions none of which came a whole step of the rule, or more, after it
    was due. Days (ordinals) at rest delay nothing; a skip starts the step anew."""
    run = longest = 0
    due = step_after(rule, first_due, 0)
    acts = sorted({*done, *skipped})
    for day in acts:
        if _missed(rule, first_due, due, day, rest):
            run = 0
        if day in done:
            run += 1
            longest = max(longest, run)
        due = step_after(rule, first_due, day)
    if _missed(rule, first_due, due, today, rest):
        run = 0
    open_now = due is not None and due <= today
    kept = not open_now and bool(acts) and acts[-1] in done
    return _standing(run, longest, max(done, default=0), kept, not open_now or today in rest)


def _missed(rule: str, first_due: date, due: int | None, day: int, rest: Rest) -> bool:
    """Whether by a day so much time has passed since the due day that the next occurrence would have come too."""
    if due is None or day <= due:
        return False
    following = step_after(rule, first_due, due)
    return following is not None and rest.asked(due, day) >= following - due


def _by_week(days: Iterable[int], week_start: int) -> dict[int, int]:
    counts: dict[int, int] = {}
    for day in days:
        week = week_of(day, week_start)
        counts[week] = counts.get(week, 0) + 1
    return counts


def _standing(run: int, longest: int, last_done: int, kept: bool, resting: bool) -> HabitStreak:
    last = date.fromordinal(last_done) if last_done else None
    if longest == 0:
        return HabitStreak(0, 0, "none", last)
    status = "kept" if kept else "broken" if run == 0 else "resting" if resting else "due"
    return HabitStreak(run, longest, status, last)
