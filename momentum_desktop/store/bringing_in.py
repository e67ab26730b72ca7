"""An import that lies ready stored in one transaction, which gives way to whoever waits for the pen."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from momentum_desktop.errors import MomentumError
from momentum_desktop.store.chain import chained_long
from momentum_desktop.store.derivation import derive_anew
from momentum_desktop.store.giving_way import Look, Waits, giving_way
from momentum_desktop.store.journal import PATIENCE, Journal
from momentum_desktop.store.plan_rows import change_row_stored, columns_of_table, read_row
from momentum_desktop.store.rows import DerivedRows
from momentum_desktop.store.staging import NUMBERED, Stage
from momentum_desktop.store.unsettled import note_run_unsettled, reaches_back, unsettled_events

if TYPE_CHECKING:
    from sqlalchemy import Connection

LINKS_BETWEEN_LOOKS = CHANGES_BETWEEN_LOOKS = 2_000
CACHE_KIB = 256 * 1024
HASH_BYTES = 32
AGAIN = "nothing was stored, import it again"


class Overtaken(MomentumError):
    """What the import was planned on was changed meanwhile; nothing was stored, and it must be planned anew."""


class BroughtIn(NamedTuple):
    """The act of an import, and whether what follows from it is still to be derived."""

    act_id: int
    pending: bool


def bring_in(journal: Journal, stage: Stage, somebody_waits: Waits | None) -> BroughtIn:
    """Store a stage. Begins and ends the transaction. GaveWay if somebody waits now, None that nobody is asked about;
    Overtaken if something of it is there already."""
    connection = journal.connection
    connection.exec_driver_sql("ATTACH DATABASE ? AS stage", (str(stage.path),))
    usual = connection.exec_driver_sql("PRAGMA main.cache_size").scalar_one()
    try:
        # What the new rows point to comes with them or is never taken away: looking it up would only take time.
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql(f"PRAGMA main.cache_size = -{CACHE_KIB}")
        with giving_way(journal, somebody_waits) as look:
            return _stored(journal, stage, look)
    except Exception as fault:
        if _is_conflict(fault):
            raise Overtaken(f"some of it came here another way meanwhile; {AGAIN}") from None
        raise
    finally:
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")
        connection.exec_driver_sql(f"PRAGMA main.cache_size = {usual}")
        connection.exec_driver_sql("DETACH DATABASE stage")


def _stored(journal: Journal, stage: Stage, look: Look) -> BroughtIn:
    connection, batch = journal.connection, stage.batch
    standing = journal.standing(batch.user_id)
    (act_number, act_hash), (event_number, event_hash) = journal.heads
    act_id, first = act_number + 1, event_number + 1
    hashes = _chain(event_hash, stage, first, act_id, look)
    _copy_events(connection, stage, first, act_id, event_hash, hashes)
    _copy_rows(connection, first, act_id)
    for table, row_id, before, marks, event in batch.changed:
        if read_row(connection, table, row_id) != before:
            raise Overtaken(f"what it would change was changed here meanwhile; {AGAIN}")
        made = {} if event is None else {"completed_event_id": first + event}
        change_row_stored(connection, table, row_id, {**marks, **made})
        sql = "INSERT INTO act_subjects (table_name, row_id, act_id) VALUES (?, ?, ?)"
        connection.exec_driver_sql(sql, (table, row_id, act_id))
    act_hash = _add_act(connection, stage, act_id, first, act_hash, look)
    journal.follow((act_id, act_hash), (event_number + len(batch.events), hashes[-HASH_BYTES:] or event_hash))
    if stage.earliest is None:
        return BroughtIn(act_id, pending=False)
    standing.through_id = event_number + len(batch.events)
    return BroughtIn(act_id, _worked_in(journal, stage, first))


def _chain(previous: bytes, stage: Stage, first: int, act_id: int, look: Look) -> bytes:
    """The hashes of the new events one after the other, as `chained` makes them."""
    found = bytearray()
    user = stage.batch.user_id
    for place, content in enumerate(stage.contents):
        previous = sha256(previous + f"[{first + place},{user},{act_id},{content}".encode()).digest()
        found += previous
        if place % LINKS_BETWEEN_LOOKS == 0:
            look.give_way()
    return bytes(found)


def _copy_events(connection: Connection, stage: Stage, first: int, act_id: int, previous: bytes, hashes: bytes) -> None:
    if stage.earliest is None:
        return
    links = previous + hashes
    connection.exec_driver_sql(
        'INSERT INTO main.events (id, user_id, act_id, event_type, instant, "offset", day, metadata, '
        "idempotency_key, recorded_at, previous_hash, hash) "
        'SELECT ?1 + place, ?2, ?3, event_type, instant, "offset", day, metadata, idempotency_key, recorded_at, '
        f"substr(?4, {HASH_BYTES} * place + 1, {HASH_BYTES}), substr(?4, {HASH_BYTES} * (place + 1) + 1, {HASH_BYTES}) "
        "FROM stage.events ORDER BY rowid",
        (first, stage.batch.user_id, act_id, links),
    )


def _copy_rows(connection: Connection, first: int, act_id: int) -> None:
    event = "completed_event_id"
    for table in NUMBERED:
        columns = ["id", *columns_of_table(table)]
        names = ", ".join(f'"{name}"' for name in columns)
        taken = ", ".join(f"?1 + {event}" if name == event else f'"{name}"' for name in columns)
        sql = f"INSERT INTO main.{table} ({names}) SELECT {taken} FROM stage.{table} ORDER BY rowid"
        connection.exec_driver_sql(sql, (first,) if event in columns else ())
        sql = f"INSERT INTO act_subjects (table_name, row_id, act_id) SELECT ?1, id, ?2 FROM stage.{table}"
        connection.exec_driver_sql(sql, (table, act_id))


def _add_act(connection: Connection, stage: Stage, act_id: int, first: int, previous: bytes, look: Look) -> bytes:
    """The act of the import; its hash."""
    count, words = len(stage.batch.events), stage.words
    pieces: list[str] = []

    def said() -> Iterator[str]:
        for place in range(0, len(stage.changes), CHANGES_BETWEEN_LOOKS):
            some = stage.changes[place : place + CHANGES_BETWEEN_LOOKS]
            pieces.append("," if place else "[")
            pieces[-1] += ",".join(
                before if event is None else f"{before}{first + event}{after}" for before, event, after in some
            )
            yield pieces[-1]
            look.give_way()
        pieces.append("]" if pieces else "[]")
        yield pieces[-1]

    before = (act_id, stage.batch.user_id, "import", words.instant, words.offset, words.summary)
    after = (None, first if count else None, count, None)
    digest = chained_long(previous, before, said(), after)
    connection.exec_driver_sql(
        'INSERT INTO acts (id, user_id, kind, instant, "offset", summary, changes, target_id, first_event_id, '
        "event_count, answer, previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*before, "".join(pieces), *after, previous, digest),
    )
    return digest


def _worked_in(journal: Journal, stage: Stage, first: int) -> bool:
    """Derive what follows from the new events, or note that it is to be derived beside the writing."""
    connection, user_id = journal.connection, stage.batch.user_id
    assert stage.earliest is not None
    events = enumerate(stage.batch.events, first)
    since = (stage.earliest, next(number for number, event in events if event.instant == stage.earliest))
    rows = DerivedRows(journal.standing(user_id))
    if unsettled_events(connection, user_id) or reaches_back(connection, user_id, since, PATIENCE):
        note_run_unsettled(connection, user_id, first, len(stage.batch.events))
        rows.write(connection, journal.statements)
        return True
    derive_anew(connection, rows.standing, since, rows, journal.statements, frozenset())
    journal.rewrite(rows)
    return False


def _is_conflict(fault: BaseException) -> bool:
    from sqlalchemy.exc import IntegrityError

    return isinstance(fault, IntegrityError)
