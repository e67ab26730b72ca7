"""What a task that an import brought is besides open or done: done on a day that nobody knows, or called off."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from momentum_desktop.service.import_values import UNKNOWN_DAY, State

if TYPE_CHECKING:
    from momentum_desktop.service.values import Task


def is_undated(task: Task) -> bool:
    """Whether it is done, but nobody knows when."""
    return task.completed_at == UNKNOWN_DAY


def state_of(task: Task, imported: Mapping[int, Mapping[str, Any]]) -> State:
    """Open, done or cancelled; `imported` is what imports kept beside tasks, by their numbers."""
    if not task.done:
        return "open"
    return "cancelled" if imported.get(task.id, {}).get("state") == "cancelled" else "done"
