"""A plan for others: written without anything done, taken in one act, refused with its place."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange.formats import format_of
from momentum_desktop.exchange.plan_file import plan_in, text_of
from momentum_desktop.service.plan_values import GoalDraft, StepDraft, TaskDraft
from tests.service.lives import assert_stands_as_its_log_says, in_loop, living

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


@in_loop
async def test_a_plan_goes_from_one_to_another_without_what_was_done(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    async with living(tmp_path / "mentor") as service:
        draft = TaskDraft(
            "Drink", repeat="FREQ=DAILY", amount=Decimal("2.5"), unit="litres", tags=("calm",), due_minute=480
        )
        habit = (await service.add_task(draft)).task
        await service.complete_task(habit.id)
        await service.add_goal(GoalDraft("Run", complexity="epic"), [StepDraft("Shoes"), StepDraft("5 km", "complex")])
        await service.complete_goal((await service.add_goal(GoalDraft("Done already"))).row_id)
        await service.add_own_achievement(CAMEL)
        await service.add_task(TaskDraft("Buy milk"))
        path.write_text(text_of(await service.get_shared_plan("Mornings")))
        only = await service.get_shared_plan("Mornings", ["goals"])
        assert (only.habits, len(only.goals), only.achievements) == ((), 1, ())
    assert format_of(str(path)).name == "plan"
    async with living(tmp_path / "pupil") as service:
        taken = await service.take_plan(plan_in(str(path)))
        assert taken.summary == "Took the plan “Mornings”"
        (task,) = await service.get_tasks()
        assert (task.title, task.amount, task.unit, task.tags, task.due_time) == (
            *("Drink", Decimal("2.5"), "litres", ("calm",), "08:00"),
        )
        (goal,) = await service.get_goals()
        assert [(step.title, step.complexity, step.done) for step in goal.steps] == [
            ("Shoes", "simple", False),
            ("5 km", "complex", False),
        ]
        assert [rule.document["name"] for rule in await service.get_own_rules()] == ["Camel"]
        await assert_stands_as_its_log_says(service)
        again = await service.take_plan(plan_in(str(path)))
        assert len(await service.get_own_rules()) == 1
        await service.undo(again.act_id)
        await service.undo(taken.act_id)
        assert (await service.get_tasks(), await service.get_goals(), await service.get_own_rules()) == ((), (), ())
        await assert_stands_as_its_log_says(service)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"version": 2}, "plan.json"),
        ({"format": "other"}, "plan.json"),
        ({"secret": 1}, "plan.json"),
        ({"title": 5}, "title"),
        ({"habits": {}}, "habits"),
        ({"habits": [{"title": "x"}]}, "habits[0].repeat"),
        ({"habits": [{"title": "x", "repeat": "FREQ=DAILY", "done": True}]}, "habits[0]"),
        ({"habits": [{"title": "x", "repeat": "FREQ=DAILY", "tags": "a"}]}, "habits[0].tags"),
        ({"goals": [{"title": "x", "steps": [{"name": "y"}]}]}, "goals[0].steps[0].title"),
        ({"achievements": ["Camel"]}, "achievements[0]"),
    ],
)
def test_what_is_no_plan_is_refused_with_its_place(tmp_path: Path, change: dict[str, Any], where: str) -> None:
    path = tmp_path / "plan.json"
    path.write_text(json.dumps({"format": "momentum-plan", "version": 1, "title": "x", **change}))
    with pytest.raises(RefusedInput) as refused:
        plan_in(str(path))
    assert refused.value.where in (where, str(path))


@in_loop
async def test_a_plan_with_a_fault_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    habits = [{"title": "Run", "repeat": "FREQ=DAILY"}, {"title": "Fly", "repeat": "FREQ=HOURLY"}]
    path.write_text(json.dumps({"format": "momentum-plan", "version": 1, "title": "x", "habits": habits}))
    async with living(tmp_path / "data") as service:
        with pytest.raises(RefusedInput, match="repeat"):
            await service.take_plan(plan_in(str(path)))
        assert await service.get_history() == ()
        assert await service.get_tasks() == ()
