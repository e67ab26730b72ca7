"""Why a number is what it is, as the service answers it: a question, and the lines that it opens to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from momentum_desktop.engine.explanation import Factor


@dataclass(frozen=True, slots=True)
class WhyQuestion:
    """What is asked about; nothing named is the total.

    `day` alone is one logical day, with `last_day` a span of them; `level` is the level that the total gives,
    `level_number` any; `kind` is one of the ledger's; `achievement` and `streak` are named as in the rules.
    Days may be narrowed by `kinds`, each with all that are named under it (as are milestones), or by a `weekday`, 0 for
    Monday, an `hour` of the local clock, or both. `user_id` is whose number it is; None for the user in use."""

    day: date | None = None
    last_day: date | None = None
    level: bool = False
    event_id: int | None = None
    act_id: int | None = None
    kind: str | None = None
    achievement: str | None = None
    streak: str | None = None
    level_number: int | None = None
    kinds: tuple[str, ...] = ()
    weekday: int | None = None
    hour: int | None = None
    user_id: int | None = None


@dataclass(frozen=True, slots=True)
class WhyLine:
    """One entry of the ledger with its event and its rule in words, or one step of a streak or an achievement.

    `name` is what it is for, `because` the sum (“10 × 2 (complex) = 20”). `base` and `factors` are the same as numbers.
    `measure`, for a step, is what the streak or the achievement stood at after it; its `points` are then 0.
    `at` is on the clock of its place; `time_known` is false when only the day is known. `title` is that of the task,
    with the day of a habit that was done on another one."""

    event_id: int
    event_type: str
    title: str | None
    day: date
    at: datetime
    time_known: bool
    kind: str
    name: str
    because: str
    points: int
    base: int = 0
    factors: tuple[Factor, ...] = ()
    measure: int | Decimal | None = None


@dataclass(frozen=True, slots=True)
class WhyPage:
    """A page of lines, newest first: `heading` asks (“Why 45?”), `sentence` says what the lines are. `before` asks for
    the next page, None after the last; a page may be short, even empty, and still have a next one."""

    question: WhyQuestion
    heading: str
    sentence: str
    lines: tuple[WhyLine, ...]
    before: str | None
