"""The days of real people, as their commits tell them: streaks, repetition and order."""

from __future__ import annotations

import gzip
import random
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from momentum_desktop.engine.defaults import default_document
from momentum_desktop.service.momentum_service import MomentumService
from momentum_desktop.service.values import Submission
from momentum_desktop.store.database import Database
from momentum_desktop.store.rule_sets import add_user, keep_rule_set
from tests.service.lives import Clock, assert_stands_as_its_log_says, connected, in_loop, living, rows, shown

LIVES = Path(__file__).parents[3] / "shared" / "data" / "activity-git"
LONGEST = {
    "getting-things-gnome__gtg": (1_703, 7),
    "iSoron__uhabits": (1_086, 38),
    "super-productivity__super-productivity": (20_160, 62),
}
SUMS = "SELECT kind, day, sum(points), count(*) FROM ledger GROUP BY kind, day ORDER BY kind, day"

pytestmark = pytest.mark.skipif(not LIVES.is_dir(), reason="the lives are kept beside the checkout, not in it")


def life(name: str) -> list[Submission]:
    """The commits of the busiest author as completed tasks, in the order of time."""
    with gzip.open(LIVES / f"{name}.psv.gz", "rt", encoding="utf-8") as file:
        lines = [line.rstrip("\n").split("|") for line in file]
    return [
        Submission("task_completion", moment, None, commit)
        for commit, moment, author, _ in sorted(lines[1:], key=lambda line: instant(line[1]))
        if author == "a0001"
    ]


def instant(moment: str) -> float:
    return datetime.fromisoformat(moment).timestamp()


def person_without_freezes(folder: Path) -> int:
    """A second user, whose daily streak has no freezes to hide a missed day."""
    document = default_document()
    document["streaks"][0]["freezes"] = False
    database = Database(f"sqlite:///{folder / 'momentum.db'}")
    with database.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        user_id = add_user(connection, "Without freezes", keep_rule_set(connection, document))
        connection.exec_driver_sql("COMMIT")
    database.close()
    return user_id


async def standing(service: MomentumService, user_id: int, folder: Path) -> list[Any]:
    """All that can be seen of a user, and the sums of the ledger."""
    with closing(connected(folder)) as connection:
        sums = connection.execute(SUMS).fetchall()
    tables = rows(folder, "streaks", "user_achievements", "days", "day_kinds", "day_hours", "users")
    return [await shown(service, user_id), await service.get_momentum_stats(user_id, days=0), sums, tables]


@pytest.mark.parametrize("name", LONGEST)
@in_loop
async def test_a_real_life_comes_out_the_same_in_any_order_and_however_often(tmp_path: Path, name: str) -> None:
    commits, longest = LONGEST[name]
    submissions = life(name)
    assert len(submissions) == commits
    first, second = tmp_path / "first", tmp_path / "second"
    async with living(first):
        pass
    user_id = person_without_freezes(first)
    async with living(first, Clock()) as service:
        third = commits // 3
        for part in (submissions[:third], submissions[third:]):
            assert (await service.process_events(part, user_id=user_id)).added == len(part)
        before = await standing(service, user_id, first)
        (daily,) = [streak for streak in await service.get_streaks(user_id) if streak.streak_type == "daily_activity"]
        assert (daily.longest_count, daily.freezes) == (longest, 0)

        again = await service.process_events(submissions, user_id=user_id)
        assert (again.added, again.unchanged, again.total_change) == (0, commits, 0)
        assert await standing(service, user_id, first) == before
        await assert_stands_as_its_log_says(service, user_id)

    async with living(second):
        pass
    assert person_without_freezes(second) == user_id
    random.Random(3).shuffle(submissions)
    async with living(second, Clock()) as service:
        assert (await service.process_events(submissions, user_id=user_id)).added == commits
        assert await standing(service, user_id, second) == before
