"""What the same rows cost with nothing above SQLite: the thing that everything else is measured against."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from momentum_desktop.engine.compilation import compile_rules
from momentum_desktop.engine.defaults import default_document
from momentum_desktop.engine.reading import canonical_json
from momentum_desktop.engine.report import month_points, week_points
from momentum_desktop.engine.step import advance, initial_state, step
from momentum_desktop.engine.values import Event
from momentum_desktop.store.database import Database, sqlite_module

EVENT = "INSERT INTO events VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
LEDGER = "INSERT INTO ledger VALUES (?, ?, 1, ?, ?, ?)"
USER = "UPDATE users SET total_points = ?, weekly_points = ?, monthly_points = ?, through_id = ? WHERE id = 1"
STREAK = (
    "INSERT INTO streaks VALUES (1, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
    "current_count = excluded.current_count, longest_count = excluded.longest_count, "
    "last_activity_date = excluded.last_activity_date, kept_offset = excluded.kept_offset, freezes = excluded.freezes"
)
DAY = (
    "INSERT INTO days VALUES (1, ?, ?, ?) ON CONFLICT DO UPDATE SET points = excluded.points, events = excluded.events"
)


class RawCommits:
    """Commits prepared rows of events, one commit each: event, ledger entries, user, changed streaks, day.

    The tables and indexes are those of the program; the keys are not checked."""

    def __init__(self, folder: Path) -> None:
        path = folder / "raw.db"
        Database(f"sqlite:///{path}").close()
        self._connection = sqlite_module().connect(path, isolation_level=None, cached_statements=512)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._rules = compile_rules(default_document())
        self._state = initial_state(self._rules)
        self._number = 0
        self._connection.execute("INSERT INTO users VALUES (1, 'Me', 1, 1, 1, 0, 0, 0, 0, 0)")

    def prepare(self, event: Event) -> list[tuple[str, list[tuple[Any, ...]]]]:
        """The statements and the rows of an event."""
        self._number += 1
        number, state, rules = self._number, self._state, self._rules
        outcome = step(state, event, rules)
        advance(state, outcome)
        metadata, key = canonical_json(event.metadata), os.urandom(16).hex()
        digest = bytes(32)
        stored = (number, number, event.event_type, event.instant, event.offset, event.day, metadata, key)
        totals = (state.total_points, week_points(state, event.day, rules), month_points(state, event.day), number)
        return [
            (EVENT, [(*stored, event.instant, digest, digest)]),
            (LEDGER, [(number, place, event.day, *entry) for place, entry in enumerate(outcome.entries)]),
            (STREAK, [(name, *streak) for name, streak in outcome.changes.streaks.items()]),
            (DAY, [(event.day, *state.days[event.day][:2])]),
            (USER, [totals]),
        ]

    def commit(self, prepared: list[tuple[str, list[tuple[Any, ...]]]]) -> None:
        """Make the rows of one event durable."""
        execute = self._connection.execute
        execute("BEGIN IMMEDIATE")
        for sql, rows in prepared:
            for row in rows:
                execute(sql, row)
        execute("COMMIT")

    def close(self) -> None:
        self._connection.close()
