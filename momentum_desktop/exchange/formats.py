"""The formats there are; a new one is a file beside this one and a line here."""

from __future__ import annotations

from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange import document, events, ics, tables, todotxt
from momentum_desktop.exchange.findings import Format
from momentum_desktop.exchange.reading import read_head

FORMATS: tuple[Format, ...] = (document.FORMAT, events.FORMAT, tables.FORMAT, todotxt.FORMAT, ics.FORMAT)

AUTO = "auto"


def format_named(name: str) -> Format:
    """The format of that name. RefusedInput if there is none."""
    for known in FORMATS:
        if known.name == name:
            return known
    raise RefusedInput(f"“{name}” is no format; known are {', '.join(known.name for known in FORMATS)}", where="FORMAT")


def format_of(path: str) -> Format:
    """The format that a file is recognised as. RefusedInput if none recognises it."""
    head = read_head(path)
    for known in FORMATS:
        if known.comes_in and known.recognises is not None and known.recognises(path, head):
            return known
    readable = ", ".join(known.title for known in FORMATS if known.comes_in)
    raise RefusedInput(f"no format recognises this file; read are {readable}", where=path)
