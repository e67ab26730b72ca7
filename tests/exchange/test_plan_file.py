"""A plan that one person publishes brings another the same habits, goals and achievements, as one act."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange.plan_file import bring, plan_of, publish, read_plan
from momentum_desktop.service.momentum_service import MomentumService
from momentum_desktop.service.plan_values import GoalDraft, StepDraft
from momentum_desktop.service.values import TaskDraft
from tests.service.lives import Clock, in_loop, living

OWN = {
    "name": "Reader of the house",
    "description": "Read on ten days.",
    "points": 40,
    "category": "growth",
    "criteria_type": "COUNT",
    "criteria_value": 10,
    "icon_name": "trophy",
    "events": ["task_completion"],
    "where": {"list": "Books"},
}


async def filled(service: MomentumService) -> None:
    water = TaskDraft(
        "Water", complexity="trivial", repeat="FREQ=DAILY", amount=Decimal(8), unit="glasses", tags=("h",)
    )
    await service.add_task(water)
    await service.add_task(TaskDraft("Run", repeat="FREQ=WEEKLY;X-TIMES=3", minutes=30, list="Health"))
    await service.add_task(TaskDraft("A secret of mine", due=date(2026, 3, 9)))
    await service.add_goal(GoalDraft("Read more", complexity="complex"), (StepDraft("Buy a lamp"), StepDraft("Read")))
    await service.add_own_achievement(OWN)


@in_loop
async def test_a_plan_brings_the_same_to_another_as_one_act(data_dir: Path, tmp_path: Path) -> None:
    path = str(tmp_path / "plan.json")
    async with living(data_dir / "one", Clock()) as service:
        await filled(service)
        await publish(service, path)
        published = await plan_of(service)
    assert "secret" not in Path(path).read_text(encoding="utf-8")
    async with living(data_dir / "other", Clock()) as service:
        dry = await bring(service, path, True)
        assert (dry.added, await service.get_tasks(), await service.get_goals()) == (4, (), ())
        report = await bring(service, path, False)
        assert (report.added, report.unchanged, report.habits) == (4, 0, 2)
        assert await plan_of(service, title=published.title) == published
        again = await bring(service, path, False)
        assert (again.added, again.unchanged, again.act_id) == (0, 4, None)
        await service.undo(report.act_id)
        assert (await service.get_tasks(), await service.get_goals(), await service.get_own_rules()) == ((), (), ())


Change = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda plan: plan.update(version=2), "plan"),
        (lambda plan: plan.update(more=1), "plan"),
        (lambda plan: plan.update(title=""), "title"),
        (lambda plan: plan.update(habits={}), "habits"),
        (lambda plan: plan["habits"][0].update(title=7), "habits[0].title"),
        (lambda plan: plan["habits"][0].update(title=" "), "habits[0].title"),
        (lambda plan: plan["habits"][0].update(repeat="FREQ=NEVER"), "habits[0].repeat"),
        (lambda plan: plan["habits"][0].pop("repeat"), "habits[0].repeat"),
        (lambda plan: plan["habits"][0].update(priority=True), "habits[0].priority"),
        (lambda plan: plan["habits"][0].update(tags=[1]), "habits[0].tags"),
        (lambda plan: plan["goals"][0].update(complexity="huge"), "goals[0].complexity"),
        (lambda plan: plan["goals"][0]["steps"][1].update(title=""), "goals[0].steps[1].title"),
        (lambda plan: plan["goals"].extend([plan["goals"][0]] * 600), "goals"),
        (lambda plan: plan["achievements"][0].update(points=-1), "achievements[0].points"),
        (lambda plan: plan["achievements"][0].update(icon_name="none"), "achievements[0].icon_name"),
    ],
)
@in_loop
async def test_a_faulty_plan_is_refused_with_its_place(
    data_dir: Path, tmp_path: Path, change: Change, place: str
) -> None:
    path = tmp_path / "plan.json"
    async with living(data_dir / "one", Clock()) as service:
        await filled(service)
        await publish(service, str(path))
    plan = json.loads(path.read_text(encoding="utf-8"))
    change(plan)
    path.write_text(json.dumps(plan), encoding="utf-8")
    async with living(data_dir / "other", Clock()) as service:
        with pytest.raises(RefusedInput) as refusal:
            await bring(service, str(path), False)
        assert refusal.value.where == place
        assert await service.get_tasks() == ()


def test_what_is_too_large_or_no_plan_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    for text in ("[]", "{", '{"format": "momentum-plan"}', " " * 2_000_001):
        path.write_text(text)
        with pytest.raises(RefusedInput):
            read_plan(str(path))
