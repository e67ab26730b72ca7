"""Habitica's history: of a daily an entry at the start of the next day, of a habit one for all ups of a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta, timezone, tzinfo
from typing import Any, NamedTuple

from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange.foreign_json import objects_in
from momentum_desktop.exchange.identity import Namer
from momentum_desktop.exchange.moments import local, moment_after_ms, moment_in
from momentum_desktop.exchange.record_guard import record_at
from momentum_desktop.exchange.source import Part, Source
from momentum_desktop.exchange.table_rows import names_in, rows_by_column
from momentum_desktop.service.import_values import Gathered, SourceRecord, SourceTask

COLUMNS = ("task name", "task id", "task type", "date", "value")
OFFSETS = range(-12 * 60, 14 * 60 + 1, 15)
MOST_UPS = 1_000
"""Ups of one habit on one day that are believed."""


class Clock(NamedTuple):
    """A person's time zone (None: this machine's) and the hour at which their day begins."""

    zone: tzinfo | None
    day_start: int = 0

    def day_of(self, moment: datetime) -> date:
        """The day that a moment belonged to."""
        return (local(moment, self.zone) - timedelta(hours=self.day_start)).date()


def is_history(head: bytes) -> bool:
    """Whether a file begins like the history as CSV."""
    return any(names >= set(COLUMNS) for names in names_in(head))


def records_of_daily(history: Any, key: str, where: str, clock: Clock, gathered: Gathered) -> list[SourceRecord]:
    """What became of a daily on each day. An entry is written when the next day has begun, so it is about the day
    before; one that was averaged out of many says nothing about any."""
    records: dict[date, SourceRecord] = {}
    silent = 0
    for number, entry in objects_in(history):
        place = f"{where}, entry {number}"
        with record_at(gathered, place):
            done = entry.get("completed")
            if not isinstance(done, bool):
                silent += 1
                continue
            moment = _moment(entry.get("date"))
            day = clock.day_of(moment) - timedelta(days=1)
            if not done and entry.get("isDue") is False:
                continue
            record = SourceRecord(key, day.isoformat(), day, "done" if done else "missed", where=place)
            before = records.get(day)
            if before is None or (before.kind == "missed" and done):
                records[day] = record
    _tell_of_silent(silent, where, gathered)
    return list(records.values())


def _tell_of_silent(count: int, where: str, gathered: Gathered) -> None:
    """Habitica makes one entry of a month that is long past; old versions wrote only what a task was worth."""
    if count:
        told = "an old entry of its history says" if count == 1 else f"{count:,} old entries of its history say"
        gathered.trouble(where, f"{told} only what it was worth, not whether it was done")


def ups_of(history: Any, key: str, where: str, clock: Clock, gathered: Gathered) -> list[SourceRecord]:
    """A record for each time that a habit was done; the entry of a day knows only how often, and when the last was."""
    records: list[SourceRecord] = []
    ups: dict[date, int] = {}
    silent = 0
    for number, entry in objects_in(history):
        place = f"{where}, entry {number}"
        with record_at(gathered, place):
            count = entry.get("scoredUp")
            if count is None:
                silent += 1
                continue
            if isinstance(count, bool) or not isinstance(count, int) or not 0 <= count <= MOST_UPS:
                raise RefusedInput(f"{ascii(count)[:40]} is no number of times")
            day = clock.day_of(_moment(entry.get("date")))
            for _ in range(count):
                ups[day] = ups.get(day, 0) + 1
                records.append(SourceRecord(key, f"{day.isoformat()}.{ups[day]}", day, where=place))
    _tell_of_silent(silent, where, gathered)
    return records


def clock_of(moments: Iterable[Sequence[datetime]], zone: tzinfo | None) -> Clock:
    """The clock of a history that does not name its zone: one on which no daily has two entries in a day, since there
    is one at the start of each; of these the nearest to the given one."""
    of_tasks = [tuple(of_task) for of_task in moments]

    def twice(offset: int) -> int:
        shift = timedelta(minutes=offset)
        return sum(len(of_task) - len({(moment + shift).date() for moment in of_task}) for of_task in of_tasks)

    newest = max((moment for of_task in of_tasks for moment in of_task), default=None)
    if newest is None:
        return Clock(zone)
    here = int((local(newest, zone).utcoffset() or timedelta(0)).total_seconds() // 60)
    if not twice(here):
        return Clock(zone)
    best = min(OFFSETS, key=lambda offset: (twice(offset), abs(offset - here)))
    return Clock(timezone(timedelta(minutes=best)))


def read_history(part: Part, source: Source, gathered: Gathered) -> None:
    """The history as CSV, whose times are in UTC. It knows only what a task was worth each time: when it is worth more
    than before, it was done. Tasks are known by their id alone."""
    entries: dict[str, list[_Entry]] = {}
    namer = Namer()
    for columns, row, where in rows_by_column(part, "Habitica", COLUMNS, COLUMNS, gathered):
        with record_at(gathered, where):
            own, kind = columns.get(row, "task id"), columns.get(row, "task type")
            if not own or kind not in ("habit", "daily"):
                raise RefusedInput("it is no row of a habit or a daily")
            said = columns.get(row, "date")
            moment = moment_in(said + "Z") or moment_in(said)
            if moment is None or moment.tzinfo is None:
                raise RefusedInput(f"{ascii(said)[:40]} is no time")
            value = float(columns.get(row, "value").replace(",", "."))
            title = " ".join(columns.get(row, "task name").split())
            entries.setdefault(own, []).append(_Entry(kind, title, moment, value, where))
    dailies = [[entry.moment for entry in held] for held in entries.values() if held[0].kind == "daily"]
    clock = clock_of(dailies, source.zone)
    for own, held in entries.items():
        key = namer.by_id(own)
        records = list(_records(key, held, clock, gathered))
        first = min((record.day for record in records), default=None)
        extra = {"type": held[0].kind}
        title = held[0].title or "(no title)"
        gathered.tasks.append(SourceTask(key, title, held[0].where, due=first, repeat="FREQ=DAILY", extra=extra))
        gathered.records.extend(records)


class _Entry(NamedTuple):
    kind: str
    title: str
    moment: datetime
    value: float
    where: str


def _records(key: str, entries: list[_Entry], clock: Clock, gathered: Gathered) -> Iterator[SourceRecord]:
    worth = 0.0
    seen: set[date] = set()
    for entry in entries:
        up, worth = entry.value > worth, entry.value
        day = clock.day_of(entry.moment) - timedelta(days=entry.kind == "daily")
        if day in seen:
            gathered.trouble(entry.where, f"{day} stands there twice for this task", left_out=True)
        elif up:
            seen.add(day)
            number = "" if entry.kind == "daily" else ".1"
            yield SourceRecord(key, f"{day.isoformat()}{number}", day, where=entry.where)


def _moment(value: Any) -> datetime:
    moment = moment_in(value) if isinstance(value, str) else moment_after_ms(value)
    if moment is None:
        raise RefusedInput(f"{ascii(value)[:40]} is no time")
    return moment
