"""What our own exports write comes back the same into empty data, and adds nothing where it came from."""

from __future__ import annotations

import asyncio
import csv
import io
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from momentum_desktop.app.file_words import exported
from momentum_desktop.engine.compilation import compile_rules
from momentum_desktop.exchange import document, ics, tables, todotxt
from momentum_desktop.exchange.bringing import read_file
from momentum_desktop.exchange.formats import format_named, format_of
from momentum_desktop.exchange.importing import ImportReport, import_source
from momentum_desktop.exchange.source import Source
from momentum_desktop.exchange.writing import write_files, write_whole
from momentum_desktop.service.momentum_service import MomentumService
from momentum_desktop.service.plan_values import GoalDraft, StepDraft
from momentum_desktop.service.values import Task, TaskDraft
from tests.service.lives import FAST_FOLDER, Clock, assert_stands_as_its_log_says, in_loop, living

ANY = st.characters(blacklist_categories=["Cs", "Cc"])
LETTERS = st.characters(whitelist_categories=["Ll", "Lu", "Nd"], max_codepoint=0x2FF)
WORDS = st.text(LETTERS, min_size=1, max_size=8).filter(lambda word: word.lower() != "x")
SENTENCES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
TITLES = st.text(ANY, min_size=1, max_size=40).map(str.strip).filter(bool).map(lambda text: " ".join(text.split()))
NOTES = st.text(ANY | st.sampled_from("\n\t,;\\\"'=+-@"), max_size=60).map(str.strip)
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
RULES = st.sampled_from(
    ["FREQ=DAILY", "FREQ=WEEKLY;INTERVAL=2", "FREQ=MONTHLY", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=WEEKLY;X-TIMES=3"]
)
PLAIN_RULES = st.sampled_from(["FREQ=DAILY", "FREQ=WEEKLY;INTERVAL=2", "FREQ=MONTHLY", "FREQ=YEARLY"])


@st.composite
def drafts(draw: Any, titles: Any = TITLES, words: Any = TITLES, rules: Any = RULES) -> TaskDraft:
    """The words of a task, all of its fields at one time or another."""
    due = draw(st.none() | DAYS)
    repeat = draw(st.none() | rules)
    amount = draw(st.none() | st.decimals(Decimal("0.5"), 9000, places=1)) if repeat else None
    return TaskDraft(
        title=draw(titles),
        notes=draw(NOTES),
        complexity=draw(st.sampled_from(["trivial", "simple", "moderate", "complex", "epic"])),
        priority=draw(st.integers(1, 4)),
        list=draw(st.none() | words),
        start=draw(st.none() | DAYS),
        due=due,
        tags=tuple(draw(st.lists(words.filter(lambda word: "," not in word), max_size=3, unique=True))),
        due_minute=draw(st.none() | st.integers(1, 1439)) if due else None,
        reminder=draw(st.none() | st.sampled_from(["09:00", "-2d 18:30", "2026-03-01 07:15"])),
        repeat=repeat,
        minutes=draw(st.none() | st.integers(1, 600)),
        amount=amount,
        unit=draw(st.none() | words) if amount else None,
    )


async def lived(service: MomentumService, clock: Clock, plan: list[tuple[TaskDraft, bool]]) -> None:
    """Tasks added, some of them done, some amounts logged in part and some days skipped."""
    parent = None
    for draft, done in plan:
        clock.forward(hours=1, microseconds=7)
        task = (await service.add_task(draft)).task
        assert task is not None
        if parent is not None and draft.priority == 1:
            await service.edit_task(task.id, replace(task.draft(), parent_id=parent))
        parent = task.id if draft.repeat is None else parent
        if done:
            await service.complete_task(task.id)
        elif draft.amount is not None:
            if task.due is not None and task.due <= await service.get_day():
                await service.log_amount(task.id, draft.amount / 2)
        elif draft.repeat is not None and draft.priority > 2:
            await service.skip_task(task.id)
    await service.process_event(None, "focus_session", {"minutes": 25})


async def sent(
    plan: list[tuple[TaskDraft, bool]], folder: Path, name: str, write: Callable[[Any, Path], None]
) -> Iterator[Any]:
    """Live through a plan, write it out, read it in twice; the tasks before and after, and what came of reading."""
    clock = Clock()
    path = folder / name
    async with living(folder / "one", clock) as service:
        await lived(service, clock, plan)
        async with service.snapshot() as taken:
            write(taken, path)
        before = await service.get_tasks(include_done=True)
        standing = await service.get_user_progress()
        at_home = await brought(service, path)
    async with living(folder / "other", clock) as service:
        report = await brought(service, path)
        after = await service.get_tasks(include_done=True)
        again = await brought(service, path)
        assert (again.added, again.problems) == (0, report.problems)
        moved = await service.get_user_progress()
        await assert_stands_as_its_log_says(service)
    return iter((before, after, report, at_home, standing, moved))


async def brought(service: MomentumService, path: Path) -> ImportReport:
    source = Source(str(path), UTC)
    take = format_of(str(path)).take
    assert take is not None
    return await import_source(service, take(source), source)


def through(plan: list[tuple[TaskDraft, bool]], name: str, write: Callable[[Any, Path], None]) -> Iterator[Any]:
    with tempfile.TemporaryDirectory(dir=FAST_FOLDER) as folder:
        return asyncio.run(sent(plan, Path(folder), name, write))


def seen(tasks: tuple[Task, ...], *names: str) -> list[tuple[Any, ...]]:
    """What of the tasks a format can say, in an order that numbers do not decide."""
    return sorted((tuple(getattr(task, name) for name in names) for task in tasks), key=repr)


FIELDS = (
    *("title", "notes", "complexity", "priority", "list", "tags", "due", "first_due", "repeat", "repeat_from", "done"),
    *("due_minute", "reminder", "minutes", "amount", "unit", "completed_at"),
)


@settings(max_examples=12)
@given(plan=st.lists(st.tuples(drafts(), st.booleans()), min_size=1, max_size=4))
def test_tables_come_back_the_same(plan: list[tuple[TaskDraft, bool]]) -> None:
    def write(taken: Any, path: Path) -> None:
        write_files(str(path), tables.write_files(taken), taken.taken_at)

    before, after, report, at_home, standing, moved = through(plan, "tables.zip", write)
    assert not report.problems
    assert (at_home.added, at_home.problems) == (0, ())
    assert seen(after, *FIELDS, "start") == seen(before, *FIELDS, "start")
    titles = {task.id: task.title for task in after}
    parents = {task.id: task.title for task in before}
    assert seen_parents(after, titles) == seen_parents(before, parents)
    assert moved == standing


def seen_parents(tasks: tuple[Task, ...], titles: dict[int, str]) -> list[tuple[str, str]]:
    return sorted((task.title, titles.get(task.parent_id or 0, "")) for task in tasks)


@settings(max_examples=12)
@given(plan=st.lists(st.tuples(drafts(), st.booleans()), min_size=1, max_size=4))
def test_a_calendar_comes_back_the_same(plan: list[tuple[TaskDraft, bool]]) -> None:
    def write(taken: Any, path: Path) -> None:
        write_whole(str(path), ics.write(taken))

    before, after, report, at_home, _, _ = through(plan, "tasks.ics", write)
    assert not report.problems
    assert (at_home.added, at_home.problems) == (0, ())
    plain = [task for task in before if task.repeat is None]
    named = [name for name in FIELDS if name not in ("completed_at", "tags", "due", "first_due")]
    assert seen(tuple(task for task in after if task.repeat is None), *named, "due") == seen(
        tuple(plain), *named, "due"
    )
    held = [name for name in named if name != "done"]
    repeating = [task for task in before if task.repeat is not None and not task.done]
    assert seen(tuple(task for task in after if task.repeat is not None), *held, "first_due") == seen(
        tuple(repeating), *held, "first_due"
    )
    assert seen_tags(after) == seen_tags(before)
    done = {task.completed_at.replace(microsecond=0) for task in plain if task.completed_at is not None}
    assert {task.completed_at for task in after if task.completed_at is not None} == done


def seen_tags(tasks: tuple[Task, ...]) -> list[set[str]]:
    """The tags; one that is called as the list is, is not told from it."""
    undone = {task.id: set(task.tags) - {task.list} for task in tasks}
    return sorted(undone.values(), key=repr)


@settings(max_examples=12)
@given(plan=st.lists(st.tuples(drafts(SENTENCES, WORDS, PLAIN_RULES), st.booleans()), min_size=1, max_size=4))
def test_todo_txt_comes_back_the_same(plan: list[tuple[TaskDraft, bool]]) -> None:
    def write(taken: Any, path: Path) -> None:
        write_whole(str(path), todotxt.write(taken))

    before, after, report, at_home, _, _ = through(plan, "todo.txt", write)
    assert not report.problems
    assert (at_home.added, at_home.problems) == (0, ())
    names = ("title", "list", "tags", "start", "priority")
    assert seen(_once(after), *names, "repeat") == seen(_once(before), *names, "repeat")
    plain = tuple(task for task in before if task.repeat is None)
    back = tuple(task for task in after if task.repeat is None)
    assert seen(back, *names, "due", "done") == seen(plain, *names, "due", "done")
    assert {task.completed_at.date() for task in back if task.completed_at} == {
        task.completed_at.date() for task in plain if task.completed_at
    }


def _once(tasks: tuple[Task, ...]) -> tuple[Task, ...]:
    """The tasks without the days of repeating ones that were done."""
    return tuple({task.id: task for task in tasks}.values())


@settings(max_examples=8)
@given(plan=st.lists(st.tuples(drafts(), st.booleans()), min_size=1, max_size=4))
def test_the_document_of_everything_comes_back_the_same(plan: list[tuple[TaskDraft, bool]]) -> None:
    async def trip(folder: Path) -> None:
        clock = Clock()
        path = folder / "everything.json"
        async with living(folder / "one", clock) as service:
            await lived(service, clock, plan)
            async with service.snapshot() as taken:
                write_whole(str(path), document.write(taken))
            before = await service.get_tasks(include_done=True), await service.get_user_progress()
        async with living(folder / "other", clock) as service:
            await document.bring(service, str(path), False)
            assert (await service.get_tasks(include_done=True), await service.get_user_progress()) == before

    with tempfile.TemporaryDirectory(dir=FAST_FOLDER) as folder:
        asyncio.run(trip(Path(folder)))


@pytest.mark.parametrize("zone", [UTC, ZoneInfo("Asia/Tokyo")])
@in_loop
async def test_a_calendar_keeps_what_was_done_after_midnight_on_its_day(tmp_path: Path, zone: tzinfo) -> None:
    night = datetime(2026, 11, 26, 2, 34, tzinfo=timezone(timedelta(hours=1)))
    path = tmp_path / "tasks.ics"
    async with living(tmp_path / "one", Clock(night)) as service:
        for draft in (TaskDraft("Read"), TaskDraft("Write", due=date(2026, 11, 25)), TaskDraft("Rest", due_minute=90)):
            task = (await service.add_task(replace(draft, due=draft.due or night.date()))).task
            assert task is not None
            await service.complete_task(task.id)
        async with service.snapshot() as taken:
            write_whole(str(path), ics.write(taken))
        before = [(event.instant, event.offset, event.day) for event in await service.export_events()]
    assert {date.fromordinal(day) for _, _, day in before} == {date(2026, 11, 25)}
    async with living(tmp_path / "other", Clock(night)) as service:
        source = Source(str(path), zone)
        for dry_run in (True, False):
            report = await import_source(service, ics.read(source), source, dry_run=dry_run)
            assert (report.first_day, report.last_day) == (date(2026, 11, 25), date(2026, 11, 25))
        assert [(event.instant, event.offset, event.day) for event in await service.export_events()] == before
        assert not any("time_unknown" in event.metadata for event in await service.export_events())
        await assert_stands_as_its_log_says(service)

    path.write_text(path.read_text(encoding="utf-8").replace("X-MOMENTUM-OFFSET:+0100\n", ""), encoding="utf-8")
    async with living(tmp_path / "older", Clock(night)) as service:
        source = Source(str(path), night.tzinfo)
        await import_source(service, ics.read(source), source)
        assert [(event.instant, event.offset, event.day) for event in await service.export_events()] == before


def test_what_was_imported_goes_out_as_what_it_was(tmp_path: Path) -> None:
    source = tmp_path / "notes.md"
    source.write_text(
        "- [x] #task no day\n- [-] #task called off\n- [x] #task dated \u2705 2024-02-03\n", encoding="utf-8"
    )

    async def trip() -> None:
        async with living(tmp_path / "one", Clock()) as service:
            await brought(service, source)
            async with service.snapshot() as taken:
                assert [line.rpartition(" momentum:")[0] for line in todotxt.write(taken)] == [
                    "x no day +notes",
                    "x 2024-02-03 2024-02-03 dated +notes",
                ]
                lines = "".join(ics.write(taken)).splitlines()
                write_files(str(tmp_path / "tables"), tables.write_files(taken), taken.taken_at)
        assert [line for line in lines if line.startswith(("STATUS", "COMPLETED"))] == [
            *("STATUS:COMPLETED", "STATUS:CANCELLED"),
            *("COMPLETED:20240203T120000Z", "STATUS:COMPLETED"),
        ]
        assert (tmp_path / "tables" / "tasks.csv").read_text(encoding="utf-8").count("1970") == 0
        async with living(tmp_path / "other", Clock()) as service:
            report = await brought(service, tmp_path / "tables")
            assert (report.tasks, report.completions, report.problems) == (3, 1, ())
            assert not await service.get_tasks()

    asyncio.run(trip())


@pytest.mark.parametrize("missing", ["tasks.csv", "events.csv", "occurrences.csv"])
def test_tables_that_lack_one_are_read_as_far_as_they_go(tmp_path: Path, missing: str) -> None:
    async def trip() -> ImportReport:
        clock = Clock()
        async with living(tmp_path / "one", clock) as service:
            await lived(service, clock, [(TaskDraft("a", repeat="FREQ=DAILY"), True), (TaskDraft("b"), True)])
            async with service.snapshot() as taken:
                write_files(str(tmp_path / "tables"), tables.write_files(taken), taken.taken_at)
        (tmp_path / "tables" / missing).unlink()
        async with living(tmp_path / "other", clock) as service:
            report = await brought(service, tmp_path / "tables")
            await assert_stands_as_its_log_says(service)
            return report

    report = asyncio.run(trip())
    wanted = {"tasks.csv": (0, 2), "events.csv": (2, 0), "occurrences.csv": (2, 2)}
    assert (report.tasks, report.completions) == wanted[missing]


@pytest.mark.parametrize(("delimiter", "encoding"), [(";", "utf-8-sig"), ("\t", "utf-16")])
@in_loop
async def test_our_table_that_a_spreadsheet_saved_anew_is_still_ours(
    tmp_path: Path, delimiter: str, encoding: str
) -> None:
    async with living(tmp_path / "one", Clock()) as service:
        await service.add_task(TaskDraft("Read; write", notes="two\nlines"))
        await service.add_task(TaskDraft("Rest"))
        async with service.snapshot() as taken:
            written = next("".join(lines) for name, lines in tables.write_files(taken) if name == "tasks.csv")
        path = tmp_path / "resaved.csv"
        with path.open("w", encoding=encoding, newline="") as file:
            saving = csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL)
            saving.writerows(csv.reader(io.StringIO(written, newline="")))
        report = await brought(service, path)
        assert (report.added, report.unchanged, report.problems) == (0, 2, ())


@in_loop
async def test_what_a_row_says_wrong_is_told_with_its_line_and_its_column(tmp_path: Path) -> None:
    path = tmp_path / "tasks.csv"
    rows = ["1,Read,,simple,4,,,,02.03.2026,,,2026-03-01T12:00:00Z", "x,Rest"]
    path.write_text("\n".join([",".join(tables.TASKS), *rows]), encoding="utf-8")
    async with living(tmp_path / "one", Clock()) as service:
        report = await brought(service, path)
        assert [problem.where for problem in report.problems] == ["line 2, due", "line 3"]


async def full_life(service: MomentumService, clock: Clock) -> None:
    """Tasks open, done and under one another; a habit done, skipped, done in part and moved; a goal."""
    today = clock.moment.date()
    await service.add_task(TaskDraft("Pay", due=today, list="Home", tags=("money", "post")))
    await service.add_task(TaskDraft("Call", priority=1))
    await service.complete_task(2)
    await service.add_task(TaskDraft("Move", notes="by car"))
    await service.add_task(TaskDraft("Boxes", parent_id=3))
    await service.add_task(TaskDraft("Van", parent_id=3))
    await service.complete_task(4)
    await service.add_task(TaskDraft("Stretch", repeat="FREQ=DAILY", due=today))
    await service.add_task(TaskDraft("Water", repeat="FREQ=DAILY", due=today, amount=Decimal(8), unit="glasses"))
    await service.add_task(TaskDraft("Bins", repeat="FREQ=WEEKLY", due=today))
    await service.edit_task(8, TaskDraft("Bins", due=today + timedelta(days=1)), occurrence=today)
    for act in (service.complete_task, service.skip_task, service.complete_task):
        await act(6)
        await service.log_amount(7, Decimal(8))
        clock.forward(days=1)
    await service.log_amount(7, Decimal(3))
    await service.add_goal(GoalDraft("A garden"), [StepDraft("Dig")])
    await service.process_event(None, "focus_session", {"minutes": 25})


@pytest.mark.parametrize("name", ["csv", "todotxt", "ics", "events", "plan"])
def test_what_was_written_adds_nothing_where_it_came_from_and_nothing_twice(tmp_path: Path, name: str) -> None:
    path = str(tmp_path / {"csv": "all.zip", "todotxt": "mine.txt", "ics": "all.ics"}.get(name, "all.json"))

    async def write(service: MomentumService) -> None:
        compose = format_named(name).compose
        if compose is None:
            await exported(service, None, name, path)
        else:
            write_whole(path, await compose(service))

    async def read(service: MomentumService) -> ImportReport:
        rules = compile_rules(await service.rules_document())
        planned = await read_file(path, "auto", rules).bring(service, dry_run=True)
        report = await read_file(path, name, rules).bring(service)
        assert (report.added, report.unchanged, report.problems) == (planned.added, planned.unchanged, planned.problems)
        return report

    async def stands(service: MomentumService) -> tuple[Any, ...]:
        tasks, acts = await service.get_tasks(include_done=True), await service.get_history()
        return tasks, acts, await service.get_goals(), await service.get_user_progress()

    async def trip() -> None:
        clock = Clock()
        async with living(tmp_path / "one", clock) as service:
            await full_life(service, clock)
            await write(service)
            before = await stands(service)
            at_home = await read(service)
            assert (at_home.added, at_home.problems) == (0, ())
            assert await stands(service) == before
        async with living(tmp_path / "other", clock) as service:
            assert (await read(service)).added > 0
            once = await stands(service)
            again = await read(service)
            assert (again.added, again.problems) == (0, ())
            assert await stands(service) == once
            await assert_stands_as_its_log_says(service)

    asyncio.run(trip())
