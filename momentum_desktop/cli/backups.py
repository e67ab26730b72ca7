"""The commands on backups: backup, backups, restore."""

from __future__ import annotations

import shlex
import sys
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from momentum_desktop.cli.arguments import Call, CommandTable
from momentum_desktop.cli.layout import counted, number, printable, table
from momentum_desktop.service.today_words import date_in_words

if TYPE_CHECKING:
    from momentum_desktop.service.backup_values import Proof, Restoration
    from momentum_desktop.service.momentum_service import MomentumService


def add_commands(commands: CommandTable) -> None:
    backup = commands.add(
        "backup",
        "keep a checked copy of the data, while it is in use",
        example="momentum backup",
        act=_backup,
        for_a_user=False,
    )
    backup.add_argument("folder", metavar="FOLDER", nargs="?", help="where to (default: “backups” beside the data)")
    kept = commands.add(
        "backups",
        "list the backups and when one was last proven",
        example="momentum backups",
        act=_list,
        for_a_user=False,
    )
    kept.add_argument("folder", metavar="FOLDER", nargs="?", help="where (default: “backups” beside the data)")
    restore = commands.add(
        "restore",
        "put a proven backup in the place of the data; what is there is kept",
        example="momentum restore backups/momentum-20260301T091200Z-1234-daily-0123456789abcdef.db",
        run=_restore,
        for_a_user=False,
    )
    restore.add_argument("path", metavar="PATH", help="a backup, as “momentum backups” lists them")
    restore.add_argument("--yes", action="store_true", help="do not ask first")


async def _backup(call: Call, service: MomentumService) -> int:
    from dataclasses import replace

    from momentum_desktop.cli.session import watched

    with call.terminal.progress("Backing up") as line:
        made = await watched(service.backup(call.arguments.folder), line, "Backing up")
        if service.proof_due(made.path):
            proof = await watched(service.prove_backup(made.path), line, "Proving the backup")
            made = replace(made, last_proof=proof)
    sound = made.last_proof is None or made.last_proof.ok
    if call.as_json:
        call.document(made)
        return 0 if sound else 1
    size = f"{number(round(made.size / 1024 / 1024, 1))} MB"
    call.terminal.say(f"{counted(made.events, 'event')}, {size}, in {printable(made.path)}.")
    if made.removed:
        call.terminal.say(
            call.terminal.soft(f"{counted(len(made.removed), 'older backup')} no longer needed, removed.")
        )
    call.terminal.say(*_proof_lines(made.last_proof, service.now()))
    return 0 if sound else 1


async def _list(call: Call, service: MomentumService) -> int:
    kept = await service.get_backups(call.arguments.folder)
    terminal = call.terminal
    if call.as_json:
        call.document(kept)
        return 0
    if not kept.backups:
        terminal.say(f"No backup in {printable(kept.folder)}; “momentum backup” makes one of data that is whole.")
        return 0
    rows = [
        (
            _when(backup.at, service.now()),
            number(backup.events),
            f"{backup.size / 1024 / 1024:,.1f} MB",
            backup.kind.replace("-", " "),
            terminal.soft(printable(backup.path.rpartition("/")[2])),
        )
        for backup in kept.backups
    ]
    terminal.say(terminal.strong(f"In {printable(kept.folder)}"), *table(rows, right=(1, 2)), "")
    terminal.say(*_proof_lines(kept.last_proof, service.now()))
    return 0


def _restore(call: Call) -> int:
    from momentum_desktop.service.clock import clock_in_force
    from momentum_desktop.service.restoring import restore_backup
    from momentum_desktop.service.wire import to_wire

    given = call.arguments
    if not (given.yes or call.as_json) and not _agreed(given.path):
        call.terminal.say("Nothing was changed.")
        return 0
    with call.terminal.progress("Proving the backup") as line:
        done = restore_backup(
            given.path,
            data_dir=given.data_dir,
            url=given.database_url,
            now=clock_in_force()(),
            tell=lambda title: line.show(title=title),
        )
    undo = _undo_command(call, done)
    if call.as_json:
        call.document({**to_wire(done), "undo": undo})
        return 0
    call.terminal.say(f"{counted(done.events, 'event')} restored from {printable(done.restored)}.")
    if undo is not None:
        call.terminal.say("What was there before is kept. To undo:", f"  {printable(undo)}")
    elif done.set_aside is not None:
        call.terminal.say(f"What was there before is damaged; it is kept as it was in {printable(done.set_aside)}.")
    return 0


def _agreed(path: str) -> bool:
    """A person at a terminal is asked; a script has made up its mind."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return True
    try:
        answer = input(f"Replace the data by {printable(path)}? What is there now is kept as a backup. [y/N] ")
    except EOFError:
        return False
    return answer.strip().lower() in ("y", "yes")


def _undo_command(call: Call, done: Restoration) -> str | None:
    if done.kept is None:
        return None
    words = ["momentum", "restore", done.kept]
    for option in ("data_dir", "database_url"):
        value = getattr(call.arguments, option)
        if value is not None:
            words += [f"--{option.replace('_', '-')}", value]
    return shlex.join(words)


def _when(at: datetime, now: datetime) -> str:
    return f"{date_in_words(at.date(), now.date())} {at:%H:%M}"


def _proof_lines(proof: Proof | None, now: datetime) -> list[str]:
    if proof is None:
        return ["None was proven by a restore yet."]
    at = proof.at.astimezone(now.tzinfo)
    recent = timedelta() <= now - at < timedelta(days=6)
    when = f"{at:%A %H:%M}" if recent else _when(at, now)
    if proof.ok:
        return [f"Last proven restore: {when}."]
    return [
        f"The restore tried {when} failed ({printable(proof.backup)}):",
        *(f"  {printable(f)}" for f in proof.faults),
    ]
