"""Stretches of the history stepped through again from the nearest checkpoint, to see how it came about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from momentum_desktop.engine.explanation import Reason, reasons_of
from momentum_desktop.engine.rules import Rules
from momentum_desktop.engine.step import advance, step
from momentum_desktop.engine.values import Event, Outcome, State
from momentum_desktop.store.eventlog import Position, settled_after
from momentum_desktop.store.keeper import nearest_state
from momentum_desktop.store.ledger_pages import Line

if TYPE_CHECKING:
    from sqlalchemy import Connection

T = TypeVar("T")
MOST_STEPS = 50_000
"""Events stepped through for one page: rather a short page than a long wait."""


def explained(
    connection: Connection, user_id: int, rules: Rules, lines: Sequence[Line]
) -> dict[int, tuple[Event, tuple[Reason, ...]]]:
    """The events of the lines with their reasons; of the last lines not, if that would take too many steps."""
    wanted = {line.event_id for line in lines}
    found: dict[int, tuple[Event, tuple[Reason, ...]]] = {}
    steps = 0
    for line in lines:
        if line.event_id in found:
            continue
        if steps > MOST_STEPS:
            break
        state = nearest_state(connection, user_id, rules, line.position)
        for outcome in _stretch(connection, user_id, rules, state, line.position):
            steps += 1
            if outcome.event.id in wanted:
                found[outcome.event.id] = (outcome.event, reasons_of(state, outcome, rules))
    return found


def newest_hits(
    connection: Connection,
    user_id: int,
    rules: Rules,
    until: Position,
    limit: int,
    hit: Callable[[State, Outcome], T | None],
) -> tuple[list[T], Position | None]:
    """What `hit` makes of the newest events up to a position, of the state before and the outcome, newest first; and
    the position up to which to ask for more, None when there is no more. Fewer than `limit` may come all the same."""
    found: list[tuple[Position, T]] = []
    steps, more = 0, True
    while more and len(found) < limit and steps <= MOST_STEPS:
        state = nearest_state(connection, user_id, rules, until)
        start = state.position
        stretch = []
        for outcome in _stretch(connection, user_id, rules, state, until):
            steps += 1
            known = hit(state, outcome)
            if known is not None:
                stretch.append((outcome.event.position, known))
        found.extend(reversed(stretch))
        until, more = start, start[1] >= 0
    if len(found) > limit:
        del found[limit:]
        instant, event_id = found[-1][0]
        until, more = (instant, event_id - 1), True
    return [known for _, known in found], until if more else None


def _stretch(connection: Connection, user_id: int, rules: Rules, state: State, until: Position) -> Iterator[Outcome]:
    """The outcomes up to a position; while one is looked at, `state` is still the one before it."""
    for event in settled_after(connection, user_id, state.position):
        if event.position > until:
            return
        outcome = step(state, event, rules)
        yield outcome
        advance(state, outcome)
