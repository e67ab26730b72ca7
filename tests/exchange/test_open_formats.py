"""Tables, todo.txt and iCalendar: other programs read in them what stands here."""

from __future__ import annotations

import asyncio
import csv
import io
import re
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from momentum_desktop.errors import CannotWrite, RefusedInput
from momentum_desktop.exchange import ics, tables, todotxt
from momentum_desktop.exchange.cells import as_it_was, harmless
from momentum_desktop.exchange.writing import write_files
from momentum_desktop.service.momentum_service import MomentumService
from momentum_desktop.service.snapshot import DatedTask, Snapshot
from momentum_desktop.service.values import Task, TaskDraft
from tests.service.lives import FAST_FOLDER, MORNING, Clock, in_loop, living

CET = datetime.fromisoformat("2026-03-02T09:30:00+01:00")
FORMULA = tuple("=+-@\t\r\n")
CHARACTERS = st.characters(blacklist_categories=["Cs"], blacklist_characters="\0")
TEXTS = st.text(CHARACTERS, max_size=12) | st.text("'=+-@\t\r\n\",a", max_size=6)
WORDS = st.text(st.characters(whitelist_categories=["L", "N", "P", "S"]), min_size=1, max_size=6)
DAYS = st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31))
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2029, 1, 1)).map(lambda at: at.replace(tzinfo=CET.tzinfo))  # noqa: DTZ001


def a_task(**words: Any) -> Task:
    plain: dict[str, Any] = {
        "id": 1,
        "title": "Water the plants",
        "notes": "",
        "complexity": "simple",
        "priority": 4,
        "list": None,
        "start": None,
        "due": None,
        "repeat": None,
        "tags": (),
        "done": words.get("completed_at") is not None,
        "completed_at": None,
        "goal_id": None,
        "worth": 0,
    }
    return Task(**{**plain, **words})


RECORDS = st.builds(
    DatedTask,
    st.builds(
        a_task,
        id=st.integers(1, 9),
        title=st.text(CHARACTERS, min_size=1, max_size=90).filter(str.strip),
        notes=TEXTS,
        priority=st.integers(1, 4),
        list=st.none() | WORDS,
        start=DAYS,
        due=DAYS,
        tags=st.lists(WORDS, max_size=2, unique=True).map(tuple),
        completed_at=st.none() | MOMENTS,
    ),
    MOMENTS,
)


async def live(service: MomentumService, clock: Clock) -> None:
    for draft in (
        TaskDraft("=HYPERLINK(A1)", notes="-1\n+2", priority=1, list="@work", tags=("+a", "b"), due=date(2026, 3, 4)),
        TaskDraft("Ümläut “x”, y", start=date(2026, 3, 1)),
    ):
        clock.forward(hours=1)
        result = await service.add_task(draft)
    assert result.task is not None
    await service.complete_task(result.task.id)
    await service.process_event(None, "focus_session", {"note": "=1"}, MORNING - timedelta(days=1), "-key")


def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@given(text=TEXTS)
@example("'")
@example("''=")
@example("'a")
def test_no_cell_begins_like_a_formula_and_each_can_be_had_back(text: str) -> None:
    cell = harmless(text)
    assert not cell.startswith(FORMULA)
    assert as_it_was(cell) == text
    if not text.lstrip("'").startswith(FORMULA):
        assert cell == text


@settings(max_examples=20, deadline=None)
@given(titles=st.lists(TEXTS.filter(str.strip), min_size=1, max_size=4))
def test_a_title_survives_the_table(titles: list[str]) -> None:
    async def through(folder: Path) -> dict[str, str]:
        async with living(folder) as service:
            for title in titles:
                await service.add_task(TaskDraft(title))
            async with service.snapshot() as taken:
                return {name: "".join(texts) for name, texts in tables.write_files(taken)}

    with tempfile.TemporaryDirectory(dir=FAST_FOLDER) as folder:
        files = asyncio.run(through(Path(folder)))
    rows = read_csv(files["tasks.csv"])
    assert [as_it_was(row["title"]) for row in rows] == [title.strip() for title in titles]
    assert not any(cell.startswith(FORMULA) for row in rows for cell in row.values())


def test_a_number_below_nothing_stays_a_number() -> None:
    (names, line) = tables._lines(("points", "note"), [(-5, "-5")])
    assert (names, line) == ("points,note\r\n", "-5,'-5\r\n")


@in_loop
async def test_the_tables_hold_what_the_service_says(tmp_path: Path) -> None:
    clock = Clock()
    async with living(tmp_path / "data", clock) as service:
        await live(service, clock)
        await service.process_event(None, "focus_session")
        await service.undo()
        async with service.snapshot() as taken:
            write_files(str(tmp_path / "tables"), tables.write_files(taken), taken.taken_at)
        progress = await service.get_user_progress()
        log = await service.export_events()
    read = {path.name: read_csv(path.read_bytes().decode()) for path in (tmp_path / "tables").iterdir()}
    assert set(read) == {"tasks.csv", "occurrences.csv", "events.csv", "ledger.csv", "days.csv"}
    first, second = read["tasks.csv"]
    assert (first["title"], first["notes"], first["list"], first["tags"]) == (
        "'=HYPERLINK(A1)",
        "'-1\n+2",
        "'@work",
        "'+a, b",
    )
    assert (first["due"], first["start"], first["completed_at"]) == ("2026-03-04", "", "")
    assert (second["title"], second["start"], second["created_at"]) == (
        "Ümläut “x”, y",
        "2026-03-01",
        "2026-03-02T11:00:00+00:00",
    )
    assert second["completed_at"] == clock.moment.isoformat()
    assert [int(row["id"]) for row in read["events.csv"]] == [event.id for event in log]
    assert read["events.csv"][1]["idempotency_key"] == "'-key"
    assert read["events.csv"][1]["metadata"] == '{"note":"=1"}'
    assert sum(int(row["points"]) for row in read["ledger.csv"]) == progress.total_points
    assert sum(int(row["points"]) for row in read["days.csv"]) == progress.total_points
    assert [row["day"] for row in read["days.csv"]] == ["2026-03-01", "2026-03-02"]
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def several(*, failing: bool = False) -> Any:
    yield "a.csv", iter(["a", "ä"])
    if failing:
        raise KeyboardInterrupt
    yield "b.csv", iter(["b"])


def test_an_archive_holds_the_files_and_replaces_another_whole(tmp_path: Path) -> None:
    path = tmp_path / "all.ZIP"
    path.write_text("before", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        write_files(str(path), several(failing=True), MORNING)
    assert path.read_text(encoding="utf-8") == "before"

    write_files(str(path), several(), MORNING)

    with ZipFile(path) as archive:
        assert {name: archive.read(name).decode() for name in archive.namelist()} == {"a.csv": "aä", "b.csv": "b"}
        assert archive.infolist()[0].date_time == (2026, 3, 2, 9, 0, 0)
    assert [file.name for file in tmp_path.glob("*")] == ["all.ZIP"]


def test_a_folder_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        write_files(str(tmp_path / "new"), several(failing=True), MORNING)
    assert list(tmp_path.iterdir()) == []

    (tmp_path / "new").mkdir()
    write_files(str(tmp_path / "new"), several(), MORNING)

    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["a.csv", "b.csv"]
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("full", "not an empty folder"),
        ("file", "not an empty folder"),
        ("no/where", "does not exist"),
        ("full/a.zip/b.zip", "does not exist"),
    ],
)
def test_a_place_that_takes_no_folder_is_refused(tmp_path: Path, name: str, fault: str) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a.zip").touch()
    (tmp_path / "file").touch()
    with pytest.raises(RefusedInput, match=fault):
        write_files(str(tmp_path / name), several(), MORNING)


def test_a_place_without_room_for_the_folder_says_so() -> None:
    with pytest.raises((CannotWrite, RefusedInput), match="cannot be written"):
        write_files("/proc/tables", several(), MORNING)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ({}, "2026-03-02 Water the plants"),
        ({"priority": 1}, "(A) 2026-03-02 Water the plants"),
        ({"priority": 3, "list": "my home", "tags": ("a b", "c")}, "(C) 2026-03-02 Water the plants +my_home @a_b @c"),
        (
            {"due": date(2026, 3, 5), "start": date(2026, 3, 4)},
            "2026-03-02 Water the plants t:2026-03-04 due:2026-03-05",
        ),
        ({"completed_at": CET + timedelta(days=1)}, "x 2026-03-03 2026-03-02 Water the plants"),
        ({"completed_at": CET, "priority": 2}, "x 2026-03-02 2026-03-02 Water the plants pri:B"),
        ({"title": "x (A) 2026-01-01\nb\x85c"}, "2026-03-02 x (A) 2026-01-01 b c"),
    ],
)
def test_a_task_is_a_line_of_todo_txt(words: dict[str, Any], line: str) -> None:
    assert todotxt.line_of(DatedTask(a_task(**words), CET), CET.date()) == line


LINE = re.compile(
    r"(?:x (?P<done>\d{4}-\d\d-\d\d) |\((?P<priority>[A-Z])\) )?(?P<created>\d{4}-\d\d-\d\d) (?P<rest>.*)"
)


@given(record=RECORDS)
def test_a_line_of_todo_txt_says_the_same(record: DatedTask) -> None:
    task, created_at = record
    line = todotxt.line_of(record, created_at.date())
    assert len(line.splitlines()) == 1
    read = LINE.fullmatch(line)
    assert read is not None
    assert read["created"] == created_at.date().isoformat()
    assert (read["done"] is not None) == task.done
    assert task.completed_at is None or read["done"] == task.completed_at.date().isoformat()
    words = read["rest"].split(" ")
    title, rest = words[: len(task.title.split())], words[len(task.title.split()) :]
    assert title == task.title.split()
    wanted = ([f"+{task.list}"] if task.list else []) + [f"@{tag}" for tag in task.tags]
    wanted += [f"t:{task.start}"] if task.start else []
    wanted += [f"due:{task.due}"] if task.due else []
    letter = {1: "A", 2: "B", 3: "C"}.get(task.priority)
    assert rest == wanted + ([f"pri:{letter}"] if task.done and letter else [])
    assert task.done or read["priority"] == letter


class OneTask(Snapshot):
    """A snapshot of given tasks."""

    def __init__(self, *records: DatedTask) -> None:
        self.records = records
        self.imported = {}
        self.taken_at = CET
        self.user = type("Someone", (), {"id": 1})()

    def tasks(self) -> Any:
        return iter(self.records)


@in_loop
async def test_what_was_added_and_done_after_midnight_has_one_day_in_todo_txt(tmp_path: Path) -> None:
    async with living(tmp_path / "data", Clock(datetime(2026, 11, 26, 2, 34, tzinfo=CET.tzinfo))) as service:
        await service.add_task(TaskDraft("Read"))
        await service.complete_task(1)
        async with service.snapshot() as taken:
            (line,) = todotxt.write(taken)
    assert line.startswith("x 2026-11-25 2026-11-25 Read ")


@settings(max_examples=60)
@given(records=st.lists(RECORDS, max_size=3))
def test_a_calendar_reads_back_the_same(records: list[DatedTask]) -> None:
    text = "".join(ics.write(OneTask(*records)))
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    calendar = Calendar.from_ical(text)
    todos = calendar.walk("VTODO")
    assert len(todos) == len(records)
    for (task, created_at), todo in zip(records, todos, strict=True):
        assert not todo.errors
        assert str(todo["SUMMARY"]) == plain(task.title)
        assert str(todo.get("DESCRIPTION", "")) == plain(task.notes)
        assert todo.get("DUE", None) is None if task.due is None else todo.decoded("DUE") == task.due
        starts = task.start is not None and (task.due is None or task.start < task.due)
        assert (todo.decoded("DTSTART") == task.start) if starts else "DTSTART" not in todo
        assert todo.decoded("CREATED") == created_at.replace(microsecond=0)
        assert int(todo.get("PRIORITY", 0)) == {1: 1, 2: 5, 3: 9, 4: 0}[task.priority]
        names = list(dict.fromkeys(([task.list] if task.list else []) + list(task.tags)))
        assert [str(name) for name in todo["CATEGORIES"].cats] == names if names else "CATEGORIES" not in todo
        assert str(todo["STATUS"]) == ("COMPLETED" if task.done else "NEEDS-ACTION")
        if task.completed_at is not None:
            assert todo.decoded("COMPLETED") == task.completed_at.replace(microsecond=0)


def plain(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(letter for letter in text if letter in "\t\n" or not (ord(letter) < 32 or ord(letter) == 127))


@in_loop
async def test_a_task_keeps_its_uid_whatever_becomes_of_it(tmp_path: Path) -> None:
    async def uids(service: MomentumService) -> list[str]:
        async with service.snapshot() as taken:
            calendar = Calendar.from_ical("".join(ics.write(taken)))
        return [str(todo["UID"]) for todo in calendar.walk("VTODO")]

    clock = Clock()
    async with living(tmp_path / "data", clock) as service:
        await live(service, clock)
        before = await uids(service)
        clock.forward(days=400)
        await service.edit_task(1, TaskDraft("Something else"))
        await service.complete_task(1)
        assert await uids(service) == before
        assert len(set(before)) == 2


@in_loop
async def test_exports_are_of_the_user_asked_for(tmp_path: Path) -> None:
    async with living(tmp_path / "data") as service:
        ann = (await service.add_user("Ann")).user_id
        await service.add_task(TaskDraft("Mine"))
        await service.add_task(TaskDraft("Ann's"), user_id=ann)
        for user, title in ((None, "Mine"), (ann, "Ann's")):
            async with service.snapshot(user) as taken:
                assert [line.split(" ", 1)[1].rpartition(" ")[0] for line in todotxt.write(taken)] == [title]
        with pytest.raises(RefusedInput, match="no user 9"):
            async with service.snapshot(9):
                pass
