"""Derived tables that do not agree with the log made anew from it, after a backup; the log itself is never mended."""

from __future__ import annotations

from momentum_desktop.errors import DamagedData
from momentum_desktop.service.backups import Backups
from momentum_desktop.service.readers import Readers
from momentum_desktop.service.values import MendedTable, Repair, Verification
from momentum_desktop.service.verification import log_faults, verified, verify_all
from momentum_desktop.store.backup import BEFORE_REPAIR
from momentum_desktop.store.store import Store

LOG_DAMAGED = (
    "the log itself is not what was recorded, and nothing else tells what was; nothing was changed; “momentum backups” "
    "lists what “momentum restore” can put in its place; if there is none, “momentum export events FILE” writes the "
    "events that are there, and “momentum import events FILE --data-dir NEW” takes them into new data"
)


async def repair_all(store: Store, readers: Readers, backups: Backups) -> Repair:
    """Verify, and if derived rows differ, keep a backup and put them right. Damage that this cannot mend is told in
    `beyond_repair`; then nothing was changed. CannotWrite or Busy if the data or the backups take nothing."""
    found = await readers.ask_aside(verify_all)
    if found.ok:
        return _as_repair(found)
    if faults := await readers.ask_aside(log_faults):
        return Repair(False, found.events, faults, uncounted=found.uncounted, beyond_repair=LOG_DAMAGED)
    backup = None
    try:
        backup = (await backups.make(kind=BEFORE_REPAIR)).path
        return await readers.work_aside(lambda: _rebuilt(store, backup))
    except DamagedData as damage:
        return _as_repair(found, backup=backup, beyond_repair=str(damage))


def _rebuilt(store: Store, backup: str) -> Repair:
    with store.rebuilt() as (reader, mended):
        now = verified(reader)
        if not now.ok:
            raise DamagedData(
                f"the tables made anew do not agree with the log ({now.differences[0]}); nothing was changed; please "
                "report this"
            )
        return _as_repair(now, repaired=tuple(MendedTable(*each) for each in mended), backup=backup)


def _as_repair(
    found: Verification,
    *,
    repaired: tuple[MendedTable, ...] = (),
    backup: str | None = None,
    beyond_repair: str | None = None,
) -> Repair:
    return Repair(found.ok, found.events, found.differences, repaired, backup, found.uncounted, beyond_repair)
