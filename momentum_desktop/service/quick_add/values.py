"""What the quick-add line is read into: a draft of a task and its chips."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from momentum_desktop.service.values import TaskDraft

COMPLEXITIES = ("trivial", "simple", "moderate", "complex", "epic")

KINDS = (
    *("due", "time", "repeat", "start", "reminder", "minutes"),
    *("priority", "complexity", "amount", "list", "goal", "tag"),
)
"""The kinds of chips, in the order in which they are shown."""


class Lean(Enum):
    """Which of its days is meant where words leave it open: the next, the last, the nearer of the two, or the next
    unless the last is nearer and of the last four weeks."""

    AHEAD = "ahead"
    BACK = "back"
    NEAR = "near"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that was understood: its kind (one of KINDS), words to show, and the characters it was read from."""

    kind: str
    words: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Understood:
    """A line as a task, and what of it was understood beside the title."""

    draft: TaskDraft
    chips: tuple[Chip, ...]
