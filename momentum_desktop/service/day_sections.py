"""The sections that open tasks stand in, the same in every list of a day."""

from __future__ import annotations

from datetime import date

from momentum_desktop.service.plan_values import Task

OVERDUE, TODAY, UPCOMING, ANYTIME = "Overdue", "Today", "Upcoming", "Someday"


def section_of_open(task: Task, today: date) -> str:
    """Where an open task stands: by its due day, of a repeating one the day now due, and by its start without one."""
    if task.due is not None:
        return OVERDUE if task.due < today else TODAY if task.due == today else UPCOMING
    if task.start is not None:
        return UPCOMING if task.start > today else TODAY
    return ANYTIME


def start_to_come(task: Task, today: date) -> date | None:
    """The day from which an open task is for doing, where that is neither here yet nor the day it is due."""
    told = not task.done and task.start is not None and task.start > today and task.start != task.due
    return task.start if told else None
