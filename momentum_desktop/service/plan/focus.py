"""Focus sessions: begun, paused and ended by acts, their minutes kept through a crash by a pulse."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from momentum_desktop.engine.values import instant_and_offset
from momentum_desktop.errors import NotAsThingsStand
from momentum_desktop.service.plan.completing import Deed, carry_out
from momentum_desktop.service.plan.drafts import checked_minutes
from momentum_desktop.service.plan.tasks import found_task
from momentum_desktop.service.plan_values import FocusSession
from momentum_desktop.service.recording import open_act, recorded, result_of
from momentum_desktop.service.values import ActResult
from momentum_desktop.store import plan_questions
from momentum_desktop.store.focus_pulses import forget_pulses, keep_pulse
from momentum_desktop.store.journal import Journal
from momentum_desktop.store.plan_questions import FocusRecord
from momentum_desktop.store.plan_rows import add_row, change_row, remove_row
from momentum_desktop.store.store import Reader

TABLE = "focus_sessions"
UNSEEN = timedelta(minutes=3)
"""A session that nothing has looked after for so long was interrupted: pulses come each minute."""


def focus_of(reader: Reader, user_id: int, now: datetime) -> FocusSession | None:
    """The session that runs."""
    with reader.snapshot() as connection:
        row = plan_questions.running_focus(connection, user_id)
    return None if row is None else _session(row, now)


def start_focus(journal: Journal, user_id: int, minutes: int | None, task_id: int | None, now: datetime) -> ActResult:
    """A session begun: for so many minutes, or (None) for as long as it lasts."""
    running = plan_questions.running_focus(journal.connection, user_id)
    if running is not None:
        raise NotAsThingsStand("a focus session runs already; end it first", where="focus")
    planned = None if minutes is None else checked_minutes(minutes)
    title = "" if task_id is None else f" on “{found_task(journal, user_id, task_id).title}”"
    act = open_act(journal, user_id, "focus", f"Began to focus{title}", now)
    values = {
        "user_id": user_id,
        "task_id": task_id,
        "planned_minutes": planned,
        "started_at": now,
        "started_offset": instant_and_offset(now)[1],
    }
    session_id = add_row(journal.connection, act, TABLE, values)
    forget_pulses(journal.connection)
    return result_of(act, session_id)


def pause_focus(journal: Journal, user_id: int, now: datetime) -> ActResult:
    """The session stops counting until it goes on."""
    row = _running(journal, user_id)
    if row.paused_at is not None:
        raise NotAsThingsStand("the session is paused already", where="focus")
    act = open_act(journal, user_id, "focus", "Paused the focus session", now)
    change_row(journal.connection, act, TABLE, row.id, {"paused_at": now})
    return result_of(act, row.id)


def resume_focus(journal: Journal, user_id: int, now: datetime) -> ActResult:
    """A paused or interrupted session goes on; the time between does not count."""
    row = _running(journal, user_id)
    session = _session(row, now)
    if row.paused_at is not None:
        since = row.paused_at
    elif session.interrupted:
        since = session.last_seen
    else:
        raise NotAsThingsStand("the session runs", where="focus")
    away = max(0, round((now - since).total_seconds()))
    act = open_act(journal, user_id, "focus", "Went on with the focus session", now)
    marks = {"paused_at": None, "paused_seconds": row.paused_seconds + away}
    change_row(journal.connection, act, TABLE, row.id, marks)
    if row.seen_at is not None:
        keep_pulse(journal.connection, row.id, now)
    return result_of(act, row.id)


def stop_focus(journal: Journal, user_id: int, minutes: int | None, now: datetime) -> ActResult:
    """The session ended with the minutes it had, or fewer if so many are given: its event."""
    row = _running(journal, user_id)
    session = _session(row, now)
    had = session.seconds // 60
    if minutes is not None and checked_minutes(minutes) > max(had, 1):
        raise NotAsThingsStand(f"it ran for {had} minutes, and no more can count", where="minutes")
    counted = had if minutes is None else minutes
    if counted < 1:
        raise NotAsThingsStand("it has run for less than a minute; let it run on, or drop it", where="focus")
    metadata: dict[str, Any] = {"minutes": counted}
    if row.planned_minutes is not None:
        metadata |= {"planned": row.planned_minutes, "finished": counted >= row.planned_minutes}
    title = f"{counted} minutes of focus"
    if row.task_id is not None:
        metadata["task_id"] = row.task_id
        task = plan_questions.task(journal.connection, user_id, row.task_id)
        title += f" on “{task.title}”" if task else ""
    moment = instant_and_offset(now)
    if session.interrupted:
        moment = instant_and_offset(session.last_seen)
    act = open_act(journal, user_id, "focus", title, now)
    deed = Deed(TABLE, row.id, title, "focus_session", metadata, marks={"ended_at": now, "paused_at": None})
    if not session.interrupted:
        # Should the end be undone, the session is one that was interrupted here.
        keep_pulse(journal.connection, row.id, row.paused_at or now)
    return recorded(act, *carry_out(journal, user_id, act, deed, moment, now))


def drop_focus(journal: Journal, user_id: int, now: datetime) -> ActResult:
    """The session let go without an event."""
    row = _running(journal, user_id)
    act = open_act(journal, user_id, "focus", "Dropped the focus session", now)
    remove_row(journal.connection, act, TABLE, row.id)
    return result_of(act, row.id)


def pulse(journal: Journal, user_id: int, now: datetime) -> bool:
    """Note that the running session is looked after; whether there is one. A session that was interrupted stays so."""
    row = plan_questions.running_focus(journal.connection, user_id)
    if row is None or row.paused_at is not None or _session(row, now).interrupted:
        return False
    keep_pulse(journal.connection, row.id, now)
    return True


def _session(row: FocusRecord, now: datetime) -> FocusSession:
    # One that nobody looks after, begun on the command line, simply runs.
    last_seen = row.seen_at or now
    interrupted = row.paused_at is None and now - last_seen > UNSEEN
    seconds = _seconds(row, row.paused_at or now)
    seen = _seconds(row, row.paused_at or last_seen)
    return FocusSession(
        id=row.id,
        task_id=row.task_id,
        planned_minutes=row.planned_minutes,
        started_at=row.started_at,
        seconds=seen if interrupted else seconds,
        paused=row.paused_at is not None,
        last_seen=last_seen,
        seconds_seen=seen,
        interrupted=interrupted,
    )


def _seconds(row: FocusRecord, until: datetime) -> int:
    ran = max(0, int((until - row.started_at).total_seconds()) - row.paused_seconds)
    return ran if row.planned_minutes is None else min(ran, row.planned_minutes * 60)


def _running(journal: Journal, user_id: int) -> FocusRecord:
    row = plan_questions.running_focus(journal.connection, user_id)
    if row is None:
        raise NotAsThingsStand("no focus session runs", where="focus", advice="`momentum focus start` begins one")
    return row
