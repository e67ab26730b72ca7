"""Tables that a person keeps in a spreadsheet: which columns are tasks, and which days are known."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange import tables
from momentum_desktop.exchange.formats import format_of
from momentum_desktop.exchange.source import Source
from momentum_desktop.exchange.sources import table
from momentum_desktop.exchange.sources.table_words import COLUMNS
from momentum_desktop.service.import_values import Gathered, SourceTask
from tests.exchange.small_parts import lines


def taken(folder: Path, *rows: str, day: date | None = None) -> Gathered:
    path = folder / "tasks.csv"
    path.write_bytes(lines(*rows))
    return table.read(Source(str(path), UTC, day=day))


def test_each_column_goes_to_its_place_and_the_others_are_kept(tmp_path: Path) -> None:
    gathered = taken(
        tmp_path,
        "Cost;Task;Due date;Start;Description;Category;Labels;Prio;Difficulty;Recurrence;Minutes;Status",
        "3 €;Clean the  stove;2026-03-04 18:30;2026-03-01;with salt;House;#fat, soot;P2;complex;every 2 weeks;45;new",
    )
    assert gathered.tasks == [
        SourceTask(
            key=gathered.tasks[0].key,
            title="Clean the stove",
            where="line 2",
            notes="with salt",
            list="House",
            tags=("fat", "soot"),
            priority=2,
            complexity="complex",
            start=date(2026, 3, 1),
            due=date(2026, 3, 4),
            due_minute=18 * 60 + 30,
            repeat="FREQ=WEEKLY;INTERVAL=2",
            minutes=45,
            extra={"Cost": "3 €"},
        )
    ]
    assert not gathered.problems
    (remark,) = gathered.remarks
    assert remark.startswith("“tasks.csv”, columns read: task as title, description as notes, due date as due, start, ")
    assert remark.endswith("; kept beside the tasks: “Cost”.")


@pytest.mark.parametrize("field", COLUMNS)
def test_every_name_of_a_column_is_read_as_what_it_says(tmp_path: Path, field: str) -> None:
    cells = {"repeat": "daily", "done": "yes", "done_at": "2026-03-01", "priority": "1", "complexity": "epic"}
    cell = cells.get(field, "30" if field == "minutes" else "2026-03-01")
    for name in COLUMNS[field]:
        other = "title" if field != "title" else "unknown"
        gathered = taken(tmp_path, f"{other},{name}", f"a,{cell}")
        assert not gathered.problems
        assert field == "title" or gathered.tasks != taken(tmp_path, f"{other},x", f"a,{cell}").tasks
        assert len(gathered.tasks) == 1


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (["3/14/2026", "3/4/2026"], [(3, 14), (3, 4)]),
        (["14/3/2026", "3/4/2026"], [(3, 14), (4, 3)]),
        (["3/4/2026", "4/3/26"], [None, None]),
        (["14/3/2026", "3/14/2026", "3/4/2026"], [(3, 14), (3, 14), None]),
        (["3.4.2026", "3/3/2026", "3-14-2026"], [(4, 3), (3, 3), (3, 14)]),
        (["4 Mar 2026", "4. März 2026", "2026年3月4日", "20260304T1000"], [(3, 4)] * 4),
        (["soon", "32.1.2026"], [None, None]),
    ],
)
def test_one_day_of_a_table_tells_how_all_are_written(
    tmp_path: Path, cells: list[str], days: list[tuple[int, int] | None]
) -> None:
    gathered = taken(tmp_path, "title\tdue", *(f"{number}\t{cell}" for number, cell in enumerate(cells)))
    assert [task.due for task in gathered.tasks] == [day and date(2026, *day) for day in days]
    unknown = [cell for cell, day in zip(cells, days, strict=True) if day is None]
    assert [task.extra["due"] for task in gathered.tasks if task.due is None] == unknown
    assert [problem.left_out for problem in gathered.problems] == [False] * len(unknown)


def test_a_time_beside_a_short_day_is_read_as_spreadsheets_write_it(tmp_path: Path) -> None:
    cells = ("14/3/2026 17:05", "3/4/2026 5:05 PM", "3/4/2026 12:05:00 AM", "3/4/2026 5:05pm")
    gathered = taken(tmp_path, "title\tdue", *(f"{number}\t{cell}" for number, cell in enumerate(cells)))
    assert not gathered.problems
    assert [(task.due, task.due_minute) for task in gathered.tasks] == [
        (date(2026, 3, 14), 17 * 60 + 5),
        (date(2026, 4, 3), 17 * 60 + 5),
        (date(2026, 4, 3), 5),
        (date(2026, 4, 3), 17 * 60 + 5),
    ]


def test_days_in_words_count_from_the_day_that_is_given(tmp_path: Path) -> None:
    rows = ("title,due", "a,24 Dec", "b,tomorrow at 10:00")
    assert [task.due for task in taken(tmp_path, *rows).tasks] == [None, None]
    gathered = taken(tmp_path, *rows, day=date(2026, 11, 26))
    assert [(task.due, task.due_minute) for task in gathered.tasks] == [
        (date(2026, 12, 24), None),
        (date(2026, 11, 27), 600),
    ]
    assert gathered.remarks[-1] == "2 dates were counted from 2026-11-26 (“24 Dec”, “tomorrow at 10:00”)."


def test_what_is_done_counts_only_on_a_day_that_the_table_names(tmp_path: Path) -> None:
    gathered = taken(
        tmp_path,
        "title,done,completed at",
        "a,x,",
        "b,,2026-03-01",
        "c,done,2026-03-02T23:30:00+01:00",
        "d,2026-03-03,",
        "e,cancelled,",
        "f,in review,",
        "g,no,",
    )
    assert [task.state for task in gathered.tasks] == ["done"] * 4 + ["cancelled", "open", "open"]
    assert gathered.tasks[5].extra == {"status": "in review"}
    assert [(record.day, record.instant) for record in gathered.records] == [
        (date(2026, 3, 1), None),
        (date(2026, 3, 2), datetime(2026, 3, 2, 22, 30, tzinfo=UTC)),
        (date(2026, 3, 3), None),
    ]


@pytest.mark.parametrize(
    ("names", "is_it"),
    [
        ("title,due", True),
        ("Name,Deadline", True),
        ("summary,status,notes", True),
        ("task,notes", True),
        ("name,notes", False),
        ("date,name,category,amount", False),
        ("title,author,pages", False),
        ("title", False),
        ("due,notes", False),
    ],
)
def test_tables_of_other_things_are_not_taken_for_tasks(tmp_path: Path, names: str, is_it: bool) -> None:
    path = tmp_path / "table.csv"
    path.write_text(f"{names}\n{','.join('1' * (names.count(',') + 1))}\n")
    if is_it:
        assert format_of(str(path)).name == "table"
    else:
        with pytest.raises(RefusedInput, match="a plain table is read as “table” if its first line names a column"):
            format_of(str(path))


def test_a_table_without_titles_says_which_columns_would_work(tmp_path: Path) -> None:
    with pytest.raises(RefusedInput, match=r"no column of titles in it: .* “title” .* due, start, notes"):
        taken(tmp_path, "a,b", "1,2")


def test_our_own_table_of_tasks_is_sent_to_the_format_that_knows_its_tasks(tmp_path: Path) -> None:
    with pytest.raises(RefusedInput, match=r"nothing was imported\. Import the whole folder or \.zip .* “csv”"):
        taken(tmp_path, ",".join(tables.TASKS), "1,Read" + "," * (len(tables.TASKS) - 2))


def test_a_row_without_a_title_costs_no_more_than_itself(tmp_path: Path) -> None:
    gathered = taken(tmp_path, "title,cost", "a,1", ",2", "b,3")
    assert [task.title for task in gathered.tasks] == ["a", "b"]
    assert [(problem.where, problem.what) for problem in gathered.problems] == [("line 3", "it has no title")]
