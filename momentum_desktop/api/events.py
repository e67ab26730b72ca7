"""Events: recorded one by one or many at once, read page by page, undone and done again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response
from pydantic import Field, ValidationError

from momentum_desktop.api.act_shapes import act_shape, outcome_shape
from momentum_desktop.api.bodies import ScopedRoute
from momentum_desktop.api.calls import POSTS, READS, WRITES, Acting, ActingCall, Asking, answer
from momentum_desktop.api.faults import problem_of_shape
from momentum_desktop.api.fields import TEXT
from momentum_desktop.api.problems import Problem, problem_of
from momentum_desktop.api.queries import PAGE, STRICT, Identity
from momentum_desktop.api.shapes import ActOut, BatchOut, EventOut, EventPageOut, OutcomeOut
from momentum_desktop.api.wishes import BatchIn, EventIn, ItemIn
from momentum_desktop.errors import RefusedInput
from momentum_desktop.service.event_pages import MOST_EVENTS
from momentum_desktop.service.event_values import EachResult
from momentum_desktop.service.values import ActResult, Submission
from momentum_desktop.service.wire import to_wire

router = APIRouter(prefix="/momentum", route_class=ScopedRoute, tags=["events"])

EventId = Annotated[Identity, Path(description="The number of an event.")]
Limit = Annotated[int, Field(ge=1, le=MOST_EVENTS), STRICT, Query(description="How many at most.")]
Before = Annotated[
    str | None,
    Query(description="`next_before` of the page before.", pattern=PAGE),
]
OfType = Annotated[str | None, Query(description="Only events of this type.", max_length=200, pattern=TEXT)]


@router.post("/event", status_code=201, response_model=OutcomeOut, openapi_extra=POSTS)
async def post_event(event: EventIn, call: Acting) -> Response:
    """Record an event; the answer, after it is stored, is what it gave."""
    call.may_post(event.event_type)
    return await call.act(
        lambda service: service.process_event(None, event.event_type, event.metadata, event.occurred_at, call.key),
        status=201,
        shape=outcome_shape,
    )


@router.post("/events", response_model=BatchOut, openapi_extra=POSTS)
async def post_events(batch: BatchIn, call: Acting) -> Response:
    """Record many events in one commit. Each item has its own result; what is wrong with one stops no other."""
    submissions = [_submission(item, call) for item in batch.events]
    return await call.act(lambda service: service.record_each(submissions), shape=_batch_shape)


@router.get("/events", response_model=EventPageOut, openapi_extra=READS)
async def get_events(call: Asking, limit: Limit = 50, before: Before = None, event_type: OfType = None) -> Response:
    """The log, latest first, page by page; undone events too."""
    return answer(await call.service.get_events(limit=limit, before=before, event_type=event_type))


@router.get("/events/{event_id}", response_model=EventOut, openapi_extra=READS)
async def get_event(event_id: EventId, call: Asking) -> Response:
    """One event of the log."""
    return answer(await call.service.get_event(event_id))


@router.post("/events/{event_id}/undo", response_model=ActOut, openapi_extra=WRITES)
async def undo_event(event_id: EventId, call: Acting) -> Response:
    """Take an event back: afterwards it counts as if it had never been."""
    return await call.act(lambda service: service.undo_event(event_id), shape=act_shape)


@router.post("/events/{event_id}/redo", response_model=ActOut, openapi_extra=WRITES)
async def redo_event(event_id: EventId, call: Acting) -> Response:
    """Let an undone event count again."""
    return await call.act(lambda service: service.redo_event(event_id), shape=act_shape)


def _submission(item: Mapping[str, Any], call: ActingCall) -> Submission | RefusedItem:
    """An item as it is submitted, or why it is not."""
    try:
        event = ItemIn.model_validate(item)
        call.may_post(event.event_type)
    except ValidationError as error:
        return RefusedItem(problem_of_shape(error.errors()))
    except Problem as problem:
        return RefusedItem(problem)
    return Submission(event.event_type, event.occurred_at, event.metadata, event.idempotency_key)


class RefusedItem(RefusedInput):
    """An item of a batch that was refused before the service saw it."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.body["detail"])


def _batch_shape(each: EachResult) -> dict[str, Any]:
    results = [_item_shape(result) for result in each.results]
    replayed = sum(result["replayed"] for result in results)
    refused = sum(result["problem"] is not None for result in results)
    counts = {"recorded": len(results) - replayed - refused, "replayed": replayed, "refused": refused}
    return {**counts, "results": results}


def _item_shape(result: ActResult | RefusedInput) -> dict[str, Any]:
    if isinstance(result, ActResult):
        assert result.outcome is not None
        return {"status": 201, "replayed": result.outcome.repeated, "outcome": to_wire(result.outcome), "problem": None}
    problem = result.problem if isinstance(result, RefusedItem) else problem_of(result)
    return {"status": problem.status, "replayed": False, "outcome": None, "problem": problem.body}
