"""Emacs Org files: headings with a keyword are tasks, the others are what they stand under."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange.findings import Format
from momentum_desktop.exchange.identity import Namer
from momentum_desktop.exchange.moments import local
from momentum_desktop.exchange.record_guard import record_at
from momentum_desktop.exchange.repeats import Repeat, short_rule
from momentum_desktop.exchange.source import Part, Source
from momentum_desktop.service.import_values import Gathered, SourceRecord, SourceTask

if TYPE_CHECKING:
    from orgparse.date import OrgDate
    from orgparse.node import OrgNode

NAME = "org"
HEADING = re.compile(r"(\*+)\s")
KEYWORDS = re.compile(r"#\+(?:SEQ_TODO|TYP_TODO|TODO):(.*)", re.IGNORECASE)
REPEATER = re.compile(r"(?:^|\s)(\.\+|\+\+|\+)(\d{1,3}[hdwmy])(?:/\d+[hdwmy])?(?=[\s>\]]|$)")
DONE_LINE = re.compile(
    r'- State "(?P<to>[^"]*)"\s+(?:from\s+)?(?:"[^"]*"\s+)?'
    r"\[(?P<day>\d{4}-\d\d-\d\d)[^\]\d]*(?P<clock>\d{1,2}:\d\d)?\]"
)
STAMP = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[^\d\]>]*(\d{1,2}):(\d\d))?")
PLANNING = re.compile(r"(SCHEDULED|DEADLINE|CLOSED):\s*([<\[])([^>\]]*)[>\]]")
CANCELLED = {"CANCELLED", "CANCELED", "CANCELD", "KILL", "KILLED", "ABORTED", "DISMISSED"}
USUAL_OPEN = ("NEXT", "WAITING", "WAIT", "HOLD", "STARTED", "STRT", "SOMEDAY", "INPROGRESS", "IN-PROGRESS", "DOING")
USUAL_CLOSED = ("CANCELLED", "CANCELED", "KILL")
"""What people name in their Emacs rather than in each file. A file that names its own has no others."""

DRAWER = re.compile(r":(?:properties|logbook|end):", re.IGNORECASE)
PRIORITIES = {"A": 1, "B": 2, "C": 3}
EFFORT = re.compile(r"(?:(\d{1,3}):)?(\d{1,4})")


def recognises(name: str, head: bytes) -> bool:
    """Whether it is called like one, or has a heading with the usual keywords."""
    if name.lower().endswith((".org", ".org_archive")):
        return b"\0" not in head
    return re.search(rb"(?m)^\*+ (TODO|DONE) ", head) is not None


@dataclass(slots=True)
class _Keywords:
    """The words that make a heading a task: those that mean open, and those that mean closed."""

    open: list[str] = field(default_factory=lambda: ["TODO", *USUAL_OPEN])
    closed: list[str] = field(default_factory=lambda: ["DONE", *USUAL_CLOSED])

    @classmethod
    def of(cls, lines: list[str]) -> _Keywords:
        """Those that a file names; the last of a row without a bar means done."""
        rows = [found[1] for line in lines if (found := KEYWORDS.match(line.strip()))]
        if not rows:
            return cls()
        opened, closed = [], []
        for row in rows:
            before, bar, after = row.partition("|")
            words = [re.sub(r"\(.*\)$", "", word) for word in before.split()]
            ends = [re.sub(r"\(.*\)$", "", word) for word in after.split()]
            if not bar and words:
                words, ends = words[:-1], words[-1:]
            opened += words
            closed += ends
        return cls(opened, closed)

    @property
    def line(self) -> str:
        return f"#+TODO: {' '.join(self.open)} | {' '.join(self.closed)}\n"


def read(source: Source) -> Gathered:
    """The tasks of one file, or of all in a folder."""
    gathered = Gathered(NAME)
    namer = Namer()
    plain = sum(_read_file(part, source, namer, gathered) for part in source.named("*.org", "*.org_archive"))
    if plain:
        told = (
            "heading without a keyword is no task and was"
            if plain == 1
            else "headings without a keyword are no tasks and were"
        )
        gathered.remarks.append(f"{plain:,} {told} left out.")
    return gathered


def _read_file(part: Part, source: Source, namer: Namer, gathered: Gathered) -> int:
    """The tasks of a file into `gathered`; how many headings are none."""
    preamble: list[str] = []
    sections: list[tuple[int, list[str]]] = []
    for number, text in part.lines():
        if isinstance(text, RefusedInput):
            gathered.trouble(part.at(f"line {number}"), text.what, left_out=True)
            continue
        if HEADING.match(text):
            sections.append((number, [text]))
        elif sections:
            sections[-1][1].append(text)
        if not sections or KEYWORDS.match(text.strip()):
            preamble.append(text)
    keywords = _Keywords.of(preamble)
    above: list[tuple[int, str | None, str | None]] = []
    plain = 0
    for number, lines in sections:
        where = part.at(f"line {number}")
        with record_at(gathered, where):
            depth = len(lines[0]) - len(lines[0].lstrip("*"))
            while above and above[-1][0] >= depth:
                above.pop()
            node = _node(lines, keywords)
            title = " ".join(node.heading.split())
            if node.todo is None:
                plain += 1
                above.append((depth, None, title or None))
                continue
            parent = next((key for _, key, _ in reversed(above) if key is not None), None)
            listed = next((name for _, _, name in reversed(above) if name is not None), None)
            task, records = _task(node, lines, keywords, title, where, namer, source, gathered)
            above.append((depth, task.key, None))
            gathered.tasks.append(replace(task, parent=parent, list=listed))
            gathered.records.extend(records)
    return plain


def _node(lines: list[str], keywords: _Keywords) -> OrgNode:
    import orgparse

    # The parser knows the marks of drawers in capitals only.
    plain = (line.upper() if DRAWER.fullmatch(line.strip()) else line for line in lines)
    try:
        node: OrgNode = orgparse.loads(keywords.line + "\n".join(plain)).children[0]
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError) as fault:
        raise RefusedInput(f"it cannot be read as Org ({type(fault).__name__}: {fault})") from None
    return node


def _task(
    node: OrgNode,
    lines: list[str],
    keywords: _Keywords,
    title: str,
    where: str,
    namer: Namer,
    source: Source,
    gathered: Gathered,
) -> tuple[SourceTask, list[SourceRecord]]:
    planned = {name: inside for line in lines[1:4] for name, _, inside in PLANNING.findall(line)}
    due, due_minute = _stamp(planned.get("DEADLINE"), "deadline", where, gathered)
    start, start_minute = _stamp(planned.get("SCHEDULED"), "scheduled day", where, gathered)
    repeat = _repeat(planned, where, gathered)
    named = {str(name).upper(): value for name, value in node.properties.items()}
    own = named.get("ID")
    state = "open" if node.todo in keywords.open else "cancelled" if node.todo in CANCELLED else "done"
    if repeat is not None and due is None:
        due, due_minute, start = start, start_minute, None
    extra = {
        "keyword": node.todo if node.todo not in ("TODO", "DONE") else "",
        "priority": node.priority if node.priority not in (None, *PRIORITIES) else "",
        "properties": {
            str(name): str(value) for name, value in node.properties.items() if str(name).upper() != "EFFORT"
        },
        "clocks": [_clock_words(clock) for clock in node.clock],
    }
    task = SourceTask(
        key=namer.by_own_id(own) if isinstance(own, str) and own else namer.by_text(title),
        title=title or "(no title)",
        where=where,
        notes=_notes(lines),
        tags=tuple(dict.fromkeys(sorted(node.shallow_tags))),
        priority=PRIORITIES.get(node.priority or "", 4),
        start=start if start != due else None,
        due=due,
        due_minute=due_minute,
        repeat=repeat.rule if repeat and state == "open" else None,
        repeat_from=repeat.counted_from if repeat else "due",
        minutes=_effort(named.get("EFFORT")),
        state=state,  # type: ignore[arg-type]
        extra={name: held for name, held in extra.items() if held},
    )
    records = list(_repetitions(task, lines, keywords, where, source, gathered)) if task.repeat else []
    if state == "done":
        closed = planned.get("CLOSED")
        record = _closed(task, closed, where, source) if closed else None
        if record is None:
            told = "its closing time is none that exists" if closed else "its file does not say when"
            gathered.trouble(where, f"done, but {told}; it is kept as done, without a day")
        else:
            records.append(record)
    return task, records


def _repetitions(
    task: SourceTask, lines: list[str], keywords: _Keywords, where: str, source: Source, gathered: Gathered
) -> Iterator[SourceRecord]:
    """Each time a repeating task was done, from the notes that Org writes at each change of state."""
    seen = Namer()
    for line in lines[1:]:
        found = DONE_LINE.search(line)
        if found is None and line.lstrip().startswith("- State"):
            gathered.trouble(where, f"“{line.strip()[:60]}” tells of no change that can be read", left_out=True)
        if found is None or found["to"] not in keywords.closed or found["to"] in CANCELLED:
            continue
        text = f"{found['day']} {found['clock']}" if found["clock"] else found["day"]
        record = _closed(task, text, where, source)
        if record is None:
            gathered.trouble(where, f"“{line.strip()[:60]}” names no day that exists", left_out=True)
        else:
            yield replace(record, id=seen.by_id(text))


def _closed(task: SourceTask, text: str, where: str, source: Source) -> SourceRecord | None:
    found = STAMP.search(text)
    if found is None:
        return None
    parts = [int(part) for part in found.groups(default="0")]
    try:
        clock = datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001  a local time
    except ValueError:
        return None
    instant = local(clock, source.zone) if found[4] is not None else None
    return SourceRecord(task.key, "done", clock.date(), instant=instant, where=where)


def _stamp(text: str | None, name: str, where: str, gathered: Gathered) -> tuple[date | None, int | None]:
    """A day and the minute after midnight, of a range its beginning."""
    if text is None:
        return None, None
    found = STAMP.search(text)
    try:
        if found is None:
            raise ValueError
        day = date(int(found[1]), int(found[2]), int(found[3]))
        minute = int(found[4]) * 60 + int(found[5]) if found[4] else None
        if minute is not None and minute >= 24 * 60:
            raise ValueError
    except ValueError:
        gathered.trouble(where, f"its {name} “{text[:40]}” is no day that exists; it was left out")
        return None, None
    return day, minute or None


def _repeat(planned: dict[str, str], where: str, gathered: Gathered) -> Repeat | None:
    for name in ("DEADLINE", "SCHEDULED"):
        found = REPEATER.search(planned.get(name, ""))
        if found is None:
            continue
        repeat = short_rule(found[1] + found[2])
        if repeat is None:
            gathered.trouble(where, f"the repeat “{found[1]}{found[2]}” is none of days; it was left out")
        return repeat
    return None


def _notes(lines: list[str]) -> str:
    """The text under a heading, without its planning, its drawers, its clocks and its changes of state."""
    kept: list[str] = []
    drawer = False
    for line in lines[1:]:
        plain = line.strip()
        if drawer:
            drawer = plain.upper() != ":END:"
        elif re.fullmatch(r":[A-Za-z][\w\-]*:", plain):
            drawer = True
        elif not (plain.startswith(("CLOCK:", "#+")) or DONE_LINE.search(plain) or PLANNING.match(plain)):
            kept.append(line.strip() if not plain else line.rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _clock_words(clock: OrgDate) -> str:
    end: Any = clock.end
    return f"{clock.start:%Y-%m-%d %H:%M}" + (f" to {end:%Y-%m-%d %H:%M}" if end else "")


def _effort(value: Any) -> int | None:
    """Minutes; the parser turns “1:10” into a number of them."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return int(value) if 0 < value < 100_000 else None
    found = EFFORT.fullmatch(str(value or "").strip())
    return (int(found[1] or 0) * 60 + int(found[2])) or None if found else None


FORMAT = Format(NAME, "Org mode", recognises, take=read)
