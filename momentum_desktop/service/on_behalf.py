"""The service as other programs use it: for the user of a token, within what the token allows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from momentum_desktop.errors import RefusedInput
from momentum_desktop.service import event_pages
from momentum_desktop.service.batches import record_each
from momentum_desktop.service.behalf import Behalf, Reply, Spoiled
from momentum_desktop.service.event_values import EachResult, EventPage, ToldAct
from momentum_desktop.service.momentum_service import MomentumService
from momentum_desktop.service.plan import tasks
from momentum_desktop.service.settled_results import settled_result
from momentum_desktop.service.token_values import Bearer
from momentum_desktop.service.values import ActResult, Submission
from momentum_desktop.store.foresight import Foresight
from momentum_desktop.store.journal import Journal
from momentum_desktop.store.tokens import points_spent

T = TypeVar("T")
PATIENCE_SECONDS = 2.0
TOLD_ONE_BY_ONE = 10


class OnBehalf(MomentumService):
    """An open service, shared with whoever else uses it; what is done through here is done on behalf of a token.

    A request with a key takes a `reply`: what is answered to it is kept in the transaction that does it."""

    def __init__(self, service: MomentumService, bearer: Bearer, reply: Reply | None = None) -> None:
        self.__dict__.update(service.__dict__)
        self._behalf = Behalf(bearer, reply)

    async def record_each(self, submissions: Sequence[Submission | RefusedInput]) -> EachResult:
        """Record many events in one commit, each an act of its own; what is wrong with one stops no other."""
        result = await self._act(record_each, None, submissions, self._clock())
        self._tell_of(result)
        return result

    async def change_task(self, task_id: int, changes: Mapping[str, Any]) -> ActResult:
        """Some fields of a task's draft; the task as it then stands."""
        return await self._act(tasks.change_task, None, task_id, dict(changes), self._clock())

    async def get_events(
        self, *, limit: int = 50, before: str | None = None, event_type: str | None = None
    ) -> EventPage:
        """The latest events; `before` is `next_before` of the page before."""
        return await self._ask(event_pages.page_of, None, limit, before, event_type)

    async def undo_event(self, event_id: int) -> ActResult:
        """Take back the act that an event came of."""
        return await self._act(event_pages.turn_event, None, event_id, True, self._clock())

    async def redo_event(self, event_id: int) -> ActResult:
        """Do it again."""
        return await self._act(event_pages.turn_event, None, event_id, False, self._clock())

    async def told_since(self, act_id: int, limit: int = 100) -> tuple[ToldAct, ...]:
        """What was done after an act, oldest first."""
        return await self._ask(event_pages.told_since, None, act_id, limit)

    async def last_act(self) -> int:
        """The number of the user's newest act; 0 if there is none."""
        return await self._ask(event_pages.last_act_of, None)

    async def still_good(self) -> bool:
        """Whether the token has not been revoked."""
        token_id = self._behalf.bearer.token_id
        return await self._read(lambda reader: points_spent(reader.connection, token_id, 0) is not None)

    async def _user(self, user_id: int | None) -> int:
        return self._behalf.bearer.user_id if user_id is None else await super()._user(user_id)

    async def _write(self, job: Callable[[Journal], T], foresight: Foresight | None = None) -> T:
        now = self._clock()

        def run(journal: Journal) -> T:
            return self._behalf.run(journal, job, now)

        try:
            if foresight is not None:
                return await super()._write(run, foresight)
            return await self._writer.write(run, PATIENCE_SECONDS)
        except Spoiled as spoiled:
            raise spoiled.refusal from None

    async def _worked_in(self, user: int, result: Any) -> Any:
        settled = await (
            self._each_worked_in(user, result) if isinstance(result, EachResult) else super()._worked_in(user, result)
        )
        now = self._clock()
        await self._writer.write(lambda journal: self._behalf.keep(journal, settled, now))
        return settled

    async def _each_worked_in(self, user: int, result: EachResult) -> EachResult:
        await self._settler.settled(user)
        now = self._clock()

        def each_settled(reader: Any) -> EachResult:
            return EachResult(
                tuple(
                    settled_result(reader, user, each, None, now)  # type: ignore[misc]
                    if isinstance(each, ActResult) and each.pending
                    else each
                    for each in result.results
                )
            )

        return await self._read(each_settled)

    def _tell_of(self, result: EachResult) -> None:
        """Tell of each act, or of many at once in one sentence."""
        user_id = self._behalf.bearer.user_id
        acts = [
            replace(each, user_id=user_id)
            for each in result.results
            if isinstance(each, ActResult) and not (each.outcome and each.outcome.repeated)
        ]
        if len(acts) > TOLD_ONE_BY_ONE:
            change = sum(act.total_change for act in acts)
            told = f"Recorded {len(acts):,} events"
            acts = [ActResult(acts[-1].act_id, "import", told, total_change=change, user_id=user_id)]
        for act in acts:
            self._publish(act)
