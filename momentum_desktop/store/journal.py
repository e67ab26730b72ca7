"""The one pen: acts and events appended to the log, and everything that follows from them, in one transaction."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from momentum_desktop.engine.step import advance, step
from momentum_desktop.engine.values import Event, Outcome
from momentum_desktop.errors import DamagedData
from momentum_desktop.store.chain import CUT_SHORT, GENESIS, chained, sound_end
from momentum_desktop.store.checkpoints import keep_checkpoint
from momentum_desktop.store.database import roll_back
from momentum_desktop.store.derivation import derive_anew
from momentum_desktop.store.eventlog import BEGINNING, Position, event_by_key
from momentum_desktop.store.json_text import json_text
from momentum_desktop.store.keeper import Standing, StateKeeper
from momentum_desktop.store.rows import DerivedRows
from momentum_desktop.store.unsettled import forget_unsettled, note_unsettled, reaches_back, unsettled_events

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from momentum_desktop.store.foresight import Foresight


@dataclasses.dataclass(slots=True)
class ActDraft:
    """An act as it is about to be recorded; `changes` are (table, id, before, after) as the planner gives them."""

    user_id: int
    kind: str
    instant: int
    offset: int
    summary: str = ""
    changes: list[Any] = dataclasses.field(default_factory=list)
    target_id: int | None = None
    answer: Any = None
    id: int = 0
    first_event_id: int | None = None
    event_count: int = 0


PATIENCE = 10_000
"""Events that may be derived anew while a caller waits and nobody else can write: some tenths of a second."""

OTHER_RULES = (
    "the rules in force are not those that were stored; nothing was stored; “momentum verify” says which, “momentum "
    "backups” lists what can be restored"
)

STRETCHES = 1_000
"""Of so many stretches of acts, the newest, it is remembered that they were written here."""

USUAL_LOG_PAGES = 1_000
"""Pages of the write-ahead log from which on commits copy them into the database: what SQLite does by itself."""


@dataclasses.dataclass(slots=True)
class _Late:
    """The events whose coming or going changes what was derived already, and the place of the first."""

    since: Position
    event_ids: list[int] = dataclasses.field(default_factory=list)


class GaveWay(Exception):
    """Somebody waits for the pen; nothing was stored, and trying again is safe."""


class Journal:
    """Writes on one kept connection. `begin`, any number of acts, then `commit` or `rollback`."""

    def __init__(self, connection: Connection) -> None:
        from momentum_desktop.store.statements import Statements

        self.connection = connection
        self.keeper = StateKeeper(connection)
        self.statements = Statements(connection.dialect)
        self._data_version = -1
        self._event_head = (0, GENESIS)
        self._act_head = (0, GENESIS)
        self._acts_before = 0
        self._written: tuple[tuple[int, int], ...] = ()
        self._checked: dict[int, Standing] = {}
        self._open_acts: list[ActDraft] = []
        self._events: list[tuple[Any, ...]] = []
        self._keys: set[tuple[int, str | None]] = set()
        self._waiting: dict[int, DerivedRows] = {}
        self._late: dict[int, _Late] = {}
        self.rewritten = 0
        self.foresight: Foresight | None = None

    def begin(self) -> None:
        """Start a transaction that nobody else can write beside, and see what others wrote since. DamagedData if the
        end of the log is not what was recorded."""
        self.connection.exec_driver_sql("BEGIN IMMEDIATE")
        version = self.connection.exec_driver_sql("PRAGMA data_version").scalar_one()
        if version != self._data_version:
            self._data_version = version
            self._checked.clear()
            self._event_head = sound_end(self.connection)
            self._act_head = self._last_act()
        self._acts_before = self._act_head[0]

    def standing(self, user_id: int) -> Standing:
        """A user's standing as of this transaction. DamagedData if it knows events that the log no longer has,
        or if its rules are not those that were stored."""
        if user_id not in self._checked:
            standing = self.keeper.standing(user_id)
            if standing.through_id > self._event_head[0]:
                raise DamagedData(CUT_SHORT)
            if not standing.rule_set.is_whole:
                raise DamagedData(OTHER_RULES)
            self._checked[user_id] = standing
        return self._checked[user_id]

    @property
    def acts(self) -> int:
        """How many acts there are, with those of this transaction."""
        return self._act_head[0] + len(self._open_acts)

    def total_points(self, user_id: int) -> int:
        """A user's points, as they were after the last transaction."""
        self._checked.pop(user_id, None)
        return self.standing(user_id).state.total_points

    @property
    def heads(self) -> tuple[tuple[int, bytes], tuple[int, bytes]]:
        """Numbers and hashes of the last act and of the last event, as of this transaction."""
        return self._act_head, self._event_head

    def open_act(self, act: ActDraft) -> ActDraft:
        """Give an act its number. It is written at the end, when its answer is known."""
        act.id = self.acts + 1
        self._open_acts.append(act)
        return act

    def record(self, act: ActDraft, event: Event) -> Outcome | None:
        """Append an event, with its next id and recorded when its act was done, to the log.

        Its outcome, if it came in order; None if it came late: then `settle` derives everything after it anew."""
        standing = self.standing(act.user_id)
        event = Event(
            self._event_head[0] + 1,
            event.event_type,
            event.instant,
            event.offset,
            event.day,
            event.metadata,
            event.idempotency_key,
        )
        self._append(act, event)
        standing.through_id = event.id
        if act.user_id in self._late or event.instant < standing.state.instant:
            self._come_late(act.user_id, event.position, event.id)
            return None
        outcome = step(standing.state, event, standing.rules)
        advance(standing.state, outcome)
        self._derived(standing).add(outcome)
        keep_checkpoint(self.connection, standing)
        return outcome

    def recorded(self, user_id: int, key: str) -> tuple[Event, int] | None:
        """The event recorded under an idempotency key, in this transaction too, and its act."""
        if (user_id, key) in self._keys:
            self.write_acts()
        return event_by_key(self.connection, user_id, key)

    def withdraw_run(
        self, user_id: int, first_event_id: int, count: int, *, back: bool = False, besides: Sequence[int] = ()
    ) -> None:
        """Let a run of events count as if they had never been, or (`back`) count again, besides those that do not count
        either way; `settle` derives what follows."""
        run = (first_event_id, first_event_id + count, json.dumps(besides))
        self._withdraw(user_id, "{0} >= ? AND {0} < ? AND {0} NOT IN (SELECT value FROM json_each(?))", run, back=back)

    def withdraw_events(self, user_id: int, event_ids: Sequence[int], *, back: bool = False) -> None:
        """The same for events one by one."""
        listed = (json.dumps(event_ids),)
        self._withdraw(user_id, "{0} IN (SELECT value FROM json_each(?))", listed, back=back)

    def _withdraw(self, user_id: int, which: str, values: tuple[Any, ...], *, back: bool) -> None:
        self.write()
        ask, ids = self.connection.exec_driver_sql, which.format("id")
        if back:
            ask(f"DELETE FROM withdrawn_events WHERE {which.format('event_id')}", values)
        else:
            ask(f"INSERT INTO withdrawn_events SELECT id FROM events WHERE {ids}", values)
        first = ask(f"SELECT instant, id FROM events WHERE {ids} ORDER BY instant, id LIMIT 1", values).first()
        if first is not None:
            listed = ask(f"SELECT json_group_array(id) FROM events WHERE {ids}", values).scalar_one()
            self._come_late(user_id, (first[0], first[1]), *json.loads(listed))

    def restart(self, user_id: int, rule_set_id: int, *, derived: bool = False) -> None:
        """Let a user's whole log count by other rules, already stored; `settle` derives everything anew, unless that
        is `derived` already."""
        self.write()
        self.standing(user_id).rule_set = self.keeper.rule_set(rule_set_id)
        self._late.pop(user_id, None)
        if not derived:
            self._come_late(user_id, BEGINNING)

    def follow_on(self, user_id: int, rule_set_id: int, since: Position | None) -> None:
        """Let a user's log count by other rules from an event on; before it they give what was derived already.
        `settle` derives what follows."""
        self.standing(user_id).rule_set = self.keeper.rule_set(rule_set_id)
        if since is not None:
            self._come_late(user_id, since, since[1])

    def settle(self, user_id: int, watched: frozenset[int] = frozenset()) -> dict[int, Outcome] | None:
        """Derive anew all that late or withdrawn events changed; the outcomes of the watched events.

        None if that would take too long here, or if earlier ones wait already: then they are noted as unsettled."""
        late = self._late.pop(user_id, None)
        self.rewritten = 0
        if late is None:
            return {}
        self.write()
        connection, since = self.connection, late.since
        rows = DerivedRows(self.standing(user_id))
        if since == BEGINNING:
            forget_unsettled(connection, user_id)
        elif unsettled_events(connection, user_id) or self.reaches_far(user_id, since):
            note_unsettled(connection, user_id, late.event_ids)
            rows.write(connection, self.statements)
            return None
        found = derive_anew(connection, rows.standing, since, rows, self.statements, watched)
        self.rewrite(rows)
        return found

    def reaches_far(self, user_id: int, since: Position) -> bool:
        """Whether more events lie from a position on than may be derived anew while somebody waits."""
        return reaches_back(self.connection, user_id, since, PATIENCE)

    def follow(self, act: tuple[int, bytes], event: tuple[int, bytes]) -> None:
        """Take up rows that were copied into the log in this transaction: numbers and hashes of its new ends."""
        self._act_head, self._event_head = act, event

    def rewrite(self, rows: DerivedRows) -> None:
        """Write what was derived anew; whoever else holds the standing will take it up anew. `rewritten` is then the
        number of entries of later events that changed."""
        self.rewritten = rows.rewritten
        rows.standing.revision += 1
        rows.write(self.connection, self.statements)

    def write(self) -> None:
        """Write the events that wait and what follows from them."""
        self.statements.event.run(self.connection, self._events)
        self._events.clear()
        self._keys.clear()
        derived = list(self._waiting.values())
        self._waiting.clear()
        for rows in derived:
            rows.write(self.connection, self.statements)

    def write_acts(self) -> None:
        """Write everything that waits, the acts with the answers they now have."""
        self.statements.act.run(self.connection, [self._act_row(act) for act in self._open_acts])
        self._open_acts.clear()
        self.write()

    def commit(self) -> None:
        """Make the transaction durable."""
        for user_id in list(self._late):
            self.settle(user_id)
        self.write_acts()
        written = self._written
        # Before anybody can see them.
        self._written = self._with_stretch(self._acts_before + 1, self._act_head[0])
        try:
            self.connection.exec_driver_sql("COMMIT")
        except BaseException:
            self._written = written
            raise

    def has_written(self, act_id: int) -> bool:
        """Whether an act that is stored was written by this journal; on any thread."""
        return any(first <= act_id <= last for first, last in self._written)

    def let_commits_copy(self, on: bool) -> None:
        """Whether commits copy what has gathered in SQLite's write-ahead log into the database, as they usually do."""
        self.connection.exec_driver_sql(f"PRAGMA wal_autocheckpoint = {USUAL_LOG_PAGES if on else 0}")

    def rollback(self) -> None:
        """Leave everything as it was before `begin`."""
        try:
            roll_back(self.connection)
        finally:
            self.keeper.forget()
            self._data_version = -1
            for waiting in (self._checked, self._open_acts, self._events, self._keys, self._waiting, self._late):
                waiting.clear()

    def _with_stretch(self, first: int, last: int) -> tuple[tuple[int, int], ...]:
        written = self._written
        if last < first:
            return written
        if written and written[-1][1] == first - 1:
            return (*written[:-1], (written[-1][0], last))
        return (*written, (first, last))[-STRETCHES:]

    def _come_late(self, user_id: int, since: Position, *event_ids: int) -> None:
        late = self._late.setdefault(user_id, _Late(since))
        late.since = min(late.since, since)
        late.event_ids += event_ids

    def _last_act(self) -> tuple[int, bytes]:
        row = self.connection.exec_driver_sql("SELECT id, hash FROM acts ORDER BY id DESC LIMIT 1").first()
        return (0, GENESIS) if row is None else (row[0], row[1])

    def _derived(self, standing: Standing) -> DerivedRows:
        rows = self._waiting.get(standing.user_id)
        if rows is None:
            rows = self._waiting[standing.user_id] = DerivedRows(standing)
        return rows

    def _append(self, act: ActDraft, event: Event) -> None:
        content = (
            event.id,
            act.user_id,
            act.id,
            event.event_type,
            event.instant,
            event.offset,
            event.day,
            json_text(event.metadata),
            event.idempotency_key,
            act.instant,
        )
        previous = self._event_head[1]
        digest = chained(previous, content)
        self._event_head = (event.id, digest)
        self._events.append((*content, previous, digest))
        self._keys.add((act.user_id, event.idempotency_key))
        act.first_event_id = event.id if act.first_event_id is None else act.first_event_id
        act.event_count += 1

    def _act_row(self, act: ActDraft) -> tuple[Any, ...]:
        content = (
            act.id,
            act.user_id,
            act.kind,
            act.instant,
            act.offset,
            act.summary,
            json_text(act.changes),
            act.target_id,
            act.first_event_id,
            act.event_count,
            None if act.answer is None else json_text(act.answer),
        )
        previous = self._act_head[1]
        digest = chained(previous, content)
        self._act_head = (act.id, digest)
        return (*content, previous, digest)
