"""The commands on the people who share the data: user add, list, rename, use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from momentum_desktop.cli.arguments import Call, CommandTable
from momentum_desktop.cli.layout import counted, printable, table

if TYPE_CHECKING:
    from momentum_desktop.service.momentum_service import MomentumService
    from momentum_desktop.service.values import User

WHO = "their name, or their number in “momentum user list”"


def add_commands(commands: CommandTable) -> None:
    parser = commands.add(
        "user",
        "tell the people apart who share the data",
        example="momentum user add Anna\n  momentum user use Anna",
        act=_list,
    )
    inner = CommandTable(parser, required=False)
    add = inner.add(
        "add", "add a person with a log of their own", example="momentum user add Anna", act=_add, for_a_user=False
    )
    add.add_argument("name", metavar="NAME", help="up to 80 characters, and nobody else's")
    inner.add("list", "show who shares the data", example="momentum user list --json", act=_list, for_a_user=False)
    rename = inner.add(
        "rename", "give a person another name", example="momentum user rename Me Anna", act=_rename, for_a_user=False
    )
    rename.add_argument("old", metavar="OLD", help=WHO)
    rename.add_argument("new", metavar="NEW", help="the new name")
    use = inner.add(
        "use",
        "make a person the one in use, for the window and the command line",
        example="momentum user use Anna",
        act=_use,
        for_a_user=False,
    )
    use.add_argument("name", metavar="NAME", help=WHO)


async def _add(call: Call, service: MomentumService) -> int:
    result = await service.add_user(call.arguments.name)
    user = await _user(service, result.user_id)
    name = printable(user.name)
    return _tell(call, user, f"{printable(result.summary)}. “momentum user use '{name}'” makes it theirs from now on.")


async def _rename(call: Call, service: MomentumService) -> int:
    result = await service.rename_user(call.arguments.old, call.arguments.new)
    return _tell(call, await _user(service, result.user_id), f"{printable(result.summary)}.")


async def _use(call: Call, service: MomentumService) -> int:
    user = await _user(service, await service.use_user(call.arguments.name))
    return _tell(call, user, f"“{printable(user.name)}” is in use.")


async def _list(call: Call, service: MomentumService) -> int:
    users = await service.get_users()
    terminal = call.terminal
    if call.as_json:
        call.document(users)
        return 0
    rows = [
        (
            terminal.accent("▶") if user.in_use else "",
            terminal.soft(str(user.user_id)),
            terminal.strong(printable(user.name)) if user.in_use else printable(user.name),
            counted(user.total_points, "point") if terminal.shows_points else "",
            terminal.soft(f"level {user.level_number}" if terminal.shows_points else ""),
        )
        for user in users
    ]
    terminal.say(*table(rows, right=(1, 3)))
    return 0


async def _user(service: MomentumService, user_id: int) -> User:
    return next(user for user in await service.get_users() if user.user_id == user_id)


def _tell(call: Call, user: User, sentence: str) -> int:
    if call.as_json:
        call.document(user)
    else:
        call.terminal.say(sentence)
    return 0
