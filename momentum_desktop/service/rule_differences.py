"""What of a rules document is otherwise than in the program's own, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from momentum_desktop.engine.defaults import default_document

MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class RuleDifference:
    """A table of the rules that is otherwise, and how."""

    table: str
    words: str


def differences_from_defaults(document: Mapping[str, Any]) -> tuple[RuleDifference, ...]:
    """Each table that is otherwise than the program's own, in the order of a rules file."""
    return tuple(
        RuleDifference(table, _words(usual, document[table]))
        for table, usual in default_document().items()
        if table in document and _plain(document[table]) != _plain(usual)
    )


def _words(usual: Any, given: Any) -> str:
    if isinstance(usual, Mapping) and isinstance(given, Mapping):
        return _named(_plain(usual), _plain(given))
    if _rows(usual) and _rows(given):
        keys = "name" if any("name" in row for row in (*usual, *given)) else next(iter((*usual, *given)[0]))
        return _named(*({str(row.get(keys)): _plain(row) for row in rows} for rows in (usual, given)))
    return f"{_shown(given)} instead of {_shown(usual)}"


def _named(usual: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    changes = []
    for name in [*usual, *(name for name in given if name not in usual)]:
        if name not in given:
            changes.append(f"without {name}")
        elif name not in usual:
            changes.append(f"with {name}")
        elif usual[name] != given[name]:
            plain = not isinstance(given[name], dict | list)
            changes.append(
                f"{name}: {_shown(given[name])} instead of {_shown(usual[name])}" if plain else f"{name} changed"
            )
    if not changes:
        return "in another order"
    more = len(changes) - MOST_NAMED
    return "; ".join(changes[:MOST_NAMED]) + (f"; and {more} more" if more > 0 else "")


def _rows(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str) and all(isinstance(row, Mapping) for row in value)


def _plain(value: Any) -> Any:
    """Numbers and keys as they stand in a stored document, whatever the tables write."""
    if isinstance(value, Mapping):
        return {str(key): _plain(held) for key, held in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(held) for held in value]
    return value if value is None or isinstance(value, bool | str | int) else str(value)


def _shown(value: Any) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(_shown(held) for held in value) or "none"
    return str(value)
