"""The threads that questions are answered in: one for those that people wait for, others for those that take long."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from momentum_desktop.store.failures import as_people_meet_them
from momentum_desktop.store.store import Reader, Store

T = TypeVar("T")
LONG_QUESTIONS = 3
"""How many long questions are worked on at once."""


class Readers:
    """Answers from the store. Database faults leave as errors that people meet."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._thread = ThreadPoolExecutor(1, "momentum-reader")
        self._reader: Reader | None = None
        self._long = ThreadPoolExecutor(LONG_QUESTIONS, "momentum-long-reader")

    async def ask(self, question: Callable[[Reader], T]) -> T:
        """The answer to a short question, in its turn."""
        return await _met(self._thread, lambda: question(self._standing_reader()))

    async def ask_aside(self, question: Callable[[Reader], T]) -> T:
        """The answer to a long question, on a connection of its own, so that no other waits for it."""
        return await self.work_aside(lambda: self._asked_aside(question))

    async def work_aside(self, work: Callable[[], T]) -> T:
        """What long work on the store gives, while others ask."""
        return await _met(self._long, work)

    def close(self) -> None:
        """Finish what was asked."""
        self._thread.shutdown(wait=True)
        self._long.shutdown(wait=True)

    def _standing_reader(self) -> Reader:
        if self._reader is None:
            self._reader = self._store.reader()
        return self._reader

    def _asked_aside(self, question: Callable[[Reader], T]) -> T:
        with self._store.aside() as reader:
            return question(reader)


async def _met(threads: ThreadPoolExecutor, work: Callable[[], T]) -> T:
    with as_people_meet_them():
        return await asyncio.get_running_loop().run_in_executor(threads, work)
