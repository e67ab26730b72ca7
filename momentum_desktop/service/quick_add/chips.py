"""What was understood, in words to show before Enter."""

from __future__ import annotations

from datetime import date

from momentum_desktop.service.quick_add.line import Line
from momentum_desktop.service.quick_add.meanings import Mark
from momentum_desktop.service.quick_add.reminders import Reminder
from momentum_desktop.service.quick_add.values import KINDS, Chip
from momentum_desktop.service.repeat_words import repeat_in_words
from momentum_desktop.service.today_words import date_in_words
from momentum_desktop.service.values import TaskDraft

_NEAR = {-1: "Yesterday", 0: "Today", 1: "Tomorrow"}


def chips_of(line: Line, draft: TaskDraft) -> tuple[Chip, ...]:
    """A chip for each thing that was understood, in the order of KINDS. A day or a time that follows from a repeat, a
    time or a reminder has the characters of that."""
    chips = [
        Chip(mark.kind, words, (mark.start, mark.end))
        for mark in line.taken
        if (words := _words(mark, draft, line.today))
    ]
    named = {chip.kind for chip in chips}
    if draft.due and "due" not in named:
        chips.append(Chip("due", day_in_words(draft.due, line.today), _span_of(line, "repeat", "time", "reminder")))
    if draft.due_minute is not None and "time" not in named:
        chips.append(Chip("time", clock_in_words(draft.due_minute), _span_of(line, "due", "repeat")))
    return tuple(sorted(_once(chips), key=lambda chip: (KINDS.index(chip.kind), chip.span)))


def day_in_words(day: date, today: date) -> str:
    """Today · Wed 25 Nov, Tomorrow · Thu 26 Nov, Fri 27 Nov, and the year if it is another."""
    near = _NEAR.get((day - today).days)
    date_words = date_in_words(day, today)
    return f"{near} · {date_words}" if near else date_words


def clock_in_words(minute: int) -> str:
    """9:00, of minutes after midnight."""
    return f"{minute // 60}:{minute % 60:02}"


def span_in_words(minutes: int) -> str:
    """25 min, 1 h, 1 h 30."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {rest:02}" if rest else f"{hours} h"


def reminder_text(reminder: Reminder, due_minute: int | None) -> str:
    """The reminder as a task keeps it: `08:30`, `-1d 08:30`, `2026-03-06 08:30`."""
    minute = _minute_of(reminder, due_minute)
    clock = f"{minute // 60:02}:{minute % 60:02}"
    if reminder.date:
        return f"{reminder.date.isoformat()} {clock}"
    return f"-{reminder.days_before}d {clock}" if reminder.days_before else clock


def _words(mark: Mark, draft: TaskDraft, today: date) -> str:
    if mark.kind == "due":
        return day_in_words(draft.due, today) if draft.due else ""
    if mark.kind == "time":
        return clock_in_words(draft.due_minute) if draft.due_minute is not None else ""
    if mark.kind == "repeat":
        return repeat_in_words(draft.repeat or "", draft.repeat_from)
    if mark.kind == "start":
        words = day_in_words(mark.value, today)
        return f"from {words[:1].lower() + words[1:] if ' · ' in words else words}"
    if mark.kind == "reminder":
        return _reminder_in_words(mark.value, draft.due_minute, today)
    if mark.kind == "minutes":
        return span_in_words(mark.value)
    if mark.kind == "priority":
        return f"Priority {mark.value}"
    if mark.kind == "complexity":
        return str(mark.value).capitalize()
    if mark.kind == "amount":
        return f"{mark.value.number.normalize():f} {mark.value.unit}"
    return str(mark.value[1]) if mark.kind == "goal" else str(mark.value)


def _minute_of(reminder: Reminder, due_minute: int | None) -> int:
    return reminder.minute if reminder.minute is not None else due_minute or 0


def _reminder_in_words(reminder: Reminder, due_minute: int | None, today: date) -> str:
    clock = clock_in_words(_minute_of(reminder, due_minute))
    if reminder.date:
        return f"{day_in_words(reminder.date, today)}, {clock}"
    if reminder.days_before:
        return f"{clock}, {reminder.days_before} {'day' if reminder.days_before == 1 else 'days'} before"
    return clock


def _span_of(line: Line, *kinds: str) -> tuple[int, int]:
    mark = next(mark for kind in kinds if (mark := line.of_kind(kind)))
    return mark.start, mark.end


def _once(chips: list[Chip]) -> list[Chip]:
    """Without the chips of tags that came before."""
    return list({(chip.kind, chip.words): chip for chip in reversed(chips)}.values())
