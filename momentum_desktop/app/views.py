"""What the window shows, and how the service is asked for it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from momentum_desktop.service.momentum_service import MomentumService

Question = Callable[["MomentumService", "int | None"], Awaitable[Any]]
HABIT_DAYS = 26 * 7
PEOPLE, CHANGES, TASKS, PROGRESS = "people", "changes", "tasks", "progress"
VIEWS: dict[str, Question] = {
    PROGRESS: lambda service, user: service.get_user_progress(user),
    TASKS: lambda service, user: service.get_tasks(user),
    "focus": lambda service, user: service.get_focus(user),
    "goals": lambda service, user: service.get_goals(user),
    "achievements": lambda service, user: service.get_achievements(user),
    "streaks": lambda service, user: service.get_streaks(user),
    "habits": lambda service, user: service.get_habits(user, days=HABIT_DAYS),
    "levels": lambda service, user: service.get_levels(user),
    "rests": lambda service, user: service.get_rests(user),
    "own_rules": lambda service, user: service.get_own_rules(user),
    "all_perks": lambda service, _: service.all_perks_open(),
    "rules": lambda service, user: service.rules_offered(user),
}
"""What the window shows and how it is asked for, first what a person looks at first."""
