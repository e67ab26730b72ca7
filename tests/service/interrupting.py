"""Work that gives way, with somebody who begins to wait at each look in turn until it is through."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from momentum_desktop.store.journal import GaveWay, Journal
from tests.service.lives import rows

TABLES = ("ledger", "days", "day_kinds", "day_hours", "users", "unsettled_events", "checkpoints", "events", "acts")


class Waiting:
    """Somebody who begins to wait at the how-many-th look."""

    def __init__(self, at: int) -> None:
        self.left = at

    def __call__(self) -> bool:
        self.left -= 1
        return self.left < 0


def interrupted(
    work: Callable[..., Any], folder: Path, told: list[int], more: tuple[str, ...] = (), every: int = 1
) -> Callable[..., Any]:
    """The work, which takes the pen and whether somebody waits, interrupted at every look (or every how-many-th): each
    time nothing of it is stored. `told` hears how many looks there were."""
    tables = (*TABLES, *more)

    def tried(pen: Journal, *values: Any, **named: Any) -> Any:
        before = rows(folder, *tables)
        for at in range(0, 100_000, every):
            try:
                found = work(pen, *values[:-1], Waiting(at), **named)
            except GaveWay:
                assert rows(folder, *tables) == before
                continue
            told.append(at)
            return found
        raise AssertionError("it never came through")

    return tried
