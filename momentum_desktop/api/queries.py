"""Parameters of the query and the path, read as strictly as bodies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Annotated, Any

from fastapi.dependencies.models import Dependant
from pydantic import BeforeValidator, Field

from momentum_desktop.api.fields import MOST_ID
from momentum_desktop.api.problems import Fault, Problem

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
        raise ValueError("“true” or “false” is expected")
    return bool(given == "true")


Truth = Annotated[bool, BeforeValidator(strict_truth)]
Identity = Annotated[int, Field(ge=1, le=MOST_ID), STRICT]
"""The number of a thing."""
MOST_TOLD, LONGEST_TOLD = 20, 60


def names_of(dependant: Dependant) -> tuple[str, ...]:
    """The parameters that the query of a route may have, its own ones first."""
    own = tuple(each.alias for each in dependant.query_params)
    return own + tuple(name for inner in dependant.dependencies for name in names_of(inner))


def check_names(given: Iterable[str], known: Sequence[str]) -> None:
    """Problem if a query has a parameter that there is not: ignored, it would be answered as if nothing were asked."""
    unknown = [name[:LONGEST_TOLD] for name in dict.fromkeys(given) if name not in known]
    if unknown:
        faults = [Fault(name, f"There is no parameter “{name}” here.") for name in unknown[:MOST_TOLD]]
        mend = f"Leave it out; known here are {', '.join(known)}."
        raise Problem("refused", faults[0].detail, field=faults[0].field, mend=mend, faults=faults)
