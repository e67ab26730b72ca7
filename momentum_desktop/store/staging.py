"""An import laid ready in a database of its own, to the last byte of its rows, so that storing it is only copying."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from momentum_desktop.engine.reading import canonical_json
from momentum_desktop.store.chain import GENESIS, chained
from momentum_desktop.store.database import sqlite_module
from momentum_desktop.store.import_batch import Batch, Ref
from momentum_desktop.store.plan_rows import columns_of_table
from momentum_desktop.store.workplace import unfinished_folder

if TYPE_CHECKING:
    from sqlalchemy import Connection

COPIED = ("events", "tasks", "occurrences", "source_items", "act_subjects", "acts")
"""The tables that a stage holds rows for, those that others point to first."""

NUMBERED = ("tasks", "occurrences", "source_items")
EVENT_COLUMNS = 12
ACT_COLUMNS = 13

Row = tuple[Any, ...]
Told = Callable[[float], None]


class Heads(NamedTuple):
    """Where the log and the numbers of rows stand: what a stage is made for."""

    event: tuple[int, bytes]
    act: tuple[int, bytes]
    numbers: tuple[int, ...]


class ActWords(NamedTuple):
    """What the act of an import says of itself."""

    instant: int
    offset: int
    summary: str


@dataclass(frozen=True, slots=True)
class Stage:
    """An import laid ready for the heads it was made for. `since` is the position of its earliest event."""

    path: Path
    heads: Heads
    act_id: int
    act_hash: bytes
    event_hash: bytes
    first_event_id: int
    events: int
    since: tuple[int, int] | None
    batch: Batch


def heads_of(connection: Connection) -> Heads:
    """The heads as they now are."""
    numbers = dict(map(tuple, connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence")))
    return Heads(
        _head(connection, "events"), _head(connection, "acts"), tuple(int(numbers.get(name, 0)) for name in NUMBERED)
    )


@contextmanager
def stage_in(folder: Path) -> Iterator[Path]:
    """A place for stages beside the data; whatever happens, nothing of it stays."""
    with unfinished_folder(folder) as place:
        yield place


def laid_ready(place: Path, batch: Batch, words: ActWords, heads: Heads, recorded_at: int, tell: Told) -> Stage:
    """The rows of a batch with their numbers, hashes and act, in a database of their own."""
    path = place / f"stage-{heads.act[0]}-{heads.event[0]}.db"
    path.unlink(missing_ok=True)
    act_id, first = heads.act[0] + 1, heads.event[0] + 1
    bases = dict(zip(NUMBERED, heads.numbers, strict=True))
    with closing(sqlite_module().connect(path, isolation_level=None)) as connection:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -65536"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        lay = _Layer(connection, batch, bases, first, act_id)
        changes = [*lay.tasks(), *lay.occurrences(), *lay.items(), *lay.changed()]
        tell(0.4)
        event_hash = lay.events(heads.event[1], recorded_at)
        tell(0.9)
        act_hash = lay.act(words, changes, heads.act[1])
        connection.execute("COMMIT")
    tell(1.0)
    earliest = min(((event.instant, first + place) for place, event in enumerate(batch.events)), default=None)
    return Stage(path, heads, act_id, act_hash, event_hash, first, len(batch.events), earliest, batch)


class _Layer:
    """Writes the tables of one stage."""

    def __init__(self, connection: Any, batch: Batch, bases: dict[str, int], first: int, act_id: int) -> None:
        self._connection = connection
        self._batch = batch
        self._bases = bases
        self._first = first
        self._act_id = act_id
        widths = {"act_subjects": 3, "events": EVENT_COLUMNS, "acts": ACT_COLUMNS}
        for table in COPIED:
            width = widths.get(table) or len(columns_of_table(table)) + 1
            names = ", ".join(f"c{number}" for number in range(width))
            connection.execute(f"CREATE TABLE {table} ({names})")

    def tasks(self) -> Iterator[str]:
        """The new tasks; what the act says of each."""
        columns = columns_of_table("tasks")
        rows = []
        for place, values in enumerate(self._batch.tasks, 1):
            stored = dict(values)
            stored["parent_id"] = self._task(stored["parent_id"])
            stored["completed_event_id"] = self._event(stored["completed_event_id"])
            row_id = self._bases["tasks"] + place
            rows.append((row_id, *(stored[name] for name in columns)))
            yield f'["tasks",{row_id},null,{canonical_json(stored)}]'
        self._fill("tasks", rows)

    def occurrences(self) -> Iterator[str]:
        """The new occurrences; what the act says of each, without what is null."""
        user, base = self._batch.user_id, self._bases["occurrences"]
        rows = []
        for place, (task, day, state, amount, instant, offset, event) in enumerate(self._batch.occurrences, 1):
            row_id, task_id, event_id = base + place, self._task(task), self._event(event)
            rows.append((row_id, user, task_id, day, state, amount, instant, offset, event_id))
            amounts = "" if amount is None else f'"amount":{canonical_json(amount)},'
            at = "" if instant is None else f'"completed_at":{instant},'
            made = "" if event_id is None else f'"completed_event_id":{event_id},'
            zone = "" if offset is None else f'"completed_offset":{offset},'
            yield (
                f'["occurrences",{row_id},null,{{{amounts}{at}{made}{zone}'
                f'"day":{day},"state":"{state}","task_id":{task_id},"user_id":{user}}}]'
            )
        self._fill("occurrences", rows)

    def items(self) -> Iterator[str]:
        """The new source items; what the act says of each."""
        rows = []
        for place, item in enumerate(self._batch.items, 1):
            row_id, task_id = self._bases["source_items"] + place, self._task(item.task)
            row = (row_id, self._batch.user_id, item.source, item.source_id, task_id, item.document)
            rows.append(row)
            stored = dict(zip(columns_of_table("source_items"), row[1:], strict=True))
            yield f'["source_items",{row_id},null,{canonical_json(stored)}]'
        self._fill("source_items", rows)

    def changed(self) -> Iterator[str]:
        """What the act says of rows that were there before."""
        for table, row_id, before, marks, event in self._batch.changed:
            after = {**before, **marks}
            if event is not None:
                after["completed_event_id"] = self._event(event)
            yield f"[{canonical_json(table)},{row_id},{canonical_json(before)},{canonical_json(after)}]"

    def events(self, previous: bytes, recorded_at: int) -> bytes:
        """The new events, chained to the last one before them; the hash of the last."""
        user, act_id = self._batch.user_id, self._act_id
        rows = []
        texts: dict[tuple[int, Ref | None], str] = {}
        for number, event in enumerate(self._batch.events, self._first):
            # Most events of a habit say the same: they share the text of it.
            same = (id(event.metadata), event.task)
            text = texts.get(same)
            if text is None:
                task = {} if event.task is None else {"task_id": self._task(event.task)}
                text = texts[same] = canonical_json({**event.metadata, **task})
            content = (
                number,
                user,
                act_id,
                event.event_type,
                event.instant,
                event.offset,
                event.day,
                text,
                event.key,
                recorded_at,
            )
            digest = chained(previous, content)
            rows.append((*content, previous, digest))
            previous = digest
        self._fill("events", rows)
        return previous

    def act(self, words: ActWords, changes: Sequence[str], previous: bytes) -> bytes:
        """The act itself and the rows it is about; its hash."""
        count = len(self._batch.events)
        text = "[" + ",".join(changes) + "]" if changes else "[]"
        content = (
            self._act_id,
            self._batch.user_id,
            "import",
            words.instant,
            words.offset,
            words.summary,
            text,
            None,
            self._first if count else None,
            count,
            None,
        )
        digest = chained(previous, content)
        self._fill("acts", [(*content, previous, digest)])
        for table in NUMBERED:
            sql = f"INSERT INTO act_subjects SELECT ?, c0, ? FROM {table}"
            self._connection.execute(sql, (table, self._act_id))
        subjects = {(table, row_id, self._act_id) for table, row_id, _, _, _ in self._batch.changed}
        self._fill("act_subjects", sorted(subjects))
        return digest

    def _task(self, ref: Ref | None) -> int | None:
        return None if ref is None else ref if ref > 0 else self._bases["tasks"] - ref

    def _event(self, place: int | None) -> int | None:
        return None if place is None else self._first + place

    def _fill(self, table: str, rows: Sequence[Row]) -> None:
        if rows:
            marks = ", ".join("?" for _ in rows[0])
            self._connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


def _head(connection: Connection, table: str) -> tuple[int, bytes]:
    row = connection.exec_driver_sql(f"SELECT id, hash FROM {table} ORDER BY id DESC LIMIT 1").first()
    return (0, GENESIS) if row is None else (row[0], row[1])
