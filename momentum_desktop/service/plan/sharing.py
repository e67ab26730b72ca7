"""A plan that others can take: written from what a person plans, and taken in one act."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from momentum_desktop.engine.additions import ACHIEVEMENT
from momentum_desktop.engine.values import instant_and_offset
from momentum_desktop.errors import RefusedInput
from momentum_desktop.service.plan import additions
from momentum_desktop.service.plan.completing import day_of_moment
from momentum_desktop.service.plan.drafts import checked_goal, checked_step, checked_task, checked_title
from momentum_desktop.service.plan.goals import GOALS, STEPS
from momentum_desktop.service.plan.task_values import task_of
from momentum_desktop.service.plan_values import GoalDraft, SharedPlan, StepDraft
from momentum_desktop.service.recording import open_act
from momentum_desktop.service.values import ActResult
from momentum_desktop.store import plan_questions
from momentum_desktop.store.journal import Journal
from momentum_desktop.store.plan_rows import add_row
from momentum_desktop.store.store import Reader

PARTS = ("habits", "goals", "achievements")
MOST_THINGS = 1_000


def plan_of(reader: Reader, user_id: int, title: str, parts: Collection[str], now: datetime) -> SharedPlan:
    """What a user plans, without days and without anything done."""
    with reader.snapshot() as connection:
        return plan_in(connection, user_id, title, parts, now)


def plan_in(connection: Any, user_id: int, title: str, parts: Collection[str], now: datetime) -> SharedPlan:
    """The same, inside a snapshot."""
    unknown = sorted(set(parts) - set(PARTS))
    if unknown:
        raise RefusedInput(f"“{unknown[0]}” is unknown; known are {', '.join(PARTS)}", where="parts")
    rows = plan_questions.tasks(connection, user_id, now) if "habits" in parts else []
    goals = plan_questions.goals(connection, user_id) if "goals" in parts else []
    steps = plan_questions.steps(connection, user_id) if "goals" in parts else []
    own = plan_questions.additions(connection, user_id) if "achievements" in parts else []
    bare: dict[str, Any] = {"due": None, "start": None, "goal_id": None, "parent_id": None, "notes": ""}
    return SharedPlan(
        title=checked_title(title, "a plan"),
        habits=tuple(replace(task_of(row, 0, None).draft(), **bare) for row in rows if row.repeat is not None),
        goals=tuple(
            (
                GoalDraft(goal.title, complexity=goal.complexity),
                tuple(StepDraft(step.title, step.complexity) for step in steps if step.goal_id == goal.id),
            )
            for goal in goals
            if goal.completed_at is None
        ),
        achievements=tuple(body for _, kind, body in own if kind == ACHIEVEMENT),
    )


def take_plan(journal: Journal, user_id: int, plan: SharedPlan, now: datetime) -> ActResult:
    """Everything of a plan added in one act; achievements of a name that is there already are left out."""
    rules = journal.standing(user_id).rules
    today = day_of_moment(instant_and_offset(now), rules)
    steps = sum(len(each) for _, each in plan.goals)
    if not 1 <= len(plan.habits) + len(plan.goals) + len(plan.achievements) + steps <= MOST_THINGS:
        raise RefusedInput(f"a plan holds 1 to {MOST_THINGS:,} things", where="plan")
    title = checked_title(plan.title, "a plan")
    habits = [checked_task(draft, rules, today) for draft in plan.habits]
    goals = [
        (checked_goal(goal, rules), [checked_step(step, rules) for step in steps_of]) for goal, steps_of in plan.goals
    ]
    known = {rule.name for rule in rules.achievements}
    fresh = [each for each in plan.achievements if each.get("name") not in known]
    checked = [additions.checked_rule(journal, user_id, ACHIEVEMENT, each) for each in fresh]
    act = open_act(journal, user_id, "import", f"Took the plan “{title}”", now)
    for values in habits:
        add_row(journal.connection, act, "tasks", {**values, "user_id": user_id, "created_at": now})
    for goal_values, steps_of_it in goals:
        goal_id = add_row(journal.connection, act, GOALS, {**goal_values, "user_id": user_id})
        for position, step in enumerate(steps_of_it, 1):
            add_row(journal.connection, act, STEPS, {**step, "goal_id": goal_id, "position": position})
    for body in checked:
        row = {"user_id": user_id, "kind": ACHIEVEMENT, "document": body}
        add_row(journal.connection, act, additions.TABLE, row)
    if not checked:
        return ActResult(act.id, act.kind, act.summary)
    return additions.followed(journal, user_id, act, now)
