"""Backups as people see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Backup:
    """A checked copy of the data, of `size` bytes. `kind` is daily, asked-for or before-import, -restore, -repair."""

    path: str
    at: datetime
    events: int
    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class Proof:
    """A backup restored to a temporary place and its whole log replayed: whether all agreed, else what did not."""

    backup: str
    at: datetime
    ok: bool
    events: int
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BackupResult:
    """A backup just made, the older ones that it made needless, and the last proof beside it."""

    path: str
    at: datetime
    events: int
    kind: str
    size: int
    removed: tuple[str, ...]
    last_proof: Proof | None


@dataclass(frozen=True, slots=True)
class KeptBackups:
    """The backups in a folder, newest first."""

    folder: str
    backups: tuple[Backup, ...]
    last_proof: Proof | None


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What was done by itself: a daily backup and a weekly proof, each None while it is not due."""

    backup: Backup | None
    proof: Proof | None


@dataclass(frozen=True, slots=True)
class Holdings:
    """What data holds: its events and people, and of one of them, `person`, what was done last, how many tasks are
    open, and the standing."""

    events: int
    people: tuple[str, ...]
    person: str
    last_done: str
    last_at: datetime | None
    open_tasks: int
    level_number: int
    level_title: str
    total_points: int


@dataclass(frozen=True, slots=True)
class Restoration:
    """A backup that took the place of the data. What was there before is `kept` as a backup, or `set_aside` as it was
    if it was damaged; both None if there was nothing."""

    restored: str
    events: int
    kept: str | None
    set_aside: str | None
