"""Reminders that were given, and those that are put off."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from momentum_desktop.store.columns import Day, UtcDateTime, Whole, Words

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    _reminders("fired_reminders")
    _reminders("snoozed_reminders", sa.Column("until", UtcDateTime(), nullable=False))


def _reminders(table: str, *more: sa.Column[object]) -> None:
    op.create_table(
        table,
        sa.Column("user_id", Whole, nullable=False),
        sa.Column("reminder", Words, nullable=False),
        sa.Column("day", Day(), nullable=False),
        *more,
        sa.PrimaryKeyConstraint("user_id", "reminder", "day", name=op.f(f"pk_{table}")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f(f"fk_{table}_user_id")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
