"""The commands on goals and their steps: goal add, list, edit, done, undone, delete, and step, step-done, …"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from momentum_desktop.cli.arguments import AT_HELP, Act, Call, CommandTable, Parser, at_least
from momentum_desktop.cli.days import day_from, moment_from
from momentum_desktop.cli.layout import bar, day_in_words, printable, table
from momentum_desktop.cli.outcomes import remark_far_ahead, tell_act
from momentum_desktop.errors import RefusedInput, UnknownThing
from momentum_desktop.service.plan_values import GoalDraft, StepDraft

if TYPE_CHECKING:
    from momentum_desktop.service.momentum_service import MomentumService
    from momentum_desktop.service.plan_values import Goal

GOAL, STEP = "the goal's number in “momentum goal list”", "the step's number in “momentum goal list”"
BAR = 12


def add_commands(commands: CommandTable) -> None:
    parser = commands.add("goal", "set goals and go through their steps", example="momentum goal list", act=_list)
    inner = CommandTable(parser, required=False)
    add = inner.add(
        "add",
        "set a goal, with its steps",
        example="momentum goal add 'Run a marathon' --due '4 oct' --step 'Buy shoes' --step 'Run 10 km'",
        act=_add,
    )
    add.add_argument("title", metavar="TITLE", help="what is to be reached")
    _add_options(add)
    add.add_argument(
        "--step", metavar="TITLE", action="append", default=[], dest="steps", help="a step; again for more"
    )
    inner.add("list", "show the goals with their steps", example="momentum goal list --json", act=_list)
    edit = inner.add("edit", "change a goal", example="momentum goal edit 1 --due none", act=_edit)
    edit.add_argument("id", metavar="GOAL", type=at_least(1), help=GOAL)
    edit.add_argument("--title", metavar="TITLE", help="its new title")
    _add_options(edit)
    _add_done(inner, "done", "reach a goal", "momentum goal done 1", GOAL, _done)
    _add_number(inner, "undone", "take back that a goal was reached", "momentum goal undone 1", GOAL, _undone)
    _add_number(inner, "delete", "delete a goal and its steps", "momentum goal delete 1", GOAL, _delete)
    step = inner.add("step", "add a step to a goal", example="momentum goal step 1 'Run 20 km'", act=_step)
    step.add_argument("id", metavar="GOAL", type=at_least(1), help=GOAL)
    step.add_argument("title", metavar="TITLE", help="what this step is")
    step.add_argument("--complexity", metavar="C", default="simple", help="how hard it is, by the rules")
    _add_done(inner, "step-done", "do a step", "momentum goal step-done 2", STEP, _step_done)
    _add_number(inner, "step-undone", "take back a step", "momentum goal step-undone 2", STEP, _step_undone)
    _add_number(inner, "step-delete", "delete a step", "momentum goal step-delete 2", STEP, _step_delete)


def _add_options(parser: Parser) -> None:
    parser.add_argument("--due", metavar="D", help="a day: 24 dec, tomorrow, fri, YYYY-MM-DD; “none” for no day")
    parser.add_argument("--complexity", metavar="C", help="how hard it is, by the rules: trivial, simple, moderate …")
    parser.add_argument("--notes", metavar="TEXT", help="anything else about it")


def _add_number(inner: CommandTable, name: str, summary: str, example: str, told: str, act: Act) -> Parser:
    parser = inner.add(name, summary, example=example, act=act)
    parser.add_argument("id", metavar="STEP" if told is STEP else "GOAL", type=at_least(1), help=told)
    return parser


def _add_done(inner: CommandTable, name: str, summary: str, example: str, told: str, act: Act) -> None:
    parser = _add_number(inner, name, summary, example, told, act)
    parser.add_argument("--at", metavar="T", help=AT_HELP)


async def _add(call: Call, service: MomentumService) -> int:
    today = await service.get_day()
    draft = _changed(GoalDraft(call.arguments.title), call, today)
    result = await service.add_goal(draft, [StepDraft(title) for title in call.arguments.steps])
    return await _tell(call, service, result.row_id, printable(result.summary))


async def _edit(call: Call, service: MomentumService) -> int:
    today = await service.get_day()
    goal = await _goal(service, call.arguments.id)
    draft = GoalDraft(goal.title, goal.notes, goal.complexity, goal.due)
    titled = draft if call.arguments.title is None else replace(draft, title=call.arguments.title)
    changed = _changed(titled, call, today)
    if changed == draft:
        raise RefusedInput("nothing to change; say what is new, such as --due fri", where=f"goal {goal.id}")
    result = await service.edit_goal(goal.id, changed)
    return await _tell(call, service, goal.id, printable(result.summary))


async def _step(call: Call, service: MomentumService) -> int:
    result = await service.add_step(call.arguments.id, StepDraft(call.arguments.title, call.arguments.complexity))
    return await _tell(call, service, call.arguments.id, printable(result.summary))


async def _done(call: Call, service: MomentumService) -> int:
    at = await moment_from(call.arguments.at, "--at", service)
    result = await service.complete_goal(call.arguments.id, at)
    remark_far_ahead(call, at, service.now(), result.act_id)
    return tell_act(call, result)


async def _undone(call: Call, service: MomentumService) -> int:
    return tell_act(call, await service.reopen_goal(call.arguments.id))


async def _delete(call: Call, service: MomentumService) -> int:
    return tell_act(call, await service.delete_goal(call.arguments.id))


async def _step_done(call: Call, service: MomentumService) -> int:
    step_id = call.arguments.id
    at = await moment_from(call.arguments.at, "--at", service)
    result = await service.complete_step(step_id, at)
    remark_far_ahead(call, at, service.now(), result.act_id)
    told = tell_act(call, result)
    goal = next((each for each in await service.get_goals() if step_id in [step.id for step in each.steps]), None)
    if goal is not None and goal.ready and not call.as_json:
        call.terminal.say(
            f"That was the last step of “{printable(goal.title)}”: “momentum goal done {goal.id}” reaches it."
        )
    return told


async def _step_undone(call: Call, service: MomentumService) -> int:
    return tell_act(call, await service.reopen_step(call.arguments.id))


async def _step_delete(call: Call, service: MomentumService) -> int:
    return tell_act(call, await service.delete_step(call.arguments.id))


async def _list(call: Call, service: MomentumService) -> int:
    goals = await service.get_goals()
    if call.as_json:
        call.document(goals)
        return 0
    if not goals:
        call.terminal.say("No goals yet. “momentum goal add 'Run a marathon' --step 'Buy shoes'” sets one.")
        return 0
    today = await service.get_day()
    for goal in goals:
        call.terminal.say(*_lines(call, goal, today))
    return 0


def _lines(call: Call, goal: Goal, today: date) -> list[str]:
    terminal = call.terminal
    when = "" if goal.due is None else day_in_words(goal.due, today)
    head = [
        terminal.soft(str(goal.id)),
        terminal.good("✓") if goal.done else "○",
        terminal.strong(printable(goal.title)),
        f"{bar(goal.progress, BAR)} {round(goal.progress * 100)} %",
        when,
        "" if goal.done else terminal.points(goal.worth),
    ]
    steps = [
        [
            terminal.soft(f"step {step.id}"),
            terminal.good("✓") if step.done else "○",
            printable(step.title),
            "" if step.done else terminal.points(step.worth),
        ]
        for step in goal.steps
    ]
    return [*table([head]), *table(steps, indent=6)]


def _changed(draft: GoalDraft, call: Call, today: date) -> GoalDraft:
    given = call.arguments
    if given.due is not None:
        draft = replace(draft, due=None if given.due in ("none", "") else day_from(given.due, today, "--due"))
    for field in ("complexity", "notes"):
        if getattr(given, field) is not None:
            draft = replace(draft, **{field: getattr(given, field)})
    return draft


async def _goal(service: MomentumService, goal_id: int) -> Goal:
    for goal in await service.get_goals():
        if goal.id == goal_id:
            return goal
    raise UnknownThing(f"no goal {goal_id}; “momentum goal list” shows their numbers")


async def _tell(call: Call, service: MomentumService, goal_id: int | None, words: str) -> int:
    goal = await _goal(service, goal_id or 0)
    if call.as_json:
        call.document(goal)
        return 0
    today = await service.get_day()
    call.terminal.say(f"{words}.", *_lines(call, goal, today))
    return 0
