"""Data that an earlier version wrote: upgraded with all that is in it, and every old act can still be undone."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from momentum_desktop import open_service
from momentum_desktop.service.restoring import restore_backup
from momentum_desktop.store.database import APPLICATION_ID, sqlite_module
from tests.service.lives import in_loop

OLDER = Path(__file__).parent / "older"


def clock() -> datetime:
    return datetime(2026, 3, 8, 9, 0, tzinfo=UTC)


@pytest.fixture
def data_of_version_1(tmp_path: Path) -> Path:
    """Two people, tasks added, edited, done, reopened and deleted, and rules changed, as version 1 wrote them down."""
    connection = sqlite_module().connect(tmp_path / "momentum.db")
    connection.executescript(gzip.decompress((OLDER / "version_1.sql.gz").read_bytes()).decode())
    connection.execute("PRAGMA user_version = 1")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.close()
    return tmp_path


@in_loop
async def test_older_data_is_upgraded_whole_and_stays_what_its_log_says(data_of_version_1: Path) -> None:
    service = await open_service(data_of_version_1, clock=clock)
    try:
        assert (await service.verify()).ok
        assert (await service.get_user_progress(1)).total_points == 77
        tasks = await service.get_tasks(1, include_done=True)
        assert [(task.title, task.done) for task in tasks] == [
            ("Water the plants", True),
            ("Call Grandma again", False),
        ]
        assert [task.title for task in await service.get_tasks(2)] == ["Tune the cello"]
    finally:
        await service.close()


@in_loop
async def test_every_act_of_an_earlier_version_can_be_undone_and_done_again(data_of_version_1: Path) -> None:
    service = await open_service(data_of_version_1, clock=clock)
    try:
        acts = [act for act in await service.get_history(1, limit=100) if act.can_turn and not act.undone]
        assert {act.kind for act in acts} == {"add", "edit", "complete", "delete", "event", "rules"}
        before = await service.get_tasks(1, include_done=True)
        for act in acts:
            await service.undo(act.id, user_id=1)
        assert (await service.get_user_progress(1)).total_points == 0
        assert await service.get_tasks(1, include_done=True) == ()
        assert (await service.verify()).ok
        for act in reversed(acts):
            await service.redo(act.id, user_id=1)
        assert await service.get_tasks(1, include_done=True) == before
        assert (await service.get_user_progress(1)).total_points == 77
        assert (await service.verify()).ok
    finally:
        await service.close()


def test_the_copy_from_before_an_upgrade_can_be_restored(data_of_version_1: Path) -> None:
    @in_loop
    async def live() -> None:
        service = await open_service(data_of_version_1, clock=clock)
        await service.process_event(1, "focus_session")
        await service.close()

    live()
    (copy,) = data_of_version_1.glob("momentum.db.before-1-to-*")

    done = restore_backup(copy, data_dir=data_of_version_1, now=clock())

    assert done.kept is not None

    @in_loop
    async def look() -> None:
        service = await open_service(data_of_version_1, clock=clock)
        assert (await service.get_user_progress(1)).total_points == 77
        assert (await service.verify()).ok
        await service.close()

    look()
