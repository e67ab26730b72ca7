"""The commands on what was done: history, undo, redo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from momentum_desktop.cli.arguments import Call, CommandTable, at_least
from momentum_desktop.cli.layout import printable, shortened, table
from momentum_desktop.cli.tasks import tell_act

if TYPE_CHECKING:
    from momentum_desktop.service.momentum_service import MomentumService


def add_commands(commands: CommandTable) -> None:
    undo = commands.add("undo", "take an act back, and all it earned", example="momentum undo 12", act=_undo)
    undo.add_argument(
        "act_id", metavar="ACT", type=at_least(1), nargs="?", help="its number in “momentum history” (default: last)"
    )
    commands.add("redo", "do again what was undone last", example="momentum redo", act=_redo)
    history = commands.add(
        "history", "show what was done, newest first", example="momentum history --limit 50", act=_history
    )
    history.add_argument("--limit", metavar="N", type=at_least(1), default=20, help="how many acts (default: 20)")


async def _undo(call: Call, service: MomentumService) -> int:
    return tell_act(call, await service.undo(call.arguments.act_id))


async def _redo(call: Call, service: MomentumService) -> int:
    return tell_act(call, await service.redo())


async def _history(call: Call, service: MomentumService) -> int:
    acts = await service.get_history(limit=call.arguments.limit)
    terminal = call.terminal
    if call.as_json:
        call.document(acts)
    elif not acts:
        terminal.say("Nothing was done yet.")
    else:
        rows = [
            (
                terminal.soft(str(act.id)),
                act.at.strftime("%Y-%m-%d %H:%M"),
                shortened(printable(act.summary), terminal.width - 36),
                terminal.soft("undone" if act.undone else ""),
            )
            for act in acts
        ]
        terminal.say(*table(rows, right=(0,)))
    return 0
