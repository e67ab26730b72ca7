"""The first tables, as version 1 had them: they stay as they are here, whatever the schema becomes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from momentum_desktop.store.columns import Bytes, Day, Exact, Json, UtcDateTime, Whole, Words

revision = "0001"
down_revision = None


def upgrade() -> None:
    _rules_and_users()
    _log()
    _derived()
    _plans()
    for table in ("events", "acts"):
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_never_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} are append-only'); END"
            )


def _rules_and_users() -> None:
    op.create_table(
        "rule_sets",
        sa.Column("id", Whole, nullable=False),
        sa.Column("digest", Words, nullable=False),
        sa.Column("document", Json(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_sets")),
        sa.UniqueConstraint("digest", name=op.f("uq_rule_sets_digest")),
        sqlite_strict=True,
    )
    op.create_table(
        "levels",
        sa.Column("id", Whole, nullable=False),
        sa.Column("rule_set_id", Whole, nullable=False),
        sa.Column("level_number", Whole, nullable=False),
        sa.Column("points_required", Whole, nullable=False),
        sa.Column("title", Words, nullable=False),
        sa.Column("perks", Json(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_levels")),
        sa.UniqueConstraint("rule_set_id", "level_number", name=op.f("uq_levels_rule_set_id_level_number")),
        sa.ForeignKeyConstraint(["rule_set_id"], ["rule_sets.id"], name=op.f("fk_levels_rule_set_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "achievements",
        sa.Column("id", Whole, nullable=False),
        sa.Column("rule_set_id", Whole, nullable=False),
        sa.Column("position", Whole, nullable=False),
        sa.Column("name", Words, nullable=False),
        sa.Column("description", Words, nullable=False),
        sa.Column("points", Whole, nullable=False),
        sa.Column("category", Words, nullable=False),
        sa.Column("criteria_type", Words, nullable=False),
        sa.Column("criteria_value", Exact(), nullable=False),
        sa.Column("icon_name", Words, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_achievements")),
        sa.UniqueConstraint("rule_set_id", "name", name=op.f("uq_achievements_rule_set_id_name")),
        sa.ForeignKeyConstraint(["rule_set_id"], ["rule_sets.id"], name=op.f("fk_achievements_rule_set_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "users",
        sa.Column("id", Whole, nullable=False),
        sa.Column("name", Words, nullable=False),
        sa.Column("rule_set_id", Whole, nullable=False),
        sa.Column("current_level_id", Whole, nullable=False),
        sa.Column("total_points", Whole, nullable=False),
        sa.Column("weekly_points", Whole, nullable=False),
        sa.Column("monthly_points", Whole, nullable=False),
        sa.Column("through_id", Whole, nullable=False),
        sa.Column("revision", Whole, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.CheckConstraint("total_points BETWEEN 0 AND 9007199254740992", name=op.f("ck_users_points")),
        sa.UniqueConstraint("name", name=op.f("uq_users_name")),
        sa.ForeignKeyConstraint(["rule_set_id"], ["rule_sets.id"], name=op.f("fk_users_rule_set_id")),
        sa.ForeignKeyConstraint(["current_level_id"], ["levels.id"], name=op.f("fk_users_current_level_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_users_total_points_id"), "users", ["total_points", "id"], unique=False)


def _log() -> None:
    op.create_table(
        "acts",
        sa.Column("id", Whole, nullable=False),
        sa.Column("user_id", Whole, nullable=False),
        sa.Column("kind", Words, nullable=False),
        sa.Column("instant", Whole, nullable=False),
        sa.Column("offset", Whole, nullable=False),
        sa.Column("summary", Words, nullable=False),
        sa.Column("changes", Json(), nullable=False),
        sa.Column("target_id", Whole, nullable=True),
        sa.Column("first_event_id", Whole, nullable=True),
        sa.Column("event_count", Whole, nullable=False),
        sa.Column("answer", Json(), nullable=True),
        sa.Column("previous_hash", Bytes, nullable=False),
        sa.Column("hash", Bytes, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acts")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_acts_user_id")),
        sa.ForeignKeyConstraint(["target_id"], ["acts.id"], name=op.f("fk_acts_target_id")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_acts_target_id"), "acts", ["target_id"], unique=False, sqlite_where=sa.text("target_id IS NOT NULL")
    )
    op.create_table(
        "act_subjects",
        sa.Column("table_name", Words, nullable=False),
        sa.Column("row_id", Whole, nullable=False),
        sa.Column("act_id", Whole, nullable=False),
        sa.PrimaryKeyConstraint("table_name", "row_id", "act_id", name=op.f("pk_act_subjects")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "events",
        sa.Column("id", Whole, nullable=False),
        sa.Column("user_id", Whole, nullable=False),
        sa.Column("act_id", Whole, nullable=False),
        sa.Column("event_type", Words, nullable=False),
        sa.Column("instant", Whole, nullable=False),
        sa.Column("offset", Whole, nullable=False),
        sa.Column("day", Whole, nullable=False),
        sa.Column("metadata", Words, nullable=False),
        sa.Column("idempotency_key", Words, nullable=False),
        sa.Column("recorded_at", Whole, nullable=False),
        sa.Column("previous_hash", Bytes, nullable=False),
        sa.Column("hash", Bytes, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        sa.UniqueConstraint("user_id", "idempotency_key", name=op.f("uq_events_user_id_idempotency_key")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_events_user_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_events_user_id_instant_id"), "events", ["user_id", "instant", "id"], unique=False)
    op.create_table(
        "withdrawn_events",
        sa.Column("event_id", Whole, nullable=False),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_withdrawn_events")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_withdrawn_events_event_id")),
        sqlite_strict=True,
    )

    op.create_table(
        "unsettled_events",
        sa.Column("event_id", Whole, nullable=False),
        sa.Column("user_id", Whole, nullable=False),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_unsettled_events")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_unsettled_events_event_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_unsettled_events_user_id")),
        sqlite_strict=True,
    )


def _derived() -> None:
    op.create_table(
        "ledger",
        sa.Column("event_id", Whole, nullable=False),
        sa.Column("position", Whole, nullable=False),
        sa.Column("user_id", Whole, nullable=False),
        sa.Column("day", Whole, nullable=False),
        sa.Column("kind", Words, nullable=False),
        sa.Column("points", Whole, nullable=False),
        sa.PrimaryKeyConstraint("event_id", "position", name=op.f("pk_ledger")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_ledger_event_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_ledger_user_id")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_ledger_user_id_day"), "ledger", ["user_id", "day"], unique=False)
    op.create_table(
        "days",
        sa.Column("user_id", Whole, nullable=False),
        sa.Column("day", Whole, nullable=False),
        sa.Column("points", Whole, nullable=False),
        sa.Column("events", Whole, nullable=False),
        sa.PrimaryKeyConstraint("user_id", "day", name=op.f("pk_days")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_days_user_id")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "day_kinds",
        sa.Column("user_id", Whole, nullable=False),
        sa.Column("day", Whole, nullable=False),
        sa.Column("kind", Words, nullable=False),
        sa.Column("points", Whole, nullable=False),
        sa.Column("entries", Whole, nullable=False),
        sa.PrimaryKeyConstraint("user_id", "day", "kind", name=op.f("pk_day_kinds")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_day_kinds_user_id")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "day_hours",
        sa.Column("user_id", Whole, nullable=False),
        sa.Column("day", Whole, nullable=False),
        sa.Column("hour", Whole, nullable=False),
        sa.Column("points", Whole, nullable=False),
        sa.Column("events", Whole, nullable=False),
        sa.PrimaryKeyConstraint("user_id", "day", "hour", name=op.f("pk_day_hours")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_day_hours_user_id")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "streaks",
        sa.Column("user_id", Whole, nullable=False),
        sa.Column("streak_type", Words, nullable=False),
        sa.Column("current_count", Whole, nullable=False),
        sa.Column("longest_count", Whole, nullable=False),
        sa.Column("last_activity_date", Day(), nullable=True),
        sa.Column("kept_offset", Whole, nullable=False),
        sa.Column("freezes", Whole, nullable=False),
        sa.PrimaryKeyConstraint("user_id", "streak_type", name=op.f("pk_streaks")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_streaks_user_id")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "user_achievements",
        sa.Column("user_id", Whole, nullable=False),
        sa.Column("achievement_id", Whole, nullable=False),
        sa.Column("progress", Exact(), nullable=False),
        sa.Column("completed", Whole, nullable=False),
        sa.Column("completed_at", UtcDateTime(), nullable=True),
        sa.Column("completed_offset", Whole, nullable=True),
        sa.PrimaryKeyConstraint("user_id", "achievement_id", name=op.f("pk_user_achievements")),
        sa.CheckConstraint("completed IN (0, 1)", name=op.f("ck_user_achievements_completed")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_user_achievements_user_id")),
        sa.ForeignKeyConstraint(
            ["achievement_id"], ["achievements.id"], name=op.f("fk_user_achievements_achievement_id")
        ),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "checkpoints",
        sa.Column("user_id", Whole, nullable=False),
        sa.Column("instant", Whole, nullable=False),
        sa.Column("event_id", Whole, nullable=False),
        sa.Column("events", Whole, nullable=False),
        sa.Column("digest", Words, nullable=False),
        sa.Column("state", Bytes, nullable=False),
        sa.PrimaryKeyConstraint("user_id", "instant", "event_id", name=op.f("pk_checkpoints")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_checkpoints_user_id")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _plans() -> None:
    op.create_table(
        "goals",
        sa.Column("id", Whole, nullable=False),
        sa.Column("user_id", Whole, nullable=False),
        sa.Column("title", Words, nullable=False),
        sa.Column("notes", Words, nullable=False),
        sa.Column("complexity", Words, nullable=False),
        sa.Column("due", Day(), nullable=True),
        sa.Column("completed_event_id", Whole, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goals")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_goals_user_id")),
        sa.ForeignKeyConstraint(["completed_event_id"], ["events.id"], name=op.f("fk_goals_completed_event_id")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_goals_user_id"), "goals", ["user_id"], unique=False)
    op.create_table(
        "goal_steps",
        sa.Column("id", Whole, nullable=False),
        sa.Column("goal_id", Whole, nullable=False),
        sa.Column("title", Words, nullable=False),
        sa.Column("complexity", Words, nullable=False),
        sa.Column("position", Whole, nullable=False),
        sa.Column("completed_event_id", Whole, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal_steps")),
        sa.ForeignKeyConstraint(["goal_id"], ["goals.id"], name=op.f("fk_goal_steps_goal_id")),
        sa.ForeignKeyConstraint(["completed_event_id"], ["events.id"], name=op.f("fk_goal_steps_completed_event_id")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_goal_steps_goal_id"), "goal_steps", ["goal_id"], unique=False)
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
        sa.Column("repeat", Words, nullable=True),
        sa.Column("tags", Json(), nullable=False),
        sa.Column("position", Whole, nullable=False),
        sa.Column("goal_id", Whole, nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("completed_at", UtcDateTime(), nullable=True),
        sa.Column("completed_offset", Whole, nullable=True),
        sa.Column("completed_event_id", Whole, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
        sa.CheckConstraint("priority BETWEEN 1 AND 4", name=op.f("ck_tasks_priority")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_tasks_user_id")),
        sa.ForeignKeyConstraint(["goal_id"], ["goals.id"], name=op.f("fk_tasks_goal_id")),
        sa.ForeignKeyConstraint(["completed_event_id"], ["events.id"], name=op.f("fk_tasks_completed_event_id")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_tasks_user_id_completed_at"), "tasks", ["user_id", "completed_at"], unique=False)
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
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_time_slots_task_id")),
        sa.ForeignKeyConstraint(["completed_event_id"], ["events.id"], name=op.f("fk_time_slots_completed_event_id")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_time_slots_user_id_day"), "time_slots", ["user_id", "day"], unique=False)
