"""One completion that came with an import is unticked by itself, and stays so until it is done again."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from momentum_desktop.errors import NotAsThingsStand
from momentum_desktop.exchange import document
from momentum_desktop.exchange.findings import Findings
from momentum_desktop.exchange.importing import import_findings
from momentum_desktop.exchange.writing import write_whole
from momentum_desktop.service.momentum_service import MomentumService
from tests.exchange.small_files import TODO_TXT
from tests.exchange.small_parts import loop_database, tickmate_database
from tests.exchange.test_small_imports import PLAN, brought, made
from tests.service.lives import Clock, assert_stands_as_its_log_says, in_loop, living, rows

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
FIRST, SECOND = date(2024, 3, 1), date(2024, 3, 5)


async def habit(service: MomentumService, title: str) -> int:
    return next(task.id for task in await service.get_tasks(include_done=True) if task.title == title)


async def days_done(service: MomentumService) -> list[date]:
    return sorted(event.occurred_at.date() for event in await service.export_events())


@in_loop
async def test_a_day_of_an_imported_habit_is_unticked_alone(tmp_path: Path) -> None:
    path = made(tmp_path, "loop.db", loop_database())
    async with living(tmp_path / "data", Clock(NOW)) as service:
        await brought(service, path)
        whole, progress = rows(tmp_path / "data", *PLAN), await service.get_user_progress()
        days = await days_done(service)
        meditate = await habit(service, "Meditate")
        result = await service.reopen_task(meditate, occurrence=SECOND)
        assert (result.kind, result.summary) == ("reopen", "Reopened “Meditate”")
        assert result.total_change < 0
        assert (await service.get_user_progress()).total_points == progress.total_points + result.total_change
        assert await days_done(service) == [day for day in days if day != SECOND]
        await assert_stands_as_its_log_says(service)
        with pytest.raises(NotAsThingsStand, match="not done"):
            await service.reopen_task(meditate, occurrence=SECOND)

        back = await service.undo()
        assert back.total_change == -result.total_change
        assert rows(tmp_path / "data", *PLAN) == whole
        assert await days_done(service) == days
        await assert_stands_as_its_log_says(service)
        again = await service.redo()
        assert again.total_change == result.total_change
        await assert_stands_as_its_log_says(service)
        # For a person it was an undo: redo, without more words, ticks it again.
        assert (await service.redo()).total_change == -result.total_change
        assert rows(tmp_path / "data", *PLAN) == whole


@in_loop
async def test_what_was_unticked_stays_so_when_its_file_comes_again(tmp_path: Path) -> None:
    older = made(tmp_path, "older.db", loop_database())
    newer = made(tmp_path, "newer.db", loop_database(more=(("2024-03-06", 2),)))
    async with living(tmp_path / "data", Clock(NOW)) as service:
        await brought(service, older)
        meditate = await habit(service, "Meditate")
        await service.reopen_task(meditate, occurrence=SECOND)
        left = await days_done(service)
        assert (await brought(service, older)).added == 0
        assert (await brought(service, newer)).added == 1
        assert await days_done(service) == sorted([*left, date(2024, 3, 6)])
        await assert_stands_as_its_log_says(service)

        # Done again by hand it counts once, and that is undone like anything else.
        await service.complete_task(meditate, occurrence=SECOND, at=datetime(2024, 3, 5, 18, tzinfo=UTC))
        assert (await days_done(service)).count(SECOND) == 1
        assert (await brought(service, newer)).added == 0
        with pytest.raises(NotAsThingsStand, match="completed again since"):
            await service.undo(next(act.id for act in await service.get_history() if act.kind == "reopen"))
        await service.reopen_task(meditate, occurrence=SECOND)
        assert SECOND not in await days_done(service)
        await assert_stands_as_its_log_says(service)


@in_loop
async def test_the_import_and_what_was_taken_out_of_it_are_undone_in_any_order(tmp_path: Path) -> None:
    path = made(tmp_path, "loop.db", loop_database())
    async with living(tmp_path / "data", Clock(NOW)) as service:
        act = (await brought(service, path)).act_id
        assert act is not None
        whole, days = rows(tmp_path / "data", *PLAN), await days_done(service)
        out = (await service.reopen_task(await habit(service, "Meditate"), occurrence=SECOND)).act_id
        without, fewer = rows(tmp_path / "data", *PLAN), await days_done(service)

        await service.undo(act)
        assert await days_done(service) == []
        await assert_stands_as_its_log_says(service)
        await service.redo(act)
        assert (rows(tmp_path / "data", *PLAN), await days_done(service)) == (without, fewer)
        await assert_stands_as_its_log_says(service)

        await service.undo(act)
        await service.undo(out)
        assert await days_done(service) == []
        await assert_stands_as_its_log_says(service)
        await service.redo(act)
        assert (rows(tmp_path / "data", *PLAN), await days_done(service)) == (whole, days)
        await service.redo(out)
        assert (rows(tmp_path / "data", *PLAN), await days_done(service)) == (without, fewer)
        await assert_stands_as_its_log_says(service)

        # Taken back as a whole and brought in anew, it is there as a whole.
        await service.undo(act)
        await brought(service, path)
        assert await days_done(service) == days
        await assert_stands_as_its_log_says(service)


@in_loop
async def test_all_ticks_of_a_day_go_together(tmp_path: Path) -> None:
    async with living(tmp_path / "data", Clock(NOW)) as service:
        await brought(service, made(tmp_path, "tickmate.db", tickmate_database()))
        leap = date(2024, 2, 29)
        assert await days_done(service) == [date(2024, 1, 31), leap, leap]
        await service.reopen_task(await habit(service, "Run"), occurrence=leap)
        assert await days_done(service) == [date(2024, 1, 31)]
        await assert_stands_as_its_log_says(service)
        await service.undo()
        assert await days_done(service) == [date(2024, 1, 31), leap, leap]


@in_loop
async def test_a_task_that_came_done_is_opened_with_and_without_a_day(tmp_path: Path) -> None:
    async with living(tmp_path / "data", Clock(NOW)) as service:
        await brought(service, made(tmp_path, "todo.txt", b"x 2024-03-02 Dated\nx Undated\n" + TODO_TXT))
        for title in ("Dated", "Undated"):
            task = await habit(service, title)
            await service.reopen_task(task)
            assert title in {each.title for each in await service.get_tasks()}
            await assert_stands_as_its_log_says(service)
            await service.complete_task(task)
            assert {each.completed_at for each in await service.get_tasks() if each.title == title} != {None}
        await assert_stands_as_its_log_says(service)


@in_loop
async def test_an_open_task_that_a_newer_file_completed_is_open_again(tmp_path: Path) -> None:
    newer = TODO_TXT.replace(b"(A) 2024-03-01 Call the bank", b"x 2024-03-19 2024-03-01 Call the bank")
    async with living(tmp_path / "data", Clock(NOW)) as service:
        await brought(service, made(tmp_path, "todo.txt", TODO_TXT))
        before = rows(tmp_path / "data", "tasks")
        await brought(service, made(tmp_path, "todo.txt", newer))
        await service.reopen_task(await habit(service, "Call the bank"))
        assert rows(tmp_path / "data", "tasks") == before
        await assert_stands_as_its_log_says(service)


@in_loop
async def test_what_was_taken_out_goes_along_with_everything(tmp_path: Path) -> None:
    path = tmp_path / "all.json"
    async with living(tmp_path / "data", Clock(NOW)) as service:
        await brought(service, made(tmp_path, "loop.db", loop_database()))
        await service.reopen_task(await habit(service, "Meditate"), occurrence=FIRST)
        left = await days_done(service)
        async with service.snapshot() as taken:
            write_whole(str(path), document.write(taken))
    async with living(tmp_path / "other", Clock(NOW)) as service:
        await document.bring(service, str(path), False)
        assert await days_done(service) == left
        await assert_stands_as_its_log_says(service)
        await service.undo()
        assert FIRST in await days_done(service)
        repaired = await service.repair()
        assert repaired.ok
        await assert_stands_as_its_log_says(service)


@in_loop
async def test_what_is_done_by_its_import_again_is_not_done_a_second_time(tmp_path: Path) -> None:
    async with living(tmp_path / "data", Clock(NOW)) as service:
        await brought(service, made(tmp_path, "loop.db", loop_database()))
        days = await days_done(service)
        meditate = await habit(service, "Meditate")
        out = (await service.reopen_task(meditate, occurrence=SECOND)).act_id
        done = await service.complete_task(meditate, datetime(2024, 3, 5, 18, tzinfo=UTC), occurrence=SECOND)
        await service.undo(done.act_id)
        await service.undo(out)
        with pytest.raises(NotAsThingsStand, match="completed again since"):
            await service.redo(done.act_id)
        assert await days_done(service) == days


@in_loop
async def test_an_event_that_was_taken_out_does_not_come_back_with_a_list_of_events(tmp_path: Path) -> None:
    async with living(tmp_path / "data", Clock(NOW)) as service:
        await brought(service, made(tmp_path, "loop.db", loop_database()))
        log = await service.export_events()
        await service.reopen_task(await habit(service, "Meditate"), occurrence=SECOND)
        report = await import_findings(service, Findings(log), "a list")
        assert (report.added, report.unchanged, report.problems) == (0, len(log), ())
        assert SECOND not in await days_done(service)
        await assert_stands_as_its_log_says(service)
