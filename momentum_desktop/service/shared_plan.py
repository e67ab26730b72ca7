"""A plan that one person publishes and others follow: habits, goals with their steps, achievements of one's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from momentum_desktop.engine.additions import ACHIEVEMENT, composed
from momentum_desktop.engine.compilation import compile_rules
from momentum_desktop.engine.reading import canonical_json, read_json
from momentum_desktop.engine.values import instant_and_offset
from momentum_desktop.errors import RefusedInput, RulesFault
from momentum_desktop.service.plan.additions import MOST_OWN, NOUNS, TABLE, followed
from momentum_desktop.service.plan.completing import day_of_moment
from momentum_desktop.service.plan.drafts import checked_goal, checked_step, checked_task
from momentum_desktop.service.plan_values import GoalDraft, StepDraft, TaskDraft
from momentum_desktop.service.recording import open_act, result_of
from momentum_desktop.service.values import ActResult
from momentum_desktop.settings import icon_names
from momentum_desktop.store import plan_questions
from momentum_desktop.store.journal import Journal
from momentum_desktop.store.plan_rows import add_row
from momentum_desktop.store.rule_change import additions_of, base_document


@dataclass(frozen=True, slots=True)
class SharedPlan:
    """What a plan holds; a goal comes with its steps, an achievement as in a rules file. None of it has a day."""

    title: str
    habits: tuple[TaskDraft, ...] = ()
    goals: tuple[tuple[GoalDraft, tuple[StepDraft, ...]], ...] = ()
    achievements: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class PlanNews:
    """What following a plan adds, or would add, and how much of it is there already; `act` is what it was done by."""

    habits: int
    goals: int
    achievements: int
    known: int
    act: ActResult | None = None

    @property
    def added(self) -> int:
        """How many things are new."""
        return self.habits + self.goals + self.achievements


class _Fresh(NamedTuple):
    """What of a plan is not there yet, as the columns of its rows."""

    habits: list[dict[str, Any]]
    goals: list[tuple[dict[str, Any], list[dict[str, Any]]]]
    achievements: list[dict[str, Any]]


def plan_news(journal: Journal, user_id: int, plan: SharedPlan, now: datetime) -> PlanNews:
    """What following a plan would add. RefusedInput names the place in it that is wrong."""
    fresh = _fresh(journal, user_id, plan, now)
    whole = len(plan.habits) + len(plan.goals) + len(plan.achievements)
    habits, goals, achievements = (len(part) for part in fresh)
    return PlanNews(habits, goals, achievements, whole - habits - goals - achievements)


def follow_plan(journal: Journal, user_id: int, plan: SharedPlan, now: datetime) -> ActResult:
    """Adds what of a plan is not there yet, as one act: a habit or an open goal is known by its title, an achievement
    by its name. RefusedInput names the place in the plan that is wrong; nothing is added then."""
    fresh = _fresh(journal, user_id, plan, now)
    connection = journal.connection
    act = open_act(journal, user_id, "add", f"Took up the plan “{plan.title}”", now)
    for values in fresh.habits:
        add_row(connection, act, "tasks", {**values, "user_id": user_id, "created_at": now})
    for values, steps in fresh.goals:
        goal_id = add_row(connection, act, "goals", {**values, "user_id": user_id})
        for position, step in enumerate(steps, 1):
            add_row(connection, act, "goal_steps", {**step, "goal_id": goal_id, "position": position})
    for body in fresh.achievements:
        add_row(connection, act, TABLE, {"user_id": user_id, "kind": ACHIEVEMENT, "document": body})
    if fresh.achievements:
        return followed(journal, user_id, act, now)
    return result_of(act)


def _fresh(journal: Journal, user_id: int, plan: SharedPlan, now: datetime) -> _Fresh:
    rules = journal.standing(user_id).rules
    today = day_of_moment(instant_and_offset(now), rules)
    rows = plan_questions.tasks(journal.connection, user_id, now)
    known = {row.title for row in rows if row.repeat is not None}
    habits = []
    for place, draft in enumerate(plan.habits):
        with _placed(f"habits[{place}]"):
            values = checked_task(draft, rules, today)
        if values["title"] not in known:
            known.add(values["title"])
            habits.append(values)
    known = {goal.title for goal in plan_questions.goals(journal.connection, user_id) if goal.completed_at is None}
    goals = []
    for place, (goal, drafts) in enumerate(plan.goals):
        with _placed(f"goals[{place}]"):
            values = checked_goal(goal, rules)
        steps = []
        for number, step in enumerate(drafts):
            with _placed(f"goals[{place}].steps[{number}]"):
                steps.append(checked_step(step, rules))
        if values["title"] not in known:
            known.add(values["title"])
            goals.append((values, steps))
    return _Fresh(habits, goals, _new_achievements(journal, user_id, plan))


def _new_achievements(journal: Journal, user_id: int, plan: SharedPlan) -> list[dict[str, Any]]:
    """Those whose names the rules do not have, checked as if they had been made here."""
    held = additions_of(journal.connection, user_id)
    whole = composed(base_document(journal.connection, user_id), held)
    names = {each["name"] for each in whole["achievements"]}
    fresh: list[dict[str, Any]] = []
    for place, given in enumerate(plan.achievements):
        where = f"achievements[{place}]"
        body = read_json(canonical_json(dict(given)), where)
        if body.get("name") in names:
            continue
        names.add(body.get("name"))
        at = f"achievements[{len(whole['achievements'])}]"
        whole["achievements"] = [*whole["achievements"], body]
        try:
            compile_rules(whole, icon_names())
        except RulesFault as fault:
            raise RulesFault(tuple((spot.replace(at, where), words) for spot, words in fault.faults)) from None
        fresh.append(body)
    if sum(kind in NOUNS for kind, _ in held) + len(fresh) > MOST_OWN:
        raise RefusedInput(f"no more than {MOST_OWN} {NOUNS[ACHIEVEMENT]}s and streaks of one's own", where="plan")
    return fresh


@contextmanager
def _placed(place: str) -> Iterator[None]:
    """Says with a refusal where in the plan it belongs."""
    try:
        yield
    except RefusedInput as fault:
        raise RefusedInput(fault.what, where=f"{place}.{fault.where}" if fault.where else place) from None
