"""Why a number is what it is: the lines of the ledger behind it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response
from pydantic import Field

from momentum_desktop.api.bodies import ScopedRoute
from momentum_desktop.api.calls import READS, Asking, answer
from momentum_desktop.api.drafts import day_of
from momentum_desktop.api.fields import DATE, TEXT
from momentum_desktop.api.problems import Problem
from momentum_desktop.api.queries import LINES, STRICT, Identity, Truth
from momentum_desktop.api.shapes import WhyOut
from momentum_desktop.errors import RefusedInput, UnknownThing, sentence
from momentum_desktop.service.why import MOST_LINES, PAGE

router = APIRouter(prefix="/momentum", route_class=ScopedRoute, tags=["why"])

NAMED_UNDER = ("achievement", "streak_milestone")
"""Kinds of which each is named after what gave it."""
MEND = "Ask about one thing: days and what narrows them, or an event, an act, a streak, an achievement, a level."

Day = Annotated[
    str | None,
    Query(description="YYYY-MM-DD; the first one, if there is a `last_day`.", pattern=DATE, examples=["2026-03-04"]),
]
LastDay = Annotated[
    str | None, Query(description="YYYY-MM-DD, the last of several.", pattern=DATE, examples=["2026-03-10"])
]
Period = Annotated[
    Literal["day", "week", "month"] | None,
    Query(description="The day, the week or the month that holds `day`; the present one without it."),
]
Kind = Annotated[
    str | None,
    Query(
        description="A kind of the ledger, as `by_kind` names them; it narrows days, or asks for all there was.",
        max_length=200,
        pattern=TEXT,
    ),
]
Weekday = Annotated[
    Annotated[int, Field(ge=0, le=6)] | None, STRICT, Query(description="0 for Monday to 6; it narrows days.")
]
Hour = Annotated[
    Annotated[int, Field(ge=0, le=23)] | None, STRICT, Query(description="An hour of the local clock; it narrows days.")
]
EventId = Annotated[Identity | None, Query(description="What one event gave.")]
ActId = Annotated[Identity | None, Query(description="What the events of one act gave.")]
Achievement = Annotated[
    str | None, Query(description="What counted towards an achievement.", max_length=200, pattern=TEXT)
]
Streak = Annotated[str | None, Query(description="The events that kept a streak.", max_length=200, pattern=TEXT)]
Level = Annotated[Truth, Query(description="`true` asks for the level that the total gives.")]
LevelNumber = Annotated[Identity | None, Query(description="What reached a level, or leads to it.")]
Limit = Annotated[int, Field(ge=1, le=MOST_LINES), STRICT, Query(description="How many lines at most.")]
Before = Annotated[
    str | None, Query(description="`next_before` of the page before, to the same question.", pattern=LINES)
]


@router.get("/why", response_model=WhyOut, openapi_extra=READS)
async def get_why(
    call: Asking,
    day: Day = None,
    last_day: LastDay = None,
    period: Period = None,
    kind: Kind = None,
    weekday: Weekday = None,
    hour: Hour = None,
    event_id: EventId = None,
    act_id: ActId = None,
    achievement: Achievement = None,
    streak: Streak = None,
    level: Level = False,
    level_number: LevelNumber = None,
    limit: Limit = PAGE,
    before: Before = None,
) -> Response:
    """The lines that a number opens to: which event, which rule, which multiplier. Without a question they are those of
    the total.

    One thing can be asked about at a time: days (`day`, `last_day`, `period`), which a `kind`, or a `weekday` and an
    `hour`, may narrow; or one of the others. What does not go together is answered with `conflict`."""
    service = call.service
    about: dict[str, Any] = {"event_id": event_id, "act_id": act_id, "achievement": achievement, "streak": streak}
    about |= {"level": level, "level_number": level_number, "weekday": weekday, "hour": hour}
    first, last = day_of(day), day_of(last_day)
    try:
        if period is not None:
            if last is not None:
                raise RefusedInput("period and last_day both say how many days", where="last_day")
            first, last = await service.get_span(period=period, day=first)
        about |= {"day": first, "last_day": last}
        if kind is not None:
            alone = all(value is None or value is False for value in about.values())
            whole = alone and kind not in NAMED_UNDER and ":" not in kind
            about |= {"kind": kind} if whole else {"kinds": (kind,)}
        page = await service.why(**about, limit=limit, before=before)
    except UnknownThing:
        raise
    except RefusedInput as refusal:
        raise Problem("conflict", sentence(refusal.what), field=refusal.where, mend=MEND) from None
    return answer({"heading": page.heading, "sentence": page.sentence, "lines": page.lines, "next_before": page.before})
