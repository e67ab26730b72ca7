"""The planner writes, with each act, what the achievements of the catalogue ask for."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from momentum_desktop.service.plan_values import GoalDraft, SlotDraft, StepDraft, TaskDraft
from tests.momentum.catalogue_lives import PLANNER
from tests.service.lives import Clock, in_loop, living

TODAY = date(2026, 3, 2)
BY_HAND = {"learning_session", "social_interaction"}


@in_loop
async def test_the_words_of_the_catalogue_are_those_of_the_planner(tmp_path: Path) -> None:
    clock = Clock()
    async with living(tmp_path, clock) as service:
        await service.add_task(TaskDraft("Slay it", complexity="epic", due=TODAY))
        await service.complete_task(1)
        glasses = TaskDraft("Drink", due=TODAY, repeat="FREQ=DAILY", amount=Decimal(8), unit="glasses")
        habit_id = (await service.add_task(glasses)).task.id
        await service.log_amount(habit_id, 8)
        goal_id = (await service.add_goal(GoalDraft("Moon", complexity="epic", due=TODAY), [StepDraft("Fuel")])).row_id
        await service.complete_step((await service.get_goals())[0].steps[0].id)
        await service.complete_goal(goal_id)
        slot_id = (await service.add_slot(SlotDraft(TODAY, 9 * 60, 30, "Read"))).row_id
        await service.complete_slot(slot_id)
        for planned, minutes in ((25, 25), (None, 1)):
            await service.start_focus(planned)
            for _ in range(minutes):
                clock.forward(minutes=1)
                await service.pulse_focus()
            await service.stop_focus()
        written: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        for event in await service.export_events():
            for key, value in event.metadata.items():
                written[event.event_type][key].append(value)
        won = {row.name for row in await service.get_achievements() if row.completed}
    for event_type in PLANNER.keys() - BY_HAND:
        for key, fits in PLANNER[event_type].items():
            assert written[event_type][key], f"the planner writes no {key} of a {event_type}"
            assert all(map(fits, written[event_type][key]))
    assert {"Squire", "Moonshot", "Photo Finish", "One Whole Minute", "First Spark", "Planted Flag"} <= won
