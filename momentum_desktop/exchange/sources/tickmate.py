"""Tickmate's database: tracks and their ticks, of which a day may have several."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange.findings import Format
from momentum_desktop.exchange.foreign_database import MAGIC, ForeignDatabase, opened_copy
from momentum_desktop.exchange.identity import Namer
from momentum_desktop.exchange.moments import day_of, local
from momentum_desktop.exchange.record_guard import record_at
from momentum_desktop.exchange.repeats import ended
from momentum_desktop.exchange.source import Source
from momentum_desktop.service.import_values import Gathered, SourceRecord, SourceTask

NAME = "tickmate"


def recognises(_name: str, head: bytes) -> bool:
    """Whether it is a database with Tickmate's tables."""
    return head.startswith(MAGIC) and b"tracks" in head and b"ticks" in head


def read(source: Source) -> Gathered:
    """Each track a habit, each tick something done."""
    gathered = Gathered(NAME)
    with opened_copy(source) as database:
        if "tracks" not in database or "ticks" not in database:
            raise RefusedInput("this database is not of Tickmate (it has no tracks and ticks)", where=source.path)
        for fault in database.faults:
            gathered.trouble("the database", f"it is damaged ({fault}); what can still be read was taken")
        try:
            _read(database, source, gathered)
        except RefusedInput as refusal:
            gathered.trouble(
                refusal.where or "the database", f"{refusal.what}; what comes after was left out", left_out=True
            )
    return gathered


def _read(database: ForeignDatabase, source: Source, gathered: Gathered) -> None:
    groups = _groups(database)
    namer = Namer()
    keys: dict[Any, str] = {}
    for row in database.rows(
        "tracks", "_id", "name", "description", "icon", "enabled", "multiple_entries_per_day", "order"
    ):
        with record_at(gathered, f"track {row['_id']}"):
            listed = groups.get(row["_id"], [])
            extra = {"icon": row.get("icon"), "enabled": bool(row.get("enabled", 1)), "groups": listed[1:]}
            gathered.tasks.append(
                SourceTask(
                    key=namer.by_id(row["_id"]),
                    title=str(row["name"] or "").strip() or "(no name)",
                    where=f"track {row['_id']}",
                    notes=str(row.get("description") or "").strip(),
                    list=listed[0] if listed else None,
                    repeat="FREQ=DAILY",
                    extra={name: value for name, value in extra.items() if value not in (None, [], True)},
                )
            )
            keys[row["_id"]] = gathered.tasks[-1].key
    columns = ("_id", "_track_id", "year", "month", "day", "hour", "minute", "second", "has_time_info")
    for row in database.rows("ticks", *columns):
        where = f"tick {row['_id']}"
        with record_at(gathered, where):
            if row["_track_id"] not in keys:
                raise RefusedInput(f"it belongs to track {row['_track_id']}, which is not there")
            # Months count from 0, as in Java's calendar.
            day = day_of(row["year"], row["month"] + 1, row["day"])
            if day is None:
                raise RefusedInput("its day is none")
            instant = None
            if row.get("has_time_info"):
                clock = datetime(day.year, day.month, day.day, row["hour"], row["minute"], row["second"])  # noqa: DTZ001
                instant = local(clock, source.zone)
            gathered.records.append(
                SourceRecord(keys[row["_track_id"]], str(row["_id"]), day, "done", instant, where=where)
            )
    days: dict[str | None, list[date]] = {}
    for record in gathered.records:
        days.setdefault(record.task, []).append(record.day)
    gathered.tasks = [_lived(task, days.get(task.key, [])) for task in gathered.tasks]


def _lived(task: SourceTask, days: list[date]) -> SourceTask:
    """A track that begins with its first tick and, switched off, has ended with its last."""
    put_away = task.extra.get("enabled") is False
    task = replace(task, state="cancelled") if put_away else task
    if not days:
        return task
    repeat = ended(task.repeat, max(days)) if put_away and task.repeat else task.repeat
    return replace(task, due=min(days), repeat=repeat)


def _groups(database: ForeignDatabase) -> dict[Any, list[str]]:
    """The names of the groups that each track is in."""
    names = {row["_id"]: str(row["name"] or "").strip() for row in database.rows("groups", "_id", "name")}
    found: dict[Any, list[str]] = {}
    for row in database.rows("track2groups", "_track_id", "_group_id"):
        if names.get(row["_group_id"]):
            found.setdefault(row["_track_id"], []).append(names[row["_group_id"]])
    return found


FORMAT = Format(NAME, "Tickmate (.db)", recognises, take=read)
