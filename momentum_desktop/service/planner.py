"""What a person does with tasks: each becomes an act that can be taken back, and a completion also an event."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from momentum_desktop.engine.calendar import logical_day
from momentum_desktop.engine.reading import checked_event, checked_text, read_day
from momentum_desktop.engine.rules import Rules
from momentum_desktop.engine.step import worth
from momentum_desktop.engine.values import Event, State, instant_and_offset, local_datetime
from momentum_desktop.errors import RefusedInput, UnknownThing
from momentum_desktop.service.recording import new_key, record_outcome, recorded
from momentum_desktop.service.values import ActResult, Task, TaskDraft
from momentum_desktop.store import questions
from momentum_desktop.store.journal import ActDraft, Journal
from momentum_desktop.store.plan_rows import add_row, change_row, remove_row

LONGEST_TITLE = 500
LONGEST_NOTES = 100_000
LONGEST_WORD = 100
MOST_TAGS = 50
COMPLETION = "task_completion"


def add_task(journal: Journal, user_id: int, draft: TaskDraft, now: datetime) -> ActResult:
    """A new task."""
    rules = journal.standing(user_id).rules
    values = {**checked_draft(draft, rules), "user_id": user_id, "created_at": now}
    act = _open(journal, user_id, "add", f"Added “{draft.title.strip()}”", now)
    task_id = add_row(journal.connection, act, "tasks", values)
    return _result(journal, user_id, act, task_id, now)


def edit_task(journal: Journal, user_id: int, task_id: int, draft: TaskDraft, now: datetime) -> ActResult:
    """Other words for a task."""
    before = found_task(journal, user_id, task_id)
    values = checked_draft(draft, journal.standing(user_id).rules)
    act = _open(journal, user_id, "edit", f"Changed “{before.title}”", now)
    change_row(journal.connection, act, "tasks", task_id, values)
    return _result(journal, user_id, act, task_id, now)


def delete_task(journal: Journal, user_id: int, task_id: int, now: datetime) -> ActResult:
    """A task taken off the list; what it earned stays earned."""
    before = found_task(journal, user_id, task_id)
    act = _open(journal, user_id, "delete", f"Deleted “{before.title}”", now)
    remove_row(journal.connection, act, "tasks", task_id)
    return ActResult(act.id, act.kind, act.summary)


def complete_task(
    journal: Journal, user_id: int, task_id: int, now: datetime, at: tuple[int, int] | None = None
) -> ActResult:
    """A task done, now or at an earlier (instant, offset): its event, and the task marked."""
    row = found_task(journal, user_id, task_id)
    if row.completed_at is not None:
        raise RefusedInput(f"“{row.title}” is already done; undo it first to do it again", where=f"task {task_id}")
    moment = at or instant_and_offset(now)
    rules = journal.standing(user_id).rules
    draft = completion_of(row, moment, rules)
    event = checked_event(
        rules,
        id=0,
        event_type=COMPLETION,
        moment=moment,
        metadata=draft.metadata,
        # Task and act numbers begin anew on every computer, and keys travel between them.
        idempotency_key=f"task:{task_id}:{new_key()}",
    )
    act = _open(journal, user_id, "complete", f"Completed “{row.title}”", now)
    event_id, outcome, note = record_outcome(journal, act, event, instant_and_offset(now)[0], now)
    journal.write()
    done = {
        "completed_at": local_datetime(*moment),
        "completed_offset": moment[1],
        "completed_event_id": event_id,
    }
    change_row(journal.connection, act, "tasks", task_id, done)
    return recorded(act, event_id, outcome, note, task_of(found_task(journal, user_id, task_id), 0))


def found_task(journal: Journal, user_id: int, task_id: int) -> Any:
    """The row of a user's task. UnknownThing if there is none."""
    row = questions.task(journal.connection, user_id, task_id)
    if row is None:
        raise UnknownThing(f"there is no task {task_id}; `momentum list` shows the numbers", where="task")
    return row


def checked_draft(draft: TaskDraft, rules: Rules) -> dict[str, Any]:
    """The columns of a draft. RefusedInput names the field and the fault."""
    title = checked_text(draft.title, "title", LONGEST_TITLE).strip()
    if not title:
        raise RefusedInput("a task needs a title", where="title")
    multipliers = rules.events[COMPLETION].multipliers if COMPLETION in rules.events else None
    if multipliers is not None and draft.complexity not in multipliers:
        known = ", ".join(multipliers)
        raise RefusedInput(f"“{draft.complexity}” is unknown; known are {known}", where="complexity")
    if isinstance(draft.priority, bool) or draft.priority not in (1, 2, 3, 4):
        raise RefusedInput("a number from 1 (highest) to 4 is expected", where="priority")
    if len(draft.tags) > MOST_TAGS:
        raise RefusedInput(f"no more than {MOST_TAGS} tags", where="tags")
    tags = [checked_text(tag, "tags", LONGEST_WORD).strip() for tag in draft.tags]
    return {
        "title": title,
        "notes": checked_text(draft.notes, "notes", LONGEST_NOTES),
        "complexity": draft.complexity,
        "priority": draft.priority,
        "list": None if draft.list is None else checked_text(draft.list, "list", LONGEST_WORD).strip() or None,
        "start": _day(draft.start, "start"),
        "due": _day(draft.due, "due"),
        "tags": list(dict.fromkeys(tag for tag in tags if tag)),
    }


def completion_of(row: Any, moment: tuple[int, int], rules: Rules) -> Event:
    """The event that completing a task at (instant, offset) makes."""
    metadata: dict[str, Any] = {"task_id": row.id, "complexity": row.complexity}
    day = logical_day(*moment, rules.day_start)
    if row.due is not None:
        metadata["on_time"] = day <= row.due.toordinal()
    if row.list is not None:
        metadata["list"] = row.list
    if row.tags:
        metadata["tags"] = list(row.tags)
    return Event(2**62, COMPLETION, *moment, day, metadata)


def task_of(row: Any, earns: int) -> Task:
    """A row of the tasks table as a value."""
    done = row.completed_at is not None
    return Task(
        id=row.id,
        title=row.title,
        notes=row.notes,
        complexity=row.complexity,
        priority=row.priority,
        list=row.list,
        start=row.start,
        due=row.due,
        repeat=row.repeat,
        tags=tuple(row.tags),
        done=done,
        completed_at=row.completed_at.astimezone(local_datetime(0, row.completed_offset).tzinfo) if done else None,
        goal_id=row.goal_id,
        worth=earns,
    )


def tasks_of(rows: Any, state: State, rules: Rules, now: datetime) -> tuple[Task, ...]:
    """Rows of the tasks table as values, each with what completing it now would earn."""
    moment = instant_and_offset(now)
    earned: dict[tuple[Any, ...], int] = {}
    tasks = []
    for row in rows:
        if row.completed_at is not None:
            tasks.append(task_of(row, 0))
            continue
        event = completion_of(row, moment, rules)
        alike = (row.complexity, event.metadata.get("on_time"), row.list, tuple(row.tags))
        if alike not in earned:
            earned[alike] = worth(state, event, rules)
        tasks.append(task_of(row, earned[alike]))
    return tuple(tasks)


def _open(journal: Journal, user_id: int, kind: str, summary: str, now: datetime) -> ActDraft:
    instant, offset = instant_and_offset(now)
    return journal.open_act(ActDraft(user_id, kind, instant, offset, summary=summary))


def _result(journal: Journal, user_id: int, act: ActDraft, task_id: int, now: datetime) -> ActResult:
    standing = journal.standing(user_id)
    (task,) = tasks_of([found_task(journal, user_id, task_id)], standing.state, standing.rules, now)
    return ActResult(act.id, act.kind, act.summary, task)


def _day(value: date | None, where: str) -> date | None:
    return None if value is None else date.fromordinal(read_day(value, where))
