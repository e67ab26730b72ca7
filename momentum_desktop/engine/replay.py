"""The whole history through `step`, in the order of the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from momentum_desktop.engine.rules import Rules
from momentum_desktop.engine.step import advance, initial_state, step
from momentum_desktop.engine.values import Event, Outcome, State


class LedgerLine(NamedTuple):
    """One entry of the ledger with the event it came from and its logical day (ordinal)."""

    event: int
    kind: str
    points: int
    day: int


@dataclass(slots=True)
class Replay:
    """What a log amounts to: the state after it, its ledger, and its last event in order."""

    state: State
    ledger: list[LedgerLine] = field(default_factory=list)
    last: Event | None = None


def outcomes(events: Iterable[Event], rules: Rules, state: State) -> Iterator[Outcome]:
    """The outcome of each event, which must come in order; `state` follows."""
    for event in events:
        outcome = step(state, event, rules)
        advance(state, outcome)
        yield outcome


def replay(events: Iterable[Event], rules: Rules) -> Replay:
    """A log, in any order, under the rules: a pure function of both."""
    result = Replay(initial_state(rules))
    for outcome in outcomes(sorted(events, key=lambda event: event.position), rules, result.state):
        result.last = outcome.event
        result.ledger.extend(ledger_lines(outcome))
    return result


def ledger_lines(outcome: Outcome) -> list[LedgerLine]:
    """The lines that an outcome adds to the ledger, in their order."""
    event = outcome.event
    return [LedgerLine(event.id, entry.kind, entry.points, event.day) for entry in outcome.entries]
