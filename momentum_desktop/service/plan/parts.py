"""The parts of a repeating task: open again, and moved along with it, when its next day comes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from momentum_desktop.engine.values import instant_and_offset
from momentum_desktop.service.plan.completing import day_of_moment
from momentum_desktop.service.plan.task_values import series_of
from momentum_desktop.store import plan_questions
from momentum_desktop.store.journal import ActDraft, Journal
from momentum_desktop.store.plan_questions import TaskRecord
from momentum_desktop.store.plan_rows import change_row

OPEN = {"completed_at": None, "completed_offset": None, "completed_event_id": None}


def parts_are_of(journal: Journal, user_id: int, row: TaskRecord, day: date, now: datetime) -> bool:
    """Whether a repeating task has parts, and they are of this day of it: the one now due, which is not settled yet."""
    parts = plan_questions.parts(journal.connection, user_id, row.id)
    return bool(parts) and _due(journal, user_id, row, now) == day


def begin_next(journal: Journal, user_id: int, act: ActDraft, row: TaskRecord, day: date, now: datetime) -> None:
    """Let the parts be open again for the day that follows a settled one, their own days as much later, under the act
    that settled it. If none follows they stay as they are, and so do those that repeat by themselves."""
    following = _due(journal, user_id, row, now)
    if following is None or following == day:
        return
    for part in plan_questions.parts(journal.connection, user_id, row.id):
        days = {"start": part.start, "due": part.due}
        values: dict[str, Any] = {name: held + (following - day) for name, held in days.items() if held is not None}
        if part.completed_at is not None:
            values |= OPEN
        if values:
            change_row(journal.connection, act, "tasks", part.id, values)


def _due(journal: Journal, user_id: int, row: TaskRecord, now: datetime) -> date | None:
    rules = journal.standing(user_id).rules
    today = day_of_moment(instant_and_offset(now), rules)
    return series_of(journal.connection, user_id, today, row.id).due(row, today, rules)
