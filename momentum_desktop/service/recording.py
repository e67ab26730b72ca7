"""Events into the log: what is submitted, checked, stepped through or derived anew, and answered."""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import count
from typing import Any

from momentum_desktop.engine.reading import checked_event, checked_moment, read_json, same_event
from momentum_desktop.engine.rules import Rules
from momentum_desktop.engine.values import Entry, Event, Outcome, State, instant_and_offset
from momentum_desktop.errors import KeyConflict, RefusedInput
from momentum_desktop.service.answers import day_of
from momentum_desktop.service.kind_words import kind_in_words
from momentum_desktop.service.lateness import note_on
from momentum_desktop.service.today_words import on_another_day
from momentum_desktop.service.values import ActResult, BatchResult, Submission, Task
from momentum_desktop.store.eventlog import event_by_id, event_by_key
from momentum_desktop.store.journal import ActDraft, Journal
from momentum_desktop.store.questions import act as act_row
from momentum_desktop.store.questions import ledger_of
from momentum_desktop.store.unsettled import unsettled_events

_KEYS_OF_THIS_START = secrets.token_hex(12)
_key_numbers = count()


def open_act(
    journal: Journal, user_id: int, kind: str, summary: str, now: datetime, target: int | None = None
) -> ActDraft:
    """An act of a person, begun now."""
    instant, offset = instant_and_offset(now)
    return journal.open_act(ActDraft(user_id, kind, instant, offset, summary=summary, target_id=target))


def record_event(journal: Journal, user_id: int, submission: Submission, now: datetime) -> ActResult:
    """One event under an act of its own; the first answer again if its key came before."""
    standing = journal.standing(user_id)
    event = event_from(standing.rules, submission, now)
    if submission.idempotency_key is not None:
        found = journal.recorded(user_id, submission.idempotency_key)
        if found is not None:
            return record_again(journal, user_id, submission, event, *found)
    act = open_act(journal, user_id, "event", words_of(event, standing.rules, now), now)
    return recorded(act, *record_outcome(journal, act, event, now))


def words_of(event: Event, rules: Rules, now: datetime) -> str:
    """What an event by itself is called in the history: “Task completed on Tue 3 Mar” if it is not of today."""
    words, today = kind_in_words(event.event_type), day_of(now, rules)
    if event.day == today:
        return words
    return words + on_another_day(date.fromordinal(event.day), date.fromordinal(today))


def record_outcome(journal: Journal, act: ActDraft, event: Event, now: datetime) -> tuple[int, Outcome | None, str]:
    """Append an event and say what it gave, wherever it lies in the history; its id, None if it lies so far back that
    what follows is still to be derived anew, and a note on what came after it."""
    standing = journal.standing(act.user_id)
    before = standing.state
    outcome = journal.record(act, event)
    event_id = standing.through_id
    if outcome is not None:
        return event_id, outcome, ""
    # `settle` puts a new state in the place of the one before.
    found = journal.settle(act.user_id, frozenset({event_id}))
    if found is None:
        return event_id, None, ""
    note = note_on(before, standing.state, journal.rewritten, standing.rules, day_of(now, standing.rules))
    return event_id, late_outcome(found[event_id], before, standing.state), note


def recorded(
    act: ActDraft, event_id: int, outcome: Outcome | None, note: str = "", task: Task | None = None
) -> ActResult:
    """The result of an act that made one event, with the answer kept in the act."""
    if outcome is None:
        return ActResult(act.id, act.kind, act.summary, task, pending=True, event_id=event_id, user_id=act.user_id)
    act.answer = answer_of(outcome)
    change = outcome.total_change
    return ActResult(act.id, act.kind, act.summary, task, outcome, change, user_id=act.user_id, note=note)


def result_of(act: ActDraft, row_id: int | None = None) -> ActResult:
    """The result of an act that made no event, on the row that it is about."""
    return ActResult(act.id, act.kind, act.summary, row_id=row_id)


def late_outcome(late: Outcome, before: State, after: State) -> Outcome:
    """The outcome of an event that came late: its own entries, and how the whole moved."""
    return replace(
        late,
        total_change=after.total_points - before.total_points,
        total_points=after.total_points,
        level_number=after.level_number,
        level_up=after.level_number > before.level_number,
        achievements_unlocked=tuple(name for name in after.unlocked if name not in before.unlocked),
    )


def settled_outcome(connection: Any, event_id: int, before: State, after: State) -> Outcome:
    """The same once it is worked in, from its stored entries."""
    entries = tuple(Entry(*row) for row in ledger_of(connection, event_id))
    awarded = sum(entry.points for entry in entries)
    total, level = after.total_points, after.level_number
    outcome = Outcome(event_by_id(connection, event_id), entries, awarded, awarded, total, level, False, (), ())
    return late_outcome(outcome, before, after)


def record_batch(
    journal: Journal, user_id: int, submissions: Sequence[Submission], now: datetime, summary: str
) -> BatchResult:
    """Many events under one act; those whose keys came before are left as they are."""
    standing = journal.standing(user_id)
    before = standing.state.total_points
    journal.write_acts()
    fresh: dict[str, Event] = {}
    unchanged, pending = 0, False
    for number, submission in enumerate(submissions):
        try:
            event = event_from(standing.rules, submission, now)
            key = event.idempotency_key or ""
            earlier = fresh.get(key)
            if earlier is None and submission.idempotency_key is not None:
                found = event_by_key(journal.connection, user_id, key)
                earlier = found[0] if found else None
            if earlier is None:
                fresh[key] = event
            else:
                check_repeats(submission, event, earlier)
                unchanged += 1
        except RefusedInput as refusal:
            raise RefusedInput(str(refusal), where=f"event {number + 1}") from None
    if fresh:
        act = open_act(journal, user_id, "import", summary, now)
        for event in fresh.values():
            journal.record(act, event)
        pending = journal.settle(user_id) is None
    total = standing.state.total_points
    return BatchResult(len(fresh), unchanged, total - before, total, pending)


def event_from(rules: Rules, submission: Submission, now: datetime) -> Event:
    """A submission as an event that may be recorded; without a key it gets one."""
    moment = instant_and_offset(now) if submission.occurred_at is None else checked_moment(submission.occurred_at)
    return checked_event(
        rules,
        id=0,
        event_type=submission.event_type,
        moment=moment,
        metadata=submission.metadata,
        idempotency_key=new_key() if submission.idempotency_key is None else submission.idempotency_key,
        day=submission.day,
    )


def new_key() -> str:
    """A key like no other, next in order to the one before it, so that the index of keys grows at one place."""
    return f"{_KEYS_OF_THIS_START}{os.getpid():x}-{next(_key_numbers):08x}"


def answer_of(outcome: Outcome) -> dict[str, Any]:
    """An outcome as the act keeps it, to be given again."""
    return {
        "entries": [list(entry) for entry in outcome.entries],
        "total_change": outcome.total_change,
        "total_points": outcome.total_points,
        "level_number": outcome.level_number,
        "level_up": outcome.level_up,
        "achievements_unlocked": list(outcome.achievements_unlocked),
        "streaks_changed": list(outcome.streaks_changed),
    }


def record_again(
    journal: Journal, user_id: int, submission: Submission, event: Event, held: Event, act_id: int
) -> ActResult:
    """What the event held under a submission's key was answered with when it came."""
    check_repeats(submission, event, held)
    act = act_row(journal.connection, user_id, act_id)
    assert act is not None
    if held.id in unsettled_events(journal.connection, user_id):
        return ActResult(act_id, act.kind, act.summary, pending=True, event_id=held.id)
    outcome = _first_answer(journal, user_id, held, act)
    return ActResult(act_id, act.kind, act.summary, outcome=outcome, total_change=outcome.total_change)


def check_repeats(submission: Submission, event: Event, held: Event) -> None:
    """KeyConflict unless a submission says the same as the event held under its key; without a time it says nothing of
    when that was, and without a day nothing of the day, which another `day_starts_at` would give anew."""
    if submission.occurred_at is None:
        event = replace(event, instant=held.instant, offset=held.offset, day=held.day)
    elif submission.day is None:
        event = replace(event, day=held.day)
    if not same_event(held, event):
        raise KeyConflict(
            f"the key “{submission.idempotency_key}” came before with another event; nothing was stored",
            where="idempotency_key",
        )


def kept_outcome(event: Event, kept: dict[str, Any], *, repeated: bool = False) -> Outcome:
    """The outcome that was answered when an event came, from what its act kept of it."""
    entries = tuple(Entry(*entry) for entry in kept["entries"])
    awarded = sum(entry.points for entry in entries)
    return Outcome(
        event=event,
        entries=entries,
        points_awarded=awarded,
        total_change=kept.get("total_change", awarded),
        total_points=kept["total_points"],
        level_number=kept["level_number"],
        level_up=kept["level_up"],
        achievements_unlocked=tuple(kept.get("achievements_unlocked", ())),
        streaks_changed=tuple(kept.get("streaks_changed", ())),
        repeated=repeated,
    )


def _first_answer(journal: Journal, user_id: int, held: Event, act: Any) -> Outcome:
    """What was answered when the event came, or, for one that came in a batch, its entries as they now are."""
    kept = None if act.answer is None else read_json(act.answer)
    if kept is not None and "entries" in kept:
        return kept_outcome(held, kept, repeated=True)
    state = journal.standing(user_id).state
    entries = ledger_of(journal.connection, held.id)
    kept = {"entries": entries, "total_points": state.total_points, "level_number": state.level_number}
    return kept_outcome(held, {**kept, "level_up": False}, repeated=True)
