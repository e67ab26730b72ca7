"""What the readers ask: plain rows, from the rollups wherever a rollup answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from momentum_desktop.engine.values import Number, StreakState, local_datetime
from momentum_desktop.errors import UnknownThing
from momentum_desktop.store.numbers import read_number

if TYPE_CHECKING:
    from sqlalchemy import Connection

Rows = Sequence[Any]
MOST_ID = 2**63 - 1


class UserTotals(NamedTuple):
    """A user's row."""

    id: int
    name: str
    rule_set_id: int
    total_points: int


class AchievementProgress(NamedTuple):
    """How far a user is with an achievement, and when it was won, on the clock it was won on."""

    id: int
    name: str
    progress: Number
    completed_at: datetime | None


def users(connection: Connection) -> list[UserTotals]:
    """Every user, in the order they came."""
    rows = connection.exec_driver_sql(f"SELECT {', '.join(UserTotals._fields)} FROM users ORDER BY id")
    return [UserTotals(*row) for row in rows]


def user_totals(connection: Connection, user_id: int) -> UserTotals:
    """One user's row. UnknownThing if there is none."""
    sql = f"SELECT {', '.join(UserTotals._fields)} FROM users WHERE id = ?"
    row = connection.exec_driver_sql(sql, (user_id,)).first()
    if row is None:
        raise UnknownThing(
            f"there is no user {user_id}", where="user_id", advice="`momentum user list` shows who there is"
        )
    return UserTotals(*row)


def event_count(connection: Connection) -> int:
    """How many events everyone has together, undone ones too."""
    return int(connection.exec_driver_sql("SELECT count(*) FROM events").scalar_one())


def day_sums(connection: Connection, user_id: int, first: int, until: int) -> Rows:
    """(day, points, events) of the days from `first` up to, not including, `until`, as ordinals."""
    sql = "SELECT day, points, events FROM days WHERE user_id = ? AND day >= ? AND day < ? ORDER BY day"
    return connection.exec_driver_sql(sql, (user_id, first, until)).all()


def points_between(connection: Connection, user_id: int, first: int, until: int) -> int:
    """The points of a span of days."""
    sql = "SELECT coalesce(sum(points), 0) FROM days WHERE user_id = ? AND day >= ? AND day < ?"
    return int(connection.exec_driver_sql(sql, (user_id, first, until)).scalar_one())


def first_day(connection: Connection, user_id: int) -> int | None:
    """The first day with an event."""
    return connection.exec_driver_sql("SELECT min(day) FROM days WHERE user_id = ?", (user_id,)).scalar()


def kind_sums_by_day(connection: Connection, user_id: int, first: int, until: int) -> Rows:
    """(day, kind, points) over a span of days; what stands behind a colon in a kind is left out."""
    sql = (
        "SELECT day, substr(kind, 1, instr(kind || ':', ':') - 1) AS head, sum(points) FROM day_kinds "
        "WHERE user_id = ? AND day >= ? AND day < ? GROUP BY day, head"
    )
    return connection.exec_driver_sql(sql, (user_id, first, until)).all()


def kind_sums(connection: Connection, user_id: int, first: int, until: int) -> Rows:
    """(kind, points, entries) over a span of days."""
    sql = (
        "SELECT kind, sum(points), sum(entries) FROM day_kinds "
        "WHERE user_id = ? AND day >= ? AND day < ? GROUP BY kind ORDER BY kind"
    )
    return connection.exec_driver_sql(sql, (user_id, first, until)).all()


def hour_sums(connection: Connection, user_id: int, first: int, until: int) -> Rows:
    """(weekday 0 for Monday, hour, points) over a span of days."""
    sql = (
        "SELECT (day + 6) % 7, hour, sum(points) FROM day_hours "
        "WHERE user_id = ? AND day >= ? AND day < ? GROUP BY 1, 2"
    )
    return connection.exec_driver_sql(sql, (user_id, first, until)).all()


def hour_events(connection: Connection, user_id: int, first: int, until: int) -> Rows:
    """(hour, events) over a span of days."""
    sql = "SELECT hour, sum(events) FROM day_hours WHERE user_id = ? AND day >= ? AND day < ? GROUP BY hour"
    return connection.exec_driver_sql(sql, (user_id, first, until)).all()


def streak_states(connection: Connection, user_id: int) -> dict[str, StreakState]:
    """A user's streaks by name."""
    sql = (
        "SELECT streak_type, current_count, longest_count, last_activity_date, kept_offset, freezes "
        "FROM streaks WHERE user_id = ?"
    )
    return {row[0]: StreakState(*row[1:]) for row in connection.exec_driver_sql(sql, (user_id,))}


def achievements(connection: Connection, user_id: int, rule_set_id: int) -> list[AchievementProgress]:
    """How far each achievement is, in the order of the rules."""
    sql = (
        "SELECT a.id, a.name, u.progress, u.completed, u.completed_at, u.completed_offset "
        "FROM achievements a JOIN user_achievements u ON u.achievement_id = a.id "
        "WHERE u.user_id = ? AND a.rule_set_id = ? ORDER BY a.position"
    )
    return [
        AchievementProgress(row[0], row[1], read_number(row[2]), local_datetime(row[4], row[5]) if row[3] else None)
        for row in connection.exec_driver_sql(sql, (user_id, rule_set_id))
    ]


def achievements_won(connection: Connection, user_id: int) -> tuple[int, int]:
    """How many achievements are won, and how many there are."""
    sql = "SELECT coalesce(sum(completed), 0), count(*) FROM user_achievements WHERE user_id = ?"
    won, there = connection.exec_driver_sql(sql, (user_id,)).one()
    return won, there


def points_by_day(connection: Connection, user_id: int) -> Rows:
    """(day, points) of every day, oldest first."""
    return connection.exec_driver_sql("SELECT day, points FROM days WHERE user_id = ? ORDER BY day", (user_id,)).all()


def day_ledger(connection: Connection, user_id: int, day: int) -> Rows:
    """(points, instant, offset) of a day's ledger entries, in the order they fell."""
    sql = (
        'SELECT l.points, e.instant, e."offset" FROM ledger l JOIN events e ON e.id = l.event_id '
        "WHERE l.user_id = ? AND l.day = ? ORDER BY e.instant, e.id, l.position"
    )
    return connection.exec_driver_sql(sql, (user_id, day)).all()


def ledger_of(connection: Connection, event_id: int) -> Rows:
    """(kind, points) of an event's ledger entries, in their order."""
    sql = "SELECT kind, points FROM ledger WHERE event_id = ? ORDER BY position"
    return connection.exec_driver_sql(sql, (event_id,)).all()


def acts(connection: Connection, user_id: int, limit: int, before: int | None = None, words: str = "") -> Rows:
    """(id, kind, instant, offset, summary, event count, undone, points, moved) of a user's newest acts, newest first:
    those before an act, and whose summary holds the words. Points are what their events give now, moved is what the
    total moved by when it was done, None where its answer does not tell."""
    sql = (
        'SELECT a.id, a.kind, a.instant, a."offset", a.summary, a.event_count, '
        "(SELECT u.kind FROM acts u WHERE u.target_id = a.id ORDER BY u.id DESC LIMIT 1) = 'undo', "
        "(SELECT coalesce(sum(l.points), 0) FROM ledger l "
        "WHERE l.event_id >= a.first_event_id AND l.event_id < a.first_event_id + a.event_count), "
        "iif(json_valid(a.answer), json_extract(a.answer, '$.total_change'), NULL) "
        "FROM acts a WHERE a.user_id = ? AND a.id < ? "
    )
    values: list[Any] = [user_id, MOST_ID if before is None else before]
    for word in words.split():
        sql += "AND a.summary LIKE ? ESCAPE '\\' "
        values.append("%" + re.sub(r"([\\%_])", r"\\\1", word) + "%")
    return connection.exec_driver_sql(sql + "ORDER BY a.id DESC LIMIT ?", (*values, limit)).all()


def act(connection: Connection, user_id: int, act_id: int) -> Any:
    """(id, kind, summary, changes, target, first event, event count, answer) of one act."""
    sql = (
        "SELECT id, kind, summary, changes, target_id, first_event_id, event_count, answer "
        "FROM acts WHERE user_id = ? AND id = ?"
    )
    return connection.exec_driver_sql(sql, (user_id, act_id)).first()


def last_act_to_undo(connection: Connection, user_id: int) -> int | None:
    """The newest act, itself no undo or redo nor the one that brought the user, that is not undone."""
    sql = (
        "SELECT a.id FROM acts a WHERE a.user_id = ? AND a.kind NOT IN ('undo', 'redo', 'join') AND coalesce("
        "(SELECT u.kind FROM acts u WHERE u.target_id = a.id ORDER BY u.id DESC LIMIT 1), '') <> 'undo' "
        "ORDER BY a.id DESC LIMIT 1"
    )
    return connection.exec_driver_sql(sql, (user_id,)).scalar()


def last_act_to_redo(connection: Connection, user_id: int) -> int | None:
    """The act undone last, if nothing new was done since."""
    sql = (
        "SELECT a.target_id FROM acts a WHERE a.user_id = ? AND a.kind = 'undo' AND a.id > coalesce("
        "(SELECT max(n.id) FROM acts n WHERE n.user_id = a.user_id AND n.kind NOT IN ('undo', 'redo')), 0) AND "
        "(SELECT u.kind FROM acts u WHERE u.target_id = a.target_id ORDER BY u.id DESC LIMIT 1) = 'undo' "
        "ORDER BY a.id DESC LIMIT 1"
    )
    return connection.exec_driver_sql(sql, (user_id,)).scalar()


def ranking(connection: Connection, spans: dict[int, tuple[int, int]] | None) -> list[tuple[int, str, int, int]]:
    """(user, name, points, level number) of every user, most points first; points of a span of days if given."""
    sql = "SELECT u.id, u.name, u.total_points, l.level_number FROM users u JOIN levels l ON l.id = u.current_level_id"
    found = []
    for user_id, name, total, level in connection.exec_driver_sql(sql):
        points = total if spans is None else points_between(connection, user_id, *spans[user_id])
        found.append((user_id, name, points, level))
    return sorted(found, key=lambda row: (-row[2], row[0]))
