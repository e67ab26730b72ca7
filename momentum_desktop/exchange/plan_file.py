"""A published plan as a JSON file: habits, goals with their steps and achievements of one's own, without days and
without anything that was done. It is read strictly; a fault is told with its place."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from momentum_desktop.engine.additions import ACHIEVEMENT
from momentum_desktop.engine.reading import read_json
from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange.findings import Format
from momentum_desktop.exchange.reading import STDIN, read_text
from momentum_desktop.exchange.writing import write_whole
from momentum_desktop.service.import_values import ImportReport
from momentum_desktop.service.plan_values import GoalDraft, StepDraft, TaskDraft
from momentum_desktop.service.shared_plan import SharedPlan

if TYPE_CHECKING:
    from momentum_desktop.service.momentum_service import MomentumService

NAME, VERSION = "momentum-plan", 1
MOST_BYTES, MOST_THINGS, LONGEST_TITLE = 2_000_000, 500, 200
WHOLE = {"format", "version", "title", "habits", "goals", "achievements"}
HABIT: dict[str, type | tuple[type, ...]] = {
    "title": str,
    "notes": str,
    "complexity": str,
    "priority": int,
    "list": str,
    "tags": list,
    "due_minute": int,
    "repeat": str,
    "repeat_from": str,
    "minutes": int,
    "amount": (str, int, Decimal),
    "unit": str,
}
GOAL: dict[str, type | tuple[type, ...]] = {"title": str, "notes": str, "complexity": str, "steps": list}
STEP: dict[str, type | tuple[type, ...]] = {"title": str, "complexity": str}


async def plan_of(service: MomentumService, user_id: int | None = None, title: str = "") -> SharedPlan:
    """The habits, open goals and own achievements of a user as a plan for others."""
    tasks = await service.get_tasks(user_id)
    habits: dict[int, TaskDraft] = {}
    for task in tasks:
        if task.repeat is not None and task.id not in habits:
            fields = {name: getattr(task, name) for name in HABIT if name != "due_minute"}
            habits[task.id] = TaskDraft(**fields, due_minute=task.due_minute)
    goals = tuple(
        (
            GoalDraft(goal.title, goal.notes, goal.complexity),
            tuple(StepDraft(step.title, step.complexity) for step in goal.steps),
        )
        for goal in await service.get_goals(user_id)
        if not goal.done
    )
    own = tuple(rule.document for rule in await service.get_own_rules(user_id) if rule.kind == ACHIEVEMENT)
    name = title or f"The plan of {(await service.get_user_progress(user_id)).name}"
    return SharedPlan(name, tuple(habits.values()), goals, own)


def texts_of(plan: SharedPlan) -> Iterator[str]:
    """The file's text."""
    document = {
        "format": NAME,
        "version": VERSION,
        "title": plan.title,
        "habits": [_told(habit, HABIT) for habit in plan.habits],
        "goals": [{**_told(goal, GOAL), "steps": [_told(step, STEP) for step in steps]} for goal, steps in plan.goals],
        "achievements": [dict(body) for body in plan.achievements],
    }
    yield json.dumps(document, ensure_ascii=False, indent=2, default=str) + "\n"


async def compose(service: MomentumService) -> Iterator[str]:
    """The plan of the user in use."""
    return texts_of(await plan_of(service))


async def publish(service: MomentumService, path: str, user_id: int | None = None) -> SharedPlan:
    """Writes a user's plan; what was written."""
    plan = await plan_of(service, user_id)
    write_whole(path, texts_of(plan))
    return plan


def recognises(name: str, head: bytes) -> bool:
    """Whether the plan's own name comes first."""
    return re.match(rb'(\xef\xbb\xbf)?\s*\{\s*"format"\s*:\s*"momentum-plan"', head) is not None


async def bring(
    service: MomentumService,
    path: str,
    dry_run: bool,
    tell: Callable[[float], None] = lambda _done: None,
    user_id: int | None = None,
) -> ImportReport:
    """Adds what of a plan is not there yet, after a backup."""
    plan = read_plan(path)
    news = await service.follow_plan(plan, dry_run=True, user_id=user_id)
    tell(0.0)
    if news.added and not dry_run:
        async with service.backup_before_import():
            news = await service.follow_plan(plan, user_id=user_id)
    counts = ((news.habits, "habit"), (news.goals, "goal"), (news.achievements, "achievement"))
    added = [f"{count} {noun}{'' if count == 1 else 's'}" for count, noun in counts if count]
    told = f"“{plan.title}” brings {', '.join(added)}." if added else f"All of “{plan.title}” is there already."
    return ImportReport(
        added=news.added,
        unchanged=news.known,
        refused=0,
        tasks=len(plan.habits),
        completions=0,
        first_day=None,
        last_day=None,
        problems=(),
        habits=len(plan.habits),
        remarks=(told,),
        act_id=None if news.act is None else news.act.act_id,
        total_change=0 if news.act is None else news.act.total_change,
        of_tasks=True,
    )


def read_plan(path: str) -> SharedPlan:
    """The plan in a file. RefusedInput says where it is wrong; whether its words are good is for the service to say."""
    if path != STDIN and Path(path).is_file() and Path(path).stat().st_size > MOST_BYTES:
        raise RefusedInput(f"a plan has no more than {MOST_BYTES:,} bytes", where=path)
    whole = _object(read_json(read_text(path), path), "plan", WHOLE)
    if whole.get("format") != NAME or whole.get("version") != VERSION:
        raise RefusedInput(f"“format”: “{NAME}” and “version”: {VERSION} are expected", where="plan")
    title = _typed(whole, "title", str, "plan")
    if not title or not title.strip() or len(title) > LONGEST_TITLE:
        raise RefusedInput(f"1 to {LONGEST_TITLE} characters are expected", where="title")
    habits = tuple(_habit(given, f"habits[{place}]") for place, given in enumerate(_list(whole, "habits", "habits")))
    goals = tuple(_goal(given, f"goals[{place}]") for place, given in enumerate(_list(whole, "goals", "goals")))
    own = [
        _object(given, f"achievements[{place}]", None)
        for place, given in enumerate(_list(whole, "achievements", "achievements"))
    ]
    return SharedPlan(" ".join(title.split()), habits, goals, tuple(own))


def _habit(given: Any, place: str) -> TaskDraft:
    body = _fields(given, HABIT, place)
    if body.get("repeat") is None:
        raise RefusedInput("a habit repeats; “FREQ=DAILY” is every day", where=f"{place}.repeat")
    tags = body.pop("tags", None) or []
    if not all(isinstance(tag, str) for tag in tags):
        raise RefusedInput("a list of words is expected", where=f"{place}.tags")
    return TaskDraft(**{**body, "title": body.get("title", ""), "tags": tuple(tags)})


def _goal(given: Any, place: str) -> tuple[GoalDraft, tuple[StepDraft, ...]]:
    body = _fields(given, GOAL, place)
    body.pop("steps", None)
    given_steps = _list(given, "steps", f"{place}.steps")
    steps = [_fields(step, STEP, f"{place}.steps[{number}]") for number, step in enumerate(given_steps)]
    drafts = tuple(StepDraft(**{"title": "", **step}) for step in steps)
    return GoalDraft(**{"title": "", **body}), drafts


def _fields(given: Any, known: Mapping[str, type | tuple[type, ...]], place: str) -> dict[str, Any]:
    """The fields that are given and not null, each of its kind."""
    body = _object(given, place, set(known))
    return {name: _typed(body, name, known[name], place) for name in body if body[name] is not None}


def _object(given: Any, place: str, known: set[str] | None) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise RefusedInput("an object is expected", where=place)
    unknown = sorted(given.keys() - known) if known is not None else []
    if unknown:
        raise RefusedInput(f"“{unknown[0][:60]}” is unknown; known are {', '.join(sorted(known or ()))}", where=place)
    return given


def _list(whole: Mapping[str, Any], name: str, place: str) -> list[Any]:
    given = whole.get(name, [])
    if not isinstance(given, list):
        raise RefusedInput("a list is expected", where=place)
    if len(given) > MOST_THINGS:
        raise RefusedInput(f"no more than {MOST_THINGS}", where=place)
    return given


def _typed(body: Mapping[str, Any], name: str, kind: type | tuple[type, ...], place: str) -> Any:
    value = body.get(name)
    if value is not None and (isinstance(value, bool) or not isinstance(value, kind)):
        raise RefusedInput("a value of another kind is expected", where=name if place == "plan" else f"{place}.{name}")
    return value


def _told(draft: Any, known: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a draft that say something."""
    values = {name: getattr(draft, name) for name in known if hasattr(draft, name)}
    return {name: value for name, value in values.items() if value not in (None, "", ())}


FORMAT = Format(NAME.removeprefix("momentum-"), "a plan", recognises=recognises, bring=bring, compose=compose)
