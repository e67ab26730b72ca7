"""The commands on tasks: add, list, done, edit, delete."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from momentum_desktop.cli.arguments import AT_HELP, Call, CommandTable, at_least
from momentum_desktop.cli.days import day_from, moment_from
from momentum_desktop.cli.layout import printable, table
from momentum_desktop.cli.outcomes import remark_far_ahead, tell_act
from momentum_desktop.cli.task_options import add_task_options, changed_draft, with_goal
from momentum_desktop.cli.task_rows import sections, task_row
from momentum_desktop.errors import RefusedInput
from momentum_desktop.service.quick_add import Lean, Understood, parse_quick_add
from momentum_desktop.service.task_search import found_among, is_filed, text_of
from momentum_desktop.service.today_words import date_of_today
from momentum_desktop.service.values import ActResult, Task, TaskDraft
from momentum_desktop.service.wire import to_wire

if TYPE_CHECKING:
    from momentum_desktop.service.momentum_service import MomentumService

SIGNS = {"tag": "#", "list": "/", "goal": "@", "reminder": "*"}
"""What tells those chips apart whose words do not, as the window's icons do."""

ID_HELP = "the task's number in “momentum list”"


def add_commands(commands: CommandTable) -> None:
    add = commands.add(
        "add",
        "add a task",
        example="momentum add 'Write report' --due fri --complexity complex --tag work\n"
        "  momentum add --quick 'Buy milk tomorrow 9am #shop every week'",
        act=_add,
    )
    add.add_argument(
        "title", metavar="TITLE", help="what is to be done; all of it is the title unless --quick is given"
    )
    add.add_argument(
        "--quick",
        action="store_true",
        help="read TITLE as the window's quick-add line does: days, times and repeats in words, #tag, /list, @goal, "
        "!complexity, !1 to !4, ~25m, *9:00",
    )
    add_task_options(add)

    listing = commands.add(
        "list", "show the tasks", example="momentum list --all\n  momentum list --tag work report", act=_list
    )
    listing.add_argument(
        "words",
        metavar="WORDS",
        nargs="*",
        help="only those with all these words in title, notes, list or tags; '#work' asks for a tag and /office for a "
        "list that begins so, as in the window's search",
    )
    listing.add_argument("--all", action="store_true", help="the done ones too")
    listing.add_argument("--tag", metavar="T", action="append", default=[], help="the same as '#T'; may be given again")
    listing.add_argument("--list", metavar="L", help="the same as /L")
    listing.add_argument("--day", metavar="D", help="only those due, or done, on that day: today, fri, 24 dec")

    done = commands.add("done", "complete a task", example="momentum done 3 --at 'yesterday 21:30'", act=_done)
    done.add_argument("id", metavar="ID", type=at_least(1), help=ID_HELP)
    done.add_argument("--at", metavar="T", help=AT_HELP)

    edit = commands.add("edit", "change a task", example="momentum edit 3 --due tomorrow --tag home", act=_edit)
    edit.add_argument("id", metavar="ID", type=at_least(1), help=ID_HELP)
    edit.add_argument("--title", metavar="TITLE", help="its new title")
    add_task_options(edit)

    delete = commands.add("delete", "delete a task", example="momentum delete 3", act=_delete)
    delete.add_argument("id", metavar="ID", type=at_least(1), help=ID_HELP)


async def _add(call: Call, service: MomentumService) -> int:
    today = await service.get_day()
    understood = await _understood(call, service, today)
    draft = changed_draft(understood.draft, call, today)
    result = await service.add_task(await with_goal(draft, call, service))
    _tell_task(call, result, today)
    if understood.chips and not call.as_json:
        words = ", ".join(printable(SIGNS.get(chip.kind, "") + chip.words) for chip in understood.chips)
        call.terminal.say("  " + call.terminal.soft(f"Understood: {words}"))
    return 0


async def _understood(call: Call, service: MomentumService, today: date) -> Understood:
    """The task that TITLE is, or with --quick describes."""
    title = call.arguments.title
    if not call.arguments.quick:
        return Understood(TaskDraft(title=title), ())
    goals = [(goal.id, goal.title) for goal in await service.get_goals() if not goal.done]
    understood = parse_quick_add(title, today, goals)
    if not understood.draft.title and title.strip():
        raise RefusedInput("a task needs a title beside its day, complexity, tags or list", where="TITLE")
    return understood


async def _edit(call: Call, service: MomentumService) -> int:
    today = await service.get_day()
    task = await service.get_task(call.arguments.id)
    draft = task.draft()
    titled = draft if call.arguments.title is None else replace(draft, title=call.arguments.title)
    changed = await with_goal(changed_draft(titled, call, today), call, service)
    if changed == draft:
        raise RefusedInput("nothing to change; say what is new, such as --due fri", where=f"task {task.id}")
    result = await service.edit_task(task.id, changed)
    return _tell_task(call, result, today)


def _tell_task(call: Call, result: ActResult, today: date) -> int:
    if call.as_json:
        call.document({**to_wire(result.task), "act_id": result.act_id})
        return 0
    call.terminal.say(printable(result.summary) + ".")
    if result.task is not None:
        call.terminal.say(*table([task_row(call.terminal, result.task, today, 60)]))
    return 0


async def _delete(call: Call, service: MomentumService) -> int:
    return tell_act(call, await service.delete_task(call.arguments.id))


async def _done(call: Call, service: MomentumService) -> int:
    at = await moment_from(call.arguments.at, "--at", service)
    result = await service.complete_task(call.arguments.id, at=at)
    remark_far_ahead(call, at, service.now(), result.act_id)
    if not call.as_json:
        return tell_act(call, result)
    act = {"act_id": result.act_id, "summary": result.summary, "task": to_wire(result.task), "note": result.note}
    call.document({**(to_wire(result.outcome) or {}), **act})
    return 0


async def _list(call: Call, service: MomentumService) -> int:
    given = call.arguments
    today = await service.get_day()
    there = await service.get_tasks(include_done=given.all)
    tasks = _narrowed(there, call, today)
    if call.as_json:
        call.document(tasks)
        return 0
    if not tasks and there:
        hint = "" if given.all else "; --all looks among the done ones too"
        call.terminal.say(f"No task fits{hint}.")
        return 0
    if not tasks:
        call.terminal.say("Nothing to do. “momentum add 'Water the plants' --due tomorrow” puts something here.")
        return 0
    now, still = service.now(), ""
    if now.date() > today:
        still = date_of_today(today, now, (await service.get_user_progress()).day_ends_at)
    call.terminal.say(*sections(call.terminal, tasks, today, still))
    return 0


def _narrowed(tasks: Sequence[Task], call: Call, today: date) -> Sequence[Task]:
    """The tasks that are asked for; all of them if nothing is."""
    given = call.arguments
    found = found_among(tasks, [text_of(task) for task in tasks], " ".join(given.words))
    filed = [f"#{tag.removeprefix('#')}" for tag in given.tag]
    if given.list is not None:
        filed.append(f"/{given.list.removeprefix('/')}")
    kept = tuple(tasks[place] for place in found if all(is_filed(tasks[place], word.casefold()) for word in filed))
    if given.day is None:
        return kept
    day = day_from(given.day, today, "--day", Lean.NEAR)
    return tuple(task for task in kept if (task.completed_day or task.due) == day)
