"""The one writer: a thread that owns the journal, takes what waits together into one transaction, and answers each
caller after the commit."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from momentum_desktop.errors import Busy, Closed, MomentumError
from momentum_desktop.store.failures import BUSY, as_met
from momentum_desktop.store.journal import Journal
from momentum_desktop.store.store import Store

T = TypeVar("T")
Job = Callable[[Journal], Any]
MOST_AT_ONCE = 512
TRIES_WHEN_BUSY = 3
log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Order:
    job: Job
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]
    result: Any = None
    fault: BaseException | None = None
    begun: bool = False
    given_up: bool = False


class _NotBegun(Exception):
    """No transaction could be begun, which is no one job's fault."""

    def __init__(self, fault: BaseException) -> None:
        self.fault = fault


class Writer:
    """Runs jobs on the journal, in the order they were submitted."""

    def __init__(self, store: Store, publish: Callable[[Any], None]) -> None:
        self._store = store
        self._publish = publish
        self._queue: SimpleQueue[_Order | None] = SimpleQueue()
        self._gate = threading.Lock()
        self._closing = False
        self._journal: Journal | None = None
        self._thread = threading.Thread(target=self._run, name="momentum-writer", daemon=True)
        self._thread.start()

    async def write(self, job: Callable[[Journal], T], patience: float | None = None) -> T:
        """Run a job inside a transaction; its result after the commit. The job's own MomentumError is the caller's
        alone; any other fault leaves nothing of the whole transaction stored. Busy if no transaction could be begun
        within `patience` seconds (None: as long as the store waits)."""
        loop = asyncio.get_running_loop()
        order = _Order(job, loop, loop.create_future())
        with self._gate:
            if self._closing:
                raise Closed("Momentum is closing; nothing was stored")
            self._queue.put(order)
        if patience is None:
            return await order.future  # type: ignore[no-any-return]
        timer = loop.call_later(patience, self._give_up, order)
        try:
            return await order.future  # type: ignore[no-any-return]
        finally:
            timer.cancel()

    def _give_up(self, order: _Order) -> None:
        """Answer a caller whose job has not begun; from now on it never will."""
        with self._gate:
            order.given_up = not order.begun
        if order.given_up and not order.future.done():
            order.future.set_exception(Busy(BUSY))

    def close(self) -> None:
        """Take no more, finish what waits, end the thread."""
        with self._gate:
            if not self._closing:
                self._closing = True
                self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (order := self._queue.get()) is not None:
            orders = [order]
            last = False
            try:
                while len(orders) < MOST_AT_ONCE:
                    waiting = self._queue.get_nowait()
                    if waiting is None:
                        last = True
                        break
                    orders.append(waiting)
            except Empty:
                pass
            self._commit(orders)
            if last:
                return

    def _commit(self, orders: Sequence[_Order]) -> None:
        try:
            self._together(orders)
        except _NotBegun as not_begun:
            for order in orders:
                order.fault = not_begun.fault
        except Exception as fault:
            if len(orders) > 1:
                # One of them spoiled the transaction: each gets one of its own, so that only that one fails.
                for order in orders:
                    self._commit([order])
                return
            orders[0].fault = as_met(fault) or fault
        for order in orders:
            if order.fault is None and order.begun:
                self._tell(order.result)
        _answer(orders)

    def _together(self, orders: Sequence[_Order]) -> None:
        if self._journal is None:
            self._journal = self._store.journal()
        journal = self._journal
        for tries in range(TRIES_WHEN_BUSY, -1, -1):
            try:
                journal.begin()
                break
            except Exception as fault:
                journal.rollback()
                if not tries or not isinstance(as_met(fault), Busy):
                    raise _NotBegun(as_met(fault) or fault) from fault
        try:
            for order in orders:
                with self._gate:
                    order.begun = not order.given_up
                if order.given_up:
                    continue
                order.fault = None
                acts = journal.acts
                try:
                    order.result = order.job(journal)
                except MomentumError as refusal:
                    if journal.acts != acts:
                        # Refused half way: nothing of it may be stored beside what the others did.
                        raise
                    order.fault = refusal
            journal.commit()
        except BaseException:
            journal.rollback()
            raise

    def _tell(self, result: Any) -> None:
        try:
            self._publish(result)
        except Exception:
            log.exception("a listener failed; the act itself is stored")


def _answer(orders: Sequence[_Order]) -> None:
    """Wake every caller, with one call for each loop that waits."""
    loops = {order.loop for order in orders}
    for loop in loops:
        mine = [order for order in orders if order.loop is loop]
        try:
            loop.call_soon_threadsafe(_resolve, mine)
        except RuntimeError:
            log.warning("a caller's loop was closed before its answer came")


def _resolve(orders: Sequence[_Order]) -> None:
    for order in orders:
        if order.future.done():
            continue
        if order.fault is not None:
            order.future.set_exception(order.fault)
        else:
            order.future.set_result(order.result)
