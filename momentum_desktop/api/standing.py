"""Where the user stands: progress, ranks, achievements, streaks, statistics, levels."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response
from pydantic import Field

from momentum_desktop.api.bodies import ScopedRoute
from momentum_desktop.api.calls import ANY_SCOPE, READS, Asking, answer
from momentum_desktop.api.queries import STRICT
from momentum_desktop.api.shapes import (
    AchievementOut,
    HealthOut,
    LeaderboardOut,
    LevelStandingOut,
    ProgressOut,
    StatsOut,
    StreakOut,
    UserOut,
)
from momentum_desktop.service.answers import LONGEST_RANGE
from momentum_desktop.service.nearness import nearest_first

router = APIRouter(prefix="/momentum", route_class=ScopedRoute)

Period = Annotated[Literal["all", "week", "month"], Query(description="Points of all time, this week or this month.")]
Limit = Annotated[int, Field(ge=1, le=1000), STRICT, Query(description="How many users at most.")]
Days = Annotated[int, Field(ge=0, le=LONGEST_RANGE), STRICT, Query(description="How many days up to today; 0 for all.")]


@router.get("/progress", response_model=ProgressOut, openapi_extra=READS, tags=["standing"])
async def progress(call: Asking) -> Response:
    """Points, level and streaks as of now."""
    return answer(await call.service.get_user_progress())


@router.get("/leaderboard", response_model=LeaderboardOut, openapi_extra=READS, tags=["standing"])
async def leaderboard(call: Asking, period: Period = "all", limit: Limit = 10) -> Response:
    """Everyone who shares the data, by points."""
    return answer(await call.service.get_leaderboard(period=period, limit=limit))


@router.get("/achievements", response_model=list[AchievementOut], openapi_extra=READS, tags=["standing"])
async def achievements(call: Asking) -> Response:
    """Every achievement, in the order of the rules."""
    return answer(await call.service.get_achievements())


@router.get("/achievements/available", response_model=list[AchievementOut], openapi_extra=READS, tags=["standing"])
async def available(call: Asking) -> Response:
    """The achievements still to earn, nearest first."""
    return answer(nearest_first(await call.service.get_achievements()))


@router.get("/streaks", response_model=list[StreakOut], openapi_extra=READS, tags=["standing"])
async def streaks(call: Asking) -> Response:
    """Every streak as of now."""
    return answer(await call.service.get_streaks())


@router.get("/stats", response_model=StatsOut, openapi_extra=READS, tags=["standing"])
async def stats(call: Asking, days: Days = 365) -> Response:
    """Points by day, kind, type, weekday and hour."""
    return answer(await call.service.get_momentum_stats(days=days))


@router.get("/levels", response_model=list[LevelStandingOut], openapi_extra=READS, tags=["standing"])
async def levels(call: Asking) -> Response:
    """Every level, lowest first."""
    return answer(await call.service.get_levels())


@router.get("/users", response_model=list[UserOut], openapi_extra=READS, tags=["users"])
async def users(call: Asking) -> Response:
    """Everyone who shares the data."""
    return answer(await call.service.get_users())


@router.get("/health", response_model=HealthOut, openapi_extra=ANY_SCOPE, tags=["health"])
async def health(call: Asking) -> Response:
    """Whether the data can be read and written, and what the token is for."""
    from momentum_desktop import __version__

    service = call.service
    await service.last_act()
    state: dict[str, Any] = {
        "status": "read_only" if service.read_only else "ok",
        "version": __version__,
        "time": service.now(),
        "user_id": call.bearer.user_id,
        "scopes": call.bearer.scopes,
    }
    return answer(state)
