"""What is wrong with the shape of an input, in words for a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from momentum_desktop.api.problems import Fault
from momentum_desktop.errors import sentence

WORDS = {
    "missing": "It is missing.",
    "extra_forbidden": "There is no such field.",
    "string_type": "A text is expected.",
    "string_unicode": "Half a character (a lone surrogate) stands in it; take it out.",
    "int_type": "A whole number is expected.",
    "int_parsing": "A whole number is expected.",
    "int_from_float": "A whole number is expected.",
    "bool_type": "true or false is expected.",
    "list_type": "A list is expected.",
    "dict_type": "An object is expected.",
    "model_type": "An object is expected.",
    "model_attributes_type": "An object is expected.",
}
MOST = 20


def faults_of(errors: Sequence[Mapping[str, Any]]) -> list[Fault]:
    """The first faults that were found, each with its field."""
    return [Fault(_field(error["loc"]), _words(error)) for error in errors[:MOST]]


def _field(place: Sequence[str | int]) -> str:
    """("body", "events", 3, "event_type") as “events[3].event_type”."""
    parts = place[1:] if place and place[0] in ("body", "query", "path", "header") else place
    named = ""
    for part in parts:
        named += f"[{part}]" if isinstance(part, int) else f".{part}" if named else str(part)
    return named or "body"


def _words(error: Mapping[str, Any]) -> str:
    known = WORDS.get(error["type"])
    if known is not None:
        return known
    return sentence(str(error["msg"]).removeprefix("Value error, "))
