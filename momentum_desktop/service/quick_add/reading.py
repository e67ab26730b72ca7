"""Reads a line: finds its marks, decides which of them count, and makes the task and its chips of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from momentum_desktop.service.quick_add.amounts import amounts
from momentum_desktop.service.quick_add.chinese import chinese_days, chinese_times
from momentum_desktop.service.quick_add.chinese_repeats import chinese_repeats
from momentum_desktop.service.quick_add.chips import chips_of, reminder_text
from momentum_desktop.service.quick_add.days import days
from momentum_desktop.service.quick_add.line import Line
from momentum_desktop.service.quick_add.marks import goal_marks, signed_marks
from momentum_desktop.service.quick_add.meanings import Clock, Day, DayPart, Mark, Repeat, Strength
from momentum_desktop.service.quick_add.reminders import Reminder, reminders
from momentum_desktop.service.quick_add.repeats import repeats
from momentum_desktop.service.quick_add.rules import first_day
from momentum_desktop.service.quick_add.starts import starts
from momentum_desktop.service.quick_add.times import minute_in, times
from momentum_desktop.service.quick_add.values import Lean, Understood
from momentum_desktop.service.values import TaskDraft

LONGEST = 1_000
"""Characters of a line that is read; a longer one is a text, and all of it title."""

_NEIGHBOURS = {
    "due": ("time",),
    "time": ("due", "repeat", "start"),
    "repeat": ("time", "due", "start"),
    "start": ("time",),
    "priority": ("due", "time", "repeat", "start", "complexity", "list", "tag", "goal", "minutes", "reminder"),
}
"""The kinds beside which a weak mark of a kind counts."""
_FIRST_IDEOGRAPH = "\u2e80"


def understood(text: str, today: date, goals: Sequence[tuple[int, str]], lean: Lean = Lean.AHEAD) -> Understood:
    """The task that a line describes, and the chips of what is not title."""
    if len(text) > LONGEST or not text.strip():
        return Understood(TaskDraft(title=" ".join(text.split())), ())
    line = _marked(text, today, goals, lean)
    _release_what_lacks_its_partner(line)
    draft = _draft(line)
    return Understood(draft, chips_of(line, draft))


def _marked(text: str, today: date, goals: Sequence[tuple[int, str]], lean: Lean) -> Line:
    """The line with all its marks taken. A weak mark that counts changes what others may be: then it is read anew."""
    settled: list[Mark] = []
    while True:
        line = Line(text, today, lean)
        for mark in settled:
            line.take(mark)
        weak = _take_sure_marks(line, goals)
        counting = [mark for mark in weak if _counts(line, mark)]
        if not counting:
            return line
        settled.append(max(counting, key=lambda mark: mark.end))


def _take_sure_marks(line: Line, goals: Sequence[tuple[int, str]]) -> list[Mark]:
    """Takes the marks that count wherever they stand, kind by kind, and gives those that may not."""
    weak = _take(line, signed_marks(line))
    weak += _take(line, goal_marks(line, goals))
    weak += _take(line, reminders(line))
    weak += _take(line, _both(line, times, chinese_times))
    weak += _take(
        line, [mark for mark in _both(line, repeats, chinese_repeats) if _has_days(mark, line.today)], alone=True
    )
    weak += _take(line, starts(line), alone=True)
    weak += _take(line, _both(line, days, chinese_days))
    if line.of_kind("repeat"):
        weak += _take(line, amounts(line))
    return weak


def _both(
    line: Line, spaced: Callable[[Line], Iterable[Mark]], chinese: Callable[[Line], Iterable[Mark]]
) -> list[Mark]:
    """The marks of both kinds of writing in their order; of two at one place the longer."""
    marks = list(spaced(line))
    if line.has_han:
        marks = sorted([*marks, *chinese(line)], key=lambda mark: (mark.start, -mark.end))
        marks = [mark for place, mark in enumerate(marks) if all(mark.start >= each.end for each in marks[:place])]
    return marks


def _take(line: Line, marks: Iterable[Mark], *, alone: bool = False) -> list[Mark]:
    """Takes the last sure mark of each kind, and every tag. With `alone`, what is in the other marks means nothing
    else. Gives the weak marks of kinds that have no later one."""
    weak: list[Mark] = []
    last: dict[str, Mark] = {}
    settled = {mark.kind for mark in line.taken}
    for mark in list(marks):
        if mark.strength is not Strength.ANYWHERE:
            weak.append(mark)
        elif mark.kind == "tag":
            line.take(mark)
        elif mark.kind not in settled:
            if alone and mark.kind in last:
                line.keep(last[mark.kind])
            last[mark.kind] = mark
    for mark in last.values():
        line.take(mark)
    return [mark for mark in weak if mark.kind not in last or last[mark.kind].end <= mark.start]


def _counts(line: Line, mark: Mark) -> bool:
    """Whether a weak mark stands where it counts."""
    for other in line.taken:
        if other.kind == mark.kind and other.start >= mark.start:
            return False
        if other.start < mark.end and mark.start < other.end and not mark.start <= other.start < other.end <= mark.end:
            return False
    if mark.strength is Strength.END and line.ends_after(mark.end):
        return True
    return line.beside(mark, _NEIGHBOURS[mark.kind])


def _has_days(mark: Mark, today: date) -> bool:
    repeat: Repeat = mark.value
    return first_day(repeat.rule, today) is not None


def _release_what_lacks_its_partner(line: Line) -> None:
    """A reminder without the day or the time that it goes by, and an amount that would leave no title, are title."""
    found = {mark.kind: mark.value for mark in line.taken}
    reminder: Reminder | None = found.get("reminder")
    has_part = any(found[kind].part for kind in ("due", "repeat") if kind in found)
    if reminder and (
        (reminder.days_before and not found.keys() & {"due", "repeat"})
        or (reminder.minute is None and "time" not in found and not has_part)
    ):
        line.taken = [mark for mark in line.taken if mark.kind != "reminder"]
    if "amount" in found and not _title(line):
        line.taken = [mark for mark in line.taken if mark.kind != "amount"]


def _draft(line: Line) -> TaskDraft:
    found = {mark.kind: mark.value for mark in line.taken}
    repeat: Repeat | None = found.get("repeat")
    day: Day | None = found.get("due")
    start: date | None = found.get("start")
    reminder: Reminder | None = found.get("reminder")
    part = (day.part if day else None) or (repeat.part if repeat else None)
    minute = _minute(found.get("time"), part)
    due = day.date if day else None
    if repeat:
        earliest = due or max(start or line.today, line.today)
        due = first_day(repeat.rule, earliest) or earliest
    elif due is None and (minute is not None or (reminder and reminder.date is None)):
        due = start or line.today
    amount = found.get("amount")
    return TaskDraft(
        title=_title(line),
        complexity=found.get("complexity", "simple"),
        priority=found.get("priority", 4),
        list=found.get("list"),
        start=start,
        due=due,
        tags=tuple(dict.fromkeys(mark.value for mark in sorted(line.taken, key=_place) if mark.kind == "tag")),
        due_minute=minute,
        reminder=reminder_text(reminder, minute) if reminder else None,
        repeat=str(repeat.rule) if repeat else None,
        repeat_from="completion" if repeat and repeat.from_completion else "due",
        minutes=found.get("minutes"),
        amount=amount.number if amount else None,
        unit=amount.unit if amount else None,
        goal_id=found["goal"][0] if "goal" in found else None,
    )


def _minute(clock: Clock | None, part: DayPart | None) -> int | None:
    if clock is not None:
        return minute_in(clock, part)
    return part.minute if part else None


def _title(line: Line) -> str:
    """What no mark took. Writing without spaces closes up where a mark stood."""
    gaps: list[tuple[int, int]] = []
    for mark in sorted(line.taken, key=_place):
        if gaps and mark.start <= gaps[-1][1]:
            gaps[-1] = gaps[-1][0], max(mark.end, gaps[-1][1])
        else:
            gaps.append((mark.start, mark.end))
    text, pieces, past = line.text, [], 0
    for start, end, is_mark in sorted([(*gap, True) for gap in gaps] + [(s, s + 1, False) for s, _ in line.escapes]):
        pieces.append(text[past:start])
        closes_up = text[start - 1 : start] >= _FIRST_IDEOGRAPH and text[end : end + 1] >= _FIRST_IDEOGRAPH
        pieces.append(" " if is_mark and not closes_up else "")
        past = end
    title = " ".join("".join([*pieces, text[past:]]).split())
    ends_in_mark = bool(gaps) and not text[gaps[-1][1] :].strip()
    return title.rstrip(" ,，、;；") if ends_in_mark else title


def _place(mark: Mark) -> tuple[int, int]:
    return mark.start, mark.end
