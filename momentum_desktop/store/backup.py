"""Backups: whole, checked copies of the data in a folder, each named by its time, its events and its own digest."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from momentum_desktop.errors import Busy, CannotWrite, DamagedData, MomentumError
from momentum_desktop.store.copying import apart, check_database, copy_database, sync
from momentum_desktop.store.retention import kept_by_time, kept_latest
from momentum_desktop.store.workplace import UNFINISHED, unfinished_file, working_in

DAILY, ASKED_FOR, BEFORE_IMPORT, BEFORE_RESTORE = "daily", "asked-for", "before-import", "before-restore"
BEFORE_REPAIR = "before-repair"
"""The kind of one whose derived tables did not agree with its log: kept for a while, but it counts for no day."""
KINDS = (DAILY, ASKED_FOR, BEFORE_IMPORT, BEFORE_RESTORE, BEFORE_REPAIR)
BY_TIME = (DAILY, ASKED_FOR)
"""The kinds that reach back over days, weeks and months; the others are there to take back the last few steps."""
_NAME = re.compile(rf"momentum-(\d{{8}}T\d{{6}}Z)-(\d+)-({'|'.join(KINDS)})-([0-9a-f]{{16}})\.db")
_TIME = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A backup as its name tells it."""

    path: Path
    moment: datetime
    events: int
    kind: str
    digest: str


def take_backup(source: Path, folder: Path, moment: datetime, kind: str) -> BackupFile:
    """A checked copy of the data, while others write to it. It gets its name only once it is whole and on the disk.

    DamagedData if the data itself is not whole, CannotWrite or Busy if the folder takes no backup; then nothing in the
    folder has changed."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with working_in(folder), unfinished_file(folder) as unfinished:
            copy_database(source, unfinished)
            events = check_database(unfinished)
            digest = digest_of(unfinished)
            name = f"momentum-{moment.astimezone(UTC).strftime(_TIME)}-{events}-{kind}-{digest}.db"
            unfinished.replace(folder / name)
            sync(folder)
    except DamagedData as fault:
        raise type(fault)(
            f"no backup was made, since {_plain(fault, folder)}; the data was left untouched; “momentum verify” says "
            "what can be done"
        ) from fault
    except Busy:
        raise Busy(f"another program was busy with {folder} for too long; no backup was made, try again") from None
    except (CannotWrite, OSError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) else str(fault)
        raise CannotWrite(
            f"no backup could be made in {folder} ({reason}); the data and the backups before it are safe"
        ) from fault
    return _required(folder / name)


def backups_in(folder: Path) -> list[BackupFile]:
    """The backups in a folder, newest first, by their names."""
    try:
        found = [backup for path in folder.iterdir() if (backup := backup_named(path)) is not None]
    except OSError:
        return []
    return sorted(found, key=lambda backup: (backup.moment, backup.path.name), reverse=True)


def backup_named(path: Path) -> BackupFile | None:
    """What a file's name says, if it is that of a backup."""
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    try:
        moment = datetime.strptime(match[1], _TIME).replace(tzinfo=UTC)
    except ValueError:
        return None
    return BackupFile(path, moment, int(match[2]), match[3], match[4])


def thin_backups(newest: BackupFile) -> tuple[Path, ...]:
    """Remove the backups beside a checked one that are no longer kept, and tell which. Those of another history, such
    as another computer's, and those that cannot be read are left alone and not counted."""
    folder = newest.path.parent
    removed = []
    try:
        with working_in(folder):
            history = _history_of(newest.path)
            ours = [each for each in backups_in(folder) if history is not None and _history_of(each.path) == history]
            keep = kept(ours)
            for each in ours:
                if each.path.name not in keep and each != newest:
                    each.path.unlink()
                    removed.append(each.path)
            sync(folder)
    except (OSError, Busy):
        # One too many does no harm, and the next backup tries again.
        pass
    return tuple(removed)


def kept(backups: Iterable[BackupFile]) -> frozenset[str]:
    """The names of those to keep: of each kind by itself, so that no backup which the program makes displaces one that
    a person asked for."""
    held, names = list(backups), frozenset[str]()
    for kind in KINDS:
        alike = [each for each in held if each.kind == kind]
        if kind in BY_TIME:
            names |= kept_by_time((each.moment, each.path.name) for each in alike)
        else:
            names |= kept_latest((each.moment, each.path.name, each.digest) for each in alike)
    return names


def settle_backup(made: BackupFile, data: Path) -> None:
    """Keep a backup of the data and thin the older ones, or remove it if nothing was done in the data since."""
    if _last_act(made.path) == _last_act(data):
        made.path.unlink(missing_ok=True)
    else:
        thin_backups(made)


def digest_of(path: Path) -> str:
    """What a backup's name says of its bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]


def check_backup(path: Path) -> int:
    """Hold a backup against its name and against everything a whole database stands up to but a replay; how many
    events it has."""
    named = backup_named(path)
    if named is not None and digest_of(path) != named.digest:
        raise DamagedData(f"{path} is damaged (it is not the file that was written)")
    events = check_database(path)
    if named is not None and events != named.events:
        raise DamagedData(f"{path} is damaged (it has {events} events, not the {named.events} of its name)")
    return events


def has_history(data: Path) -> bool:
    """Whether anything was ever done in the data."""
    return _last_act(data) > 0


def _last_act(path: Path) -> int:
    with apart(path) as connection:
        return int(connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM acts").scalar_one())


def _history_of(path: Path) -> bytes | None:
    """The hash of the first act: what two backups of the same data share, and no others do."""
    from sqlalchemy.exc import DBAPIError

    try:
        with apart(path) as connection:
            hash_ = connection.exec_driver_sql("SELECT hash FROM acts WHERE id = 1").scalar()
            return None if hash_ is None else bytes(hash_)
    except (MomentumError, DBAPIError):
        return None


def _plain(fault: DamagedData, folder: Path) -> str:
    """The fault told of the data, not of the unfinished copy in which it was found."""
    return re.sub(re.escape(str(folder / UNFINISHED)) + r"\S+", "the data", str(fault))


def _required(path: Path) -> BackupFile:
    backup = backup_named(path)
    assert backup is not None
    return backup
