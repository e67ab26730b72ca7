"""The one writer: a thread that owns the journal, takes what waits together into one transaction, and answers each
caller after the commit."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from momentum_desktop.errors import Busy, Closed, MomentumError
from momentum_desktop.service.log_copying import LogCopying
from momentum_desktop.store.failures import BUSY, as_told
from momentum_desktop.store.journal import GaveWay, Journal
from momentum_desktop.store.store import Store

T = TypeVar("T")
Job = Callable[[Journal], T]
LongJob = Callable[[Journal, Callable[[], bool] | None], T]
"""Works in a transaction of its own, which it begins and ends; the function tells whether somebody waits, None that it
need not give way any more."""

MOST_AT_ONCE = 512
TRIES_WHEN_BUSY = 3
QUIET_SECONDS = 0.025
PATIENT_SECONDS = 4.0
RESTLESS_SECONDS = 1.0
"""How long nobody may have asked for the pen before a long job tries again, how long it gives way at all, and how much
longer it then waits for such a pause before it begins without one."""
log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Order:
    job: Callable[..., Any]
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]
    is_long: bool = False
    result: Any = None
    fault: BaseException | None = None
    begun: bool = False
    given_up: bool = False


class _NotBegun(Exception):
    """No transaction could be begun, which is no one job's fault."""

    def __init__(self, fault: BaseException) -> None:
        self.fault = fault


class Writer:
    """Runs jobs on the journal, in the order they were submitted. `publish` hears of each result after its commit, and
    must not raise."""

    def __init__(self, store: Store, publish: Callable[[Any], None]) -> None:
        self._store = store
        self._publish = publish
        self._queue: SimpleQueue[_Order | None] = SimpleQueue()
        self._gate = threading.Lock()
        self._closing = False
        self._journal: Journal | None = None
        self._log_copying = LogCopying(store)
        self._thread = threading.Thread(target=self._run, name="momentum-writer", daemon=True)
        self._thread.start()

    async def write(self, job: Job[T], patience: float | None = None) -> T:
        """Run a job inside a transaction; its result after the commit. The job's own MomentumError is the caller's
        alone; any other fault leaves nothing of the whole transaction stored. Busy if no transaction could be begun
        within `patience` seconds (None: as long as the store waits)."""
        result: T = await self._ordered(job, is_long=False, patience=patience)
        return result

    async def write_giving_way(self, job: LongJob[T]) -> T:
        """Run a job that takes long in a transaction of its own. It raises GaveWay when somebody waits, and is run
        again once it is quiet; after some seconds it need not give way any more."""
        result: T = await self._ordered(job, is_long=True)
        return result

    def has_written(self, act_id: int) -> bool:
        """Whether an act that is stored was written here and by nobody else; on any thread."""
        return self._journal is not None and self._journal.has_written(act_id)

    def close(self) -> None:
        """Take no more, finish what waits, end the thread."""
        with self._gate:
            if not self._closing:
                self._closing = True
                self._queue.put(None)
        self._thread.join()
        self._log_copying.close()

    async def _ordered(self, job: Callable[..., Any], *, is_long: bool, patience: float | None = None) -> Any:
        loop = asyncio.get_running_loop()
        order = _Order(job, loop, loop.create_future(), is_long)
        with self._gate:
            if self._closing:
                raise Closed("Momentum is closing; nothing was stored")
            self._queue.put(order)
        if patience is None:
            return await order.future
        timer = loop.call_later(patience, self._give_up, order)
        try:
            return await order.future
        finally:
            timer.cancel()

    def _give_up(self, order: _Order) -> None:
        """Answer a caller whose job has not begun; from now on it never will."""
        with self._gate:
            order.given_up = not order.begun
        if order.given_up and not order.future.done():
            order.future.set_exception(Busy(BUSY))

    def _run(self) -> None:
        long: list[_Order] = []
        while (order := self._queue.get()) is not None:
            last = self._with_what_waits(order, long)
            while long:
                last = self._give_way(long.pop(0), long, last) or last
            if last:
                return

    def _with_what_waits(self, order: _Order, long: list[_Order]) -> bool:
        """Commit an order together with those that wait; whether it was the last. Long jobs are put by."""
        orders, last = [order], False
        try:
            while len(orders) < MOST_AT_ONCE:
                waiting = self._queue.get_nowait()
                if waiting is None:
                    last = True
                    break
                orders.append(waiting)
        except Empty:
            pass
        long += [order for order in orders if order.is_long]
        short = [order for order in orders if not order.is_long]
        if short:
            self._commit(short)
        return last

    def _give_way(self, order: _Order, long: list[_Order], last: bool) -> bool:
        """Run a long job, letting others go first; whether the last order came meanwhile."""
        give_up = time.monotonic() + PATIENT_SECONDS
        while True:
            in_a_hurry = last or time.monotonic() > give_up
            try:
                journal = self._own_journal()
                self._log_copying.leave(journal)
                order.result = order.job(journal, None if in_a_hurry else self._somebody_waits)
            except GaveWay:
                last = last or self._until_quiet(long, give_up)
                continue
            except Exception as fault:
                order.fault = as_told(fault) or fault
            else:
                self._publish(order.result)
            _answer([order])
            self._log_copying.begin()
            return last

    def _until_quiet(self, long: list[_Order], give_up: float) -> bool:
        """Commit what waits and what comes until it is quiet, or long past the time to give up; whether the last order
        came. So a job that is about to give way no more begins when the next click is furthest away."""
        last, at_any_time = False, give_up + RESTLESS_SECONDS
        try:
            while not last:
                waiting = self._queue.get(timeout=QUIET_SECONDS)
                last = waiting is None or self._with_what_waits(waiting, long)
                if time.monotonic() > at_any_time:
                    break
        except Empty:
            pass
        return last

    def _somebody_waits(self) -> bool:
        return not self._queue.empty()

    def _own_journal(self) -> Journal:
        if self._journal is None:
            self._journal = self._store.journal()
        return self._journal

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
            orders[0].fault = as_told(fault) or fault
        for order in orders:
            if order.fault is None and order.begun:
                self._publish(order.result)
        _answer(orders)

    def _together(self, orders: Sequence[_Order]) -> None:
        journal = self._own_journal()
        self._log_copying.end(journal)
        for tries in range(TRIES_WHEN_BUSY, -1, -1):
            try:
                journal.begin()
                break
            except Exception as fault:
                journal.rollback()
                if not tries or not isinstance(as_told(fault), Busy):
                    raise _NotBegun(as_told(fault) or fault) from fault
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
