"""Other rules for a whole history: taken are those of the newest act on them that is not undone, else the first; in
force are these with what the person added."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from momentum_desktop.engine.additions import Addition, composed, first_day_moved
from momentum_desktop.engine.reading import read_json, rules_digest
from momentum_desktop.store.eventlog import BEGINNING
from momentum_desktop.store.foresight import foreseen
from momentum_desktop.store.giving_way import Look
from momentum_desktop.store.journal import ActDraft, Journal
from momentum_desktop.store.people import USERS
from momentum_desktop.store.plan_rows import is_undone, note
from momentum_desktop.store.rule_sets import RuleSet, keep_rule_set
from momentum_desktop.store.settling import Settlement, history_under, holds, write_settlement

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
    before = base_document(journal.connection, act.user_id)
    note(journal.connection, act, (USERS, act.user_id, {RULES: before}, {RULES: document}))
    journal.write_acts()
    follow_rules(journal, act.user_id)


def follow_rules(journal: Journal, user_id: int) -> bool:
    """Adopt what the acts on a user's rules and additions amount to, if it is not in force; the acts must be written.

    False if that is still to be worked in."""
    connection = journal.connection
    document = rules_by_acts(connection, user_id)
    if document is not None:
        base = keep_rule_set(connection, document)
        connection.exec_driver_sql("UPDATE users SET base_rule_set_id = ? WHERE id = ?", (base.id, user_id))
    whole = composed(base_document(connection, user_id), additions_of(connection, user_id))
    rule_set = keep_rule_set(connection, whole)
    settled = True
    if rule_set.id != journal.standing(user_id).rule_set.id:
        settled = adopt_rules(journal, user_id, rule_set)
    _let_go(connection)
    return settled


def base_document(connection: Connection, user_id: int) -> dict[str, Any]:
    """The rules that a user took, without what they added."""
    sql = "SELECT r.document FROM users u JOIN rule_sets r ON r.id = u.base_rule_set_id WHERE u.id = ?"
    document = read_json(connection.exec_driver_sql(sql, (user_id,)).scalar_one())
    assert isinstance(document, dict)
    return document


def additions_of(connection: Connection, user_id: int) -> list[Addition]:
    """What a user added to the rules, in the order they did."""
    sql = "SELECT kind, document FROM rule_additions WHERE user_id = ? ORDER BY id"
    return [(kind, read_json(text)) for kind, text in connection.exec_driver_sql(sql, (user_id,))]


def adopt_rules(journal: Journal, user_id: int, rule_set: RuleSet) -> bool:
    """Put rules in force for a user and derive anew what they change; False if that is still to be worked in. TakesLong
    if that is the whole of a long history, and it was not derived ahead."""
    connection, standing = journal.connection, journal.standing(user_id)
    before = standing.rules
    since = first_day_moved(before.document, rule_set.rules.document, before.first_weekday)
    ahead = _derived_ahead(journal, user_id, rule_set) if since is None else None
    connection.exec_driver_sql("UPDATE users SET rule_set_id = ? WHERE id = ?", (rule_set.id, user_id))
    if since is None:
        for table in ("streaks", "user_achievements", "checkpoints"):
            connection.exec_driver_sql(f"DELETE FROM {table} WHERE user_id = ?", (user_id,))
        journal.restart(user_id, rule_set.id, derived=ahead is not None)
        if ahead is not None:
            write_settlement(journal, ahead, _look(journal))
    else:
        journal.write()
        _take_over(connection, user_id, standing.rule_set, rule_set)
        journal.follow_on(user_id, rule_set.id, _first_event_from(connection, user_id, since))
    return journal.settle(user_id) is not None


def _derived_ahead(journal: Journal, user_id: int, rule_set: RuleSet) -> Settlement | None:
    """A long history as it is under other rules; None if it is to be derived in place."""
    if not journal.reaches_far(user_id, BEGINNING):
        return None
    ahead = partial(history_under, user_id=user_id, rules=rule_set.rules)
    key = (RULES, user_id, rule_set.rules.digest)
    found: Settlement | None = foreseen(journal, key, ahead, partial(holds, journal))
    return found


def _look(journal: Journal) -> Look:
    return Look(None) if journal.foresight is None else journal.foresight.look


def _take_over(connection: Connection, user_id: int, old: RuleSet, new: RuleSet) -> None:
    """Let what was derived by one document stand under another that differs in rests alone."""
    connection.exec_driver_sql(
        "UPDATE checkpoints SET digest = ? WHERE user_id = ? AND digest = ?",
        (new.rules.digest, user_id, old.rules.digest),
    )
    connection.exec_driver_sql(
        "UPDATE users SET current_level_id = current_level_id + ? WHERE id = ?",
        (new.first_key - old.first_key, user_id),
    )
    held = connection.exec_driver_sql("SELECT * FROM user_achievements WHERE user_id = ?", (user_id,)).all()
    connection.exec_driver_sql("DELETE FROM user_achievements WHERE user_id = ?", (user_id,))
    if held:
        moved = [(row[0], row[1] + new.first_key - old.first_key, *row[2:]) for row in held]
        marks = ", ".join("?" for _ in moved[0])
        connection.exec_driver_sql(f"INSERT INTO user_achievements VALUES ({marks})", moved)


def _first_event_from(connection: Connection, user_id: int, day: int) -> tuple[int, int] | None:
    """Where the first event of a logical day or a later one lies in the log."""
    sql = (
        "SELECT e.instant, e.id FROM ledger l JOIN events e ON e.id = l.event_id "
        "WHERE l.user_id = ? AND l.day >= ? ORDER BY e.instant, e.id LIMIT 1"
    )
    row = connection.exec_driver_sql(sql, (user_id, day)).first()
    return None if row is None else (row[0], row[1])


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
    """Forget the documents that nobody took or has in force, and that would not be there had the undone acts never
    been."""
    needed: set[str] = set()
    begun: set[int] = set()
    for user_id, live, before, after in _changes(connection):
        if user_id not in begun:
            begun.add(user_id)
            needed.add(rules_digest(before))
        if live:
            needed.add(rules_digest(after))
    unused = (
        "SELECT id, digest FROM rule_sets WHERE id NOT IN "
        "(SELECT rule_set_id FROM users UNION SELECT base_rule_set_id FROM users)"
    )
    for rule_set_id, digest in connection.exec_driver_sql(unused).all():
        if digest not in needed:
            for table, column in (("achievements", "rule_set_id"), ("levels", "rule_set_id"), ("rule_sets", "id")):
                connection.exec_driver_sql(f"DELETE FROM {table} WHERE {column} = ?", (rule_set_id,))
