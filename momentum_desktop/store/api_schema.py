"""The tables of the API: the tokens that other programs hold, and the answers given to requests with a key."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from momentum_desktop.store.columns import Json
from momentum_desktop.store.declaring import KEYED, NUMBERED, Base


class ApiTokenRow(Base):
    """A token, of which only the hash is known. `spent_points` is what it earned on the logical day `spent_day`."""

    __tablename__ = "api_tokens"
    __table_args__ = (NUMBERED,)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    name: Mapped[str] = mapped_column(unique=True)
    hash: Mapped[bytes] = mapped_column(unique=True)
    scopes: Mapped[list[Any]] = mapped_column(Json)
    daily_points: Mapped[int | None]
    created_at: Mapped[datetime]
    spent_day: Mapped[int] = mapped_column(default=0)
    spent_points: Mapped[int] = mapped_column(default=0)


class IdempotencyAnswerRow(Base):
    """What was answered to a request with an Idempotency-Key; `fingerprint` tells whether it comes again the same."""

    __tablename__ = "idempotency_answers"
    __table_args__ = (KEYED,)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    idempotency_key: Mapped[str] = mapped_column(primary_key=True)
    fingerprint: Mapped[bytes]
    status: Mapped[int]
    body: Mapped[bytes]
    answered_at: Mapped[datetime]
