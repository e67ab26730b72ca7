"""A backup put in the place of the data: proven first, and in a way that can be undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from momentum_desktop.errors import CannotWrite, DamagedData, MomentumError, NewerData, RefusedInput
from momentum_desktop.service.backup_values import Holdings, KeptBackups, Restoration
from momentum_desktop.service.backups import folder_beside, list_backups
from momentum_desktop.service.holdings import holdings_of
from momentum_desktop.service.proving import replayed
from momentum_desktop.settings import database_url
from momentum_desktop.store.backup import BEFORE_RESTORE, take_backup
from momentum_desktop.store.copying import apart
from momentum_desktop.store.database import file_of
from momentum_desktop.store.restoring import (
    fold_in_journal,
    keep_tokens,
    owning,
    put_in_place,
    restored_apart,
    set_aside,
)
from momentum_desktop.store.store import Reader


def backups_kept(*, data_dir: str | Path | None = None, url: str | None = None, now: datetime) -> KeptBackups:
    """The backups beside the data, which need not be open, nor whole."""
    return list_backups(folder_beside(_data(data_dir, url)), now)


def look_into(
    backup: str | Path, *, data_dir: str | Path | None = None, url: str | None = None, user_id: int | None = None
) -> Holdings:
    """What a backup holds, of a user if that one is in it. RefusedInput, DamagedData, NewerData or CannotWrite says why
    it could not be restored; the data itself is not touched in any case."""
    source, place = Path(backup).expanduser().absolute(), _data(data_dir, url).parent
    try:
        with restored_apart(source, place) as fresh, apart(fresh) as connection:
            return holdings_of(Reader(connection), user_id)
    except (DamagedData, CannotWrite, RefusedInput) as fault:
        raise _unchanged(fault) from fault


def restore_backup(
    backup: str | Path,
    *,
    data_dir: str | Path | None = None,
    url: str | None = None,
    now: datetime,
    tell: Callable[[str], None] = lambda _: None,
) -> Restoration:
    """Replace the data by a backup. The file is proven before anything changes: ours, not newer, whole, along its hash
    chains, and by a replay of its log; what is there now is kept as a backup, or set aside if it is damaged.

    `tell` hears what is being done. RefusedInput, DamagedData, NewerData, CannotWrite or Busy (another process has the
    data open); then nothing was changed."""
    source = Path(backup).expanduser().absolute()
    data = _data(data_dir, url)
    try:
        if source.exists() and data.exists() and source.samefile(data):
            raise RefusedInput(f"{source} is the data itself; name a backup of it")
        with owning(data):
            tell("Proving the backup")
            with restored_apart(source, data.parent) as fresh:
                verification = replayed(fresh)
                if not verification.ok:
                    raise DamagedData(f"{source} does not agree with its own log ({verification.differences[0]})")
                tell("Keeping what is there")
                kept, aside = _kept(data, now)
                keep_tokens(data if kept else None, fresh)
                put_in_place(fresh, data)
    except (DamagedData, CannotWrite, RefusedInput) as fault:
        raise _unchanged(fault) from fault
    return Restoration(str(source), verification.events, kept, aside)


def _data(data_dir: str | Path | None, url: str | None) -> Path:
    return file_of(database_url(url, data_dir))


def _kept(data: Path, now: datetime) -> tuple[str | None, str | None]:
    """The present data as a backup, or set aside where it is damaged."""
    if not data.exists():
        return None, _named(set_aside(data, now))
    try:
        kept = take_backup(data, folder_beside(data), now, BEFORE_RESTORE)
        fold_in_journal(data)
    except NewerData:
        raise
    except DamagedData:
        return None, _named(set_aside(data, now))
    return str(kept.path), None


def _named(path: Path | None) -> str | None:
    return None if path is None else str(path)


def _unchanged(fault: MomentumError) -> MomentumError:
    words = str(fault)
    return fault if words.endswith("nothing was changed") else type(fault)(f"{words}; nothing was changed")
