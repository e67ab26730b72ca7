"""Which achievement is nearest to being won."""

from __future__ import annotations

from collections.abc import Iterable

from momentum_desktop.service.values import AchievementStanding

FIRST_LEVEL = 1


def share_done(achievement: AchievementStanding) -> float:
    """How much of its way lies behind, 0 to 1. The level where everyone starts is none of the way to a later one."""
    start = FIRST_LEVEL if achievement.criteria_type == "LEVEL" else 0
    way = float(achievement.criteria_value) - start
    return min(1.0, max(0.0, (float(achievement.progress) - start) / way)) if way > 0 else 1.0


def nearness(achievement: AchievementStanding) -> tuple[float, float, int]:
    """A sort key that puts the nearest first: what has the least share of its way to go, of equally near ones, as all
    are at the very beginning, what has the least to go, and then the order of the rules."""
    left = float(achievement.criteria_value) - float(achievement.progress)
    return (-share_done(achievement), left, achievement.id)


def nearest_first(achievements: Iterable[AchievementStanding]) -> tuple[AchievementStanding, ...]:
    """Those still to earn, nearest first."""
    return tuple(sorted((each for each in achievements if not each.completed), key=nearness))
