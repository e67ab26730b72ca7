"""What the API takes, as shapes: nothing is converted, nothing unknown is let through."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from momentum_desktop.api.fields import (
    KEY,
    TIME,
    Amount,
    AmountSoFar,
    At,
    Complexity,
    Due,
    Goal,
    Length,
    ListName,
    Minutes,
    Notes,
    Occurrence,
    Parent,
    Priority,
    Reminder,
    Repeat,
    RepeatFrom,
    Start,
    Tags,
    Task,
    Time,
    Title,
    Unit,
    User,
)


class Wish(BaseModel):
    """What every shape of a body has."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Body(Wish):
    """What every body may have; `api.calls` checks it."""

    user_id: Annotated[User | None, Field(exclude=True)] = None


class EventFields(Wish):
    """What every event has."""

    event_type: Annotated[
        str, Field(min_length=1, max_length=200, description="As the rules name it.", examples=["task_completion"])
    ]
    metadata: Annotated[
        dict[str, Any] | None,
        Field(description="Facts about it; `complexity` counts for tasks and goals.", examples=[{"minutes": 25}]),
    ] = None
    occurred_at: At | None = None


class ItemIn(EventFields):
    """An event of a batch to record."""

    idempotency_key: Annotated[
        str | None,
        Field(
            min_length=1,
            max_length=200,
            pattern=KEY,
            description="Recorded once under this key.",
            examples=["git:3d9f2c50"],
        ),
    ] = None


class EventIn(EventFields, Body):
    """An event to record."""


class BatchIn(Body):
    """Events to record in one commit."""

    events: Annotated[list[dict[str, Any]], Field(max_length=1000, description="At most 1,000, each as for one alone.")]


class TaskIn(Body):
    """A task to add."""

    title: Title
    notes: Notes = ""
    complexity: Complexity = "simple"
    priority: Priority = 4
    list: ListName | None = None
    start: Start | None = None
    due: Annotated[Due | None, Field(description="Of a repeating task the first day.")] = None
    due_time: Time | None = None
    reminder: Reminder | None = None
    repeat: Repeat | None = None
    repeat_from: RepeatFrom = "due"
    minutes: Length | None = None
    amount: Annotated[Amount | None, Field(description="What a habit asks for each time.")] = None
    unit: Unit | None = None
    tags: Tags = []
    goal_id: Goal | None = None
    parent_id: Parent | None = None

    @field_validator("repeat_from")
    @classmethod
    def _of_a_repeat(cls, repeat_from: str, info: ValidationInfo) -> str:
        """Runs only if it is given."""
        if info.data.get("repeat") is None:
            raise ValueError("Only what repeats can repeat from somewhere; give a repeat as well.")
        return repeat_from


class TaskChangeIn(Body):
    """The fields of a task to change; those left out stay as they are."""

    title: Title = ""
    notes: Notes = ""
    complexity: Complexity = ""
    priority: Priority = 4
    list: ListName | None = None
    start: Start | None = None
    due: Due | None = None
    due_time: Time | None = None
    reminder: Reminder | None = None
    repeat: Repeat | None = None
    repeat_from: RepeatFrom = "due"
    minutes: Length | None = None
    amount: Amount | None = None
    unit: Unit | None = None
    tags: Tags = []
    goal_id: Goal | None = None
    parent_id: Parent | None = None


class CompletionIn(Body):
    """When a task was done, and of a repeating one which day and how much; now and the day now due, if left out. A past
    day that is named without a time was done on that day, at a time unknown."""

    at: At | None = None
    occurrence: Occurrence | None = None
    amount: Amount | None = None


class DoneIn(Body):
    """When it was done; now, if left out."""

    at: At | None = None


class OccurrenceIn(Body):
    """Which day of a repeating task; the one now due, if left out."""

    occurrence: Occurrence | None = None


class AmountIn(OccurrenceIn):
    """How much of a habit's amount is there by now."""

    amount: AmountSoFar


class FirstStepIn(Wish):
    """A step that comes with its goal."""

    title: Title
    complexity: Complexity = "simple"


class StepIn(FirstStepIn, Body):
    """A step of a goal."""


class GoalWordsIn(StepIn):
    """The words of a goal."""

    notes: Notes = ""
    due: Due | None = None


class GoalIn(GoalWordsIn):
    """A goal to add, with its first steps."""

    steps: Annotated[list[FirstStepIn], Field(max_length=100, description="Its first steps.")] = []


class SlotIn(Body):
    """A stretch of a day to plan."""

    day: Due
    start_time: Annotated[str, Field(pattern=TIME, description="HH:MM of 24 hours.", examples=["09:00"])]
    minutes: Minutes
    title: Title
    task_id: Task | None = None


class FocusIn(Body):
    """A focus session to begin: for so many minutes, or for as long as it lasts."""

    minutes: Minutes | None = None
    task_id: Task | None = None


class FocusEndIn(Body):
    """How many minutes count; all that it ran, if left out."""

    minutes: Minutes | None = None
