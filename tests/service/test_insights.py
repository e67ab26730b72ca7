"""Records, the last weeks and points by kind equal what the ledger says, day by day."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from momentum_desktop.errors import RefusedInput
from momentum_desktop.service.momentum_service import MomentumService
from momentum_desktop.service.values import Submission
from tests.service.lives import Clock, in_loop, living

KINDS = ("task_completion", "focus_session", "learning_session")
DAY = timedelta(days=1)


async def live(service: MomentumService, clock: Clock, days: int, seed: int = 4) -> None:
    """Some weeks of work that end today, with gaps."""
    chance = random.Random(seed)
    begun = clock.moment - days * DAY
    submissions = [
        Submission(chance.choice(KINDS), begun + day * DAY + timedelta(hours=chance.randint(0, 9)), {})
        for day in range(days + 1)
        for _ in range(chance.choice((0, 1, 2, 5)))
    ]
    await service.process_events(submissions)


@in_loop
async def test_records_are_the_best_of_all_days(data_dir: Path) -> None:
    clock = Clock()
    async with living(data_dir, clock) as service:
        await live(service, clock, 200)
        records = (await service.get_insights()).records
        days = (await service.get_momentum_stats(days=0)).days
        active = [row for row in days if row.events]
        assert records.active_days == len(active)
        assert records.best_day == max(active, key=lambda row: row.points)
        assert records.busiest_day == max(active, key=lambda row: row.events)
        weeks: dict[date, int] = {}
        months: dict[tuple[int, int], int] = {}
        for row in days:
            week, month = row.day - row.day.weekday() * DAY, (row.day.year, row.day.month)
            weeks[week] = weeks.get(week, 0) + row.points
            months[month] = months.get(month, 0) + row.points
        assert records.best_week is not None
        assert records.best_month is not None
        assert records.best_week.points == max(weeks.values())
        assert weeks[records.best_week.first - records.best_week.first.weekday() * DAY] == records.best_week.points
        assert records.best_month.points == max(months.values())
        runs, run = [1], 1
        for before, after in pairwise(active):
            run = run + 1 if after.day - before.day == DAY else 1
            runs.append(run)
        assert records.longest_run is not None
        assert (records.longest_run.last - records.longest_run.first).days + 1 == max(runs)
        assert records.streaks == await service.get_streaks()


@in_loop
async def test_without_work_there_are_no_records(data_dir: Path) -> None:
    async with living(data_dir) as service:
        insights = await service.get_insights()
        records = insights.records
        assert insights.first_day is None
        assert (records.best_day, records.busiest_day, records.best_week, records.best_month) == (None,) * 4
        assert records.longest_run is None
        assert records.active_days == 0
        assert len(insights.now.days) == len(insights.before.days) == 28


@in_loop
async def test_the_last_weeks_and_those_before_do_not_overlap_and_leave_nothing_out(data_dir: Path) -> None:
    clock = Clock()
    async with living(data_dir, clock) as service:
        await live(service, clock, 100)
        insights = await service.get_insights()
        whole = await service.get_momentum_stats(days=57)
        assert (*insights.before.days, *insights.now.days, insights.today) == whole.days
        assert insights.today.day == clock.moment.date()
        assert insights.week_start == date(2026, 3, 2)
        log = await service.export_events()
        for stretch in (insights.now, insights.before):
            first, last = stretch.days[0].day, stretch.days[-1].day
            stats = await service.get_momentum_stats(days=28, until=last)
            assert stretch.days == stats.days
            hours = Counter(
                event.occurred_at.hour for event in log if first.toordinal() <= event.day <= last.toordinal()
            )
            assert stretch.by_hour == tuple(hours[hour] for hour in range(24))
            assert sum(stretch.by_kind.values()) == stats.totals.points
            assert stretch.by_kind["task_completion"] == stats.by_kind["task_completion"]


@in_loop
async def test_statistics_up_to_an_earlier_day_are_those_of_that_day(data_dir: Path) -> None:
    clock = Clock()
    async with living(data_dir, clock) as service:
        await live(service, clock, 90)
        until = clock.moment.date() - 20 * DAY
        whole = await service.get_momentum_stats(days=90)
        part = await service.get_momentum_stats(days=30, until=until)
        assert part.days == tuple(row for row in whole.days if until - 29 * DAY <= row.day <= until)
        assert part.totals.points == sum(row.points for row in part.days)
        assert sum(part.by_kind.values()) == part.totals.points
        everything = await service.get_momentum_stats(days=0, until=until)
        assert everything.days[-1].day == until
        later = await service.get_momentum_stats(days=30, until=clock.moment.date() + 9 * DAY)
        assert later == await service.get_momentum_stats(days=30)


@in_loop
async def test_points_by_kind_and_day_add_up_to_the_days(data_dir: Path) -> None:
    clock = Clock()
    async with living(data_dir, clock) as service:
        await live(service, clock, 60)
        stats = await service.get_momentum_stats(days=0)
        kinds = await service.get_kind_days(days=0)
        assert kinds.first == stats.days[0].day
        by_day = [sum(points) for points in zip(*kinds.by_kind.values(), strict=True)]
        assert by_day == [row.points for row in stats.days]
        assert "achievement" in kinds.by_kind
        assert not any(":" in kind for kind in kinds.by_kind)
        assert sum(kinds.by_kind["task_completion"]) == stats.by_kind["task_completion"]
        until = stats.days[-8].day
        assert len((await service.get_kind_days(days=7, until=until)).by_kind["task_completion"]) == 7
        for wrong in (-1, 1.5, True):
            with pytest.raises(RefusedInput):
                await service.get_kind_days(days=wrong)
