"""What the same programs write in other versions, countries and through other tools: the same is read of it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange.formats import format_named, format_of
from momentum_desktop.exchange.source import Source
from momentum_desktop.exchange.sources import todoist
from momentum_desktop.exchange.sources.todoist_dates import said_date
from momentum_desktop.service.import_values import Gathered
from tests.exchange.small_files import small_files
from tests.exchange.small_parts import Small, database, day_ms, lines, loop_database, zipped

TEXTS = [
    name
    for name, small in small_files().items()
    if not small.content.startswith((b"SQLite", b"PK", b"\x1f\x8b", b"<?xml"))
]
TABLES = [name for name in TEXTS if small_files()[name].name.endswith(".csv")]


def taken(folder: Path, name: str, content: bytes, program: str) -> Gathered:
    """What is read of a file that must be recognised as that program's."""
    path = folder / name
    path.write_bytes(content)
    assert format_of(str(path)).name == program
    take = format_named(program).take
    assert take is not None
    return take(Source(str(path), UTC))


def rows(small: Small) -> list[list[str]]:
    return list(csv.reader(io.StringIO(small.content.decode())))


def table(cells: list[list[str]], **how: Any) -> bytes:
    held = io.StringIO()
    csv.writer(held, **how).writerows(cells)
    return held.getvalue().encode()


def same(one: Gathered, other: Gathered) -> bool:
    """Whether the same tasks and days stand in both, wherever in the file."""
    return [(task.key, task.title, task.due, task.state) for task in one.tasks] == [
        (task.key, task.title, task.due, task.state) for task in other.tasks
    ] and [(r.task, r.id, r.day, r.kind, r.quantity) for r in one.records] == [
        (r.task, r.id, r.day, r.kind, r.quantity) for r in other.records
    ]


ENCODED: dict[str, Callable[[bytes], bytes]] = {
    "byte order mark": lambda content: b"\xef\xbb\xbf" + content,
    "carriage returns": lambda content: content.replace(b"\n", b"\r\n"),
    "UTF-16": lambda content: content.decode().encode("utf-16"),
    "blank lines before": lambda content: b"\r\n\n" + content,
}


@pytest.mark.parametrize("how", ENCODED)
@pytest.mark.parametrize("name", [name for name in TEXTS if name != "taskwarrior data"])
def test_however_a_text_is_encoded_the_same_is_read(tmp_path: Path, name: str, how: str) -> None:
    small = small_files()[name]
    plain = taken(tmp_path, small.name, small.content, small.program)
    assert same(plain, taken(tmp_path, small.name, ENCODED[how](small.content), small.program))


WRITTEN: dict[str, Callable[[list[list[str]]], bytes]] = {
    "semicolons": lambda cells: table(cells, delimiter=";"),
    "tabs": lambda cells: table(cells, delimiter="\t"),
    "a line for Excel": lambda cells: b"sep=;\r\n" + table(cells, delimiter=";"),
    "all quoted": lambda cells: table(cells, quoting=csv.QUOTE_ALL),
}


@pytest.mark.parametrize("how", WRITTEN)
@pytest.mark.parametrize("name", TABLES)
def test_however_a_table_is_written_the_same_is_read(tmp_path: Path, name: str, how: str) -> None:
    small = small_files()[name]
    plain = taken(tmp_path, small.name, small.content, small.program)
    assert same(plain, taken(tmp_path, small.name, WRITTEN[how](rows(small)), small.program))


@pytest.mark.parametrize("name", TABLES)
def test_columns_may_stand_in_any_order(tmp_path: Path, name: str) -> None:
    small = small_files()[name]
    cells = rows(small)
    width = max(map(len, cells))
    turned = [(row + [""] * (width - len(row)))[::-1] if len(row) > 3 else row for row in cells]
    plain = taken(tmp_path, small.name, small.content, small.program)
    assert same(plain, taken(tmp_path, small.name, table(turned), small.program))


@pytest.mark.parametrize("name", ["todo.csv", "habits.db", "export.json", "log.psv.gz", "notes"])
def test_an_empty_file_is_called_empty(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"")
    with pytest.raises(RefusedInput, match="it is empty"):
        format_of(str(path))


def test_an_empty_file_read_as_a_program_s_is_called_empty(tmp_path: Path) -> None:
    path = tmp_path / "export"
    path.write_bytes(b"")
    for program in ("loop", "tickmate", "habitica", "superproductivity", "mstodo", "gtg"):
        take = format_named(program).take
        assert take is not None
        with pytest.raises(RefusedInput, match="it is empty"):
            take(Source(str(path), UTC))


@pytest.mark.parametrize(
    ("texts", "days"),
    [
        (("3/4/2016", "3/13/2016"), [(2016, 3, 4), (2016, 3, 13)]),
        (("4/3/2016", "13/3/2016"), [(2016, 3, 4), (2016, 3, 13)]),
        (("04.03.2016", "05.03.2016"), [(2016, 3, 4), (2016, 3, 5)]),
        (("2016-03-04 00:00:00", "2016-3-5"), [(2016, 3, 4), (2016, 3, 5)]),
    ],
)
def test_the_days_of_habitbull_as_spreadsheets_of_many_countries_write_them(
    tmp_path: Path, texts: tuple[str, str], days: list[tuple[int, int, int]]
) -> None:
    content = lines("HabitName;CalendarDate;Value", *(f"Run;{text};1,5" for text in texts))
    gathered = taken(tmp_path, "habits.csv", content, "habitbull")
    assert [record.day for record in gathered.records] == [date(*day) for day in days]
    assert [record.quantity for record in gathered.records] == [Decimal("1.5")] * 2


def test_org_keywords_that_a_file_does_not_name_are_known(tmp_path: Path) -> None:
    content = lines(
        "* NEXT Stretch",
        "SCHEDULED: <2024-03-03 dim. .+1d/3d>",
        ":LOGBOOK:",
        '- State "DONE"       from "NEXT"       [2024-03-02 sam. 10:00]',
        '- State "DONE"       from "NEXT"       [2024-03-01 Fr]',
        ":END:",
        "* WAITING Answer",
        "* CANCELLED Trip",
        "* TODO Look",
        "SCHEDULED: <2024-03-03 Sun +6h>",
        "* Next of kin",
    )
    gathered = taken(tmp_path, "life.org", content, "org")
    assert [(task.title, task.state, task.repeat) for task in gathered.tasks] == [
        ("Stretch", "open", "FREQ=DAILY"),
        ("Answer", "open", None),
        ("Trip", "cancelled", None),
        ("Look", "open", None),
    ]
    assert [record.day for record in gathered.records] == [date(2024, 3, 2), date(2024, 3, 1)]
    assert [problem.what for problem in gathered.problems] == ["the repeat “+6h” is none of days; it was left out"]
    named = taken(tmp_path, "named.org", b"#+TODO: OPEN | SHUT\n* OPEN Door\n* NEXT Window\n", "org")
    assert [task.title for task in named.tasks] == ["Door"]


def test_lists_of_microsoft_to_do_without_its_marks_are_known(tmp_path: Path) -> None:
    task = {
        "title": "Pay",
        "status": "completed",
        "importance": "normal",
        "isReminderOn": False,
        "completedDateTime": {"dateTime": "2023-01-01T23:00:00.0000000", "timeZone": "UTC"},
    }
    content = json.dumps([{"displayName": "Home", "tasks": [task]}]).encode()
    gathered = taken(tmp_path, "todo.json", content, "mstodo")
    assert (gathered.tasks[0].list, gathered.records[0].day) == ("Home", date(2023, 1, 2))


def test_old_entries_of_habitica_that_do_not_say_what_was_done_are_told(tmp_path: Path) -> None:
    document = json.loads(small_files()["habitica"].content)
    document["tasks"]["habits"][0]["history"].insert(0, {"date": day_ms("2023-03-01"), "value": 3.5})
    document["tasks"]["dailys"][0]["history"][:0] = [{"date": day_ms("2023-03-01"), "value": 3.5}] * 2
    gathered = taken(tmp_path, "habitica.json", json.dumps(document).encode(), "habitica")
    assert gathered.completions == small_files()["habitica"].completions
    assert [problem.what for problem in gathered.problems if "worth" in problem.what] == [
        "an old entry of its history says only what it was worth, not whether it was done",
        "2 old entries of its history say only what it was worth, not whether it was done",
    ]


def test_the_smallest_amounts_in_loops_tables_are_numbers(tmp_path: Path) -> None:
    head = "Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,Target Type,"
    content = zipped(
        {
            "Habits.csv": lines(
                f"{head}Target Value,Archived?", "001,Smoke,NUMERICAL,,,1,1,#D32F2F,cigarettes,AT_MOST,2.0,false"
            ),
            "001 Smoke/Checkmarks.csv": lines(
                "Date,Value,Notes", "2024-03-03,NO,", "2024-03-02,5000,", "2024-03-01,SKIP,", "2024-02-29,UNKNOWN,"
            ),
        }
    )
    gathered = taken(tmp_path, "Loop.zip", content, "loop")
    assert [(record.day.day, record.kind) for record in gathered.records] == [(3, "done"), (2, "missed"), (1, "skip")]


def test_loop_databases_without_what_came_later_are_read(tmp_path: Path) -> None:
    old = database(
        "CREATE TABLE Habits (Id INTEGER PRIMARY KEY, archived INTEGER, freq_den INTEGER, freq_num INTEGER, name TEXT)",
        "CREATE TABLE Repetitions (Id INTEGER PRIMARY KEY, habit INTEGER, timestamp INTEGER)",
        rows={"Habits": [(1, 0, 1, 1, "Read")], "Repetitions": [(1, 1, day_ms("2014-03-01"))]},
        version=8,
    )
    assert [record.day for record in taken(tmp_path, "old.db", old, "loop").records] == [date(2014, 3, 1)]
    newer = taken(tmp_path, "new.db", loop_database(version=99), "loop")
    assert same(newer, taken(tmp_path, "now.db", loop_database(), "loop"))
    assert "never tried" in newer.remarks[0]


@pytest.mark.parametrize(
    ("said", "repeat", "due", "minute"),
    [
        ("every day at 9am", "FREQ=DAILY", None, 540),
        ("every monday 18:00", "FREQ=WEEKLY;BYDAY=MO", None, 1080),
        ("jeden Tag um 9 Uhr", "FREQ=DAILY", None, 540),
        ("alle 2 Wochen", "FREQ=WEEKLY;INTERVAL=2", None, None),
        ("每天", "FREQ=DAILY", None, None),
        ("every quarter", "FREQ=MONTHLY;INTERVAL=3", None, None),
        ("every day starting 1 Mar 2024 until 5 Apr 2024", "FREQ=DAILY;UNTIL=20240405", (2024, 3, 1), None),
        ("1. März 2024", None, (2024, 3, 1), None),
        ("2024年3月1日", None, (2024, 3, 1), None),
        ("5 Mar 2024 6pm", None, (2024, 3, 5), 1080),
        ("13/4/2024", None, (2024, 4, 13), None),
    ],
)
def test_the_words_of_todoists_dates_are_understood(
    said: str, repeat: str | None, due: tuple[int, int, int] | None, minute: int | None
) -> None:
    found = said_date(said)
    assert found is not None
    assert (found.repeat and found.repeat.rule, found.due, found.minute) == (repeat, due and date(*due), minute)


@pytest.mark.parametrize(
    "said",
    [
        "4 Jan",
        "jan 5",
        "4. Januar",
        "monday",
        "morgen",
        "in 5 days",
        "today at 5pm",
        "3/4/2024",
        "every week from tomorrow",
    ],
)
def test_words_that_count_from_an_unknown_day_stay_text(said: str) -> None:
    assert said_date(said) is None


def test_days_of_todoist_that_count_from_the_day_they_are_read_on_are_told(tmp_path: Path) -> None:
    dates = ("24 Dec", "tomorrow at 10:00", "morgen", "3/4/2024", "4 Jan 2024")
    rows = [f"task,Task {number},1,1,{said}" for number, said in enumerate(dates)]
    path = tmp_path / "House.csv"
    path.write_bytes(lines("TYPE,CONTENT,PRIORITY,INDENT,DATE", *rows))
    gathered = todoist.read(Source(str(path), UTC, day=date(2026, 11, 26)))
    assert [(task.due, task.due_minute) for task in gathered.tasks] == [
        (date(2026, 12, 24), None),
        (date(2026, 11, 27), 600),
        (date(2026, 11, 27), None),
        (None, None),
        (date(2024, 1, 4), None),
    ]
    assert [task.extra.get("date") for task in gathered.tasks] == [*dates[:4], None]
    assert gathered.remarks == ["3 dates were counted from 2026-11-26 (“24 Dec”, “tomorrow at 10:00”, “morgen”)."]
    assert [problem.where for problem in gathered.problems] == ["line 5"]
    # Without a day to count from they stay text, and it is told how they would not.
    gathered = todoist.read(Source(str(path), UTC))
    assert [task.due for task in gathered.tasks] == [None, None, None, None, date(2024, 1, 4)]
    assert ["--day today" in problem.what for problem in gathered.problems] == [True, True, True, False]


def test_to_dos_of_other_calendars_keep_their_day(tmp_path: Path) -> None:
    def todo(*more: str) -> list[str]:
        return ["BEGIN:VTODO", *more, "END:VTODO"]

    content = lines(
        "BEGIN:VCALENDAR",
        *todo("UID:1", "SUMMARY:Night", "STATUS:COMPLETED", "COMPLETED;TZID=Europe/Berlin:20240301T003000"),
        *todo("UID:2", "SUMMARY:Day", "STATUS:COMPLETED", "COMPLETED;VALUE=DATE:20240302"),
        *todo("UID:3", "SUMMARY:Long", "DTSTART:20240301T233000Z", "DURATION:PT1H"),
        "END:VCALENDAR",
    )
    gathered = taken(tmp_path, "a.ics", content, "ics")
    assert [(record.day, record.instant is None) for record in gathered.records] == [
        (date(2024, 3, 1), False),
        (date(2024, 3, 2), True),
    ]
    assert (gathered.tasks[2].due, gathered.tasks[2].due_minute) == (date(2024, 3, 2), 30)


@pytest.mark.parametrize(
    "content",
    [
        lines(f"commit {'1' * 40}", f"tree {'2' * 40}", "author Ada <a@b> 1709332200 -0500", "", "    Mend"),
        lines(f"commit {'1' * 40}", "Author: Ada <a@b>", "Date:   1709332200 -0500", "", "    Mend"),
        lines(f"{'1' * 40},Ada,2024-03-01T17:30:00-05:00,Mend"),
        lines(f"{'1' * 40}|Ada|Fri Mar 1 17:30:00 2024 -0500|Mend"),
        lines(f"{'1' * 12};2024-03-01 17:30:00 -0500;Ada;Mend"),
    ],
)
def test_logs_of_git_in_other_forms_are_read(tmp_path: Path, content: bytes) -> None:
    gathered = taken(tmp_path, "work.log", content, "git")
    assert [(str(record.instant), record.note) for record in gathered.records] == [
        ("2024-03-01 17:30:00-05:00", "Mend")
    ]


def test_the_history_of_habitica_as_a_spreadsheet_saved_it(tmp_path: Path) -> None:
    content = lines("Task Name;Task ID;Task Type;Date;Value", "Drink;h1;habit;2024-03-01T10:00:00Z;1,5")
    gathered = taken(tmp_path, "history.csv", content, "habitica")
    assert [record.day for record in gathered.records] == [date(2024, 3, 1)]
    assert not gathered.problems


def twice(name: str) -> tuple[Small, bytes]:
    """A small file with each of its things twice."""
    small = small_files()[name]
    if name == "ticktick":
        return small, small.content + small.content.partition(b'"parentId"\n')[2]
    document = json.loads(small.content)
    if name == "habitica":
        for kind in document["tasks"]:
            document["tasks"][kind] *= 2
    elif name == "mstodo":
        document["value"] *= 2
    else:
        document *= 2
    return small, json.dumps(document).encode()


@pytest.mark.parametrize("name", ["habitica", "mstodo", "taskwarrior", "ticktick"])
def test_what_stands_twice_with_one_id_counts_once_and_is_told(tmp_path: Path, name: str) -> None:
    small, content = twice(name)
    plain = taken(tmp_path, small.name, small.content, small.program)
    doubled = taken(tmp_path, small.name, content, small.program)
    assert same(plain, doubled)
    told = [problem for problem in doubled.problems if "came before" in problem.what]
    assert len(told) == sum(not task.item for task in plain.tasks)
    assert all(problem.left_out for problem in told)


def test_an_occurrence_may_stand_before_what_repeats(tmp_path: Path) -> None:
    once = ["BEGIN:VTODO", "UID:1", "RECURRENCE-ID;VALUE=DATE:20240302", "STATUS:COMPLETED", "END:VTODO"]
    daily = ["BEGIN:VTODO", "UID:1", "SUMMARY:Sweep", "DUE;VALUE=DATE:20240301", "RRULE:FREQ=DAILY", "END:VTODO"]
    gathered = taken(tmp_path, "a.ics", lines("BEGIN:VCALENDAR", *once, *daily, "END:VCALENDAR"), "ics")
    assert [(task.title, task.repeat) for task in gathered.tasks] == [("Sweep", "FREQ=DAILY")]
    assert [(record.task, record.day) for record in gathered.records] == [("1", date(2024, 3, 2))]


def test_the_properties_of_org_are_known_in_any_letters(tmp_path: Path) -> None:
    content = lines("* TODO Paint", ":properties:", ":id: 4f2", ":EFFORT: 1:30", ":END:")
    (task,) = taken(tmp_path, "life.org", content, "org").tasks
    assert (task.key, task.minutes) == ("4f2", 90)


def test_to_dos_in_files_of_their_own_are_parts_of_each_other(tmp_path: Path) -> None:
    """A folder as calendar servers and their clients keep it: the part is read before what it is a part of."""
    part = ("UID:part", "SUMMARY:Buy paint", "RELATED-TO:whole")
    for name, words in (("a.ics", part), ("b.ics", ("UID:whole", "SUMMARY:Paint the room"))):
        content = lines("BEGIN:VCALENDAR", "BEGIN:VTODO", *words, "END:VTODO", "END:VCALENDAR")
        (tmp_path / name).write_bytes(content)
    take = format_named("ics").take
    assert take is not None
    gathered = take(Source(str(tmp_path), UTC))
    by_title = {task.title: task for task in gathered.tasks}
    assert by_title["Buy paint"].parent == by_title["Paint the room"].key
    assert by_title["Paint the room"].parent is None
