"""The proof of a backup, restored to a temporary place and replayed in full, and the note of the last one."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from momentum_desktop.errors import DamagedData
from momentum_desktop.service.backup_values import Proof
from momentum_desktop.service.values import Verification
from momentum_desktop.service.verification import verify_all
from momentum_desktop.service.wire import to_wire
from momentum_desktop.store.backup import backup_named
from momentum_desktop.store.copying import apart, sync
from momentum_desktop.store.restoring import restored_apart
from momentum_desktop.store.store import Reader
from momentum_desktop.store.workplace import unfinished_file, working_in

NOTE_NAME = "last-proof.json"
WEEK = timedelta(days=7)
DAY = timedelta(days=1)


def prove(backup: Path, now: Callable[[], datetime]) -> Proof:
    """Restore a backup beside itself, or where there is place, and replay it. RefusedInput or CannotWrite if that
    could not be tried."""
    place = backup.parent if os.access(backup.parent, os.W_OK) else Path(tempfile.gettempdir())
    try:
        with restored_apart(backup, place) as fresh:
            verification = replayed(fresh)
    except DamagedData as damage:
        return Proof(backup.name, now(), False, 0, (str(damage),))
    return Proof(backup.name, now(), verification.ok, verification.events, verification.differences)


def replayed(database: Path) -> Verification:
    """Everything in a database that is not in use, derived anew and compared."""
    with apart(database) as connection:
        return verify_all(Reader(connection))


def note_proof(folder: Path, proof: Proof) -> None:
    """Keep a proof beside the backups. OSError if the folder does not take it."""
    with working_in(folder), unfinished_file(folder) as unfinished:
        unfinished.write_text(json.dumps(to_wire(proof), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        sync(unfinished)
        os.replace(unfinished, folder / NOTE_NAME)
        sync(folder)


def last_proof(folder: Path) -> Proof | None:
    """The proof noted beside the backups; None if there is none, or none that can be read."""
    try:
        return proof_from(json.loads((folder / NOTE_NAME).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def proof_from(noted: Any) -> Proof:
    """A proof as it was written down. ValueError, TypeError or KeyError if that is none."""
    at = datetime.fromisoformat(noted["at"])
    if at.utcoffset() is None:
        raise ValueError("a time without its offset")
    faults = tuple(str(fault) for fault in noted["faults"])
    return Proof(str(noted["backup"]), at, noted["ok"] is True, int(noted["events"]), faults)


def proof_due(newest: Path, now: datetime) -> bool:
    """Whether the newest backup is to be proven: once a week, and after a failure every new one, and daily."""
    last = last_proof(newest.parent)
    if last is None or last.at > now:
        return True
    if not last.ok:
        return last.backup != newest.name or now - last.at >= DAY
    return now - last.at >= WEEK


def is_distrusted(backup: Path) -> bool:
    """Whether the last proof was of this backup, and failed."""
    last = last_proof(backup.parent)
    return last is not None and not last.ok and last.backup == backup.name and backup_named(backup) is not None
