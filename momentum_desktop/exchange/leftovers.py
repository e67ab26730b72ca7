"""What a record of another program says beyond what is known of it: kept as it is, unless it is secret or personal."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from typing import Any

PRIVATE = re.compile(
    r"token|secret|passw|auth|cookie|session|credential|api_?key|mail|user|account|assign|phone|url|href|link", re.I
)
"""What stands under a name like these opens something, or is about a person."""

ADDRESS = re.compile(r"\S+@\S+\.\S+|\w+://")
LONGEST = 2_000
DEEPEST = 4


def leftovers(values: Mapping[str, Any], known: Container[str]) -> dict[str, Any]:
    """The values under names that are not known, without those that are empty, secret, personal or too long."""
    found = {
        name: value
        for name, value in values.items()
        if name not in known and value not in (None, "", False, [], {}) and _may_be_kept(name, value)
    }
    return found if len(repr(found)) <= LONGEST else {}


def _may_be_kept(name: str, value: Any, depth: int = 0) -> bool:
    if len(name) > 100 or PRIVATE.search(name) or depth > DEEPEST:
        return False
    if isinstance(value, dict):
        return all(_may_be_kept(str(inside), held, depth + 1) for inside, held in value.items())
    if isinstance(value, list):
        return all(_may_be_kept("", held, depth + 1) for held in value)
    return not (isinstance(value, str) and (len(value) > LONGEST or ADDRESS.search(value)))
