"""The hash chain over events and acts: each row's hash covers its content and the hash before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

from momentum_desktop.errors import DamagedData
from momentum_desktop.store.json_text import json_list, quoted

if TYPE_CHECKING:
    from sqlalchemy import Connection

GENESIS = bytes(32)
CHAINS = {
    "events": 'id, user_id, act_id, event_type, instant, "offset", day, metadata, idempotency_key, recorded_at',
    "acts": 'id, user_id, kind, instant, "offset", summary, changes, target_id, first_event_id, event_count, answer',
}
"""The tables that are chained, with the columns that a row's hash covers."""

NEWEST = 16
"""So many of the newest events are looked at before anything is written after them."""

CUT_SHORT = (
    "the log is not what was recorded; nothing was stored; “momentum verify” says where and what can be done, "
    "“momentum backups” lists what can be restored"
)


def chained(previous: bytes, content: Sequence[int | str | None]) -> bytes:
    """SHA-256 of the hash before and of the row's columns as a JSON list."""
    return sha256(previous + json_list(content)).digest()


def chained_long(
    previous: bytes, before: Sequence[int | str | None], pieces: Iterable[str], after: Sequence[int | str | None]
) -> bytes:
    """The same of the columns before a long text, the text piece by piece, and the columns after it."""
    digest = sha256(previous + json_list(before)[:-1] + b',"')
    for piece in pieces:
        digest.update(quoted(piece)[1:-1])
    digest.update(b'",' + json_list(after)[1:])
    return digest.digest()


def sound_end(connection: Connection) -> tuple[int, bytes]:
    """Number and hash of the last event. DamagedData if the newest events are not what was recorded."""
    sql = f"SELECT {CHAINS['events']}, previous_hash, hash FROM events ORDER BY id DESC LIMIT {NEWEST}"
    newest = connection.exec_driver_sql(sql).all()[::-1]
    number, digest = 0, GENESIS
    if len(newest) == NEWEST:
        number, digest = newest[0][0] - 1, newest[0][-2]
    for *content, before, after in newest:
        if content[0] != number + 1 or before != digest or after != chained(before, content):
            raise DamagedData(CUT_SHORT)
        number, digest = content[0], after
    return number, digest
