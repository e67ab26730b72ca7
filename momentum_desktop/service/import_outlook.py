"""The level that an import would make: the log stepped through with its events at their places, and nothing stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from heapq import merge
from typing import Any

from momentum_desktop.engine.rules import Rules
from momentum_desktop.engine.step import advance, step
from momentum_desktop.engine.values import Event, State
from momentum_desktop.service.import_values import Outlook
from momentum_desktop.store.eventlog import counted_after
from momentum_desktop.store.import_batch import Batch
from momentum_desktop.store.keeper import nearest_state

FIRST_NEW = 2**52
"""A number later than that of any recorded event: an import is recorded after them."""

TOLD_EVERY = 2_000


def outlook_of(connection: Any, rules: Rules, before: State, batch: Batch, tell: Callable[[float], None]) -> Outlook:
    """Where a user whose state is `before` would stand with the events of a batch."""
    state = before
    if batch.events:
        new = sorted(_new_events(batch), key=lambda event: event.position)
        state = nearest_state(connection, batch.user_id, rules, new[0].position)
        log = merge(counted_after(connection, batch.user_id, state.position), new, key=lambda event: event.position)
        for number, event in enumerate(log):
            if number % TOLD_EVERY == 0:
                tell(min(number / len(new), 1))
            if event.event_type in rules.events:
                advance(state, step(state, event, rules))
    titles = {level.level_number: level.title for level in rules.levels}
    return Outlook(
        total_points=state.total_points,
        level_number=state.level_number,
        level_title=titles.get(state.level_number, ""),
        achievements=len(state.unlocked) - len(before.unlocked),
        points_before=before.total_points,
        level_before=before.level_number,
    )


def _new_events(batch: Batch) -> Iterator[Event]:
    for place, event in enumerate(batch.events):
        yield Event(
            FIRST_NEW + place,
            event.event_type,
            event.instant,
            event.offset,
            event.day,
            event.metadata,
            event.key,
        )
