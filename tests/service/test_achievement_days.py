"""How rare an achievement is and how it came about equal what the rules say of each event, one by one."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from momentum_desktop.engine.compilation import compile_rules
from momentum_desktop.engine.numbers import gain_of
from momentum_desktop.engine.replay import replay
from momentum_desktop.engine.rules import AchievementRule
from momentum_desktop.engine.step import minute_of_event
from momentum_desktop.engine.values import Event
from momentum_desktop.errors import UnknownThing
from momentum_desktop.service import achievement_days
from momentum_desktop.service.momentum_service import MomentumService
from momentum_desktop.service.story_values import DaysOf
from momentum_desktop.service.values import Submission
from tests.service.lives import Clock, in_loop, living

WEIRD: tuple[Any, ...] = ("epic", "simple", True, False, 1, 1.0, 0, None, 2.5, [1, 2], {"a": 1}, 'on"time', "déjà", -3)
HOUR = {"task_completion": ["06:00", "08:30"], "learning_session": ["23:00", "01:00"]}


def achievement(name: str, kind: str, value: Any, **more: Any) -> dict[str, Any]:
    return {
        "name": name,
        "description": f"{name}.",
        "points": 10,
        "category": "growth",
        "criteria_type": kind,
        "criteria_value": value,
        "icon_name": "star",
        **more,
    }


def odd_rules() -> dict[str, Any]:
    """Rules that ask for every kind of value, in every kind of way."""
    events = ["focus_session", "learning_session"]
    odd = [
        achievement(f"Asks {place}", "COUNT", 1_000, events=events, where={"odd": value})
        for place, value in enumerate(WEIRD)
    ]
    odd += [
        achievement("Early", "COUNT", 12, events=["task_completion"], between=HOUR["task_completion"]),
        achievement("Late", "DISTINCT_DAYS", 40, events=["learning_session"], between=HOUR["learning_session"]),
        achievement("Minutes", "SUM", 900, events=["focus_session"], field="minutes"),
        achievement("Odd minutes", "SUM", 99_999, events=events, field="minutes", where={"odd": 1}),
        achievement("A full day", "DAY_COUNT", 4, events=["task_completion"]),
        achievement("Fifty days", "DISTINCT_DAYS", 50, events=events),
        achievement("Thirty", "POINTS", 3_000),
        achievement("Fifth", "LEVEL", 5),
        achievement("Shelf", "UNLOCKED", 6),
        achievement("Three in a row", "STREAK", 3, streak="daily_activity"),
        achievement("Hidden", "COUNT", 5_000, events=events, secret=True),
        achievement("Found", "COUNT", 2, events=events, secret=True),
    ]
    return {"more": {"achievements": odd}}


async def live(service: MomentumService, clock: Clock, days: int, seed: int) -> None:
    chance = random.Random(seed)
    submissions = []
    for _ in range(days):
        clock.forward(days=chance.choice((1, 1, 1, 2)))
        for _ in range(chance.randint(0, 7)):
            at = clock.moment.replace(hour=chance.randint(0, 23), minute=chance.choice((0, 29, 30, 59)))
            metadata: dict[str, Any] = {}
            if chance.random() < 0.7:
                metadata["odd"] = chance.choice(WEIRD)
            if chance.random() < 0.7:
                metadata["minutes"] = chance.choice((25, 12.5, 0, -4, "30", True, None))
            if chance.random() < 0.2:
                metadata["time_unknown"] = chance.choice((True, False, 1))
            kind = chance.choice(("task_completion", "focus_session", "learning_session", "social_interaction"))
            submissions.append(Submission(kind, at, metadata))
    await service.process_events(submissions)


def amounts(rule: AchievementRule, log: list[Event]) -> Counter[int]:
    """What each day gives it, event by event, as the engine matches them."""
    found: Counter[int] = Counter()
    for event in log:
        if event.event_type in rule.events and rule.condition.holds(event.metadata, minute_of_event(event)):
            found[event.day] += gain_of(event.metadata.get(rule.field)) if rule.field else 1
    return +found


@pytest.mark.parametrize("seed", [1, 2])
def test_rarity_counts_the_days_that_the_rules_count(data_dir: Path, seed: int) -> None:
    @in_loop
    async def run() -> None:
        clock = Clock()
        async with living(data_dir, clock) as service:
            await service.take_rules(odd_rules())
            await live(service, clock, 60, seed)
            act = await service.process_event(None, "focus_session", {"odd": "epic"})
            await service.undo()
            assert act.event_id
            rules, log = compile_rules(await service.rules_document()), await service.export_events()
            state = replay(log, rules).state
            active = {event.day for event in log}
            told = {row.achievement_id: row for row in await service.get_rarities()}
            standings = await service.get_achievements()
            for rule, standing in zip(rules.achievements, standings, strict=True):
                if rule.secret and not standing.completed:
                    assert standing.id not in told
                    continue
                rarity = told.pop(standing.id)
                assert rarity.of_days == len(active)
                days = amounts(rule, log)
                if rule.criteria_type == "DAY_COUNT":
                    expected = sum(1 for amount in days.values() if amount >= rule.criteria_value)
                    assert (rarity.days, rarity.basis) == (expected, DaysOf.WHOLE), rule.name
                elif rule.events:
                    assert (rarity.days, rarity.basis) == (len(days), DaysOf.WORK), rule.name
                else:
                    won = state.unlocked.get(rule.name)
                    day = None if won is None else next(event.day for event in log if event.id == won.event_id)
                    expected = 0 if day is None else sum(1 for each in active if each >= day)
                    assert (rarity.days, rarity.basis) == (expected, DaysOf.HELD), rule.name
            assert not told

    run()


@in_loop
async def test_a_course_ends_where_the_standing_is_and_moves_with_the_log(data_dir: Path) -> None:
    clock = Clock()
    async with living(data_dir, clock) as service:
        await service.take_rules(odd_rules())
        await live(service, clock, 60, 3)
        rules, log = compile_rules(await service.rules_document()), await service.export_events()
        cuts = sorted({event.day for event in log})[5::9]
        for rule, standing in zip(rules.achievements, await service.get_achievements(), strict=True):
            if standing.name is None:
                continue
            story = await service.get_achievement_story(rule.name)
            assert story.name == rule.name
            if rule.criteria_type == "STREAK":
                assert story.course == ()
                continue
            values = [value for _, value in story.course]
            assert (values[-1] if values else 0) == standing.progress
            assert values == sorted(values)
            for cut in cuts:
                state = replay([event for event in log if event.day <= cut], rules).state
                by_then = [value for day, value in story.course if day.toordinal() <= cut]
                known = _measure(rule, state)
                assert (by_then[-1] if by_then else (1 if rule.criteria_type == "LEVEL" else 0)) == known, rule.name


def _measure(rule: AchievementRule, state: Any) -> Any:
    from momentum_desktop.engine.achievements import measure_of

    measure = measure_of(rule, state)
    return round(measure, 2) if isinstance(measure, Decimal) else measure


@in_loop
async def test_a_long_course_is_thinned_but_keeps_its_ends(data_dir: Path) -> None:
    clock = Clock()
    async with living(data_dir, clock) as service:
        day = timedelta(days=1)
        at = [clock.moment - day * ago for ago in range(600, -1, -1)]
        await service.process_events([Submission("focus_session", moment, {"minutes": 0.5}) for moment in at])
        story = await service.get_achievement_story("Deep Water")
        assert len(story.course) == achievement_days.MOST_POINTS
        assert story.course[0] == (at[0].date(), Decimal("0.5"))
        assert story.course[-1] == (at[-1].date(), Decimal("300.5"))
        assert story.rarity.days == story.rarity.of_days == 601


@in_loop
async def test_a_secret_tells_no_story_until_it_is_won(data_dir: Path) -> None:
    clock = Clock()
    async with living(data_dir, clock) as service:
        await service.take_rules(odd_rules())
        for name in ("Found", "Hidden", "There is none"):
            with pytest.raises(UnknownThing):
                await service.get_achievement_story(name)
        for _ in range(2):
            await service.process_event(None, "focus_session")
            clock.forward(days=1)
        story = await service.get_achievement_story("Found")
        assert [value for _, value in story.course] == [1, 2]
        assert story.course[-1][0] == date(2026, 3, 3)
