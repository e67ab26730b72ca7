"""The planner's part of the bridge: each slot carries one wish of the window over to the service."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from momentum_desktop.app.service_bridge import ServiceBridge
    from momentum_desktop.service.momentum_service import MomentumService
    from momentum_desktop.service.plan_values import TaskKey

Act = Callable[["MomentumService", "int | None"], Awaitable[Any]]


class PlannerBridge(QObject):
    """Wishes about tasks, habits, goals, time slots, focus, days off and rules of one's own, each for the user in use.

    What comes of them is told by the bridge itself (`act_done`, `goals_ready`, …, `failed`). `slots_ready` carries the
    first day asked for and its time slots, `plan_told` what became of a published plan. `tick_answered` says that a
    task or a day of one is ticked or unticked, with the number of the last list that may not know of it,
    `tick_refused` that it is not."""

    slots_ready = Signal(object, object)
    tick_answered = Signal(object, int)
    tick_refused = Signal(object)
    plan_told = Signal(str)

    def __init__(self, bridge: ServiceBridge) -> None:
        super().__init__(bridge)
        self._bridge = bridge

    def add_task(self, draft: Any) -> None:
        self._do(lambda service, user: service.add_task(draft, user_id=user))

    def edit_task(self, task_id: int, draft: Any) -> None:
        self._do(lambda service, user: service.edit_task(task_id, draft, user_id=user))

    def edit_one(self, task_id: int, draft: Any, occurrence: date) -> None:
        """Other words for one day of a repeating task alone."""
        self._do(lambda service, user: service.edit_task(task_id, draft, occurrence=occurrence, user_id=user))

    def edit_tasks(self, task_ids: Any, changes: Any) -> None:
        """The same words, a mapping of fields, for several tasks."""
        self._do(lambda service, user: service.edit_tasks(task_ids, user_id=user, **changes))

    def order_tasks(self, task_ids: Any) -> None:
        self._do(lambda service, user: service.order_tasks(task_ids, user_id=user))

    def reschedule_overdue(self) -> None:
        self._do(lambda service, user: service.reschedule_overdue(user_id=user))

    def delete_tasks(self, task_ids: Any) -> None:
        self._do(lambda service, user: service.delete_tasks(task_ids, user_id=user))

    def complete_task(self, task_id: int) -> None:
        self._tick(task_id, lambda service, user: service.complete_task(task_id, user_id=user))

    def complete_tasks(self, task_ids: Any) -> None:
        self._do(lambda service, user: service.complete_tasks(task_ids, user_id=user))

    def complete_day(self, task_id: int, occurrence: date) -> None:
        """One day of a habit done, whichever it is."""
        self._do(lambda service, user: service.complete_task(task_id, occurrence=occurrence, user_id=user))

    def reopen_task(self, task_id: int, occurrence: Any = None) -> None:
        key = task_id if occurrence is None else (task_id, occurrence)
        self._tick(key, lambda service, user: service.reopen_task(task_id, occurrence=occurrence, user_id=user))

    def log_amount(self, task_id: int, amount: Any) -> None:
        self._do(lambda service, user: service.log_amount(task_id, amount, user_id=user))

    def log_more(self, task_id: int, amount: Any) -> None:
        """So much has come to what is there of a habit's amount."""
        self._do(lambda service, user: service.log_amount(task_id, amount, more=True, user_id=user))

    def skip_task(self, task_id: int) -> None:
        self._do(lambda service, user: service.skip_task(task_id, user_id=user))

    def add_goal(self, draft: Any, steps: Any) -> None:
        self._do(lambda service, user: service.add_goal(draft, steps, user_id=user))

    def edit_goal(self, goal_id: int, draft: Any) -> None:
        self._do(lambda service, user: service.edit_goal(goal_id, draft, user_id=user))

    def delete_goal(self, goal_id: int) -> None:
        self._do(lambda service, user: service.delete_goal(goal_id, user_id=user))

    def complete_goal(self, goal_id: int) -> None:
        self._do(lambda service, user: service.complete_goal(goal_id, user_id=user))

    def reopen_goal(self, goal_id: int) -> None:
        self._do(lambda service, user: service.reopen_goal(goal_id, user_id=user))

    def add_step(self, goal_id: int, draft: Any) -> None:
        self._do(lambda service, user: service.add_step(goal_id, draft, user_id=user))

    def edit_step(self, step_id: int, draft: Any) -> None:
        self._do(lambda service, user: service.edit_step(step_id, draft, user_id=user))

    def delete_step(self, step_id: int) -> None:
        self._do(lambda service, user: service.delete_step(step_id, user_id=user))

    def complete_step(self, step_id: int) -> None:
        self._do(lambda service, user: service.complete_step(step_id, user_id=user))

    def reopen_step(self, step_id: int) -> None:
        self._do(lambda service, user: service.reopen_step(step_id, user_id=user))

    def ask_slots(self, first: date, days: int) -> None:
        self._bridge.ask(
            lambda service, user: service.get_slots(first, days, user_id=user),
            lambda slots: self.slots_ready.emit(first, slots),
        )

    def add_slot(self, draft: Any) -> None:
        self._do(lambda service, user: service.add_slot(draft, user_id=user))

    def edit_slot(self, slot_id: int, draft: Any) -> None:
        self._do(lambda service, user: service.edit_slot(slot_id, draft, user_id=user))

    def delete_slot(self, slot_id: int) -> None:
        self._do(lambda service, user: service.delete_slot(slot_id, user_id=user))

    def complete_slot(self, slot_id: int) -> None:
        self._do(lambda service, user: service.complete_slot(slot_id, user_id=user))

    def reopen_slot(self, slot_id: int) -> None:
        self._do(lambda service, user: service.reopen_slot(slot_id, user_id=user))

    def start_focus(self, minutes: Any, task_id: Any) -> None:
        """Begin a session: minutes None counts up, task_id None is for no task."""
        self._do(lambda service, user: service.start_focus(minutes, task_id=task_id, user_id=user))

    def pause_focus(self) -> None:
        self._do(lambda service, user: service.pause_focus(user_id=user))

    def resume_focus(self) -> None:
        self._do(lambda service, user: service.resume_focus(user_id=user))

    def stop_focus(self, minutes: Any = None) -> None:
        self._do(lambda service, user: service.stop_focus(minutes, user_id=user))

    def drop_focus(self) -> None:
        self._do(lambda service, user: service.drop_focus(user_id=user))

    def pulse_focus(self) -> None:
        """Say that the running session is looked after; once a minute."""
        self._do(lambda service, user: service.pulse_focus(user_id=user))

    def record_event(self, event_type: str, metadata: Any) -> None:
        """An act by hand, such as a learning session."""
        self._do(lambda service, user: service.process_event(user, event_type, metadata))

    def plan_rest(self, first: date, last: date, streak: Any) -> None:
        """Days off; streak None is all of them."""
        self._do(lambda service, user: service.plan_rest(first, last, streak=streak, user_id=user))

    def remove_rest(self, rest_id: int) -> None:
        self._do(lambda service, user: service.remove_rest(rest_id, user_id=user))

    def add_own_achievement(self, achievement: Any) -> None:
        self._do(lambda service, user: service.add_own_achievement(achievement, user_id=user))

    def add_own_streak(self, streak: Any) -> None:
        self._do(lambda service, user: service.add_own_streak(streak, user_id=user))

    def remove_own_rule(self, rule_id: int) -> None:
        self._do(lambda service, user: service.remove_own_rule(rule_id, user_id=user))

    def publish_plan(self, path: str) -> None:
        """The plan of the user in use into a file; `plan_told` says so."""
        from momentum_desktop.exchange.plan_file import publish

        self._bridge.wish(
            lambda service, user: publish(service, path, user),
            lambda plan: self.plan_told.emit(f"“{plan.title}” is published in {path}."),
        )

    def follow_plan(self, path: str) -> None:
        """What of the plan in a file is not there yet; `plan_told` says what that was."""
        from momentum_desktop.exchange.plan_file import bring

        self._bridge.wish(
            lambda service, user: bring(service, path, False, user_id=user),
            lambda report: self.plan_told.emit(" ".join(report.remarks)),
        )

    def _tick(self, key: TaskKey, act: Act) -> None:
        def answer(_: Any) -> None:
            self.tick_answered.emit(key, self._bridge.unsure_lists)

        self._bridge.wish(act, answer, lambda: self.tick_refused.emit(key))

    def _do(self, act: Act) -> None:
        self._bridge.wish(act)
