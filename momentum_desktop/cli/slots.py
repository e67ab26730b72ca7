"""The commands on time slots, the planned stretches of a day: slot add, list, done, undone, delete."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from momentum_desktop.cli.arguments import AT_HELP, Call, CommandTable, at_least
from momentum_desktop.cli.days import day_from, minute_from, moment_from
from momentum_desktop.cli.layout import day_in_words, printable, table
from momentum_desktop.cli.outcomes import remark_far_ahead, tell_act
from momentum_desktop.engine.calendar import minute_of
from momentum_desktop.service.plan_values import SlotDraft
from momentum_desktop.service.quick_add import Lean

if TYPE_CHECKING:
    from momentum_desktop.cli.terminal import Terminal
    from momentum_desktop.service.momentum_service import MomentumService
    from momentum_desktop.service.plan_values import TimeSlot

NUMBER = "the slot's number in “momentum slot list”"
MINUTES_OF_DAY = 24 * 60


def add_commands(commands: CommandTable) -> None:
    parser = commands.add("slot", "plan the stretches of a day", example="momentum slot list", act=_list)
    parser.set_defaults(day="today", days=1)
    inner = CommandTable(parser, required=False)
    add = inner.add(
        "add", "plan a stretch of a day", example="momentum slot add 'Deep work' 09:00 --minutes 90 --day fri", act=_add
    )
    add.add_argument("title", metavar="TITLE", help="what it is for")
    add.add_argument("start", metavar="TIME", help="when it starts: 09:00, 9am")
    add.add_argument("--minutes", metavar="N", type=at_least(1), default=60, help="how long it is (default: 60)")
    add.add_argument("--day", metavar="D", default="today", help="its day (default: today)")
    add.add_argument("--task", metavar="ID", type=at_least(1), help="the task it is for")
    listing = inner.add("list", "show the slots of a day", example="momentum slot list --day tomorrow", act=_list)
    listing.add_argument("--day", metavar="D", default="today", help="the day (default: today)")
    listing.add_argument("--days", metavar="N", type=at_least(1), default=1, help="how many days (default: 1)")
    done = inner.add("done", "complete a slot", example="momentum slot done 4", act=_done)
    done.add_argument("id", metavar="SLOT", type=at_least(1), help=NUMBER)
    done.add_argument("--at", metavar="T", help=AT_HELP)
    undone = inner.add("undone", "take back that a slot was done", example="momentum slot undone 4", act=_undone)
    undone.add_argument("id", metavar="SLOT", type=at_least(1), help=NUMBER)
    delete = inner.add("delete", "delete a slot", example="momentum slot delete 4", act=_delete)
    delete.add_argument("id", metavar="SLOT", type=at_least(1), help=NUMBER)


async def _add(call: Call, service: MomentumService) -> int:
    given = call.arguments
    day = await _day(call, service)
    start = minute_from(given.start, "TIME")
    result = await service.add_slot(SlotDraft(day, start, given.minutes, given.title, given.task))
    slots = await service.get_slots(day)
    added = next(slot for slot in slots if slot.id == result.row_id)
    if call.as_json:
        call.document(added)
        return 0
    tell_act(call, result)
    call.terminal.say(*table([_row(added, call.terminal, await service.get_day())]))
    day_start = minute_of((await service.rules_document())["day_starts_at"])
    others = [f"“{printable(slot.title)}” at {slot.start_time}" for slot in _overlapped(added, slots, day_start)]
    if others:
        call.terminal.say(f"  At the same time: {', '.join(others)}. Both are kept.")
    return 0


def _overlapped(slot: TimeSlot, slots: Sequence[TimeSlot], day_start: int) -> list[TimeSlot]:
    """The other slots of its day that share time with it; a day runs from its start to the next one's."""
    began = {each.id: (each.start_minute - day_start) % MINUTES_OF_DAY for each in slots}
    return [
        each
        for each in slots
        if each.id != slot.id
        and began[each.id] < began[slot.id] + slot.minutes
        and began[slot.id] < began[each.id] + each.minutes
    ]


async def _list(call: Call, service: MomentumService) -> int:
    day = await _day(call, service, Lean.NEAR)
    today = await service.get_day()
    slots = await service.get_slots(day, call.arguments.days)
    if call.as_json:
        call.document(slots)
        return 0
    if not slots:
        when = _span_in_words(day, call.arguments.days, today)
        call.terminal.say(
            f"Nothing is planned {when}. “momentum slot add 'Deep work' 09:00 --minutes 90” plans a stretch of today."
        )
        return 0
    call.terminal.say(*table([_row(slot, call.terminal, today) for slot in slots], right=(0, 4)))
    return 0


def _row(slot: TimeSlot, terminal: Terminal, today: date) -> list[str]:
    return [
        terminal.soft(str(slot.id)),
        terminal.good("✓") if slot.done else "○",
        day_in_words(slot.day, today),
        slot.start_time,
        f"{slot.minutes} min",
        printable(slot.title),
        "" if slot.on_time is None else "on time" if slot.on_time else "late",
        "" if slot.done else terminal.points(slot.worth),
    ]


def _span_in_words(day: date, days: int, today: date) -> str:
    """“for today”, “from today to Sat 7 Mar”."""
    first = day_in_words(day, today)
    return f"for {first}" if days == 1 else f"from {first} to {day_in_words(day + timedelta(days=days - 1), today)}"


async def _done(call: Call, service: MomentumService) -> int:
    at = await moment_from(call.arguments.at, "--at", service)
    result = await service.complete_slot(call.arguments.id, at)
    remark_far_ahead(call, at, service.now(), result.act_id)
    return tell_act(call, result)


async def _undone(call: Call, service: MomentumService) -> int:
    return tell_act(call, await service.reopen_slot(call.arguments.id))


async def _delete(call: Call, service: MomentumService) -> int:
    return tell_act(call, await service.delete_slot(call.arguments.id))


async def _day(call: Call, service: MomentumService, lean: Lean = Lean.AHEAD) -> date:
    return day_from(call.arguments.day, await service.get_day(), "--day", lean)
