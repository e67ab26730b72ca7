"""`python -m momentum_desktop.service.upkeep`: looks after backups at low priority and answers in JSON.

`keep-up DATABASE` makes the daily backup and the weekly proof that are due; `prove BACKUP` proves one now."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from pathlib import Path

from momentum_desktop.errors import MomentumError
from momentum_desktop.service.backup_values import Backup, Proof, Upkeep
from momentum_desktop.service.backups import backup_due, folder_beside, make_backup, newest_to_prove
from momentum_desktop.service.clock import Clock, clock_in_force
from momentum_desktop.service.proving import note_proof, prove
from momentum_desktop.service.wire import to_wire
from momentum_desktop.store.backup import DAILY, backup_named
from momentum_desktop.store.locks import DataLock

NICENESS = 15


def main(arguments: list[str]) -> int:
    """Do the one thing asked; the exit code."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    task, path = arguments
    try:
        clock = clock_in_force()
        done: Upkeep | Proof = keep_up(Path(path), clock) if task == "keep-up" else proven(Path(path), clock)
        answer = to_wire(done)
    except MomentumError as error:
        answer = {"error": str(error), "kind": type(error).__name__}
    print(json.dumps(answer))
    return 0


def keep_up(data: Path, clock: Clock) -> Upkeep:
    """The daily backup and the weekly proof, each if it is due."""
    lock = DataLock(data.parent)
    lock.share()
    try:
        folder = folder_beside(data)
        backup = proof = None
        if backup_due(folder, clock()):
            made = make_backup(data, folder, clock(), DAILY)
            backup = Backup(made.path, made.at, made.events, made.kind, made.size)
    finally:
        lock.release()
    newest = newest_to_prove(folder, clock())
    if newest is not None:
        proof = proven(newest, clock)
    return Upkeep(backup, proof)


def proven(backup: Path, clock: Clock) -> Proof:
    """The proof of a backup, noted beside it where that can be."""
    proof = prove(backup, clock)
    if backup_named(backup) is not None:
        # Without the note the proof itself stands; the next one will be noted.
        with suppress(OSError, MomentumError):
            note_proof(backup.parent, proof)
    return proof


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
