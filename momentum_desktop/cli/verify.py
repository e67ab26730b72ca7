"""The command `verify`: derive everything anew from the log and compare it with what is stored, or repair that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from momentum_desktop.cli.arguments import Call, CommandTable
from momentum_desktop.cli.layout import counted, printable, table

if TYPE_CHECKING:
    from momentum_desktop.service.momentum_service import MomentumService
    from momentum_desktop.service.values import MendedTable, Repair, Verification

REPAIRABLE = ("“momentum verify --repair” makes anew, after a backup, what does not follow from the log.",)
BEYOND_REPAIR = (
    "The log itself is not what was recorded, so nothing can tell what was. What can be done:",
    "  “momentum backups” lists the backups, “momentum restore PATH” puts one in the place of the data.",
    "  If there is none, “momentum export events FILE” writes the events that are there, and",
    "  “momentum import events FILE --data-dir NEW” takes them into new data; what is here stays as it is.",
    "  With “csv” for “events” and a FILE that ends in .zip the tasks come along.",
)


def add_commands(commands: CommandTable) -> None:
    verify = commands.add(
        "verify", "prove that what is shown is what the log gives", example="momentum verify --json", act=_verify
    )
    verify.add_argument(
        "--repair",
        action="store_true",
        help="after a backup, make anew from the log whatever does not agree with it; the log is never changed",
    )


async def _verify(call: Call, service: MomentumService) -> int:
    from momentum_desktop.cli.session import watched

    if call.arguments.repair:
        return await _repair(call, service)
    with call.terminal.progress("Verifying") as line:
        verification = await watched(service.verify(), line, "Verifying")
    if call.as_json:
        call.document(_as_told(verification))
        return 0 if verification.ok else 1
    if verification.ok:
        call.terminal.say(f"{counted(verification.events, 'event')} derived anew: everything agrees.")
    else:
        _say_differences(call, verification)
        call.terminal.say(*(BEYOND_REPAIR if verification.log_damaged else REPAIRABLE))
    _say_uncounted(call, verification)
    return 0 if verification.ok else 1


async def _repair(call: Call, service: MomentumService) -> int:
    from momentum_desktop.cli.session import watched
    from momentum_desktop.errors import DamagedData

    with call.terminal.progress("Repairing") as line:
        done = await watched(service.repair(), line, "Repairing")
    terminal = call.terminal
    if call.as_json:
        call.document({**_as_told(done), "repaired": done.repaired, "backup": done.backup})
    elif done.repaired:
        terminal.say(
            "Repaired:",
            *table([(mended.table.replace("_", " "), _in_words(mended)) for mended in done.repaired]),
            f"{counted(done.events, 'event')} derived anew: everything agrees now.",
            f"As it was before it is kept in {printable(done.backup or '')}.",
        )
    elif done.ok:
        terminal.say(f"{counted(done.events, 'event')} derived anew: everything agrees, nothing to repair.")
    else:
        _say_differences(call, done)
    if not call.as_json:
        _say_uncounted(call, done)
    if done.beyond_repair is not None:
        terminal.complain(done.beyond_repair)
        return DamagedData.exit_code
    return 0


def _as_told(found: Verification | Repair) -> dict[str, Any]:
    told: dict[str, Any] = {"ok": found.ok, "events": found.events, "differences": found.differences}
    if found.uncounted:
        told["uncounted"] = found.uncounted
    return told


def _say_differences(call: Call, found: Verification | Repair) -> None:
    call.terminal.say(
        f"{counted(found.events, 'event')} derived anew: {counted(len(found.differences), 'difference')}",
        *(f"  {printable(difference)}" for difference in found.differences),
    )


def _say_uncounted(call: Call, found: Verification | Repair) -> None:
    # Where lines of the ledger are missing, the same would be said of their events.
    if found.uncounted and found.ok:
        call.terminal.say(
            f"{counted(found.uncounted, 'event')} among them count for nothing: the rules in force do not know "
            "their type or complexity."
        )


def _in_words(mended: MendedTable) -> str:
    """What was wrong with a table: “3 rows were missing, 1 was wrong”."""
    told = [
        (mended.missing, "missing"),
        (mended.wrong, "wrong"),
        (mended.surplus, "too many"),
    ]
    words = [
        f"{counted(number, 'row') if not index else number} {'was' if number == 1 else 'were'} {word}"
        for index, (number, word) in enumerate((number, word) for number, word in told if number)
    ]
    return ", ".join(words)
