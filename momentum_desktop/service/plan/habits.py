"""Habits as people see them: each repeating task with a streak of its own and its strength, from its occurrences."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from momentum_desktop.engine.rules import Rules
from momentum_desktop.errors import RefusedInput, UnknownThing
from momentum_desktop.service.answers import day_of
from momentum_desktop.service.plan.task_values import has_fixed_days, series_of, tasks_of
from momentum_desktop.service.plan_values import Habit, HabitDay, Number, Task
from momentum_desktop.store import plan_questions
from momentum_desktop.store.plan_questions import DONE, MOVED, OPEN, SKIPPED, OccurrenceRecord
from momentum_desktop.store.store import Reader

BEGINNING = date(1, 1, 1)
LONGEST_RANGE = 366 * 200


def habits_of(reader: Reader, user_id: int, days: int, now: datetime, task_id: int | None = None) -> tuple[Habit, ...]:
    """Every habit, or one, with what became of its last `days` days."""
    if type(days) is not int or not 0 <= days <= LONGEST_RANGE:
        raise RefusedInput(f"a whole number of days from 0 to {LONGEST_RANGE:,} is expected", where="days")
    with reader.snapshot() as connection:
        standing = reader.keeper.standing(user_id)
        rules = standing.rules
        today = date.fromordinal(day_of(now, rules))
        rows = plan_questions.tasks(connection, user_id, now, among=())
        if task_id is not None:
            rows = [row for row in rows if row.id == task_id]
            if not rows:
                raise UnknownThing(
                    f"there is no habit {task_id}", where="habit", advice="`momentum habit list` shows them"
                )
        series = series_of(connection, user_id, today, task_id)
        found: dict[int, list[OccurrenceRecord]] = {row.id: [] for row in rows}
        for each in plan_questions.occurrences_from(connection, user_id, BEGINNING, task_id):
            if each.task_id in found:
                found[each.task_id].append(each)
        tasks = tasks_of(rows, series, standing.state, rules, now)
        return tuple(_habit(task, found[task.id], rules, today, days) for task in tasks)


def _habit(task: Task, records: list[OccurrenceRecord], rules: Rules, today: date, days: int) -> Habit:
    from momentum_desktop.service.habit_streaks import habit_streak
    from momentum_desktop.service.habit_strength import habit_frequency, strength_after
    from momentum_desktop.service.recurrence import occurrences_between

    assert task.repeat is not None
    first = task.first_due or today
    # A day that is open again without an amount is one that nothing was said of.
    records = [each for each in records if each.state != OPEN or each.amount]
    done = [each for each in records if each.state == DONE]
    free = _days_of(task)
    # Skipped late, a habit without days of its own begins its next step on the day it was skipped.
    skipped = [max(each.day, _counted_on(each, rules, free)) for each in records if each.state in (SKIPPED, MOVED)]
    rests = [(date.fromordinal(start), date.fromordinal(end)) for start, end in rules.vacations]
    streak = habit_streak(
        task.repeat,
        task.repeat_from,
        first,
        [_counted_on(each, rules, free) for each in done],
        today,
        rules.first_weekday,
        skipped=skipped,
        rests=rests,
        rest_weekdays=rules.rest_weekdays,
    )
    worked = [each for each in records if each.state in (DONE, OPEN)]
    begun = min([first, *(each.day for each in worked)])
    amounts: dict[date, Number] = {}
    for each in worked:
        day = _counted_on(each, rules, free)
        amounts[day] = amounts.get(day, 0) + (each.amount if each.amount is not None else task.amount or 1)
    # While today may still be done it weakens nothing.
    done_today = any(_counted_on(each, rules, free) == today for each in done)
    last = today if done_today else today - timedelta(days=1)
    days_asked = None if free else occurrences_between(task.repeat, first, begun, today + timedelta(days=1))
    strength = strength_after(
        habit_frequency(task.repeat, first),
        {day: float(amount) for day, amount in amounts.items()},
        begun,
        last,
        target=float(task.amount or 1),
        skipped=[*skipped, *_rest_days(rests, rules.rest_weekdays, begun, today)],
        occurrences=None if days_asked is None else frozenset(days_asked),
    )
    since = today - timedelta(days=days)
    return Habit(
        task=task,
        current_count=streak.current,
        longest_count=streak.longest,
        status=streak.status,
        strength=strength,
        done_days=len(done),
        last_done=streak.last_done,
        days=tuple(HabitDay(each.day, each.state, each.amount) for each in records if days and each.day > since),
    )


def _days_of(task: Task) -> bool:
    """Whether the habit has no days of its own, so that a completion counts on the day it was done."""
    assert task.repeat is not None
    return task.repeat_from == "completion" or not has_fixed_days(task.repeat)


def _counted_on(each: OccurrenceRecord, rules: Rules, free: bool) -> date:
    return date.fromordinal(day_of(each.at, rules)) if free and each.at is not None else each.day


def _rest_days(
    rests: Iterable[tuple[date, date]], weekdays: Collection[int], first: date, last: date
) -> Iterable[date]:
    if weekdays:
        for number in range((last - first).days + 1):
            day = first + timedelta(days=number)
            if day.weekday() in weekdays:
                yield day
    for start, end in rests:
        day, until = max(start, first), min(end, last)
        while day <= until:
            yield day
            day += timedelta(days=1)
