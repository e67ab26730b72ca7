"""A plan for others as a JSON file: habits, goals with their steps, achievements, and nothing that was done."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from momentum_desktop.engine.reading import checked_text, read_json
from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange.findings import Format
from momentum_desktop.exchange.importing import ImportReport
from momentum_desktop.exchange.reading import opened
from momentum_desktop.service.plan_values import GoalDraft, SharedPlan, StepDraft, TaskDraft

if TYPE_CHECKING:
    from momentum_desktop.service.momentum_service import MomentumService
    from momentum_desktop.service.snapshot import Snapshot

NAME, VERSION = "momentum-plan", 1
LARGEST = 4 * 1024 * 1024
HABIT_FIELDS = (
    *("title", "complexity", "priority", "list", "tags", "due_minute", "reminder"),
    *("repeat", "repeat_from", "minutes", "amount", "unit"),
)
LONGEST = 1_000


def recognises(_name: str, head: bytes) -> bool:
    """Whether the plan's own name comes first."""
    return re.match(rb'(\xef\xbb\xbf)?\s*\{\s*"format"\s*:\s*"momentum-plan"', head) is not None


def text_of(plan: SharedPlan) -> str:
    """A plan as the text of its file."""
    habits = [{name: _plain(getattr(habit, name)) for name in HABIT_FIELDS} for habit in plan.habits]
    goals = [
        {
            "title": goal.title,
            "complexity": goal.complexity,
            "steps": [{"title": step.title, "complexity": step.complexity} for step in steps],
        }
        for goal, steps in plan.goals
    ]
    document = {"format": NAME, "version": VERSION, "title": plan.title, "habits": habits, "goals": goals}
    document["achievements"] = [_plain(each) for each in plan.achievements]
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def plan_in(path: str) -> SharedPlan:
    """The plan of a file. RefusedInput with the place of the first fault."""
    with opened(path) as stream:
        data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise RefusedInput("a plan is no larger than 4 MiB", where=path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RefusedInput("it is not UTF-8", where=path) from None
    document = read_json(text, path)
    if not isinstance(document, Mapping) or document.get("format") != NAME:
        raise RefusedInput(f"its format is not “{NAME}”; this is no plan", where=path)
    version = document.get("version")
    if type(version) is not int or version < 1:
        raise RefusedInput("its version is no whole number from 1 up", where=path)
    if version > VERSION:
        raise RefusedInput(f"version {version} was written by a newer Momentum; update this program", where=path)
    _known(document, ("format", "version", "title", "habits", "goals", "achievements"), path)
    return SharedPlan(
        title=checked_text(document.get("title"), "title", LONGEST),
        habits=tuple(_habit(each, f"habits[{place}]") for place, each in enumerate(_list(document, "habits"))),
        goals=tuple(_goal(each, f"goals[{place}]") for place, each in enumerate(_list(document, "goals"))),
        achievements=tuple(
            dict(_object(each, f"achievements[{place}]")) for place, each in enumerate(_list(document, "achievements"))
        ),
    )


async def bring(service: MomentumService, path: str, dry_run: bool) -> ImportReport:
    """Take the plan of a file in one act, or refuse it whole."""
    plan = plan_in(path)
    if not dry_run:
        await service.take_plan(plan)
    added = len(plan.habits) + len(plan.goals) + len(plan.achievements)
    return ImportReport(
        added=added,
        unchanged=0,
        refused=0,
        tasks=len(plan.habits),
        completions=0,
        first_day=None,
        last_day=None,
        problems=(),
    )


def write(taken: Snapshot) -> Iterator[str]:
    """Everything that the user plans, under their name."""
    yield text_of(taken.shared_plan())


def _habit(value: Any, where: str) -> TaskDraft:
    given = _object(value, where)
    _known(given, HABIT_FIELDS, where)
    if not isinstance(given.get("repeat"), str):
        raise RefusedInput("a habit repeats; give its rule", where=f"{where}.repeat")
    fields = {name: given[name] for name in HABIT_FIELDS if given.get(name) is not None}
    tags = fields.pop("tags", [])
    if not isinstance(tags, list):
        raise RefusedInput("a list of texts is expected", where=f"{where}.tags")
    words = tuple(checked_text(tag, f"{where}.tags", LONGEST) for tag in tags)
    for name in ("title", "complexity", "list", "reminder", "repeat", "repeat_from", "unit"):
        if name in fields:
            fields[name] = checked_text(fields[name], f"{where}.{name}", LONGEST)
    if "title" not in fields:
        raise RefusedInput("missing", where=f"{where}.title")
    return TaskDraft(tags=words, **fields)


def _goal(value: Any, where: str) -> tuple[GoalDraft, tuple[StepDraft, ...]]:
    given = _object(value, where)
    _known(given, ("title", "complexity", "steps"), where)
    steps = _list(given, "steps", where)
    return GoalDraft(**_words(given, where)), tuple(
        StepDraft(**_words(_object(step, f"{where}.steps[{place}]"), f"{where}.steps[{place}]"))
        for place, step in enumerate(steps)
    )


def _words(given: Mapping[str, Any], where: str) -> dict[str, Any]:
    found: dict[str, Any] = {"title": checked_text(given.get("title"), f"{where}.title", LONGEST)}
    if given.get("complexity") is not None:
        found["complexity"] = checked_text(given["complexity"], f"{where}.complexity", LONGEST)
    return found


def _object(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise RefusedInput("an object is expected", where=where)
    return value


def _list(given: Mapping[str, Any], name: str, where: str = "") -> list[Any]:
    value = given.get(name, [])
    if not isinstance(value, list):
        raise RefusedInput("a list is expected", where=f"{where}.{name}".lstrip("."))
    return value


def _known(given: Mapping[str, Any], names: tuple[str, ...], where: str) -> None:
    for name in given.keys() - set(names):
        raise RefusedInput(f"“{str(name)[:60]}” is unknown here; known are {', '.join(names)}", where=where)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return {key: _plain(item) for key, item in value.items()} if isinstance(value, Mapping) else value


FORMAT = Format("plan", "a plan of habits and goals for others", recognises, bring=bring, write=write)
