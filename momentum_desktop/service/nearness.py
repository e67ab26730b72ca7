"""Which achievement is nearest to being won."""

from __future__ import annotations

from collections.abc import Iterable

from momentum_desktop.service.values import AchievementStanding


def nearness(achievement: AchievementStanding) -> tuple[float, int]:
    """A sort key that puts the nearest first; equally near ones keep the order of the rules."""
    return (-float(achievement.progress / achievement.criteria_value), achievement.id)


def nearest_first(achievements: Iterable[AchievementStanding]) -> tuple[AchievementStanding, ...]:
    """Those still to earn, nearest first."""
    return tuple(sorted((each for each in achievements if not each.completed), key=nearness))
