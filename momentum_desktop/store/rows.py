"""What has been decided and waits to be written: rows collected through a transaction, written together once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from momentum_desktop.engine.achievements import measure_of
from momentum_desktop.engine.report import month_points, week_points
from momentum_desktop.engine.step import NEVER_KEPT, minute_of_event
from momentum_desktop.engine.values import Entry, Event, Outcome
from momentum_desktop.store.keeper import Standing
from momentum_desktop.store.numbers import stored_number

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from momentum_desktop.store.statements import Prepared, Statements

ROWS_BETWEEN = 2_000
Line = tuple[Any, ...]
"""A row of the ledger."""


class DerivedRows:
    """The derived rows that one user's outcomes touch. Sums by kind and hour are kept as what they move by;
    `rewritten` counts the entries that an event gave before and now gives otherwise."""

    def __init__(self, standing: Standing) -> None:
        self.standing = standing
        self.ledger: list[Line] = []
        self.again: list[Line] = []
        self.gone: list[int] = []
        self.shorter: list[tuple[int, int]] = []
        self.days: set[int] = set()
        self.streaks: set[str] = set()
        self.achievements: set[int] = set()
        self._touched_kinds: set[str] = set()
        self.kinds: dict[tuple[int, str], list[int]] = {}
        self.hours: dict[tuple[int, int], list[int]] = {}
        self.rewritten = 0
        self._taken: tuple[int, tuple[Entry, ...]] | None = None

    def add(self, outcome: Outcome) -> None:
        """What one outcome touches."""
        changes = outcome.changes
        if changes.day is None:
            return
        event = outcome.event
        user_id = self.standing.user_id
        lines = self.ledger
        if self._taken is not None and self._taken[0] == event.id:
            before, now = dict(self._taken[1]), dict(outcome.entries)
            self.rewritten += sum(before.get(kind) != now.get(kind) for kind in before.keys() | now.keys())
            self.gone.pop()
            lines = self.again
            if len(self._taken[1]) > len(outcome.entries):
                self.shorter.append((event.id, len(outcome.entries)))
            self._taken = None
        for position, (kind, points) in enumerate(outcome.entries):
            lines.append((event.id, position, user_id, event.day, kind, points))
            self.move_kind(event.day, kind, points, 1)
        self.move_hour(event, outcome.points_awarded, 1)
        self.days.add(event.day)
        self.streaks.update(changes.streaks)
        self._touch_achievements(outcome)

    def move_kind(self, day: int, kind: str, points: int, entries: int) -> None:
        """Let a day's sum of one kind move."""
        held = self.kinds.setdefault((day, kind), [0, 0])
        held[0] += points
        held[1] += entries

    def move_hour(self, event: Event, points: int, events: int) -> None:
        """Let the sums of the event's local hour move; an event of unknown time has none."""
        minute = minute_of_event(event)
        if minute is not None:
            held = self.hours.setdefault((event.day, minute // 60), [0, 0])
            held[0] += points
            held[1] += events

    def take_back(self, event: Event, entries: Iterable[Entry]) -> None:
        """Let the ledger and the sums forget what an event gave before."""
        points = 0
        self._taken = (event.id, tuple(entries))
        for entry in self._taken[1]:
            self.move_kind(event.day, entry.kind, -entry.points, -1)
            points += entry.points
        self.move_hour(event, -points, -1)
        self.days.add(event.day)
        self.gone.append(event.id)

    @property
    def lines(self) -> int:
        """How many lines of the ledger wait to be written, and how many events to be forgotten."""
        return len(self.ledger) + len(self.again) + len(self.gone)

    def touch_all(self) -> None:
        """Write every streak and achievement, as after the past was derived anew."""
        self.streaks.update(streak.name for streak in self.standing.rules.streaks)
        self.achievements.update(rule.index for rule in self.standing.rules.achievements)

    def forget(self) -> None:
        """Let go of what was written."""
        self._forget_lines()
        self.days, self.streaks, self.achievements = set(), set(), set()
        self._touched_kinds = set()
        self.kinds, self.hours = {}, {}

    def write(self, connection: Connection, statements: Statements, between: Callable[[], None] | None = None) -> None:
        """Write them all, and the user's totals. With `between`, which is called now and then and may raise, they are
        kept and can be written once more after a rollback."""
        standing, state = self.standing, self.standing.state
        user_id = standing.user_id
        self.write_ledger(connection, statements, between)
        statements.streak.run(connection, [self._streak(name) for name in self.streaks])
        statements.achievement.run(connection, [self._achievement(index) for index in self.achievements])
        present = [(user_id, day, *state.days[day][:2]) for day in self.days if day in state.days]
        statements.day.run(connection, present)
        for day in [day for day in self.days if day not in state.days]:
            connection.exec_driver_sql("DELETE FROM days WHERE user_id = ? AND day = ?", (user_id, day))
        self._write_sums(connection, statements.day_kind, self.kinds)
        self._write_sums(connection, statements.day_hour, self.hours)
        self._write_user(connection, statements)

    def write_ledger(
        self, connection: Connection, statements: Statements, between: Callable[[], None] | None = None
    ) -> None:
        """Write what the ledger lost and gained; the sums stay until `write`."""
        ask = connection.exec_driver_sql
        if len(self.gone) == 1:
            ask("DELETE FROM ledger WHERE event_id = ?", (self.gone[0],))
        elif self.gone:
            ask("DELETE FROM ledger WHERE event_id IN (SELECT value FROM json_each(?))", (json.dumps(self.gone),))
        if self.shorter:
            ask("DELETE FROM ledger WHERE event_id = ? AND position >= ?", self.shorter)
        for statement, lines in ((statements.ledger_again, self.again), (statements.ledger, self.ledger)):
            for place in range(0, len(lines), ROWS_BETWEEN):
                statement.run(connection, lines[place : place + ROWS_BETWEEN])
                if between is not None:
                    between()
        if between is None:
            self._forget_lines()

    def _forget_lines(self) -> None:
        self.ledger, self.again, self.gone, self.shorter, self._taken = [], [], [], [], None

    def _write_sums(
        self, connection: Connection, statement: Prepared, sums: Mapping[tuple[Any, ...], list[int]]
    ) -> None:
        user_id = self.standing.user_id
        statement.run(connection, [(user_id, *key, *moved) for key, moved in sums.items() if any(moved)])
        shrunk = [(user_id, *key) for key, moved in sums.items() if moved[1] < 0]
        if shrunk:
            connection.exec_driver_sql(statement.delete_empty, shrunk)

    def _write_user(self, connection: Connection, statements: Statements) -> None:
        standing, state = self.standing, self.standing.state
        day = state.last_day
        statements.user.run(
            connection,
            [
                (
                    standing.rule_set.level_ids[state.level_number],
                    state.total_points,
                    0 if day is None else week_points(state, day, standing.rules),
                    0 if day is None else month_points(state, day),
                    standing.through_id,
                    standing.revision,
                    standing.user_id,
                )
            ],
        )

    def _streak(self, name: str) -> tuple[Any, ...]:
        held = self.standing.state.streaks.get(name, NEVER_KEPT)
        return (
            self.standing.user_id,
            name,
            held.current_count,
            held.longest_count,
            held.last,
            held.offset,
            held.freezes,
        )

    def _touch_achievements(self, outcome: Outcome) -> None:
        rules, changes = self.standing.rules, outcome.changes
        self.achievements.update(map(rules.by_name.__getitem__, changes.measures))
        for name in changes.streaks:
            self.achievements.update(rule.index for rule in rules.by_streak.get(name, ()))
        self.achievements.update(map(rules.by_name.__getitem__, changes.unlocked))
        for kind, moves in (
            ("POINTS", outcome.points_awarded > 0),
            ("LEVEL", outcome.level_up),
            ("UNLOCKED", bool(changes.unlocked)),
        ):
            # Once is enough: those that are open now hold all that can move until these rows are written.
            if moves and kind not in self._touched_kinds:
                self._touched_kinds.add(kind)
                self.achievements.update(
                    index
                    for index in rules.by_standing
                    if (rule := rules.achievements[index]).criteria_type == kind
                    and rule.name not in self.standing.state.unlocked
                )

    def _achievement(self, index: int) -> tuple[Any, ...]:
        standing, state = self.standing, self.standing.state
        rule = standing.rules.achievements[index]
        won = state.unlocked.get(rule.name)
        return (
            standing.user_id,
            standing.rule_set.achievement_ids[rule.name],
            stored_number(measure_of(rule, state)),
            int(won is not None),
            won.instant if won else None,
            won.offset if won else None,
        )
