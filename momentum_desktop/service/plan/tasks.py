"""What a person does with tasks: added, changed, ordered, done and taken away, each as an act that can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from momentum_desktop.engine.reading import read_day
from momentum_desktop.engine.values import instant_and_offset
from momentum_desktop.errors import NotAsThingsStand, RefusedInput, UnknownThing
from momentum_desktop.service.plan import repeating
from momentum_desktop.service.plan.completing import (
    Deed,
    Done,
    Moment,
    carry_out,
    check_open,
    complete,
    day_of_moment,
    of_many,
    with_task,
)
from momentum_desktop.service.plan.drafts import COMPLETION, TASK_FIELDS, checked_task
from momentum_desktop.service.plan.parts import begin_next, parts_are_of
from momentum_desktop.service.plan.task_values import completion_metadata, series_of, task_now, tasks_of
from momentum_desktop.service.plan_values import Task, TaskDraft
from momentum_desktop.service.recording import open_act, result_of
from momentum_desktop.service.today_words import date_in_words
from momentum_desktop.service.values import ActResult
from momentum_desktop.store import plan_questions
from momentum_desktop.store.journal import ActDraft, Journal
from momentum_desktop.store.plan_questions import TaskRecord
from momentum_desktop.store.plan_rows import add_row, change_row, remove_row

MOST_AT_ONCE = 10_000


def add_task(journal: Journal, user_id: int, draft: TaskDraft, now: datetime) -> ActResult:
    """A new task."""
    values = checked_task(draft, journal.standing(user_id).rules, _today(journal, user_id, now))
    _check_named(journal, user_id, values)
    act = open_act(journal, user_id, "add", f"Added “{values['title']}”", now)
    task_id = add_row(journal.connection, act, "tasks", {**values, "user_id": user_id, "created_at": now})
    return _result(journal, user_id, act, task_id, now)


def edit_task(
    journal: Journal, user_id: int, task_id: int, draft: TaskDraft, occurrence: date | None, now: datetime
) -> ActResult:
    """Other words for a task, or (`occurrence`) for one day of a repeating one, which then is a task by itself."""
    row = found_task(journal, user_id, task_id)
    today = _today(journal, user_id, now)
    if occurrence is not None:
        return _edit_one(journal, user_id, row, draft, occurrence, now)
    if row.repeat is not None and draft.repeat is not None and draft.due == current(journal, user_id, row, now).due:
        # The day now due is shown where the first one is meant: kept, it moves nothing.
        draft = replace(draft, due=row.due)
    values = checked_task(draft, journal.standing(user_id).rules, today)
    _check_named(journal, user_id, values, task_id)
    act = open_act(journal, user_id, "edit", f"Changed “{row.title}”", now)
    change_row(journal.connection, act, "tasks", task_id, values)
    return _result(journal, user_id, act, task_id, now)


def edit_tasks(
    journal: Journal, user_id: int, task_ids: Sequence[int], changes: dict[str, Any], now: datetime
) -> ActResult:
    """The same words for some fields of several tasks; `add_tags` and `remove_tags` change their tags."""
    known = {*TASK_FIELDS, "add_tags", "remove_tags"}
    for name in changes:
        if name not in known:
            raise RefusedInput(f"“{name}” is unknown; known are {', '.join(sorted(known))}", where="changes")
    rows = _found_tasks(journal, user_id, task_ids)
    act = open_act(journal, user_id, "edit", _of_these("Changed", rows), now)
    for row in rows:
        shown = current(journal, user_id, row, now)
        if row.repeat is not None and changes.keys() == {"due"} and shown.occurrence is not None:
            # Moved to another day, a habit goes on as it was: only its present day moves.
            one = replace(shown.draft(), **changes)
            repeating.move_out(journal, user_id, act, row, shown.occurrence, one, now)
            continue
        given = dict(changes)
        gone = set(given.pop("remove_tags", ()))
        tags = [*(given.pop("tags", shown.tags)), *given.pop("add_tags", ())]
        draft = replace(shown.draft(), **given, tags=tuple(tag for tag in tags if tag not in gone))
        if row.repeat is not None and draft.repeat is not None and draft.due == shown.due:
            draft = replace(draft, due=row.due)
        values = checked_task(draft, journal.standing(user_id).rules, _today(journal, user_id, now))
        _check_named(journal, user_id, values, row.id)
        change_row(journal.connection, act, "tasks", row.id, values)
    return result_of(act)


def change_task(journal: Journal, user_id: int, task_id: int, changes: dict[str, Any], now: datetime) -> ActResult:
    """Some fields of one task, and the task as it then stands."""
    act = edit_tasks(journal, user_id, (task_id,), changes, now)
    task = current(journal, user_id, found_task(journal, user_id, task_id), now)
    return replace(act, task=task, row_id=task_id)


def order_tasks(journal: Journal, user_id: int, task_ids: Sequence[int], now: datetime) -> ActResult:
    """These tasks stand in this order among those of their day; tasks never ordered come after them."""
    rows = _found_tasks(journal, user_id, task_ids)
    act = open_act(journal, user_id, "edit", _of_these("Ordered", rows), now)
    for place, row in enumerate(rows, 1):
        if row.position != place:
            change_row(journal.connection, act, "tasks", row.id, {"position": place})
    return result_of(act)


def reschedule_overdue(journal: Journal, user_id: int, now: datetime) -> ActResult:
    """Everything overdue moved to today in one act: a task's day, and of a repeating one its present occurrence."""
    today = _today(journal, user_id, now)
    late = [task for task in _open_tasks(journal, user_id, now) if task.due is not None and task.due < today]
    if not late:
        raise NotAsThingsStand("nothing is overdue")
    rows = [found_task(journal, user_id, task.id) for task in late]
    act = open_act(journal, user_id, "edit", _of_these("Moved to today", rows), now)
    for task, row in zip(late, rows, strict=True):
        if row.repeat is None:
            change_row(journal.connection, act, "tasks", row.id, {"due": today})
        else:
            assert task.occurrence is not None
            repeating.move_out(journal, user_id, act, row, task.occurrence, replace(task.draft(), due=today), now)
    return result_of(act)


def delete_tasks(journal: Journal, user_id: int, task_ids: Sequence[int], now: datetime) -> ActResult:
    """Tasks taken off the list with their subtasks; what they earned stays earned."""
    rows = _found_tasks(journal, user_id, task_ids)
    act = open_act(journal, user_id, "delete", _of_these("Deleted", rows), now)
    gone = dict.fromkeys(row.id for row in rows)
    for row in rows:
        gone |= dict.fromkeys(plan_questions.subtasks(journal.connection, user_id, row.id))
    for task_id in gone:
        remove_row(journal.connection, act, "tasks", task_id)
    return result_of(act)


def complete_task(
    journal: Journal,
    user_id: int,
    task_id: int,
    now: datetime,
    at: Moment | None = None,
    occurrence: date | None = None,
    amount: Any = None,
) -> ActResult:
    """A task done, now or at another time: its event, and the task marked, or the occurrence of a repeating one."""
    row = found_task(journal, user_id, task_id)
    if row.repeat is not None:
        return repeating.complete_occurrence(journal, user_id, row, at, now, occurrence, amount)
    if occurrence is not None or amount is not None:
        raise NotAsThingsStand("it does not repeat, so it has neither days nor amounts", where=f"task {task_id}")
    moment = at or instant_and_offset(now)
    result = complete(journal, user_id, _deed(journal, user_id, row, moment), moment, now)
    return with_task(result, current(journal, user_id, found_task(journal, user_id, task_id), now))


def complete_tasks(journal: Journal, user_id: int, task_ids: Sequence[int], now: datetime) -> ActResult:
    """Several tasks done in one act."""
    rows = _found_tasks(journal, user_id, task_ids)
    moment = instant_and_offset(now)
    act = open_act(journal, user_id, "complete", _of_these("Completed", rows), now)
    done: list[Done] = []
    turned: list[tuple[TaskRecord, date]] = []
    for row in rows:
        if row.repeat is None:
            deed = _deed(journal, user_id, row, moment)
        else:
            day = repeating.due_at(journal, user_id, row, moment, now)
            if parts_are_of(journal, user_id, row, day, now):
                turned.append((row, day))
            deed = repeating.deed_of(journal, user_id, act, row, day, moment)
        done.append(carry_out(journal, user_id, act, deed, moment, now))
    # At the end: parts that are among these were done for this day, not for the next.
    for row, day in turned:
        begin_next(journal, user_id, act, row, day, now)
    return of_many(act, done)


def log_amount(
    journal: Journal, user_id: int, task_id: int, amount: Any, occurrence: date | None, now: datetime, more: bool
) -> ActResult:
    """How much of a habit's amount is there by now, or has come to it; with the whole of it the day is done."""
    row = found_task(journal, user_id, task_id)
    return repeating.log_amount(journal, user_id, row, amount, occurrence, now, more)


def skip_task(journal: Journal, user_id: int, task_id: int, occurrence: date | None, now: datetime) -> ActResult:
    """A day of a repeating task let go without harm."""
    return repeating.skip_occurrence(journal, user_id, found_task(journal, user_id, task_id), occurrence, now)


def found_task(journal: Journal, user_id: int, task_id: int) -> TaskRecord:
    """The row of a user's task. UnknownThing if there is none."""
    row = plan_questions.task(journal.connection, user_id, task_id)
    if row is None:
        raise UnknownThing(f"there is no task {task_id}", where="task", advice="`momentum list` shows the numbers")
    return row


def current(journal: Journal, user_id: int, row: TaskRecord, now: datetime) -> Task:
    """A task as it now stands."""
    return task_now(journal.connection, journal.standing(user_id), row, now)


def _edit_one(
    journal: Journal, user_id: int, row: TaskRecord, draft: TaskDraft, occurrence: date, now: datetime
) -> ActResult:
    if row.repeat is None:
        raise NotAsThingsStand("it does not repeat; change it without naming a day", where=f"task {row.id}")
    occurrence = date.fromordinal(read_day(occurrence, "occurrence"))
    of_it = f"“{row.title}” of {date_in_words(occurrence, _today(journal, user_id, now))}"
    act = open_act(journal, user_id, "edit", f"Changed {of_it} alone", now)
    task_id = repeating.move_out(journal, user_id, act, row, occurrence, draft, now)
    return _result(journal, user_id, act, task_id, now)


def _deed(journal: Journal, user_id: int, row: TaskRecord, moment: Moment) -> Deed:
    check_open(row, "task")
    metadata = completion_metadata(row, row.due, moment, journal.standing(user_id).rules)
    return Deed("tasks", row.id, row.title, COMPLETION, metadata, timed=True)


def _open_tasks(journal: Journal, user_id: int, now: datetime) -> list[Task]:
    standing = journal.standing(user_id)
    rows = plan_questions.tasks(journal.connection, user_id, now + timedelta(days=36_500))
    series = series_of(journal.connection, user_id, _today(journal, user_id, now))
    return list(tasks_of(rows, series, standing.state, standing.rules, now))


def _found_tasks(journal: Journal, user_id: int, task_ids: Sequence[int]) -> list[TaskRecord]:
    ids = list(dict.fromkeys(task_ids))
    if not 1 <= len(ids) <= MOST_AT_ONCE:
        raise RefusedInput(f"1 to {MOST_AT_ONCE:,} tasks at once", where="tasks")
    return [found_task(journal, user_id, task_id) for task_id in ids]


def _check_named(journal: Journal, user_id: int, values: dict[str, Any], task_id: int | None = None) -> None:
    """RefusedInput if a draft names a goal or a task that is not there, or a task below itself."""
    goals = {goal.id for goal in plan_questions.goals(journal.connection, user_id)} if values["goal_id"] else set()
    if values["goal_id"] is not None and values["goal_id"] not in goals:
        raise UnknownThing(
            f"there is no goal {values['goal_id']}", where="goal_id", advice="`momentum goal list` shows them"
        )
    parent = values["parent_id"]
    if parent is not None:
        found_task(journal, user_id, parent)
        if task_id is not None and parent in (task_id, *plan_questions.subtasks(journal.connection, user_id, task_id)):
            raise NotAsThingsStand("a task cannot be a part of itself", where="parent_id")


def _of_these(verb: str, rows: Sequence[TaskRecord]) -> str:
    return f"{verb} “{rows[0].title}”" if len(rows) == 1 else f"{verb} {len(rows)} tasks"


def _result(journal: Journal, user_id: int, act: ActDraft, task_id: int, now: datetime) -> ActResult:
    task = current(journal, user_id, found_task(journal, user_id, task_id), now)
    return ActResult(act.id, act.kind, act.summary, task, row_id=task_id)


def _today(journal: Journal, user_id: int, now: datetime) -> date:
    return day_of_moment(instant_and_offset(now), journal.standing(user_id).rules)
