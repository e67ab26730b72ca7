"""Days, spans and tasks in words."""

from __future__ import annotations

from datetime import date, timedelta

from momentum_desktop.gui.wording import WEEKDAYS, day_words, grouped
from momentum_desktop.service.day_sections import start_to_come
from momentum_desktop.service.reminder_times import reminder_in_words, reminder_moment
from momentum_desktop.service.repeat_words import repeat_in_words
from momentum_desktop.service.values import Task


def day_in_words(day: date, today: date) -> str:
    """A day as people say it: Today, Tomorrow, a weekday within the week, else 6 Mar (with the year if another)."""
    distance = (day - today).days
    near = {-1: "Yesterday", 0: "Today", 1: "Tomorrow"}
    if distance in near:
        return near[distance]
    if 1 < distance < 7:
        return WEEKDAYS[day.weekday()]
    words = day_words(day)
    return words.removesuffix(f" {day.year}") if day.year == today.year else words


def day_within(day: date, today: date) -> str:
    """The same in the middle of a sentence: yesterday, today, tomorrow, but Friday and 6 Mar."""
    words = day_in_words(day, today)
    return words.lower() if abs((day - today).days) <= 1 else words


def start_in_words(task: Task, today: date) -> str:
    """From when a task is for doing, if that is still to come: `from 1 Dec`; else nothing."""
    start = start_to_come(task, today)
    return "" if start is None else f"from {day_within(start, today)}"


def reminder_of(task: Task) -> str:
    """When a task reminds of itself, in words; nothing if it never does."""
    if task.reminder is None or task.done or reminder_moment(task.reminder, task.due) is None:
        return ""
    return reminder_in_words(task.reminder)


def amount_in_words(task: Task) -> str:
    """How much of its amount is there: “3 of 8 glasses”; nothing if it asks for none or is done."""
    if task.amount is None or task.done:
        return ""
    return f"{grouped(task.amount_done)} of {grouped(task.amount)}{f' {task.unit}' if task.unit else ''}"


def span_in_words(span: timedelta) -> str:
    """Hours and minutes: `5 h 12`, `12 min`, rounded up so that it never says 0 while time is left."""
    minutes = max(0, -(-span // timedelta(minutes=1)))
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02}" if hours else f"{minutes} min"


def minutes_in_words(minutes: int) -> str:
    """How long something takes: 25 min, 1 h, 1 h 30."""
    hours, rest = divmod(minutes, 60)
    return f"{minutes} min" if not hours else f"{hours} h {rest:02}" if rest else f"{hours} h"


def task_in_words(task: Task, today: date, whole: str | None = None, *, worth: bool = True) -> str:
    """The row of a task as a screen reader says it; `whole` is the title of the task it is a part of."""
    words = [task.title, f"part of {whole}"] if whole else [task.title]
    if task.done:
        words.append("done")
    elif task.due:
        words.append(f"{'overdue since' if task.due < today else 'due'} {day_within(task.due, today)}")
    if start := start_in_words(task, today):
        words.append(start)
    if reminder := reminder_of(task):
        words.append(f"reminder {reminder}")
    if amount := amount_in_words(task):
        words.append(amount)
    if task.repeat:
        words.append(f"repeats {repeat_in_words(task.repeat, task.repeat_from)}")
    if task.parts:
        words.append(f"{task.parts_done} of {task.parts} subtasks done")
    words.append(task.complexity)
    if task.list:
        words.append(f"list {task.list}")
    words += [f"tag {tag}" for tag in task.tags]
    if worth and not task.done:
        words.append(f"worth {task.worth} points")
    return ", ".join(words)
