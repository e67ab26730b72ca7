"""The formats there are; a new one is a file beside this one, or in `sources`, and a line here."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from pathlib import Path

from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange import document, events, ics, plan_file, tables, todotxt
from momentum_desktop.exchange.findings import Format
from momentum_desktop.exchange.reading import STDIN, plain_head, read_head, size_of
from momentum_desktop.exchange.source import HEAD, Source
from momentum_desktop.exchange.sources import (
    git,
    gtg,
    habitbull,
    habitica,
    loop,
    markdown,
    mstodo,
    org,
    superproductivity,
    table,
    taskwarrior,
    tickmate,
    ticktick,
    todoist,
)
from momentum_desktop.exchange.sources.table_words import HOW

# In the order in which they are asked whether a file is theirs: the surest first, markdown takes whatever has a box.
FORMATS: tuple[Format, ...] = (
    document.FORMAT,
    events.FORMAT,
    tables.FORMAT,
    plan_file.FORMAT,
    loop.FORMAT,
    tickmate.FORMAT,
    habitbull.FORMAT,
    habitica.FORMAT,
    todoist.FORMAT,
    ticktick.FORMAT,
    superproductivity.FORMAT,
    mstodo.FORMAT,
    taskwarrior.FORMAT,
    gtg.FORMAT,
    ics.FORMAT,
    org.FORMAT,
    git.FORMAT,
    todotxt.FORMAT,
    table.FORMAT,
    markdown.FORMAT,
)

AUTO = "auto"
LOOKED_AT = 200
"""Files of a folder or an archive that are looked at to tell what they are."""


def format_named(name: str, *, going_out: bool = False) -> Format:
    """The format of that name. RefusedInput, with those that are read or (`going_out`) written, if there is none."""
    for known in FORMATS:
        if known.name == name:
            return known
    named = ", ".join(known.name for known in FORMATS if (known.goes_out if going_out else known.comes_in))
    kind = "written" if going_out else "read"
    raise RefusedInput(f"“{name}” is no format that is {kind}; known are {named}", where="FORMAT")


def format_of(path: str) -> Format:
    """The format that a file, a folder or an archive is recognised as. RefusedInput if none recognises it."""
    found = _of_file(path) if path == STDIN or not Path(path).is_dir() else None
    found = found or _of_many(Source(path))
    if found is None and path != STDIN and size_of(path) == 0:
        raise RefusedInput("it is empty", where=path)
    if found is None:
        how = f"; {HOW}" if path.lower().endswith(table.ENDINGS) else ""
        raise RefusedInput(f"no format recognises this file; if you know what wrote it, name that{how}", where=path)
    return found


def _of_file(path: str) -> Format | None:
    return _recognised(path, read_head(path, HEAD))


def _of_many(source: Source) -> Format | None:
    """What most of the files in a folder or an archive are; none for a single file."""
    if source.path == STDIN or [part.name for part in source.parts] == [""]:
        return None
    counted: Counter[str] = Counter()
    for part in source.parts[:LOOKED_AT]:
        found = _recognised(part.name, part.head())
        if found is not None and found.take is not None:
            counted[found.name] += 1
    return format_named(counted.most_common(1)[0][0]) if counted else None


def unread_in(source: Source, read: Format) -> list[tuple[str, Format]]:
    """The files of a folder or an archive that are of other formats than the one as which it was read, each with its
    own. A folder is read as one format, that of most of its files."""
    if source.path == STDIN or [part.name for part in source.parts] == [""]:
        return []
    found = []
    for part in source.parts[:LOOKED_AT]:
        with suppress(RefusedInput):  # nobody wants to read a damaged one either
            own = None if part.is_read else _recognised(part.name, part.head())
            if own is not None and own is not read:
                found.append((part.name, own))
    return found


def _recognised(name: str, head: bytes) -> Format | None:
    head = plain_head(head)
    for known in FORMATS:
        if known.comes_in and known.recognises is not None and known.recognises(name, head):
            return known
    return None
