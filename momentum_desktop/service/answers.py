"""Rows as the values that people see: progress, streaks, achievements, levels, statistics and the leaderboard."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from momentum_desktop.engine.calendar import logical_day, month_of, week_of
from momentum_desktop.engine.rules import LevelRule, Rules, StreakRule
from momentum_desktop.engine.step import NEVER_KEPT
from momentum_desktop.engine.streaks import streak_status
from momentum_desktop.engine.values import State, StreakState, instant_and_offset, local_datetime
from momentum_desktop.errors import RefusedInput
from momentum_desktop.service.clock import first_and_last_shown
from momentum_desktop.service.own_weeks import own_weeks
from momentum_desktop.service.values import (
    AchievementStanding,
    DayTotal,
    Leaderboard,
    LeaderboardEntry,
    LevelStanding,
    Progress,
    Stats,
    StatTotals,
    StreakStanding,
)
from momentum_desktop.store import questions
from momentum_desktop.store.questions import UserTotals
from momentum_desktop.store.store import Reader

PERIODS = ("all", "week", "month")
SPANS = ("day", "week", "month")
LONGEST_RANGE = 366 * 200


def progress_of(reader: Reader, user_id: int, now: datetime) -> Progress:
    """Where a user stands now."""
    with reader.snapshot() as connection:
        user, rules = user_and_rules(reader, user_id)
        day = day_of(now, rules)
        today, weekly, monthly = (
            questions.points_between(connection, user_id, *_span(period, day, rules)) for period in SPANS
        )
        won, there = questions.achievements_won(connection, user_id)
        streaks = streaks_now(reader, user_id, now)
    level = rules.level_for(user.total_points)
    following = next((other for other in rules.levels if other.points_required > user.total_points), None)
    span = 1 if following is None else following.points_required - level.points_required
    return Progress(
        user_id=user.id,
        name=user.name,
        total_points=user.total_points,
        weekly_points=weekly,
        monthly_points=monthly,
        today_points=today,
        level=_level(level, user.total_points),
        next_level=None if following is None else _level(following, user.total_points),
        points_to_next_level=0 if following is None else following.points_required - user.total_points,
        level_progress=1.0 if following is None else (user.total_points - level.points_required) / span,
        achievements_completed=won,
        achievements_total=there,
        streaks=streaks,
        day=date.fromordinal(day),
        day_began_at=day_end(date.fromordinal(day - 1), rules, now),
        day_ends_at=day_end(date.fromordinal(day), rules, now),
    )


def streaks_of(reader: Reader, user_id: int, now: datetime) -> tuple[StreakStanding, ...]:
    """Each streak as of now, in the order of the rules."""
    with reader.snapshot():
        return streaks_now(reader, user_id, now)


def achievements_of(reader: Reader, user_id: int) -> tuple[AchievementStanding, ...]:
    """Each achievement and how far it has come, in the order of the rules."""
    with reader.snapshot() as connection:
        user, in_force = user_and_rules(reader, user_id)
        rows = questions.achievements(connection, user_id, user.rule_set_id)
        rules = {rule.name: rule for rule in in_force.achievements}
    standings = []
    for row in rows:
        rule = rules[row.name]
        won = row.completed_at is not None
        hidden = rule.secret and not won
        standings.append(
            AchievementStanding(
                id=row.id,
                name=None if hidden else rule.name,
                description=None if hidden else rule.description,
                category=rule.category,
                points=rule.points,
                icon_name=rule.icon_name,
                criteria_type=rule.criteria_type,
                criteria_value=rule.criteria_value,
                progress=row.progress,
                completed=won,
                completed_at=row.completed_at,
                completed_day=None
                if row.completed_at is None
                else date.fromordinal(day_of(row.completed_at, in_force)),
                tier=None if hidden else rule.tier,
            )
        )
    return tuple(standings)


def levels_of(reader: Reader, user_id: int) -> tuple[LevelStanding, ...]:
    """Each level, and the first instant at which the points now counted had reached it."""
    with reader.snapshot():
        user, rules = user_and_rules(reader, user_id)
        since = reached_at(reader, user_id, [level.points_required for level in rules.levels])
    return tuple(_level(level, user.total_points, *since.get(level.points_required, ())) for level in rules.levels)


def checked_days(reader: Reader, user_id: int, days: int, until: date | None, today: int) -> tuple[int, int]:
    """The first and the last of the `days` logical days up to `until`, or to today if that is earlier or not given; 0
    for all since the first. RefusedInput if that is no number of days."""
    if not _whole(days) or not 0 <= days <= LONGEST_RANGE:
        raise RefusedInput(f"a whole number of days from 0 (all) to {LONGEST_RANGE:,} is expected", where="days")
    last = today if until is None else min(today, until.toordinal())
    if days:
        return max(1, last - days + 1), last
    earliest = questions.first_day(reader.connection, user_id)
    return min(last, last if earliest is None else earliest), last


def day_totals(reader: Reader, user_id: int, first: int, until: int) -> tuple[DayTotal, ...]:
    """Each day (ordinals) from `first` up to, not including, `until`, days without events too."""
    sums = {row.day: row[1:] for row in questions.day_sums(reader.connection, user_id, first, until)}
    return tuple(DayTotal(date.fromordinal(day), *sums.get(day, (0, 0))) for day in range(first, until))


def stats_of(reader: Reader, user_id: int, days: int, until: date | None, now: datetime) -> Stats:
    """The last `days` logical days up to today, or to `until`; 0 for all since the first."""
    with reader.snapshot() as connection:
        rules = rules_of(reader, user_id)
        first, last = checked_days(reader, user_id, days, until, day_of(now, rules))
        totals = day_totals(reader, user_id, first, last + 1)
        kinds = questions.kind_sums(connection, user_id, first, last + 1)
        hours = questions.hour_sums(connection, user_id, first, last + 1)
    grid = [[0] * 24 for _ in range(7)]
    for weekday, hour, points in hours:
        grid[weekday][hour] = points
    by_weekday = [0] * 7
    for total in totals:
        by_weekday[total.day.weekday()] += total.points
    active = [total for total in totals if total.events]
    entries = {kind: count for kind, _, count in kinds}
    points = sum(total.points for total in totals)
    return Stats(
        days=totals,
        by_kind={kind: earned for kind, earned, _ in kinds},
        by_event_type={kind: count for kind, count in entries.items() if kind in rules.events},
        by_weekday=tuple(by_weekday),
        by_hour=tuple(sum(row[hour] for row in grid) for hour in range(24)),
        by_weekday_hour=tuple(tuple(row) for row in grid),
        best_day=max(active, key=lambda total: total.points, default=None),
        average_per_day=points / len(totals) if totals else 0.0,
        active_days=len(active),
        totals=StatTotals(
            points=points,
            events=sum(total.events for total in totals),
            tasks=entries.get("task_completion", 0),
            achievements=sum(count for kind, count in entries.items() if kind.startswith("achievement:")),
        ),
    )


def leaderboard_of(reader: Reader, user_id: int, period: str, limit: int, now: datetime) -> Leaderboard:
    """The users by points of a period: all, week or month, each by their own calendar."""
    if period not in PERIODS:
        raise RefusedInput(f"“{period}” is none of {', '.join(PERIODS)}", where="period")
    if not _whole(limit) or not 1 <= limit <= 1000:
        raise RefusedInput("a whole number from 1 to 1,000 is expected", where="limit")
    with reader.snapshot() as connection:
        rules = rules_of(reader, user_id)
        own = own_weeks(reader, user_id, day_of(now, rules), rules.first_weekday)
        spans = None
        if period != "all":
            spans = {
                user.id: _span(period, day_of(now, in_force), in_force)
                for user in questions.users(connection)
                for in_force in (reader.keeper.rule_set(user.rule_set_id).rules,)
            }
        ranked = questions.ranking(connection, spans)
    days = {user: _as_days(*span) for user, span in (spans or {}).items()}
    entries = tuple(LeaderboardEntry(rank, *row, days.get(row[0])) for rank, row in enumerate(ranked, 1))
    mine = next((entry for entry in entries if entry.user_id == user_id), None)
    return Leaderboard(period, entries[:limit], mine, own)


def user_and_rules(reader: Reader, user_id: int) -> tuple[UserTotals, Rules]:
    """A user's row, and the rules in force for them. UnknownThing if there is no such user."""
    user = questions.user_totals(reader.connection, user_id)
    return user, reader.keeper.rule_set(user.rule_set_id).rules


def rules_of(reader: Reader, user_id: int) -> Rules:
    """The rules in force for a user."""
    return user_and_rules(reader, user_id)[1]


def today_of(reader: Reader, user_id: int, now: datetime) -> date:
    """The logical day that it is for a user now."""
    with reader.snapshot():
        return date.fromordinal(day_of(now, rules_of(reader, user_id)))


def span_of(reader: Reader, user_id: int, now: datetime, period: str, day: date | None) -> tuple[date, date]:
    """The first and the last day of the logical day, the week or the month that holds a day, today if none is given."""
    if period not in SPANS:
        raise RefusedInput(f"“{period}” is none of {', '.join(SPANS)}", where="period")
    with reader.snapshot():
        rules = rules_of(reader, user_id)
    held = day_of(now, rules) if day is None else day.toordinal()
    return _as_days(*_span(period, held, rules))


def day_of(now: datetime, rules: Rules) -> int:
    """The ordinal of the logical day of an instant."""
    return logical_day(*instant_and_offset(now), rules.day_start)


def day_end(day: date, rules: Rules, now: datetime) -> datetime:
    """When a logical day ends, on the wall clock of `now`, whatever the night does to that clock."""
    wall = datetime.combine(day, datetime.min.time()) + timedelta(days=1, minutes=rules.day_start)
    first, last = first_and_last_shown(wall, now)
    # Where the clock goes back over the end of the day, the day goes on until it comes there again.
    return last if first <= now and day_of(now, rules) == day.toordinal() else first


def _span(period: str, day: int, rules: Rules) -> tuple[int, int]:
    """The day, the week or the month that holds a day: its first day, and the one after its last (ordinals)."""
    if period == "day":
        return day, day + 1
    if period == "week":
        first = week_of(day, rules.first_weekday)
        return first, first + 7
    first = month_of(day)
    return first, month_of(first + 31)


def _as_days(first: int, until: int) -> tuple[date, date]:
    return date.fromordinal(first), date.fromordinal(until - 1)


def streaks_now(reader: Reader, user_id: int, now: datetime) -> tuple[StreakStanding, ...]:
    """Each streak as of now, inside a snapshot that is open already."""
    standing = reader.keeper.standing(user_id)
    day = day_of(now, standing.rules)
    held = questions.streak_states(reader.connection, user_id)
    return tuple(
        _streak(streak, held.get(streak.name, NEVER_KEPT), standing.state, day, standing.rules)
        for streak in standing.rules.streaks
    )


def _level(
    level: LevelRule, total_points: int, reached_at: datetime | None = None, day: date | None = None
) -> LevelStanding:
    reached = level.points_required <= total_points
    return LevelStanding(level.level_number, level.points_required, level.title, level.perks, reached, reached_at, day)


def _streak(streak: StreakRule, held: StreakState, state: State, day: int, rules: Rules) -> StreakStanding:
    status = streak_status(held, streak, day, rules)
    count = 0 if status == "broken" else held.current_count
    period = rules.period_of(streak, day)
    kept = held.last is not None and held.last >= period
    return StreakStanding(
        streak_type=streak.name,
        title=streak.title or streak.name.replace("_", " ").capitalize(),
        period="week" if streak.weekly else "day",
        current_count=count,
        longest_count=held.longest_count,
        last_activity_date=held.last_activity_date,
        freezes=held.freezes,
        status=status,
        next_milestone=streak.next_milestone(count),
        needed=streak.needed,
        progress=streak.needed if kept else state.periods.get(streak.name, {}).get(period, 0),
    )


def reached_at(reader: Reader, user_id: int, thresholds: list[int]) -> dict[int, tuple[datetime, date]]:
    """For each threshold of total points the instant and the logical day of the ledger entry that reached it."""
    reached: dict[int, tuple[datetime, date]] = {}
    waiting = sorted(threshold for threshold in thresholds if threshold > 0)
    total = 0
    for day, points in questions.points_by_day(reader.connection, user_id):
        if not waiting:
            break
        if total + points >= waiting[0]:
            running = total
            for earned, instant, offset in questions.day_ledger(reader.connection, user_id, day):
                running += earned
                while waiting and running >= waiting[0]:
                    reached[waiting.pop(0)] = local_datetime(instant, offset), date.fromordinal(day)
        total += points
    return reached


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
