"""Parameters of the query and the path, read as strictly as bodies."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

WHOLE = re.compile(r"-?[0-9]{1,18}")


def strict_whole(given: Any) -> Any:
    """Digits as a number; anything else is left for the shape to refuse."""
    if isinstance(given, str) and not WHOLE.fullmatch(given):
        raise ValueError("a whole number is expected")
    return given


STRICT = BeforeValidator(strict_whole)
"""Stands after the bounds, so that the document shows them."""


def strict_truth(given: Any) -> Any:
    """true or false; anything else is left for the shape to refuse."""
    return {"true": True, "false": False}.get(given, given) if isinstance(given, str) else given


def refused_truth(given: Any) -> Any:
    if not isinstance(given, bool):
        raise ValueError("true or false is expected")
    return given


Truth = Annotated[bool, BeforeValidator(refused_truth), BeforeValidator(strict_truth)]
MOST_ID = 2**53
Identity = Annotated[int, Field(ge=1, le=MOST_ID), STRICT]
"""The number of a thing."""
