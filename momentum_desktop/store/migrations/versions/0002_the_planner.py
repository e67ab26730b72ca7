"""The whole planner: repeating tasks, occurrences, focus sessions, and what a person adds to the rules."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from momentum_desktop.store.columns import Day, Exact, Json, UtcDateTime, Whole, Words

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _made_anew("users", _users, {"base_rule_set_id": "rule_set_id"})
    _made_anew("tasks", _tasks, {"repeat_from": "'due'"})
    _made_anew("goal_steps", _goal_steps, {})
    _made_anew("time_slots", _time_slots, {})
    # Nothing wrote goals yet, so only what points to them changes.
    op.create_index(op.f("ix_acts_user_id_id"), "acts", ["user_id", "id"], unique=False)
    _occurrences()
    _focus()
    _rule_additions()


def _made_anew(name: str, create: object, given: dict[str, str]) -> None:
    """A table with other columns, its rows kept; `given` says in SQL what a new column begins with."""
    connection = op.get_bind()
    old = [row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({name})")]
    last = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (name,)).scalar()
    connection.exec_driver_sql(f"CREATE TEMP TABLE kept AS SELECT * FROM {name}")
    op.drop_table(name)
    create()  # type: ignore[operator]
    columns = ", ".join(f'"{column}"' for column in (*old, *given))
    values = ", ".join((*(f'"{column}"' for column in old), *given.values()))
    connection.exec_driver_sql(f"INSERT INTO {name} ({columns}) SELECT {values} FROM kept")
    connection.exec_driver_sql("DROP TABLE kept")
    if last is not None:
        connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
        connection.exec_driver_sql("INSERT INTO sqlite_sequence VALUES (?, ?)", (name, last))


def _users() -> None:
    op.create_table(
        "users",
        sa.Column("id", Whole, nullable=False),
        sa.Column("name", Words, nullable=False),
        sa.Column("rule_set_id", Whole, nullable=False),
        sa.Column("base_rule_set_id", Whole, nullable=False),
        sa.Column("current_level_id", Whole, nullable=False),
        sa.Column("total_points", Whole, nullable=False),
        sa.Column("weekly_points", Whole, nullable=False),
        sa.Column("monthly_points", Whole, nullable=False),
        sa.Column("through_id", Whole, nullable=False),
        sa.Column("revision", Whole, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.CheckConstraint(f"total_points BETWEEN 0 AND {2**53}", name=op.f("ck_users_points")),
        sa.UniqueConstraint("name", name=op.f("uq_users_name")),
        sa.ForeignKeyConstraint(["rule_set_id"], ["rule_sets.id"], name=op.f("fk_users_rule_set_id")),
        sa.ForeignKeyConstraint(["base_rule_set_id"], ["rule_sets.id"], name=op.f("fk_users_base_rule_set_id")),
        sa.ForeignKeyConstraint(["current_level_id"], ["levels.id"], name=op.f("fk_users_current_level_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_users_total_points_id"), "users", ["total_points", "id"], unique=False)


def _tasks() -> None:
    op.create_table(
        "tasks",
        sa.Column("id", Whole, nullable=False),
        sa.Column("user_id", Whole, nullable=False),
        sa.Column("title", Words, nullable=False),
        sa.Column("notes", Words, nullable=False),
        sa.Column("complexity", Words, nullable=False),
        sa.Column("priority", Whole, nullable=False),
        sa.Column("list", Words, nullable=True),
        sa.Column("start", Day(), nullable=True),
        sa.Column("due", Day(), nullable=True),
        sa.Column("due_minute", Whole, nullable=True),
        sa.Column("reminder", Words, nullable=True),
        sa.Column("repeat", Words, nullable=True),
        sa.Column("repeat_from", Words, nullable=False),
        sa.Column("minutes", Whole, nullable=True),
        sa.Column("amount", Exact(), nullable=True),
        sa.Column("unit", Words, nullable=True),
        sa.Column("tags", Json(), nullable=False),
        sa.Column("position", Whole, nullable=False),
        sa.Column("goal_id", Whole, nullable=True),
        sa.Column("parent_id", Whole, nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("completed_at", UtcDateTime(), nullable=True),
        sa.Column("completed_offset", Whole, nullable=True),
        sa.Column("completed_event_id", Whole, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
        sa.CheckConstraint("priority BETWEEN 1 AND 4", name=op.f("ck_tasks_priority")),
        sa.CheckConstraint("due_minute BETWEEN 0 AND 1439", name=op.f("ck_tasks_due_minute")),
        sa.CheckConstraint("repeat_from IN ('due', 'completion')", name=op.f("ck_tasks_repeat_from")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_tasks_user_id")),
        sa.ForeignKeyConstraint(["completed_event_id"], ["events.id"], name=op.f("fk_tasks_completed_event_id")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_tasks_user_id_completed_at"), "tasks", ["user_id", "completed_at"], unique=False)
    op.create_index(
        op.f("ix_tasks_parent_id"),
        "tasks",
        ["parent_id"],
        unique=False,
        sqlite_where=sa.text("parent_id IS NOT NULL"),
    )


def _goal_steps() -> None:
    op.create_table(
        "goal_steps",
        sa.Column("id", Whole, nullable=False),
        sa.Column("goal_id", Whole, nullable=False),
        sa.Column("title", Words, nullable=False),
        sa.Column("complexity", Words, nullable=False),
        sa.Column("position", Whole, nullable=False),
        sa.Column("completed_event_id", Whole, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal_steps")),
        sa.ForeignKeyConstraint(["completed_event_id"], ["events.id"], name=op.f("fk_goal_steps_completed_event_id")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_goal_steps_goal_id"), "goal_steps", ["goal_id"], unique=False)


def _time_slots() -> None:
    op.create_table(
        "time_slots",
        sa.Column("id", Whole, nullable=False),
        sa.Column("user_id", Whole, nullable=False),
        sa.Column("day", Day(), nullable=False),
        sa.Column("start_minute", Whole, nullable=False),
        sa.Column("minutes", Whole, nullable=False),
        sa.Column("title", Words, nullable=False),
        sa.Column("task_id", Whole, nullable=True),
        sa.Column("completed_event_id", Whole, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_slots")),
        sa.CheckConstraint("start_minute BETWEEN 0 AND 1439", name=op.f("ck_time_slots_start")),
        sa.CheckConstraint("minutes BETWEEN 1 AND 1440", name=op.f("ck_time_slots_minutes")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_time_slots_user_id")),
        sa.ForeignKeyConstraint(["completed_event_id"], ["events.id"], name=op.f("fk_time_slots_completed_event_id")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_time_slots_user_id_day"), "time_slots", ["user_id", "day"], unique=False)


def _occurrences() -> None:
    op.create_table(
        "occurrences",
        sa.Column("id", Whole, nullable=False),
        sa.Column("user_id", Whole, nullable=False),
        sa.Column("task_id", Whole, nullable=False),
        sa.Column("day", Day(), nullable=False),
        sa.Column("state", Words, nullable=False),
        sa.Column("amount", Exact(), nullable=True),
        sa.Column("completed_at", UtcDateTime(), nullable=True),
        sa.Column("completed_offset", Whole, nullable=True),
        sa.Column("completed_event_id", Whole, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occurrences")),
        sa.UniqueConstraint("task_id", "day", name=op.f("uq_occurrences_task_id_day")),
        sa.CheckConstraint("state IN ('open', 'done', 'skipped', 'moved')", name=op.f("ck_occurrences_state")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_occurrences_user_id")),
        sa.ForeignKeyConstraint(["completed_event_id"], ["events.id"], name=op.f("fk_occurrences_completed_event_id")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_occurrences_user_id_completed_at"), "occurrences", ["user_id", "completed_at"], unique=False
    )


def _focus() -> None:
    op.create_table(
        "focus_sessions",
        sa.Column("id", Whole, nullable=False),
        sa.Column("user_id", Whole, nullable=False),
        sa.Column("task_id", Whole, nullable=True),
        sa.Column("planned_minutes", Whole, nullable=True),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("started_offset", Whole, nullable=False),
        sa.Column("paused_at", UtcDateTime(), nullable=True),
        sa.Column("paused_seconds", Whole, nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("completed_event_id", Whole, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_focus_sessions")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_focus_sessions_user_id")),
        sa.ForeignKeyConstraint(
            ["completed_event_id"], ["events.id"], name=op.f("fk_focus_sessions_completed_event_id")
        ),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_focus_sessions_user_id"),
        "focus_sessions",
        ["user_id"],
        unique=False,
        sqlite_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "focus_pulses",
        sa.Column("session_id", Whole, nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_focus_pulses")),
        sqlite_strict=True,
    )


def _rule_additions() -> None:
    op.create_table(
        "rule_additions",
        sa.Column("id", Whole, nullable=False),
        sa.Column("user_id", Whole, nullable=False),
        sa.Column("kind", Words, nullable=False),
        sa.Column("document", Json(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_additions")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_rule_additions_user_id")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_rule_additions_user_id"), "rule_additions", ["user_id"], unique=False)
