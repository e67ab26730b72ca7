"""What came from other programs, and what of it has no column of its own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from momentum_desktop.store.columns import Json, Whole, Words

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "source_items",
        sa.Column("id", Whole, nullable=False),
        sa.Column("user_id", Whole, nullable=False),
        sa.Column("source", Words, nullable=False),
        sa.Column("source_id", Words, nullable=False),
        sa.Column("task_id", Whole, nullable=True),
        sa.Column("document", Json(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_items")),
        sa.UniqueConstraint("user_id", "source", "source_id", name=op.f("uq_source_items_user_id_source_source_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_source_items_user_id")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_source_items_task_id"), "source_items", ["task_id"], unique=False)
