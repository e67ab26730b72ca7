"""Goals and their steps."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Response

from momentum_desktop.api.bodies import ScopedRoute
from momentum_desktop.api.calls import READS, WRITES, Acting, Asking, answer
from momentum_desktop.api.drafts import at_of, goal_draft, step_draft
from momentum_desktop.api.queries import Identity
from momentum_desktop.api.shapes import GoalOut, PlanActOut
from momentum_desktop.api.wishes import DoneIn, GoalIn, GoalWordsIn, StepIn
from momentum_desktop.errors import UnknownThing

router = APIRouter(prefix="/momentum", route_class=ScopedRoute, tags=["goals"])

GoalId = Annotated[Identity, Path(description="The number of a goal.")]
StepId = Annotated[Identity, Path(description="The number of a step.")]


@router.get("/goals", response_model=list[GoalOut], openapi_extra=READS)
async def get_goals(call: Asking) -> Response:
    """Every goal with its steps, open ones first."""
    return answer(await call.service.get_goals())


@router.post("/goals", status_code=201, response_model=PlanActOut, openapi_extra=WRITES)
async def add_goal(goal: GoalIn, call: Acting) -> Response:
    """Add a goal, with its first steps."""
    steps = [step_draft(step) for step in goal.steps]
    return await call.act(lambda service: service.add_goal(goal_draft(goal), steps), 201)


@router.get("/goals/{goal_id}", response_model=GoalOut, openapi_extra=READS)
async def get_goal(goal_id: GoalId, call: Asking) -> Response:
    """One goal with its steps."""
    for goal in await call.service.get_goals():
        if goal.id == goal_id:
            return answer(goal)
    raise UnknownThing(f"there is no goal {goal_id}", where="goal")


@router.put("/goals/{goal_id}", response_model=PlanActOut, openapi_extra=WRITES)
async def change_goal(goal_id: GoalId, goal: GoalWordsIn, call: Acting) -> Response:
    """Give a goal other words; its steps stay."""
    return await call.act(lambda service: service.edit_goal(goal_id, goal_draft(goal)))


@router.delete("/goals/{goal_id}", response_model=PlanActOut, openapi_extra=WRITES)
async def delete_goal(goal_id: GoalId, call: Acting) -> Response:
    """Take a goal away with its steps. What it earned stays earned."""
    return await call.act(lambda service: service.delete_goal(goal_id))


@router.post("/goals/{goal_id}/complete", status_code=201, response_model=PlanActOut, openapi_extra=WRITES)
async def complete_goal(goal_id: GoalId, call: Acting, done: DoneIn | None = None) -> Response:
    """A goal reached: its event and the goal in one."""
    return await call.act(lambda service: service.complete_goal(goal_id, at_of(done)), 201)


@router.post("/goals/{goal_id}/reopen", response_model=PlanActOut, openapi_extra=WRITES)
async def reopen_goal(goal_id: GoalId, call: Acting) -> Response:
    """A goal not reached after all: its completion is undone."""
    return await call.act(lambda service: service.reopen_goal(goal_id))


@router.post("/goals/{goal_id}/steps", status_code=201, response_model=PlanActOut, openapi_extra=WRITES)
async def add_step(goal_id: GoalId, step: StepIn, call: Acting) -> Response:
    """Add a step to a goal."""
    return await call.act(lambda service: service.add_step(goal_id, step_draft(step)), 201)


@router.put("/steps/{step_id}", response_model=PlanActOut, openapi_extra=WRITES)
async def change_step(step_id: StepId, step: StepIn, call: Acting) -> Response:
    """Give a step other words."""
    return await call.act(lambda service: service.edit_step(step_id, step_draft(step)))


@router.delete("/steps/{step_id}", response_model=PlanActOut, openapi_extra=WRITES)
async def delete_step(step_id: StepId, call: Acting) -> Response:
    """Take a step away. What it earned stays earned."""
    return await call.act(lambda service: service.delete_step(step_id))


@router.post("/steps/{step_id}/complete", status_code=201, response_model=PlanActOut, openapi_extra=WRITES)
async def complete_step(step_id: StepId, call: Acting, done: DoneIn | None = None) -> Response:
    """A step done: its event and the step in one."""
    return await call.act(lambda service: service.complete_step(step_id, at_of(done)), 201)


@router.post("/steps/{step_id}/reopen", response_model=PlanActOut, openapi_extra=WRITES)
async def reopen_step(step_id: StepId, call: Acting) -> Response:
    """A step not done after all: its completion is undone."""
    return await call.act(lambda service: service.reopen_step(step_id))
