"""What an import adds, row by row, before its rows have numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

Ref = int
"""A task: its number, or, for one that the import brings, minus its place among them, from 1 on."""


class NewEvent(NamedTuple):
    """An event to be recorded; `metadata` without the number of its task, which `task` names."""

    event_type: str
    instant: int
    offset: int
    day: int
    metadata: dict[str, Any]
    key: str
    task: Ref | None = None


class NewOccurrence(NamedTuple):
    """What became of a day (an ordinal) of a repeating task; `event` is the place of its event among the new ones."""

    task: Ref
    day: int
    state: str
    amount: Any = None
    instant: int | None = None
    offset: int | None = None
    event: int | None = None


class NewItem(NamedTuple):
    """A thing as its source knows it, with what has no column as JSON text."""

    source: str
    source_id: str
    task: Ref | None
    document: str


class Changed(NamedTuple):
    """A row that is there: its values as they are stored, and the new ones; `event` is written as its number."""

    table: str
    row_id: int
    before: dict[str, Any]
    marks: dict[str, Any]
    event: int | None = None


@dataclass(slots=True)
class Batch:
    """All that one import adds for a user. The tasks are stored values by column, their parents as a `Ref` and their
    events by place."""

    user_id: int
    tasks: list[dict[str, Any]] = field(default_factory=list)
    occurrences: list[NewOccurrence] = field(default_factory=list)
    items: list[NewItem] = field(default_factory=list)
    events: list[NewEvent] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to store."""
        return not (self.tasks or self.occurrences or self.items or self.events or self.changed)
