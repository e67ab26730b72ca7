"""The planner's part of the service: tasks, habits, goals, time slots, focus, days off and rules of one's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from momentum_desktop.engine.additions import ACHIEVEMENT, STREAK
from momentum_desktop.engine.reading import checked_moment
from momentum_desktop.service import undoing
from momentum_desktop.service.clock import Clock
from momentum_desktop.service.door import ServiceDoor
from momentum_desktop.service.plan import additions, focus, goals, habits, slots, tasks
from momentum_desktop.service.plan.completing import Moment
from momentum_desktop.service.plan.known_tasks import KnownTasks
from momentum_desktop.service.plan.task_values import task_of_user
from momentum_desktop.service.plan_values import (
    FocusSession,
    Goal,
    GoalDraft,
    Habit,
    OwnRule,
    Rest,
    SlotDraft,
    StepDraft,
    Task,
    TaskDraft,
    TimeSlot,
)
from momentum_desktop.service.shared_plan import PlanNews, SharedPlan, follow_plan, plan_news
from momentum_desktop.service.values import ActResult
from momentum_desktop.store.store import Store

When = datetime | str | None
"""When something was done, with its offset; None for now."""


class PlannerService(ServiceDoor):
    """Each change is an act that can be undone at any age; a completion is also an event."""

    def __init__(self, store: Store, clock: Clock) -> None:
        super().__init__(store, clock)
        self._known = KnownTasks()

    async def get_tasks(self, user_id: int | None = None, *, include_done: bool = False) -> tuple[Task, ...]:
        """Open tasks and those done today, occurrences of repeating ones too; with `include_done` all ever done."""
        known = KnownTasks() if include_done else self._known
        return await self._ask(known.tasks_of_user, user_id, include_done, self._clock())

    async def get_task(self, task_id: int, *, user_id: int | None = None) -> Task:
        """One task, open or done. UnknownThing if there is none."""
        return await self._ask(task_of_user, user_id, task_id, self._clock())

    async def add_task(self, draft: TaskDraft, *, user_id: int | None = None) -> ActResult:
        """A new task."""
        return await self._act(tasks.add_task, user_id, draft, self._clock())

    async def edit_task(
        self, task_id: int, draft: TaskDraft, *, occurrence: date | None = None, user_id: int | None = None
    ) -> ActResult:
        """Other words for a task; with `occurrence` for that day of a repeating one alone."""
        return await self._act(tasks.edit_task, user_id, task_id, draft, occurrence, self._clock())

    async def edit_tasks(self, task_ids: Sequence[int], *, user_id: int | None = None, **changes: Any) -> ActResult:
        """Some fields of a draft for several tasks in one act; `add_tags` and `remove_tags` change tags."""
        return await self._act(tasks.edit_tasks, user_id, tuple(task_ids), changes, self._clock())

    async def order_tasks(self, task_ids: Sequence[int], *, user_id: int | None = None) -> ActResult:
        """These tasks in this order, before those of their day that were never ordered."""
        return await self._act(tasks.order_tasks, user_id, tuple(task_ids), self._clock())

    async def reschedule_overdue(self, *, user_id: int | None = None) -> ActResult:
        """Everything overdue moved to today, in one act."""
        return await self._act(tasks.reschedule_overdue, user_id, self._clock())

    async def delete_task(self, task_id: int, *, user_id: int | None = None) -> ActResult:
        """A task taken off the list, its subtasks too."""
        return await self._act(tasks.delete_tasks, user_id, (task_id,), self._clock())

    async def delete_tasks(self, task_ids: Sequence[int], *, user_id: int | None = None) -> ActResult:
        """Several tasks taken off the list in one act."""
        return await self._act(tasks.delete_tasks, user_id, tuple(task_ids), self._clock())

    async def complete_task(
        self,
        task_id: int,
        at: When = None,
        *,
        occurrence: date | None = None,
        amount: Any = None,
        user_id: int | None = None,
    ) -> ActResult:
        """A task done, now or at another time; of a repeating one the day named, else the one due then. A past day that
        is named without a time was done on that day, at a time unknown."""
        moment = _moment(at)
        return await self._act(tasks.complete_task, user_id, task_id, self._clock(), moment, occurrence, amount)

    async def complete_tasks(self, task_ids: Sequence[int], *, user_id: int | None = None) -> ActResult:
        """Several tasks done in one act; `outcomes` of the result are those of each."""
        return await self._act(tasks.complete_tasks, user_id, tuple(task_ids), self._clock())

    async def reopen_task(
        self, task_id: int, *, occurrence: date | None = None, user_id: int | None = None
    ) -> ActResult:
        """A done task, or day of a repeating one, unticked: its completion is undone, or the skip of a day named."""
        return await self._act(undoing.reopen_task, user_id, task_id, self._clock(), occurrence)

    async def log_amount(
        self,
        task_id: int,
        amount: Any,
        *,
        more: bool = False,
        occurrence: date | None = None,
        user_id: int | None = None,
    ) -> ActResult:
        """How much of a habit's amount is there by now, or was on a day of the past, or (`more`) has come to what was
        there; with the whole of it the day is done."""
        return await self._act(tasks.log_amount, user_id, task_id, amount, occurrence, self._clock(), more)

    async def skip_task(self, task_id: int, *, occurrence: date | None = None, user_id: int | None = None) -> ActResult:
        """A day of a repeating task let go without harm."""
        return await self._act(tasks.skip_task, user_id, task_id, occurrence, self._clock())

    async def get_habits(self, user_id: int | None = None, *, days: int = 0) -> tuple[Habit, ...]:
        """Every repeating task with its streak and strength, and what became of its last days."""
        return await self._ask(habits.habits_of, user_id, days, self._clock())

    async def get_habit(self, task_id: int, *, days: int = 371, user_id: int | None = None) -> Habit:
        """One repeating task with its streak and strength."""
        (habit,) = await self._ask(habits.habits_of, user_id, days, self._clock(), task_id)
        return habit

    async def get_goals(self, user_id: int | None = None) -> tuple[Goal, ...]:
        """Every goal with its steps, open ones first."""
        return await self._ask(goals.goals_of, user_id, self._clock())

    async def add_goal(
        self, draft: GoalDraft, steps: Sequence[StepDraft] = (), *, user_id: int | None = None
    ) -> ActResult:
        """A new goal, with its first steps."""
        return await self._act(goals.add_goal, user_id, draft, tuple(steps), self._clock())

    async def edit_goal(self, goal_id: int, draft: GoalDraft, *, user_id: int | None = None) -> ActResult:
        """Other words for a goal."""
        return await self._act(goals.edit_goal, user_id, goal_id, draft, self._clock())

    async def delete_goal(self, goal_id: int, *, user_id: int | None = None) -> ActResult:
        """A goal taken away with its steps."""
        return await self._act(goals.delete_goal, user_id, goal_id, self._clock())

    async def complete_goal(self, goal_id: int, at: When = None, *, user_id: int | None = None) -> ActResult:
        """A goal reached."""
        return await self._act(goals.complete_goal, user_id, goal_id, _moment(at), self._clock())

    async def reopen_goal(self, goal_id: int, *, user_id: int | None = None) -> ActResult:
        """A goal not reached after all: its completion is undone."""
        return await self._act(undoing.reopen, user_id, "goals", goal_id, self._clock())

    async def add_step(self, goal_id: int, draft: StepDraft, *, user_id: int | None = None) -> ActResult:
        """One more step of a goal."""
        return await self._act(goals.add_step, user_id, goal_id, draft, self._clock())

    async def edit_step(self, step_id: int, draft: StepDraft, *, user_id: int | None = None) -> ActResult:
        """Other words for a step."""
        return await self._act(goals.edit_step, user_id, step_id, draft, self._clock())

    async def order_steps(self, step_ids: Sequence[int], *, user_id: int | None = None) -> ActResult:
        """The steps of a goal in this order."""
        return await self._act(goals.order_steps, user_id, tuple(step_ids), self._clock())

    async def delete_step(self, step_id: int, *, user_id: int | None = None) -> ActResult:
        """A step taken away."""
        return await self._act(goals.delete_step, user_id, step_id, self._clock())

    async def complete_step(self, step_id: int, at: When = None, *, user_id: int | None = None) -> ActResult:
        """A step done."""
        return await self._act(goals.complete_step, user_id, step_id, _moment(at), self._clock())

    async def reopen_step(self, step_id: int, *, user_id: int | None = None) -> ActResult:
        """A step not done after all: its completion is undone."""
        return await self._act(undoing.reopen, user_id, "goal_steps", step_id, self._clock())

    async def get_slots(self, first: date, days: int = 1, *, user_id: int | None = None) -> tuple[TimeSlot, ...]:
        """The time slots of some days."""
        return await self._ask(slots.slots_of, user_id, first, days, self._clock())

    async def add_slot(self, draft: SlotDraft, *, user_id: int | None = None) -> ActResult:
        """A stretch of a day, planned."""
        return await self._act(slots.add_slot, user_id, draft, self._clock())

    async def edit_slot(self, slot_id: int, draft: SlotDraft, *, user_id: int | None = None) -> ActResult:
        """Another time or other words for a slot."""
        return await self._act(slots.edit_slot, user_id, slot_id, draft, self._clock())

    async def delete_slot(self, slot_id: int, *, user_id: int | None = None) -> ActResult:
        """A slot taken away."""
        return await self._act(slots.delete_slot, user_id, slot_id, self._clock())

    async def complete_slot(self, slot_id: int, at: When = None, *, user_id: int | None = None) -> ActResult:
        """A slot done, in time or late."""
        return await self._act(slots.complete_slot, user_id, slot_id, _moment(at), self._clock())

    async def reopen_slot(self, slot_id: int, *, user_id: int | None = None) -> ActResult:
        """A slot not done after all: its completion is undone."""
        return await self._act(undoing.reopen, user_id, "time_slots", slot_id, self._clock())

    async def get_focus(self, user_id: int | None = None) -> FocusSession | None:
        """The focus session that runs."""
        return await self._ask(focus.focus_of, user_id, self._clock())

    async def start_focus(
        self, minutes: int | None = None, *, task_id: int | None = None, user_id: int | None = None
    ) -> ActResult:
        """A session begun: so many minutes, or as long as it lasts."""
        return await self._act(focus.start_focus, user_id, minutes, task_id, self._clock())

    async def pause_focus(self, *, user_id: int | None = None) -> ActResult:
        """The session paused."""
        return await self._act(focus.pause_focus, user_id, self._clock())

    async def resume_focus(self, *, user_id: int | None = None) -> ActResult:
        """A paused or interrupted session goes on."""
        return await self._act(focus.resume_focus, user_id, self._clock())

    async def stop_focus(self, minutes: int | None = None, *, user_id: int | None = None) -> ActResult:
        """The session ended with the minutes it had, or with fewer: its event."""
        return await self._act(focus.stop_focus, user_id, minutes, self._clock())

    async def drop_focus(self, *, user_id: int | None = None) -> ActResult:
        """The session let go without an event."""
        return await self._act(focus.drop_focus, user_id, self._clock())

    async def pulse_focus(self, *, user_id: int | None = None) -> bool:
        """Note that the running session is looked after, once a minute; whether one runs."""
        return await self._act(focus.pulse, user_id, self._clock())

    async def get_rests(self, user_id: int | None = None) -> tuple[Rest, ...]:
        """The days off, latest first."""
        return await self._ask(additions.rests_of, user_id)

    async def plan_rest(
        self,
        first: date | str,
        last: date | str | None = None,
        *,
        streak: str | None = None,
        user_id: int | None = None,
    ) -> ActResult:
        """Days off, planned or past, both ends inclusive: of every streak, or of one."""
        until = first if last is None else last
        return await self._act(additions.plan_rest, user_id, first, until, streak, self._clock())

    async def remove_rest(self, rest_id: int, *, user_id: int | None = None) -> ActResult:
        """Days off given up."""
        return await self._act(additions.remove_rest, user_id, rest_id, self._clock())

    async def get_own_rules(self, user_id: int | None = None) -> tuple[OwnRule, ...]:
        """The achievements and streaks that the user added to the rules."""
        return await self._ask(additions.own_rules_of, user_id)

    async def add_own_achievement(self, achievement: Mapping[str, Any], *, user_id: int | None = None) -> ActResult:
        """An achievement of one's own, as in a rules file; the history counts towards it."""
        return await self._act(additions.add_own_rule, user_id, ACHIEVEMENT, achievement, self._clock())

    async def add_own_streak(self, streak: Mapping[str, Any], *, user_id: int | None = None) -> ActResult:
        """A streak of one's own, as in a rules file; the history counts towards it."""
        return await self._act(additions.add_own_rule, user_id, STREAK, streak, self._clock())

    async def follow_plan(self, plan: SharedPlan, *, dry_run: bool = False, user_id: int | None = None) -> PlanNews:
        """What of another person's plan is not there yet, added in one act; `dry_run` only tells what that is."""
        news: PlanNews = await self._act(plan_news, user_id, plan, self._clock())
        if dry_run or not news.added:
            return news
        return replace(news, act=await self._act(follow_plan, user_id, plan, self._clock()))

    async def remove_own_rule(self, rule_id: int, *, user_id: int | None = None) -> ActResult:
        """An achievement or streak of one's own taken away."""
        return await self._act(additions.remove_own_rule, user_id, rule_id, self._clock())


def _moment(at: When) -> Moment | None:
    return None if at is None else checked_moment(at, "at")
