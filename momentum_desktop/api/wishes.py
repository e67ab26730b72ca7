"""What the API takes, as shapes: nothing is converted, nothing unknown is let through."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

DAY = (
    r"(?:(?:20|21)[0-9][0-9]-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    r"|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:2000|(?:20|21)(?:0[48]|[2468][048]|[13579][26]))-02-29)"
)
CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,9})?"
OFFSET = r"(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])"
MOMENT = f"^{DAY}T{CLOCK}{OFFSET}$"

At = Annotated[
    str,
    Field(
        pattern=MOMENT,
        description="When it was, as RFC 3339 with its offset; now, if it is left out.",
        examples=["2026-03-04T12:00:00+01:00"],
    ),
]
User = Annotated[int, Field(ge=1, le=2**53, description="The token's own user; no other one can be named.")]


class Wish(BaseModel):
    """What every shape of a body has."""

    model_config = ConfigDict(extra="forbid", strict=True)


class EventFields(Wish):
    """What every event has."""

    event_type: Annotated[str, Field(min_length=1, max_length=200, examples=["task_completion"])]
    metadata: Annotated[
        dict[str, Any] | None,
        Field(description="Facts about it; `complexity` counts for tasks and goals.", examples=[{"minutes": 25}]),
    ] = None
    occurred_at: At | None = None


class ItemIn(EventFields):
    """An event of a batch to record."""

    idempotency_key: Annotated[
        str | None,
        Field(min_length=1, max_length=200, pattern=r"^[^\x00]+$", description="Recorded once under this key."),
    ] = None


class EventIn(EventFields):
    """An event to record."""

    user_id: User | None = None


class BatchIn(Wish):
    """Events to record in one commit."""

    events: Annotated[list[dict[str, Any]], Field(max_length=1000)]
    user_id: User | None = None


class NameIn(Wish):
    """A person's name."""

    name: Annotated[str, Field(min_length=1, max_length=80, examples=["Anna"])]
