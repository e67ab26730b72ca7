"""When a repeating task is due: the rule checked, its occurrences, and which of them is the one now."""

from __future__ import annotations

from datetime import date

from momentum_desktop.engine.calendar import week_of
from momentum_desktop.errors import RefusedInput
from momentum_desktop.service.occurrences import Occurrences, occurrences_of
from momentum_desktop.service.repeat_rule import read_repeat
from momentum_desktop.service.today_words import full_date

FROM_DUE, FROM_COMPLETION = "due", "completion"
TEN_YEARS = 3653


def checked_repeat(text: str, first_due: date, repeat_from: str = FROM_DUE) -> str:
    """A rule in its one spelling: RFC 5545 text of days, or FREQ=WEEKLY;X-TIMES=n for n times in a calendar week.

    RefusedInput (where "repeat") if it is none, repeats within a day, or gives no day in ten years from `first_due`;
    repeating from completion also refuses COUNT and X-TIMES, which count what is fixed beforehand."""
    if repeat_from not in (FROM_DUE, FROM_COMPLETION):
        raise RefusedInput(f"“{repeat_from}” is neither due nor completion", where="repeat_from")
    rule = read_repeat(text)
    if repeat_from == FROM_COMPLETION and (rule.count is not None or rule.times is not None):
        part = "COUNT" if rule.times is None else "X-TIMES"
        raise RefusedInput(f"{part} needs days that stand fixed; repeat from the due day instead", where="repeat")
    first = first_due.toordinal()
    if rule.until is not None and rule.until < first:
        ends = date.fromordinal(rule.until)
        raise RefusedInput(
            f"the rule ends on {full_date(ends)}, before its first day, {full_date(first_due)}", where="repeat"
        )
    found = Occurrences(rule, first).after(first - 1)
    if found is None or found > first + TEN_YEARS:
        raise RefusedInput(f"the rule gives no day in the ten years from {full_date(first_due)}", where="repeat")
    return str(rule)


def occurrences_between(rule: str, first_due: date, start: date, end: date) -> list[date]:
    """The days of a rule from `start` to before `end`, none before `first_due`.

    `first_due` is one of them only if the rule falls on it. With X-TIMES every day may be one."""
    found = occurrences_of(rule, first_due).between(start.toordinal(), end.toordinal())
    return [date.fromordinal(day) for day in found]


def next_occurrence(rule: str, first_due: date, after: date) -> date | None:
    """The first day of a rule later than `after`; None once the rule has ended."""
    return _as_date(occurrences_of(rule, first_due).after(after.toordinal()))


def latest_occurrence(rule: str, first_due: date, on_or_before: date) -> date | None:
    """The last day of a rule up to `on_or_before`; None before the first."""
    return _as_date(occurrences_of(rule, first_due).latest(on_or_before.toordinal()))


def due_occurrence(
    rule: str,
    repeat_from: str,
    first_due: date,
    today: date,
    last_resolved: date | None,
    last_done_day: date | None,
    week_start: int,
    *,
    done_this_week: int = 0,
    last_skipped: date | None = None,
) -> date | None:
    """The occurrence that is now to be done; None once the rule has ended.

    From the due day: the latest that has come, unless it is resolved (done or skipped, `last_resolved`), else the next.
    Older ones that were missed are dropped. From completion: one step of the rule after `last_done_day` or after
    `last_skipped`, the later of a skipped occurrence and the day it was skipped on. With X-TIMES: the first day on
    which nothing is resolved, today or later, in this calendar week (which starts on `week_start`, 0 for Monday) while
    `done_this_week` is below n, else the next week's first day."""
    occurrences = occurrences_of(rule, first_due)
    now = today.toordinal()
    resolved = 0 if last_resolved is None else last_resolved.toordinal()
    done = 0 if last_done_day is None else last_done_day.toordinal()
    if occurrences.times is not None:
        day = max(now, resolved + 1, done + 1, occurrences.first)
        if done_this_week >= occurrences.times:
            day = max(day, week_of(now, week_start) + 7)
        return _as_date(day if day <= occurrences.last else None)
    if repeat_from == FROM_COMPLETION:
        skipped = 0 if last_skipped is None else last_skipped.toordinal()
        return _as_date(step_after(rule, first_due, max(done, skipped)))
    latest = occurrences.latest(now)
    if latest is None or latest <= resolved:
        latest = occurrences.after(max(now, resolved))
    return _as_date(latest)


def step_after(rule: str, first_due: date, day: int) -> int | None:
    """The occurrence (ordinal) that follows a completion on a day (ordinal, 0 for none yet): the rule begun anew there.

    So a rule without named days adds its interval, and “every second week on Monday” is a Monday at least a week on."""
    if day == 0:
        return occurrences_of(rule, first_due).after(first_due.toordinal() - 1)
    return Occurrences(read_repeat(rule), day).after(day)


def _as_date(day: int | None) -> date | None:
    return None if day is None else date.fromordinal(day)
