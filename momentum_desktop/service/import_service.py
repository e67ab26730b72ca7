"""Imports: what is new in another program's data laid ready beside the data, then stored in one short transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, tzinfo
from functools import partial
from typing import TYPE_CHECKING

from momentum_desktop.engine.values import Event, instant_and_offset
from momentum_desktop.errors import RefusedInput
from momentum_desktop.service import undoing
from momentum_desktop.service.import_values import (
    Gathered,
    ImportResult,
    Outlook,
    Problem,
    Stopped,
    change_in_words,
)
from momentum_desktop.service.planner_service import PlannerService
from momentum_desktop.service.uncollected import uncollected
from momentum_desktop.service.values import ActResult
from momentum_desktop.store.event_pages import earned_by_act
from momentum_desktop.store.journal import Journal
from momentum_desktop.store.store import Reader

if TYPE_CHECKING:
    from momentum_desktop.service.import_plan import ImportPlan
    from momentum_desktop.store.import_batch import Batch
    from momentum_desktop.store.staging import ActWords, Stage

Told = Callable[[float], None]
"""Told how far it has come, 0 to 1. It may raise Stopped: then nothing is stored."""

TRIES = 4
"""How often an import is planned anew when others did some of it meanwhile."""


class ImportService(PlannerService):
    """One import is one act of kind “import”: its tasks, days and events are undone together."""

    async def preview_import(
        self,
        gathered: Gathered,
        *,
        user_id: int | None = None,
        zone: tzinfo | None = None,
        tell: Told | None = None,
    ) -> ImportResult:
        """What importing would do, and the level that it would make. Stores nothing."""
        user, now = await self._user(user_id), self._clock()
        told = tell or _silent
        with uncollected():
            plan, outlook = await self._open_readers.ask_aside(
                lambda reader: _previewed(reader, user, gathered, now, zone, told)
            )
        return ImportResult(plan.added, plan.unchanged, tuple(plan.problems), outlook=outlook)

    async def import_gathered(
        self,
        gathered: Gathered,
        summary: str,
        *,
        user_id: int | None = None,
        zone: tzinfo | None = None,
        tell: Told | None = None,
    ) -> ImportResult:
        """Store what of another program's data is new, as one act with these words."""
        from momentum_desktop.store.bringing_in import Overtaken

        user, now = await self._user(user_id), self._clock()
        told = tell or _silent
        words = _words(summary, now)
        with uncollected():
            for tries in range(TRIES):
                told(0.0)
                plan = await self._open_readers.ask_aside(lambda reader: _planned(reader, user, gathered, now, zone))
                told(0.3)
                try:
                    result = await self._bring_in(plan.batch, words, lambda done: told(0.3 + 0.3 * done))
                    break
                except Overtaken:
                    if tries == TRIES - 1:
                        raise
        with suppress(Stopped):
            # It is stored: who wants to stop it now undoes it.
            told(1.0)
        problems = tuple(plan.problems)
        if result is None:
            return ImportResult(0, plan.unchanged, problems)
        earned = await self._ask(_earned_by, user, result.act_id)
        return ImportResult(plan.added, plan.unchanged, problems, result.act_id, result.total_change, earned=earned)

    async def import_events(
        self, events: Sequence[Event], summary: str, *, user_id: int | None = None, tell: Told | None = None
    ) -> ImportResult:
        """Store events, each with a key that the log does not hold yet, as one act with these words. Those that an
        undone act brought before come back by doing it again; those that were taken back one by one do not."""
        user, now = await self._user(user_id), self._clock()
        known = await self._ask(_withdrawn_events, user, [event.idempotency_key for event in events])
        change, act_id, earned = 0, None, None
        problems: list[Problem] = []
        for undone in sorted({act for act in known.values() if act is not None}):
            try:
                change += (await self._act(undoing.redo, user, undone, now)).total_change
                act_id = undone
            except RefusedInput as refusal:
                lost = [key for key, held in known.items() if held == undone]
                problems += [Problem(f"event “{key}”", f"act {undone} brought it: {refusal.what}") for key in lost]
        fresh = [event for event in events if event.idempotency_key not in known]
        result = await self._bring_in(_batch_of(fresh, user), _words(summary, now), tell or _silent)
        if result is not None:
            earned = await self._ask(_earned_by, user, result.act_id) if act_id is None else None
            act_id, change = result.act_id, change + result.total_change
        stays = sum(act is None for act in known.values())
        added = len(events) - len(problems) - stays
        return ImportResult(added, stays, tuple(problems), act_id, change, earned=earned)

    async def _bring_in(self, batch: Batch, words: ActWords, tell: Told) -> ActResult | None:
        """Store a batch; the act's result once everything that follows is derived. Overtaken if others did some of it
        meanwhile."""
        from momentum_desktop.store.staging import laid_ready, reserved, stage_in

        if batch.is_empty:
            return None
        bases = await self._writer.write(lambda journal: reserved(journal.connection, batch))
        with stage_in(self._store.folder) as place:
            stage = await self._open_readers.work_aside(partial(laid_ready, place, batch, words, bases, tell))
            result = await self._writer.write_giving_way(partial(_stored, stage=stage))
        return await self._worked_in(batch.user_id, result) if result.pending else result


def _stored(journal: Journal, somebody_waits: Callable[[], bool] | None, *, stage: Stage) -> ActResult:
    from momentum_desktop.store.bringing_in import bring_in

    user_id = stage.batch.user_id
    before = journal.total_points(user_id)
    act_id, pending = bring_in(journal, stage, somebody_waits)
    change = journal.total_points(user_id) - before
    summary, note = stage.words.summary, ""
    if not pending:
        earned = earned_by_act(journal.connection, act_id)
        note = "" if earned == change else change_in_words(change, earned)
    return ActResult(act_id, "import", summary, total_change=change, pending=pending, user_id=user_id, note=note)


def _earned_by(reader: Reader, _user_id: int, act_id: int) -> int:
    return earned_by_act(reader.connection, act_id)


def _planned(reader: Reader, user_id: int, gathered: Gathered, now: datetime, zone: tzinfo | None) -> ImportPlan:
    from momentum_desktop.service.import_plan import plan_of

    with reader.snapshot() as connection:
        rules = reader.keeper.standing(user_id).rules
        return plan_of(connection, rules, user_id, gathered, now, zone)


def _previewed(
    reader: Reader, user_id: int, gathered: Gathered, now: datetime, zone: tzinfo | None, tell: Told
) -> tuple[ImportPlan, Outlook]:
    from momentum_desktop.service.import_outlook import outlook_of
    from momentum_desktop.service.import_plan import plan_of

    with reader.snapshot() as connection:
        standing = reader.keeper.standing(user_id)
        plan = plan_of(connection, standing.rules, user_id, gathered, now, zone)
        tell(0.5)
        outlook = outlook_of(connection, standing.rules, standing.state, plan.batch, lambda done: tell(0.5 + done / 2))
    return plan, outlook


def _withdrawn_events(reader: Reader, user_id: int, keys: Sequence[str | None]) -> dict[str, int | None]:
    """By key the undone act that brought an event, for those keys that are in the log and do not count; None where only
    the event was taken back."""
    from momentum_desktop.store.imported import withdrawn_events

    return withdrawn_events(reader.connection, user_id, [key for key in keys if key is not None])


def _batch_of(events: Sequence[Event], user_id: int) -> Batch:
    from momentum_desktop.store.import_batch import Batch, NewEvent

    batch = Batch(user_id)
    for event in events:
        key = event.idempotency_key or ""
        batch.events.append(NewEvent(event.event_type, event.instant, event.offset, event.day, event.metadata, key))
    return batch


def _words(summary: str, now: datetime) -> ActWords:
    from momentum_desktop.store.staging import ActWords

    return ActWords(*instant_and_offset(now), summary)


def _silent(_done: float) -> None:
    """Nobody listens."""
