"""The questions with which a person looks back: what the days amount to, and how achievements came about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from momentum_desktop.service import achievement_days, insights
from momentum_desktop.service.door import ServiceDoor
from momentum_desktop.service.insight_values import Insights, KindDays
from momentum_desktop.service.story_values import AchievementStory, Rarity

if TYPE_CHECKING:
    from momentum_desktop.service.event_values import LoggedEvent, Reached

T = TypeVar("T")


class LookingBack(ServiceDoor):
    """A part of the service: it asks and changes nothing."""

    async def get_event(self, event_id: int) -> LoggedEvent:
        """One event of the log. UnknownThing if there is none of that number."""
        # Imported here: most commands start without it, and the window is painted before.
        from momentum_desktop.service import event_pages

        return await self._ask(event_pages.event_of, None, event_id)

    async def get_insights(self, user_id: int | None = None) -> Insights:
        """The best that the days have brought, and the last weeks beside those before."""
        return await self._ask(insights.insights_of, user_id, self.now())

    async def get_kind_days(
        self, user_id: int | None = None, days: int = 365, *, until: date | None = None
    ) -> KindDays:
        """Points by kind for each of the last days up to today, or to an earlier day; 0 for all."""
        return await self._ask(insights.kind_days_of, user_id, days, until, self.now())

    async def get_rarities(self, user_id: int | None = None) -> tuple[Rarity, ...]:
        """How rare each achievement is among the user's own days; those that keep their secret are left out. It walks
        through the whole log."""
        return await self._ask_aside(achievement_days.rarities_of, user_id)

    async def get_achievement_story(self, achievement: str, *, user_id: int | None = None) -> AchievementStory:
        """How rare an achievement is and how it came about; its events are in `why(achievement=…)`. UnknownThing if
        there is none of that name, or if it keeps its secret."""
        return await self._ask_aside(achievement_days.story_of, user_id, achievement)

    async def reached_since(
        self, act_id: int | None, moment: datetime, *, user_id: int | None = None, limit: int = 100
    ) -> Reached:
        """What was reached after an act, and not before a moment, whichever process did it; None for only the number
        of the newest act."""
        from momentum_desktop.service import event_pages

        return await self._ask(event_pages.reached_since, user_id, act_id, moment, limit)

    async def _ask_aside(self, question: Callable[..., T], user_id: int | None, *values: Any) -> T:
        """The answer to a long question about a user, beside all others."""
        user = await self._user(user_id)
        return await self._open_readers.ask_aside(lambda reader: question(reader, user, *values))
