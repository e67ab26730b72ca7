"""The commands on days off: rest add, list, remove."""

from __future__ import annotations

from typing import TYPE_CHECKING

from momentum_desktop.cli.arguments import Call, CommandTable, at_least
from momentum_desktop.cli.days import day_from
from momentum_desktop.cli.layout import counted, printable, table
from momentum_desktop.cli.outcomes import tell_act
from momentum_desktop.service.quick_add import Lean
from momentum_desktop.service.today_words import span_of_dates

if TYPE_CHECKING:
    from momentum_desktop.service.momentum_service import MomentumService

UNUSUAL = 92
"""More days off at a time than most people mean: a mistyped year is the likelier."""


def add_commands(commands: CommandTable) -> None:
    parser = commands.add("rest", "take days off, planned or past", example="momentum rest add today", act=_list)
    inner = CommandTable(parser, required=False)
    add = inner.add(
        "add", "take days off", example="momentum rest add '1 jul' '14 jul' --streak daily_activity", act=_add
    )
    add.add_argument(
        "first",
        metavar="FROM",
        help="the first day: today, yesterday, YYYY-MM-DD, 1 jul (the next; of the last four weeks, the one just past)",
    )
    add.add_argument("last", metavar="TO", nargs="?", help="the last day (default: that one day)")
    add.add_argument("--streak", metavar="NAME", help="pause this streak alone (default: all of them)")
    inner.add("list", "show the days off", example="momentum rest list --json", act=_list)
    remove = inner.add("remove", "give days off up", example="momentum rest remove 2", act=_remove)
    remove.add_argument("id", metavar="REST", type=at_least(1), help="their number in “momentum rest list”")


async def _add(call: Call, service: MomentumService) -> int:
    given = call.arguments
    today = await service.get_day()
    first = day_from(given.first, today, "FROM", Lean.PLANNED)
    last = first if given.last is None else day_from(given.last, today, "TO", since=first)
    told = tell_act(call, await service.plan_rest(first, last, streak=given.streak))
    days = (last - first).days + 1
    if days > UNUSUAL and not call.as_json:
        call.terminal.say(f"  These are {counted(days, 'day')}; “momentum undo” gives them up if that was not meant.")
    return told


async def _remove(call: Call, service: MomentumService) -> int:
    return tell_act(call, await service.remove_rest(call.arguments.id))


async def _list(call: Call, service: MomentumService) -> int:
    rests = await service.get_rests()
    if call.as_json:
        call.document(rests)
        return 0
    if not rests:
        call.terminal.say("No days off are planned. “momentum rest add today” takes today off.")
        return 0
    today = await service.get_day()
    rows = [
        [
            call.terminal.soft(str(rest.id)),
            span_of_dates(rest.first, rest.last, today),
            printable(rest.streak or "all streaks"),
        ]
        for rest in sorted(rests, key=lambda rest: (rest.first, rest.id))
    ]
    call.terminal.say(*table(rows, right=(0,)))
    return 0
