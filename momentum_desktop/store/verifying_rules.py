"""The rows of a rules document, compared with the document, and the document with the digest that names it."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from momentum_desktop.engine.compilation import MOST_ITEMS, compile_rules
from momentum_desktop.engine.reading import canonical_json, read_json
from momentum_desktop.engine.rules import Rules
from momentum_desktop.errors import RefusedInput
from momentum_desktop.store.numbers import stored_number

if TYPE_CHECKING:
    from sqlalchemy import Connection

LEVEL_COLUMNS = "id, level_number, points_required, title, perks"
ACHIEVEMENT_COLUMNS = "id, position, name, description, points, category, criteria_type, criteria_value, icon_name"


def document_faults(connection: Connection) -> list[str]:
    """Where a rules document is not what was stored."""
    faults = []
    for rule_set_id, digest, text in _documents(connection):
        if sha256(text.encode()).hexdigest() != digest:
            faults.append(f"rule_sets: the rules {rule_set_id} are not what was stored")
        rules = _compiled(text)
        if isinstance(rules, RefusedInput):
            faults.append(f"rule_sets: the rules {rule_set_id} cannot be read ({rules})")
    return faults


def rule_row_faults(connection: Connection) -> list[str]:
    """Where the levels or achievements are not those of the documents that can be read."""
    faults = []
    for rule_set_id, _, text in _documents(connection):
        rules = _compiled(text)
        if isinstance(rules, RefusedInput):
            continue
        first_key = (rule_set_id - 1) * MOST_ITEMS + 1
        for table, columns, wanted in (
            ("levels", LEVEL_COLUMNS, _levels(rules)),
            ("achievements", ACHIEVEMENT_COLUMNS, _achievements(rules)),
        ):
            sql = f"SELECT {columns} FROM {table} WHERE rule_set_id = ? ORDER BY 2"
            stored = [tuple(row) for row in connection.exec_driver_sql(sql, (rule_set_id,))]
            if stored != [(first_key + index, *row) for index, row in enumerate(wanted)]:
                faults.append(f"{table}: not what the rules {rule_set_id} say")
    return faults


def _documents(connection: Connection) -> Sequence[Any]:
    return connection.exec_driver_sql("SELECT id, digest, document FROM rule_sets ORDER BY id").all()


def _compiled(text: str) -> Rules | RefusedInput:
    try:
        return compile_rules(read_json(text))
    except RefusedInput as fault:
        return fault


def _levels(rules: Rules) -> list[tuple[Any, ...]]:
    return [
        (level.level_number, level.points_required, level.title, canonical_json(level.perks)) for level in rules.levels
    ]


def _achievements(rules: Rules) -> list[tuple[Any, ...]]:
    return [
        (
            rule.index,
            rule.name,
            rule.description,
            rule.points,
            rule.category,
            rule.criteria_type,
            stored_number(rule.criteria_value),
            rule.icon_name,
        )
        for rule in rules.achievements
    ]
