"""The command `verify`: derive everything anew from the log and compare it with what is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from momentum_desktop.cli.arguments import Call, CommandTable
from momentum_desktop.cli.layout import counted, printable

if TYPE_CHECKING:
    from momentum_desktop.service.momentum_service import MomentumService


def add_commands(commands: CommandTable) -> None:
    commands.add(
        "verify", "prove that what is shown is what the log gives", example="momentum verify --json", act=_verify
    )


async def _verify(call: Call, service: MomentumService) -> int:
    from momentum_desktop.cli.session import watched

    with call.terminal.progress("Verifying") as line:
        verification = await watched(service.verify(), line, "Verifying")
    if call.as_json:
        told = {"ok": verification.ok, "events": verification.events, "differences": verification.differences}
        if verification.uncounted:
            told["uncounted"] = verification.uncounted
        call.document(told)
    elif verification.ok:
        call.terminal.say(f"{counted(verification.events, 'event')} derived anew: everything agrees.")
    else:
        call.terminal.say(
            f"{counted(verification.events, 'event')} derived anew: "
            f"{counted(len(verification.differences), 'difference')}",
            *(f"  {printable(difference)}" for difference in verification.differences),
        )
    if verification.uncounted and not call.as_json:
        call.terminal.say(
            f"{counted(verification.uncounted, 'event')} among them count for nothing: the rules in force do not know "
            "their type or complexity."
        )
    return 0 if verification.ok else 1
