"""What the readers ask: plain rows, from the rollups wherever a rollup answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, or_, select

from momentum_desktop.engine.values import StreakState
from momentum_desktop.errors import UnknownThing
from momentum_desktop.store.schema import AchievementRow, LevelRow, TaskRow, UserAchievementRow, UserRow

Rows = Sequence[Any]
MOST_ID = 2**63 - 1


class UserTotals(NamedTuple):
    """A user's row."""

    id: int
    name: str
    rule_set_id: int
    total_points: int


def users(connection: Connection) -> list[UserTotals]:
    """Every user, in the order they came."""
    asked = select(UserRow.id, UserRow.name, UserRow.rule_set_id, UserRow.total_points).order_by(UserRow.id)
    return [UserTotals(*row) for row in connection.execute(asked)]


def user_totals(connection: Connection, user_id: int) -> UserTotals:
    """One user's row. UnknownThing if there is none."""
    asked = select(UserRow.id, UserRow.name, UserRow.rule_set_id, UserRow.total_points).where(UserRow.id == user_id)
    row = connection.execute(asked).first()
    if row is None:
        raise UnknownThing(f"there is no user {user_id}", where="user_id")
    return UserTotals(*row)


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


def streak_states(connection: Connection, user_id: int) -> dict[str, StreakState]:
    """A user's streaks by name."""
    sql = (
        "SELECT streak_type, current_count, longest_count, last_activity_date, kept_offset, freezes "
        "FROM streaks WHERE user_id = ?"
    )
    return {row[0]: StreakState(*row[1:]) for row in connection.exec_driver_sql(sql, (user_id,))}


def levels(connection: Connection, rule_set_id: int) -> Rows:
    """The levels of a rules document, lowest first."""
    asked = select(LevelRow.level_number, LevelRow.points_required, LevelRow.title, LevelRow.perks)
    return connection.execute(asked.where(LevelRow.rule_set_id == rule_set_id).order_by(LevelRow.level_number)).all()


def achievements(connection: Connection, user_id: int, rule_set_id: int) -> Rows:
    """(id, name, progress, completed, completed_at as instant, offset) of each achievement, in their order."""
    asked = (
        select(
            AchievementRow.id,
            AchievementRow.name,
            UserAchievementRow.progress,
            UserAchievementRow.completed,
            UserAchievementRow.completed_at,
            UserAchievementRow.completed_offset,
        )
        .join(UserAchievementRow, UserAchievementRow.achievement_id == AchievementRow.id)
        .where(UserAchievementRow.user_id == user_id, AchievementRow.rule_set_id == rule_set_id)
        .order_by(AchievementRow.position)
    )
    return connection.execute(asked).all()


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


def tasks(connection: Connection, user_id: int, done_since: datetime | None) -> Rows:
    """Open tasks and those completed since a time (None: all), in the order they are listed."""
    table = TaskRow.__table__
    asked = select(*table.columns).where(table.c.user_id == user_id)
    if done_since is not None:
        asked = asked.where(or_(table.c.completed_at.is_(None), table.c.completed_at >= done_since))
    return connection.execute(
        asked.order_by(table.c.due.is_(None), table.c.due, table.c.priority, table.c.position, table.c.id)
    ).all()


def task(connection: Connection, user_id: int, task_id: int) -> Row[Any] | None:
    """One task of a user."""
    table = TaskRow.__table__
    asked = select(*table.columns).where(table.c.user_id == user_id, table.c.id == task_id)
    return connection.execute(asked).first()


def acts(connection: Connection, user_id: int, limit: int, before: int | None = None, words: str = "") -> Rows:
    """(id, kind, instant, offset, summary, event count, undone, points) of a user's newest acts, newest first: those
    before an act, and whose summary holds the words; points are what their events give now."""
    sql = (
        'SELECT a.id, a.kind, a.instant, a."offset", a.summary, a.event_count, '
        "(SELECT u.kind FROM acts u WHERE u.target_id = a.id ORDER BY u.id DESC LIMIT 1) = 'undo', "
        "(SELECT coalesce(sum(l.points), 0) FROM ledger l "
        "WHERE l.event_id >= a.first_event_id AND l.event_id < a.first_event_id + a.event_count) "
        "FROM acts a WHERE a.user_id = ? AND a.id < ? "
    )
    values: list[Any] = [user_id, MOST_ID if before is None else before]
    for word in words.split():
        sql += "AND a.summary LIKE ? ESCAPE '\\' "
        values.append("%" + re.sub(r"([\\%_])", r"\\\1", word) + "%")
    return connection.exec_driver_sql(sql + "ORDER BY a.id DESC LIMIT ?", (*values, limit)).all()


def act(connection: Connection, user_id: int, act_id: int) -> Row[Any] | None:
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
    asked = select(UserRow.id, UserRow.name, UserRow.total_points, LevelRow.level_number).join(
        LevelRow, LevelRow.id == UserRow.current_level_id
    )
    found = []
    for user_id, name, total, level in connection.execute(asked):
        points = total if spans is None else points_between(connection, user_id, *spans[user_id])
        found.append((user_id, name, points, level))
    return sorted(found, key=lambda row: (-row[2], row[0]))
