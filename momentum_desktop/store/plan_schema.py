"""The tables that acts change: what a person plans, each row the fold of the live acts on it.

A row names another one of the plan by a number alone, without a foreign key: an act may be undone at any age, and
leaves what others name."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from momentum_desktop.store.columns import Exact, Json
from momentum_desktop.store.declaring import NUMBERED, STRICT, Base


class GoalRow(Base):
    """Something to reach in steps."""

    __tablename__ = "goals"
    __table_args__ = (Index(None, "user_id"), NUMBERED)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    title: Mapped[str]
    notes: Mapped[str] = mapped_column(default="")
    complexity: Mapped[str] = mapped_column(default="simple")
    due: Mapped[date | None]
    completed_event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id"))


class GoalStepRow(Base):
    """One step of a goal."""

    __tablename__ = "goal_steps"
    __table_args__ = (Index(None, "goal_id"), NUMBERED)

    id: Mapped[int] = mapped_column(primary_key=True)
    goal_id: Mapped[int]
    title: Mapped[str]
    complexity: Mapped[str] = mapped_column(default="simple")
    position: Mapped[int]
    completed_event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id"))


class TimeSlotRow(Base):
    """A planned stretch of a day, in minutes after midnight."""

    __tablename__ = "time_slots"
    __table_args__ = (
        Index(None, "user_id", "day"),
        CheckConstraint("start_minute BETWEEN 0 AND 1439", name="start"),
        CheckConstraint("minutes BETWEEN 1 AND 1440", name="minutes"),
        NUMBERED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    day: Mapped[date]
    start_minute: Mapped[int]
    minutes: Mapped[int]
    title: Mapped[str]
    task_id: Mapped[int | None]
    completed_event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id"))


class TaskRow(Base):
    """Something to do. Of a repeating one `due` is the first occurrence, and it is never completed itself."""

    __tablename__ = "tasks"
    __table_args__ = (
        Index(None, "user_id", "completed_at"),
        Index(None, "parent_id", sqlite_where=text("parent_id IS NOT NULL")),
        CheckConstraint("priority BETWEEN 1 AND 4", name="priority"),
        CheckConstraint("due_minute BETWEEN 0 AND 1439", name="due_minute"),
        CheckConstraint("repeat_from IN ('due', 'completion')", name="repeat_from"),
        NUMBERED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    title: Mapped[str]
    notes: Mapped[str] = mapped_column(default="")
    complexity: Mapped[str] = mapped_column(default="simple")
    priority: Mapped[int] = mapped_column(default=4)
    list: Mapped[str | None]
    start: Mapped[date | None]
    due: Mapped[date | None]
    due_minute: Mapped[int | None]
    reminder: Mapped[str | None]
    repeat: Mapped[str | None]
    repeat_from: Mapped[str] = mapped_column(default="due")
    minutes: Mapped[int | None]
    amount: Mapped[Decimal | None] = mapped_column(Exact)
    unit: Mapped[str | None]
    tags: Mapped[Any] = mapped_column(Json)
    position: Mapped[int] = mapped_column(default=0)
    goal_id: Mapped[int | None]
    parent_id: Mapped[int | None]
    created_at: Mapped[datetime]
    completed_at: Mapped[datetime | None]
    completed_offset: Mapped[int | None]
    completed_event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id"))


class OccurrenceRow(Base):
    """What became of one day of a repeating task: done, skipped, moved to a task of its own, or still open with a part
    of its amount."""

    __tablename__ = "occurrences"
    __table_args__ = (
        UniqueConstraint("task_id", "day"),
        Index(None, "user_id", "completed_at"),
        CheckConstraint("state IN ('open', 'done', 'skipped', 'moved')", name="state"),
        NUMBERED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    task_id: Mapped[int]
    day: Mapped[date]
    state: Mapped[str]
    amount: Mapped[Decimal | None] = mapped_column(Exact)
    completed_at: Mapped[datetime | None]
    completed_offset: Mapped[int | None]
    completed_event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id"))


class SourceItemRow(Base):
    """Something that came from another program: its identity there, the task it became (None: it has no place among
    them), and all of it that the task has no column for."""

    __tablename__ = "source_items"
    __table_args__ = (UniqueConstraint("user_id", "source", "source_id"), Index(None, "task_id"), NUMBERED)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    source: Mapped[str]
    source_id: Mapped[str]
    task_id: Mapped[int | None]
    document: Mapped[Any] = mapped_column(Json)


class FocusSessionRow(Base):
    """A stretch of focus: running until it has ended, its pauses in seconds."""

    __tablename__ = "focus_sessions"
    __table_args__ = (Index(None, "user_id", sqlite_where=text("ended_at IS NULL")), NUMBERED)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    task_id: Mapped[int | None]
    planned_minutes: Mapped[int | None]
    started_at: Mapped[datetime]
    started_offset: Mapped[int]
    paused_at: Mapped[datetime | None]
    paused_seconds: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None]
    completed_event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id"))


class FocusPulseRow(Base):
    """When a running session was last known to run: what of it counts after a crash."""

    __tablename__ = "focus_pulses"
    __table_args__ = (STRICT,)

    session_id: Mapped[int] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime]


class RuleAdditionRow(Base):
    """What a person added to the rules: a rest, or an achievement or streak of their own."""

    __tablename__ = "rule_additions"
    __table_args__ = (Index(None, "user_id"), NUMBERED)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    kind: Mapped[str]
    document: Mapped[Any] = mapped_column(Json)
