"""A life of habits, goals, slots, focus and days off: what is stored equals a replay, and each act can be undone at any
age and leaves nothing behind."""

from __future__ import annotations

import asyncio
import tempfile
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from momentum_desktop import open_service
from momentum_desktop.errors import RefusedInput
from momentum_desktop.service.plan.known_tasks import KnownTasks
from momentum_desktop.service.plan_values import GoalDraft, SlotDraft, StepDraft, TaskDraft
from tests.service.lives import (
    DERIVED,
    FAST_FOLDER,
    PLAN,
    Clock,
    assert_stands_as_its_log_says,
    rows,
    undo_in_any_order,
)

REPEATS = st.sampled_from(["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;X-TIMES=2"])
HABITS = st.builds(
    TaskDraft,
    title=st.sampled_from(["Drink water", "Run"]),
    repeat=REPEATS,
    due=st.none() | st.dates(date(2026, 2, 20), date(2026, 3, 6)),
    amount=st.none() | st.sampled_from([2, Decimal("1.5")]),
    unit=st.sampled_from([None, "km"]),
)
DAYS = st.dates(date(2026, 2, 16), date(2026, 3, 30))
STREAK = st.sampled_from([None, None, "daily_activity", "daily_tasks"])
OWN = {
    "name": "Twice",
    "description": "Do a thing twice.",
    "points": 7,
    "category": "growth",
    "criteria_type": "COUNT",
    "criteria_value": 2,
    "icon_name": "star",
    "events": ["task_completion"],
}


class LifeOfPlans(RuleBasedStateMachine):
    """One person with a planner, from an empty database on."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(dir=FAST_FOLDER)
        self.clock = Clock()
        self.runner = asyncio.Runner()
        self.service = self.runner.run(open_service(self.folder.name, clock=self.clock))
        self.fresh = rows(Path(self.folder.name), *DERIVED, *PLAN)

    def do(self, work: Any) -> Any:
        return self.runner.run(work)

    def tried(self, work: Any) -> Any:
        """The result of what may be refused, with nothing stored by a refusal."""
        before = rows(Path(self.folder.name), "acts", *PLAN)
        try:
            return self.do(work)
        except RefusedInput:
            assert rows(Path(self.folder.name), "acts", *PLAN) == before
            return None

    def some(self, data: st.DataObject, found: Any) -> Any:
        return data.draw(st.sampled_from(list(found))) if found else None

    @rule(hours=st.integers(1, 70))
    def time_passes(self, hours: int) -> None:
        self.clock.forward(hours=hours)

    @rule(draft=HABITS)
    def add_habit(self, draft: TaskDraft) -> None:
        assert self.do(self.service.add_task(draft)).task.repeat == draft.repeat

    @rule(data=st.data(), back=st.integers(0, 6), amount=st.none() | st.sampled_from([1, 2]))
    def complete_habit(self, data: st.DataObject, back: int, amount: int | None) -> None:
        habit = self.some(data, self.do(self.service.get_habits()))
        if habit is None:
            return
        moment = self.clock.moment - timedelta(days=back)
        if habit.task.amount is not None and amount is not None and not back:
            self.tried(self.service.log_amount(habit.task.id, amount))
            return
        result = self.tried(self.service.complete_task(habit.task.id, moment if back else None))
        if result is not None:
            assert result.task.done
            assert result.outcome.event.metadata["habit"] is True
            assert self.do(self.service.get_habit(habit.task.id)).done_days == habit.done_days + 1

    @rule(data=st.data())
    def skip_habit(self, data: st.DataObject) -> None:
        habit = self.some(data, self.do(self.service.get_habits()))
        if habit is not None and self.tried(self.service.skip_task(habit.task.id)) is not None:
            after = self.do(self.service.get_habit(habit.task.id))
            assert after.done_days == habit.done_days
            assert after.current_count >= habit.current_count

    @rule(data=st.data())
    def move_one_day_out(self, data: st.DataObject) -> None:
        habit = self.some(data, self.do(self.service.get_habits()))
        if habit is not None and habit.task.occurrence is not None:
            one = TaskDraft("Just this once", due=habit.task.occurrence)
            self.tried(self.service.edit_task(habit.task.id, one, occurrence=habit.task.occurrence))

    @rule(data=st.data())
    def reopen_habit(self, data: st.DataObject) -> None:
        done = [task for task in self.do(self.service.get_tasks(include_done=True)) if task.done]
        task = self.some(data, done)
        if task is not None:
            self.tried(self.service.reopen_task(task.id, occurrence=task.occurrence))

    @rule(data=st.data())
    def plan_a_task(self, data: st.DataObject) -> None:
        self.do(self.service.add_task(TaskDraft("Call Ann", due=data.draw(DAYS), due_minute=600, minutes=25)))

    @rule(data=st.data())
    def give_a_habit_a_part(self, data: st.DataObject) -> None:
        habit = self.some(data, self.do(self.service.get_habits()))
        if habit is not None:
            self.do(self.service.add_task(TaskDraft("A part", due=habit.task.due, parent_id=habit.task.id)))

    @rule(data=st.data())
    def let_a_habit_be_a_task(self, data: st.DataObject) -> None:
        habit = self.some(data, self.do(self.service.get_habits()))
        if habit is not None:
            self.tried(self.service.edit_task(habit.task.id, TaskDraft("Once", due=data.draw(DAYS))))

    @rule()
    def move_all_overdue(self) -> None:
        self.tried(self.service.reschedule_overdue())
        today = self.do(self.service.get_user_progress()).day
        left = [task for task in self.do(self.service.get_tasks()) if not task.done and task.due is not None]
        assert all(task.due >= today for task in left)

    @rule(data=st.data())
    def change_several(self, data: st.DataObject) -> None:
        open_tasks = [task.id for task in self.do(self.service.get_tasks()) if not task.done]
        if open_tasks:
            chosen = data.draw(st.lists(st.sampled_from(open_tasks), min_size=1, unique=True))
            self.do(self.service.edit_tasks(chosen, priority=2, add_tags=("urgent",)))
            self.do(self.service.order_tasks(chosen))

    @rule(data=st.data())
    def complete_several(self, data: st.DataObject) -> None:
        open_tasks = [task.id for task in self.do(self.service.get_tasks()) if not task.done]
        if open_tasks:
            chosen = data.draw(st.lists(st.sampled_from(open_tasks), min_size=1, max_size=3, unique=True))
            result = self.tried(self.service.complete_tasks(chosen))
            assert result is None or len(result.outcomes) == len(chosen)

    @rule(data=st.data())
    def delete_several(self, data: st.DataObject) -> None:
        open_tasks = [task.id for task in self.do(self.service.get_tasks()) if not task.done]
        if len(open_tasks) > 3:
            self.do(self.service.delete_tasks(data.draw(st.lists(st.sampled_from(open_tasks), min_size=1, max_size=2))))

    @rule(due=st.none() | DAYS)
    def set_a_goal(self, due: date | None) -> None:
        self.do(self.service.add_goal(GoalDraft("Thesis", due=due), [StepDraft("Outline"), StepDraft("Write", "epic")]))

    @rule(data=st.data())
    def go_on_with_a_goal(self, data: st.DataObject) -> None:
        goal = self.some(data, self.do(self.service.get_goals()))
        if goal is None:
            return
        step = self.some(data, goal.steps)
        act = data.draw(st.sampled_from(["step", "goal", "reopen", "delete"]))
        if act == "step" and step is not None:
            self.tried(self.service.complete_step(step.id))
        elif act == "goal":
            self.tried(self.service.complete_goal(goal.id))
        elif act == "reopen" and step is not None:
            self.tried(self.service.reopen_step(step.id))
        elif act == "delete":
            self.do(self.service.delete_goal(goal.id))

    @rule(day=DAYS, start=st.integers(0, 1439), minutes=st.sampled_from([15, 90]))
    def plan_a_slot(self, day: date, start: int, minutes: int) -> None:
        self.do(self.service.add_slot(SlotDraft(day, start, minutes, "Deep work")))

    @rule(data=st.data())
    def complete_a_slot(self, data: st.DataObject) -> None:
        slot = self.some(data, self.do(self.service.get_slots(date(2026, 2, 16), 60)))
        if slot is not None:
            self.tried(self.service.complete_slot(slot.id))

    @rule(minutes=st.sampled_from([None, 25]), ran=st.integers(1, 40))
    def focus(self, minutes: int | None, ran: int) -> None:
        if self.tried(self.service.start_focus(minutes)) is None:
            self.tried(self.service.drop_focus())
            return
        for _ in range(ran):
            self.clock.forward(minutes=1)
            self.do(self.service.pulse_focus())
        outcome = self.do(self.service.stop_focus()).outcome
        assert outcome.event.metadata["minutes"] == min(ran, minutes or ran)

    @rule(first=DAYS, days=st.integers(0, 5), streak=STREAK)
    def rest(self, first: date, days: int, streak: str | None) -> None:
        self.do(self.service.plan_rest(first, first + timedelta(days=days), streak=streak))

    @rule(data=st.data())
    def rest_no_more(self, data: st.DataObject) -> None:
        rest = self.some(data, self.do(self.service.get_rests()))
        if rest is not None:
            self.do(self.service.remove_rest(rest.id))

    @rule()
    def make_an_achievement(self) -> None:
        self.tried(self.service.add_own_achievement(OWN))

    @rule(data=st.data())
    def undo_any(self, data: st.DataObject) -> None:
        act = self.some(data, [act for act in self.acts() if not act.undone])
        if act is not None:
            before = self.do(self.service.get_user_progress()).total_points
            result = self.do(self.service.undo(act.id))
            assert result.total_change == self.do(self.service.get_user_progress()).total_points - before

    @rule(data=st.data())
    def redo_any(self, data: st.DataObject) -> None:
        act = self.some(data, [act for act in self.acts() if act.undone])
        if act is not None:
            self.tried(self.service.redo(act.id))

    def acts(self) -> list[Any]:
        return [act for act in self.do(self.service.get_history(limit=10_000)) if act.can_turn]

    @invariant()
    def all_that_is_stored_is_what_the_log_gives(self) -> None:
        self.do(assert_stands_as_its_log_says(self.service))

    @invariant()
    def the_list_of_tasks_is_what_reading_all_of_it_gives(self) -> None:
        anew = self.service._ask(KnownTasks().tasks_of_user, None, False, self.clock())
        assert self.do(self.service.get_tasks()) == self.do(anew)

    def teardown(self) -> None:
        try:
            self.do(undo_in_any_order(self.service, [act.id for act in self.acts() if not act.undone]))
            self.do(assert_stands_as_its_log_says(self.service))
            assert rows(Path(self.folder.name), *DERIVED, *PLAN) == self.fresh
        finally:
            self.do(self.service.close())
            self.runner.close()
            self.folder.cleanup()


LifeOfPlans.TestCase.settings = settings(max_examples=15, stateful_step_count=30, deadline=None)
TestALifeOfPlans = LifeOfPlans.TestCase
