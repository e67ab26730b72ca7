"""Everything derived anew from the stored log, and compared with what is stored."""

from __future__ import annotations

from momentum_desktop.service.values import Verification
from momentum_desktop.store.store import Reader
from momentum_desktop.store.verifying import chain_faults, derived_faults

MOST_DIFFERENCES = 50


def verify_all(reader: Reader) -> Verification:
    """Walk the hash chains, replay every user's log and compare every derived row."""
    with reader.snapshot() as connection:
        events, differences = chain_faults(connection)
        for user_id in connection.exec_driver_sql("SELECT id FROM users ORDER BY id").scalars().all():
            differences.extend(derived_faults(connection, reader.keeper, user_id, MOST_DIFFERENCES))
    return Verification(not differences, events, tuple(differences[:MOST_DIFFERENCES]))
