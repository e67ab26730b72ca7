"""JSON of other programs: read strictly as a text, and gently as to what stands in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from momentum_desktop.engine.reading import no_constant, no_twice
from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange.source import Part


def json_of(part: Part) -> Any:
    """A whole file as one JSON value. RefusedInput names the line and the fault."""
    return json_in(part.text(), part.name)


def json_in(text: str, name: str = "") -> Any:
    """A text as one JSON value. RefusedInput names the line and the fault."""
    try:
        return json.loads(text, parse_constant=no_constant, object_pairs_hook=no_twice)
    except json.JSONDecodeError as fault:
        where = f"{name}, line {fault.lineno}" if name else f"line {fault.lineno}"
        ended = fault.pos >= len(text.rstrip())
        what = "the text ends too early; it is cut off" if ended else f"no valid JSON ({fault.msg})"
        what = what if text.strip() else "it is empty"
        raise RefusedInput(what, where=where) from None
    except RecursionError:
        raise RefusedInput("nested too deep", where=name or None) from None
    except ValueError as fault:
        raise RefusedInput(f"no valid JSON ({fault})", where=name or None) from None


def objects_in(value: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a list, or of the values of an object, each with its number from 1."""
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for number, item in enumerate(items, 1):
        if isinstance(item, dict):
            yield number, item


def inner(value: Any, *names: str) -> Any:
    """What stands under the names, one inside the other; None if there is nothing."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def words(value: Any) -> str:
    """A text, trimmed; empty for anything else."""
    return value.strip() if isinstance(value, str) else ""
