"""States laid down along the log: close together near its end, ever wider apart towards its beginning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from momentum_desktop.store.eventlog import Position
from momentum_desktop.store.keeper import Standing, packed

if TYPE_CHECKING:
    from sqlalchemy import Connection

SPACING = 1_000
"""Events between two checkpoints at the end of the log."""


def keep_checkpoint(connection: Connection, standing: Standing) -> None:
    """Lay down the state when enough events came since the last time, and thin out what lies far back."""
    if standing.state.events - standing.checkpointed >= SPACING:
        lay_checkpoint(connection, standing)
        thin_checkpoints(connection, standing)


def lay_checkpoint(connection: Connection, standing: Standing) -> None:
    """Lay down the state as it is."""
    state = standing.state
    connection.exec_driver_sql(
        "INSERT INTO checkpoints (user_id, instant, event_id, events, digest, state) VALUES (?, ?, ?, ?, ?, ?)",
        (standing.user_id, state.instant, state.event_id, state.events, standing.rules.digest, packed(state)),
    )
    standing.checkpointed = state.events


def remove_checkpoints(connection: Connection, user_id: int, since: Position) -> None:
    """Take away those from a position on: they no longer hold."""
    connection.exec_driver_sql(
        "DELETE FROM checkpoints WHERE user_id = ? AND (instant, event_id) >= (?, ?)", (user_id, *since)
    )


def thin_checkpoints(connection: Connection, standing: Standing) -> None:
    """Keep, at each distance from the end, checkpoints no further apart than a quarter of it, and few more."""
    rows = connection.exec_driver_sql(
        "SELECT instant, event_id, events FROM checkpoints WHERE user_id = ? ORDER BY events DESC", (standing.user_id,)
    ).all()
    end = standing.state.events
    newer = end
    for index, (instant, event_id, events) in enumerate(rows):
        older = rows[index + 1][2] if index + 1 < len(rows) else 0
        if events != end and newer - older <= (end - events) // 4:
            connection.exec_driver_sql(
                "DELETE FROM checkpoints WHERE user_id = ? AND instant = ? AND event_id = ?",
                (standing.user_id, instant, event_id),
            )
        else:
            newer = events
