"""The hash chain over events and acts: each row's hash covers its content and the hash before it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256

GENESIS = bytes(32)
_as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def chained(previous: bytes, content: Sequence[int | str | None]) -> bytes:
    """SHA-256 of the hash before and of the row's columns as a JSON list."""
    return sha256(previous + _as_json(content).encode()).digest()
