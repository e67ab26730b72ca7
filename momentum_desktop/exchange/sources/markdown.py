"""Markdown notes with checkboxes, with the fields of Obsidian's Tasks plugin as emoji or as Dataview writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePosixPath

from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange.findings import Format
from momentum_desktop.exchange.identity import Namer
from momentum_desktop.exchange.moments import day_in, noon_of
from momentum_desktop.exchange.reading import STDIN
from momentum_desktop.exchange.record_guard import record_at
from momentum_desktop.exchange.repeats import said_rule
from momentum_desktop.exchange.source import Part, Source
from momentum_desktop.exchange.sources.markdown_fields import Fields, fields_of
from momentum_desktop.service.import_values import Gathered, SourceRecord, SourceTask, State

NAME = "markdown"
TASK = re.compile(r"([\s>]*)(?:[-*+]|\d{1,9}[.)])\s+\[(.)\](?:\s+(.*))?$")
HEADING = re.compile(r"[\s>]*#{1,6}\s+(.*?)\s*#*\s*$")
FENCE = re.compile(r"[\s>]*(?:[-*+]\s+|\d+[.)]\s+)?(`{3,}|~{3,})(.*)$")
STATES: dict[str, State] = {"x": "done", "X": "done", "-": "cancelled"}
TAB = 4
WHOLE_FILE = {"---", "..."}


def recognises(name: str, head: bytes) -> bool:
    """Whether it is called like a note, or has a checkbox in a list."""
    if b"\0" in head:
        return False
    checkbox = re.search(rb"(?m)^[ \t>]*(?:[-*+]|\d+[.)]) +\[.\] ", head) is not None
    return name.lower().endswith((".md", ".markdown")) or checkbox


@dataclass(slots=True)
class _Note:
    """Where in a note the reader is: what it stands under, and what is no text of its own."""

    listed: str | None
    heading: str = ""
    above: list[tuple[int, int]] = field(default_factory=list)
    """Indents of the tasks it stands under, and their places among those read."""


def read(source: Source) -> Gathered:
    """The checkboxes of one note, or of all in a folder."""
    gathered = Gathered(NAME)
    namer = Namer()
    for part in source.named("*.md", "*.markdown", "*.txt"):
        _read_note(part, source, namer, gathered)
    return gathered


def _read_note(part: Part, source: Source, namer: Namer, gathered: Gathered) -> None:
    stem = PurePosixPath(part.name or ("" if source.path == STDIN else source.name)).stem
    note = _Note(None if day_in(stem) else stem or None)
    for number, text, kind in _outline(part, gathered):
        where = part.at(f"line {number}")
        if kind == "text" and (found := HEADING.match(text)):
            note.heading, note.above = found[1], []
            continue
        indent = _indent(text)
        found = TASK.match(text) if kind == "text" else None
        if found is None:
            _add_note(note, text, indent, gathered)
            continue
        with record_at(gathered, where):
            while note.above and note.above[-1][0] >= indent:
                note.above.pop()
            task, record = _task(found[2], found[3] or "", note, where, namer, source, gathered)
            parent = gathered.tasks[note.above[-1][1]].key if note.above else None
            note.above.append((indent, len(gathered.tasks)))
            gathered.tasks.append(replace(task, parent=parent))
            if record is not None:
                gathered.records.append(record)


def _outline(part: Part, gathered: Gathered) -> Iterator[tuple[int, str, str]]:
    """The lines of a note as text or code. Properties at its beginning and comments are neither."""
    fence = ""
    inside = ""
    for number, line in part.lines():
        if isinstance(line, RefusedInput):
            gathered.trouble(part.at(f"line {number}"), line.what, left_out=True)
            continue
        text = line.rstrip("\r")
        plain = text.strip()
        if number == 1 and plain == "---":
            inside = "---"
        elif inside == "---":
            inside = "" if plain in WHOLE_FILE else inside
        elif fence:
            found = FENCE.match(text)
            if found and found[1].startswith(fence) and not found[2].strip():
                fence = ""
            yield number, text, "code"
        elif inside:
            # A comment that began on a line before.
            inside = "" if inside in text else inside
        elif (found := FENCE.match(text)) and "`" not in found[2]:
            fence = found[1]
            yield number, text, "code"
        elif plain.startswith("<!--") and "-->" not in plain:
            inside = "-->"
        elif plain.startswith("%%") and plain.count("%%") == 1:
            inside = "%%"
        else:
            yield number, text, "text"


def _task(
    mark: str, text: str, note: _Note, where: str, namer: Namer, source: Source, gathered: Gathered
) -> tuple[SourceTask, SourceRecord | None]:
    fields = fields_of(text)
    state = STATES.get(mark, "open")
    days = {name: _day(name, fields, where, gathered) for name in fields.days}
    repeat = said_rule(fields.repeat) if fields.repeat else None
    if fields.repeat and repeat is None:
        gathered.trouble(where, f"the repeat “{fields.repeat[:60]}” is not understood; it was kept as text")
    due, start = days.get("due"), days.get("start") or days.get("scheduled")
    if repeat and state == "open" and due is None:
        due = days.get("scheduled") or days.get("start")
        start = start if start != due else None
    extra: dict[str, object] = {
        **fields.others,
        "heading": note.heading,
        "status": mark if mark not in " xX-" else "",
        "scheduled": str(days["scheduled"]) if days.get("scheduled") and days.get("start") else "",
        "repeat": fields.repeat if fields.repeat and (repeat is None or state != "open") else "",
        "cancelled": str(days["cancelled"]) if days.get("cancelled") else "",
        "priority": fields.priority if fields.priority in ("low", "lowest") else "",
    }
    task = SourceTask(
        key=namer.by_text(fields.title or text),
        title=fields.title or text.strip() or "(no title)",
        where=where,
        list=note.listed,
        tags=fields.tags,
        priority={"highest": 1, "high": 2, "medium": 3}.get(fields.priority, 4),
        start=start,
        due=due,
        # What is done is one occurrence; the next one has a line of its own.
        repeat=repeat.rule if repeat and state == "open" else None,
        repeat_from=repeat.counted_from if repeat and state == "open" else "due",
        created=noon_of(days.get("created"), source.zone),
        state=state,
        extra={name: value for name, value in extra.items() if value},
    )
    done = days.get("done")
    if state == "done" and done is None and "done" not in days:
        gathered.trouble(where, "done, but it does not say on which day; it is kept as done, without a day")
    if state != "done" or done is None:
        return task, None
    return task, SourceRecord(task.key, "done", done, where=where)


def _day(name: str, fields: Fields, where: str, gathered: Gathered) -> date | None:
    text = fields.days[name]
    day = day_in(text)
    if day is None:
        gathered.trouble(where, f"its {name} day {text[:40]} does not exist; it was left out")
    return day


def _add_note(note: _Note, text: str, indent: int, gathered: Gathered) -> None:
    """Lines deeper than a task belong to it; any other line ends what it stands under."""
    if not text.strip():
        return
    while note.above and note.above[-1][0] >= indent:
        note.above.pop()
    if note.above:
        place = note.above[-1][1]
        task = gathered.tasks[place]
        line = text.lstrip(" \t>").rstrip()
        if len(task.notes) + len(line) < 100_000:
            gathered.tasks[place] = replace(task, notes=f"{task.notes}\n{line}" if task.notes else line)


def _indent(text: str) -> int:
    """How deep a line stands; each mark of a quotation counts as one column."""
    depth = 0
    for character in text:
        if character == "\t":
            depth += TAB - depth % TAB
        elif character in " >":
            depth += 1
        else:
            break
    return depth


FORMAT = Format(NAME, "Markdown notes (Obsidian Tasks)", recognises, take=read)
