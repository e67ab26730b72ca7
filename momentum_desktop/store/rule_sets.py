"""Rules documents as they stand in the database, and users' hold on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from momentum_desktop.engine.achievements import measure_of
from momentum_desktop.engine.compilation import MOST_ITEMS, compile_rules
from momentum_desktop.engine.reading import read_json
from momentum_desktop.engine.rules import Rules
from momentum_desktop.engine.step import initial_state

if TYPE_CHECKING:
    from sqlalchemy import Connection, CursorResult


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Compiled rules with the digest that was stored with them, and the keys of their rows: achievements by name,
    levels by number."""

    id: int
    digest: str
    rules: Rules
    achievement_ids: dict[str, int]
    level_ids: dict[int, int]

    @property
    def is_whole(self) -> bool:
        """Whether the rules are those that were stored."""
        return self.rules.digest == self.digest

    @property
    def first_key(self) -> int:
        """The key of its first level, and of its first achievement."""
        return _first_key(self.id)


def load_rule_set(connection: Connection, rule_set_id: int) -> RuleSet:
    """The rules of one document."""
    key = (rule_set_id,)
    digest, document = connection.exec_driver_sql("SELECT digest, document FROM rule_sets WHERE id = ?", key).one()
    achievements = connection.exec_driver_sql("SELECT name, id FROM achievements WHERE rule_set_id = ?", key).all()
    levels = connection.exec_driver_sql("SELECT level_number, id FROM levels WHERE rule_set_id = ?", key).all()
    return RuleSet(
        rule_set_id,
        digest,
        compile_rules(read_json(document)),
        dict(achievements),
        dict(levels),
    )


def keep_rule_set(connection: Connection, document: dict[str, Any], number: int | None = None) -> RuleSet:
    """The rows of a document, written, under a number of its own or a free one, if it is not there yet.

    The keys of its levels and achievements follow from that number. Runs inside a transaction."""
    from sqlalchemy import insert

    from momentum_desktop.store.schema import RuleSetRow

    rules = compile_rules(document)
    known = connection.exec_driver_sql("SELECT id FROM rule_sets WHERE digest = ?", (rules.digest,)).scalar()
    if known is not None:
        return load_rule_set(connection, known)
    given = {} if number is None else {"id": number}
    added = connection.execute(insert(RuleSetRow).values(digest=rules.digest, document=document, **given))
    rule_set_id = new_key(added)
    write_rule_rows(connection, rule_set_id, rules)
    return load_rule_set(connection, rule_set_id)


def write_rule_rows(connection: Connection, rule_set_id: int, rules: Rules) -> None:
    """The levels and achievements of a document as rows, whose keys follow from its number."""
    from sqlalchemy import insert

    from momentum_desktop.store.schema import AchievementRow

    write_level_rows(connection, rule_set_id, rules)
    if rules.achievements:
        connection.execute(
            insert(AchievementRow),
            [
                {
                    "id": _first_key(rule_set_id) + achievement.index,
                    "rule_set_id": rule_set_id,
                    "position": achievement.index,
                    "name": achievement.name,
                    "description": achievement.description,
                    "points": achievement.points,
                    "category": achievement.category,
                    "criteria_type": achievement.criteria_type,
                    "criteria_value": achievement.criteria_value,
                    "icon_name": achievement.icon_name,
                }
                for achievement in rules.achievements
            ],
        )


def write_level_rows(connection: Connection, rule_set_id: int, rules: Rules) -> None:
    """Those of the levels alone."""
    from sqlalchemy import insert

    from momentum_desktop.store.schema import LevelRow

    connection.execute(
        insert(LevelRow),
        [
            {
                "id": _first_key(rule_set_id) + index,
                "rule_set_id": rule_set_id,
                "level_number": level.level_number,
                "points_required": level.points_required,
                "title": level.title,
                "perks": list(level.perks),
            }
            for index, level in enumerate(rules.levels)
        ],
    )


def add_user(connection: Connection, name: str, rule_set: RuleSet) -> int:
    """A user with an empty log; the key of the new row. Runs inside a transaction."""
    from sqlalchemy import insert

    from momentum_desktop.store.schema import StreakRow, UserAchievementRow, UserRow

    state = initial_state(rule_set.rules)
    added = connection.execute(
        insert(UserRow).values(
            name=name,
            rule_set_id=rule_set.id,
            base_rule_set_id=rule_set.id,
            current_level_id=rule_set.level_ids[state.level_number],
        )
    )
    user_id = new_key(added)
    if rule_set.rules.streaks:
        connection.execute(
            insert(StreakRow),
            [{"user_id": user_id, "streak_type": streak.name} for streak in rule_set.rules.streaks],
        )
    if rule_set.rules.achievements:
        connection.execute(
            insert(UserAchievementRow),
            [
                {
                    "user_id": user_id,
                    "achievement_id": rule_set.achievement_ids[achievement.name],
                    "progress": measure_of(achievement, state),
                }
                for achievement in rule_set.rules.achievements
            ],
        )
    return user_id


def new_key(added: CursorResult[Any]) -> int:
    """The key of the row that an insert added."""
    key = added.inserted_primary_key
    assert key is not None
    return int(key[0])


def _first_key(rule_set_id: int) -> int:
    return (rule_set_id - 1) * MOST_ITEMS + 1
