"""Tasks as lines: under the headings of the day's list, and one by one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from momentum_desktop.cli.layout import day_in_words, number, printable, shortened, table
from momentum_desktop.service.day_sections import ANYTIME, OVERDUE, TODAY, UPCOMING, section_of_open, start_to_come
from momentum_desktop.service.plan_values import Task
from momentum_desktop.service.repeat_words import repeat_in_words

if TYPE_CHECKING:
    from momentum_desktop.cli.terminal import Terminal

DONE = "Done"


def sections(terminal: Terminal, tasks: Sequence[Task], today: date, still: str = "") -> list[str]:
    """Tasks under their headings, all rows aligned with each other; `still` says after midnight which day today is."""
    groups: dict[str, list[Task]] = {name: [] for name in (OVERDUE, TODAY, UPCOMING, ANYTIME, DONE)}
    for task in tasks:
        groups[DONE if task.done else section_of_open(task, today)].append(task)
    shown = [task for group in groups.values() for task in group]
    lines = iter(table([task_row(terminal, task, today, terminal.width - 40) for task in shown], right=(0,)))
    told: list[str] = []
    for name, group in groups.items():
        if group:
            heading = f"{name} · {still}" if still and name == TODAY else name
            told += ["", terminal.strong(heading), *(next(lines) for _ in group)]
    return told[1:]


def task_row(terminal: Terminal, task: Task, today: date, columns: int) -> list[str]:
    """A task as cells: number, box, title within `columns`, day, worth, marks."""
    done = task.completed_day
    start = f"from {day_in_words(begins, today)}" if (begins := start_to_come(task, today)) else ""
    when = f"done {day_in_words(done, today)}" if done else day_in_words(task.due, today) if task.due else start
    if not done and task.due_time:
        when += f" {task.due_time}"
    marks = [
        start if task.due else "",
        repeat_in_words(task.repeat, task.repeat_from) if task.repeat else "",
        f"p{task.priority}" if task.priority < 4 else "",
        f"!{task.complexity}" if task.complexity != "simple" else "",
        f"~{task.minutes}m" if task.minutes else "",
        f"*{task.reminder}" if task.reminder else "",
        f"{number(task.amount)} {printable(task.unit or '')}".rstrip() if task.amount else "",
        f"/{printable(task.list)}" if task.list else "",
        *(f"#{printable(tag)}" for tag in task.tags),
        f"part of {task.parent_id}" if task.parent_id else "",
    ]
    return [
        terminal.soft(str(task.id)),
        terminal.good("✓") if task.done else "○",
        shortened(printable(task.title), max(columns, 20)),
        when,
        "" if task.done else terminal.points(task.worth),
        terminal.soft(" ".join(mark for mark in marks if mark)),
    ]
