"""Tasks: listed, added, changed, done, taken away."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from momentum_desktop.api.act_shapes import task_shape
from momentum_desktop.api.bodies import ScopedRoute
from momentum_desktop.api.calls import READS, WRITES, Acting, Asking, answer
from momentum_desktop.api.drafts import amount_of, day_of, occurrence_of, task_fields
from momentum_desktop.api.problems import Problem
from momentum_desktop.api.queries import Identity, Truth
from momentum_desktop.api.shapes import PlanActOut, TaskActOut, TaskOut
from momentum_desktop.api.wishes import AmountIn, CompletionIn, OccurrenceIn, TaskChangeIn, TaskIn
from momentum_desktop.errors import NotAsThingsStand, RefusedInput
from momentum_desktop.service.on_behalf import OnBehalf
from momentum_desktop.service.plan_values import TaskDraft
from momentum_desktop.service.repeat_rule import read_repeat
from momentum_desktop.service.values import ActResult

router = APIRouter(prefix="/momentum/tasks", route_class=ScopedRoute, tags=["tasks"])

TaskId = Annotated[Identity, Path(description="The number of a task.")]
IncludeDone = Annotated[Truth, Query(description="Also those done before today.")]
TOGETHER = ("due_time", "repeat", "repeat_from")
"""Fields that are sound or not together with what the task already says."""


@router.get("", response_model=list[TaskOut], openapi_extra=READS)
async def get_tasks(call: Asking, include_done: IncludeDone = False) -> Response:
    """Open tasks and those done today, in the order of the list."""
    return answer(await call.service.get_tasks(include_done=include_done))


@router.post("", status_code=201, response_model=TaskActOut, openapi_extra=WRITES)
async def add_task(task: TaskIn, call: Acting) -> Response:
    """Add a task."""
    draft = TaskDraft(**task_fields(task.model_dump()))
    return await call.act(lambda service: service.add_task(draft), 201, task_shape)


@router.get("/{task_id}", response_model=TaskOut, openapi_extra=READS)
async def get_task(task_id: TaskId, call: Asking) -> Response:
    """One task."""
    return answer(await call.service.get_task(task_id))


@router.patch("/{task_id}", response_model=TaskActOut, openapi_extra=WRITES)
async def change_task(task_id: TaskId, changes: TaskChangeIn, call: Acting) -> Response:
    """Change some fields of a task; those left out stay as they are."""
    given = task_fields(changes.model_dump(exclude_unset=True))
    if not given:
        raise Problem("refused", "No field to change is named.", field="body")
    if given.get("repeat") is not None:
        # What is no rule at all is refused for itself; what does not fit the task, as that.
        read_repeat(given["repeat"])

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
    return await call.act(lambda service: service.delete_task(task_id))


@router.post("/{task_id}/complete", status_code=201, response_model=PlanActOut, openapi_extra=WRITES)
async def complete_task(task_id: TaskId, call: Acting, done: CompletionIn | None = None) -> Response:
    """Complete a task: its event and the task in one."""
    given = done or CompletionIn()
    day, amount = day_of(given.occurrence), amount_of(given.amount)
    return await call.act(lambda service: service.complete_task(task_id, given.at, occurrence=day, amount=amount), 201)


@router.post("/{task_id}/reopen", response_model=PlanActOut, openapi_extra=WRITES)
async def reopen_task(task_id: TaskId, call: Acting, which: OccurrenceIn | None = None) -> Response:
    """Let a done task, or a day that is named and was skipped, be open again: its completion or skip is undone."""
    day = occurrence_of(which)
    return await call.act(lambda service: service.reopen_task(task_id, occurrence=day))


@router.post("/{task_id}/amount", response_model=PlanActOut, openapi_extra=WRITES)
async def log_amount(task_id: TaskId, logged: AmountIn, call: Acting) -> Response:
    """Say how much of a habit's amount is there by now; with the whole of it the day is done."""
    day, amount = occurrence_of(logged), amount_of(logged.amount)
    return await call.act(lambda service: service.log_amount(task_id, amount, occurrence=day))


@router.post("/{task_id}/skip", response_model=PlanActOut, openapi_extra=WRITES)
async def skip_task(task_id: TaskId, call: Acting, which: OccurrenceIn | None = None) -> Response:
    """Let a day of a repeating task go without harm."""
    day = occurrence_of(which)
    return await call.act(lambda service: service.skip_task(task_id, occurrence=day))
