"""Reminders that were given and those put off, each known by its name and the day it belongs to (an ordinal)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

Named = tuple[str, int]
"""A reminder's name and its day."""


def fired_reminders(connection: Connection, user_id: int) -> frozenset[Named]:
    """Every reminder that is known to have been given."""
    sql = "SELECT reminder, day FROM fired_reminders WHERE user_id = ?"
    return frozenset((reminder, day) for reminder, day in connection.exec_driver_sql(sql, (user_id,)))


def snoozed_reminders(connection: Connection, user_id: int) -> dict[Named, int]:
    """Until when (µs UTC) reminders are put off."""
    sql = "SELECT reminder, day, until FROM snoozed_reminders WHERE user_id = ?"
    return {(reminder, day): until for reminder, day, until in connection.exec_driver_sql(sql, (user_id,))}


def reminded_tasks(connection: Connection, user_id: int) -> dict[int, int]:
    """The open tasks that ask to be reminded of, each with when it was written down (µs UTC)."""
    sql = "SELECT id, created_at FROM tasks WHERE user_id = ? AND reminder IS NOT NULL AND completed_at IS NULL"
    return {row.id: row.created_at for row in connection.exec_driver_sql(sql, (user_id,))}


def fire(connection: Connection, user_id: int, named: Named) -> bool:
    """Note that a reminder is given now; false if it was given before and is not put off."""
    values = (user_id, *named)
    woken = connection.exec_driver_sql(
        "DELETE FROM snoozed_reminders WHERE user_id = ? AND reminder = ? AND day = ?", values
    ).rowcount
    first = connection.exec_driver_sql("INSERT OR IGNORE INTO fired_reminders VALUES (?, ?, ?)", values).rowcount
    return bool(woken or first)


def snooze(connection: Connection, user_id: int, named: Named, until: int | None) -> None:
    """Put a reminder off until an instant (µs UTC); None: no longer."""
    connection.exec_driver_sql(
        "DELETE FROM snoozed_reminders WHERE user_id = ? AND reminder = ? AND day = ?", (user_id, *named)
    )
    if until is not None:
        connection.exec_driver_sql("INSERT INTO snoozed_reminders VALUES (?, ?, ?, ?)", (user_id, *named, until))


def forget_reminders(connection: Connection, user_id: int, before: int) -> None:
    """Drop what belongs to days before one and can come no more."""
    for table in ("fired_reminders", "snoozed_reminders"):
        connection.exec_driver_sql(
            f"DELETE FROM {table} WHERE user_id = ? AND day BETWEEN 1 AND ?", (user_id, before - 1)
        )
