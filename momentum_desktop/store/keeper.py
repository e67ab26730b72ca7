"""Each user's state in memory, checked against the log and brought up to it before it is used."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from momentum_desktop.engine.replay import outcomes
from momentum_desktop.engine.rules import Rules
from momentum_desktop.engine.snapshot import state_from_json, state_to_json
from momentum_desktop.engine.step import initial_state
from momentum_desktop.engine.values import State
from momentum_desktop.errors import DamagedData, UnknownThing
from momentum_desktop.store.eventlog import Position, settled_after, settled_recorded_after
from momentum_desktop.store.rule_sets import RuleSet, load_rule_set

if TYPE_CHECKING:
    from sqlalchemy import Connection

UNREADABLE = (
    "a checkpoint cannot be read; nothing was changed, and the log is not in doubt; “momentum verify --repair” makes "
    "all of them anew from it"
)
END: Position = (2**63 - 1, 2**63 - 1)


@dataclass(slots=True)
class Standing:
    """A user's state, through which event it goes, and how many events lie before its last checkpoint."""

    user_id: int
    rule_set: RuleSet
    state: State
    through_id: int
    revision: int
    checkpointed: int

    @property
    def rules(self) -> Rules:
        return self.rule_set.rules


class StateKeeper:
    """The standings that one connection has asked for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rule_sets: dict[int, RuleSet] = {}
        self._standings: dict[int, Standing] = {}

    def standing(self, user_id: int) -> Standing:
        """The user's standing as the log now is. UnknownThing if there is no such user."""
        row = self._connection.exec_driver_sql(
            "SELECT u.through_id, u.revision, u.rule_set_id, r.digest FROM users u "
            "LEFT JOIN rule_sets r ON r.id = u.rule_set_id WHERE u.id = ?",
            (user_id,),
        ).first()
        if row is None:
            raise UnknownThing(f"there is no user {user_id}; nothing was stored", where="user_id")
        through_id, revision, rule_set_id, digest = row
        rule_set = self._as_stored(rule_set_id, digest)
        held = self._standings.get(user_id)
        if held is None or held.rule_set is not rule_set or held.revision != revision or held.through_id > through_id:
            held = self._load(user_id, through_id, revision, rule_set)
            self._standings[user_id] = held
        elif held.through_id < through_id:
            # Not held while it is stepped: what fails half way would count twice the next time.
            del self._standings[user_id]
            self._follow(held, through_id)
            self._standings[user_id] = held
        return held

    def rule_set(self, rule_set_id: int) -> RuleSet:
        """The rules of one document, compiled once."""
        sql = "SELECT digest FROM rule_sets WHERE id = ?"
        return self._as_stored(rule_set_id, self._connection.exec_driver_sql(sql, (rule_set_id,)).scalar())

    def forget(self) -> None:
        """Drop every standing: a transaction that they were ahead of was rolled back."""
        self._standings.clear()

    def _as_stored(self, rule_set_id: int, digest: str | None) -> RuleSet:
        """Compiled anew when a whole document was read in and holds other rules under the number."""
        held = self._rule_sets.get(rule_set_id)
        if held is None or held.digest != digest:
            held = self._rule_sets[rule_set_id] = load_rule_set(self._connection, rule_set_id)
        return held

    def _load(self, user_id: int, through_id: int, revision: int, rule_set: RuleSet) -> Standing:
        state = nearest_state(self._connection, user_id, rule_set.rules, END)
        checkpointed = state.events
        for _ in outcomes(settled_after(self._connection, user_id, state.position), rule_set.rules, state):
            pass
        return Standing(user_id, rule_set, state, through_id, revision, checkpointed)

    def _follow(self, held: Standing, through_id: int) -> None:
        """Step through what others recorded since; had any of it come late, the revision would have grown."""
        for _ in outcomes(
            settled_recorded_after(self._connection, held.user_id, held.through_id), held.rules, held.state
        ):
            pass
        held.through_id = through_id


def nearest_state(connection: Connection, user_id: int, rules: Rules, before: Position) -> State:
    """The state of the last checkpoint before a position, else that of an empty log."""
    row = connection.exec_driver_sql(
        "SELECT state FROM checkpoints WHERE user_id = ? AND digest = ? AND (instant, event_id) < (?, ?) "
        "ORDER BY instant DESC, event_id DESC LIMIT 1",
        (user_id, rules.digest, *before),
    ).first()
    return initial_state(rules) if row is None else unpacked(row[0])


def packed(state: State) -> bytes:
    """A state as a checkpoint keeps it."""
    return zlib.compress(state_to_json(state).encode(), 3)


def unpacked(stored: Any) -> State:
    """The state of a checkpoint. DamagedData if it cannot be read."""
    try:
        return state_from_json(zlib.decompress(stored).decode())
    except (zlib.error, ArithmeticError, AttributeError, KeyError, TypeError, ValueError) as fault:
        raise DamagedData(f"{UNREADABLE} ({fault})") from fault
