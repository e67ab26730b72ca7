"""The story of an achievement, as the service answers it: how rare it is, and how it came about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from momentum_desktop.engine.values import Number


class DaysOf(Enum):
    """Which days are counted for how rare an achievement is."""

    WORK = "days with work that counts for it"
    WHOLE = "days on which all that it asks was done"
    HELD = "days since it was won, that day among them"


@dataclass(frozen=True, slots=True)
class Rarity:
    """`days` of a user's `of_days` active days, as `basis` says: the fewer, the rarer."""

    achievement_id: int
    days: int
    of_days: int
    basis: DaysOf


@dataclass(frozen=True, slots=True)
class AchievementStory:
    """How rare an achievement is, and what it stood at after each day that moved it, oldest first, until it was won:
    evenly thinned where there are many, empty where only the steps themselves tell (a streak's)."""

    name: str
    rarity: Rarity
    course: tuple[tuple[date, Number], ...]
