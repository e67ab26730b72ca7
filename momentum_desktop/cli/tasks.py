"""The commands on tasks: add, list, done, edit, delete."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from momentum_desktop.cli.arguments import AT_HELP, Call, CommandTable, Parser, at_least
from momentum_desktop.cli.layout import day_in_words, printable, shortened, signed, table
from momentum_desktop.cli.outcomes import tell_act
from momentum_desktop.errors import RefusedInput, UnknownThing
from momentum_desktop.service.repeat_words import repeat_in_words
from momentum_desktop.service.values import ActResult, Task, TaskDraft
from momentum_desktop.service.wire import to_wire

if TYPE_CHECKING:
    from momentum_desktop.cli.terminal import Terminal
    from momentum_desktop.service.momentum_service import MomentumService

CLEARED = ("none", "")
ID_HELP = "the task's number in “momentum list”"


def add_commands(commands: CommandTable) -> None:
    add = commands.add(
        "add", "add a task", example="momentum add 'Write report' --due fri --complexity complex --tag work", act=_add
    )
    add.add_argument("title", metavar="TITLE", help="what is to be done")
    _add_task_options(add)

    listing = commands.add("list", "show the tasks", example="momentum list --all", act=_list)
    listing.add_argument("--all", action="store_true", help="the done ones too")

    done = commands.add("done", "complete a task", example="momentum done 3 --at 'yesterday 21:30'", act=_done)
    done.add_argument("id", metavar="ID", type=at_least(1), help=ID_HELP)
    done.add_argument("--at", metavar="T", help=AT_HELP)

    edit = commands.add("edit", "change a task", example="momentum edit 3 --due tomorrow --tag home", act=_edit)
    edit.add_argument("id", metavar="ID", type=at_least(1), help=ID_HELP)
    edit.add_argument("--title", metavar="TITLE", help="its new title")
    _add_task_options(edit)

    delete = commands.add("delete", "delete a task", example="momentum delete 3", act=_delete)
    delete.add_argument("id", metavar="ID", type=at_least(1), help=ID_HELP)


def _add_task_options(parser: Parser) -> None:
    parser.add_argument(
        "--due",
        metavar="D",
        help="a day, or a day and a time: 24 dec, tomorrow, fri 9am, or ISO; “none” for no day",
    )
    parser.add_argument(
        "--repeat",
        metavar="RULE",
        help="every weekday, 2 weeks, 3 times a week, FREQ=WEEKLY;BYDAY=MO; “none” for once",
    )
    parser.add_argument("--start", metavar="D", help="the day before which it stays out of the way; “none” for no day")
    parser.add_argument("--complexity", metavar="C", help="how hard it is, by the rules: trivial, simple, moderate …")
    parser.add_argument(
        "--goal",
        metavar="G",
        help="the goal it serves: its number in “momentum goal list”, or its title; “none” for no goal",
    )
    parser.add_argument("--tag", metavar="T", action="append", dest="tags", help="a tag; may be given again")
    parser.add_argument("--list", metavar="L", dest="list", help="the list it belongs to; “none” for no list")
    parser.add_argument("--priority", metavar="N", type=int, help="1 (highest) to 4")
    parser.add_argument("--notes", metavar="TEXT", help="anything else about it")


async def _add(call: Call, service: MomentumService) -> int:
    today = await service.get_day()
    draft = _changed(TaskDraft(title=call.arguments.title), call, today)
    result = await service.add_task(await _with_goal(draft, call, service))
    return _tell_task(call, result, today)


async def _edit(call: Call, service: MomentumService) -> int:
    today = await service.get_day()
    task = await service.get_task(call.arguments.id)
    draft = task.draft()
    titled = draft if call.arguments.title is None else replace(draft, title=call.arguments.title)
    changed = await _with_goal(_changed(titled, call, today), call, service)
    if changed == draft:
        raise RefusedInput("nothing to change; say what is new, such as --due fri", where=f"task {task.id}")
    result = await service.edit_task(task.id, changed)
    return _tell_task(call, result, today)


def _changed(draft: TaskDraft, call: Call, today: date) -> TaskDraft:
    """The draft with what the options say; an option that is absent leaves its field alone."""
    given = call.arguments
    if given.due is not None:
        draft = _with_due(draft, given.due, today)
    if given.repeat is not None:
        draft = _with_repeat(draft, given.repeat, today)
    if given.start is not None:
        draft = replace(draft, start=_day(given.start, today, "--start"))
    for field in ("complexity", "priority", "notes"):
        value = getattr(given, field)
        if value is not None:
            draft = replace(draft, **{field: value})
    if given.list is not None:
        draft = replace(draft, list=None if given.list in CLEARED else given.list)
    if given.tags is not None:
        draft = replace(draft, tags=tuple(dict.fromkeys(tag.removeprefix("#") for tag in given.tags if tag)))
    return draft


async def _with_goal(draft: TaskDraft, call: Call, service: MomentumService) -> TaskDraft:
    """The goal of that number, or the only one whose title is that or begins so."""
    words = call.arguments.goal
    if words is None or words in CLEARED:
        return draft if words is None else replace(draft, goal_id=None)
    if words.isascii() and words.isdecimal():
        return replace(draft, goal_id=int(words))
    said = words.removeprefix("@").casefold()
    titles = [(goal.id, goal.title.casefold()) for goal in await service.get_goals()]
    found = [goal_id for goal_id, title in titles if title == said]
    found = found or [goal_id for goal_id, title in titles if title.startswith(said)]
    if len(found) != 1:
        what = "no goal begins" if not found else f"{len(found)} goals begin"
        raise UnknownThing(f"{what} with “{words}”; “momentum goal list” shows their numbers", where="--goal")
    return replace(draft, goal_id=found[0])


def _with_due(draft: TaskDraft, words: str, today: date) -> TaskDraft:
    """Another day; the time stays unless another is named."""
    if words in CLEARED:
        return replace(draft, due=None, due_minute=None)
    from momentum_desktop.cli.days import due_from

    day, minute = due_from(words, today, "--due")
    return replace(draft, due=day, due_minute=draft.due_minute if minute is None else minute)


def _with_repeat(draft: TaskDraft, words: str, today: date) -> TaskDraft:
    if words in CLEARED:
        return replace(draft, repeat=None, repeat_from="due")
    from momentum_desktop.cli.days import repeat_from

    rule, counted_from = repeat_from(words, today, "--repeat")
    return replace(draft, repeat=rule, repeat_from=counted_from)


def _day(words: str, today: date, option: str) -> date | None:
    if words in CLEARED:
        return None
    from momentum_desktop.cli.days import day_from

    return day_from(words, today, option)


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
    from momentum_desktop.cli.days import moment_from

    at = await moment_from(call.arguments.at, "--at", service)
    result = await service.complete_task(call.arguments.id, at=at)
    if not call.as_json:
        return tell_act(call, result)
    act = {"act_id": result.act_id, "summary": result.summary, "task": to_wire(result.task), "note": result.note}
    call.document({**(to_wire(result.outcome) or {}), **act})
    return 0


async def _list(call: Call, service: MomentumService) -> int:
    tasks = await service.get_tasks(include_done=call.arguments.all)
    if call.as_json:
        call.document(tasks)
        return 0
    if not tasks:
        call.terminal.say("Nothing to do. “momentum add 'Water the plants' --due tomorrow” puts something here.")
        return 0
    today = await service.get_day()
    call.terminal.say(*_sections(call.terminal, tasks, today))
    return 0


def _sections(terminal: Terminal, tasks: tuple[Task, ...], today: date) -> list[str]:
    """Tasks under their headings, all rows aligned with each other."""
    groups: dict[str, list[Task]] = {name: [] for name in ("Overdue", "Today", "Upcoming", "Someday", "Done")}
    for task in tasks:
        groups[_section_of(task, today)].append(task)
    shown = [task for group in groups.values() for task in group]
    lines = iter(table([task_row(terminal, task, today, terminal.width - 40) for task in shown], right=(0,)))
    told: list[str] = []
    for name, group in groups.items():
        if group:
            told += ["", terminal.strong(name), *(next(lines) for _ in group)]
    return told[1:]


def _section_of(task: Task, today: date) -> str:
    if task.done:
        return "Done"
    if task.due is None:
        return "Upcoming" if task.start is not None and task.start > today else "Someday"
    return "Overdue" if task.due < today else "Today" if task.due == today else "Upcoming"


def task_row(terminal: Terminal, task: Task, today: date, columns: int) -> list[str]:
    """A task as cells: number, box, title within `columns`, day, worth, marks."""
    done = task.completed_day
    when = f"done {day_in_words(done, today)}" if done else day_in_words(task.due, today) if task.due else ""
    if not done and task.due_time:
        when += f" {task.due_time}"
    marks = [
        repeat_in_words(task.repeat, task.repeat_from) if task.repeat else "",
        f"p{task.priority}" if task.priority < 4 else "",
        f"!{task.complexity}" if task.complexity != "simple" else "",
        f"/{printable(task.list)}" if task.list else "",
        *(f"#{printable(tag)}" for tag in task.tags),
    ]
    return [
        terminal.soft(str(task.id)),
        terminal.good("✓") if task.done else "○",
        shortened(printable(task.title), max(columns, 20)),
        when,
        "" if task.done else terminal.good(signed(task.worth)),
        terminal.soft(" ".join(mark for mark in marks if mark)),
    ]
