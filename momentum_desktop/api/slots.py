"""Time slots, the planned stretches of a day."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from pydantic import Field

from momentum_desktop.api.bodies import ScopedRoute
from momentum_desktop.api.calls import READS, WRITES, Acting, Asking, answer
from momentum_desktop.api.drafts import at_of, day_of, slot_draft
from momentum_desktop.api.fields import DATE
from momentum_desktop.api.queries import STRICT, Identity
from momentum_desktop.api.shapes import PlanActOut, SlotOut
from momentum_desktop.api.wishes import DoneIn, SlotIn

router = APIRouter(prefix="/momentum/slots", route_class=ScopedRoute, tags=["slots"])

SlotId = Annotated[Identity, Path(description="The number of a slot.")]
First = Annotated[
    str | None,
    Query(description="The first day, YYYY-MM-DD; today, if left out.", pattern=DATE, examples=["2026-03-04"]),
]
Days = Annotated[int, Field(ge=1, le=366), STRICT, Query(description="How many days.")]


@router.get("", response_model=list[SlotOut], openapi_extra=READS)
async def get_slots(call: Asking, day: First = None, days: Days = 1) -> Response:
    """The slots of some days."""
    first = day_of(day) or await call.service.get_day()
    return answer(await call.service.get_slots(first, days))


@router.post("", status_code=201, response_model=PlanActOut, openapi_extra=WRITES)
async def add_slot(slot: SlotIn, call: Acting) -> Response:
    """Plan a stretch of a day."""
    return await call.act(lambda service: service.add_slot(slot_draft(slot)), 201)


@router.put("/{slot_id}", response_model=PlanActOut, openapi_extra=WRITES)
async def change_slot(slot_id: SlotId, slot: SlotIn, call: Acting) -> Response:
    """Give a slot another time or other words."""
    return await call.act(lambda service: service.edit_slot(slot_id, slot_draft(slot)))


@router.delete("/{slot_id}", response_model=PlanActOut, openapi_extra=WRITES)
async def delete_slot(slot_id: SlotId, call: Acting) -> Response:
    """Take a slot away. What it earned stays earned."""
    return await call.act(lambda service: service.delete_slot(slot_id))


@router.post("/{slot_id}/complete", status_code=201, response_model=PlanActOut, openapi_extra=WRITES)
async def complete_slot(slot_id: SlotId, call: Acting, done: DoneIn | None = None) -> Response:
    """A slot done, in time or late: its event and the slot in one."""
    return await call.act(lambda service: service.complete_slot(slot_id, at_of(done)), 201)


@router.post("/{slot_id}/reopen", response_model=PlanActOut, openapi_extra=WRITES)
async def reopen_slot(slot_id: SlotId, call: Acting) -> Response:
    """A slot not done after all: its completion is undone."""
    return await call.act(lambda service: service.reopen_slot(slot_id))
