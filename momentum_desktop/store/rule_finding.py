"""Which rules hold for a user whose row may be lost or wrong: by the acts, else by whatever else tells of them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from momentum_desktop.engine.additions import composed
from momentum_desktop.engine.compilation import MOST_ITEMS
from momentum_desktop.engine.reading import read_json, rules_digest
from momentum_desktop.errors import DamagedData, RefusedInput
from momentum_desktop.store.rule_change import additions_of, rules_by_acts

if TYPE_CHECKING:
    from sqlalchemy import Connection


def rules_of(connection: Connection, user_id: int) -> tuple[int, int]:
    """The numbers of the rules that a user took and of those in force, which are the same with what the user added:
    taken are those of the acts; where no act says, those that the user's stored rows speak for most.

    DamagedData if they are not there."""
    pairs = _pairs(connection, user_id)
    said = rules_by_acts(connection, user_id)
    if said is not None:
        pairs = [pair for pair in pairs if pair[0] == _numbers(connection).get(rules_digest(said))]
    votes = _votes(connection, user_id)
    best = max(pairs, key=lambda pair: votes[0][pair[0]] + votes[1][pair[1]], default=None)
    told_of_others = said is None and any(votes) and best and not votes[0][best[0]] + votes[1][best[1]]
    if best is None or told_of_others:
        raise DamagedData(f"the rules that hold for user {user_id} are not there; nothing was changed")
    return best


def _pairs(connection: Connection, user_id: int) -> list[tuple[int, int]]:
    """Every rules document with the one that it becomes by the user's additions, where both are there."""
    additions = additions_of(connection, user_id)
    numbers = _numbers(connection)
    found = []
    for number, text in connection.exec_driver_sql("SELECT id, document FROM rule_sets ORDER BY id").all():
        try:
            whole = composed(read_json(text), additions)
        except (RefusedInput, LookupError, TypeError):
            continue
        if rules_digest(whole) in numbers:
            found.append((number, numbers[rules_digest(whole)]))
    return found


def _votes(connection: Connection, user_id: int) -> tuple[Counter[int], Counter[int]]:
    """How many stored rows name which rules as those taken, and how many as those in force."""
    taken, in_force = Counter[int](), Counter[int]()
    sql = "SELECT base_rule_set_id, rule_set_id FROM main.users WHERE id = ?"
    for base, number in connection.exec_driver_sql(sql, (user_id,)):
        taken[base] += 1
        in_force[number] += 1
    sql = "SELECT achievement_id FROM main.user_achievements WHERE user_id = ?"
    in_force.update((key - 1) // MOST_ITEMS + 1 for key in connection.exec_driver_sql(sql, (user_id,)).scalars())
    return taken, in_force


def _numbers(connection: Connection) -> dict[str, int]:
    return dict(connection.exec_driver_sql("SELECT digest, id FROM rule_sets").all())
