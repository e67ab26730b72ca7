"""Backups of one person's data: made, listed, proven, and kept up by a process of low priority."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from momentum_desktop import errors
from momentum_desktop.errors import Closed, MomentumError
from momentum_desktop.service.backup_values import Backup, BackupResult, KeptBackups, Proof, Upkeep
from momentum_desktop.service.child import command_for
from momentum_desktop.service.clock import Clock
from momentum_desktop.service.proving import is_distrusted, last_proof, proof_due, proof_from
from momentum_desktop.store.backup import (
    ASKED_FOR,
    BEFORE_IMPORT,
    BEFORE_REPAIR,
    BY_TIME,
    KINDS,
    BackupFile,
    backups_in,
    has_history,
    settle_backup,
    take_backup,
    thin_backups,
)

T = TypeVar("T")
FOLDER_NAME = "backups"
DAY = timedelta(days=1)
CHILD = "momentum_desktop.service.upkeep"
SOUND = frozenset(KINDS) - {BEFORE_REPAIR}
"""The kinds that could be restored."""


class Backups:
    """The backups of the data in one file; by default in a folder beside it."""

    def __init__(self, data: Path, clock: Clock) -> None:
        self._data = data
        self._clock = clock
        self._thread = ThreadPoolExecutor(1, "momentum-backup")
        self._closed = False

    @property
    def folder(self) -> Path:
        """Where backups go unless told otherwise."""
        return folder_beside(self._data)

    async def make(self, folder: str | Path | None = None, kind: str = ASKED_FOR) -> BackupResult:
        """A checked backup of everything acknowledged so far, and the older ones in its folder thinned. MomentumError
        says why there is none; then no other was touched."""
        return await self._in_thread(make_backup, self._data, self._placed(folder), self._clock(), kind)

    @asynccontextmanager
    async def before_import(self) -> AsyncIterator[None]:
        """A checked backup before what is stored inside, thinned after it. Where nothing was stored, since it failed or
        all was there already, the backup goes again and takes no place from an older one."""
        made = await self._in_thread(take_backup, self._data, self.folder, self._clock(), BEFORE_IMPORT)
        try:
            yield
        finally:
            # It is no failure of what was done if the folders cannot be looked into now; then the backup stays.
            with suppress(MomentumError):
                await self._in_thread(settle_backup, made, self._data)

    async def listed(self, folder: str | Path | None = None) -> KeptBackups:
        """The backups in a folder, newest first, and the last proof."""
        return await self._in_thread(list_backups, self._placed(folder), self._clock())

    async def prove(self, backup: str | Path) -> Proof:
        """Restore a backup to a temporary place and replay it, in a process of low priority."""
        answer = await _in_child("prove", str(Path(backup).expanduser().absolute()))
        return proof_from(answer)

    def proof_due(self, backup: str | Path) -> bool:
        """Whether a backup just made is to be proven, which one a week is."""
        return proof_due(Path(backup), self._clock())

    async def keep_up(self) -> Upkeep:
        """Make the daily backup and the weekly proof, if they are due, in a process of low priority."""
        if not await self._in_thread(_something_due, self._data, self.folder, self._clock()):
            return Upkeep(None, None)
        answer = await _in_child("keep-up", str(self._data))
        made, proof = answer["backup"], answer["proof"]
        return Upkeep(
            made and Backup(**{**made, "at": datetime.fromisoformat(made["at"])}), proof and proof_from(proof)
        )

    def close(self) -> None:
        """Finish what is being made; calls after this raise Closed."""
        self._closed = True
        self._thread.shutdown(wait=True)

    def _placed(self, folder: str | Path | None) -> Path:
        return self.folder if folder is None else Path(folder).expanduser().absolute()

    async def _in_thread(self, work: Callable[..., T], *values: Any) -> T:
        if self._closed:
            raise Closed("Momentum is closing")
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, *values)


def folder_beside(data: Path) -> Path:
    """The folder of the backups that nobody named another one for."""
    return data.parent / FOLDER_NAME


def make_backup(data: Path, folder: Path, now: datetime, kind: str) -> BackupResult:
    """A checked backup of a kind, and the older ones in its folder thinned."""
    made = take_backup(data, folder, now, kind)
    removed = tuple(path.name for path in thin_backups(made))
    seen = _seen(made, now)
    return BackupResult(seen.path, seen.at, seen.events, seen.kind, seen.size, removed, last_proof(folder))


def list_backups(folder: Path, now: datetime) -> KeptBackups:
    """The backups in a folder, newest first."""
    return KeptBackups(str(folder), tuple(_seen(each, now) for each in backups_in(folder)), last_proof(folder))


def backup_due(folder: Path, now: datetime) -> bool:
    """Whether the last sound backup in a folder is older than a day; one with a time to come tells nothing. Those made
    before imports and restores do not count: they go with the next few of them."""
    last = _newest(folder, now, BY_TIME)
    return last is None or now - last.moment >= DAY or is_distrusted(last.path)


def newest_to_prove(folder: Path, now: datetime) -> Path | None:
    """The newest backup, if it is to be proven now."""
    newest = _newest(folder, now, SOUND)
    return newest.path if newest is not None and proof_due(newest.path, now) else None


def _newest(folder: Path, now: datetime, kinds: Collection[str]) -> BackupFile | None:
    return next((each for each in backups_in(folder) if each.moment <= now and each.kind in kinds), None)


def _something_due(data: Path, folder: Path, now: datetime) -> bool:
    return (backup_due(folder, now) or newest_to_prove(folder, now) is not None) and has_history(data)


def _seen(backup: BackupFile, now: datetime) -> Backup:
    try:
        size = backup.path.stat().st_size
    except OSError:
        size = 0
    return Backup(str(backup.path), backup.moment.astimezone(now.tzinfo), backup.events, backup.kind, size)


async def _in_child(*arguments: str) -> Any:
    """What the process of low priority answers; the error that it met is raised here. It ends with whoever asked."""
    child = await asyncio.create_subprocess_exec(
        *command_for(CHILD), *arguments,
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        start_new_session=True,
    )  # fmt: skip
    try:
        said, complained = await child.communicate()
    except asyncio.CancelledError:
        if child.returncode is None:
            child.terminate()
        await child.wait()
        raise
    try:
        answer = json.loads(said)
    except ValueError:
        last = complained.decode(errors="replace").strip().rpartition("\n")[2] or f"exit code {child.returncode}"
        raise MomentumError(
            f"the process that looks after the backups ended unexpectedly ({last}); the data and the backups are safe"
        ) from None
    if "error" in answer:
        kind = getattr(errors, answer["kind"], MomentumError)
        raise kind(answer["error"])
    return answer
