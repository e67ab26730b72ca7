"""Super Productivity's backups, of today's shape and of version 10: tasks, archives, repeats and counters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange.findings import Format
from momentum_desktop.exchange.foreign_json import inner, json_of, words
from momentum_desktop.exchange.identity import Namer
from momentum_desktop.exchange.leftovers import leftovers
from momentum_desktop.exchange.moments import day_in, local, minute_of, moment_after_ms, reminder_at
from momentum_desktop.exchange.record_guard import record_at
from momentum_desktop.exchange.repeats import WEEKDAYS, on_weekdays, rule_of
from momentum_desktop.exchange.source import Source
from momentum_desktop.service.import_values import Gathered, SourceRecord, SourceTask

NAME = "superproductivity"
TODAY = "TODAY"
INBOX = "INBOX_PROJECT"
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ARCHIVES = (("archiveYoung", "task"), ("archiveOld", "task"), ("taskArchive",))
MINUTE = 60_000
KNOWN = {
    *("id", "title", "projectId", "tagIds", "subTaskIds", "parentId", "isDone", "doneOn", "notes", "created", "dueDay"),
    *("dueWithTime", "plannedAt", "remindAt", "reminderId", "timeEstimate", "timeSpent", "timeSpentOnDay", "modified"),
    *("attachments", "issueId", "issueProviderId", "issueType", "issueWasUpdated", "issueLastUpdated", "repeatCfgId"),
    *("issueAttachmentNr", "issuePoints", "issueTimeTracked"),
}
KNOWN_PARTS = {
    *("project", "tag", "task", "archiveYoung", "archiveOld", "taskArchive", "taskRepeatCfg", "simpleCounter", "note"),
    *("globalConfig", "reminders", "planner", "metric", "improvement", "obstruction", "boards", "menuTree", "bookmark"),
    *("issueProvider", "timeTracking", "pluginUserData", "pluginMetadata", "section"),
}
"""The parts of a backup that are read, or hold nothing to do."""


def recognises(_name: str, head: bytes) -> bool:
    """Whether the marks of a backup stand in its first bytes."""
    return head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{") and (
        b'"crossModelVersion"' in head
        or all(name in head for name in (b'"globalConfig"', b'"task', b'"project"'))
        or all(name in head for name in (b'"subTaskIds"', b'"timeSpentOnDay"'))
    )


@dataclass(slots=True)
class _Backup:
    """The parts of a backup, and what was read of it so far."""

    data: dict[str, Any]
    source: Source
    gathered: Gathered
    namer: Namer = field(default_factory=Namer)
    keys: dict[str, str] = field(default_factory=dict)
    repeats: dict[str, SourceTask] = field(default_factory=dict)

    def entities(self, *place: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """What stands in a part, by id. Its list of ids may be wrong, so it is not asked."""
        held = inner(self.data, *place, "entities")
        for own, value in held.items() if isinstance(held, dict) else ():
            if isinstance(value, dict):
                yield own, value
            else:
                self.gathered.trouble(f"{place[0]} {ascii(own)[:40]}", "an object is expected", left_out=True)

    def title_of(self, part: str, own: Any) -> str | None:
        """The title of a project or a tag."""
        return words(inner(self.data, part, "entities", str(own), "title")) or None


def read(source: Source) -> Gathered:
    """Tasks, those put away too; repeats and counters as habits."""
    gathered = Gathered(NAME)
    part = source.only("*.json")
    document = json_of(part)
    data = inner(document, "data") if isinstance(inner(document, "data"), dict) else document
    if not isinstance(data, dict) or not isinstance(inner(data, "task"), dict):
        raise RefusedInput("this is no backup of Super Productivity", where=part.name or source.path)
    backup = _Backup(data, source, gathered)
    _read_repeats(backup)
    places = [place for place in (("task",), *ARCHIVES) if inner(data, *place) is not None]
    for place in places:
        for own, _ in backup.entities(*place):
            backup.keys.setdefault(own, backup.namer.by_id(own))
    seen: set[str] = set()
    for place in places:
        for own, value in backup.entities(*place):
            where = f"task {own[:60]}"
            with record_at(gathered, where):
                if own in seen:
                    raise RefusedInput("it stands in the file twice")
                seen.add(own)
                _read_task(backup, own, value, where)
    gathered.tasks.extend(backup.repeats.values())
    _read_counters(backup)
    for name in sorted(data.keys() - KNOWN_PARTS):
        if isinstance(data[name], dict) and data[name]:
            gathered.trouble(f"the part {ascii(name)[:40]}", "it is not known here; what stands in it was left out")
    for own, value in backup.entities("note"):
        gathered.kept[f"note {own}"] = {
            "note": words(value.get("content")),
            "project": _project(backup, value.get("projectId")),
        }
    return gathered


def _read_task(backup: _Backup, own: str, value: dict[str, Any], where: str) -> None:
    done = value.get("isDone") is True
    repeat = backup.repeats.get(str(value.get("repeatCfgId") or ""))
    moment = moment_after_ms(value["doneOn"]) if value.get("doneOn") is not None else None
    here = None if moment is None else local(moment, backup.source.zone)
    if done and repeat is not None and here is not None and not value.get("parentId"):
        # The day's copy of a repeating task is one of its occurrences.
        backup.gathered.records.append(SourceRecord(repeat.key, own, here.date(), instant=here, where=where))
        first = min(here.date(), repeat.due) if repeat.due else here.date()
        backup.repeats[str(value["repeatCfgId"])] = replace(repeat, due=first)
        backup.keys[own] = repeat.key
        return
    task = _task(backup, own, value, where)
    backup.gathered.tasks.append(task)
    if task.state != "done":
        return
    if here is None:
        backup.gathered.trouble(where, "its file does not say when it was done; it is kept as done, without a day")
    else:
        backup.gathered.records.append(SourceRecord(task.key, "done", here.date(), instant=here, where=where))


def _task(backup: _Backup, own: str, value: dict[str, Any], where: str) -> SourceTask:
    title = " ".join(words(value.get("title")).split())
    parent = value.get("parentId")
    at = value.get("dueWithTime") or value.get("plannedAt")
    moment = moment_after_ms(at) if at is not None else None
    due_at = None if moment is None else local(moment, backup.source.zone)
    due = day_in(words(value.get("dueDay"))) or (due_at.date() if due_at else None)
    remind = value.get("remindAt") or inner(_reminder_of(backup, value.get("reminderId")), "remindAt")
    reminder = moment_after_ms(remind) if remind is not None else None
    spent = value.get("timeSpentOnDay") if isinstance(value.get("timeSpentOnDay"), dict) else {}
    tags = [backup.title_of("tag", tag) for tag in value.get("tagIds") or [] if tag != TODAY]
    extra = {
        "time_spent_on_day": {day: ms for day, ms in (spent or {}).items() if ms},
        "issue": str(value.get("issueId") or ""),
        "attachments": [words(inner(item, "title")) for item in value.get("attachments") or []],
        "repeat": str(value.get("repeatCfgId") or ""),
        **leftovers(value, KNOWN),
    }
    return SourceTask(
        key=backup.keys[own],
        title=title or "(no title)",
        where=where,
        notes=words(value.get("notes")),
        list=_project(backup, value.get("projectId")),
        tags=tuple(dict.fromkeys(tag for tag in tags if tag)),
        due=due,
        due_minute=minute_of(due_at) if due_at and due_at.date() == due else None,
        reminder=reminder_at(local(reminder, backup.source.zone)) if reminder else None,
        minutes=_minutes(value.get("timeEstimate")),
        parent=backup.keys.get(parent) if isinstance(parent, str) else None,
        created=moment_after_ms(value["created"]) if value.get("created") else None,
        state="done" if value.get("isDone") is True else "open",
        extra={name: held for name, held in extra.items() if held},
    )


def _project(backup: _Backup, own: Any) -> str | None:
    return None if own == INBOX else backup.title_of("project", own)


def _reminder_of(backup: _Backup, own: Any) -> dict[str, Any] | None:
    reminders = backup.data.get("reminders")
    found = (
        [item for item in reminders if isinstance(item, dict) and item.get("id") == own]
        if own and isinstance(reminders, list)
        else []
    )
    return found[0] if found else None


def _minutes(milliseconds: Any) -> int | None:
    if isinstance(milliseconds, bool) or not isinstance(milliseconds, int | float):
        return None
    return min(int(milliseconds // MINUTE), 10_000) or None


def _read_repeats(backup: _Backup) -> None:
    for own, value in backup.entities("taskRepeatCfg"):
        where = f"repeat {own[:60]}"
        with record_at(backup.gathered, where):
            rule = _rule(value)
            if rule is None:
                raise RefusedInput("its repeat is not understood")
            tags = [backup.title_of("tag", tag) for tag in value.get("tagIds") or [] if tag != TODAY]
            title = " ".join(words(value.get("title")).split())
            begins = day_in(words(value.get("startDate")))
            due_minute = _clock(value.get("startTime"))
            backup.repeats[own] = SourceTask(
                key=backup.namer.by_id(f"repeat {own}"),
                title=title or "(no title)",
                where=where,
                notes=words(value.get("notes")),
                list=_project(backup, value.get("projectId")),
                tags=tuple(dict.fromkeys(tag for tag in tags if tag)),
                due=begins,
                due_minute=due_minute if begins else None,
                reminder=words(value.get("startTime")) if due_minute is not None and value.get("remindAt") else None,
                repeat=rule,
                repeat_from="completion" if value.get("repeatFromCompletionDate") is True else "due",
                minutes=_minutes(value.get("defaultEstimate")),
                extra={"paused": True} if value.get("isPaused") is True else {},
            )


def _rule(value: dict[str, Any]) -> str | None:
    every, cycle = value.get("repeatEvery", 1), value.get("repeatCycle", "WEEKLY")
    if type(every) is not int:
        return None
    days = [code for name, code in zip(DAYS, WEEKDAYS, strict=True) if value.get(name) is True]
    if cycle == "WEEKLY":
        return on_weekdays(days, every)
    return rule_of(cycle, every) if cycle in ("DAILY", "MONTHLY", "YEARLY") else None


def _clock(text: Any) -> int | None:
    hours, _, minutes = words(text).partition(":")
    if not (hours.isdigit() and minutes.isdigit() and len(hours) <= 2 and len(minutes) == 2):
        return None
    minute = int(hours) * 60 + int(minutes)
    return minute if int(hours) < 24 and int(minutes) < 60 else None


def _read_counters(backup: _Backup) -> None:
    """Counters that count something are habits with an amount; those that come with the program are left out."""
    unused = 0
    for own, value in backup.entities("simpleCounter"):
        where = f"counter {own[:60]}"
        with record_at(backup.gathered, where):
            counted = value.get("countOnDay") if isinstance(value.get("countOnDay"), dict) else {}
            timed = value.get("type") == "StopWatch"
            days: dict[date, int] = {}
            for text, count in (counted or {}).items():
                with record_at(backup.gathered, f"{where}, {text[:20]}"):
                    days[_day(text)] = _count(count)
            if not days and value.get("isEnabled") is not True:
                unused += 1
                continue
            _add_counter(backup, own, value, days, timed, where)
    if unused:
        told = "counter that was never used was" if unused == 1 else "counters that were never used were"
        backup.gathered.remarks.append(f"{unused:,} {told} left out.")


def _add_counter(
    backup: _Backup, own: str, value: dict[str, Any], days: dict[date, int], timed: bool, where: str
) -> None:
    goal = value.get("streakMinValue") if value.get("isTrackStreaks") is True else None
    least = _count(goal) if goal is not None else 0
    key = backup.namer.by_id(f"counter {own}")
    weekdays = value.get("streakWeekDays") if isinstance(value.get("streakWeekDays"), dict) else {}
    wanted = [WEEKDAYS[(int(day) - 1) % 7] for day, on in (weekdays or {}).items() if on is True and day in "0123456"]
    backup.gathered.tasks.append(
        SourceTask(
            key=key,
            title=" ".join(words(value.get("title")).split()) or "(no title)",
            where=where,
            due=min(days, default=None),
            repeat=on_weekdays(wanted) if wanted and goal is not None else "FREQ=DAILY",
            amount=_amount(least, timed) if least else None,
            unit="minutes" if timed else None,
            extra={"counter": words(value.get("type"))},
        )
    )
    for day, count in sorted(days.items()):
        if count:
            kind = "done" if count >= least else "missed"
            record = SourceRecord(key, day.isoformat(), day, kind, quantity=_amount(count, timed), where=where)  # type: ignore[arg-type]
            backup.gathered.records.append(record)


def _amount(count: int, timed: bool) -> Decimal:
    return (Decimal(count) / MINUTE).quantize(Decimal("0.1")) if timed else Decimal(count)


def _count(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 10**12:
        raise RefusedInput(f"{ascii(value)[:40]} is no number of times")
    return int(value)


def _day(text: str) -> date:
    day = day_in(text)
    if day is None:
        raise RefusedInput(f"{ascii(text)[:40]} is no day")
    return day


FORMAT = Format(NAME, "Super Productivity (backup)", recognises, take=read)
