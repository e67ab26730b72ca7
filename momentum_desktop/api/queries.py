"""Parameters of the query and the path, read as strictly as bodies."""

from __future__ import annotations

import re
from typing import Any

from fastapi import Path, Query
from pydantic import BeforeValidator

WHOLE = re.compile(r"-?[0-9]{1,18}")


def strict_whole(given: Any) -> Any:
    """Digits as a number; anything else is left for the shape to refuse."""
    if isinstance(given, str) and not WHOLE.fullmatch(given):
        raise ValueError("a whole number is expected")
    return given


STRICT = BeforeValidator(strict_whole)


def whole(words: str, least: int, most: int) -> Any:
    """A whole number in the query."""
    return Query(description=words, ge=least, le=most)


def number(words: str) -> Any:
    """The number of a thing in the path."""
    return Path(description=words, ge=1, le=2**53)
