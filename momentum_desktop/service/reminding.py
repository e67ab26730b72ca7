"""Reminders asked of the data and noted in it: each is told at most once, whoever asks and whatever ends in between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from momentum_desktop.engine.values import instant_and_offset, local_datetime
from momentum_desktop.service import answers
from momentum_desktop.service.reminder_values import FocusEnd, Reminder, TimedTask, Wishes
from momentum_desktop.service.reminders import focus_reminder, streak_reminders, task_reminders, to_tell
from momentum_desktop.store import reminder_rows
from momentum_desktop.store.journal import Journal
from momentum_desktop.store.store import Reader

KEPT_DAYS = 60
EVERYTHING = ("*", 0)
"""What stands for all reminders where one could be named."""


def due_reminders(
    reader: Reader, user_id: int, wishes: Wishes, tasks: Sequence[TimedTask], focus: FocusEnd | None, now: datetime
) -> tuple[Reminder, ...]:
    """What is to be told now; nothing while everything is put off."""
    standings = answers.streaks_of(reader, user_id, now) if wishes.streaks else ()
    with reader.snapshot() as connection:
        rules = reader.keeper.standing(user_id).rules
        fired = reminder_rows.fired_reminders(connection, user_id)
        snoozed = reminder_rows.snoozed_reminders(connection, user_id)
    instant = instant_and_offset(now)[0]
    if snoozed.get(EVERYTHING, instant) > instant:
        return ()
    day = date.fromordinal(answers.day_of(now, rules))

    def candidates() -> Iterator[Reminder]:
        ends = answers.day_end(day, rules, now)
        yield from streak_reminders(standings, rules, day, ends, now, wishes.streaks_at)
        if wishes.tasks:
            yield from task_reminders(tasks, now.date())
        if wishes.focus and focus is not None:
            yield focus_reminder(focus)

    return to_tell(candidates(), now.replace(tzinfo=None), fired, snoozed, instant)


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


def _named(reminder: Reminder) -> tuple[str, int]:
    return reminder.name, reminder.day.toordinal()
