"""Everything derived anew from the stored log, and compared with what is stored."""

from __future__ import annotations

from itertools import chain, islice

from momentum_desktop.service.values import Verification
from momentum_desktop.store.rule_change import uncounted_events
from momentum_desktop.store.store import Reader
from momentum_desktop.store.verifying import chain_faults, derived_faults
from momentum_desktop.store.verifying_acts import act_faults, miscounted_events
from momentum_desktop.store.verifying_rules import document_faults, rule_row_faults

MOST_DIFFERENCES = 50


def verify_all(reader: Reader) -> Verification:
    """Walk the hash chains, hold rows against their acts and rules, replay every log and compare every derived row."""
    with reader.snapshot():
        return verified(reader)


def verified(reader: Reader) -> Verification:
    """The same inside a transaction that is open."""
    connection = reader.connection
    events, broken = chain_faults(connection, MOST_DIFFERENCES)
    documents = document_faults(connection)
    differences = broken + act_faults(connection, MOST_DIFFERENCES) + documents + rule_row_faults(connection)
    damaged = bool(broken or documents or (differences and any(miscounted_events(connection))))
    stray = connection.exec_driver_sql("PRAGMA foreign_key_check")
    for table, _, other, _ in islice(stray, MOST_DIFFERENCES):
        differences.append(f"{table}: a row points to no row of {other}")
    for user_id in connection.exec_driver_sql("SELECT id FROM users ORDER BY id").scalars().all():
        differences.extend(derived_faults(connection, reader.keeper, user_id, MOST_DIFFERENCES))
    uncounted = uncounted_events(connection)
    return Verification(not differences, events, tuple(differences[:MOST_DIFFERENCES]), uncounted, damaged)


def log_faults(reader: Reader) -> tuple[str, ...]:
    """Where what everything else follows from, the log and the rules documents, is not what was recorded."""
    with reader.snapshot() as connection:
        _, broken = chain_faults(connection, MOST_DIFFERENCES)
        faults = chain(broken, miscounted_events(connection), document_faults(connection))
        return tuple(islice(faults, MOST_DIFFERENCES))
