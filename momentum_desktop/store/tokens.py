"""Tokens and kept answers in the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from momentum_desktop.engine.reading import canonical_json, read_json
from momentum_desktop.engine.values import instant_and_offset, local_datetime

if TYPE_CHECKING:
    from sqlalchemy import Connection


class TokenRecord(NamedTuple):
    """A row of the tokens, with its user's name."""

    id: int
    user_id: int
    user: str
    name: str
    scopes: tuple[str, ...]
    daily_points: int | None
    created_at: datetime


class KeptAnswer(NamedTuple):
    """What was answered under a key."""

    fingerprint: bytes
    status: int
    body: bytes


SELECT = (
    "SELECT t.id, t.user_id, u.name, t.name, t.scopes, t.daily_points, t.created_at "
    "FROM api_tokens t JOIN users u ON u.id = t.user_id "
)


def add_token(
    connection: Connection,
    user_id: int,
    name: str,
    digest: bytes,
    scopes: Sequence[str],
    daily_points: int | None,
    now: datetime,
) -> None:
    """A new token."""
    connection.exec_driver_sql(
        "INSERT INTO api_tokens (user_id, name, hash, scopes, daily_points, created_at, spent_day, spent_points) "
        "VALUES (?, ?, ?, ?, ?, ?, 0, 0)",
        (user_id, name, digest, canonical_json(list(scopes)), daily_points, instant_and_offset(now)[0]),
    )


def remove_token(connection: Connection, name: str) -> bool:
    """Take a token away; whether there was one."""
    return connection.exec_driver_sql("DELETE FROM api_tokens WHERE name = ?", (name,)).rowcount > 0


def all_tokens(connection: Connection) -> list[TokenRecord]:
    """Every token, in the order they were made."""
    return [_record(row) for row in connection.exec_driver_sql(SELECT + "ORDER BY t.id")]


def token_named(connection: Connection, name: str) -> TokenRecord | None:
    """The token with a name."""
    return _found(connection, "WHERE t.name = ?", name)


def token_hashed(connection: Connection, digest: bytes) -> TokenRecord | None:
    """The token with a hash."""
    return _found(connection, "WHERE t.hash = ?", digest)


def points_spent(connection: Connection, token_id: int, day: int) -> int | None:
    """What a token earned on a logical day so far; None if it is no more."""
    sql = "SELECT spent_day, spent_points FROM api_tokens WHERE id = ?"
    row = connection.exec_driver_sql(sql, (token_id,)).first()
    return None if row is None else row[1] if row[0] == day else 0


def keep_points_spent(connection: Connection, token_id: int, day: int, points: int) -> None:
    """Note what a token has earned on a logical day."""
    sql = "UPDATE api_tokens SET spent_day = ?, spent_points = ? WHERE id = ?"
    connection.exec_driver_sql(sql, (day, points, token_id))


def kept_answer(connection: Connection, user_id: int, key: str) -> KeptAnswer | None:
    """What was answered to a user's request under a key."""
    sql = "SELECT fingerprint, status, body FROM idempotency_answers WHERE user_id = ? AND idempotency_key = ?"
    row = connection.exec_driver_sql(sql, (user_id, key)).first()
    return None if row is None else KeptAnswer(*row)


def keep_answer(connection: Connection, user_id: int, key: str, answer: KeptAnswer, now: datetime) -> None:
    """Keep what is answered to a user's request under a key."""
    connection.exec_driver_sql(
        "INSERT INTO idempotency_answers VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (user_id, key, *answer, instant_and_offset(now)[0]),
    )


def _found(connection: Connection, where: str, value: Any) -> TokenRecord | None:
    row = connection.exec_driver_sql(SELECT + where, (value,)).first()
    return None if row is None else _record(row)


def _record(row: Sequence[Any]) -> TokenRecord:
    token_id, user_id, user, name, scopes, daily_points, created_at = row
    made = local_datetime(created_at, 0)
    return TokenRecord(token_id, user_id, user, name, tuple(read_json(scopes)), daily_points, made)
