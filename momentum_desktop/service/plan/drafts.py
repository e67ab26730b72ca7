"""The words of a plan, checked before anything is stored: each field with its bounds."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from momentum_desktop.engine.numbers import plain
from momentum_desktop.engine.reading import checked_text, read_day
from momentum_desktop.engine.rules import Rules
from momentum_desktop.errors import RefusedInput
from momentum_desktop.service.plan_values import GoalDraft, SlotDraft, StepDraft, TaskDraft

if TYPE_CHECKING:
    from momentum_desktop.service.plan_values import Number

LONGEST_TITLE = 500
LONGEST_NOTES = 100_000
LONGEST_WORD = 100
LONGEST_RULE = 500
MOST_TAGS = 50
MOST_MINUTES = 24 * 60
MOST_AMOUNT = Decimal(10) ** 9
PLACES = 4
MOST_ID = 2**53
COMPLETION = "task_completion"
TASK_FIELDS = tuple(field.name for field in fields(TaskDraft))


def checked_task(draft: TaskDraft, rules: Rules, today: date) -> dict[str, Any]:
    """The columns of a task's draft; a repeating one without a day is first due on the first day of its rule from
    `today` on. RefusedInput names the field and the fault."""
    from momentum_desktop.service.reminder_times import checked_reminder

    due = _day(draft.due, "due")
    repeat = None
    if draft.repeat is not None:
        due, repeat = _checked_repeat(draft, due, today)
    if isinstance(draft.priority, bool) or draft.priority not in (1, 2, 3, 4):
        raise RefusedInput("a number from 1 (highest) to 4 is expected", where="priority")
    if draft.due_minute is not None and due is None:
        raise RefusedInput("a time needs a day; give the day it is due as well", where="due_time")
    amount = checked_amount(draft.amount, "amount")
    return {
        "title": checked_title(draft.title, "a task"),
        "notes": checked_text(draft.notes, "notes", LONGEST_NOTES),
        "complexity": checked_complexity(draft.complexity, COMPLETION, rules),
        "priority": draft.priority,
        "list": _word(draft.list, "list"),
        "start": _day(draft.start, "start"),
        "due": due,
        "due_minute": _whole(draft.due_minute, "due_time", 0, MOST_MINUTES - 1),
        "reminder": None if draft.reminder is None else checked_reminder(draft.reminder),
        "repeat": repeat,
        "repeat_from": draft.repeat_from if repeat is not None else "due",
        "minutes": _whole(draft.minutes, "minutes", 1, 100 * MOST_MINUTES),
        "amount": amount,
        "unit": _word(draft.unit, "unit") if amount is not None else None,
        "tags": _tags(draft.tags),
        "goal_id": _whole(draft.goal_id, "goal_id", 1, MOST_ID),
        "parent_id": _whole(draft.parent_id, "parent_id", 1, MOST_ID),
    }


def checked_goal(draft: GoalDraft, rules: Rules) -> dict[str, Any]:
    """The columns of a goal's draft."""
    return {
        "title": checked_title(draft.title, "a goal"),
        "notes": checked_text(draft.notes, "notes", LONGEST_NOTES),
        "complexity": checked_complexity(draft.complexity, "goal_completion", rules),
        "due": _day(draft.due, "due"),
    }


def checked_step(draft: StepDraft, rules: Rules) -> dict[str, Any]:
    """The columns of a step's draft."""
    return {
        "title": checked_title(draft.title, "a step"),
        "complexity": checked_complexity(draft.complexity, "goal_step_completion", rules),
    }


def checked_slot(draft: SlotDraft) -> dict[str, Any]:
    """The columns of a slot's draft. It may run past midnight, but no longer than a day."""
    day = _day(draft.day, "day")
    if day is None:
        raise RefusedInput("a slot needs a day", where="day")
    start = _whole(draft.start_minute, "start", 0, MOST_MINUTES - 1)
    minutes = checked_minutes(draft.minutes)
    if start is None:
        raise RefusedInput("a slot needs a time to start at", where="start")
    return {
        "day": day,
        "start_minute": start,
        "minutes": minutes,
        "title": checked_title(draft.title, "a slot"),
        "task_id": _whole(draft.task_id, "task_id", 1, MOST_ID),
    }


def checked_title(text: Any, what: str) -> str:
    """A title without blanks around it; RefusedInput if nothing is left."""
    title = checked_text(text, "title", LONGEST_TITLE).strip()
    if not title:
        raise RefusedInput(f"{what} needs a title", where="title")
    return title


def checked_minutes(minutes: Any) -> int:
    """A stretch of 1 minute to a day."""
    found = _whole(minutes, "minutes", 1, MOST_MINUTES)
    if found is None:
        raise RefusedInput("the number of minutes is missing", where="minutes")
    return found


def checked_complexity(complexity: Any, event_type: str, rules: Rules) -> str:
    """A complexity that the rules know; any where they know none."""
    checked_text(complexity, "complexity", LONGEST_WORD)
    multipliers = rules.events[event_type].multipliers if event_type in rules.events else None
    if multipliers is not None and complexity not in multipliers:
        raise RefusedInput(f"“{complexity}” is unknown; known are {', '.join(multipliers)}", where="complexity")
    return str(complexity)


def checked_amount(amount: Any, where: str) -> Number | None:
    """An amount above 0 with at most four places."""
    if amount is None:
        return None
    number = Decimal(amount) if isinstance(amount, int | Decimal) and not isinstance(amount, bool) else None
    if number is None or not number.is_finite() or not 0 < number <= MOST_AMOUNT:
        raise RefusedInput(f"a number above 0, up to {MOST_AMOUNT:,}, is expected", where=where)
    if number != round(number, PLACES):
        raise RefusedInput(f"at most {PLACES} decimal places are kept", where=where)
    return plain(number)


def checked_amount_so_far(amount: Any, more: bool) -> Number:
    """How much is there by now: 0 takes back what was said; or (`more`) what has come to it, above 0."""
    if not more and isinstance(amount, int | Decimal) and not isinstance(amount, bool) and amount == 0:
        return 0
    found = checked_amount(amount, "amount")
    if found is None:
        raise RefusedInput("the amount is missing", where="amount")
    return found


def _checked_repeat(draft: TaskDraft, due: date | None, today: date) -> tuple[date, str]:
    from momentum_desktop.service.recurrence import checked_repeat, next_occurrence

    text = checked_text(draft.repeat, "repeat", LONGEST_RULE)
    first = due or today
    rule = checked_repeat(text, first, draft.repeat_from)
    if due is None:
        first = next_occurrence(rule, first, date.fromordinal(first.toordinal() - 1)) or first
    return first, rule


def _tags(tags: Any) -> list[str]:
    if len(tags) > MOST_TAGS:
        raise RefusedInput(f"no more than {MOST_TAGS} tags", where="tags")
    words = [checked_text(tag, "tags", LONGEST_WORD).strip() for tag in tags]
    return list(dict.fromkeys(word for word in words if word))


def _word(text: Any, where: str) -> str | None:
    return None if text is None else checked_text(text, where, LONGEST_WORD).strip() or None


def _day(value: Any, where: str) -> date | None:
    return None if value is None else date.fromordinal(read_day(value, where))


def _whole(value: Any, where: str, least: int, most: int) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise RefusedInput(f"a whole number from {least:,} to {most:,} is expected", where=where)
    return value
