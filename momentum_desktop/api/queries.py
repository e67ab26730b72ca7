"""Parameters of the query and the path, read as strictly as bodies."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from momentum_desktop.api.wishes import MOST_ID

WHOLE = re.compile(r"-?[0-9]{1,18}")
PAGE, NUMBER = "^-?[0-9]{1,18}-[0-9]{1,18}$", "^[0-9]{1,15}$"
"""Where a page of the log ended, and the number of an act in a header."""
LINES = "^-?[0-9]{1,18}(:-?[0-9]{1,18}){1,3}$"
"""Where a page of reasons ended."""


def strict_whole(given: Any) -> Any:
    """Digits as a number; anything else is left for the shape to refuse."""
    if isinstance(given, str) and not WHOLE.fullmatch(given):
        raise ValueError("a whole number is expected")
    return given


STRICT = BeforeValidator(strict_whole)
"""Stands after the bounds, so that the document shows them."""


def strict_truth(given: Any) -> bool:
    """true or false, as a query says them, and nothing else that pydantic takes for one."""
    if given not in ("true", "false"):
        raise ValueError("true or false is expected")
    return bool(given == "true")


Truth = Annotated[bool, BeforeValidator(strict_truth)]
Identity = Annotated[int, Field(ge=1, le=MOST_ID), STRICT]
"""The number of a thing."""
