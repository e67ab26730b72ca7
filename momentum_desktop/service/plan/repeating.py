"""One day of a repeating task: done, done in part, skipped, or moved out into a task by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from momentum_desktop.engine.numbers import plain
from momentum_desktop.engine.reading import read_day
from momentum_desktop.engine.rules import Rules
from momentum_desktop.engine.values import instant_and_offset
from momentum_desktop.errors import NotAsThingsStand
from momentum_desktop.service.clock import first_and_last_shown
from momentum_desktop.service.plan.completing import Deed, Moment, carry_out, day_of_moment, with_task
from momentum_desktop.service.plan.drafts import COMPLETION, checked_amount, checked_amount_so_far, checked_task
from momentum_desktop.service.plan.parts import begin_next, parts_are_of
from momentum_desktop.service.plan.task_values import (
    completion_metadata,
    day_settled,
    has_fixed_days,
    occurrence_task,
    series_of,
)
from momentum_desktop.service.plan.task_values import task_of as shown_task
from momentum_desktop.service.plan_values import TaskDraft
from momentum_desktop.service.recording import open_act, recorded
from momentum_desktop.service.today_words import date_in_words
from momentum_desktop.service.values import ActResult
from momentum_desktop.store import plan_questions
from momentum_desktop.store.journal import ActDraft, Journal
from momentum_desktop.store.plan_questions import DONE, MOVED, OPEN, SKIPPED, OccurrenceRecord, TaskRecord
from momentum_desktop.store.plan_rows import add_row, change_row

TABLE = "occurrences"
NOON = 12 * 60


def complete_occurrence(
    journal: Journal,
    user_id: int,
    row: TaskRecord,
    at: Moment | None,
    now: datetime,
    day: date | None = None,
    amount: Any = None,
) -> ActResult:
    """An occurrence done: the one named, else the one that was due at `at`, or now. A day of the past that is named
    without a time was done on that day, at a time unknown."""
    moment = at or instant_and_offset(now)
    rules = journal.standing(user_id).rules
    today = day_of_moment(instant_and_offset(now), rules)
    occurrence = due_at(journal, user_id, row, moment, now) if day is None else _day(day)
    for said in (day_of_moment(moment, rules), occurrence if day is not None else None):
        _check_come(row, said, today)
    filled_in = at is None and day is not None and occurrence < today
    if filled_in:
        moment = _in_the_middle_of(occurrence, rules, now)
    of_its_day = "" if occurrence == today else f" of {date_in_words(occurrence, today)}"
    act = open_act(journal, user_id, "complete", f"Completed “{row.title}”{of_its_day}", now)
    of_this_day = parts_are_of(journal, user_id, row, occurrence, now)
    deed = deed_of(journal, user_id, act, row, occurrence, moment, amount)
    if filled_in:
        deed = deed._replace(metadata={**deed.metadata, "time_unknown": True})
    result = recorded(act, *carry_out(journal, user_id, act, deed, moment, now))
    if of_this_day:
        begin_next(journal, user_id, act, row, occurrence, now)
    done = plan_questions.occurrence(journal.connection, row.id, occurrence)
    assert done is not None
    return with_task(result, occurrence_task(row, done))


def log_amount(
    journal: Journal, user_id: int, row: TaskRecord, amount: Any, day: date | None, now: datetime, more: bool = False
) -> ActResult:
    """How much of an occurrence's amount is there by now, or (`more`) has come to what was there; with the whole of it
    the occurrence is done."""
    if row.repeat is None or row.amount is None:
        raise NotAsThingsStand("it asks for no amount; give it one first", where=f"task {row.id}")
    moment = instant_and_offset(now)
    today = day_of_moment(moment, journal.standing(user_id).rules)
    occurrence = due_at(journal, user_id, row, moment, now) if day is None else _day(day)
    if day is None and occurrence > today:
        raise _nothing_open(journal, row, today, occurrence)
    found = checked_amount_so_far(amount, more)
    held = _unsettled(journal, row, occurrence, today)
    if more and held is not None and held.amount is not None:
        found = plain(Decimal(held.amount) + Decimal(found))
    if found >= row.amount:
        return complete_occurrence(journal, user_id, row, None, now, day, found)
    if day is not None:
        _check_come(row, occurrence, today)
    of_it = f"{found:,} of {row.amount:,}{f' {row.unit}' if row.unit else ''}"
    act = open_act(journal, user_id, "amount", f"{of_it} of “{row.title}”", now)
    _put(journal, user_id, act, row, occurrence, held, {"state": OPEN, "amount": found or None})
    return ActResult(act.id, act.kind, act.summary, shown_task(row, 0, occurrence, found), row_id=row.id)


def skip_occurrence(journal: Journal, user_id: int, row: TaskRecord, day: date | None, now: datetime) -> ActResult:
    """An occurrence let go without harm: no completion, and no streak is broken by it."""
    if row.repeat is None:
        raise NotAsThingsStand("only what repeats can be skipped; move it or delete it", where=f"task {row.id}")
    moment = instant_and_offset(now)
    rules = journal.standing(user_id).rules
    today = day_of_moment(moment, rules)
    occurrence = due_at(journal, user_id, row, moment, now) if day is None else _day(day)
    held = _unsettled(journal, row, occurrence, today)
    act = open_act(journal, user_id, "skip", f"Skipped “{row.title}” of {date_in_words(occurrence, today)}", now)
    marks = {"state": SKIPPED, "completed_at": now, "completed_offset": moment[1]}
    of_this_day = parts_are_of(journal, user_id, row, occurrence, now)
    _put(journal, user_id, act, row, occurrence, held, marks)
    if of_this_day:
        begin_next(journal, user_id, act, row, occurrence, now)
    due = series_of(journal.connection, user_id, today, row.id).due(row, today, rules)
    return ActResult(act.id, act.kind, act.summary, shown_task(row, 0, due), row_id=row.id)


def move_out(
    journal: Journal,
    user_id: int,
    act: ActDraft,
    row: TaskRecord,
    day: date,
    draft: TaskDraft,
    now: datetime,
) -> int:
    """Let an occurrence be a task by itself with words of its own; the new task's number."""
    occurrence = _day(day)
    rules = journal.standing(user_id).rules
    today = day_of_moment(instant_and_offset(now), rules)
    held = _unsettled(journal, row, occurrence, today)
    values = checked_task(replace(draft, repeat=None, repeat_from="due"), rules, today)
    of_this_day = parts_are_of(journal, user_id, row, occurrence, now)
    _put(journal, user_id, act, row, occurrence, held, {"state": MOVED})
    if of_this_day:
        begin_next(journal, user_id, act, row, occurrence, now)
    return add_row(journal.connection, act, "tasks", {**values, "user_id": user_id, "created_at": now})


def deed_of(
    journal: Journal,
    user_id: int,
    act: ActDraft,
    row: TaskRecord,
    day: date,
    moment: Moment,
    amount: Any = None,
) -> Deed:
    """The deed that completes an occurrence, its row laid under the act."""
    rules = journal.standing(user_id).rules
    held = _unsettled(journal, row, day, day_of_moment((act.instant, act.offset), rules))
    metadata = completion_metadata(row, day, moment, rules)
    whole = checked_amount(amount, "amount") if amount is not None else row.amount
    marks: dict[str, Any] = {"state": DONE}
    if whole is not None:
        marks["amount"] = whole
        metadata["amount"] = whole
        if row.unit is not None:
            metadata["unit"] = row.unit
    occurrence_id = _put(journal, user_id, act, row, day, held, {"state": OPEN} if held is None else {})
    return Deed(TABLE, occurrence_id, row.title, COMPLETION, metadata, timed=True, marks=marks)


def due_at(journal: Journal, user_id: int, row: TaskRecord, moment: Moment, now: datetime) -> date:
    """The occurrence that was due at a moment; never a later one for a day in the past, which is completed as itself,
    also before the first. NotAsThingsStand if the series has ended."""
    from momentum_desktop.service.recurrence import latest_occurrence

    assert row.repeat is not None
    rules = journal.standing(user_id).rules
    today = day_of_moment(moment, rules)
    past = today < day_of_moment(instant_and_offset(now), rules)
    series = series_of(journal.connection, user_id, today, row.id)
    if not has_fixed_days(row.repeat):
        if past or _is_open(journal, row, today):
            return today
    elif row.repeat_from == "due":
        latest = latest_occurrence(row.repeat, row.due or today, today)
        if past:
            return latest or today
        # What was done for a later day leaves this one open.
        if latest is not None and _is_open(journal, row, latest):
            return latest
    else:
        last = series.done.get(row.id)
        if last is not None and today < day_settled(last, rules):
            # The next one is counted from the last: what was done before that stays before it.
            earlier = min(today, last.day - timedelta(days=1))
            while not _is_open(journal, row, earlier):
                earlier -= timedelta(days=1)
            return earlier
    due = series.due(row, today, rules)
    if due is None:
        raise NotAsThingsStand(f"“{row.title}” has ended; no day of it is left", where=f"task {row.id}")
    return due


def _check_come(row: TaskRecord, day: date | None, today: date) -> None:
    """NotAsThingsStand if that day is still to come. What is due next is done early without naming its day."""
    if day is not None and day > today:
        raise NotAsThingsStand(
            f"“{row.title}” cannot be done for {date_in_words(day, today)}, which is still to come; "
            f"name {date_in_words(today, today)} or a day before it",
            where=f"task {row.id}",
        )


def _nothing_open(journal: Journal, row: TaskRecord, today: date, due: date) -> NotAsThingsStand:
    """Why what came to an amount now is of no day that has come."""
    held = plan_questions.occurrence(journal.connection, row.id, today)
    word = {DONE: "done", SKIPPED: "skipped"}.get(OPEN if held is None else held.state)
    fault = (
        f"“{row.title}” is {word} for today" if word else f"“{row.title}” is not due before {date_in_words(due, today)}"
    )
    return NotAsThingsStand(fault, where=f"task {row.id}", advice="name a day with --day")


def _in_the_middle_of(day: date, rules: Rules, now: datetime) -> Moment:
    """Noon of a logical day where its time is unknown, or its beginning if that is later."""
    first, _ = first_and_last_shown(datetime.combine(day, time()) + timedelta(minutes=max(NOON, rules.day_start)), now)
    return instant_and_offset(first)


def _unsettled(journal: Journal, row: TaskRecord, day: date, today: date) -> OccurrenceRecord | None:
    """What is known of an occurrence that is still open. NotAsThingsStand if it is settled already."""
    held = plan_questions.occurrence(journal.connection, row.id, day)
    if held is not None and held.state != OPEN:
        word = {DONE: "done", SKIPPED: "skipped", MOVED: "a task by itself"}[held.state]
        of_it = f"“{row.title}” of {date_in_words(day, today)}"
        raise NotAsThingsStand(f"{of_it} is already {word}; undo that first", where=f"task {row.id}")
    return held


def _is_open(journal: Journal, row: TaskRecord, day: date) -> bool:
    held = plan_questions.occurrence(journal.connection, row.id, day)
    return held is None or held.state == OPEN


def _put(
    journal: Journal,
    user_id: int,
    act: ActDraft,
    row: TaskRecord,
    day: date,
    held: OccurrenceRecord | None,
    marks: dict[str, Any],
) -> int:
    if held is not None:
        if marks:
            change_row(journal.connection, act, TABLE, held.id, marks)
        return held.id
    values = {"user_id": user_id, "task_id": row.id, "day": day, **marks}
    return add_row(journal.connection, act, TABLE, values)


def _day(value: Any) -> date:
    return date.fromordinal(read_day(value, "occurrence"))
