"""The thread that works in what came late far back, beside the writer, until nothing is left unsettled."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeVar

from momentum_desktop.errors import Closed
from momentum_desktop.service.log_copying import copy_log
from momentum_desktop.service.uncollected import uncollected
from momentum_desktop.service.writer import Writer
from momentum_desktop.store.failures import as_people_meet_them
from momentum_desktop.store.foresight import Ahead
from momentum_desktop.store.settling import Moved, Settlement, settle_down, settlement_of
from momentum_desktop.store.store import Reader, Store
from momentum_desktop.store.unsettled import unsettled_events, unsettled_users

T = TypeVar("T")
CLOSED = "Momentum is closing; nothing was stored"
CLOSING = "Momentum is closing; what came late is stored, and will be worked in at the next start"


class Settler:
    """Derives on a connection of its own, so that neither reading nor writing waits for it."""

    def __init__(self, store: Store, writer: Writer) -> None:
        self._store = store
        self._writer = writer
        self._thread = ThreadPoolExecutor(1, "momentum-settler")
        self._closing = threading.Event()
        self._reader: Reader | None = None
        self._tasks: dict[int, asyncio.Task[Moved | None]] = {}
        self._told: dict[int, Moved] = {}

    async def waiting(self) -> list[int]:
        """The users some of whose events are not worked in yet."""
        reader = await self._in_thread(self._own_reader)
        return await self._in_thread(unsettled_users, reader.connection)

    async def settled(self, user_id: int) -> Moved | None:
        """Wait until a user's events are worked in; the states before and after, None if others did it. What several
        acts moved together is told to the first that asks, so that what is told adds up.

        Raises Closed when the service closes first: the events are stored all the same."""
        states: Moved | None = None
        while True:
            task = self._tasks.get(user_id)
            if task is None or task.done() or task.get_loop() is not asyncio.get_running_loop():
                task = self._tasks[user_id] = asyncio.create_task(self._settle(user_id))
            found = await asyncio.shield(task)
            if found is not None:
                if found is self._told.get(user_id):
                    found = Moved(found.after, found.after, 0)
                else:
                    self._told[user_id] = found
                states = (
                    found
                    if states is None
                    else states._replace(after=found.after, rewritten=states.rewritten + found.rewritten)
                )
            elif task is self._tasks.get(user_id):
                return states

    async def foresee(self, ahead: Ahead) -> Any:
        """Find out what a long act comes to. Closed when the service closes first: nothing of it is stored."""
        found = await self._in_thread(self._foreseen, ahead, closed=CLOSED)
        if found is None:
            raise Closed(CLOSED)
        return found

    def close(self) -> None:
        """Stop deriving; what is not worked in stays noted."""
        self._closing.set()
        self._thread.shutdown(wait=True)

    async def _settle(self, user_id: int) -> Moved | None:
        """One settlement, or None if there is nothing to settle."""
        while True:
            settlement = await self._in_thread(self._derive, user_id)
            if settlement is None:
                if self._closing.is_set():
                    raise Closed(CLOSING)
                return None
            states = await self._writer.write_giving_way(partial(settle_down, settlement=settlement))
            if states is not None:
                return states

    def _derive(self, user_id: int) -> Settlement | None:
        reader = self._own_reader()
        with uncollected(), self._log_held(), reader.snapshot() as connection:
            if not unsettled_events(connection, user_id):
                return None
            standing = reader.keeper.standing(user_id)
            return settlement_of(connection, standing, lambda: not self._closing.is_set())

    def _foreseen(self, ahead: Ahead) -> Any:
        with uncollected(), self._log_held():
            return ahead(self._own_reader(), lambda: not self._closing.is_set())

    @contextmanager
    def _log_held(self) -> Iterator[None]:
        """What SQLite's write-ahead log gathers while the block looks at one moment is copied here at its end: else the
        next commit would do it, and somebody would wait for that."""
        yield
        copy_log(self._store)

    def _own_reader(self) -> Reader:
        if self._reader is None:
            self._reader = self._store.reader()
        return self._reader

    async def _in_thread(self, work: Callable[..., T], *values: Any, closed: str = CLOSING) -> T:
        try:
            working = asyncio.get_running_loop().run_in_executor(self._thread, work, *values)
        except RuntimeError:  # the thread takes no more
            raise Closed(closed) from None
        with as_people_meet_them():
            return await working
