"""What was done, act by act: read, taken back and done again."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from pydantic import Field

from momentum_desktop.api.act_shapes import act_shape
from momentum_desktop.api.bodies import ScopedRoute
from momentum_desktop.api.calls import READS, WRITES, Acting, Asking, answer
from momentum_desktop.api.queries import STRICT, Identity
from momentum_desktop.api.shapes import ActOut, HistoryOut

router = APIRouter(prefix="/momentum", route_class=ScopedRoute, tags=["history"])

ActId = Annotated[Identity, Path(description="The number of an act.")]
Limit = Annotated[int, Field(ge=1, le=500), STRICT, Query(description="How many at most.")]
Before = Annotated[Identity | None, Query(description="`next_before` of the page before.")]
Words = Annotated[str, Query(description="Only acts whose summary holds these words.", max_length=200)]


@router.get("/history", response_model=HistoryOut, openapi_extra=READS)
async def get_history(call: Asking, limit: Limit = 50, before: Before = None, words: Words = "") -> Response:
    """The newest acts, newest first, page by page."""
    acts = await call.service.get_history(limit=limit + 1, before=before, words=words)
    following = acts[limit - 1].id if len(acts) > limit else None
    return answer({"acts": acts[:limit], "next_before": following})


@router.post("/history/{act_id}/undo", response_model=ActOut, openapi_extra=WRITES)
async def undo_act(act_id: ActId, call: Acting) -> Response:
    """Take an act back, whenever it was."""
    return await call.act(lambda service: service.undo(act_id), shape=act_shape)


@router.post("/history/{act_id}/redo", response_model=ActOut, openapi_extra=WRITES)
async def redo_act(act_id: ActId, call: Acting) -> Response:
    """Do an undone act again."""
    return await call.act(lambda service: service.redo(act_id), shape=act_shape)


@router.post("/undo", response_model=ActOut, openapi_extra=WRITES)
async def undo_last(call: Acting) -> Response:
    """Take the last act back."""
    return await call.act(lambda service: service.undo(), shape=act_shape)


@router.post("/redo", response_model=ActOut, openapi_extra=WRITES)
async def redo_last(call: Acting) -> Response:
    """Do again what was undone last, if nothing new was done since."""
    return await call.act(lambda service: service.redo(), shape=act_shape)
