"""What every part of the service stands on: the writer, the readers, the user in use, and who is told of acts."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast

from momentum_desktop.errors import Closed, MomentumError, UnknownThing
from momentum_desktop.service import users
from momentum_desktop.service.clock import Clock
from momentum_desktop.service.readers import Readers
from momentum_desktop.service.settings_file import SettingsFile
from momentum_desktop.service.settled_results import settled_result
from momentum_desktop.service.settler import Settler
from momentum_desktop.service.uncollected import uncollected
from momentum_desktop.service.values import ActResult
from momentum_desktop.service.writer import Writer
from momentum_desktop.store.foresight import Foresight, TakesLong, with_foresight
from momentum_desktop.store.journal import Journal
from momentum_desktop.store.store import Reader, Store

T = TypeVar("T")
Listener = Callable[[ActResult], None]
log = logging.getLogger(__name__)

FORESEEN = 4
"""How often a long act is prepared beside the writing before it is done in place, whoever waits."""


class ServiceDoor:
    """Carries acts to the writer and questions to the readers, each for a user. `user_id` None is the user in use; an
    unknown one is an error."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._listeners: list[Listener] = []
        self._writer = Writer(store, self._publish)
        self._settler = Settler(store, self._writer)
        self._left_over: asyncio.Task[None] | None = None
        self._readers = Readers(store)
        self._settings = SettingsFile(store.folder)
        self._in_use = users.UserInUse(self._settings, self._read)
        self._closed = False

    def begin(self) -> None:
        """Take up, in the background, what an earlier run left to do."""
        if not self.read_only:
            self._left_over = asyncio.create_task(self._work_in())

    async def warm_up(self) -> None:
        """Make ready to write, so that the first act need not wait for the libraries that writing brings along."""
        if not self.read_only:
            await self._writer.write(lambda journal: None)

    def has_done(self, act_id: int) -> bool:
        """Whether an act that is stored was done here, and by no other process."""
        return self._writer.has_written(act_id)

    @property
    def read_only(self) -> bool:
        """Whether the data can be looked at but not changed."""
        return self._store.read_only

    @property
    def folder(self) -> Path:
        """The folder that the data lies in."""
        return self._store.folder

    def now(self) -> datetime:
        """The service's clock."""
        return self._clock()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Tell a listener of each act after its commit, on the writer's thread, and of one far back once more when it
        is worked in, on the loop's; call the result to stop."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    async def close(self) -> None:
        """Finish what waits, then let go of the data. Calls after this raise Closed."""
        if not self._closed:
            self._closed = True
            await asyncio.to_thread(self._close)
            left_over = self._left_over
            # On another loop, which has ended by now, it has ended too.
            if left_over is not None and left_over.get_loop() is asyncio.get_running_loop():
                await asyncio.gather(left_over, return_exceptions=True)

    async def _act(self, job: Callable[..., T], user_id: int | None, *values: Any) -> T:
        user = await self._user(user_id)
        run = partial(_run, job, user_id=user, values=values)
        try:
            result = await self._write(run)
        except TakesLong as long:
            with uncollected():
                result = await self._write_long(run, long)
        return await self._worked_in(user, result) if getattr(result, "pending", False) else result

    async def _write(self, job: Callable[[Journal], T], foresight: Foresight | None = None) -> T:
        if foresight is None:
            return await self._writer.write(job)
        return await self._writer.write_giving_way(partial(with_foresight, job=job, foresight=foresight))

    async def _write_long(self, job: Callable[[Journal], T], long: TakesLong) -> T:
        """Do an act for which others would wait too long: what it comes to is found out beside the writing first."""
        foresight, tries = Foresight(), 0
        while True:
            foresight.found[long.key] = await self._settler.foresee(long.ahead)
            tries += 1
            foresight.complete = tries == FORESEEN
            try:
                return await self._write(job, foresight)
            except TakesLong as again:
                long = again

    async def _worked_in(self, user: int, result: Any) -> Any:
        """A result whose events lay far back, once they are worked in."""
        moved = await self._settler.settled(user)
        settled = await self._read(lambda reader: settled_result(reader, user, result, moved, self._clock()))
        self._publish(settled)
        return settled

    async def _work_in(self) -> None:
        """Take up what an earlier run left unsettled."""
        try:
            for user in await self._settler.waiting():
                await self._settler.settled(user)
        except MomentumError as error:
            log.info("not everything that came late is worked in: %s", error)

    async def _ask(self, question: Callable[..., T], user_id: int | None, *values: Any) -> T:
        user = await self._user(user_id)
        return await self._read(lambda reader: question(reader, user, *values))

    async def _read(self, question: Callable[[Reader], T]) -> T:
        return await self._open_readers.ask(question)

    @property
    def _open_readers(self) -> Readers:
        if self._closed:
            raise Closed("Momentum is closing")
        return self._readers

    async def _user(self, user_id: int | None) -> int:
        if user_id is None:
            return await self._in_use.here()
        if type(user_id) is not int or abs(user_id) > users.MOST_ID:
            raise UnknownThing(f"there is no user {user_id!r}", where="user_id")
        return user_id

    async def _found(self, user: str | int) -> int:
        return await self._read(lambda reader: users.found_user(reader, user))

    def _publish(self, result: Any) -> None:
        if not isinstance(result, ActResult) or (result.outcome is not None and result.outcome.repeated):
            return
        for listener in tuple(self._listeners):
            try:
                listener(result)
            except Exception:
                log.exception("a listener failed; the act itself is stored")

    def _close(self) -> None:
        self._settler.close()
        self._writer.close()
        self._readers.close()
        self._store.close()


def _run(job: Callable[..., T], journal: Journal, *, user_id: int, values: tuple[Any, ...]) -> T:
    result = job(journal, user_id, *values)
    if isinstance(result, ActResult) and result.user_id != user_id:
        return cast("T", replace(result, user_id=user_id))
    return result
