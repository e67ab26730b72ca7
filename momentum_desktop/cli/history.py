"""The commands on what was done: history, undo, redo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from momentum_desktop.cli.arguments import Call, CommandTable, at_least
from momentum_desktop.cli.layout import printable, shortened, table
from momentum_desktop.cli.outcomes import tell_act
from momentum_desktop.service.act_words import act_by_itself, act_figure
from momentum_desktop.service.today_words import date_in_words

if TYPE_CHECKING:
    from momentum_desktop.service.momentum_service import MomentumService

MOST_ACTS = 10_000


def add_commands(commands: CommandTable) -> None:
    undo = commands.add("undo", "take an act back, and all it earned", example="momentum undo 12", act=_undo)
    undo.add_argument(
        "act_id", metavar="ACT", type=at_least(1), nargs="?", help="its number in “momentum history” (default: last)"
    )
    redo = commands.add("redo", "do again what was undone", example="momentum redo 12", act=_redo)
    redo.add_argument(
        "act_id", metavar="ACT", type=at_least(1), nargs="?", help="its number in “momentum history” (default: last)"
    )
    history = commands.add(
        "history", "show what was done, newest first", example="momentum history --limit 50", act=_history
    )
    history.add_argument("--limit", metavar="N", type=at_least(1), default=20, help="how many acts (default: 20)")
    history.add_argument("--before", metavar="ACT", type=at_least(1), help="only acts before this one")
    history.add_argument("--search", metavar="WORDS", default="", help="only acts whose words hold these")


async def _undo(call: Call, service: MomentumService) -> int:
    return tell_act(call, await service.undo(call.arguments.act_id))


async def _redo(call: Call, service: MomentumService) -> int:
    return tell_act(call, await service.redo(call.arguments.act_id))


async def _history(call: Call, service: MomentumService) -> int:
    given = call.arguments
    acts = await service.get_history(limit=min(given.limit, MOST_ACTS), before=given.before, words=given.search)
    terminal = call.terminal
    if call.as_json:
        call.document(acts)
    elif not acts:
        terminal.say("No act fits." if given.search or given.before else "Nothing was done yet.")
    else:
        today = service.now().date()
        rows = [
            (
                terminal.soft(str(act.id)),
                f"{date_in_words(act.at.date(), today)} {act.at:%H:%M}",
                shortened(printable(act.summary), terminal.width - 49),
                terminal.good(act_figure(act)) if terminal.shows_points else "",
                terminal.soft("undone" if act.undone else act_by_itself(act) if terminal.shows_points else ""),
            )
            for act in acts
        ]
        terminal.say(*table(rows, right=(0, 3)))
    return 0
