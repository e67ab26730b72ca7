"""Everything as one JSON document, from which an empty database becomes equal to the one it was written from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import date
from typing import TYPE_CHECKING, Any

from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange.findings import Format
from momentum_desktop.exchange.json_text import JsonText
from momentum_desktop.exchange.reading import opened, size_of
from momentum_desktop.service.import_values import ImportReport
from momentum_desktop.service.snapshot import DOCUMENT_TABLES, Snapshot

if TYPE_CHECKING:
    from momentum_desktop.service.momentum_service import MomentumService

NAME = "momentum"
VERSION = 1
TOLD_EVERY = 200
READ = 0.5
"""How much of the work is done once all of it is read; what follows from the rows takes the rest."""


def recognises(_name: str, head: bytes) -> bool:
    """Whether the document's own name comes first."""
    return re.match(rb'(\xef\xbb\xbf)?\s*\{\s*"format"\s*:\s*"momentum"', head) is not None


def write(taken: Snapshot) -> Iterator[str]:
    """The document, a row a line."""
    yield f'{{\n"format": "{NAME}",\n"version": {VERSION}'
    for table, rows in taken.document():
        yield f',\n"{table}": ['
        comma = "\n"
        for row in rows:
            yield comma + row
            comma = ",\n"
        yield "\n]" if comma != "\n" else "]"
    yield "\n}\n"


async def bring(
    service: MomentumService,
    path: str,
    dry_run: bool,
    tell: Callable[[float], None] = lambda _done: None,
    _user_id: int | None = None,
) -> ImportReport:
    """Fill the empty database with a document, after a backup of it as it is, or refuse it whole."""
    tell(0.0)
    rows = rows_of(path, lambda done: tell(READ * done))
    async with nullcontext() if dry_run else service.backup_before_import():
        filled = await service.import_document(rows, dry_run=dry_run, tell=lambda done: tell(READ + (1 - READ) * done))
    if dry_run:
        tell(1.0)
    return ImportReport(
        added=filled.events,
        unchanged=0,
        refused=0,
        tasks=filled.tasks,
        completions=filled.completions,
        first_day=_day(filled.first_day),
        last_day=_day(filled.last_day),
        problems=(),
    )


def rows_of(path: str, tell: Callable[[float], None] = lambda _done: None) -> Iterator[tuple[str, Any, str]]:
    """Each row of a document with its table and its place; `tell` hears how much of it is read, 0 to 1. RefusedInput at
    the first fault of its form."""
    missing = dict.fromkeys(("format", "version", *DOCUMENT_TABLES))
    size = size_of(path)
    with opened(path) as stream:
        text = JsonText(stream)
        for key in text.members():
            if key not in missing:
                raise RefusedInput(f"“{key[:60]}” is unknown; this is no document of everything", where=path)
            del missing[key]
            if key == "format":
                _check_format(text.value(), path)
            elif key == "version":
                _check_version(text.value(), path)
            else:
                for index, value in enumerate(text.items()):
                    if size and index % TOLD_EVERY == 0:
                        tell(min(stream.tell() / size, 1.0))
                    yield key, value, f"{key}[{index}]"
        text.end()
    for key in missing:
        raise RefusedInput(f"“{key}” is missing; this is no document of everything", where=path)


def _check_format(value: Any, path: str) -> None:
    if value != NAME:
        raise RefusedInput(f"its format is not “{NAME}”; this is no document of everything", where=path)


def _check_version(value: Any, path: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise RefusedInput("its version is no whole number from 1 up", where=path)
    if value > VERSION:
        raise RefusedInput(f"version {value} was written by a newer Momentum; update this program", where=path)


def _day(ordinal: int | None) -> date | None:
    return None if ordinal is None else date.fromordinal(ordinal)


FORMAT = Format("json", "everything as one JSON document", recognises, write=write, bring=bring)
