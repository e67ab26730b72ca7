"""iCalendar to-dos (RFC 5545), read line by line: a fault costs the line that it stands in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange.ics_lines import Line, unescaped, unfolded
from momentum_desktop.exchange.ics_zones import Stamp, Zones, stamp_of
from momentum_desktop.exchange.identity import Namer, uid_of_task
from momentum_desktop.exchange.moments import local, minute_of, reminder_at, reminder_before
from momentum_desktop.exchange.record_guard import record_at
from momentum_desktop.exchange.repeats import given_rule
from momentum_desktop.exchange.source import Part, Source
from momentum_desktop.service.import_values import Gathered, SourceRecord, SourceTask, State

NAME = "ics"
OWN = "X-MOMENTUM-"
OURS = "-//Momentum Desktop//"
"""How the name of the program begins that wrote a calendar of our own."""

STATES: dict[str, State] = {
    "": "open",
    "NEEDS-ACTION": "open",
    "IN-PROCESS": "open",
    "COMPLETED": "done",
    "CANCELLED": "cancelled",
}
KNOWN = {
    *("UID", "SUMMARY", "DESCRIPTION", "STATUS", "DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "COMPLETED", "DUE"),
    *("DTSTART", "DURATION", "PRIORITY", "CATEGORIES", "RRULE", "EXDATE", "RELATED-TO", "RECURRENCE-ID"),
    *("PERCENT-COMPLETE", "X-MOZ-GENERATION", "X-OC-HIDESUBTASKS"),
    *(OWN + name for name in ("LIST", "COMPLEXITY", "MINUTES", "AMOUNT", "UNIT", "REPEAT", "REPEAT-FROM", "REMINDER")),
    f"{OWN}OFFSET",
}
PARTS = {"VCALENDAR", "VTODO", "VALARM", "VTIMEZONE", "STANDARD", "DAYLIGHT", "VFREEBUSY", "VAVAILABILITY", "VPATCH"}
LEFT_OUT = {"ATTENDEE", "ORGANIZER", "CONTACT", "ATTACH", "REQUEST-STATUS"}
"""What may name other people or hold files."""

LONGEST_EXTRA = 2_000


@dataclass(slots=True)
class _Todo:
    """The lines of a to-do, by name, and those of its alarms."""

    line: int
    lines: dict[str, list[Line]] = field(default_factory=dict)
    alarms: list[dict[str, Line]] = field(default_factory=list)

    def first(self, name: str) -> Line | None:
        held = self.lines.get(name)
        return held[0] if held else None

    def text(self, name: str) -> str:
        """A text without its escapes, trimmed; empty if there is none."""
        found = self.first(name)
        return "" if found is None else unescaped(found.value).strip()


@dataclass(slots=True)
class _Kin:
    """Tasks by the UIDs of their to-dos, and by their keys the UIDs of those that they are parts of. Some programs keep
    each to-do in a file of its own, so they are of all files."""

    keys: dict[str, str] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)

    def parent_of(self, task: SourceTask) -> str | None:
        found = self.keys.get(self.parents.get(task.key, ""))
        return None if found == task.key else found


def recognises(_name: str, head: bytes) -> bool:
    """Whether it begins with a calendar, or with a to-do without one around it."""
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().upper().startswith((b"BEGIN:VCALENDAR", b"BEGIN:VTODO"))


def read(source: Source) -> Gathered:
    """The to-dos of a calendar, or of all in a folder; what else stands in one is no task."""
    gathered = Gathered(NAME, own_key=uid_of_task)
    namer, kin = Namer(), _Kin()
    parts = source.named("*.ics", "*.ical", "*.txt")
    if len(parts) > 1:
        parts = [part for part in parts if recognises(part.name, part.head())]
    found = False
    for part in parts:
        found |= _read_calendar(part, source, namer, kin, gathered)
    if not found and not gathered.problems:
        raise RefusedInput("this is no calendar", where=source.path)
    gathered.tasks = [replace(task, parent=kin.parent_of(task)) for task in gathered.tasks]
    return gathered


def _read_calendar(part: Part, source: Source, namer: Namer, kin: _Kin, gathered: Gathered) -> bool:
    todos: list[_Todo] = []
    others: Counter[str] = Counter()
    zones: dict[str, list[str]] = {}
    calendar_zone, is_ours = "", False
    stack: list[str] = []
    current: _Todo | None = None
    found = False
    for line in unfolded(part, gathered):
        if line.name == "BEGIN":
            kind = line.value.strip().upper()
            stack.append(kind)
            found = True
            if kind == "VTODO":
                if current is not None:
                    _tell_endless(current, part, gathered)
                current = _Todo(line.number)
            elif kind == "VALARM" and current is not None:
                current.alarms.append({})
            elif kind == "VTIMEZONE":
                zones[""] = []
            elif kind in ("VEVENT", "VJOURNAL"):
                others[kind] += 1
            elif kind not in PARTS and not kind.startswith("X-"):
                gathered.trouble(
                    part.at(f"line {line.number}"), f"“{kind[:40]}” is no part of a calendar", left_out=True
                )
        if "VTIMEZONE" in stack:
            zones.setdefault("", []).append(line.text)
            if line.name == "TZID":
                zones[line.value] = zones[""]
        if line.name == "END":
            kind = line.value.strip().upper()
            if kind not in stack:
                gathered.trouble(part.at(f"line {line.number}"), f"“{kind[:40]}” ends, but has not begun")
            while kind in stack and stack.pop() != kind:
                continue
            if kind == "VTODO" and current is not None:
                todos.append(current)
                current = None
        elif line.name == "X-WR-TIMEZONE":
            calendar_zone = line.value
        elif line.name == "PRODID":
            is_ours = line.value.startswith(OURS)
        elif current is not None and line.name != "BEGIN":
            if stack[-1:] == ["VALARM"]:
                current.alarms[-1].setdefault(line.name, line)
            elif stack[-1:] == ["VTODO"]:
                current.lines.setdefault(line.name, []).append(line)
    if current is not None:
        _tell_endless(current, part, gathered)
    zones.pop("", None)
    known = Zones(zones, calendar_zone, source.zone)
    _read_todos(todos, part, known, namer, kin, gathered, is_ours)
    if others:
        told = " and ".join(f"{count:,} {name[1:].lower()}{'s' if count > 1 else ''}" for name, count in others.items())
        gathered.remarks.append(f"{told} in the calendar {'is' if sum(others.values()) == 1 else 'are'} no to-dos.")
    return found


def _tell_endless(todo: _Todo, part: Part, gathered: Gathered) -> None:
    gathered.trouble(
        part.at(f"line {todo.line}"), "this to-do never ends; the file is damaged or cut off", left_out=True
    )


def _read_todos(
    todos: list[_Todo], part: Part, zones: Zones, namer: Namer, kin: _Kin, gathered: Gathered, is_ours: bool
) -> None:
    masters: dict[str, int] = {}
    # An occurrence that is told of by itself may stand before what repeats.
    for todo in sorted(todos, key=lambda todo: todo.first("RECURRENCE-ID") is not None):
        where = part.at(f"line {todo.line}")
        with record_at(gathered, where):
            uid = todo.text("UID")
            if uid in masters and todo.first("RECURRENCE-ID") is not None:
                _read_override(todo, masters[uid], where, zones, gathered)
                continue
            task = _task(todo, where, zones, namer, gathered)
            if uid:
                kin.keys.setdefault(uid, task.key)
                masters.setdefault(uid, len(gathered.tasks))
            if related := _parent_of(todo):
                kin.parents[task.key] = related
            gathered.tasks.append(task)
            for record in _records(todo, task, where, zones, gathered):
                gathered.records.append(_as_here(record, todo) if is_ours else record)


def _task(todo: _Todo, where: str, zones: Zones, namer: Namer, gathered: Gathered) -> SourceTask:
    uid, status = todo.text("UID"), todo.text("STATUS").upper()
    if status not in STATES:
        raise RefusedInput(f"{ascii(status)[:40]} is no status")
    state = STATES[status]
    if not status and (todo.first("COMPLETED") is not None or todo.text("PERCENT-COMPLETE") == "100"):
        state = "done"
    due, due_minute = _day(todo, "DUE", where, zones, gathered)
    start, start_minute = _day(todo, "DTSTART", where, zones, gathered)
    if due is None and todo.first("DURATION") is not None:
        due, due_minute = _end(todo, where, zones, gathered)
    rule = todo.text("RRULE")
    repeat = given_rule(rule) if rule else None
    if rule and repeat is None:
        gathered.trouble(where, f"the repeat “{rule[:60]}” is not understood; it was kept as text")
    own_rule = todo.text(f"{OWN}REPEAT")
    if own_rule:
        repeat = own_rule
    if repeat and start is not None and due is None:
        due, due_minute, start = start, start_minute, None
    listed = todo.text(f"{OWN}LIST") or None
    tags = tuple(tag for tag in dict.fromkeys(_categories(todo)) if tag != listed)
    title = todo.text("SUMMARY")
    return SourceTask(
        key=namer.by_id(uid) if uid else namer.by_text(title),
        title=" ".join(title.split()) or "(no title)",
        where=where,
        notes=todo.text("DESCRIPTION"),
        list=listed,
        tags=tags,
        priority=_priority(todo, where, gathered),
        complexity=todo.text(f"{OWN}COMPLEXITY") or "simple",
        start=start if start != due else None,
        due=due,
        due_minute=due_minute,
        reminder=todo.text(f"{OWN}REMINDER") or _reminder(todo, due, zones),
        repeat=repeat if state == "open" else None,
        repeat_from="completion" if todo.text(f"{OWN}REPEAT-FROM") == "completion" else "due",
        minutes=_number(todo.text(f"{OWN}MINUTES")),
        amount=_amount(todo.text(f"{OWN}AMOUNT")),
        unit=todo.text(f"{OWN}UNIT") or None,
        created=_instant(todo, "CREATED", zones),
        state=state,
        extra=_extra(todo, rule if rule and (repeat is None or state != "open") else "", start_minute),
    )


def _records(todo: _Todo, task: SourceTask, where: str, zones: Zones, gathered: Gathered) -> Iterator[SourceRecord]:
    if task.state == "done":
        instant, line = _instant(todo, "COMPLETED", zones), todo.first("COMPLETED")
        day = stamp_of(line, zones) if instant is None and line is not None else None
        if day is not None:
            yield SourceRecord(task.key, "done", day, where=where)
        elif instant is None:
            told = "the time it was done is none" if todo.first("COMPLETED") else "its file does not say when"
            gathered.trouble(where, f"done, but {told}; it is kept as done, without a day")
        else:
            yield SourceRecord(task.key, "done", instant.date(), instant=instant, where=where)
    elif task.repeat:
        for line in todo.lines.get("EXDATE", []):
            for value in line.value.split(","):
                stamp = stamp_of(line._replace(value=value), zones)
                if stamp is not None:
                    day = stamp.date() if isinstance(stamp, datetime) else stamp
                    yield SourceRecord(task.key, day.isoformat(), day, "skip", where=where)


def _as_here(record: SourceRecord, todo: _Todo) -> SourceRecord:
    """A record of our own calendar: at the offset that was in force there, and so on the same logical day."""
    if record.instant is None:
        return record
    try:
        instant = record.instant.astimezone(datetime.strptime(todo.text(f"{OWN}OFFSET"), "%z").tzinfo)
    except (ValueError, OverflowError):
        instant = record.instant
    return replace(record, day=instant.date(), instant=instant, by_rules=True)


def _read_override(todo: _Todo, place: int, where: str, zones: Zones, gathered: Gathered) -> None:
    """One occurrence of a repeating to-do that was treated on its own."""
    line = todo.first("RECURRENCE-ID")
    stamp = None if line is None else stamp_of(line, zones)
    if stamp is None:
        raise RefusedInput("it belongs to an occurrence whose day does not exist")
    master = gathered.tasks[place]
    day = stamp.date() if isinstance(stamp, datetime) else stamp
    state = STATES.get(todo.text("STATUS").upper(), "open")
    if state == "done":
        instant = _instant(todo, "COMPLETED", zones)
        if instant is None:
            gathered.records.append(SourceRecord(master.key, day.isoformat(), day, where=where))
        else:
            own = SourceRecord(master.key, day.isoformat(), instant.date(), instant=instant, where=where)
            gathered.records.append(own)
    elif state == "cancelled":
        gathered.records.append(SourceRecord(master.key, day.isoformat(), day, "skip", where=where))
    else:
        changed = [*master.extra.get("changed", []), {"day": day.isoformat(), "title": todo.text("SUMMARY")[:200]}]
        gathered.tasks[place] = replace(master, extra={**master.extra, "changed": changed})


def _parent_of(todo: _Todo) -> str | None:
    for line in todo.lines.get("RELATED-TO", []):
        if line.parameters.get("RELTYPE", "PARENT").upper() == "PARENT":
            return unescaped(line.value).strip()
    return None


def _day(todo: _Todo, name: str, where: str, zones: Zones, gathered: Gathered) -> tuple[date | None, int | None]:
    line = todo.first(name)
    if line is None:
        return None, None
    stamp = stamp_of(line, zones)
    if stamp is None:
        gathered.trouble(where, f"{name} “{line.value[:40]}” is no time that exists; it was left out")
        return None, None
    return _shown(stamp, line, zones)


def _shown(stamp: Stamp, line: Line, zones: Zones) -> tuple[date, int | None]:
    """The day and the minute after midnight that a person sees: on a clock of its own, or for UTC on theirs."""
    if not isinstance(stamp, datetime):
        return stamp, None
    here = stamp if "TZID" in line.parameters or stamp.tzinfo is None else local(stamp, zones.usual)
    return here.date(), minute_of(here)


def _end(todo: _Todo, where: str, zones: Zones, gathered: Gathered) -> tuple[date | None, int | None]:
    """The day and minute at which a to-do of a certain length is due."""
    from icalendar.prop import vDuration

    line, length = todo.first("DTSTART"), todo.text("DURATION")
    stamp = None if line is None else stamp_of(line, zones)
    try:
        end = None if stamp is None else stamp + vDuration.from_ical(length)  # type: ignore[no-untyped-call]
    except (ValueError, TypeError, OverflowError):
        end = None
    if line is None or end is None:
        gathered.trouble(where, f"DURATION “{length[:40]}” leads to no day; it was left out")
        return None, None
    return _shown(end, line, zones)


def _instant(todo: _Todo, name: str, zones: Zones) -> datetime | None:
    """A time on its own clock, on that of the to-do, or else of the calendar."""
    line = todo.first(name)
    stamp = None if line is None else stamp_of(line, zones)
    if stamp is None or not isinstance(stamp, datetime):
        return None
    clocks = (todo.lines.get(name), todo.lines.get("DUE"), todo.lines.get("DTSTART"))
    named = [held[0].parameters.get("TZID") for held in clocks if held]
    zone = next((zone for zone in map(zones.named, named) if zone is not None), zones.usual)
    return local(stamp, zone)


def _reminder(todo: _Todo, due: date | None, zones: Zones) -> str | None:
    for alarm in todo.alarms:
        trigger = alarm.get("TRIGGER")
        if trigger is None or "X-APPLE-PROXIMITY" in alarm:
            continue
        moment = _alarm_time(todo, trigger, zones)
        if moment is not None:
            return reminder_before(due, moment) if due is not None else reminder_at(moment)
    return None


def _alarm_time(todo: _Todo, trigger: Line, zones: Zones) -> datetime | None:
    from icalendar.prop import vDuration

    if trigger.parameters.get("VALUE") == "DATE-TIME":
        stamp = stamp_of(trigger, zones)
        named = [held[0].parameters.get("TZID") for held in (todo.lines.get("DUE"), todo.lines.get("DTSTART")) if held]
        zone = next((zone for zone in map(zones.named, named) if zone is not None), zones.usual)
        return local(stamp, zone) if isinstance(stamp, datetime) else None
    try:
        span: timedelta = vDuration.from_ical(trigger.value.strip())  # type: ignore[no-untyped-call]
    except (ValueError, TypeError, OverflowError):
        return None
    names = ("DUE", "DTSTART") if trigger.parameters.get("RELATED") == "END" else ("DTSTART", "DUE")
    line = next((found for found in map(todo.first, names) if found is not None), None)
    stamp = None if line is None else stamp_of(line, zones)
    if stamp is None:
        return None
    moment = stamp if isinstance(stamp, datetime) else datetime(stamp.year, stamp.month, stamp.day)  # noqa: DTZ001
    try:
        return moment + span
    except OverflowError:
        return None


def _priority(todo: _Todo, where: str, gathered: Gathered) -> int:
    """1 to 4 are high, 5 medium, 6 to 9 low, 0 none."""
    text = todo.text("PRIORITY") or "0"
    if not text.isdigit() or int(text) > 9:
        gathered.trouble(where, f"PRIORITY “{text[:20]}” is none from 0 to 9; it was left out")
        return 4
    level = int(text)
    return 4 if level == 0 else 1 if level < 5 else 2 if level == 5 else 3


def _categories(todo: _Todo) -> Iterator[str]:
    for line in todo.lines.get("CATEGORIES", []):
        held = ""
        for piece in line.value.split(","):
            held += piece
            if (len(held) - len(held.rstrip("\\"))) % 2:
                held += ","
                continue
            if tag := unescaped(held).strip():
                yield tag
            held = ""


def _extra(todo: _Todo, rule: str, start_minute: int | None) -> dict[str, Any]:
    extra: dict[str, Any] = {"repeat": rule} if rule else {}
    if start_minute is not None:
        extra["start_time"] = f"{start_minute // 60:02}:{start_minute % 60:02}"
    properties = {
        name: [line.value[:LONGEST_EXTRA] for line in lines]
        for name, lines in todo.lines.items()
        if name not in KNOWN and name not in LEFT_OUT and not any("mailto:" in line.value.lower() for line in lines)
    }
    places = [
        {name: line.value[:LONGEST_EXTRA] for name, line in alarm.items() if name.startswith("X-APPLE")}
        for alarm in todo.alarms
        if "X-APPLE-PROXIMITY" in alarm
    ]
    percent = todo.text("PERCENT-COMPLETE")
    if percent not in ("", "0", "100"):
        extra["percent_complete"] = percent
    if todo.text("STATUS").upper() == "IN-PROCESS":
        extra["status"] = "IN-PROCESS"
    return {**extra, **{name: held for name, held in (("properties", properties), ("places", places)) if held}}


def _number(text: str) -> int | None:
    return int(text) if text.isdigit() and len(text) < 7 else None


def _amount(text: str) -> Any:
    from decimal import Decimal, InvalidOperation

    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and 0 < amount < 10**9 else None
