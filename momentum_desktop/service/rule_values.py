"""What the service says about other rules: what they would change, and which ones wait for a person's word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from momentum_desktop.engine.rules_text import RuleFault

FILE, DEFAULTS, OTHER = "file", "defaults", "other"
"""Where rules come from: the file beside the data, the program itself, or somewhere else."""


@dataclass(frozen=True, slots=True)
class RulesTotals:
    """What a history amounts to under one set of rules; `uncounted` events count for nothing, since those rules do not
    know their type or complexity."""

    total_points: int
    level_number: int
    level_title: str
    achievements_completed: int
    achievements_total: int
    uncounted: int


@dataclass(frozen=True, slots=True)
class StreakDifference:
    """A streak that other rules move: (count shown now, longest) before and after, None where there is no such
    streak."""

    title: str
    before: tuple[int, int] | None
    after: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class AchievementDifference:
    """An achievement that other rules move: whether it is won before and after, None where there is none of that name,
    and its points. A secret one that is still to win has no name."""

    name: str | None
    before: bool | None
    after: bool | None
    points: int


@dataclass(frozen=True, slots=True)
class RulesPreview:
    """What other rules would make of the same history; `tables` are those in which the rules differ."""

    before: RulesTotals
    after: RulesTotals
    tables: tuple[str, ...]
    streaks: tuple[StreakDifference, ...]
    achievements: tuple[AchievementDifference, ...]


@dataclass(frozen=True, slots=True)
class RulesOffer:
    """Rules that differ from those in force and wait for a person's word: from a `source` (file or defaults), in the
    file of that name. With `faults` they cannot be taken and there is no `document`."""

    source: str
    name: str
    path: str
    document: dict[str, Any] | None
    faults: tuple[RuleFault, ...] = ()
