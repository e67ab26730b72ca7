"""The commands on focus: focus start, pause, resume, stop, drop, and what runs now."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from momentum_desktop.cli.arguments import Call, CommandTable, at_least
from momentum_desktop.cli.layout import counted
from momentum_desktop.cli.outcomes import tell_act

if TYPE_CHECKING:
    from momentum_desktop.service.momentum_service import MomentumService
    from momentum_desktop.service.values import ActResult


def add_commands(commands: CommandTable) -> None:
    parser = commands.add("focus", "focus for a while and keep the minutes", example="momentum focus start", act=_show)
    inner = CommandTable(parser, required=False)
    start = inner.add("start", "begin a session", example="momentum focus start --minutes 25 --task 3", act=_start)
    start.add_argument("--minutes", metavar="N", type=at_least(1), help="how long (default: as long as it lasts)")
    start.add_argument("--task", metavar="ID", type=at_least(1), help="the task it is for")
    inner.add("status", "show the session that runs", example="momentum focus status --json", act=_show)
    inner.add("pause", "let the session rest", example="momentum focus pause", act=_turn(lambda s: s.pause_focus()))
    inner.add("resume", "go on with it", example="momentum focus resume", act=_turn(lambda s: s.resume_focus()))
    stop = inner.add("stop", "end the session and keep its minutes", example="momentum focus stop", act=_stop)
    stop.add_argument("--minutes", metavar="N", type=at_least(1), help="keep fewer minutes than it had")
    inner.add("drop", "let the session go", example="momentum focus drop", act=_turn(lambda s: s.drop_focus()))


async def _start(call: Call, service: MomentumService) -> int:
    result = await service.start_focus(call.arguments.minutes, task_id=call.arguments.task)
    return await _show(call, service) if call.as_json else tell_act(call, result)


async def _stop(call: Call, service: MomentumService) -> int:
    return tell_act(call, await service.stop_focus(call.arguments.minutes))


async def _show(call: Call, service: MomentumService) -> int:
    session = await service.get_focus()
    if call.as_json:
        call.document(session)
    elif session is None:
        call.terminal.say("No focus session runs. “momentum focus start --minutes 25” begins one.")
    else:
        ran = counted(session.seconds // 60, "minute")
        of_them = "" if session.planned_minutes is None else f" of {session.planned_minutes}"
        state = ", paused" if session.paused else ""
        if session.interrupted:
            state = f"; nothing has looked after it since {session.last_seen:%H:%M}: “momentum focus resume” goes on"
        call.terminal.say(f"Focus: {ran}{of_them}{state}.")
    return 0


def _turn(
    act: Callable[[MomentumService], Awaitable[ActResult]],
) -> Callable[[Call, MomentumService], Awaitable[int]]:
    async def run(call: Call, service: MomentumService) -> int:
        return tell_act(call, await act(service))

    return run
