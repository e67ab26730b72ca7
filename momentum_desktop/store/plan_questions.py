"""What the readers ask of the plan: tasks, occurrences, goals, slots, focus, and what was added to the rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from momentum_desktop.engine.reading import read_json
from momentum_desktop.engine.values import Number, instant_and_offset, local_datetime
from momentum_desktop.store.numbers import read_number

if TYPE_CHECKING:
    from sqlalchemy import Connection

OPEN, DONE, SKIPPED, MOVED = "open", "done", "skipped", "moved"
LONGEST_CHANGES = 500_000
"""Acts that say more than so many letters of what they changed are not gone through: reading all anew is as quick."""


class TaskRecord(NamedTuple):
    """A row of the tasks, its days and times as such."""

    id: int
    title: str
    notes: str
    complexity: str
    priority: int
    list: str | None
    start: date | None
    due: date | None
    due_minute: int | None
    reminder: str | None
    repeat: str | None
    repeat_from: str
    minutes: int | None
    amount: Number | None
    unit: str | None
    tags: Any
    position: int
    goal_id: int | None
    parent_id: int | None
    completed_at: datetime | None
    completed_offset: int | None


class OccurrenceRecord(NamedTuple):
    """What became of one day of a repeating task; `at` is when it was done or skipped, on the clock of then."""

    id: int
    task_id: int
    day: date
    state: str
    amount: Number | None
    at: datetime | None


class GoalRecord(NamedTuple):
    """A goal and when it was completed."""

    id: int
    title: str
    notes: str
    complexity: str
    due: date | None
    completed_at: datetime | None


class StepRecord(NamedTuple):
    """A step of a goal and when it was completed."""

    id: int
    goal_id: int
    title: str
    complexity: str
    position: int
    completed_at: datetime | None


class SlotRecord(NamedTuple):
    """A time slot, when it was completed, and what its event says of its being in time."""

    id: int
    day: date
    start_minute: int
    minutes: int
    title: str
    task_id: int | None
    completed_at: datetime | None
    metadata: Any


class FocusRecord(NamedTuple):
    """A focus session that runs."""

    id: int
    task_id: int | None
    planned_minutes: int | None
    started_at: datetime
    paused_at: datetime | None
    paused_seconds: int
    seen_at: datetime | None


_TASK = ", ".join(f't."{name}"' for name in TaskRecord._fields)
_TASK_ORDER = (
    "ORDER BY t.due IS NULL, t.due, t.position = 0, t.position, t.due_minute IS NULL, t.due_minute, t.priority, t.id"
)
_OCCURRENCE = "o.id, o.task_id, o.day, o.state, o.amount, o.completed_at, o.completed_offset"
_AT_EVENT = 'e.instant, e."offset"'


def tasks(
    connection: Connection, user_id: int, done_since: datetime | None, among: Iterable[int] | None = None
) -> list[TaskRecord]:
    """Open tasks and those completed since a time (None: all), in the order they are listed; with `among` only the
    repeating ones and those with these numbers."""
    sql = f"SELECT {_TASK} FROM tasks t WHERE t.user_id = ?"
    values: list[Any] = [user_id]
    if done_since is not None:
        sql += " AND (t.completed_at IS NULL OR t.completed_at >= ?)"
        values.append(instant_and_offset(done_since)[0])
    if among is not None:
        sql += " AND (t.repeat IS NOT NULL OR t.id IN (SELECT value FROM json_each(?)))"
        values.append(f"[{', '.join(map(str, among))}]")
    return [_task(row) for row in connection.exec_driver_sql(f"{sql} {_TASK_ORDER}", tuple(values))]


def last_act(connection: Connection, user_id: int) -> int:
    """The number of a user's newest act; 0 before the first."""
    return connection.exec_driver_sql("SELECT max(id) FROM acts WHERE user_id = ?", (user_id,)).scalar() or 0


def tasks_changed_since(connection: Connection, user_id: int, act_id: int) -> set[int] | None:
    """The tasks that a user's acts after one changed, undone ones and those done again too, as rows of their own; None
    where that is too much to say."""
    # By their numbers: with an OR every act that there ever was would be looked at.
    newer = "FROM acts WHERE user_id = ?1 AND id > ?2"
    since = f"FROM acts a WHERE a.id IN (SELECT id {newer} UNION SELECT target_id {newer} AND target_id IS NOT NULL)"
    sql = f"SELECT total(length(a.changes)) {since}"
    if connection.exec_driver_sql(sql, (user_id, act_id)).scalar_one() > LONGEST_CHANGES:
        return None
    acts = connection.exec_driver_sql(f"SELECT a.changes {since}", (user_id, act_id)).scalars()
    return {row_id for changes in acts for table, row_id, *_ in read_json(changes) if table == "tasks"}


def open_task_count(connection: Connection, user_id: int) -> int:
    """How many tasks of a user wait to be done."""
    sql = "SELECT count(*) FROM tasks WHERE user_id = ? AND completed_at IS NULL"
    return int(connection.exec_driver_sql(sql, (user_id,)).scalar_one())


def task(connection: Connection, user_id: int, task_id: int) -> TaskRecord | None:
    """One task of a user."""
    sql = f"SELECT {_TASK} FROM tasks t WHERE t.user_id = ? AND t.id = ?"
    row = connection.exec_driver_sql(sql, (user_id, task_id)).first()
    return None if row is None else _task(row)


def subtasks(connection: Connection, user_id: int, task_id: int) -> list[int]:
    """The subtasks of a task, and theirs."""
    sql = (
        "WITH RECURSIVE below(id) AS (SELECT id FROM tasks WHERE parent_id = ? AND user_id = ? "
        "UNION SELECT t.id FROM tasks t JOIN below b ON t.parent_id = b.id WHERE t.user_id = ?) SELECT id FROM below"
    )
    found = connection.exec_driver_sql(sql, (task_id, user_id, user_id)).scalars()
    return [row_id for row_id in found if row_id != task_id]


def parts(connection: Connection, user_id: int, task_id: int) -> list[TaskRecord]:
    """The subtasks of a task, and theirs, that do not repeat by themselves."""
    sql = (
        "WITH RECURSIVE below(id) AS (SELECT ? UNION SELECT t.id FROM tasks t JOIN below b ON t.parent_id = b.id "
        f"WHERE t.user_id = ? AND t.repeat IS NULL) SELECT {_TASK} FROM tasks t JOIN below b ON b.id = t.id "
        "WHERE t.id <> ? ORDER BY t.id"
    )
    return [_task(row) for row in connection.exec_driver_sql(sql, (task_id, user_id, task_id))]


def last_resolved(connection: Connection, user_id: int, task_id: int | None = None) -> dict[int, OccurrenceRecord]:
    """The last occurrence, by its day, that was done, skipped or moved, of each repeating task or of one."""
    return _last(connection, user_id, task_id, f"o.state <> '{OPEN}'")


def last_done(connection: Connection, user_id: int, task_id: int | None = None) -> dict[int, OccurrenceRecord]:
    """The last occurrence, by its day, that was done, of each repeating task or of one."""
    return _last(connection, user_id, task_id, f"o.state = '{DONE}'")


def occurrences_from(
    connection: Connection, user_id: int, first: date, task_id: int | None = None
) -> list[OccurrenceRecord]:
    """What became of the days from `first` on, in their order."""
    sql = f"SELECT {_OCCURRENCE} FROM occurrences o WHERE o.user_id = ? AND o.day >= ?"
    values = [user_id, first.toordinal()]
    if task_id is not None:
        sql += " AND o.task_id = ?"
        values.append(task_id)
    rows = connection.exec_driver_sql(f"{sql} ORDER BY o.task_id, o.day", tuple(values))
    return [_occurrence(row) for row in rows]


def occurrences_done_since(connection: Connection, user_id: int, since: datetime | None) -> list[OccurrenceRecord]:
    """The occurrences done since a time (None: all), of tasks that are still there."""
    sql = f"SELECT {_OCCURRENCE} FROM occurrences o JOIN tasks t ON t.id = o.task_id WHERE o.user_id = ?"
    values = [user_id]
    if since is not None:
        sql += " AND o.completed_at >= ?"
        values.append(instant_and_offset(since)[0])
    rows = connection.exec_driver_sql(f"{sql} AND o.state = '{DONE}' ORDER BY o.completed_at, o.id", tuple(values))
    return [_occurrence(row) for row in rows]


def occurrence(connection: Connection, task_id: int, day: date) -> OccurrenceRecord | None:
    """What became of one day of a repeating task."""
    sql = f"SELECT {_OCCURRENCE} FROM occurrences o WHERE o.task_id = ? AND o.day = ?"
    row = connection.exec_driver_sql(sql, (task_id, day.toordinal())).first()
    return None if row is None else _occurrence(row)


def goals(connection: Connection, user_id: int) -> list[GoalRecord]:
    """Every goal: open ones first, those due soonest first."""
    sql = (
        f"SELECT g.id, g.title, g.notes, g.complexity, g.due, {_AT_EVENT} FROM goals g "
        "LEFT JOIN events e ON e.id = g.completed_event_id WHERE g.user_id = ? "
        "ORDER BY g.completed_event_id IS NOT NULL, g.due IS NULL, g.due, g.id"
    )
    rows = connection.exec_driver_sql(sql, (user_id,))
    return [GoalRecord(row[0], row[1], row[2], row[3], _date(row[4]), _moment(row[5], row[6])) for row in rows]


def steps(connection: Connection, user_id: int) -> list[StepRecord]:
    """Every step of a user's goals, in their order."""
    sql = (
        f"SELECT s.id, s.goal_id, s.title, s.complexity, s.position, {_AT_EVENT} FROM goal_steps s "
        "JOIN goals g ON g.id = s.goal_id LEFT JOIN events e ON e.id = s.completed_event_id "
        "WHERE g.user_id = ? ORDER BY s.goal_id, s.position, s.id"
    )
    rows = connection.exec_driver_sql(sql, (user_id,))
    return [StepRecord(row[0], row[1], row[2], row[3], row[4], _moment(row[5], row[6])) for row in rows]


def tasks_of_goals(connection: Connection, user_id: int) -> dict[int, tuple[int, int]]:
    """For each goal how many of its tasks, repeating ones aside, are open, and how many done."""
    sql = (
        "SELECT goal_id, sum(completed_at IS NULL), sum(completed_at IS NOT NULL) FROM tasks "
        "WHERE user_id = ? AND goal_id IS NOT NULL AND repeat IS NULL GROUP BY goal_id"
    )
    return {row[0]: (row[1], row[2]) for row in connection.exec_driver_sql(sql, (user_id,))}


def parts_of_tasks(connection: Connection, user_id: int) -> dict[int, tuple[int, int]]:
    """For each task that has parts how many there are, repeating ones aside, and how many of them are done."""
    sql = (
        "SELECT parent_id, count(*), sum(completed_at IS NOT NULL) FROM tasks "
        "WHERE user_id = ? AND parent_id IS NOT NULL AND repeat IS NULL GROUP BY parent_id"
    )
    return {row[0]: (row[1], row[2]) for row in connection.exec_driver_sql(sql, (user_id,))}


def slots(connection: Connection, user_id: int, first: date, until: date) -> list[SlotRecord]:
    """The slots of the days from `first` to before `until`, in the order of the days and of the clock."""
    sql = (
        f"SELECT s.id, s.day, s.start_minute, s.minutes, s.title, s.task_id, {_AT_EVENT}, e.metadata FROM time_slots s "
        "LEFT JOIN events e ON e.id = s.completed_event_id WHERE s.user_id = ? AND s.day >= ? AND s.day < ? "
        "ORDER BY s.day, s.start_minute, s.id"
    )
    return [_slot(row) for row in connection.exec_driver_sql(sql, (user_id, first.toordinal(), until.toordinal()))]


def slot(connection: Connection, user_id: int, slot_id: int) -> SlotRecord | None:
    """One slot of a user."""
    sql = (
        f"SELECT s.id, s.day, s.start_minute, s.minutes, s.title, s.task_id, {_AT_EVENT}, e.metadata FROM time_slots s "
        "LEFT JOIN events e ON e.id = s.completed_event_id WHERE s.user_id = ? AND s.id = ?"
    )
    row = connection.exec_driver_sql(sql, (user_id, slot_id)).first()
    return None if row is None else _slot(row)


def running_focus(connection: Connection, user_id: int) -> FocusRecord | None:
    """The session that runs, if one does."""
    sql = (
        "SELECT f.id, f.task_id, f.planned_minutes, f.started_at, f.started_offset, f.paused_at, f.paused_seconds, "
        "p.seen_at FROM focus_sessions f LEFT JOIN focus_pulses p ON p.session_id = f.id "
        "WHERE f.user_id = ? AND f.ended_at IS NULL ORDER BY f.id LIMIT 1"
    )
    row = connection.exec_driver_sql(sql, (user_id,)).first()
    if row is None:
        return None
    offset = row[4]
    return FocusRecord(
        id=row[0],
        task_id=row[1],
        planned_minutes=row[2],
        started_at=local_datetime(row[3], offset),
        paused_at=_moment(row[5], offset),
        paused_seconds=row[6],
        seen_at=_moment(row[7], offset),
    )


def additions(connection: Connection, user_id: int) -> list[tuple[int, str, dict[str, Any]]]:
    """(id, kind, document) of what a user added to the rules, in the order they did."""
    sql = "SELECT id, kind, document FROM rule_additions WHERE user_id = ? ORDER BY id"
    return [(row[0], row[1], read_json(row[2])) for row in connection.exec_driver_sql(sql, (user_id,))]


def _last(connection: Connection, user_id: int, task_id: int | None, condition: str) -> dict[int, OccurrenceRecord]:
    # One look at the end of the index for each task, however many years of a habit there are.
    sql = (
        f"SELECT {_OCCURRENCE} FROM tasks t JOIN occurrences o ON o.task_id = t.id AND o.day = "
        f"(SELECT max(o.day) FROM occurrences o WHERE o.task_id = t.id AND {condition}) "
        "WHERE t.user_id = ? AND t.repeat IS NOT NULL"
    )
    values = [user_id]
    if task_id is not None:
        sql += " AND t.id = ?"
        values.append(task_id)
    return {row[1]: _occurrence(row) for row in connection.exec_driver_sql(sql, tuple(values))}


def _task(row: Sequence[Any]) -> TaskRecord:
    values = list(row)
    values[6], values[7] = _date(row[6]), _date(row[7])
    values[13] = None if row[13] is None else read_number(row[13])
    values[15] = [] if row[15] == "[]" else read_json(row[15])
    values[19] = _moment(row[19], row[20])
    return TaskRecord._make(values)


def _occurrence(row: Sequence[Any]) -> OccurrenceRecord:
    amount = None if row[4] is None else read_number(row[4])
    return OccurrenceRecord(row[0], row[1], date.fromordinal(row[2]), row[3], amount, _moment(row[5], row[6]))


def _slot(row: Sequence[Any]) -> SlotRecord:
    metadata = None if row[8] is None else read_json(row[8])
    done = _moment(row[6], row[7])
    return SlotRecord(row[0], date.fromordinal(row[1]), row[2], row[3], row[4], row[5], done, metadata)


def _date(stored: Any) -> date | None:
    return None if stored is None else date.fromordinal(stored)


def _moment(instant: Any, offset: Any) -> datetime | None:
    return None if instant is None else local_datetime(instant, offset or 0)
