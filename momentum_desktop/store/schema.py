"""The tables. Events and acts are append-only and hash-chained; tasks, goals and slots are what acts change; the rest
is derived from events and rules and can be made anew at any time."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, Connection, ForeignKey, Index, Table, UniqueConstraint, event, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from momentum_desktop.store.api_schema import ApiTokenRow
from momentum_desktop.store.columns import Exact, Json
from momentum_desktop.store.declaring import KEYED, MOST, STRICT, Base
from momentum_desktop.store.plan_schema import TaskRow
from momentum_desktop.store.reminder_schema import FiredReminderRow, SnoozedReminderRow

__all__ = [
    "MOST",
    "AchievementRow",
    "ActRow",
    "ActSubjectRow",
    "ApiTokenRow",
    "Base",
    "CheckpointRow",
    "DayHourRow",
    "DayKindRow",
    "DayRow",
    "EventRow",
    "FiredReminderRow",
    "LedgerRow",
    "LevelRow",
    "RuleSetRow",
    "SnoozedReminderRow",
    "StreakRow",
    "TaskRow",
    "UnsettledRow",
    "UserAchievementRow",
    "UserRow",
    "WithdrawnRow",
    "guard_statements",
]
"""Who imports this module knows the tables of the plan and of the API too."""


class RuleSetRow(Base):
    """One rules document, as it is or was in force."""

    __tablename__ = "rule_sets"
    __table_args__ = (STRICT,)

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(unique=True)
    document: Mapped[dict[str, Any]] = mapped_column(Json)


class LevelRow(Base):
    """A level of one rules document."""

    __tablename__ = "levels"
    __table_args__ = (UniqueConstraint("rule_set_id", "level_number"), STRICT)

    id: Mapped[int] = mapped_column(primary_key=True)
    rule_set_id: Mapped[int] = mapped_column(ForeignKey("rule_sets.id"))
    level_number: Mapped[int]
    points_required: Mapped[int]
    title: Mapped[str]
    perks: Mapped[list[str]] = mapped_column(Json)


class AchievementRow(Base):
    """An achievement of one rules document."""

    __tablename__ = "achievements"
    __table_args__ = (UniqueConstraint("rule_set_id", "name"), STRICT)

    id: Mapped[int] = mapped_column(primary_key=True)
    rule_set_id: Mapped[int] = mapped_column(ForeignKey("rule_sets.id"))
    position: Mapped[int]
    name: Mapped[str]
    description: Mapped[str]
    points: Mapped[int]
    category: Mapped[str]
    criteria_type: Mapped[str]
    criteria_value: Mapped[Decimal] = mapped_column(Exact)
    icon_name: Mapped[str]


class UserRow(Base):
    """A person, and the totals that their log amounts to. `base_rule_set_id` are the rules taken, `rule_set_id` those
    in force: the same with the person's own additions. `through_id` is the last event recorded for them, `revision`
    grows whenever the past was derived anew."""

    __tablename__ = "users"
    __table_args__ = (
        CheckConstraint(f"total_points BETWEEN 0 AND {MOST}", name="points"),
        Index(None, "total_points", "id"),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    rule_set_id: Mapped[int] = mapped_column(ForeignKey("rule_sets.id"))
    base_rule_set_id: Mapped[int] = mapped_column(ForeignKey("rule_sets.id"))
    current_level_id: Mapped[int] = mapped_column(ForeignKey("levels.id"))
    total_points: Mapped[int] = mapped_column(default=0)
    weekly_points: Mapped[int] = mapped_column(default=0)
    monthly_points: Mapped[int] = mapped_column(default=0)
    through_id: Mapped[int] = mapped_column(default=0)
    revision: Mapped[int] = mapped_column(default=0)

    current_level: Mapped[LevelRow] = relationship()
    achievements: Mapped[list[UserAchievementRow]] = relationship(back_populates="user")
    streaks: Mapped[list[StreakRow]] = relationship(back_populates="user")


class UserAchievementRow(Base):
    """How far a user is with an achievement."""

    __tablename__ = "user_achievements"
    __table_args__ = (CheckConstraint("completed IN (0, 1)", name="completed"), KEYED)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    achievement_id: Mapped[int] = mapped_column(ForeignKey("achievements.id"), primary_key=True)
    progress: Mapped[Decimal] = mapped_column(Exact)
    completed: Mapped[int] = mapped_column(default=0)
    completed_at: Mapped[datetime | None]
    completed_offset: Mapped[int | None]

    user: Mapped[UserRow] = relationship(back_populates="achievements")
    achievement: Mapped[AchievementRow] = relationship()


class StreakRow(Base):
    """A user's streak after its last kept period; `kept_offset` is the UTC offset (s) of the event that kept it."""

    __tablename__ = "streaks"
    __table_args__ = (KEYED,)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    streak_type: Mapped[str] = mapped_column(primary_key=True)
    current_count: Mapped[int] = mapped_column(default=0)
    longest_count: Mapped[int] = mapped_column(default=0)
    last_activity_date: Mapped[date | None]
    kept_offset: Mapped[int] = mapped_column(default=0)
    freezes: Mapped[int] = mapped_column(default=0)

    user: Mapped[UserRow] = relationship(back_populates="streaks")


class ActRow(Base):
    """What a person did: the rows it changed with their values before and after, the run of events it made, and what
    was answered."""

    __tablename__ = "acts"
    __table_args__ = (
        Index(None, "target_id", sqlite_where=text("target_id IS NOT NULL")),
        Index(None, "user_id", "id"),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    kind: Mapped[str]
    instant: Mapped[int]
    offset: Mapped[int]
    summary: Mapped[str]
    changes: Mapped[list[Any]] = mapped_column(Json)
    target_id: Mapped[int | None] = mapped_column(ForeignKey("acts.id"))
    first_event_id: Mapped[int | None]
    event_count: Mapped[int] = mapped_column(default=0)
    answer: Mapped[Any | None] = mapped_column(Json)
    previous_hash: Mapped[bytes]
    hash: Mapped[bytes]


class ActSubjectRow(Base):
    """A row that an act changed: through it a row's history is found."""

    __tablename__ = "act_subjects"
    __table_args__ = (KEYED,)

    table_name: Mapped[str] = mapped_column(primary_key=True)
    row_id: Mapped[int] = mapped_column(primary_key=True)
    act_id: Mapped[int] = mapped_column(primary_key=True)


class EventRow(Base):
    """An act of work as it was recorded, for ever.

    `act_id` is no foreign key: an act is written after its events, when its answer is known. `verify` holds them
    together."""

    __tablename__ = "events"
    __table_args__ = (
        UniqueConstraint("user_id", "idempotency_key"),
        Index(None, "user_id", "instant", "id"),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    act_id: Mapped[int]
    event_type: Mapped[str]
    instant: Mapped[int]
    offset: Mapped[int]
    day: Mapped[int]
    data: Mapped[str] = mapped_column("metadata")
    idempotency_key: Mapped[str]
    recorded_at: Mapped[int]
    previous_hash: Mapped[bytes]
    hash: Mapped[bytes]


class WithdrawnRow(Base):
    """An event whose act is undone: it counts as if it had never been."""

    __tablename__ = "withdrawn_events"
    __table_args__ = (STRICT,)

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), primary_key=True)


class UnsettledRow(Base):
    """An event whose coming or going lies so far back that the derived rows do not show it yet."""

    __tablename__ = "unsettled_events"
    __table_args__ = (STRICT,)

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))


class LedgerRow(Base):
    """One entry of points, with the event that gave it and its place among that event's entries."""

    __tablename__ = "ledger"
    __table_args__ = (Index(None, "user_id", "day"), KEYED)

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    day: Mapped[int]
    kind: Mapped[str]
    points: Mapped[int]


class DayRow(Base):
    """A logical day's points and events."""

    __tablename__ = "days"
    __table_args__ = (KEYED,)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    day: Mapped[int] = mapped_column(primary_key=True)
    points: Mapped[int]
    events: Mapped[int]


class DayKindRow(Base):
    """A logical day's points by ledger kind, and how many entries there were."""

    __tablename__ = "day_kinds"
    __table_args__ = (KEYED,)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    day: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    points: Mapped[int]
    entries: Mapped[int]


class DayHourRow(Base):
    """A logical day's points and events by the local hour of the work."""

    __tablename__ = "day_hours"
    __table_args__ = (KEYED,)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    day: Mapped[int] = mapped_column(primary_key=True)
    hour: Mapped[int] = mapped_column(primary_key=True)
    points: Mapped[int]
    events: Mapped[int]


class CheckpointRow(Base):
    """The whole state after an event, so that what follows can be derived from there."""

    __tablename__ = "checkpoints"
    __table_args__ = (KEYED,)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    instant: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(primary_key=True)
    events: Mapped[int]
    digest: Mapped[str]
    state: Mapped[bytes]


APPEND_ONLY = ("events", "acts")


def guard_statements(table: str) -> list[str]:
    """The SQLite triggers that refuse to change or delete a row of an append-only table."""
    return [
        f"CREATE TRIGGER {table}_never_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} are append-only'); END"
        for verb in ("UPDATE", "DELETE")
    ]


def _guard(table: Table, connection: Connection, **_: object) -> None:
    if connection.dialect.name == "sqlite":
        for statement in guard_statements(table.name):
            connection.exec_driver_sql(statement)


for _name in APPEND_ONLY:
    event.listen(Base.metadata.tables[_name], "after_create", _guard)
