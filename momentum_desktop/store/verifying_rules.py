"""The rows of a rules document, compared with the document, and the document with the digest that names it."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from momentum_desktop.engine.compilation import compile_rules
from momentum_desktop.engine.reading import canonical_json, read_json
from momentum_desktop.engine.rules import Rules
from momentum_desktop.errors import RefusedInput
from momentum_desktop.store.numbers import stored_number

if TYPE_CHECKING:
    from sqlalchemy import Connection

LEVEL_COLUMNS = "level_number, points_required, title, perks"
ACHIEVEMENT_COLUMNS = "position, name, description, points, category, criteria_type, criteria_value, icon_name"


def rule_faults(connection: Connection) -> list[str]:
    """Where a rules document, its levels or its achievements are not what was stored."""
    faults = []
    for rule_set_id, digest, text in connection.exec_driver_sql("SELECT id, digest, document FROM rule_sets").all():
        if sha256(text.encode()).hexdigest() != digest:
            faults.append(f"rule_sets: the rules {rule_set_id} are not what was stored")
        try:
            rules = compile_rules(read_json(text))
        except RefusedInput as fault:
            faults.append(f"rule_sets: the rules {rule_set_id} cannot be read ({fault})")
            continue
        for table, columns, wanted in (
            ("levels", LEVEL_COLUMNS, _levels(rules)),
            ("achievements", ACHIEVEMENT_COLUMNS, _achievements(rules)),
        ):
            sql = f"SELECT {columns} FROM {table} WHERE rule_set_id = ? ORDER BY 1"
            stored = [tuple(row) for row in connection.exec_driver_sql(sql, (rule_set_id,))]
            if stored != wanted:
                faults.append(f"{table}: not what the rules {rule_set_id} say")
    return faults


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
