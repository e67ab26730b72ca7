"""What a person does with goals and their steps, each as an act that can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from momentum_desktop.engine.values import instant_and_offset
from momentum_desktop.errors import RefusedInput, UnknownThing
from momentum_desktop.service.plan.completing import (
    Deed,
    Moment,
    check_open,
    complete,
    day_of_moment,
    earned_by,
    in_time,
)
from momentum_desktop.service.plan.drafts import checked_goal, checked_step
from momentum_desktop.service.plan_values import Goal, GoalDraft, GoalStep, StepDraft
from momentum_desktop.service.recording import open_act, result_of
from momentum_desktop.service.values import ActResult
from momentum_desktop.store import plan_questions
from momentum_desktop.store.journal import Journal
from momentum_desktop.store.plan_questions import GoalRecord, StepRecord
from momentum_desktop.store.plan_rows import add_row, change_row, remove_row
from momentum_desktop.store.store import Reader

GOALS, STEPS = "goals", "goal_steps"
MOST_STEPS = 1_000


def goals_of(reader: Reader, user_id: int, now: datetime) -> tuple[Goal, ...]:
    """Every goal with its steps, open ones first."""
    moment = instant_and_offset(now)
    with reader.snapshot() as connection:
        standing = reader.keeper.standing(user_id)
        state, rules = standing.state, standing.rules
        tasks = plan_questions.tasks_of_goals(connection, user_id)
        steps: dict[int, list[GoalStep]] = {}
        for step in plan_questions.steps(connection, user_id):
            metadata = {"goal_id": step.goal_id, "step_id": step.id, "complexity": step.complexity}
            done = step.completed_at is not None
            earns = 0 if done else earned_by("goal_step_completion", metadata, moment, state, rules)
            steps.setdefault(step.goal_id, []).append(
                GoalStep(step.id, step.goal_id, step.title, step.complexity, done, step.completed_at, earns)
            )
        return tuple(
            Goal(
                id=goal.id,
                title=goal.title,
                notes=goal.notes,
                complexity=goal.complexity,
                due=goal.due,
                done=goal.completed_at is not None,
                completed_at=goal.completed_at,
                steps=tuple(steps.get(goal.id, ())),
                tasks_open=tasks.get(goal.id, (0, 0))[0],
                tasks_done=tasks.get(goal.id, (0, 0))[1],
                worth=0
                if goal.completed_at is not None
                else earned_by("goal_completion", {"complexity": goal.complexity}, moment, state, rules),
                completed_day=None
                if goal.completed_at is None
                else day_of_moment(instant_and_offset(goal.completed_at), rules),
            )
            for goal in plan_questions.goals(connection, user_id)
        )


def add_goal(journal: Journal, user_id: int, draft: GoalDraft, steps: Sequence[StepDraft], now: datetime) -> ActResult:
    """A new goal, with its first steps if there are any."""
    rules = journal.standing(user_id).rules
    values, first = checked_goal(draft, rules), [checked_step(step, rules) for step in steps]
    act = open_act(journal, user_id, "add", f"Set the goal “{values['title']}”", now)
    goal_id = add_row(journal.connection, act, GOALS, {**values, "user_id": user_id})
    for position, step in enumerate(first, 1):
        add_row(journal.connection, act, STEPS, {**step, "goal_id": goal_id, "position": position})
    return result_of(act, goal_id)


def edit_goal(journal: Journal, user_id: int, goal_id: int, draft: GoalDraft, now: datetime) -> ActResult:
    """Other words for a goal."""
    goal = _goal(journal, user_id, goal_id)
    values = checked_goal(draft, journal.standing(user_id).rules)
    act = open_act(journal, user_id, "edit", f"Changed the goal “{goal.title}”", now)
    change_row(journal.connection, act, GOALS, goal_id, values)
    return result_of(act, goal_id)


def delete_goal(journal: Journal, user_id: int, goal_id: int, now: datetime) -> ActResult:
    """A goal taken away with its steps; what they earned stays earned, and its tasks go on without it."""
    goal = _goal(journal, user_id, goal_id)
    act = open_act(journal, user_id, "delete", f"Deleted the goal “{goal.title}”", now)
    for step in _steps(journal, user_id):
        if step.goal_id == goal_id:
            remove_row(journal.connection, act, STEPS, step.id)
    for task in plan_questions.tasks(journal.connection, user_id, None):
        if task.goal_id == goal_id:
            change_row(journal.connection, act, "tasks", task.id, {"goal_id": None})
    remove_row(journal.connection, act, GOALS, goal_id)
    return result_of(act, goal_id)


def complete_goal(journal: Journal, user_id: int, goal_id: int, at: Moment | None, now: datetime) -> ActResult:
    """A goal reached."""
    goal = _goal(journal, user_id, goal_id)
    check_open(goal, "goal")
    moment = at or instant_and_offset(now)
    metadata = {"goal_id": goal_id, "complexity": goal.complexity}
    metadata |= in_time(moment, goal.due, journal.standing(user_id).rules)
    return complete(journal, user_id, Deed(GOALS, goal_id, goal.title, "goal_completion", metadata), moment, now)


def add_step(journal: Journal, user_id: int, goal_id: int, draft: StepDraft, now: datetime) -> ActResult:
    """One more step of a goal, after the others."""
    goal = _goal(journal, user_id, goal_id)
    values = checked_step(draft, journal.standing(user_id).rules)
    places = [step.position for step in _steps(journal, user_id) if step.goal_id == goal_id]
    if len(places) >= MOST_STEPS:
        raise RefusedInput(f"no more than {MOST_STEPS:,} steps", where=f"goal {goal_id}")
    act = open_act(journal, user_id, "add", f"Added the step “{values['title']}” to “{goal.title}”", now)
    row = {**values, "goal_id": goal_id, "position": max(places, default=0) + 1}
    step_id = add_row(journal.connection, act, STEPS, row)
    return result_of(act, step_id)


def edit_step(journal: Journal, user_id: int, step_id: int, draft: StepDraft, now: datetime) -> ActResult:
    """Other words for a step."""
    step = _step(journal, user_id, step_id)
    values = checked_step(draft, journal.standing(user_id).rules)
    act = open_act(journal, user_id, "edit", f"Changed the step “{step.title}”", now)
    change_row(journal.connection, act, STEPS, step_id, values)
    return result_of(act, step_id)


def order_steps(journal: Journal, user_id: int, step_ids: Sequence[int], now: datetime) -> ActResult:
    """The steps of a goal in this order."""
    steps = [_step(journal, user_id, step_id) for step_id in dict.fromkeys(step_ids)]
    if not steps or len({step.goal_id for step in steps}) > 1:
        raise RefusedInput("the steps of one goal are expected", where="steps")
    goal = _goal(journal, user_id, steps[0].goal_id)
    act = open_act(journal, user_id, "edit", f"Ordered the steps of “{goal.title}”", now)
    for position, step in enumerate(steps, 1):
        if step.position != position:
            change_row(journal.connection, act, STEPS, step.id, {"position": position})
    return result_of(act, goal.id)


def delete_step(journal: Journal, user_id: int, step_id: int, now: datetime) -> ActResult:
    """A step taken away; what it earned stays earned."""
    step = _step(journal, user_id, step_id)
    act = open_act(journal, user_id, "delete", f"Deleted the step “{step.title}”", now)
    remove_row(journal.connection, act, STEPS, step_id)
    return result_of(act, step_id)


def complete_step(journal: Journal, user_id: int, step_id: int, at: Moment | None, now: datetime) -> ActResult:
    """A step done."""
    step = _step(journal, user_id, step_id)
    check_open(step, "step")
    moment = at or instant_and_offset(now)
    goal = _goal(journal, user_id, step.goal_id)
    metadata: dict[str, Any] = {"goal_id": goal.id, "step_id": step_id, "complexity": step.complexity}
    metadata |= in_time(moment, goal.due, journal.standing(user_id).rules)
    return complete(journal, user_id, Deed(STEPS, step_id, step.title, "goal_step_completion", metadata), moment, now)


def _goal(journal: Journal, user_id: int, goal_id: int) -> GoalRecord:
    found = next((goal for goal in plan_questions.goals(journal.connection, user_id) if goal.id == goal_id), None)
    if found is None:
        raise UnknownThing(f"there is no goal {goal_id}", where="goal", advice="`momentum goal list` shows the numbers")
    return found


def _step(journal: Journal, user_id: int, step_id: int) -> StepRecord:
    found = next((step for step in _steps(journal, user_id) if step.id == step_id), None)
    if found is None:
        raise UnknownThing(f"there is no step {step_id}", where="step", advice="`momentum goal list` shows the numbers")
    return found


def _steps(journal: Journal, user_id: int) -> list[StepRecord]:
    return plan_questions.steps(journal.connection, user_id)
