"""The content lines of an iCalendar file (RFC 5545, 3.1): unfolded, and split into name, parameters and value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange.source import Part
from momentum_desktop.service.import_values import Gathered

LONGEST = 1024 * 1024
_ESCAPED = re.compile(r"\\([\\;,:nN\"])")


class Line(NamedTuple):
    """One content line: the number of its first line in the file, and its parts."""

    number: int
    name: str
    parameters: dict[str, str]
    value: str
    text: str


def unfolded(part: Part, gathered: Gathered) -> Iterator[Line]:
    """The content lines of a file; one that is none is told of and left out."""
    begun, held = 0, ""
    for number, text in part.lines():
        where = part.at(f"line {number}")
        if isinstance(text, RefusedInput):
            gathered.trouble(where, text.what, left_out=True)
            continue
        if text[:1] in (" ", "\t") and held:
            if len(held) <= LONGEST:
                held += text[1:]
            continue
        if held:
            yield from _line(begun, held, part, gathered)
        begun, held = number, text.rstrip("\r")
    if held:
        yield from _line(begun, held, part, gathered)


def unescaped(text: str) -> str:
    """A TEXT value as it was before it was written (RFC 5545, 3.3.11)."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def _line(number: int, text: str, part: Part, gathered: Gathered) -> Iterator[Line]:
    if not text.strip():
        return
    try:
        yield Line(number, *_parts(text), text)
    except ValueError:
        gathered.trouble(part.at(f"line {number}"), "no content line of a calendar; it was left out")


def _parts(text: str) -> tuple[str, dict[str, str], str]:
    """ValueError if it is none."""
    head, colon, value = text.partition(":")
    if '"' in head or not colon:
        # Where quotation marks stand, a colon may be part of them.
        from icalendar.parser import Contentline

        name, held_ones, value = Contentline(text).parts()  # type: ignore[no-untyped-call]
        return name.upper(), {key.upper(): str(held) for key, held in held_ones.items()}, value
    name, *pairs = head.split(";")
    if not name or not all(character.isalnum() or character in "-_." for character in name):
        raise ValueError(name)
    parameters: dict[str, str] = {}
    for pair in pairs:
        key, equals, held = pair.partition("=")
        if not equals:
            raise ValueError(pair)
        parameters[key.upper()] = held
    return name.upper(), parameters, value
