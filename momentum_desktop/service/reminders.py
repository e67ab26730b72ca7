"""What is to remind a person now: pure functions of what stands, the wall clock, and what was told before.

Everything is compared with the clock on the wall, day and time without a zone. So a reminder comes at its hour wherever
the person is: once on a night that has the hour twice, and right after it on one that lacks it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta

from momentum_desktop.engine.calendar import week_of
from momentum_desktop.engine.rules import Rules, StreakRule
from momentum_desktop.service.reminder_times import reminder_moment
from momentum_desktop.service.reminder_values import FocusEnd, Reminder, TimedTask
from momentum_desktop.service.values import StreakStanding, Task

PATIENCE = timedelta(days=7)
"""How long after its hour a task may still remind, after a long suspend or before the next start."""
STILL_DUE = ("due", "frozen")

Named = tuple[str, int]


def to_tell(
    candidates: Iterable[Reminder], now: datetime, fired: frozenset[Named], snoozed: Mapping[Named, int], instant: int
) -> tuple[Reminder, ...]:
    """Those whose time has come and that were not told, or were put off until an instant (µs UTC) that has come.
    `now` is the wall clock without its zone."""
    due = []
    for each in candidates:
        named = (each.name, each.day.toordinal())
        fresh = named not in fired and now - PATIENCE < each.at <= now
        if snoozed[named] <= instant if named in snoozed else fresh:
            due.append(each)
    return tuple(sorted(due, key=lambda each: each.at))


def streak_reminders(
    standings: Iterable[StreakStanding], rules: Rules, day: date, day_ends_at: datetime, now: datetime, at: int
) -> Iterator[Reminder]:
    """The streaks that can still be kept on a logical day and would not be without it, at a minute of that day."""
    moment = _of_the_day(day, at, rules)
    named = {rule.name: rule for rule in rules.streaks}
    for standing in standings:
        rule = named[standing.streak_type]
        if standing.current_count and standing.status in STILL_DUE and _hangs_on(rule, standing, rules, day, now):
            yield Reminder(
                f"streak:{rule.name}",
                day,
                "streak",
                moment,
                f"{standing.title}: {_counted(standing.current_count, standing.period)} in a row",
                f"Still due; {'today' if standing.period == 'day' else 'the week'} ends in {_span(day_ends_at - now)}.",
            )


def task_reminders(tasks: Iterable[TimedTask], today: date) -> Iterator[Reminder]:
    """The reminders of open tasks and habits. One that was moved to another hour is another reminder."""
    for task in tasks:
        moment = reminder_moment(task.reminder, task.due)
        if moment is not None and (task.since is None or moment >= task.since):
            yield Reminder(
                f"task:{task.task_id}:{moment:%H:%M}",
                moment.date(),
                "habit" if task.habit else "task",
                moment,
                task.title,
                _due_words(task.due, today),
                task.task_id,
                task.occurrence,
            )


def focus_reminder(focus: FocusEnd, now: datetime) -> Reminder:
    """A focus session whose time is over. `now` is the wall clock without its zone."""
    words = f"{_counted(focus.minutes, 'minute')} of focus are done."
    headline = f"Focus ended: {focus.title}" if focus.title else "Focus ended"
    return Reminder(f"focus:{focus.session_id}", focus.day, "focus", now, headline, words)


def next_task(tasks: Iterable[Task], today: date) -> Task | None:
    """The task that a person could do next: the first on the list that has begun and is due, else the first."""
    begun = [task for task in tasks if not task.done and (task.start is None or task.start <= today)]
    due = (task for task in begun if task.due is not None and task.due <= today)
    return next(due, begun[0] if begun else None)


def _hangs_on(rule: StreakRule, standing: StreakStanding, rules: Rules, day: date, now: datetime) -> bool:
    """Whether a streak can be kept on this day, and its period would be lost without it."""
    today = day.toordinal()
    if not rules.asks(rule, today):
        return False
    between = rule.condition.between
    if between is not None and not between.holds(now.hour * 60 + now.minute):
        opens = _of_the_day(day, between.start, rules)
        if opens <= now.replace(tzinfo=None):
            return False
    if not rule.weekly:
        return True
    later = range(today + 1, week_of(today, rules.first_weekday) + 7)
    left = sum(rules.asks(rule, other) for other in later)
    return left < standing.needed - standing.progress if rule.distinct_days else left == 0


def _of_the_day(day: date, minute: int, rules: Rules) -> datetime:
    """When the wall clock shows a minute within a logical day: before the day's start it is the next date."""
    moment = datetime.combine(day, time(minute // 60, minute % 60))
    return moment + timedelta(days=1) if minute < rules.day_start else moment


def _due_words(due: date | None, today: date) -> str:
    if due is None:
        return ""
    days = (due - today).days
    if days < 0:
        return f"Was due {-days} {'day' if days == -1 else 'days'} ago."
    near = {0: "Due today.", 1: "Due tomorrow."}
    return near.get(days, f"Due in {days} days.")


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _span(left: timedelta) -> str:
    """Hours and minutes, rounded up."""
    minutes = max(0, -(-left // timedelta(minutes=1)))
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02}" if hours else f"{minutes} min"
