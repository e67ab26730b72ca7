"""Many events in one commit, each an act of its own with its own result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from momentum_desktop.engine.values import Event, Outcome
from momentum_desktop.errors import RefusedInput
from momentum_desktop.service.event_values import EachResult
from momentum_desktop.service.recording import (
    check_repeats,
    event_from,
    late_outcome,
    open_act,
    record_again,
    recorded,
    words_of,
)
from momentum_desktop.service.values import ActResult, Submission
from momentum_desktop.store.journal import ActDraft, Journal

MOST_AT_ONCE = 1_000


def record_each(
    journal: Journal, user_id: int, submissions: Sequence[Submission | RefusedInput], now: datetime
) -> EachResult:
    """Record the events that may be recorded; a refused one, or one that is a refusal already, leaves the others alone.

    Those that come late are derived together at the end: their `total_change` is what they themselves gave."""
    if len(submissions) > MOST_AT_ONCE:
        raise RefusedInput(f"no more than {MOST_AT_ONCE:,} at once", where="events")
    batch = _Batch(journal, user_id, now)
    results = [batch.record(each) for each in submissions]
    late = batch.settle()
    return EachResult(tuple(late.get(number, result) for number, result in enumerate(results)))


class _Batch:
    def __init__(self, journal: Journal, user_id: int, now: datetime) -> None:
        self._journal = journal
        self._user_id = user_id
        self._now = now
        self._number = -1
        self._seen: dict[str, tuple[Event, int]] = {}
        self._late: dict[int, tuple[ActDraft, int]] = {}
        self._again: list[tuple[int, int]] = []
        self._results: list[ActResult | RefusedInput] = []

    def record(self, submission: Submission | RefusedInput) -> ActResult | RefusedInput:
        self._number += 1
        try:
            if isinstance(submission, RefusedInput):
                raise submission
            result = self._record(submission)
        except RefusedInput as refusal:
            self._results.append(refusal)
            return refusal
        self._results.append(result)
        return result

    def settle(self) -> dict[int, ActResult]:
        """The results of those that came late, and of those that repeat one of them, by their number."""
        standing = self._journal.standing(self._user_id)
        found = None
        if self._late:
            found = self._journal.settle(self._user_id, frozenset(event_id for _, event_id in self._late.values()))
        settled: dict[int, ActResult] = {}
        for number, (act, event_id) in self._late.items():
            outcome = None
            if found is not None:
                own = found[event_id]
                outcome = replace(late_outcome(own, standing.state, standing.state), total_change=own.points_awarded)
            settled[number] = recorded(act, event_id, outcome)
        for number, first in self._again:
            result = settled.get(first, self._results[first])
            assert isinstance(result, ActResult)
            settled[number] = replace(result, outcome=result.outcome and replace(result.outcome, repeated=True))
        return settled

    def _record(self, submission: Submission) -> ActResult:
        journal, standing = self._journal, self._journal.standing(self._user_id)
        event = event_from(standing.rules, submission, self._now)
        key = submission.idempotency_key
        if key is not None:
            if key in self._seen:
                return self._repeat(key, event, submission)
            found = journal.recorded(self._user_id, key)
            if found is not None:
                return record_again(journal, self._user_id, submission, event, *found)
            self._seen[key] = (event, self._number)
        act = open_act(journal, self._user_id, "event", words_of(event, standing.rules, self._now), self._now)
        outcome: Outcome | None = journal.record(act, event)
        if outcome is None:
            self._late[self._number] = (act, standing.through_id)
        return recorded(act, standing.through_id, outcome)

    def _repeat(self, key: str, event: Event, submission: Submission) -> ActResult:
        held, number = self._seen[key]
        check_repeats(submission, event, held)
        self._again.append((self._number, number))
        first = self._results[number]
        assert isinstance(first, ActResult)
        return first
