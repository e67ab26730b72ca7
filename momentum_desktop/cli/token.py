"""The commands on the keys with which other programs use the API: token create, list, revoke."""

from __future__ import annotations

from typing import TYPE_CHECKING

from momentum_desktop.cli.arguments import Call, CommandTable, at_least
from momentum_desktop.cli.layout import counted, printable, table
from momentum_desktop.service.today_words import date_in_words

if TYPE_CHECKING:
    from momentum_desktop.service.momentum_service import MomentumService


def add_commands(commands: CommandTable) -> None:
    parser = commands.add(
        "token",
        "make and revoke the keys (bearer tokens) with which other programs use the API",
        example="momentum token create git-hook --scope post:task_completion --daily-points 200",
        act=_list,
    )
    inner = CommandTable(parser, required=False)
    create = inner.add(
        "create",
        "make a key; it is shown this once and kept nowhere",
        example="momentum token create status-bar --scope read --save",
        act=_create,
    )
    create.add_argument("name", metavar="NAME", help="what it is for, such as git-hook")
    create.add_argument(
        "--scope",
        metavar="SCOPE",
        dest="scopes",
        nargs="+",
        action="extend",
        required=True,
        help="what it may do: read, write (everything) or post:TYPE (record events of that type); several may be given",
    )
    create.add_argument(
        "--daily-points", metavar="N", type=at_least(1), help="how many points it may earn in a day (default: no bound)"
    )
    create.add_argument(
        "--save", action="store_true", help="also keep it in a file beside the data that only you can read"
    )
    inner.add("list", "show the keys there are", example="momentum token list --json", act=_list, for_a_user=False)
    revoke = inner.add(
        "revoke", "take a key away at once", example="momentum token revoke git-hook", act=_revoke, for_a_user=False
    )
    revoke.add_argument("name", metavar="NAME", help="its name in “momentum token list”")


async def _create(call: Call, service: MomentumService) -> int:
    given = call.arguments
    if given.save:
        from momentum_desktop.api.address_file import check_place

        check_place(service.folder, given.name)
    made = await service.tokens.create(given.name, given.scopes, daily_points=given.daily_points)
    saved = None
    if given.save:
        from momentum_desktop.api.address_file import save_token

        saved = save_token(service.folder, made.name, made.token)
    if call.as_json:
        document = {"name": made.name, "token": made.token, "scopes": made.scopes, "daily_points": made.daily_points}
        call.document({**document, "user": made.user, "user_id": made.user_id, "file": saved and str(saved)})
        return 0
    terminal = call.terminal
    terminal.say(made.token)
    where = f"It is also in {printable(str(saved))}." if saved else "It is not shown again."
    terminal.say(terminal.soft(f"For {printable(made.user)}: {', '.join(made.scopes)}. {where}"))
    return 0


async def _list(call: Call, service: MomentumService) -> int:
    tokens = await service.tokens.all()
    terminal = call.terminal
    if call.as_json:
        call.document(tokens)
    elif not tokens:
        terminal.say("There is no key. “momentum token create NAME --scope read” makes one.")
    else:
        rows = [
            (
                terminal.strong(printable(each.name)),
                printable(each.user),
                ", ".join(each.scopes),
                "" if each.daily_points is None else f"up to {counted(each.daily_points, 'point')} a day",
                terminal.soft(f"since {date_in_words(each.created_at.date(), service.now().date())}"),
            )
            for each in tokens
        ]
        terminal.say(*table(rows))
    return 0


async def _revoke(call: Call, service: MomentumService) -> int:
    from momentum_desktop.api.address_file import forget_token

    name = call.arguments.name
    await service.tokens.revoke(name)
    forget_token(service.folder, name)
    if call.as_json:
        call.document({"name": name, "revoked": True})
    else:
        call.terminal.say(f"“{printable(name)}” is good for nothing any more.")
    return 0
