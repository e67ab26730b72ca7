"""The local API: tokens, and the answers kept under idempotency keys."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from momentum_desktop.store.columns import Bytes, Json, UtcDateTime, Whole, Words

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "api_tokens",
        sa.Column("id", Whole, nullable=False),
        sa.Column("user_id", Whole, nullable=False),
        sa.Column("name", Words, nullable=False),
        sa.Column("hash", Bytes, nullable=False),
        sa.Column("scopes", Json(), nullable=False),
        sa.Column("daily_points", Whole, nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("spent_day", Whole, nullable=False),
        sa.Column("spent_points", Whole, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_tokens")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_api_tokens_user_id")),
        sa.UniqueConstraint("name", name=op.f("uq_api_tokens_name")),
        sa.UniqueConstraint("hash", name=op.f("uq_api_tokens_hash")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "idempotency_answers",
        sa.Column("user_id", Whole, nullable=False),
        sa.Column("idempotency_key", Words, nullable=False),
        sa.Column("fingerprint", Bytes, nullable=False),
        sa.Column("status", Whole, nullable=False),
        sa.Column("body", Bytes, nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "idempotency_key", name=op.f("pk_idempotency_answers")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_idempotency_answers_user_id")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
