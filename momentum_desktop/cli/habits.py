"""The commands on habits, the tasks that repeat: habit add, list, show, done, amount, skip, undone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from momentum_desktop.cli.arguments import AT_HELP, Call, CommandTable, Parser, at_least
from momentum_desktop.cli.days import day_from, moment_from
from momentum_desktop.cli.layout import bar, counted, day_in_words, number, printable, table
from momentum_desktop.cli.outcomes import remark_far_ahead, tell_act
from momentum_desktop.cli.task_options import add_task_options, amount_from, changed_draft, with_goal
from momentum_desktop.errors import RefusedInput
from momentum_desktop.service.plan_values import TaskDraft
from momentum_desktop.service.quick_add import Lean

if TYPE_CHECKING:
    from momentum_desktop.service.momentum_service import MomentumService
    from momentum_desktop.service.plan_values import Habit

NUMBER = "the habit's number in “momentum habit list”"
BAR, WEEKS = 10, 14
MARKS = {"done": "■", "skipped": "–", "moved": "–", "open": "▪"}


def add_commands(commands: CommandTable) -> None:
    parser = commands.add("habit", "keep habits: tasks that repeat", example="momentum habit list", act=_list)
    inner = CommandTable(parser, required=False)
    add = inner.add(
        "add",
        "add a habit",
        example="momentum habit add 'Drink water' --repeat daily --amount 8 --unit glasses",
        act=_add,
    )
    add.add_argument("title", metavar="TITLE", help="what is to be done each time")
    add_task_options(add, repeats=True)
    inner.add("list", "show the habits", example="momentum habit list --json", act=_list)
    show = inner.add("show", "show a habit's last weeks", example="momentum habit show 2", act=_show)
    show.add_argument("id", metavar="HABIT", type=at_least(1), help=NUMBER)
    done = inner.add("done", "do a habit", example="momentum habit done 2 --day yesterday", act=_done)
    _add_day(done)
    done.add_argument("--at", metavar="T", help=f"{AT_HELP}; or on --day if that is past")
    done.add_argument("--amount", metavar="N", help="how much it was (default: what the habit asks for)")
    amount = inner.add(
        "amount",
        "say how much is there by now, or has come to it",
        example="momentum habit amount 2 3\n  momentum habit amount 2 +1",
        act=_amount,
    )
    _add_day(amount)
    amount.add_argument("amount", metavar="N", help="how much it is in all; with a plus (+2), how much has come to it")
    skip = inner.add("skip", "let a day go without harm", example="momentum habit skip 2", act=_skip)
    _add_day(skip)
    undone = inner.add("undone", "take a day back", example="momentum habit undone 2 --day yesterday", act=_undone)
    _add_day(undone)


def _add_day(parser: Parser) -> None:
    parser.add_argument("id", metavar="HABIT", type=at_least(1), help=NUMBER)
    parser.add_argument("--day", metavar="D", help="which of its days (default: the one now due)")


async def _add(call: Call, service: MomentumService) -> int:
    today = await service.get_day()
    draft = changed_draft(TaskDraft(title=call.arguments.title), call, today)
    if draft.repeat is None:
        raise RefusedInput("a habit repeats; “momentum add” adds what is done once", where="--repeat")
    result = await service.add_task(await with_goal(draft, call, service))
    habit = await service.get_habit(result.row_id or 0)
    if call.as_json:
        call.document(habit)
        return 0
    tell_act(call, result)
    call.terminal.say(*table([_row(call, habit, today)]))
    return 0


async def _list(call: Call, service: MomentumService) -> int:
    habits = await service.get_habits()
    if call.as_json:
        call.document(habits)
        return 0
    if not habits:
        call.terminal.say(
            "No habits yet. “momentum habit add 'Read' --repeat daily --amount 20 --unit pages” adds one."
        )
        return 0
    today = await service.get_day()
    call.terminal.say(*table([_row(call, habit, today) for habit in habits], right=(0,)))
    return 0


async def _show(call: Call, service: MomentumService) -> int:
    habit = await service.get_habit(call.arguments.id, days=WEEKS * 7)
    if call.as_json:
        call.document(habit)
        return 0
    today = await service.get_day()
    marks = {day.day: MARKS[day.state] for day in habit.days}
    first = today - timedelta(days=WEEKS * 7 - 1)
    days = [marks.get(first + timedelta(days=number), "·") for number in range(WEEKS * 7)]
    weeks = ["".join(days[start : start + 7]) for start in range(0, len(days), 7)]
    call.terminal.say(*table([_row(call, habit, today)]), f"      {' '.join(weeks)}")
    return 0


async def _done(call: Call, service: MomentumService) -> int:
    given = call.arguments
    amount = None if given.amount is None else amount_from(given.amount, "--amount")
    at = await moment_from(given.at, "--at", service)
    result = await service.complete_task(given.id, at, occurrence=await _day(call, service), amount=amount)
    remark_far_ahead(call, at, service.now(), result.act_id)
    return tell_act(call, result)


async def _amount(call: Call, service: MomentumService) -> int:
    given = call.arguments
    amount, more = amount_from(given.amount, "amount"), given.amount.strip().startswith("+")
    return tell_act(call, await service.log_amount(given.id, amount, more=more, occurrence=await _day(call, service)))


async def _skip(call: Call, service: MomentumService) -> int:
    return tell_act(call, await service.skip_task(call.arguments.id, occurrence=await _day(call, service, Lean.NEAR)))


async def _undone(call: Call, service: MomentumService) -> int:
    day, ahead = await _day(call, service), await _day(call, service, Lean.AHEAD)
    if day is not None and ahead is not None and day != ahead:
        # “fri” may be the one to come, that was skipped.
        since = (await service.get_day() - day).days + 1
        settled = {
            each.day for each in (await service.get_habit(call.arguments.id, days=since)).days if each.state != "open"
        }
        day = ahead if ahead in settled and day not in settled else day
    return tell_act(call, await service.reopen_task(call.arguments.id, occurrence=day))


def _row(call: Call, habit: Habit, today: date) -> list[str]:
    terminal, task = call.terminal, habit.task
    amount = "" if task.amount is None else f"{number(task.amount_done)} of {number(task.amount)} {task.unit or ''}"
    weekly = "X-TIMES" in (task.repeat or "")
    streak = counted(habit.current_count, "week" if weekly else "time")
    return [
        terminal.soft(str(task.id)),
        printable(task.title),
        "ended" if task.due is None else day_in_words(task.due, today),
        printable(amount),
        f"{streak} in a row, longest {habit.longest_count}",
        f"{bar(habit.strength, BAR)} {round(habit.strength * 100)} %",
    ]


async def _day(call: Call, service: MomentumService, lean: Lean = Lean.BACK) -> date | None:
    if call.arguments.day is None:
        return None
    return day_from(call.arguments.day, await service.get_day(), "--day", lean)
