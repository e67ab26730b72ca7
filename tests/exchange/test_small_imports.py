"""Whole imports of small files of our own making: what they hold, what is known again, and what one undo takes."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from momentum_desktop.errors import NotAsThingsStand
from momentum_desktop.exchange.formats import format_of
from momentum_desktop.exchange.importing import ImportReport, import_source
from momentum_desktop.exchange.source import Source
from momentum_desktop.service.import_values import Gathered, Stopped
from momentum_desktop.service.momentum_service import MomentumService
from momentum_desktop.service.values import ActResult, TaskDraft
from tests.exchange.small_files import HABITICA, TASKWARRIOR, TODO_TXT, small_files
from tests.exchange.small_parts import Small, loop_database, tickmate_database
from tests.service.lives import Clock, assert_stands_as_its_log_says, in_loop, living, rows

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
PLAN = ("tasks", "occurrences", "source_items")
BERLIN = ZoneInfo("Europe/Berlin")


def taken(path: Path, zone: ZoneInfo | None = None, author: str | None = None) -> tuple[Gathered, Source]:
    take = format_of(str(path)).take
    assert take is not None
    source = Source(str(path), zone or UTC, author)
    return take(source), source


async def brought(
    service: MomentumService,
    path: Path,
    *,
    zone: ZoneInfo | None = None,
    dry_run: bool = False,
    tell: Callable[[float], None] | None = None,
) -> ImportReport:
    gathered, source = taken(path, zone)
    return await import_source(service, gathered, source, dry_run=dry_run, tell=tell)


def made(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def laid(folder: Path, small: Small) -> Path:
    return made(folder, small.name, small.content)


@pytest.mark.parametrize("name", small_files())
@in_loop
async def test_a_file_comes_in_once_and_goes_with_one_undo(tmp_path: Path, name: str) -> None:
    small = small_files()[name]
    path = laid(tmp_path, small)
    async with living(tmp_path / "data", Clock(NOW)) as service:
        looked = await brought(service, path, dry_run=True)
        assert looked.outlook is not None
        assert not await service.get_tasks(include_done=True)

        report = await brought(service, path)
        assert (report.tasks, report.items, report.completions) == (small.tasks, small.items, small.completions)
        assert (looked.added, looked.problems) == (report.added, report.problems)
        log = await service.export_events()
        assert len(log) == small.completions
        assert {event.occurred_at.date() for event in log}.isdisjoint({NOW.date(), date(1970, 1, 1)})
        progress = await service.get_user_progress()
        assert (looked.outlook.total_points, looked.outlook.level_number) == (
            progress.total_points,
            progress.level.level_number,
        )
        await assert_stands_as_its_log_says(service)
        stored = rows(tmp_path / "data", *PLAN)

        again = await brought(service, path)
        assert (again.added, again.act_id) == (0, None)
        assert rows(tmp_path / "data", *PLAN) == stored

        await service.undo()
        assert rows(tmp_path / "data", *PLAN) == {table: [] for table in PLAN}
        assert not await service.export_events()
        await assert_stands_as_its_log_says(service)

        back = await brought(service, path)
        assert (back.added, back.total_change) == (report.added, progress.total_points)
        await assert_stands_as_its_log_says(service)


@in_loop
async def test_whoever_listens_hears_what_it_took_from_what_was_there(tmp_path: Path) -> None:
    path = made(tmp_path, "todo.txt", b"x 2024-03-05 2024-03-01 Buy milk\n")
    heard: list[ActResult] = []
    async with living(tmp_path / "data", Clock(NOW)) as service:
        await service.process_event(event_type="task_completion")
        service.subscribe(heard.append)
        report = await brought(service, path)
        (act, *_) = await service.get_history(limit=1)
        assert report.earned == act.points > report.total_change
        assert heard[-1].note == report.change_in_words
        assert heard[-1].note.endswith("20 less by what was there")


@in_loop
async def test_a_newer_export_adds_only_what_is_new(tmp_path: Path) -> None:
    older = made(tmp_path, "older.db", loop_database())
    newer = made(tmp_path, "newer.db", loop_database(more=(("2024-03-06", 2), ("2024-03-07", 3))))
    async with living(tmp_path / "data", Clock(NOW)) as service:
        first = await brought(service, older)
        second = await brought(service, newer)
        # A day done and a day left out; what was there is known.
        assert (second.added, second.completions) == (2, first.completions + 1)
        third = await brought(service, older)
        assert third.added == 0
        await assert_stands_as_its_log_says(service)


@in_loop
async def test_an_open_task_that_is_done_in_a_newer_file_is_completed(tmp_path: Path) -> None:
    older = made(tmp_path, "todo.txt", TODO_TXT)
    newer = TODO_TXT.replace(b"(A) 2024-03-01 Call the bank", b"x 2024-03-19 2024-03-01 Call the bank")
    async with living(tmp_path / "data", Clock(NOW)) as service:
        await brought(service, older)
        before = await service.get_tasks()
        report = await brought(service, made(tmp_path, "todo.txt", newer))
        assert report.added == 1
        after = await service.get_tasks()
        assert {task.title for task in before} - {task.title for task in after} == {"Call the bank"}
        (done,) = [task for task in await service.get_tasks(include_done=True) if task.title == "Call the bank"]
        assert done.completed_at is not None
        assert done.completed_at.date() == date(2024, 3, 19)
        await service.undo()
        assert "Call the bank" in {task.title for task in await service.get_tasks()}
        await assert_stands_as_its_log_says(service)


@in_loop
async def test_what_was_completed_here_does_not_count_twice(tmp_path: Path) -> None:
    newer = TODO_TXT.replace(b"(A) 2024-03-01 Call the bank", b"x 2024-05-01 2024-03-01 Call the bank")
    async with living(tmp_path / "data", Clock(NOW)) as service:
        await brought(service, made(tmp_path, "todo.txt", TODO_TXT))
        (task,) = [task for task in await service.get_tasks() if task.title == "Call the bank"]
        await service.complete_task(task.id)
        counted = len(await service.export_events())
        report = await brought(service, made(tmp_path, "todo.txt", newer))
        assert report.added == 0
        assert len(await service.export_events()) == counted


@in_loop
async def test_a_day_of_a_habit_that_was_done_here_does_not_count_twice(tmp_path: Path) -> None:
    clock = Clock(datetime(2024, 3, 6, 18, tzinfo=UTC))
    async with living(tmp_path / "data", clock) as service:
        await brought(service, made(tmp_path, "old.db", loop_database()))
        habits = {habit.task.title: habit.task for habit in await service.get_habits()}
        await service.complete_task(habits["Water"].id)
        counted = len(await service.export_events())
        more = loop_database()
        report = await brought(service, made(tmp_path, "new.db", more))
        assert report.added == 0
        assert len(await service.export_events()) == counted


@in_loop
async def test_what_was_deleted_here_stays_deleted(tmp_path: Path) -> None:
    path = made(tmp_path, "todo.txt", TODO_TXT)
    async with living(tmp_path / "data", Clock(NOW)) as service:
        await brought(service, path)
        (task,) = [task for task in await service.get_tasks() if task.title == "Call the bank"]
        await service.delete_task(task.id)
        assert (await brought(service, path)).added == 0
        assert "Call the bank" not in {task.title for task in await service.get_tasks(include_done=True)}


@in_loop
async def test_an_undone_import_cannot_be_done_again_beside_its_successor(tmp_path: Path) -> None:
    path = made(tmp_path, "todo.txt", TODO_TXT)
    async with living(tmp_path / "data", Clock(NOW)) as service:
        first = await brought(service, path)
        await service.undo()
        await service.redo()
        assert len(await service.export_events()) == 1
        await service.undo()
        await brought(service, path)
        with pytest.raises(NotAsThingsStand, match="imported again since"):
            await service.redo(first.act_id)
        assert len(await service.export_events()) == 1
        await assert_stands_as_its_log_says(service)


@in_loop
async def test_an_import_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    def stop_at(limit: float) -> Callable[[float], None]:
        def tell(done: float) -> None:
            if done >= limit:
                raise Stopped

        return tell

    async with living(tmp_path / "data", Clock(NOW)) as service:
        for limit in (0.0, 0.2, 0.3, 0.5, 0.59):
            with pytest.raises(Stopped):
                await brought(service, made(tmp_path, "loop.db", loop_database()), tell=stop_at(limit))
        tables = (*PLAN, "events", "acts", "act_subjects")
        assert rows(tmp_path / "data", *tables) == {table: [] for table in tables}
        assert [name for name in os.listdir(tmp_path / "data") if "stage" in name or "import" in name] == []
        report = await brought(service, made(tmp_path, "loop.db", loop_database()))
        assert report.added
        await assert_stands_as_its_log_says(service)


@in_loop
async def test_two_imports_of_one_file_at_a_time_store_it_once(tmp_path: Path) -> None:
    path = made(tmp_path, "loop.db", loop_database())
    async with living(tmp_path / "data", Clock(NOW)) as service:
        reports = await asyncio.gather(*(brought(service, path) for _ in range(3)))
        added = sorted(report.added for report in reports)
        assert added[:2] == [0, 0]
        assert len(await service.export_events()) == reports[0].completions
        await assert_stands_as_its_log_says(service)


@in_loop
async def test_a_loop_database_keeps_kinds_amounts_and_what_was_put_away(tmp_path: Path) -> None:
    async with living(tmp_path / "data", Clock(NOW)) as service:
        await brought(service, made(tmp_path, "loop.db", loop_database()))
        habits = {habit.task.title: habit.task for habit in await service.get_habits(days=120)}
        assert set(habits) == {"Meditate", "Water"}
        assert (habits["Water"].amount, habits["Water"].unit) == (8, "cups")
        (task,) = [task for task in await service.get_tasks() if task.title == "Meditate"]
        assert (task.repeat, task.reminder) == ("FREQ=WEEKLY;X-TIMES=3", "07:30")
        assert task.notes == "Did you meditate?\n\nA while"
        found = {
            (row["day"], row["state"], row["amount"]) for row in rows(tmp_path / "data", "occurrences")["occurrences"]
        }
        states = {state for _, state, _ in found}
        assert states == {"done", "skipped", "open"}
        assert {(amount, state) for _, state, amount in found if amount is not None} == {(8, "done"), ("2.5", "open")}
        log = await service.export_events()
        assert all(event.metadata.get("time_unknown") and event.occurred_at.hour == 12 for event in log)
        assert {event.metadata.get("note") for event in log} == {"calm", None}
        (skipped,) = [date.fromordinal(day) for day, state, _ in found if state == "skipped"]
        await service.reopen_task(task.id, occurrence=skipped)
        await service.complete_task(task.id, occurrence=skipped)
        await assert_stands_as_its_log_says(service)


@in_loop
async def test_each_tick_of_a_day_counts(tmp_path: Path) -> None:
    async with living(tmp_path / "data", Clock(NOW)) as service:
        await brought(service, made(tmp_path, "tickmate.db", tickmate_database()), zone=BERLIN)
        log = await service.export_events()
        leap = date(2024, 2, 29)
        assert sorted(event.occurred_at.date() for event in log) == [date(2024, 1, 31), leap, leap]
        timed = [event for event in log if "time_unknown" not in event.metadata]
        assert len(timed) == 2
        assert timed[0].occurred_at.isoformat() == "2024-02-29T07:30:05+01:00"


@in_loop
async def test_subtasks_and_projects_and_dates_come_along(tmp_path: Path) -> None:
    async with living(tmp_path / "data", Clock(NOW)) as service:
        await brought(service, laid(tmp_path, small_files()["org"]))
        tasks = {task.title: task for task in await service.get_tasks(include_done=True)}
        paint = tasks["Paint the door"]
        assert (paint.priority, paint.list, paint.tags, paint.due, paint.start, paint.minutes) == (
            1,
            "House",
            ("outside", "paint"),
            date(2024, 4, 5),
            date(2024, 4, 1),
            90,
        )
        assert paint.notes == "Two coats."
        await brought(service, laid(tmp_path, small_files()["markdown"]))
        tasks = {task.title: task for task in await service.get_tasks(include_done=True)}
        assert tasks["Buy seeds"].parent_id == tasks["Plant beans"].id


@in_loop
async def test_the_ledger_names_what_was_done(tmp_path: Path) -> None:
    """The ledger says what each point was for, of tasks and of habits."""
    async with living(tmp_path / "data", Clock(NOW)) as service:
        await brought(service, laid(tmp_path, small_files()["org"]))
        page = await service.why()
        assert {line.title for line in page.lines if line.event_type == "task_completion"} == {"Buy paint", "Sweep"}


@in_loop
async def test_identical_titles_are_told_apart_by_their_order(tmp_path: Path) -> None:
    path = made(tmp_path, "todo.txt", b"Call\nCall\nx 2024-03-01 Call\n")
    more = made(tmp_path, "more.txt", b"Call\nCall\nx 2024-03-01 Call\nCall\n")
    async with living(tmp_path / "data", Clock(NOW)) as service:
        assert (await brought(service, path)).added == 4
        assert (await brought(service, path)).added == 0
        assert (await brought(service, more)).added == 1


@in_loop
async def test_what_has_no_place_goes_out_again_with_the_export(tmp_path: Path) -> None:
    from momentum_desktop.exchange import document

    task = json.loads(TASKWARRIOR)
    task[0]["estimate"] = "large"
    path = made(tmp_path, "tasks.json", json.dumps(task).encode())
    async with living(tmp_path / "data", Clock(NOW)) as service:
        await brought(service, path)
        await brought(service, made(tmp_path, "habitica.json", HABITICA))
        async with service.snapshot() as snapshot:
            whole = "".join(document.write(snapshot))
    assert "large" in whole
    assert "Cake" in whole


@in_loop
async def test_days_outside_the_years_that_are_kept_are_told(tmp_path: Path) -> None:
    path = made(tmp_path, "todo.txt", b"x 2024-03-01 in time\nx 2299-01-01 too late\nx 1888-01-01 too early\n")
    async with living(tmp_path / "data", Clock(NOW)) as service:
        report = await brought(service, path)
        assert (report.completions, len(await service.export_events())) == (1, 1)
        assert [problem.where for problem in report.problems] == ["line 2", "line 3"]


@in_loop
async def test_work_of_another_import_goes_on_while_one_is_planned(tmp_path: Path) -> None:
    async with living(tmp_path / "data", Clock(NOW)) as service:
        other = asyncio.gather(*(service.add_task(TaskDraft(f"task {number}")) for number in range(20)))
        report = await brought(service, made(tmp_path, "loop.db", loop_database()))
        await other
        assert report.completions == 4
        assert len(await service.get_tasks()) == 22
        await assert_stands_as_its_log_says(service)
