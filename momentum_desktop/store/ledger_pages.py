"""The ledger page by page, newest first, and what its events were about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from momentum_desktop.engine.reading import read_json
from momentum_desktop.store.eventlog import Position

if TYPE_CHECKING:
    from sqlalchemy import Connection

Place = tuple[int, int, int, int]
"""Where a line stands: day, instant, event, and its place among that event's entries."""


class Line(NamedTuple):
    """One entry of the ledger and where it stands."""

    day: int
    instant: int
    event_id: int
    place: int
    kind: str
    points: int

    @property
    def position(self) -> Position:
        return self.instant, self.event_id


class Slice(NamedTuple):
    """A part of the ledger: days and events from the first up to, not including, the second; one kind, kinds that
    begin alike, or several with all that is named under each (“achievement” is above “achievement:NAME”); a weekday (0
    for Monday) and an hour of the local clock; nothing after a position."""

    days: tuple[int, int] | None = None
    events: tuple[int, int] | None = None
    kind: str | None = None
    kinds_like: str | None = None
    until: Position | None = None
    kinds_under: tuple[str, ...] = ()
    weekday: int | None = None
    hour: int | None = None


def ledger_page(connection: Connection, user_id: int, part: Slice, before: Place | None, limit: int) -> list[Line]:
    """The newest lines of a part of the ledger after the place `before`: by day, then by event, newest first, the
    entries of an event in their own order."""
    conditions, values = _conditions(user_id, part)
    if before is not None:
        day, instant, event_id, place = before
        conditions += [
            "l.day <= ?",
            "((l.day, e.instant, e.id) < (?, ?, ?) OR (l.day, e.instant, e.id) = (?, ?, ?) AND l.position > ?)",
        ]
        values += [day, day, instant, event_id, day, instant, event_id, place]
    # CROSS JOIN keeps the ledger, whose index has the days in order, on the outside.
    sql = (
        "SELECT l.day, e.instant, l.event_id, l.position, l.kind, l.points FROM ledger l "
        f"CROSS JOIN events e ON e.id = l.event_id WHERE {' AND '.join(conditions)} "
        "ORDER BY l.day DESC, e.instant DESC, e.id DESC, l.position LIMIT ?"
    )
    return [Line(*row) for row in connection.exec_driver_sql(sql, (*values, limit))]


def points_in(connection: Connection, user_id: int, part: Slice) -> tuple[int, int]:
    """The points and the number of entries in a part of the ledger."""
    conditions, values = _conditions(user_id, part)
    join = "JOIN events e ON e.id = l.event_id " if part.until or part.hour is not None else ""
    sql = f"SELECT coalesce(sum(l.points), 0), count(*) FROM ledger l {join}WHERE {' AND '.join(conditions)}"
    points, entries = connection.exec_driver_sql(sql, tuple(values)).one()
    return int(points), int(entries)


def has_event(connection: Connection, user_id: int, event_id: int) -> bool:
    """Whether an event stands in a user's log."""
    sql = "SELECT 1 FROM events WHERE user_id = ? AND id = ?"
    return connection.exec_driver_sql(sql, (user_id, event_id)).first() is not None


def titles_of(connection: Connection, event_ids: Iterable[int]) -> dict[int, str]:
    """The titles of what was completed, as they were then, for those events whose act completed just one thing; for
    those of a larger act, and of a day of what repeats, as they are now."""
    wanted = list(dict.fromkeys(event_ids))
    if not wanted:
        return {}
    marks = ", ".join("?" for _ in wanted)
    found: dict[int, str] = {}
    sql = (
        "SELECT e.id, a.changes FROM events e JOIN acts a ON a.id = e.act_id "
        f"WHERE e.id IN ({marks}) AND a.event_count = 1 AND a.kind <> 'import'"
    )
    for event_id, changes in connection.exec_driver_sql(sql, tuple(wanted)):
        title = _title_in(read_json(changes), event_id)
        if title:
            found[event_id] = title
    # An import is too large to be searched for rows; but what it brings says which task it is about.
    sql = (
        "SELECT e.id, t.title FROM events e JOIN acts a ON a.id = e.act_id AND a.kind = 'import' "
        "JOIN tasks t ON t.id = json_extract(e.metadata, '$.task_id') AND t.user_id = e.user_id "
        f"WHERE e.id IN ({marks}) AND (t.completed_event_id = e.id "
        "OR EXISTS (SELECT 1 FROM occurrences o WHERE o.task_id = t.id AND o.completed_event_id = e.id) "
        "OR EXISTS (SELECT 1 FROM source_items s WHERE s.user_id = t.user_id AND s.task_id = t.id "
        "AND e.idempotency_key GLOB 'import:' || s.source || ':*'))"
    )
    found |= {row[0]: row[1] for row in connection.exec_driver_sql(sql, tuple(wanted))}
    missing = tuple(event_id for event_id in wanted if event_id not in found)
    marks = ", ".join("?" for _ in missing)
    for table in ("tasks", "occurrences", "goal_steps", "goals", "time_slots"):
        named = "JOIN tasks n ON n.id = t.task_id " if table == "occurrences" else ""
        # The row must belong to the act: numbers of rows in the log of another computer mean other rows.
        sql = (
            f"SELECT e.id, {'n' if named else 't'}.title FROM events e "
            "JOIN act_subjects s ON s.act_id = e.act_id AND s.table_name = ? "
            f"JOIN {table} t ON t.id = s.row_id AND t.completed_event_id = e.id {named}"
            f"JOIN acts a ON a.id = e.act_id AND a.kind <> 'import' WHERE e.id IN ({marks})"
        )
        if missing:
            found |= {row[0]: row[1] for row in connection.exec_driver_sql(sql, (table, *missing))}
    return found


def other_days_of(connection: Connection, event_ids: Iterable[int]) -> dict[int, int]:
    """The days (ordinals) of what repeats that were completed, for those events that lie on another day; without those
    of imports, which are too large to be searched for rows."""
    wanted = list(dict.fromkeys(event_ids))
    marks = ", ".join("?" for _ in wanted)
    sql = (
        "SELECT e.id, o.day FROM events e "
        "JOIN act_subjects s ON s.act_id = e.act_id AND s.table_name = 'occurrences' "
        "JOIN occurrences o ON o.id = s.row_id AND o.completed_event_id = e.id AND o.day <> e.day "
        f"JOIN acts a ON a.id = e.act_id AND a.kind <> 'import' WHERE e.id IN ({marks})"
    )
    return {row[0]: row[1] for row in connection.exec_driver_sql(sql, tuple(wanted))}


def _conditions(user_id: int, part: Slice) -> tuple[list[str], list[Any]]:
    conditions = ["l.user_id = ?"]
    values: list[Any] = [user_id]
    if part.days:
        conditions.append("l.day >= ? AND l.day < ?")
        values += part.days
    if part.events:
        # The plus keeps SQLite from walking through all lines of the user.
        conditions = ["+l.user_id = ?", "l.event_id >= ? AND l.event_id < ?"]
        values = [user_id, *part.events]
    if part.kind:
        conditions.append("l.kind = ? AND l.day IN (SELECT k.day FROM day_kinds k WHERE k.user_id = ? AND k.kind = ?)")
        values += [part.kind, user_id, part.kind]
    if part.kinds_like:
        # substr and not LIKE: a kind may hold any character.
        same = "substr({0}.kind, 1, ?) = ?"
        conditions.append(
            f"{same.format('l')} AND l.day IN "
            f"(SELECT k.day FROM day_kinds k WHERE k.user_id = ? AND {same.format('k')})"
        )
        like = [len(part.kinds_like), part.kinds_like]
        values += [*like, user_id, *like]
    if part.kinds_under:
        under = " OR ".join("{0}.kind = ? OR substr({0}.kind, 1, ?) = ?" for _ in part.kinds_under)
        conditions.append(
            f"({under.format('l')}) AND l.day IN "
            f"(SELECT k.day FROM day_kinds k WHERE k.user_id = ? AND ({under.format('k')}))"
        )
        named = [value for kind in part.kinds_under for value in (kind, len(kind) + 1, f"{kind}:")]
        values += [*named, user_id, *named]
    if part.weekday is not None:
        conditions.append("(l.day + 6) % 7 = ?")
        values.append(part.weekday)
    if part.hour is not None:
        conditions.append(
            "l.day IN (SELECT h.day FROM day_hours h WHERE h.user_id = ? AND h.hour = ?) "
            'AND (e.instant / 1000000 + e."offset") % 86400 / 3600 = ? '
            "AND json_type(e.metadata, '$.time_unknown') IS NOT 'true'"
        )
        values += [user_id, part.hour, part.hour]
    if part.until:
        conditions.append("(e.instant, e.id) <= (?, ?)")
        values += part.until
    return conditions, values


def _title_in(changes: Sequence[Any], event_id: int) -> str | None:
    """The title of what an act did by an event; it may have changed other things besides."""
    for _, _, _, after in changes:
        title = (after or {}).get("title")
        if isinstance(title, str) and after.get("completed_event_id") == event_id:
            return title
    return None
