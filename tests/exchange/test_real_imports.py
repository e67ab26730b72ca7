"""Whole imports of the files that other programs wrote: stored, known again, exact, and taken back by one undo."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from momentum_desktop.engine.values import instant_and_offset
from momentum_desktop.exchange.formats import format_of
from momentum_desktop.exchange.importing import ImportReport, import_source
from momentum_desktop.exchange.source import Source
from momentum_desktop.service.momentum_service import MomentumService
from tests.exchange.real_files import DATA, expectations, needs_real_files
from tests.service.lives import Clock, assert_stands_as_its_log_says, in_loop, living, rows

pytestmark = needs_real_files

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
PLAN = ("tasks", "occurrences", "source_items")
FILES = {
    "loop/loop.db": (9, 164),
    "loop/DERIVED-Loop Habits CSV 2015-01-25.zip": (2, 6),
    "habitbull/habitbull.csv": (4, 14),
    "tickmate/tickmate.db": (3, 82),
    "habitica/DERIVED-habitica-user-data.json": (16, 50),
    "ticktick/testdata_ticktick_export.csv": (11, 2),
    "todoist/full-todoist-project.csv": (8, 0),
    "todotxt/geomandel": (20, 11),
    "taskwarrior/export.json": (33, 6),
    "super-productivity/legacy-full-migration-backup.json": (9, 3),
    "microsoft-todo": (7, 1),
    "obsidian-tasks": (None, None),
    "org": (7, 6),
    "gtg/developers-own-2009/4af9e35b.xml": (24, 9),
    "vtodo/tasks.org/thunderbird/basic_completed.txt": (1, 1),
    "activity-git/iSoron__uhabits.psv.gz": (0, 1086),
}


async def brought(service: MomentumService, name: str, *, dry_run: bool = False) -> ImportReport:
    path = str(DATA / name)
    source = Source(path, UTC)
    take = format_of(path).take
    assert take is not None
    return await import_source(service, take(source), source, dry_run=dry_run)


@pytest.mark.parametrize("name", FILES)
@in_loop
async def test_a_file_comes_in_once_and_goes_with_one_undo(tmp_path: Path, name: str) -> None:
    tasks, completions = FILES[name]
    if tasks is None:
        told = [part for file, part in expectations().items() if file.startswith(f"{name}/")]
        tasks, completions = sum(part["tasks"] for part in told), sum(part["status"].get("x", 0) for part in told) - 1
    async with living(tmp_path, Clock(NOW)) as service:
        looked = await brought(service, name, dry_run=True)
        assert not (await service.get_tasks(include_done=True))
        assert not (await service.export_events())

        report = await brought(service, name)
        assert (report.tasks, report.completions, report.unchanged) == (tasks, completions, 0)
        assert (looked.added, looked.problems) == (report.added, report.problems)
        log = await service.export_events()
        assert len(log) == completions
        assert looked.outlook is not None
        progress = await service.get_user_progress()
        assert (looked.outlook.total_points, looked.outlook.level_number) == (
            progress.total_points,
            progress.level.level_number,
        )
        assert not [event for event in log if event.occurred_at.date() == NOW.date()]
        await assert_stands_as_its_log_says(service)
        stored = rows(tmp_path, *PLAN)
        done = {row["completed_event_id"] for table in PLAN[:2] for row in stored[table]} - {None}
        assert done <= {event.id for event in log}
        await service.get_habits(days=4000)

        again = await brought(service, name)
        assert (again.added, again.total_change) == (0, 0)
        assert rows(tmp_path, *PLAN) == stored

        await service.undo()
        assert rows(tmp_path, *PLAN) == {table: [] for table in PLAN}
        assert not await service.export_events()
        await assert_stands_as_its_log_says(service)

        back = await brought(service, name)
        assert (back.added, back.total_change) == (report.added, progress.total_points)
        await assert_stands_as_its_log_says(service)


@in_loop
async def test_a_newer_file_of_the_same_source_adds_only_what_is_new(tmp_path: Path) -> None:
    older, newer = tmp_path / "older.db", DATA / "loop/loop.db"
    import sqlite3
    from contextlib import closing

    older.write_bytes(newer.read_bytes())
    with closing(sqlite3.connect(older)) as connection:
        connection.execute("DELETE FROM Repetitions WHERE timestamp >= 1457913600000 OR habit = 26")
        connection.execute("DELETE FROM Habits WHERE Id = 26")
        left = connection.execute("SELECT count(*) FROM Repetitions").fetchone()[0]
        connection.commit()
    async with living(tmp_path / "data", Clock(NOW)) as service:
        first = await brought(service, str(older))
        second = await brought(service, str(newer))
        assert (first.completions, first.added) == (left, left + 8)
        assert (second.added, second.unchanged) == (164 - left + 1, left + 8)
        assert len(await service.get_tasks()) == 9
        await assert_stands_as_its_log_says(service)

    async with living(tmp_path / "other", Clock(NOW)) as service:
        await brought(service, str(newer))
        whole = await service.get_user_progress()
    async with living(tmp_path / "data", Clock(NOW)) as service:
        assert (await service.get_user_progress()).total_points == whole.total_points


@in_loop
async def test_the_same_habits_in_a_newer_version_of_loop_are_the_same(tmp_path: Path) -> None:
    async with living(tmp_path, Clock(NOW)) as service:
        await brought(service, "loop/022.db")
        again = await brought(service, "loop/DERIVED-022-migrated-to-25.db")
        assert (again.added, again.unchanged) == (0, 3)


@in_loop
async def test_the_same_dailies_in_another_shape_are_the_same(tmp_path: Path) -> None:
    async with living(tmp_path, Clock(NOW)) as service:
        await brought(service, "habitica/DERIVED-habitica-user-data.json")
        for name in ("habitica/api-tasks.json", "habitica/DERIVED-habitica-tasks-history.csv"):
            assert (await brought(service, name)).added == 0


@in_loop
async def test_a_completion_counts_on_the_day_that_the_person_saw(tmp_path: Path) -> None:
    async with living(tmp_path, Clock(NOW)) as service:
        await brought(service, "activity-git/iSoron__uhabits.psv.gz")
        await brought(service, "loop/022.db")
        log = await service.export_events()
    night = [event for event in log if event.occurred_at.hour < 4 and "time_unknown" not in event.metadata]
    assert night
    assert all(event.day == event.occurred_at.toordinal() for event in log)
    (unknown,) = [event for event in log if event.metadata.get("time_unknown")]
    assert (unknown.occurred_at.hour, unknown.day) == (12, datetime(2020, 1, 1, tzinfo=UTC).toordinal())
    assert instant_and_offset(log[0].occurred_at)[1] == -5 * 3600
