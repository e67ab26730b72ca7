"""Acts taken back and done again: the rows they touched are folded anew without them, their events withdrawn."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple

from momentum_desktop.engine.reading import read_json
from momentum_desktop.engine.values import State
from momentum_desktop.errors import NotAsThingsStand, UnknownThing
from momentum_desktop.service.answers import day_of
from momentum_desktop.service.history import Claims, check_not_done_since, check_open_since, claims_of
from momentum_desktop.service.lateness import note_on
from momentum_desktop.service.plan.additions import REST
from momentum_desktop.service.plan.additions import TABLE as ADDITIONS
from momentum_desktop.service.plan.tasks import found_task
from momentum_desktop.service.recording import open_act
from momentum_desktop.service.today_words import date_in_words
from momentum_desktop.service.values import ActResult
from momentum_desktop.store import people, plan_questions, questions
from momentum_desktop.store.foresight import GoOn, foreseen
from momentum_desktop.store.journal import Journal
from momentum_desktop.store.plan_questions import DONE, MOVED, SKIPPED, OccurrenceRecord, TaskRecord
from momentum_desktop.store.plan_rows import (
    change_row_stored,
    changes_of_row,
    is_undone,
    last_completion,
    last_live_act,
    live_acts,
    note,
    read_row,
    refold,
)
from momentum_desktop.store.refolding import Rows, refold_many, rows_by_act_alone
from momentum_desktop.store.rule_change import RULES, follow_rules
from momentum_desktop.store.store import Reader
from momentum_desktop.store.taken_out import OUT, REOPENED, events_of_day, import_of_event, named_by, taken_out

OPEN_AGAIN = {
    "state": "open",
    "amount": None,
    "completed_at": None,
    "completed_offset": None,
    "completed_event_id": None,
}
"""What a row that came done with an import is when that is taken out of it."""

MANY = 200
"""Rows of one act from which on they are folded together: only an import touches so many."""

LONG_CHANGES, LONG_RUN = 200_000, 1_000
"""Characters of what an act changed, and its events, from which on turning it gives way to others."""


class _Changed(NamedTuple):
    """What an act changed, and what follows from that alone; if it is much, its rows as the act alone makes them."""

    changes: list[Any]
    tables: frozenset[str]
    claims: Claims
    rows: Rows


def undo(journal: Journal, user_id: int, act_id: int | None, now: datetime) -> ActResult:
    """Take back an act, or the last one: afterwards it is as if it had never been."""
    journal.write_acts()
    target = questions.last_act_to_undo(journal.connection, user_id) if act_id is None else act_id
    if target is None:
        raise NotAsThingsStand("there is nothing to undo")
    row = _act(journal, user_id, target)
    if row.kind in ("undo", "redo"):
        raise NotAsThingsStand(f"act {target} is itself an {row.kind}; name the act it took", where="act")
    if row.kind == "join":
        raise NotAsThingsStand(
            "nobody's log is taken away", where="act", advice="`momentum user rename` gives it another name"
        )
    if is_undone(journal.connection, target):
        raise NotAsThingsStand(f"act {target}, {row.summary}, is already undone", where="act")
    if row.kind == REOPENED:
        check_open_since(journal.connection, row)
    return _turn(journal, user_id, row, _changes_of(journal, user_id, row), "undo", now)


def redo(journal: Journal, user_id: int, act_id: int | None, now: datetime) -> ActResult:
    """Do an undone act again; without a number the one undone last, if nothing new was done since."""
    journal.write_acts()
    target = questions.last_act_to_redo(journal.connection, user_id) if act_id is None else act_id
    if target is None and act_id is None and (reopened := _reopened_last(journal, user_id)) is not None:
        # Taking something out of an import is an act, but for a person it is an undo.
        return undo(journal, user_id, reopened, now)
    if target is None:
        raise NotAsThingsStand("there is nothing to redo")
    row = _act(journal, user_id, target)
    if not is_undone(journal.connection, target):
        raise NotAsThingsStand(f"act {target}, {row.summary}, is not undone", where="act")
    changed = _changes_of(journal, user_id, row)
    check_not_done_since(journal.connection, user_id, row, changed.claims)
    return _turn(journal, user_id, row, changed, "redo", now)


def reopen_task(
    journal: Journal, user_id: int, task_id: int, now: datetime, occurrence: date | None = None
) -> ActResult:
    """Untick a task, or one day of a repeating one (the last done if none is named): its completion is undone,
    whenever it was. A day that is named and was skipped is no longer so."""
    journal.write_acts()
    row = found_task(journal, user_id, task_id)
    if row.repeat is None and occurrence is None:
        return reopen(journal, user_id, "tasks", task_id, now)
    if occurrence is not None:
        held = plan_questions.occurrence(journal.connection, task_id, occurrence)
        if held is not None and held.state in (SKIPPED, MOVED):
            return _let_back(journal, user_id, row, held, now)
        done = held if held is not None and held.state == DONE else None
    else:
        done = plan_questions.last_done(journal.connection, user_id, task_id).get(task_id)
    if done is None:
        of_it = "it" if occurrence is None else _of_day(journal, user_id, row, occurrence, now)
        raise NotAsThingsStand(f"{of_it} is not done", where=f"task {task_id}")
    return reopen(journal, user_id, "occurrences", done.id, now)


def _let_back(journal: Journal, user_id: int, row: TaskRecord, held: OccurrenceRecord, now: datetime) -> ActResult:
    """A skipped day asked for again: its skip is undone, or taken out of the import that brought it."""
    subject = "occurrences", held.id
    act_id = last_live_act(journal.connection, *subject, "edit" if held.state == MOVED else "skip")
    if held.state == MOVED:
        mend = "" if act_id is None else f"; undo act {act_id} to take that back"
        of_it = _of_day(journal, user_id, row, held.day, now)
        raise NotAsThingsStand(f"{of_it} is a task by itself{mend}", where=f"task {row.id}")
    if act_id is not None:
        return undo(journal, user_id, act_id, now)
    imported, values = last_live_act(journal.connection, *subject, "import"), read_row(journal.connection, *subject)
    if imported is None or values is None:
        of_it = _of_day(journal, user_id, row, held.day, now)
        raise NotAsThingsStand(f"{of_it} cannot be asked for again", where=f"task {row.id}")
    return _take_out(journal, user_id, imported, (*subject, values), now)


def _of_day(journal: Journal, user_id: int, row: TaskRecord, day: date, now: datetime) -> str:
    today = date.fromordinal(day_of(now, journal.standing(user_id).rules))
    return f"“{row.title}” of {date_in_words(day, today)}"


def reopen(journal: Journal, user_id: int, table: str, row_id: int, now: datetime) -> ActResult:
    """Let a row of the plan be open again: its completion is undone."""
    journal.write_acts()
    where = f"{table.rstrip('s').replace('_', ' ')} {row_id}"
    values = read_row(journal.connection, table, row_id)
    if values is None:
        raise UnknownThing("it is not there; nothing was changed", where=where)
    done = values.get("completed_event_id") is not None or values.get("completed_at") is not None
    event_id = values.get("completed_event_id")
    imported = None if event_id is None else import_of_event(journal.connection, event_id)
    act_id = last_completion(journal.connection, table, row_id) if done and imported is None else None
    if act_id is None:
        imported = imported or last_live_act(journal.connection, table, row_id, "import")
        if imported is not None and done:
            return _take_out(journal, user_id, imported, (table, row_id, values), now)
        raise NotAsThingsStand("it is not done", where=where)
    return undo(journal, user_id, act_id, now)


def _take_out(
    journal: Journal, user_id: int, act_id: int, row: tuple[str, int, dict[str, Any]], now: datetime
) -> ActResult:
    """Take one completion out of an import: its row is as it was before that, its events are withdrawn."""
    (table, row_id, values), connection = row, journal.connection
    event_id, task_id = values["completed_event_id"], values.get("task_id", row_id)
    before = next((old for old, _ in changes_of_row(_act(journal, user_id, act_id).changes, table, row_id)), None)
    marks = {name: (before or OPEN_AGAIN)[name] for name in OPEN_AGAIN if name in values}
    out = [] if event_id is None else events_of_day(connection, event_id, task_id)
    title = (read_row(connection, "tasks", task_id) or {}).get("title", "")
    standing = journal.standing(user_id).state
    act = open_act(journal, user_id, REOPENED, f"Reopened “{title}”", now, target=act_id)
    act.answer = {OUT: out}
    change_row_stored(connection, table, row_id, marks)
    note(connection, act, (table, row_id, values, {**values, **marks}))
    pending = False
    if out:
        journal.withdraw_events(user_id, out)
        pending = journal.settle(user_id) is None
    said, change = _what_follows(journal, user_id, standing, now, taken_out=True)
    return ActResult(act.id, act.kind, act.summary, total_change=change, pending=pending, note="" if pending else said)


def _what_follows(journal: Journal, user_id: int, before: State, now: datetime, *, taken_out: bool) -> tuple[str, int]:
    """What it changed among what came later, and by how many points."""
    standing = journal.standing(user_id)
    day = day_of(now, standing.rules)
    words = note_on(before, standing.state, journal.rewritten, standing.rules, day, taken_out=taken_out)
    return words, standing.state.total_points - before.total_points


def _reopened_last(journal: Journal, user_id: int) -> int | None:
    """The newest act, if that took something out of an import."""
    newest = questions.last_act_to_undo(journal.connection, user_id)
    return newest if newest is not None and _act(journal, user_id, newest).kind == REOPENED else None


def _changes_of(journal: Journal, user_id: int, row: Any) -> _Changed:
    """What an act changed. TakesLong if that is so much that it is to be read before the pen is taken."""
    found: _Changed | None = None
    if len(row.changes) > LONG_CHANGES or row.event_count > LONG_RUN:
        found = foreseen(journal, ("act", row.id), partial(_read_ahead, user_id=user_id, act_id=row.id))
    return found or _changed(row)


def _read_ahead(reader: Reader, _go_on: GoOn, *, user_id: int, act_id: int) -> _Changed:
    row = questions.act(reader.connection, user_id, act_id)
    assert row is not None
    return _changed(row)


def _changed(row: Any) -> _Changed:
    changes = read_json(row.changes)
    tables = frozenset(table for table, _, _, _ in changes)
    rows = rows_by_act_alone(changes) if len(changes) > MANY else {}
    return _Changed(changes, tables, claims_of(row.kind, changes), rows)


def _turn(journal: Journal, user_id: int, row: Any, changed: _Changed, kind: str, now: datetime) -> ActResult:
    before = journal.standing(user_id).state
    changes = changed.changes
    if people.USERS in changed.tables:
        people.check_names_free(journal.connection, changes, row.id)
    word = "Undid" if kind == "undo" else "Redid"
    summary = f"{word}: {row.summary[:1].lower()}{row.summary[1:]}"
    open_act(journal, user_id, kind, summary, now, target=row.id)
    journal.write_acts()
    if len(changes) > MANY:
        refold_many(journal.connection, row.id, changed.rows, live=kind == "redo")
    else:
        for table, row_id in {(table, row_id) for table, row_id, _, _ in changes}:
            if table == people.USERS:
                people.refold_name(journal.connection, row_id)
            else:
                refold(journal.connection, table, row_id)
    pending = False
    if row.kind == RULES or ADDITIONS in changed.tables:
        pending = not follow_rules(journal, user_id)
    out = named_by(row.answer) if row.kind == REOPENED and not is_undone(journal.connection, row.target_id) else []
    if out:
        journal.withdraw_events(user_id, out, back=kind == "undo")
        pending = journal.settle(user_id) is None
    if row.event_count:
        besides = taken_out(journal.connection, row.id)
        journal.withdraw_run(user_id, row.first_event_id, row.event_count, back=kind == "redo", besides=besides)
        pending = journal.settle(user_id) is None
    said, change = _what_follows(journal, user_id, before, now, taken_out=(kind == "undo") != bool(out))
    if pending or not (row.event_count or out or row.kind == REST):
        said = _what_stays(journal, user_id, changes) if kind == "undo" and len(changes) <= MANY else ""
    return ActResult(row.id, kind, summary, total_change=change, pending=pending, note=said)


def _what_stays(journal: Journal, user_id: int, changes: list[Any]) -> str:
    """That what was added is gone, but what it earned stays, as after a deletion; nothing if it earned nothing."""
    connection = journal.connection
    completions: set[int] = set()
    for table, row_id, before, _ in changes:
        if before is not None or read_row(connection, table, row_id) is not None:
            continue
        completions.update(live_acts(connection, table, row_id, "complete"))
        if table == "tasks":
            for day in plan_questions.occurrences_from(connection, user_id, date.min, row_id):
                completions.update(live_acts(connection, "occurrences", day.id, "complete"))
    if not completions:
        return ""
    if len(completions) > 1:
        return f"What it earned stays; its {len(completions):,} completions can be undone in the history, too"
    return f"What it earned stays; undo act {completions.pop()} as well to take that back"


def _act(journal: Journal, user_id: int, act_id: int) -> Any:
    row = questions.act(journal.connection, user_id, act_id)
    if row is None:
        raise UnknownThing(f"there is no act {act_id}", where="act", advice="`momentum history` shows the numbers")
    return row
