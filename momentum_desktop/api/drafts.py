"""What a body wishes as the values that the planner takes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from momentum_desktop.api.wishes import DoneIn, FirstStepIn, GoalWordsIn, OccurrenceIn, SlotIn
from momentum_desktop.engine.reading import read_day
from momentum_desktop.service.plan_values import GoalDraft, SlotDraft, StepDraft

PLACES = Decimal("0.0001")


def task_fields(given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a task, or some of them, as its draft has them."""
    fields = dict(given)
    for name in ("start", "due"):
        if name in fields:
            fields[name] = day_of(fields[name])
    if "due_time" in fields:
        time = fields.pop("due_time")
        fields["due_minute"] = None if time is None else _minute_of(time)
    if "amount" in fields:
        fields["amount"] = amount_of(fields["amount"])
    if "tags" in fields:
        fields["tags"] = tuple(fields["tags"])
    return fields


def goal_draft(goal: GoalWordsIn) -> GoalDraft:
    return GoalDraft(goal.title, goal.notes, goal.complexity, day_of(goal.due))


def step_draft(step: FirstStepIn) -> StepDraft:
    return StepDraft(step.title, step.complexity)


def slot_draft(slot: SlotIn) -> SlotDraft:
    day = date.fromordinal(read_day(slot.day))
    return SlotDraft(day, _minute_of(slot.start_time), slot.minutes, slot.title, slot.task_id)


def day_of(text: str | None) -> date | None:
    """YYYY-MM-DD as a day."""
    return None if text is None else date.fromordinal(read_day(text))


def at_of(done: DoneIn | None) -> str | None:
    """When something was done; None for now."""
    return None if done is None else done.at


def occurrence_of(which: OccurrenceIn | None) -> date | None:
    """Which day of a repeating task is meant; None for the one now due."""
    return None if which is None else day_of(which.occurrence)


def amount_of(amount: Decimal | None) -> Decimal | None:
    """An amount with as many places as are kept."""
    return None if amount is None else amount.quantize(PLACES)


def _minute_of(time: str) -> int:
    """HH:MM in minutes after midnight."""
    return int(time[:2]) * 60 + int(time[3:])
