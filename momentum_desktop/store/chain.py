"""The hash chain over events and acts: each row's hash covers its content and the hash before it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from hashlib import sha256

GENESIS = bytes(32)
_as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def chained(previous: bytes, content: Sequence[int | str | None]) -> bytes:
    """SHA-256 of the hash before and of the row's columns as a JSON list."""
    return sha256(previous + _as_json(content).encode()).digest()


def chained_long(
    previous: bytes, before: Sequence[int | str | None], pieces: Iterable[str], after: Sequence[int | str | None]
) -> bytes:
    """The same of the columns before a long text, the text piece by piece, and the columns after it."""
    digest = sha256(previous + f'{_as_json(before)[:-1]},"'.encode())
    for piece in pieces:
        digest.update(_as_json(piece)[1:-1].encode())
    digest.update(f'",{_as_json(after)[1:]}'.encode())
    return digest.digest()
