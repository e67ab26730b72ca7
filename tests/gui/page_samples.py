"""A believable year, as the values that the pages show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

from momentum_desktop.engine.values import Event, Outcome
from momentum_desktop.momentum import ACHIEVEMENTS, LEVELS, STREAKS
from momentum_desktop.service.insight_values import Insights, KindDays, Records, SpanTotal, Stretch
from momentum_desktop.service.values import (
    AchievementStanding,
    DayTotal,
    LevelStanding,
    Progress,
    Stats,
    StatTotals,
    StreakStanding,
)

TODAY = date(2026, 3, 11)
NOW = datetime(2026, 3, 11, 15, 20, tzinfo=UTC)
TOTAL = 11_180

WON = {
    "First Spark": (1, 290),
    "Task Master": (100, 41),
    "Clean Sweep": (10, 120),
    "Warming Up": (3, 280),
    "Fortnight Fire": (14, 133),
    "On the Dot": (15, 201),
    "Lock In": (3, 77),
    "Four Figures": (1000, 230),
    "Halfway Up": (5, 160),
}
NEAR = {
    "Dragon Slayer": 4,
    "Hundred Suns": 87,
    "Dawn Patrol": 2,
    "Deep Water": 425,
    "Curious Mind": 0,
    "Trophy Shelf": 7,
    "Good Company": 11,
}

SIXTEEN = [row for row in ACHIEVEMENTS if row["name"] in WON or row["name"] in NEAR]


def achievements(secret: tuple[str, ...] = ("Trophy Shelf",)) -> tuple[AchievementStanding, ...]:
    """Sixteen of the catalogue, nine of them won; `secret` names those still to win that keep their secret."""
    rows = []
    for number, row in enumerate(SIXTEEN, 1):
        won = WON.get(row["name"])
        hidden = row["name"] in secret
        rows.append(
            AchievementStanding(
                id=number,
                name=None if hidden else row["name"],
                description=None if hidden else row["description"],
                category=str(row["category"]),
                points=row["points"],
                icon_name=row["icon_name"],
                criteria_type=str(row["criteria_type"]),
                criteria_value=row["criteria_value"],
                progress=row["criteria_value"] if won else NEAR[row["name"]],
                completed=won is not None,
                completed_at=NOW - timedelta(days=won[1]) if won else None,
                tier=None if hidden or "tier" not in row else str(row["tier"]),
                completed_day=(NOW - timedelta(days=won[1])).date() if won else None,
            )
        )
    return tuple(rows)


def untouched_achievements() -> tuple[AchievementStanding, ...]:
    """The same sixteen on the first day."""
    return tuple(
        AchievementStanding(
            number,
            row["name"],
            row["description"],
            str(row["category"]),
            row["points"],
            row["icon_name"],
            str(row["criteria_type"]),
            row["criteria_value"],
            0,
            False,
            None,
            str(row["tier"]) if "tier" in row else None,
        )
        for number, row in enumerate(SIXTEEN, 1)
    )


def streaks() -> tuple[StreakStanding, ...]:
    """One streak in every status there is."""
    day = timedelta(days=1)
    return (
        StreakStanding("daily_activity", "Daily activity", "day", 23, 41, TODAY, 2, "kept", 30, 1, 4),
        StreakStanding("daily_tasks", "Three tasks a day", "day", 12, 19, TODAY - day, 1, "due", 30, 3, 2),
        StreakStanding("focus", "25 focus minutes a day", "day", 5, 16, TODAY - day, 0, "resting", 7, 25, 0),
        StreakStanding("early_riser", "Early riser", "day", 0, 8, TODAY - 9 * day, 0, "broken", 5, 1, 0),
        StreakStanding("weekly_goals", "Weekly goals", "week", 12, 12, TODAY - 2 * day, 0, "kept", None, 1, 3),
        StreakStanding("perfect_weeks", "Perfect weeks", "week", 3, 6, TODAY - 9 * day, 1, "frozen", 4, 5, 3),
    )


def untouched_streaks() -> tuple[StreakStanding, ...]:
    """The streaks on the first day."""
    return tuple(
        StreakStanding(
            row["name"],
            row["title"],
            row["period"],
            0,
            0,
            None,
            0,
            "none",
            min(row["milestones"]),
            row["needed"],
            0,
        )
        for row in STREAKS
    )


def levels(total: int = TOTAL) -> tuple[LevelStanding, ...]:
    """The ten levels as they stand with this many points."""
    rows = []
    for row in LEVELS:
        reached = row["points_required"] <= total
        rows.append(
            LevelStanding(
                row["level_number"],
                row["points_required"],
                row["title"],
                tuple(row["perks"]),
                reached,
                NOW - timedelta(days=300 - 40 * row["level_number"]) if reached else None,
                (NOW - timedelta(days=300 - 40 * row["level_number"])).date() if reached else None,
            )
        )
    return tuple(rows)


def generous_levels() -> tuple[LevelStanding, ...]:
    """The same path by rules that give several perks at once, some of them of one's own."""
    known = ("custom_backgrounds", "advanced_analytics", "mentor")
    own = ("A_whole_week_of_holidays_by_the_sea", "A_day_without_a_telephone_or_any_other_machine")
    return tuple(replace(level, perks=known if level.level_number % 2 else own) for level in levels())


def progress(total: int = TOTAL) -> Progress:
    """Where the user of the sample year stands."""
    path = levels(total)
    level = [row for row in path if row.reached][-1]
    following = next((row for row in path if not row.reached), None)
    span = following.points_required - level.points_required if following else 1
    return Progress(
        user_id=1,
        name="Robin",
        total_points=total,
        weekly_points=min(total, 320),
        monthly_points=min(total, 1_240),
        today_points=min(total, 64),
        level=level,
        next_level=following,
        points_to_next_level=following.points_required - total if following else 0,
        level_progress=(total - level.points_required) / span if following else 1.0,
        achievements_completed=len(WON),
        achievements_total=len(SIXTEEN),
        streaks=streaks(),
        day=TODAY,
        day_began_at=datetime(2026, 3, 11, 4, tzinfo=UTC),
        day_ends_at=datetime(2026, 3, 12, 4, tzinfo=UTC),
    )


def stats(days: int = 365) -> Stats:
    """The last days with weekends, a holiday and a slow rise in them."""
    chance = Random(days)
    rows = []
    for ago in range(days - 1, -1, -1):
        day = TODAY - timedelta(days=ago)
        idle = chance.random() < (0.45 if day.weekday() >= 5 else 0.12) or 200 < ago < 212
        worked = 0 if idle else chance.randint(1, 7)
        lift = 1 + (days - ago) / max(1, days)
        rows.append(DayTotal(day, round(worked * 9 * lift) + (100 if worked == 7 else 0), worked))
    return stats_of(tuple(rows))


def stats_of(rows: tuple[DayTotal, ...]) -> Stats:
    """The figures that belong to these days."""
    points = sum(row.points for row in rows)
    events = sum(row.events for row in rows)
    active = [row for row in rows if row.events]
    shares = {
        "task_completion": 0.46,
        "focus_session": 0.13,
        "streak_milestone:daily_activity": 0.1,
        "achievement:Task Master": 0.09,
        "first_task_of_day": 0.08,
        "time_slot_completion": 0.05,
        "weekend_activity": 0.04,
        "early_bird": 0.03,
    }
    by_kind = {kind: round(points * share) for kind, share in shares.items()}
    by_kind["goal_completion"] = points - sum(by_kind.values())
    by_weekday = tuple(sum(row.points for row in rows if row.day.weekday() == day) for day in range(7))
    shape = [0] * 5 + [1, 3, 6, 14, 22, 24, 16, 7, 12, 20, 21, 15, 9, 5, 3, 4, 6, 3, 1]
    grid = tuple(tuple(total * part // sum(shape) for part in shape) for total in by_weekday)
    return Stats(
        days=rows,
        by_kind=by_kind if points else {},
        by_event_type={"task_completion": events * 7 // 10, "focus_session": events - events * 7 // 10},
        by_weekday=by_weekday,
        by_hour=tuple(sum(row[hour] for row in grid) for hour in range(24)),
        by_weekday_hour=grid,
        best_day=max(rows, key=lambda row: row.points) if active else None,
        average_per_day=points / len(active) if active else 0.0,
        active_days=len(active),
        totals=StatTotals(points, events, events * 7 // 10, 4 if points else 0),
    )


def kind_days(whole: Stats) -> KindDays:
    """The points of the days by kind, most of them from tasks."""
    kinds = ("task_completion", "focus_session", "achievement", "first_task_of_day", "weekend_activity")
    kinds += ("learning_session", "early_bird")
    parts = {kind: [row.points // (4 + place) for row in whole.days] for place, kind in enumerate(kinds[1:])}
    parts = {kind: [points // 2 for points in row] for kind, row in parts.items()}
    rest = [row.points - sum(part[place] for part in parts.values()) for place, row in enumerate(whole.days)]
    return KindDays(whole.days[0].day, {kinds[0]: tuple(rest), **{kind: tuple(row) for kind, row in parts.items()}})


def insights(points: Sequence[int], streaks: tuple[StreakStanding, ...] = ()) -> Insights:
    """The weeks that end today with these points a day, oldest first; nothing before them. Every tenth point is an
    event, and a day with points has one at least."""
    before = TODAY - timedelta(days=len(points) - 1)
    rows = {
        before + timedelta(days=place): DayTotal(before + timedelta(days=place), amount, -(-amount // 10))
        for place, amount in enumerate(points)
    }
    span = [TODAY - timedelta(days=ago) for ago in range(56, -1, -1)]
    days = tuple(rows.get(day, DayTotal(day, 0, 0)) for day in span)
    active = [row for row in rows.values() if row.events]

    def stretch(part: tuple[DayTotal, ...]) -> Stretch:
        total = sum(row.points for row in part)
        by_hour = tuple(sum(row.events for row in part) if hour == 10 else 0 for hour in range(24))
        return Stretch(part, {"task_completion": total} if total else {}, by_hour)

    best = max(active, key=lambda row: row.points, default=None)
    whole = SpanTotal(active[0].day, active[-1].day, sum(points), sum(row.events for row in active)) if active else None
    return Insights(
        today=days[-1],
        week_start=TODAY - timedelta(days=TODAY.weekday()),
        first_day=active[0].day if active else None,
        records=Records(len(active), best, best, whole, whole, whole, streaks),
        now=stretch(days[28:56]),
        before=stretch(days[:28]),
    )


def no_stats(days: int = 30) -> Stats:
    """A range in which nothing happened."""
    return stats_of(tuple(DayTotal(TODAY - timedelta(days=ago), 0, 0) for ago in range(days - 1, -1, -1)))


def outcome(*won: str) -> Outcome:
    """What a completed task gave that also won these achievements."""
    event = Event(900, "task_completion", 1_773_242_400_000_000, 0, TODAY.toordinal())
    return Outcome(event, (), 18, 18, TOTAL, 7, False, won, ("daily_activity",))
