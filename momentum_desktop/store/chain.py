"""The hash chain over events and acts: each row's hash covers its content and the hash before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

from momentum_desktop.store.json_text import json_list, quoted

GENESIS = bytes(32)


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
