"""The tables as objects: the columns and relationships that a newcomer looks for are there and work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from momentum_desktop.service.values import Submission
from momentum_desktop.store.database import Database
from momentum_desktop.store.schema import AchievementRow, Base, DayRow, LevelRow, StreakRow, UserAchievementRow, UserRow
from tests.service.lives import MORNING, in_loop, living

SEED = {
    "users": {"id", "name", "total_points", "weekly_points", "monthly_points", "current_level_id"},
    "achievements": {
        *("id", "name", "description", "points", "category"),
        *("criteria_type", "criteria_value", "icon_name"),
    },
    "user_achievements": {"user_id", "achievement_id", "progress", "completed", "completed_at"},
    "streaks": {"user_id", "streak_type", "current_count", "longest_count", "last_activity_date"},
    "levels": {"id", "level_number", "points_required", "title", "perks"},
}


@in_loop
async def live(folder: Path) -> None:
    async with living(folder) as service:
        many = [Submission("task_completion", MORNING - timedelta(days=day), {"minutes": 12.5}) for day in range(8)]
        await service.process_events([*many, Submission("focus_session", MORNING, {"minutes": 12.5})])


@pytest.fixture
def session(data_dir: Path) -> Iterator[Session]:
    """A session on a database in which eight days of work are."""
    live(data_dir)
    database = Database(f"sqlite:///{data_dir / 'momentum.db'}")
    with Session(database.engine) as session:
        yield session
    database.close()


@pytest.mark.parametrize("table", SEED)
def test_the_columns_that_the_tables_began_with_are_there(table: str) -> None:
    assert SEED[table] <= set(Base.metadata.tables[table].columns.keys())


def test_a_user_knows_its_level_achievements_and_streaks(session: Session) -> None:
    user = session.scalars(select(UserRow)).one()

    assert isinstance(user.current_level, LevelRow)
    assert user.current_level.points_required <= user.total_points
    assert user.current_level.level_number > 1
    assert {streak.streak_type: streak.current_count for streak in user.streaks}["daily_activity"] == 8
    won = {held.achievement.name: held for held in user.achievements if held.completed}
    assert won["First Spark"].completed_at == MORNING - timedelta(days=7)
    assert won["First Spark"].user is user
    assert won["First Spark"].achievement.criteria_type == "COUNT"
    assert user.weekly_points <= user.monthly_points <= user.total_points


def test_days_instants_and_exact_numbers_read_as_what_they_are(session: Session) -> None:
    streak = session.get_one(StreakRow, (1, "daily_activity"))
    assert streak.last_activity_date == date(2026, 3, 2)
    deep = session.scalars(select(AchievementRow).where(AchievementRow.name == "Deep Water")).one()
    assert deep.criteria_value == 600
    held = session.get_one(UserAchievementRow, (1, deep.id))
    assert held.progress == Decimal("12.5")
    level = session.scalars(select(LevelRow).where(LevelRow.level_number == 10)).one()
    assert level.points_required == 51_100
    assert isinstance(level.perks, list)
    assert isinstance(held.completed_at, datetime | None)


def test_every_relationship_can_be_followed(session: Session) -> None:
    followed = 0
    for mapper in Base.registry.mappers:
        for relationship in mapper.relationships:
            row = session.scalars(select(mapper.class_).limit(1)).first()
            if row is not None:
                getattr(row, relationship.key)
                followed += 1
    assert followed >= 6


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (lambda: UserRow(name="Me", rule_set_id=1, base_rule_set_id=1, current_level_id=1), "UNIQUE"),
        (lambda: UserRow(name="Other", rule_set_id=9, base_rule_set_id=9, current_level_id=1), "FOREIGN KEY"),
        (
            lambda: UserRow(name="Other", rule_set_id=1, base_rule_set_id=1, current_level_id=1, total_points=-1),
            "CHECK",
        ),
        (
            lambda: UserRow(
                name="Other", rule_set_id=1, base_rule_set_id=1, current_level_id=1, total_points=2**53 + 1
            ),
            "CHECK",
        ),
        (lambda: UserRow(name=None, rule_set_id=1, base_rule_set_id=1, current_level_id=1), "NOT NULL"),
        (lambda: DayRow(user_id=1, day="Monday", points=1, events=1), "cannot store TEXT"),
        (lambda: DayRow(user_id=7, day=1, points=1, events=1), "FOREIGN KEY"),
        (lambda: LevelRow(rule_set_id=1, level_number=1, points_required=0, title="", perks=[]), "UNIQUE"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_database_itself_refuses_what_cannot_be(session: Session, row: Callable[[], object], fault: str) -> None:
    session.add(row())

    with pytest.raises(IntegrityError, match=fault):
        session.flush()


def test_every_table_and_column_of_the_models_is_in_the_database(session: Session) -> None:
    found = inspect(session.get_bind())

    for table in Base.metadata.tables.values():
        assert {column["name"] for column in found.get_columns(table.name)} == set(table.columns.keys())
