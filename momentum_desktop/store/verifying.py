"""The proof: hash chains walked row by row, derived tables compared with a replay of the log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from momentum_desktop.engine.achievements import measure_of
from momentum_desktop.engine.replay import outcomes
from momentum_desktop.engine.report import month_points, week_points
from momentum_desktop.engine.rules import Rules
from momentum_desktop.engine.step import NEVER_KEPT, initial_state, minute_of_event
from momentum_desktop.engine.values import Outcome, State
from momentum_desktop.errors import DamagedData, RefusedInput
from momentum_desktop.store.asking import NoRow
from momentum_desktop.store.chain import CHAINS, GENESIS, chained
from momentum_desktop.store.eventlog import BEGINNING, Position, settled_after
from momentum_desktop.store.keeper import StateKeeper, unpacked
from momentum_desktop.store.numbers import stored_number
from momentum_desktop.store.rule_sets import RuleSet

if TYPE_CHECKING:
    from sqlalchemy import Connection

Laid = tuple[int, bytes]
"""A checkpoint's count of events and its packed state."""

MOST = 50
"""How many faults are told of unless another number is asked for."""


def chain_faults(connection: Connection, most: int = MOST) -> tuple[int, list[str]]:
    """How many events there are, and where a chain of events or acts does not hold; no more than `most` places."""
    faults = _Faults(most)
    counts = {}
    for table, columns in CHAINS.items():
        previous, expected_id = GENESIS, 1
        result = connection.exec_driver_sql(f"SELECT {columns}, previous_hash, hash FROM {table} ORDER BY id")
        for row in result:
            *content, before, digest = row
            if content[0] != expected_id:
                faults.add(f"{table}: row {expected_id} is missing")
            elif before != previous or digest != chained(previous, content):
                faults.add(f"{table}: row {content[0]} is not what was recorded")
            previous, expected_id = digest, content[0] + 1
        counts[table] = expected_id - 1
    return counts["events"], faults.told


def derived_faults(connection: Connection, keeper: StateKeeper, user_id: int, most: int) -> list[str]:
    """Where a user's derived rows differ from a replay of their log; no more than `most` of them."""
    row = connection.exec_driver_sql(
        "SELECT rule_set_id, name, total_points, weekly_points, monthly_points, current_level_id, through_id "
        "FROM users WHERE id = ?",
        (user_id,),
    ).one()
    try:
        return _replay_faults(connection, keeper.rule_set(row[0]), user_id, row, most)
    except (NoRow, KeyError, RefusedInput) as fault:
        return [f"{row[1]}: the log cannot be replayed under the rules that are there ({fault})"]


def _replay_faults(connection: Connection, rule_set: RuleSet, user_id: int, row: Any, most: int) -> list[str]:
    rules = rule_set.rules
    state = initial_state(rules)
    sums = _Sums()
    faults = _Faults(most)
    ledger = _StoredLedger(connection, user_id)
    laid = laid_checkpoints(connection, user_id, rules)
    for outcome in outcomes(settled_after(connection, user_id, BEGINNING), rules, state):
        sums.add(outcome)
        checkpoint = laid.pop(outcome.event.position, None) if laid else None
        if checkpoint is not None and not holds(checkpoint, state):
            faults.add(f"{row[1]}: the checkpoint at event {outcome.event.id} is not what the log gives")
        for position, entry in enumerate(outcome.entries):
            line = (outcome.event.id, position, user_id, outcome.event.day, *entry)
            place = (*outcome.event.position, position)
            if not ledger.goes_on_with(place, line):
                faults.add_all(f"{row[1]}: {fault}" for fault in ledger.faults_at(place, line))
    faults.add_all(f"{row[1]}: {fault}" for fault in ledger.faults_before(None))
    faults.add_all(f"{row[1]}: the checkpoint at {place} is at no event that counts" for place in laid)
    day = state.last_day
    wanted_totals = (
        state.total_points,
        0 if day is None else week_points(state, day, rules),
        0 if day is None else month_points(state, day),
        rule_set.level_ids[state.level_number],
        connection.exec_driver_sql(
            "SELECT coalesce(max(id), 0) FROM events WHERE user_id = ?", (user_id,)
        ).scalar_one(),
    )
    faults.add_all(_compare(f"{row[1]}: totals", {0: wanted_totals}, {0: tuple(row[2:])}))
    for table, rows in (
        ("streaks", _streaks(state, rules)),
        ("user_achievements", _achievements(state, rules, rule_set.achievement_ids)),
        ("days", {day: (seen.points, seen.events) for day, seen in state.days.items()}),
        ("day_kinds", sums.kinds()),
        ("day_hours", sums.hours()),
    ):
        faults.add_all(_compare(f"{row[1]}: {table}", rows, _stored(connection, table, user_id)))
    return faults.told


def laid_checkpoints(
    connection: Connection, user_id: int, rules: Rules, table: str = "checkpoints"
) -> dict[Position, Laid]:
    """A user's checkpoints under the rules, by their places."""
    sql = f"SELECT instant, event_id, events, state FROM {table} WHERE user_id = ? AND digest = ?"
    rows = connection.exec_driver_sql(sql, (user_id, rules.digest))
    return {(instant, event_id): (events, laid) for instant, event_id, events, laid in rows}


def holds(checkpoint: Laid, state: State) -> bool:
    """Whether a checkpoint is what the log gives."""
    try:
        return checkpoint[0] == state.events and unpacked(checkpoint[1]) == state
    except DamagedData:
        return False


class _Faults:
    """The first faults that were found, no more than `most`."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.told: list[str] = []

    def add(self, fault: str) -> None:
        if len(self.told) < self._most:
            self.told.append(fault)

    def add_all(self, faults: Iterable[str]) -> None:
        self.told.extend(islice(faults, self._most - len(self.told)))


class _Sums:
    """Points and counts by day and kind, and by day and hour."""

    def __init__(self) -> None:
        self._kind_points: Counter[tuple[int, str]] = Counter()
        self._kind_entries: Counter[tuple[int, str]] = Counter()
        self._hour_points: Counter[tuple[int, int]] = Counter()
        self._hour_events: Counter[tuple[int, int]] = Counter()

    def add(self, outcome: Outcome) -> None:
        event = outcome.event
        for kind, points in outcome.entries:
            self._kind_points[event.day, kind] += points
            self._kind_entries[event.day, kind] += 1
        minute = minute_of_event(event)
        if minute is not None and outcome.entries:
            self._hour_points[event.day, minute // 60] += outcome.points_awarded
            self._hour_events[event.day, minute // 60] += 1

    def kinds(self) -> dict[Any, Any]:
        return {key: (self._kind_points[key], entries) for key, entries in self._kind_entries.items()}

    def hours(self) -> dict[Any, Any]:
        return {key: (self._hour_points[key], events) for key, events in self._hour_events.items()}


class _StoredLedger:
    """A user's stored ledger, to be held line by line against that of the log: each line has its place in the order of
    the rules (instant, event, position), so that one that is missing puts no other out of step."""

    def __init__(self, connection: Connection, user_id: int) -> None:
        sql = (
            "SELECT e.instant, l.event_id, l.position, l.user_id, l.day, l.kind, l.points "
            "FROM events e JOIN ledger l ON l.event_id = e.id WHERE e.user_id = ? ORDER BY e.instant, e.id, l.position"
        )
        self._lines = iter(connection.exec_driver_sql(sql, (user_id,)))
        self._next = next(self._lines, None)

    def goes_on_with(self, place: tuple[int, ...], line: tuple[Any, ...]) -> bool:
        """Whether the next stored line is that one at that place; if so, on to the one after it."""
        held = self._next
        if held is None or held[0] != place[0] or held[1:] != line:
            return False
        self._next = next(self._lines, None)
        return True

    def faults_at(self, place: tuple[int, ...], line: tuple[Any, ...]) -> Iterator[str]:
        """What is stored up to a place and is not what the log gives."""
        yield from self.faults_before(place)
        held = self._next
        if held is None or held[:3] != place:
            yield f"ledger lacks {line}"
            return
        yield f"ledger has {tuple(held[1:])}, the log gives {line}"
        self._next = next(self._lines, None)

    def faults_before(self, place: tuple[int, ...] | None) -> Iterator[str]:
        """The stored lines before a place (None: all that are left), which the log does not give."""
        while self._next is not None and (place is None or self._next[:3] < place):
            yield f"ledger has {tuple(self._next[1:])} beyond the log"
            self._next = next(self._lines, None)


def _streaks(state: State, rules: Rules) -> dict[Any, Any]:
    held = {streak.name: state.streaks.get(streak.name, NEVER_KEPT) for streak in rules.streaks}
    return {
        name: (streak.current_count, streak.longest_count, streak.last, streak.offset, streak.freezes)
        for name, streak in held.items()
    }


def _achievements(state: State, rules: Rules, keys: dict[str, int]) -> dict[Any, Any]:
    wanted = {}
    for rule in rules.achievements:
        won = state.unlocked.get(rule.name)
        at = (won.instant, won.offset) if won else (None, None)
        wanted[keys[rule.name]] = (stored_number(measure_of(rule, state)), int(won is not None), *at)
    return wanted


STORED = {
    "streaks": "streak_type, current_count, longest_count, last_activity_date, kept_offset, freezes",
    "user_achievements": "achievement_id, progress, completed, completed_at, completed_offset",
    "days": "day, points, events",
    "day_kinds": "day, kind, points, entries",
    "day_hours": "day, hour, points, events",
}
KEY_COLUMNS = {"day_kinds": 2, "day_hours": 2}


def _stored(connection: Connection, table: str, user_id: int) -> dict[Any, Any]:
    width = KEY_COLUMNS.get(table, 1)
    rows = connection.exec_driver_sql(f"SELECT {STORED[table]} FROM {table} WHERE user_id = ?", (user_id,))
    return {row[0] if width == 1 else tuple(row[:width]): tuple(row[width:]) for row in rows}


def _compare(place: str, wanted: dict[Any, Any], stored: dict[Any, Any]) -> Iterator[str]:
    if wanted == stored:
        return
    for key, value in wanted.items():
        if stored.get(key) != value:
            yield f"{place} {key}: stored {stored.get(key)}, the log gives {value}"
    for key, value in stored.items():
        if key not in wanted:
            yield f"{place} {key}: stored {value}, the log gives none"
