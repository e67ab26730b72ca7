"""Days off and rules of one's own: they hold for the whole history, stand apart from the rules taken, and are undone
like anything else."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from momentum_desktop.errors import RefusedInput, RulesFault, UnknownThing
from momentum_desktop.service.values import Submission
from momentum_desktop.store import rule_change
from tests.service.lives import MORNING, Clock, assert_stands_as_its_log_says, in_loop, living, rows

CAMEL = {
    "name": "Camel",
    "description": "Drink on two days.",
    "points": 5,
    "category": "growth",
    "criteria_type": "DISTINCT_DAYS",
    "criteria_value": 2,
    "icon_name": "star",
    "events": ["task_completion"],
}
WALKS = {"name": "walks", "title": "Walks", "period": "week", "events": ["social_interaction"], "needed": 2}
WALKS |= {"freezes": False, "milestones": {"2": 30}}


async def _lived(service: Any, clock: Clock, days: list[int]) -> None:
    for day in days:
        clock.moment = MORNING + timedelta(days=day)
        await service.process_event(event_type="task_completion")


async def _count(service: Any, name: str = "daily_activity") -> tuple[int, str]:
    streak = next(each for each in await service.get_streaks() if each.streak_type == name)
    return streak.current_count, streak.status


@in_loop
async def test_a_day_off_in_the_past_mends_a_streak_and_giving_it_up_breaks_it_again(tmp_path: Path) -> None:
    clock = Clock()
    async with living(tmp_path, clock) as service:
        await _lived(service, clock, [0, 1, 4, 5])
        assert await _count(service) == (2, "kept")
        total = (await service.get_user_progress()).total_points
        off = await service.plan_rest("2026-03-04", "2026-03-05")
        assert await _count(service) == (4, "kept")
        assert off.total_change == (await service.get_user_progress()).total_points - total > 0
        assert "Daily activity 2 → 4 days" in off.note
        await assert_stands_as_its_log_says(service)
        (rest,) = await service.get_rests()
        assert (rest.first, rest.last, rest.streak) == (date(2026, 3, 4), date(2026, 3, 5), None)
        await service.remove_rest(rest.id)
        assert await _count(service) == (2, "kept")
        await service.undo(off.act_id)
        assert await service.get_rests() == ()
        assert (await service.get_user_progress()).total_points == total


@in_loop
async def test_a_pause_is_of_one_streak_alone(tmp_path: Path) -> None:
    clock = Clock()
    async with living(tmp_path, clock) as service:
        await _lived(service, clock, [0, 0, 0, 2, 2, 2])
        paused = await service.plan_rest("2026-03-03", streak="daily_tasks")
        assert paused.summary == "Paused “Three tasks a day” on Tue 3 Mar"
        assert await _count(service, "daily_tasks") == (2, "kept")
        assert await _count(service) == (1, "kept")
        with pytest.raises(UnknownThing, match="no streak"):
            await service.plan_rest("2026-03-03", streak="nothing")
        (rest,) = await service.get_rests()
        given_up = await service.remove_rest(rest.id)
        assert given_up.summary == "Gave up the day off on Tue 3 Mar"
        for first, last in (("2026-03-03", "2026-03-02"), ("tomorrow", None), ("2026-03-03", "2040-03-02")):
            with pytest.raises(RefusedInput):
                await service.plan_rest(first, last)


@in_loop
async def test_a_streak_without_a_title_is_spelled_however_long_its_pause(tmp_path: Path) -> None:
    async with living(tmp_path) as service:
        untitled = {"name": "my_mornings", "period": "day", "events": ["focus_session"], "needed": 1}
        await service.add_own_streak({**untitled, "freezes": False, "milestones": {}})
        paused = await service.plan_rest("2026-03-03", "2026-03-05", streak="my_mornings")
        assert paused.summary == "Paused “My mornings” from Tue 3 Mar to Thu 5 Mar"


@in_loop
async def test_today_off_rests_and_later_rules_keep_it(tmp_path: Path) -> None:
    clock = Clock()
    async with living(tmp_path, clock) as service:
        await _lived(service, clock, [0])
        clock.moment = MORNING + timedelta(days=1)
        assert await _count(service) == (1, "due")
        off = await service.plan_rest(clock.moment.date())
        assert await _count(service) == (1, "resting")
        document = await service.rules_document()
        assert document["vacations"] == [["2026-03-03", "2026-03-03"]]
        assert await service.rules_offered() is None
        taken = {**document, "vacations": [], "point_events": {**document["point_events"], "task_completion": 11}}
        await service.take_rules(taken)
        assert (await service.rules_document())["vacations"] == [["2026-03-03", "2026-03-03"]]
        await service.undo(off.act_id)
        assert (await service.rules_document())["vacations"] == []
        assert (await service.rules_document())["point_events"]["task_completion"] == 11
        await assert_stands_as_its_log_says(service)


@in_loop
async def test_an_achievement_of_ones_own_counts_the_history(tmp_path: Path) -> None:
    clock = Clock()
    async with living(tmp_path, clock) as service:
        await _lived(service, clock, [0, 1])
        made = await service.add_own_achievement(CAMEL)
        assert made.total_change == 5
        (own,) = await service.get_own_rules()
        assert (own.kind, own.document["name"]) == ("achievement", "Camel")
        won = next(each for each in await service.get_achievements() if each.name == "Camel")
        assert won.completed_at == MORNING + timedelta(days=1)
        await assert_stands_as_its_log_says(service)
        with pytest.raises(RulesFault, match="name"):
            await service.add_own_achievement(CAMEL)
        for fault in ({"points": -1}, {"icon_name": "no such"}, {"criteria_type": "MOOD"}, {"events": ["nap"]}):
            with pytest.raises(RulesFault):
                await service.add_own_achievement({**CAMEL, "name": "Other", **fault})
        assert len(await service.get_history()) == 3
        assert (await service.remove_own_rule(own.id)).total_change == -5


@in_loop
async def test_a_streak_of_ones_own_has_its_milestones(tmp_path: Path) -> None:
    clock = Clock()
    async with living(tmp_path, clock) as service:
        for day in (0, 1, 7, 8):
            clock.moment = MORNING + timedelta(days=day)
            await service.process_event(event_type="social_interaction")
        made = await service.add_own_streak(WALKS)
        assert await _count(service, "walks") == (2, "kept")
        assert made.total_change == 30
        await service.undo()
        assert "walks" not in [each.streak_type for each in await service.get_streaks()]


@pytest.mark.parametrize("seed", range(6))
@in_loop
async def test_deriving_from_the_first_day_off_gives_what_deriving_all_anew_gives(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    days = [chance.randint(0, 120) for _ in range(160)]
    spans = [(chance.randint(0, 110), chance.randint(0, 9)) for _ in range(8)]
    events = [
        Submission("task_completion", MORNING + timedelta(days=day, minutes=number), {}, f"{number}")
        for number, day in enumerate(days)
    ]

    async def live(folder: Path) -> dict[str, Any]:
        clock = Clock(MORNING + timedelta(days=121))
        async with living(folder, clock) as service:
            await service.process_events(events)
            for number, (first, length) in enumerate(spans):
                start = MORNING.date() + timedelta(days=first)
                streak = "daily_tasks" if number % 3 == 0 else None
                await service.plan_rest(start, start + timedelta(days=length), streak=streak)
                if number % 4 == 3:
                    await service.undo()
            await assert_stands_as_its_log_says(service)
        return rows(folder, "streaks", "user_achievements", "ledger", "days", "day_kinds", "users")

    quick = await live(tmp_path / "quick")
    monkeypatch.setattr(rule_change, "first_day_moved", lambda *_: None)
    assert await live(tmp_path / "whole") == quick


@in_loop
async def test_days_off_of_two_people_stay_apart(tmp_path: Path) -> None:
    clock = Clock()
    async with living(tmp_path, clock) as service:
        await service.add_user("Anna")
        await service.plan_rest("2026-03-03", user_id=2)
        assert await service.get_rests(1) == ()
        assert (await service.rules_document(1))["vacations"] == []
        (rest,) = await service.get_rests(2)
        with pytest.raises(UnknownThing):
            await service.remove_rest(rest.id, user_id=1)
        await assert_stands_as_its_log_says(service, 2)
