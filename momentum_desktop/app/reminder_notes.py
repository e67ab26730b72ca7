"""Reminders as notifications: streaks together, tasks one by one, and one digest where there are many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from momentum_desktop.gui.note import Note
from momentum_desktop.service.plan_values import Task
from momentum_desktop.service.reminder_values import Reminder

DONE, SNOOZE, DAY_OFF = "done", "snooze", "day_off"
MOST_AT_ONCE = 3
MOST_LINES = 5
LONGEST_TITLE = 40


@dataclass(frozen=True, slots=True)
class Told:
    """A note and what it told of. `next_task` is what “done” completes where the reminder itself names no task."""

    note: Note
    reminders: tuple[Reminder, ...]
    user_id: int
    next_task: Task | None = None


def told_of(
    reminders: Sequence[Reminder], user_id: int, next_task: Task | None, snooze_minutes: int, *, as_digest: bool
) -> Iterator[Told]:
    """The notes that tell of reminders: one for all of them as a digest, or if they are many."""
    streaks = tuple(each for each in reminders if each.kind == "streak")
    others = tuple(each for each in reminders if each.kind != "streak")
    snooze = (SNOOZE, f"Snooze {_span(snooze_minutes)}")
    notes = len(others) + bool(streaks)
    if notes > MOST_AT_ONCE or (as_digest and notes > 1):
        yield Told(_digest(tuple(reminders), snooze), tuple(reminders), user_id)
        return
    for each in others:
        yield Told(_single(each, snooze), (each,), user_id)
    if streaks:
        yield Told(_streaks(streaks, next_task, snooze), streaks, user_id, next_task)


def _single(reminder: Reminder, snooze: tuple[str, str]) -> Note:
    actions = [(DONE, "Done"), snooze] if reminder.task_id is not None else []
    if reminder.kind == "habit":
        actions.append((DAY_OFF, "Take today off"))
    if reminder.kind == "focus":
        actions.append((DONE, "End it"))
    return Note(reminder.name, reminder.headline, reminder.words, tuple(actions))


def _streaks(streaks: tuple[Reminder, ...], next_task: Task | None, snooze: tuple[str, str]) -> Note:
    actions = [snooze, (DAY_OFF, "Take today off")]
    words = streaks[0].words if len(streaks) == 1 else "\n".join(each.headline for each in streaks[:MOST_LINES])
    if len(streaks) > 1:
        words += f"\n{streaks[0].words}"
    if next_task is not None:
        title = _short(next_task.title)
        words += f"\nNext on your list: {title}"
        actions.insert(0, (DONE, f"Done: {title}"))
    headline = streaks[0].headline if len(streaks) == 1 else f"{len(streaks)} streaks are still due"
    return Note("streaks", headline, words, tuple(actions))


def _digest(reminders: tuple[Reminder, ...], snooze: tuple[str, str]) -> Note:
    lines = [each.headline for each in reminders]
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], f"and {len(lines) - MOST_LINES + 1} more"]
    return Note("digest", f"{len(reminders)} reminders meanwhile", "\n".join(lines), (snooze,))


def _short(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1].rstrip()}…"


def _span(minutes: int) -> str:
    return f"{minutes} min" if minutes % 60 else f"{minutes // 60} h"
