"""What a long act comes to, found out beside the writing, so that it holds the pen for little more than storing it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from momentum_desktop.errors import MomentumError
from momentum_desktop.store.giving_way import Look, Waits, giving_way

if TYPE_CHECKING:
    from momentum_desktop.store.journal import Journal
    from momentum_desktop.store.store import Reader

T = TypeVar("T")
GoOn = Callable[[], bool]
Ahead = Callable[["Reader", GoOn], Any]
"""Finds it out on a reader; None if it was told not to go on."""


class TakesLong(MomentumError):
    """An act would hold the pen for long; nothing was stored. It is to be tried again in a transaction that gives way,
    with what `ahead` gives as its foresight under `key`."""

    def __init__(self, key: Hashable, ahead: Ahead) -> None:
        self.key = key
        self.ahead = ahead
        super().__init__("it takes longer than others should wait; nothing was stored")


@dataclass(slots=True)
class Foresight:
    """What was found out ahead of a long act. If `complete`, nothing more will be: what lacks is done in place."""

    found: dict[Hashable, Any] = field(default_factory=dict)
    complete: bool = False
    look: Look = field(default_factory=lambda: Look(None))


def foreseen(journal: Journal, key: Hashable, ahead: Ahead, holds: Callable[[Any], bool] = lambda _found: True) -> Any:
    """What was found out ahead under a key, if it still holds; None if it is to be found out in place. TakesLong if it
    is to be found out ahead: then the job must end at once."""
    foresight = journal.foresight
    if foresight is not None:
        found = foresight.found.get(key)
        if found is not None and holds(found):
            return found
        if foresight.complete:
            return None
    raise TakesLong(key, ahead)


def with_foresight(
    journal: Journal, somebody_waits: Waits | None, *, job: Callable[[Journal], T], foresight: Foresight
) -> T:
    """Run a job with what was found out ahead of it. Begins and ends the transaction. GaveWay if somebody waits now,
    None that nobody is asked about."""
    with giving_way(journal, somebody_waits) as foresight.look:
        journal.foresight = foresight
        try:
            return job(journal)
        finally:
            journal.foresight = None
