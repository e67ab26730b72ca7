"""Reminders asked of the data and noted in it: each is told at most once, whoever asks and whatever ends in between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from momentum_desktop.engine.values import instant_and_offset, local_datetime
from momentum_desktop.service import answers
from momentum_desktop.service.plan_values import FocusSession, Task
from momentum_desktop.service.reminder_values import FocusEnd, Reminder, TimedTask, Wishes
from momentum_desktop.service.reminders import focus_reminder, streak_reminders, task_reminders, to_tell
from momentum_desktop.store import reminder_rows
from momentum_desktop.store.journal import Journal
from momentum_desktop.store.store import Reader

KEPT_DAYS = 60
EVERYTHING = ("*", 0)
"""What stands for all reminders where one could be named."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands to be reminded of for a user: `due` now, and the names of `all` that could remind, told or not."""

    user_id: int
    due: tuple[Reminder, ...]
    all: frozenset[str]


def standing_reminders(
    reader: Reader, user_id: int, wishes: Wishes, tasks: Sequence[Task], focus: FocusSession | None, now: datetime
) -> Standing:
    """What is to be told now; nothing while everything is put off."""
    standings = answers.streaks_of(reader, user_id, now) if wishes.streaks else ()
    with reader.snapshot() as connection:
        rules = reader.keeper.standing(user_id).rules
        fired = reminder_rows.fired_reminders(connection, user_id)
        snoozed = reminder_rows.snoozed_reminders(connection, user_id)
        written = reminder_rows.reminded_tasks(connection, user_id)
    wall, instant = now.replace(tzinfo=None), instant_and_offset(now)[0]
    day = date.fromordinal(answers.day_of(now, rules))
    found: list[Reminder] = []
    if wishes.streaks:
        ends = answers.day_end(day, rules, now)
        found += streak_reminders(standings, rules, day, ends, now, wishes.streaks_at)
    if wishes.tasks:
        timed = (_timed(task, written.get(task.id), now) for task in tasks if task.reminder and not task.done)
        found += task_reminders(timed, wall.date())
    end = _focus_end(focus, tasks, now) if wishes.focus else None
    if end is not None:
        found.append(focus_reminder(end, wall))
    held = snoozed.get(EVERYTHING, instant) > instant
    due = () if held else to_tell(found, wall, fired, snoozed, instant)
    return Standing(user_id, due, frozenset(each.name for each in found))


def asks_for_tasks(reader: Reader, user_id: int) -> bool:
    """Whether any task asks to be reminded of."""
    return bool(reminder_rows.reminded_tasks(reader.connection, user_id))


def fire_reminders(
    journal: Journal, user_id: int, reminders: Sequence[Reminder], now: datetime
) -> tuple[Reminder, ...]:
    """Those of the reminders that nobody told yet; from now on they are told."""
    connection = journal.connection
    reminder_rows.forget_reminders(connection, user_id, (now.date() - timedelta(days=KEPT_DAYS)).toordinal())
    return tuple(each for each in reminders if reminder_rows.fire(connection, user_id, _named(each)))


def snooze_reminders(journal: Journal, user_id: int, reminders: Sequence[Reminder], until: datetime) -> None:
    """Let reminders come again, once, at a later time; they keep the day that they belong to."""
    for each in reminders:
        reminder_rows.snooze(journal.connection, user_id, _named(each), instant_and_offset(until)[0])


def snooze_all(journal: Journal, user_id: int, until: datetime | None) -> None:
    """Let nothing remind until a time; None: no longer."""
    instant = None if until is None else instant_and_offset(until)[0]
    reminder_rows.snooze(journal.connection, user_id, EVERYTHING, instant)


def snoozed_until(reader: Reader, user_id: int, now: datetime) -> datetime | None:
    """Until when nothing reminds, on the wall clock of `now`."""
    instant, offset = instant_and_offset(now)
    until = reminder_rows.snoozed_reminders(reader.connection, user_id).get(EVERYTHING, instant)
    return local_datetime(until, offset) if until > instant else None


def _timed(task: Task, written: int | None, now: datetime) -> TimedTask:
    since = None if written is None else local_datetime(written, instant_and_offset(now)[1]).replace(tzinfo=None)
    return TimedTask(
        task.id, task.title, task.reminder or "", task.due, task.occurrence, task.repeat is not None, since
    )


def _focus_end(focus: FocusSession | None, tasks: Sequence[Task], now: datetime) -> FocusEnd | None:
    if focus is None or focus.planned_minutes is None or focus.seconds_left or focus.interrupted:
        return None
    title = next((task.title for task in tasks if task.id == focus.task_id), "")
    return FocusEnd(focus.id, focus.started_at.astimezone(now.tzinfo).date(), focus.planned_minutes, title)


def _named(reminder: Reminder) -> tuple[str, int]:
    return reminder.name, reminder.day.toordinal()
