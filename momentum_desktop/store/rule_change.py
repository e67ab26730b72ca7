"""Other rules for a whole history: in force are those of the newest act on them that is not undone, else the first."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from momentum_desktop.engine.reading import canonical_json, read_json
from momentum_desktop.store.journal import ActDraft, Journal
from momentum_desktop.store.people import USERS
from momentum_desktop.store.plan_rows import is_undone, note
from momentum_desktop.store.rule_sets import RuleSet, keep_rule_set

if TYPE_CHECKING:
    from sqlalchemy import Connection

RULES = "rules"
"""The kind of such an act, and the word for the rules in what it changes."""

_ACTS = (
    "SELECT s.row_id, a.id, a.changes FROM act_subjects s JOIN acts a ON a.id = s.act_id "
    "WHERE s.table_name = ? AND a.kind = ? ORDER BY a.id"
)


def change_rules(journal: Journal, act: ActDraft, document: dict[str, Any]) -> None:
    """Note other rules in an act of a user, and let the user's whole history follow them."""
    before = dict(journal.standing(act.user_id).rules.document)
    note(journal.connection, act, (USERS, act.user_id, {RULES: before}, {RULES: document}))
    journal.write_acts()
    follow_rules(journal, act.user_id)


def follow_rules(journal: Journal, user_id: int) -> None:
    """Adopt what the acts on a user's rules amount to, if it is not in force; the acts must be written."""
    document = rules_by_acts(journal.connection, user_id)
    if document is None:
        return
    rule_set = keep_rule_set(journal.connection, document)
    if rule_set.id != journal.standing(user_id).rule_set.id:
        adopt_rules(journal, user_id, rule_set)
    _let_go(journal.connection)


def adopt_rules(journal: Journal, user_id: int, rule_set: RuleSet) -> None:
    """Put rules in force for a user and derive everything anew from the beginning."""
    journal.restart(user_id, rule_set.id)
    connection = journal.connection
    connection.exec_driver_sql("UPDATE users SET rule_set_id = ? WHERE id = ?", (rule_set.id, user_id))
    for table in ("streaks", "user_achievements", "checkpoints"):
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE user_id = ?", (user_id,))
    journal.settle(user_id)


def rules_by_acts(connection: Connection, user_id: int) -> dict[str, Any] | None:
    """The document that the acts on a user's rules amount to; None if there are none."""
    document: dict[str, Any] | None = None
    for owner, live, before, after in _changes(connection):
        if owner == user_id:
            document = before if document is None else document
            document = after if live else document
    return document


def uncounted_events(connection: Connection, user_id: int | None = None) -> int:
    """How many events that are not undone count for nothing, since the rules do not know their type or complexity."""
    sql = (
        "SELECT count(*) FROM events e WHERE NOT EXISTS (SELECT 1 FROM ledger l WHERE l.event_id = e.id) "
        "AND NOT EXISTS (SELECT 1 FROM withdrawn_events w WHERE w.event_id = e.id) "
        "AND NOT EXISTS (SELECT 1 FROM unsettled_events u WHERE u.event_id = e.id)"
    )
    if user_id is None:
        return int(connection.exec_driver_sql(sql).scalar_one())
    return int(connection.exec_driver_sql(f"{sql} AND e.user_id = ?", (user_id,)).scalar_one())


def last_live_answer(connection: Connection, user_id: int) -> Any:
    """What the newest act on a user's rules that is not undone answered; None if there is none."""
    answer = None
    for act_id, text in connection.exec_driver_sql(
        "SELECT a.id, a.answer FROM act_subjects s JOIN acts a ON a.id = s.act_id "
        "WHERE s.table_name = ? AND s.row_id = ? AND a.kind = ? ORDER BY a.id",
        (USERS, user_id, RULES),
    ).all():
        if not is_undone(connection, act_id):
            answer = None if text is None else read_json(text)
    return answer


def _changes(connection: Connection) -> Iterator[tuple[int, bool, dict[str, Any], dict[str, Any]]]:
    """(user, whether it is live, document before, document after) of each act on rules, oldest first."""
    for user_id, act_id, changes in connection.exec_driver_sql(_ACTS, (USERS, RULES)).all():
        live = not is_undone(connection, act_id)
        for table, row_id, before, after in read_json(changes):
            if (table, row_id) == (USERS, user_id):
                yield user_id, live, before[RULES], after[RULES]


def _let_go(connection: Connection) -> None:
    """Forget the documents that are in force for nobody and would not be there had the undone acts never been."""
    needed: set[str] = set()
    begun: set[int] = set()
    for user_id, live, before, after in _changes(connection):
        if user_id not in begun:
            begun.add(user_id)
            needed.add(_digest(before))
        if live:
            needed.add(_digest(after))
    unused = "SELECT id, digest FROM rule_sets WHERE id NOT IN (SELECT rule_set_id FROM users)"
    for rule_set_id, digest in connection.exec_driver_sql(unused).all():
        if digest not in needed:
            for table, column in (("achievements", "rule_set_id"), ("levels", "rule_set_id"), ("rule_sets", "id")):
                connection.exec_driver_sql(f"DELETE FROM {table} WHERE {column} = ?", (rule_set_id,))


def _digest(document: dict[str, Any]) -> str:
    return sha256(canonical_json(document).encode()).hexdigest()
