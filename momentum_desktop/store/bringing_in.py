"""An import that lies ready copied into the data: one transaction, which gives way to whoever waits for the pen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from momentum_desktop.errors import MomentumError
from momentum_desktop.store.derivation import derive_anew
from momentum_desktop.store.journal import PATIENCE, GaveWay, Journal
from momentum_desktop.store.plan_rows import change_row_stored, read_row
from momentum_desktop.store.rows import DerivedRows
from momentum_desktop.store.staging import COPIED, Stage, heads_of
from momentum_desktop.store.unsettled import note_run_unsettled, reaches_back, unsettled_events

LOOKED_EVERY = 5_000
"""Steps of SQLite between two looks at whether somebody waits: a millisecond or less."""

CACHE_KIB = 256 * 1024


class Overtaken(MomentumError):
    """What the stage was made for is no longer so; nothing was stored, and it must be made anew."""


def bring_in(
    journal: Journal,
    stage: Stage,
    somebody_waits: Callable[[], bool] | None,
    anew: Callable[..., Stage] | None = None,
) -> bool:
    """Copy a stage into the data; whether what follows is still to be derived. Begins and ends the transaction.

    Overtaken if others wrote since; with `anew` it is then laid ready once more while nobody can. GaveWay if somebody
    waits now."""
    connection = journal.connection
    if anew is not None and heads_of(connection) != stage.heads:
        stage = anew(heads=heads_of(connection), tell=lambda done: None)
    driver: Any = connection.connection.driver_connection
    connection.exec_driver_sql("ATTACH DATABASE ? AS stage", (str(stage.path),))
    usual = connection.exec_driver_sql("PRAGMA main.cache_size").scalar_one()
    try:
        connection.exec_driver_sql(f"PRAGMA main.cache_size = -{CACHE_KIB}")
        journal.begin()
        interrupted = False

        def look() -> bool:
            nonlocal interrupted
            interrupted = interrupted or (somebody_waits is not None and somebody_waits())
            return interrupted

        driver.set_progress_handler(look, LOOKED_EVERY)
        try:
            pending = _copied(journal, stage)
            if look():
                raise GaveWay
            driver.set_progress_handler(None, 0)
            journal.commit()
        except BaseException as fault:
            driver.set_progress_handler(None, 0)
            journal.rollback()
            if interrupted and not isinstance(fault, GaveWay):
                raise GaveWay from None
            if _is_conflict(fault):
                raise Overtaken("a row of it is there already") from None
            raise
        return pending
    finally:
        connection.exec_driver_sql(f"PRAGMA main.cache_size = {usual}")
        connection.exec_driver_sql("DETACH DATABASE stage")


def _copied(journal: Journal, stage: Stage) -> bool:
    connection, batch = journal.connection, stage.batch
    if heads_of(connection) != stage.heads:
        raise Overtaken("others wrote meanwhile")
    standing = journal.standing(batch.user_id)
    for table in COPIED:
        connection.exec_driver_sql(f"INSERT INTO main.{table} SELECT * FROM stage.{table} ORDER BY rowid")
    for table, row_id, before, marks, event in batch.changed:
        if read_row(connection, table, row_id) != before:
            raise Overtaken("a row was changed meanwhile")
        made = {} if event is None else {"completed_event_id": stage.first_event_id + event}
        change_row_stored(connection, table, row_id, {**marks, **made})
    last_event = stage.first_event_id + stage.events - 1
    journal.follow((stage.act_id, stage.act_hash), (last_event, stage.event_hash))
    if stage.since is None:
        return False
    standing.through_id = last_event
    return _worked_in(journal, stage)


def _worked_in(journal: Journal, stage: Stage) -> bool:
    """Derive what follows from the new events, or note that it is to be derived beside the writing."""
    connection, user_id = journal.connection, stage.batch.user_id
    assert stage.since is not None
    rows = DerivedRows(journal.standing(user_id))
    if unsettled_events(connection, user_id) or reaches_back(connection, user_id, stage.since, PATIENCE):
        note_run_unsettled(connection, user_id, stage.first_event_id, stage.events)
        rows.write(connection, journal.statements)
        return True
    derive_anew(connection, rows.standing, stage.since, rows, journal.statements, frozenset())
    journal.rewrite(rows)
    return False


def _is_conflict(fault: BaseException) -> bool:
    from sqlalchemy.exc import IntegrityError

    return isinstance(fault, IntegrityError)
