"""Users' names as acts change them: unique whatever their case, each the fold of the live acts that named the user."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from momentum_desktop.engine.compilation import compile_rules
from momentum_desktop.engine.reading import read_json
from momentum_desktop.errors import RefusedInput
from momentum_desktop.store.journal import ActDraft
from momentum_desktop.store.plan_rows import is_undone, note
from momentum_desktop.store.rule_sets import write_level_rows

if TYPE_CHECKING:
    from sqlalchemy import Connection

USERS = "users"
FIRST_USER = "Me"
"""Whom a database begins with, by no act."""


def name_key(name: str) -> str:
    """What two names must not share: neither case nor width, spaces or what is invisible tells people apart."""
    seen = (character for character in unicodedata.normalize("NFKC", name) if unicodedata.category(character) != "Cf")
    return " ".join("".join(seen).casefold().split())


def user_named(connection: Connection, name: str) -> int | None:
    """The user whose name this is, whatever its case."""
    wanted = name_key(name)
    rows = connection.exec_driver_sql("SELECT id, name FROM users ORDER BY id")
    return next((user_id for user_id, held in rows if name_key(held) == wanted), None)


def check_name_free(connection: Connection, name: str, user_id: int | None = None) -> None:
    """RefusedInput if another than `user_id` has the name."""
    holder = user_named(connection, name)
    if holder not in (None, user_id):
        raise RefusedInput(f"there is a “{name}” already; nothing was stored", where="name")


def change_name(connection: Connection, act: ActDraft, user_id: int, before: str | None, name: str) -> None:
    """A user's new name, noted in the act; `before` None for one who is new."""
    connection.exec_driver_sql("UPDATE users SET name = ? WHERE id = ?", (name, user_id))
    note(connection, act, (USERS, user_id, None if before is None else {"name": before}, {"name": name}))


def check_names_free(connection: Connection, changes: Iterable[Any], turned: int) -> None:
    """RefusedInput if undoing or redoing the act `turned` would give a user a name that another now has."""
    for table, user_id, _, _ in changes:
        name = _folded(connection, user_id, turned) if table == USERS else None
        if name is not None:
            check_name_free(connection, name, user_id)


def strangers(connection: Connection) -> list[int]:
    """Users whom no act brought and who did nothing: only the first of all may be one."""
    sql = (
        "SELECT id FROM main.users WHERE id NOT IN (SELECT user_id FROM acts) AND id <> "
        "(SELECT min(id) FROM (SELECT id FROM main.users WHERE id > 0 UNION SELECT user_id FROM acts)) ORDER BY id"
    )
    return list(connection.exec_driver_sql(sql).scalars())


def add_lost_user(connection: Connection) -> bool:
    """Where acts are there but nobody is, a row for the first who acted, so that the data can be asked about; whether
    that was so. `verify` tells what is amiss, and a repair puts the rest right."""
    levels = connection.exec_driver_sql("SELECT 1 FROM levels LIMIT 1").first()
    document = connection.exec_driver_sql("SELECT id, document FROM rule_sets ORDER BY id LIMIT 1").first()
    if levels is None and document is not None:
        write_level_rows(connection, document[0], compile_rules(read_json(document[1])))
    sql = (
        "INSERT INTO users (id, name, rule_set_id, base_rule_set_id, current_level_id, total_points, weekly_points, "
        "monthly_points, through_id, revision) SELECT a.user_id, ?, l.rule_set_id, l.rule_set_id, l.id, 0, 0, 0, 0, 0 "
        "FROM acts a, levels l ORDER BY a.user_id, l.id LIMIT 1"
    )
    return connection.exec_driver_sql(sql, (FIRST_USER,)).rowcount > 0


def refold_name(connection: Connection, user_id: int) -> None:
    """Give a user the name that the live acts amount to."""
    name = _folded(connection, user_id, None)
    if name is not None:
        connection.exec_driver_sql("UPDATE users SET name = ? WHERE id = ?", (name, user_id))


def _folded(connection: Connection, user_id: int, turned: int | None) -> str | None:
    """The name that the live acts amount to, the act `turned` counting as undone if it is not, and the other way."""
    sql = (
        "SELECT a.id, a.changes FROM act_subjects s JOIN acts a ON a.id = s.act_id "
        "WHERE s.table_name = ? AND s.row_id = ? ORDER BY a.id"
    )
    name: str | None = None
    for act_id, changes in connection.exec_driver_sql(sql, (USERS, user_id)).all():
        live = is_undone(connection, act_id) == (act_id == turned)
        for table, row_id, before, after in read_json(changes):
            if (table, row_id) != (USERS, user_id) or "name" not in after:
                continue
            if name is None and before is not None:
                name = before["name"]
            if live:
                name = after["name"]
    return name
