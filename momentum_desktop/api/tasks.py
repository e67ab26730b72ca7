"""Tasks: listed, added, changed, done, taken away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response

from momentum_desktop.api.bodies import ScopedRoute
from momentum_desktop.api.calls import READS, WRITES, Acting, Asking, answer
from momentum_desktop.api.events import act_shape
from momentum_desktop.api.problems import Problem
from momentum_desktop.api.queries import Identity, Truth
from momentum_desktop.api.shapes import PlanActOut, TaskActOut, TaskOut
from momentum_desktop.api.wishes import AmountIn, CompletionIn, OccurrenceIn, TaskChangeIn, TaskIn
from momentum_desktop.engine.reading import read_day
from momentum_desktop.errors import NotAsThingsStand, RefusedInput
from momentum_desktop.service.on_behalf import OnBehalf
from momentum_desktop.service.plan_values import TaskDraft
from momentum_desktop.service.values import ActResult
from momentum_desktop.service.wire import to_wire

router = APIRouter(prefix="/momentum/tasks", route_class=ScopedRoute, tags=["tasks"])

TaskId = Annotated[Identity, Path(description="The number of a task.")]
IncludeDone = Annotated[Truth, Query(description="Also those done before today.")]
DAYS = ("start", "due")
TOGETHER = ("due_time", "repeat", "repeat_from")
"""Fields that are sound or not together with what the task already says."""
PLACES = Decimal("0.0001")


@router.get("", response_model=list[TaskOut], openapi_extra=READS)
async def get_tasks(call: Asking, include_done: IncludeDone = False) -> Response:
    """Open tasks and those done today, in the order of the list."""
    return answer(await call.service.get_tasks(include_done=include_done))


@router.post("", status_code=201, response_model=TaskActOut, openapi_extra=WRITES)
async def add_task(task: TaskIn, call: Acting) -> Response:
    """Add a task."""
    draft = TaskDraft(**fields_of(task.model_dump()))
    return await call.act(lambda service: service.add_task(draft), 201, task_shape)


@router.get("/{task_id}", response_model=TaskOut, openapi_extra=READS)
async def get_task(task_id: TaskId, call: Asking) -> Response:
    """One task."""
    return answer(await call.service.get_task(task_id))


@router.patch("/{task_id}", response_model=TaskActOut, openapi_extra=WRITES)
async def change_task(task_id: TaskId, changes: TaskChangeIn, call: Acting) -> Response:
    """Change some fields of a task; those left out stay as they are."""
    given = fields_of(changes.model_dump(exclude_unset=True))
    if not given:
        raise Problem("refused", "No field to change is named.", field="body")

    async def changed(service: OnBehalf) -> ActResult:
        try:
            return await service.change_task(task_id, given)
        except RefusedInput as refusal:
            if refusal.where in TOGETHER:
                raise NotAsThingsStand(refusal.what, where=refusal.where) from None
            raise

    return await call.act(changed, shape=task_shape)


@router.delete("/{task_id}", response_model=PlanActOut, openapi_extra=WRITES)
async def delete_task(task_id: TaskId, call: Acting) -> Response:
    """Take a task off the list, its parts too. What it earned stays earned."""
    return await call.act(lambda service: service.delete_task(task_id), shape=plan_shape)


@router.post("/{task_id}/complete", status_code=201, response_model=PlanActOut, openapi_extra=WRITES)
async def complete_task(task_id: TaskId, call: Acting, done: CompletionIn | None = None) -> Response:
    """Complete a task: its event and the task in one."""
    given = done or CompletionIn()
    day, amount = day_of(given.occurrence), amount_of(given.amount)
    return await call.act(
        lambda service: service.complete_task(task_id, given.at, occurrence=day, amount=amount), 201, plan_shape
    )


@router.post("/{task_id}/reopen", response_model=PlanActOut, openapi_extra=WRITES)
async def reopen_task(task_id: TaskId, call: Acting, which: OccurrenceIn | None = None) -> Response:
    """Let a done task be open again: its completion is undone."""
    day = day_of((which or OccurrenceIn()).occurrence)
    return await call.act(lambda service: service.reopen_task(task_id, occurrence=day), shape=plan_shape)


@router.post("/{task_id}/amount", response_model=PlanActOut, openapi_extra=WRITES)
async def log_amount(task_id: TaskId, logged: AmountIn, call: Acting) -> Response:
    """Say how much of a habit's amount is there by now; with the whole of it the day is done."""
    day, amount = day_of(logged.occurrence), amount_of(logged.amount)
    return await call.act(lambda service: service.log_amount(task_id, amount, occurrence=day), shape=plan_shape)


@router.post("/{task_id}/skip", response_model=PlanActOut, openapi_extra=WRITES)
async def skip_task(task_id: TaskId, call: Acting, which: OccurrenceIn | None = None) -> Response:
    """Let a day of a repeating task go without harm."""
    day = day_of((which or OccurrenceIn()).occurrence)
    return await call.act(lambda service: service.skip_task(task_id, occurrence=day), shape=plan_shape)


def fields_of(given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a body as a draft has them."""
    fields = dict(given)
    for name in DAYS:
        if name in fields:
            fields[name] = day_of(fields[name])
    if "due_time" in fields:
        fields["due_minute"] = minute_of(fields.pop("due_time"))
    if "amount" in fields:
        fields["amount"] = amount_of(fields["amount"])
    if "tags" in fields:
        fields["tags"] = tuple(fields["tags"])
    return fields


def day_of(text: str | None) -> date | None:
    """A day of a body."""
    return None if text is None else date.fromordinal(read_day(text))


def minute_of(text: str | None) -> int | None:
    """HH:MM in minutes after midnight."""
    return None if text is None else int(text[:2]) * 60 + int(text[3:])


def amount_of(amount: Decimal | None) -> Decimal | None:
    """An amount with as many places as are kept."""
    return None if amount is None else amount.quantize(PLACES)


def plan_shape(act: ActResult) -> dict[str, Any]:
    """What an act on something planned did, on the wire."""
    return {**act_shape(act), "id": act.row_id, "task": act.task and to_wire(act.task)}


def task_shape(act: ActResult) -> dict[str, Any]:
    """A task as it now stands, and the act, on the wire."""
    assert act.task is not None
    return {**to_wire(act.task), "act_id": act.act_id}
