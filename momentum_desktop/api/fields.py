"""The kinds of fields that the API takes: the form of each, what it means, and an example."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

DAY = (
    r"(?:(?:20|21)[0-9][0-9]-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    r"|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:2000|(?:20|21)(?:0[48]|[2468][048]|[13579][26]))-02-29)"
)
CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,9})?"
OFFSET = r"(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])"
DATE, MOMENT = f"^{DAY}$", f"^{DAY}T{CLOCK}{OFFSET}$"
TIME = r"^(?:[01][0-9]|2[0-3]):[0-5][0-9]$"
REMINDER = rf"^(?:-[1-9][0-9]{{0,1}}d |{DAY} )?(?:[01][0-9]|2[0-3]):[0-5][0-9]$"
TEXT, SEEN, KEY = r"^[^\x00]*$", r"^[^\x00]*[^\x00\s][^\x00]*$", r"^[^\x00]+$"
"""The forms of texts; `api.faults` has the words for what does not match one."""

At = Annotated[
    str,
    Field(
        pattern=MOMENT,
        description="When it was, as RFC 3339 with its offset; now, if it is left out.",
        examples=["2026-03-04T12:00:00+01:00"],
    ),
]


def as_whole(given: Any) -> Any:
    """25.0 as 25; what is no number stays, for the shape to refuse."""
    return int(given) if isinstance(given, Decimal) and given == given.to_integral_value() else given


def as_exact(given: Any) -> Any:
    """A number as a decimal; what is no number stays, for the shape to refuse."""
    return Decimal(given) if isinstance(given, int) and not isinstance(given, bool) else given


Whole = BeforeValidator(as_whole)
"""Stands after the bounds, so that the document shows them."""

MOST_ID = 2**53
User = Annotated[
    int, Field(ge=1, le=MOST_ID, description="The token's own user; no other one can be named.", examples=[1]), Whole
]
Title = Annotated[
    str,
    Field(min_length=1, max_length=500, pattern=SEEN, description="What it says.", examples=["Water the plants"]),
]
Notes = Annotated[
    str, Field(max_length=20_000, pattern=TEXT, description="More about it.", examples=["The fern, too."])
]
Word = Annotated[str, Field(max_length=100, pattern=TEXT, examples=["Home"])]
Complexity = Annotated[
    str, Field(min_length=1, max_length=100, description="As the rules name them.", examples=["complex"])
]
Due = Annotated[
    str,
    Field(pattern=DATE, description="A day as YYYY-MM-DD, no word such as “tomorrow”.", examples=["2026-03-06"]),
]
Time = Annotated[str, Field(pattern=TIME, description="HH:MM of 24 hours; only with a due day.", examples=["18:30"])]
Reminder = Annotated[
    str,
    Field(
        pattern=REMINDER,
        description="HH:MM on the due day, -2d HH:MM days before it, or YYYY-MM-DD HH:MM.",
        examples=["-1d 09:00"],
    ),
]
Repeat = Annotated[
    str,
    Field(
        min_length=1,
        max_length=500,
        description="An RFC 5545 rule of days, or FREQ=WEEKLY;X-TIMES=3 for three times a week on free days; no words: "
        "“every day” is FREQ=DAILY.",
        examples=["FREQ=WEEKLY;BYDAY=MO,TH"],
    ),
]
Minutes = Annotated[int, Field(ge=1, le=1440, description="How many minutes.", examples=[25]), Whole]
Length = Annotated[int, Field(ge=1, le=144_000, description="How long it takes, in minutes.", examples=[30]), Whole]
Amount = Annotated[
    Decimal,
    Field(ge=Decimal("0.0001"), le=10**9),
    BeforeValidator(as_exact),
    WithJsonSchema(
        {
            **{"type": "number", "minimum": 0.0001, "maximum": 10**9, "description": "Four decimals are kept."},
            "examples": [8],
        }
    ),
]
AmountSoFar = Annotated[
    Decimal,
    Field(ge=0, le=10**9),
    BeforeValidator(as_exact),
    WithJsonSchema(
        {
            **{"type": "number", "minimum": 0, "maximum": 10**9},
            "description": "How much in all; four decimals are kept. 0 takes back what was said.",
            "examples": [8],
        }
    ),
]
Identity = Annotated[int, Field(ge=1, le=MOST_ID, description="Its number.", examples=[7]), Whole]
Priority = Annotated[int, Field(ge=1, le=4, description="From 1, the highest, to 4.", examples=[1]), Whole]
Tags = Annotated[list[Word], Field(max_length=50, description="Words to find it by.", examples=[["home"]])]
ListName = Annotated[Word, Field(description="The list that it stands in.")]
Unit = Annotated[Word, Field(description="What the amount counts.", examples=["glasses"])]
Start = Annotated[Due, Field(description="The day, as YYYY-MM-DD, before which it waits.", examples=["2026-03-05"])]
Occurrence = Annotated[
    Due, Field(description="Which day of a repeating task, as YYYY-MM-DD; the one now due, if it is left out.")
]
Goal = Annotated[Identity, Field(description="The number of the goal that it serves.")]
Parent = Annotated[Identity, Field(description="The number of the task that it is a part of.")]
Task = Annotated[Identity, Field(description="The number of the task that it is for.")]
RepeatFrom = Annotated[
    Literal["due", "completion"], Field(description="What the repeat counts from.", examples=["completion"])
]
