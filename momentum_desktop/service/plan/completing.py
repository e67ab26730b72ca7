"""One thing done: its event into the log, and its row marked, under one act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, NamedTuple

from momentum_desktop.engine.calendar import logical_day
from momentum_desktop.engine.reading import checked_event
from momentum_desktop.engine.rules import Rules
from momentum_desktop.engine.step import worth
from momentum_desktop.engine.values import Event, Outcome, State, instant_and_offset, local_datetime
from momentum_desktop.errors import NotAsThingsStand
from momentum_desktop.service.plan_values import Task
from momentum_desktop.service.recording import new_key, open_act, record_outcome, recorded
from momentum_desktop.service.today_words import on_another_day
from momentum_desktop.service.values import ActResult
from momentum_desktop.store.journal import ActDraft, Journal
from momentum_desktop.store.plan_questions import GoalRecord, SlotRecord, StepRecord, TaskRecord
from momentum_desktop.store.plan_rows import change_row

Moment = tuple[int, int]
"""An instant (µs UTC) and its offset (s)."""


class Deed(NamedTuple):
    """What is done: the row it marks, the event it makes, what it is called. `timed`: the row keeps the time too."""

    table: str
    row_id: int
    title: str
    event_type: str
    metadata: Mapping[str, Any]
    timed: bool = False
    marks: Mapping[str, Any] = {}


class Done(NamedTuple):
    """What came of a deed: its event, what that gave (None while it is worked in), and a note on what came after it."""

    event_id: int
    outcome: Outcome | None
    note: str


def check_open(row: TaskRecord | GoalRecord | StepRecord | SlotRecord, what: str) -> None:
    """NotAsThingsStand if it is done."""
    if row.completed_at is not None:
        raise NotAsThingsStand(f"“{row.title}” is already done; undo it first to do it again", where=f"{what} {row.id}")


def complete(journal: Journal, user_id: int, deed: Deed, moment: Moment, now: datetime) -> ActResult:
    """A deed under an act of its own."""
    rules = journal.standing(user_id).rules
    on = on_another_day(day_of_moment(moment, rules), day_of_moment(instant_and_offset(now), rules))
    act = open_act(journal, user_id, "complete", f"Completed “{deed.title}”{on}", now)
    return recorded(act, *carry_out(journal, user_id, act, deed, moment, now))


def carry_out(journal: Journal, user_id: int, act: ActDraft, deed: Deed, moment: Moment, now: datetime) -> Done:
    """Record a deed's event, at any place of the history, and mark its row, under an act."""
    event = checked_event(
        journal.standing(user_id).rules,
        id=0,
        event_type=deed.event_type,
        moment=moment,
        metadata=deed.metadata,
        # Numbers of rows and acts begin anew on every computer, and keys travel between them.
        idempotency_key=f"{deed.table}:{deed.row_id}:{new_key()}",
    )
    done = Done(*record_outcome(journal, act, event, now))
    journal.write()
    marks = {**deed.marks, "completed_event_id": done.event_id}
    if deed.timed:
        marks |= {"completed_at": local_datetime(*moment), "completed_offset": moment[1]}
    change_row(journal.connection, act, deed.table, deed.row_id, marks)
    return done


def of_many(act: ActDraft, done: Sequence[Done]) -> ActResult:
    """The result of an act that made several events."""
    outcomes = tuple(each.outcome for each in done if each.outcome is not None)
    notes = [each.note for each in done if each.note]
    change = sum(outcome.total_change for outcome in outcomes)
    if len(outcomes) == len(done) > 1:
        act.answer = {"total_change": change}
    return ActResult(
        act.id,
        act.kind,
        act.summary,
        outcome=outcomes[0] if len(done) == len(outcomes) == 1 else None,
        total_change=change,
        pending=len(outcomes) < len(done),
        note=notes[-1] if notes else "",
        outcomes=outcomes,
    )


def earned_by(event_type: str, metadata: Mapping[str, Any], moment: Moment, state: State, rules: Rules) -> int:
    """What a deed would earn at a moment, by entries 1 to 5 of the rules; 0 if the rules do not know it."""
    if event_type not in rules.events:
        return 0
    event = Event(2**62, event_type, *moment, logical_day(*moment, rules.day_start), dict(metadata))
    return worth(state, event, rules)


def day_of_moment(moment: Moment, rules: Rules) -> date:
    """The logical day of a moment."""
    return date.fromordinal(logical_day(*moment, rules.day_start))


def in_time(moment: Moment, due: date | None, rules: Rules) -> dict[str, bool]:
    """Whether a deed with a due day is in time, as its metadata says it; nothing without a due day."""
    return {} if due is None else {"on_time": day_of_moment(moment, rules) <= due}


def with_task(result: ActResult, task: Task) -> ActResult:
    """A result with the task as it now stands."""
    return replace(result, task=task, row_id=task.id)
