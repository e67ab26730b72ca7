"""An import laid ready in a database of its own, so that storing it is little more than copying."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from momentum_desktop.store.database import sqlite_module
from momentum_desktop.store.import_batch import Batch, Ref
from momentum_desktop.store.json_text import json_text
from momentum_desktop.store.plan_rows import columns_of_table
from momentum_desktop.store.workplace import unfinished_folder

if TYPE_CHECKING:
    from sqlalchemy import Connection

NUMBERED = ("tasks", "occurrences", "source_items")
"""The tables that an import adds rows to and whose rows have numbers of their own."""

TOLD_EVERY = 5_000
Row = tuple[Any, ...]
Told = Callable[[float], None]


class ActWords(NamedTuple):
    """What the act of an import says of itself."""

    instant: int
    offset: int
    summary: str


class Change(NamedTuple):
    """What the act says of one row, around the number of the event that it names; None if it names none."""

    before: str
    event: int | None = None
    after: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """An import laid ready: all that does not depend on where the log ends by then. `contents` are what the chain
    covers of each event after its number and that of its act."""

    path: Path
    batch: Batch
    words: ActWords
    contents: Sequence[str]
    changes: Sequence[Change]
    earliest: int | None


@contextmanager
def stage_in(folder: Path) -> Iterator[Path]:
    """A place for stages beside the data; whatever happens, nothing of it stays."""
    with unfinished_folder(folder) as place:
        yield place


def reserved(connection: Connection, batch: Batch) -> dict[str, int]:
    """Numbers set apart for the rows of a batch: the last one before them, by table. Should the import not come to
    pass, they are never used."""
    wanted = dict(zip(NUMBERED, (len(batch.tasks), len(batch.occurrences), len(batch.items)), strict=True))
    bases: dict[str, int] = {}
    for table, count in wanted.items():
        sql = "SELECT seq FROM sqlite_sequence WHERE name = ?"
        last = connection.exec_driver_sql(sql, (table,)).scalar()
        bases[table] = int(last or 0)
        if last is None:
            connection.exec_driver_sql("INSERT INTO sqlite_sequence VALUES (?, ?)", (table, count))
        else:
            connection.exec_driver_sql("UPDATE sqlite_sequence SET seq = ? WHERE name = ?", (last + count, table))
    return bases


def laid_ready(place: Path, batch: Batch, words: ActWords, bases: dict[str, int], tell: Told) -> Stage:
    """The rows of a batch, numbered from `bases` on, in a database of their own."""
    path = place / "stage.db"
    path.unlink(missing_ok=True)
    with closing(sqlite_module().connect(path, isolation_level=None)) as connection:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -65536"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        layer = _Layer(connection, batch, bases, tell)
        changes = [*layer.tasks(), *layer.occurrences(), *layer.items(), *layer.changed()]
        contents = layer.events(words.instant)
        connection.execute("COMMIT")
    earliest = min((event.instant for event in batch.events), default=None)
    tell(1.0)
    return Stage(path, batch, words, contents, changes, earliest)


class _Layer:
    """Writes the tables of one stage. Events are named by their places among the new ones."""

    def __init__(self, connection: Any, batch: Batch, bases: dict[str, int], tell: Told) -> None:
        self._connection = connection
        self._batch = batch
        self._bases = bases
        self._tell = tell

    def tasks(self) -> Iterator[Change]:
        """The new tasks; what the act says of each."""
        columns = columns_of_table("tasks")
        rows = []
        for number, values in enumerate(self._batch.tasks, self._bases["tasks"] + 1):
            stored = {**values, "parent_id": self._task(values["parent_id"])}
            rows.append((number, *(stored[name] for name in columns)))
            yield _said("tasks", number, None, stored)
        self._fill("tasks", ["id", *columns], rows)

    def occurrences(self) -> Iterator[Change]:
        """The new occurrences; what the act says of each, without what is null."""
        user = self._batch.user_id
        rows = []
        for number, held in enumerate(self._batch.occurrences, self._bases["occurrences"] + 1):
            task, day, state, amount, instant, offset, event = held
            task_id = self._task(task)
            rows.append((number, user, task_id, day, state, amount, instant, offset, event))
            before = f'["occurrences",{number},null,{{'
            if amount is not None:
                before += f'"amount":{json_text(amount)},'
            if instant is not None:
                before += f'"completed_at":{instant},'
            rest = f'"day":{day},"state":"{state}","task_id":{task_id},"user_id":{user}}}]'
            if offset is not None:
                rest = f'"completed_offset":{offset},{rest}'
            if event is None:
                yield Change(before + rest)
            else:
                yield Change(before + '"completed_event_id":', event, "," + rest)
        self._fill("occurrences", ["id", *columns_of_table("occurrences")], rows)
        self._tell(0.3)

    def items(self) -> Iterator[Change]:
        """The new source items; what the act says of each."""
        columns = columns_of_table("source_items")
        rows = []
        for number, item in enumerate(self._batch.items, self._bases["source_items"] + 1):
            row = (self._batch.user_id, item.source, item.source_id, self._task(item.task), item.document)
            rows.append((number, *row))
            yield _said("source_items", number, None, dict(zip(columns, row, strict=True)))
        self._fill("source_items", ["id", *columns], rows)

    def changed(self) -> Iterator[Change]:
        """What the act says of rows that were there before."""
        for table, number, before, marks, event in self._batch.changed:
            yield _said(table, number, before, {**before, **marks, "completed_event_id": event})

    def events(self, recorded_at: int) -> list[str]:
        """The new events; what of each the chain covers."""
        rows, contents = [], []
        texts: dict[tuple[int, Ref | None], tuple[str, str]] = {}
        for place, event in enumerate(self._batch.events):
            # Most events of a habit say the same: they share the text of it.
            same = (id(event.metadata), event.task)
            found = texts.get(same)
            if found is None:
                task = {} if event.task is None else {"task_id": self._task(event.task)}
                text = json_text({**event.metadata, **task})
                found = texts[same] = (text, json_text(text))
            kind, instant, offset, day, key = event.event_type, event.instant, event.offset, event.day, event.key
            rows.append((place, kind, instant, offset, day, found[0], key, recorded_at))
            quoted = f"{json_text(kind)},{instant},{offset},{day},{found[1]},{json_text(key)},{recorded_at}]"
            contents.append(quoted)
            if place % TOLD_EVERY == 0:
                self._tell(0.3 + 0.7 * place / len(self._batch.events))
        names = ["place", "event_type", "instant", "offset", "day", "metadata", "idempotency_key", "recorded_at"]
        self._fill("events", names, rows)
        return contents

    def _task(self, ref: Ref | None) -> int | None:
        return None if ref is None else ref if ref > 0 else self._bases["tasks"] - ref

    def _fill(self, table: str, names: Sequence[str], rows: Sequence[Row]) -> None:
        listed = ", ".join(f'"{name}"' for name in names)
        marks = ", ".join("?" for _ in names)
        self._connection.execute(f"CREATE TABLE {table} ({listed})")
        self._connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


def _said(table: str, number: int, before: dict[str, Any] | None, after: dict[str, Any]) -> Change:
    """A change as the canonical text of an act has it, cut open where the number of an event goes."""
    event = after.get("completed_event_id")
    old = "null" if before is None else json_text(before)
    if event is None:
        return Change(f'["{table}",{number},{old},{json_text(after)}]')
    named = {name: value for name, value in after.items() if name < "completed_event_id"}
    rest = {name: value for name, value in after.items() if name > "completed_event_id"}
    head, tail = json_text(named)[1:-1], json_text(rest)[1:-1]
    opening = f'["{table}",{number},{old},{{{head}{"," if head else ""}"completed_event_id":'
    return Change(opening, event, f"{',' if tail else ''}{tail}}}]")
