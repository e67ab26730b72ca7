"""A long transaction that lets go of the pen as soon as somebody waits for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from momentum_desktop.store.journal import GaveWay, Journal

LOOKED_EVERY = 20_000
"""Steps of SQLite between two looks at whether somebody waits: a few milliseconds."""

Waits = Callable[[], bool]


class Look:
    """Whether somebody waits, once found for good."""

    def __init__(self, somebody_waits: Waits | None) -> None:
        self._somebody_waits = somebody_waits
        self.found = False

    def waits(self) -> bool:
        """Whether somebody does."""
        self.found = self.found or (self._somebody_waits is not None and self._somebody_waits())
        return self.found

    def give_way(self) -> None:
        """GaveWay if somebody waits."""
        if self.waits():
            raise GaveWay

    def no_more(self) -> None:
        """GaveWay if somebody waits; nobody is asked about any more: what is left is short and cannot be repeated."""
        self.give_way()
        self._somebody_waits = None


@contextmanager
def giving_way(journal: Journal, somebody_waits: Waits | None) -> Iterator[Look]:
    """A transaction of the journal that ends with GaveWay, and nothing stored, when somebody waits (None: nobody is
    asked about), and else with its commit."""
    look = Look(somebody_waits)
    driver: Any = journal.connection.connection.driver_connection
    journal.begin()
    driver.set_progress_handler(look.waits, LOOKED_EVERY)
    try:
        yield look
        look.give_way()
        driver.set_progress_handler(None, 0)
        journal.commit()
    except BaseException as fault:
        driver.set_progress_handler(None, 0)
        journal.rollback()
        if look.found and not isinstance(fault, GaveWay):
            raise GaveWay from None
        raise
