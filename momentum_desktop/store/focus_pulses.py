"""When a focus session was last known to run: no act, and forgotten once the session has ended and another begins."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from momentum_desktop.engine.values import instant_and_offset

if TYPE_CHECKING:
    from sqlalchemy import Connection


def keep_pulse(connection: Connection, session_id: int, seen_at: datetime) -> None:
    """Note when a session was seen."""
    connection.exec_driver_sql(
        "INSERT INTO focus_pulses (session_id, seen_at) VALUES (?, ?) "
        "ON CONFLICT (session_id) DO UPDATE SET seen_at = excluded.seen_at",
        (session_id, instant_and_offset(seen_at)[0]),
    )


def forget_pulses(connection: Connection) -> None:
    """Forget the pulses of sessions that do not run."""
    connection.exec_driver_sql(
        "DELETE FROM focus_pulses WHERE session_id NOT IN (SELECT id FROM focus_sessions WHERE ended_at IS NULL)"
    )
