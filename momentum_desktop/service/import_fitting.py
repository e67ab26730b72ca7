"""A task of another program made to fit the planner's columns; what does not fit is kept beside it and told of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from momentum_desktop.engine.reading import canonical_json
from momentum_desktop.engine.rules import Rules
from momentum_desktop.engine.values import instant_and_offset
from momentum_desktop.errors import RefusedInput
from momentum_desktop.service.import_values import Problem, SourceTask, sound
from momentum_desktop.service.plan.drafts import (
    COMPLETION,
    LONGEST_NOTES,
    LONGEST_TITLE,
    LONGEST_WORD,
    MOST_TAGS,
    checked_task,
)
from momentum_desktop.service.plan_values import TaskDraft
from momentum_desktop.store.numbers import stored_number

SECRET = re.compile(r"token|passw|secret|e-?mail|credential|api.?key|authori[sz]ation|cookie|session", re.IGNORECASE)
DEEPEST = 8
LONGEST_DOCUMENT = 400_000
EMPTY: dict[str, Any] = {"due_time": None, "priority": 4, "repeat_from": "due", "tags": (), "complexity": "simple"}
"""What a field is without the value that did not fit; None for the others."""

FIELDS = {"due_time": "due_minute"}


@dataclass(slots=True)
class Fitted:
    """A task's values as the store keeps them, and what had no place among them."""

    values: dict[str, Any]
    repeat: str | None
    repeat_from: str
    due: date | None
    extra: dict[str, Any]
    problems: list[Problem] = field(default_factory=list)


def fitted(task: SourceTask, rules: Rules, today: date) -> Fitted:
    """The task as the planner can hold it. A field that it cannot hold is left out, kept in `extra` and told of."""
    draft, extra = _draft(task, rules)
    problems: list[Problem] = []
    created = today if task.created is None else task.created.date()
    while True:
        try:
            values = checked_task(draft, rules, min(created, today))
            break
        except RefusedInput as refusal:
            name = FIELDS.get(refusal.where or "", refusal.where or "")
            held = getattr(draft, name, None)
            if name == "title" or held is None or held == EMPTY.get(refusal.where or ""):
                raise RefusedInput(f"it cannot be a task ({refusal})", where=task.where) from None
            extra[name] = str(held)
            what = f"its {name.replace('_', ' ')} “{str(held)[:60]}” was kept as text: {refusal.what}"
            problems.append(Problem(task.where, what, left_out=False))
            draft = replace(draft, **{name: EMPTY.get(refusal.where or "")})  # type: ignore[arg-type]
            if draft.due is None and draft.due_minute is not None:
                draft = replace(draft, due_minute=None)
    repeat, due = values["repeat"], values["due"]
    return Fitted(values, repeat, values["repeat_from"], due, extra, problems)


def stored(values: dict[str, Any], user_id: int, created_at: int) -> dict[str, Any]:
    """Checked values of a task as its row keeps them, not completed."""
    return {
        **values,
        "user_id": user_id,
        "start": _ordinal(values["start"]),
        "due": _ordinal(values["due"]),
        "amount": None if values["amount"] is None else stored_number(values["amount"]),
        "tags": canonical_json(values["tags"]),
        "position": 0,
        "created_at": created_at,
        "completed_at": None,
        "completed_offset": None,
        "completed_event_id": None,
    }


def created_instant(task: SourceTask, first_done: int | None, now: int) -> int:
    """When a task came to be, as far as anything tells: never later than what was done about it."""
    known = [] if task.created is None else [instant_and_offset(task.created)[0]]
    if first_done is not None:
        known.append(first_done)
    return min([*known, now])


def document_of(task: SourceTask, extra: dict[str, Any], days: dict[str, Any], *, undated: bool) -> str:
    """What has no column, as the JSON text that the item keeps."""
    held: dict[str, Any] = {
        "extra": kept(extra),
        "state": task.state if task.state == "cancelled" else None,
        "undated": undated or None,
        "item": task.item or None,
        "created": False if task.created is None else None,
        "days": kept(days),
    }
    document = {name: value for name, value in held.items() if value not in (None, {}, [])}
    text = canonical_json(document)
    if len(text) > LONGEST_DOCUMENT:
        text = canonical_json({name: value for name, value in document.items() if name not in ("days", "extra")})
    return text


def kept(value: Any, depth: int = 0) -> Any:
    """Something to be kept, without what may be a secret and what cannot be stored."""
    if isinstance(value, dict):
        if depth > DEEPEST:
            return {}
        return {sound(str(name)): kept(item, depth + 1) for name, item in value.items() if not SECRET.search(str(name))}
    if isinstance(value, list | tuple):
        return [] if depth > DEEPEST else [kept(item, depth + 1) for item in value]
    if isinstance(value, str):
        return sound(value)
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return value if abs(value) < 2**63 else str(value)
    return str(value)


def _draft(task: SourceTask, rules: Rules) -> tuple[TaskDraft, dict[str, Any]]:
    """The words of the task, cut to what the planner takes; what was cut off goes to the notes or to what is kept."""
    extra = dict(task.extra)
    title, notes = sound(task.title).strip(), sound(task.notes)
    if len(title) > LONGEST_TITLE:
        notes = f"{title}\n\n{notes}".strip()
        title = title[: LONGEST_TITLE - 1] + "…"
    if len(notes) > LONGEST_NOTES:
        extra["notes_from_here"] = notes[LONGEST_NOTES:]
        notes = notes[:LONGEST_NOTES]
    tags = [sound(tag).strip() for tag in task.tags]
    fitting = [tag for tag in dict.fromkeys(tags) if 0 < len(tag) <= LONGEST_WORD]
    if len(fitting) > MOST_TAGS or len(fitting) < len(set(tags)):
        extra["tags"] = tags
    listed = sound(task.list).strip() if task.list else None
    if listed and len(listed) > LONGEST_WORD:
        extra["list"] = listed
        listed = listed[: LONGEST_WORD - 1] + "…"
    known = rules.events[COMPLETION].multipliers if COMPLETION in rules.events else None
    draft = TaskDraft(
        title=title or "(no title)",
        notes=notes,
        complexity=task.complexity if known is None or task.complexity in known else "simple",
        priority=task.priority,
        list=listed or None,
        start=task.start,
        due=task.due,
        tags=tuple(fitting[:MOST_TAGS]),
        due_minute=task.due_minute if task.due is not None else None,
        reminder=task.reminder,
        repeat=task.repeat if task.state == "open" else None,
        repeat_from=task.repeat_from if task.repeat and task.state == "open" else "due",
        minutes=task.minutes,
        amount=task.amount if task.repeat else None,
        unit=sound(task.unit)[:LONGEST_WORD] if task.unit and task.amount and task.repeat else None,
    )
    return draft, extra


def _ordinal(day: date | None) -> int | None:
    return None if day is None else day.toordinal()
