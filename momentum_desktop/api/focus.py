"""The focus timer."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response

from momentum_desktop.api.bodies import ScopedRoute
from momentum_desktop.api.calls import READS, WRITES, Acting, Asking, answer
from momentum_desktop.api.shapes import FocusOut, PlanActOut
from momentum_desktop.api.wishes import FocusEndIn, FocusIn
from momentum_desktop.service.plan_values import FocusSession
from momentum_desktop.service.wire import to_wire

router = APIRouter(prefix="/momentum/focus", route_class=ScopedRoute, tags=["focus"])


@router.get("", response_model=FocusOut | None, openapi_extra=READS)
async def get_focus(call: Asking) -> Response:
    """The session that runs; null if none does."""
    session = await call.service.get_focus()
    return answer(session and _shape(session))


@router.post("/start", status_code=201, response_model=PlanActOut, openapi_extra=WRITES)
async def start_focus(call: Acting, session: FocusIn | None = None) -> Response:
    """Begin a session."""
    given = session or FocusIn()
    return await call.act(lambda service: service.start_focus(given.minutes, task_id=given.task_id), 201)


@router.post("/pause", response_model=PlanActOut, openapi_extra=WRITES)
async def pause_focus(call: Acting) -> Response:
    """Let the session pause."""
    return await call.act(lambda service: service.pause_focus())


@router.post("/resume", response_model=PlanActOut, openapi_extra=WRITES)
async def resume_focus(call: Acting) -> Response:
    """Let a paused or interrupted session go on."""
    return await call.act(lambda service: service.resume_focus())


@router.post("/stop", status_code=201, response_model=PlanActOut, openapi_extra=WRITES)
async def stop_focus(call: Acting, end: FocusEndIn | None = None) -> Response:
    """End the session: its event, with the minutes it had, or with fewer."""
    minutes = (end or FocusEndIn()).minutes
    return await call.act(lambda service: service.stop_focus(minutes), 201)


@router.post("/drop", response_model=PlanActOut, openapi_extra=WRITES)
async def drop_focus(call: Acting) -> Response:
    """Let the session go without an event."""
    return await call.act(lambda service: service.drop_focus())


def _shape(session: FocusSession) -> dict[str, Any]:
    return {**to_wire(session), "seconds_left": session.seconds_left}
