"""Every number opens to its lines: which event, which rule, which multiplier, page by page."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from momentum_desktop.errors import RefusedInput, UnknownThing
from momentum_desktop.service.momentum_service import MomentumService
from momentum_desktop.service.values import Submission, TaskDraft
from momentum_desktop.service.why_values import WhyLine, WhyPage
from momentum_desktop.store import checkpoints, retracing
from tests.service.lives import MORNING, Clock, in_loop, living


async def pages(service: MomentumService, limit: int = 50, **about: Any) -> list[WhyPage]:
    """All pages of an answer."""
    found = [await service.why(**about, limit=limit)]
    while found[-1].before is not None:
        found.append(await service.why(**about, limit=limit, before=found[-1].before))
    return found


async def lines(service: MomentumService, limit: int = 50, **about: Any) -> list[WhyLine]:
    return [line for page in await pages(service, limit, **about) for line in page.lines]


async def live(service: MomentumService, clock: Clock, days: int = 40, seed: int = 1) -> None:
    """Some weeks of tasks and other work."""
    chance = random.Random(seed)
    for _ in range(days):
        for _ in range(chance.randint(0, 4)):
            clock.forward(minutes=chance.randint(5, 120))
            draft = TaskDraft("Water the plants", complexity=chance.choice(("simple", "complex", "epic")))
            added = await service.add_task(draft)
            assert added.task is not None
            await service.complete_task(added.task.id)
        if chance.random() < 0.5:
            clock.forward(minutes=chance.randint(5, 60))
            await service.process_event(event_type="focus_session", metadata={"minutes": chance.choice((25, 50))})
        clock.moment = clock.moment.replace(hour=7, minute=0) + timedelta(days=1)


@in_loop
async def test_todays_points_open_to_event_rule_and_multiplier(data_dir: Path) -> None:
    clock = Clock()
    async with living(data_dir, clock) as service:
        for _ in range(9):
            added = await service.add_task(TaskDraft("Write the report", complexity="complex"))
            assert added.task is not None
            await service.complete_task(added.task.id)
            clock.forward(days=1)
        clock.forward(days=-1)
        today = clock.moment.date()
        page = await service.why(day=today)
        assert page.heading == "Why 30?"
        assert page.sentence == "10 Mar 2026."
        own, first = page.lines
        assert own.title == "Write the report"
        assert own.name == "Task completed"
        assert own.because == "10 × 2 (complex) × 1.25 (Daily activity, 9 days) = 25"
        assert own.at == clock.moment
        assert (first.name, first.because, first.points) == ("First task of the day", "5 once a day", 5)
        assert page.before is None


@in_loop
async def test_every_number_is_the_sum_of_its_lines(data_dir: Path) -> None:
    clock = Clock()
    async with living(data_dir, clock) as service:
        await live(service, clock)
        progress = await service.get_user_progress()
        total = await lines(service, limit=7)
        assert sum(line.points for line in total) == progress.total_points
        assert [line.day for line in total] == sorted((line.day for line in total), reverse=True)
        for line in total:
            assert line.because
            assert line.title == ("Water the plants" if line.event_type == "task_completion" else None)
        stats = await service.get_momentum_stats(days=0)
        for row in stats.days:
            assert sum(line.points for line in await lines(service, day=row.day)) == row.points
        first, last = stats.days[3].day, stats.days[11].day
        spanned = await lines(service, day=first, last_day=last)
        assert sum(line.points for line in spanned) == sum(row.points for row in stats.days[3:12])
        for kind, points in stats.by_kind.items():
            if not kind.startswith(("streak_milestone:", "achievement:")):
                assert sum(line.points for line in await lines(service, kind=kind)) == points
        assert [line.because for line in await lines(service, level=True)] == [line.because for line in total]
        assert (await service.why(level=True)).heading == f"Why level {progress.level.level_number}?"


@in_loop
async def test_paging_skips_and_repeats_nothing(data_dir: Path) -> None:
    clock = Clock()
    async with living(data_dir, clock) as service:
        await live(service, clock, days=12)
        everything = (await service.why(limit=500)).lines
        for limit in (1, 2, 3, 49):
            assert tuple(await lines(service, limit=limit)) == everything


@in_loop
async def test_each_streak_opens_to_the_events_that_kept_it(data_dir: Path) -> None:
    clock = Clock()
    async with living(data_dir, clock) as service:
        await live(service, clock)
        for streak in await service.get_streaks():
            found = await lines(service, limit=3, streak=streak.streak_type)
            assert max((line.measure for line in found), default=0) == streak.longest_count
            if found:
                assert found[0].day <= clock.moment.date()
                for newer, older in pairwise(found):
                    assert newer.measure in (1, int(older.measure or 0) + 1)
        (daily,) = [each for each in await service.get_streaks() if each.streak_type == "daily_activity"]
        page = await service.why(streak="daily_activity")
        if daily.status != "broken":
            assert page.heading == f"Why {daily.current_count} day{'' if daily.current_count == 1 else 's'}?"


@in_loop
async def test_every_achievement_opens_to_what_counted(data_dir: Path) -> None:
    clock = Clock()
    async with living(data_dir, clock) as service:
        await live(service, clock)
        for achievement in await service.get_achievements():
            if achievement.name is None:
                continue
            found = await lines(service, limit=4, achievement=achievement.name)
            steps = [line for line in found if line.measure is not None]
            if achievement.completed:
                assert f"achievement:{achievement.name}" in [line.kind for line in found]
            if achievement.criteria_type in ("COUNT", "SUM", "DAY_COUNT", "DISTINCT_DAYS") and achievement.progress:
                assert steps[0].measure is not None
                assert min(steps[0].measure, achievement.criteria_value) == achievement.progress
            if achievement.criteria_type == "COUNT":
                assert len(steps) == achievement.progress


@in_loop
async def test_many_in_one_day_are_those_of_that_day_alone(data_dir: Path) -> None:
    clock = Clock()
    async with living(data_dir, clock) as service:
        sweep = next(each for each in await service.get_achievements() if each.name == "Clean Sweep")
        for done in (4, sweep.criteria_value - 1, 2, sweep.criteria_value + 1):
            for _ in range(done):
                await service.process_event(event_type="task_completion")
                clock.forward(minutes=1)
            if done == 2:
                fullest = clock.moment.date() - timedelta(days=1)
                steps = await lines(service, achievement=sweep.name)
                assert {line.day for line in steps} == {fullest}
                assert [line.measure for line in steps] == list(range(sweep.criteria_value - 1, 0, -1))
            clock.moment = clock.moment.replace(hour=9, minute=0) + timedelta(days=1)
        steps = [line for line in await lines(service, achievement=sweep.name) if line.measure is not None]
        assert {line.day for line in steps} == {clock.moment.date() - timedelta(days=1)}
        assert [line.measure for line in steps] == list(range(sweep.criteria_value, 0, -1))


@in_loop
async def test_bonuses_milestones_and_achievements_are_told_in_words(data_dir: Path) -> None:
    clock = Clock(MORNING.replace(hour=7))
    async with living(data_dir, clock) as service:
        for _ in range(7):
            await service.process_event(event_type="task_completion")
            clock.forward(days=1)
        told = {line.kind: (line.name, line.because) for line in await lines(service)}
        assert told["early_bird"] == ("Early bird", "15 once a day, between 04:00 and\u00a008:00")
        assert told["weekend_activity"][1] == "30 once each Saturday and Sunday with work"
        assert told["perfect_week"] == ("Perfect week", "100 once a week, for work on each day that asks for it")
        assert told["streak_milestone:daily_activity"][0] == "Milestone of Daily activity"
        assert told["streak_milestone:daily_activity"][1] == "10 for 3 days in a row"
        assert told["achievement:First Spark"][0] == "Achievement “First Spark”"
        assert told["achievement:First Spark"][1].startswith("20 for it. ")


@in_loop
async def test_an_act_opens_to_its_own_lines_and_to_none_once_undone(data_dir: Path) -> None:
    async with living(data_dir) as service:
        outcome = await service.process_event(event_type="focus_session", metadata={"minutes": 25})
        (act,) = await service.get_history()
        found = await lines(service, act_id=act.id)
        assert [(line.kind, line.points) for line in found] == list(outcome.entries)
        assert found == await lines(service, event_id=outcome.event_id)
        await service.undo(act.id)
        page = await service.why(act_id=act.id)
        assert (page.heading, page.lines) == ("Why 0?", ())
        assert "counts for nothing now" in page.sentence


@in_loop
async def test_days_of_a_habit_done_on_another_day_are_told_apart(data_dir: Path) -> None:
    clock = Clock()
    async with living(data_dir, clock) as service:
        first = clock.moment.date()
        habit = (await service.add_task(TaskDraft("Read", due=first, repeat="FREQ=DAILY"))).task
        clock.forward(days=2)
        for days in (0, 1, 2):
            await service.complete_task(habit.id, clock.moment, occurrence=first + timedelta(days=days))
        await service.complete_task(habit.id, clock.moment)
        told = [line for line in await lines(service) if line.kind == "task_completion"]
        assert [line.title for line in told] == [
            "Read of 5 Mar 2026",
            "Read",
            "Read of 3 Mar 2026",
            "Read of 2 Mar 2026",
        ]


@in_loop
async def test_an_empty_log_has_kind_words(data_dir: Path) -> None:
    async with living(data_dir) as service:
        page = await service.why()
        assert (page.heading, page.lines, page.before) == ("Why 0?", (), None)
        assert page.sentence == "Nothing has been earned yet; the first task begins it."
        page = await service.why(streak="daily_activity")
        assert page.sentence == "Daily activity has not begun yet."


@pytest.mark.parametrize(
    "about",
    [
        {"event_id": 99},
        {"act_id": 99},
        {"kind": "no such thing"},
        {"achievement": "No such thing"},
        {"streak": "no such thing"},
        {"day": date(2026, 3, 2), "streak": "daily_activity"},
        {"last_day": date(2026, 3, 2)},
        {"limit": 0},
        {"limit": 10_000},
        {"before": "not a place"},
        {"before": "1:2"},
        {"user_id": 7},
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(data_dir: Path, about: dict[str, Any]) -> None:
    @in_loop
    async def run() -> None:
        async with living(data_dir) as service:
            with pytest.raises(RefusedInput):
                await service.why(**about)

    run()


@in_loop
async def test_one_user_cannot_look_into_the_log_of_another(data_dir: Path) -> None:
    async with living(data_dir) as service:
        other = (await service.add_user("Anna")).user_id
        outcome = await service.process_event(event_type="task_completion")
        with pytest.raises(UnknownThing):
            await service.why(other, event_id=outcome.event_id)
        assert (await service.why(other)).lines == ()


@in_loop
async def test_late_events_and_undone_ones_are_explained_as_they_now_count(data_dir: Path) -> None:
    clock = Clock()
    async with living(data_dir, clock) as service:
        for _ in range(4):
            await service.process_event(event_type="task_completion")
            clock.forward(days=1)
        clock.forward(days=-1)
        assert (await service.why(streak="daily_activity")).heading == "Why 4 days?"
        (_, second, *_) = reversed(await service.get_history())
        await service.undo(second.id)
        assert (await service.why(streak="daily_activity")).heading == "Why 2 days?"
        total = (await service.get_user_progress()).total_points
        assert sum(line.points for line in await lines(service)) == total


@in_loop
async def test_ten_years_open_page_by_page(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retracing, "MOST_STEPS", 2_000)
    monkeypatch.setattr(checkpoints, "SPACING", 500)
    clock = Clock(MORNING.replace(year=2036))
    async with living(data_dir, clock) as service:
        log = [
            Submission("task_completion", clock.moment - timedelta(days=3653 - day, hours=1), {"complexity": "epic"})
            for day in range(3653)
        ]
        await service.process_events(log)
        total = (await service.get_user_progress()).total_points
        first = await service.why(limit=50)
        assert len(first.lines) == 50
        assert sum([line.points for line in await lines(service, limit=500)]) == total
        steps = await lines(service, limit=500, streak="daily_activity")
        assert [line.measure for line in steps] == list(range(3653, 0, -1))
        rare = await lines(service, limit=50, kind="weekend_activity")
        assert len(rare) == sum(1 for day in {line.day for line in steps} if day.weekday() >= 5)


@in_loop
async def test_kinds_and_hours_of_some_days_open_to_what_the_charts_show(data_dir: Path) -> None:
    clock = Clock()
    async with living(data_dir, clock) as service:
        await live(service, clock)
        await service.process_event(event_type="focus_session", metadata={"minutes": 25, "time_unknown": True})
        stats = await service.get_momentum_stats(days=20)
        span = {"day": stats.days[0].day, "last_day": stats.days[-1].day}

        for kind, points in stats.by_kind.items():
            found = await lines(service, **span, kinds=(kind,))
            assert sum(line.points for line in found) == points
            assert {line.kind for line in found} == {kind}
        several = await lines(service, limit=7, **span, kinds=("achievement", "streak_milestone", "early_bird"))
        assert {line.kind.partition(":")[0] for line in several} >= {"achievement", "streak_milestone"}
        assert sum(line.points for line in several) == sum(
            points for kind, points in stats.by_kind.items() if kind.startswith(("achievement:", "streak_m", "early_b"))
        )
        for weekday in range(7):
            for hour in range(24):
                if hour % 6 and not stats.by_weekday_hour[weekday][hour]:
                    continue
                page = await service.why(**span, weekday=weekday, hour=hour, limit=500)
                points = stats.by_weekday_hour[weekday][hour]
                assert page.heading == f"Why {points}?"
                assert sum(line.points for line in page.lines) == points
                assert all((line.day.weekday(), line.at.hour) == (weekday, hour) for line in page.lines)
        for hour, points in enumerate(stats.by_hour):
            assert sum(line.points for line in await lines(service, **span, hour=hour, limit=500)) == points
        page = await service.why(**span, weekday=0, hour=7)
        assert page.sentence.startswith(("Mondays, 07:00 to 08:00 from ", "Nothing was earned from "))
        mondays = await lines(service, weekday=0)
        assert {line.day.weekday() for line in mondays} == {0}
        assert any(not line.time_known for line in await lines(service, **span, kinds=("focus_session",)))


@in_loop
async def test_a_level_opens_to_the_lines_that_reached_it(data_dir: Path) -> None:
    clock = Clock()
    async with living(data_dir, clock) as service:
        await live(service, clock, days=20)
        progress = await service.get_user_progress()
        for level in await service.get_levels():
            page = await service.why(level_number=level.level_number, limit=500)
            points = sum(line.points for line in page.lines)
            assert page.heading == f"Why level {level.level_number}?"
            assert page.sentence.startswith(f"{level.title} begins at ")
            if not level.reached:
                assert (points, page.sentence.endswith(" to go.")) == (progress.total_points, True)
            elif level.points_required:
                assert points >= level.points_required
                last = [line for line in page.lines if line.event_id == page.lines[0].event_id]
                assert points - sum(line.points for line in last) < level.points_required
                assert page.lines[0].at == level.reached_at
            else:
                assert (points, page.lines) == (0, ())


@in_loop
@pytest.mark.parametrize(
    ("about", "where"),
    [
        ({"weekday": 7}, "weekday"),
        ({"weekday": True}, "weekday"),
        ({"weekday": 0, "hour": 24}, "hour"),
        ({"hour": 24}, "hour"),
        ({"hour": 9, "kinds": ("early_bird",)}, "why"),
        ({"day": MORNING.date(), "last_day": MORNING.date() - timedelta(days=1)}, "last_day"),
        ({"weekday": 0, "kinds": ("early_bird",)}, "why"),
        ({"level": True, "kinds": ("early_bird",)}, "why"),
        ({"day": MORNING.date(), "level_number": 2}, "why"),
        ({"level_number": 99}, "level_number"),
    ],
)
async def test_what_cannot_be_asked_together_is_refused(data_dir: Path, about: dict[str, Any], where: str) -> None:
    async with living(data_dir) as service:
        with pytest.raises(RefusedInput) as refused:
            await service.why(**about)
        assert refused.value.where == where
