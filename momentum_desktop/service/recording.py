"""Events into the log: what is submitted, checked, stepped through or derived anew, and answered."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from momentum_desktop.engine.reading import checked_event, checked_moment, read_json, same_event
from momentum_desktop.engine.values import Entry, Event, Outcome, instant_and_offset
from momentum_desktop.errors import KeyConflict, RefusedInput
from momentum_desktop.service.values import ActResult, BatchResult, Submission
from momentum_desktop.store.eventlog import event_by_key
from momentum_desktop.store.journal import ActDraft, Journal
from momentum_desktop.store.questions import act as act_row
from momentum_desktop.store.questions import ledger_of


def record_event(journal: Journal, user_id: int, submission: Submission, now: datetime) -> ActResult:
    """One event under an act of its own; the first answer again if its key came before."""
    standing = journal.standing(user_id)
    event = event_from(standing.rules, submission, now)
    if submission.idempotency_key is not None:
        journal.write_acts()
        found = event_by_key(journal.connection, user_id, submission.idempotency_key)
        if found is not None:
            return _again(journal, user_id, submission, event, *found)
    instant, offset = instant_and_offset(now)
    act = journal.open_act(ActDraft(user_id, "event", instant, offset, summary=in_words(event.event_type)))
    outcome = record_outcome(journal, act, event, instant)
    act.answer = answer_of(outcome)
    return ActResult(act.id, act.kind, act.summary, outcome=outcome, total_change=outcome.total_change)


def record_outcome(journal: Journal, act: ActDraft, event: Event, recorded_at: int) -> Outcome:
    """Append an event and say what it gave, wherever it lies in the history."""
    standing = journal.standing(act.user_id)
    before = standing.state
    outcome = journal.record(act, event, recorded_at)
    if outcome is not None:
        return outcome
    # `settle` puts a new state in the place of the one before.
    event_id = standing.through_id
    late = journal.settle(act.user_id, frozenset({event_id}))[event_id]
    after = standing.state
    return replace(
        late,
        total_change=after.total_points - before.total_points,
        total_points=after.total_points,
        level_number=after.level_number,
        level_up=after.level_number > before.level_number,
        achievements_unlocked=tuple(name for name in after.unlocked if name not in before.unlocked),
    )


def record_batch(
    journal: Journal, user_id: int, submissions: Sequence[Submission], now: datetime, summary: str
) -> BatchResult:
    """Many events under one act; those whose keys came before are left as they are."""
    standing = journal.standing(user_id)
    before = standing.state.total_points
    instant, offset = instant_and_offset(now)
    journal.write_acts()
    fresh: dict[str, Event] = {}
    unchanged = 0
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
            elif same_event(earlier, event):
                unchanged += 1
            else:
                raise KeyConflict(f"the key “{key}” came before with another event", where="idempotency_key")
        except RefusedInput as refusal:
            raise RefusedInput(str(refusal), where=f"event {number + 1}") from None
    if fresh:
        act = journal.open_act(ActDraft(user_id, "import", instant, offset, summary=summary))
        for event in fresh.values():
            journal.record(act, event, instant)
        journal.settle(user_id)
    total = standing.state.total_points
    return BatchResult(len(fresh), unchanged, total - before, total)


def event_from(rules: Any, submission: Submission, now: datetime) -> Event:
    """A submission as an event that may be recorded; without a key it gets one."""
    moment = instant_and_offset(now) if submission.occurred_at is None else checked_moment(submission.occurred_at)
    event = checked_event(
        rules,
        id=0,
        event_type=submission.event_type,
        moment=moment,
        metadata=submission.metadata,
        idempotency_key=submission.idempotency_key,
        day=submission.day,
    )
    return event if event.idempotency_key is not None else replace(event, idempotency_key=uuid.uuid4().hex)


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


def in_words(event_type: str) -> str:
    """“task_completion” as “Task completion”."""
    return event_type.replace("_", " ").capitalize()


def _again(journal: Journal, user_id: int, submission: Submission, event: Event, held: Event, act_id: int) -> ActResult:
    if submission.occurred_at is None:
        event = replace(event, instant=held.instant, offset=held.offset, day=held.day)
    if not same_event(held, event):
        raise KeyConflict(
            f"the key “{submission.idempotency_key}” came before with another event; nothing was stored",
            where="idempotency_key",
        )
    act = act_row(journal.connection, user_id, act_id)
    assert act is not None
    outcome = _first_answer(journal, user_id, held, act)
    return ActResult(act_id, act.kind, act.summary, outcome=outcome, total_change=outcome.total_change)


def _first_answer(journal: Journal, user_id: int, held: Event, act: Any) -> Outcome:
    """What was answered when the event came, or, for one that came in a batch, its entries as they now are."""
    if act.answer is not None:
        kept = read_json(act.answer)
        entries = tuple(Entry(*entry) for entry in kept["entries"])
    else:
        state = journal.standing(user_id).state
        entries = tuple(Entry(*row) for row in ledger_of(journal.connection, held.id))
        kept = {"total_points": state.total_points, "level_number": state.level_number, "level_up": False}
    awarded = sum(entry.points for entry in entries)
    return Outcome(
        event=held,
        entries=entries,
        points_awarded=awarded,
        total_change=kept.get("total_change", awarded),
        total_points=kept["total_points"],
        level_number=kept["level_number"],
        level_up=kept["level_up"],
        achievements_unlocked=tuple(kept.get("achievements_unlocked", ())),
        streaks_changed=tuple(kept.get("streaks_changed", ())),
        repeated=True,
    )
