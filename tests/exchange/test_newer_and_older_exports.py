"""What newer and older versions of the same programs write is read as what it means."""

from __future__ import annotations

import json
from datetime import UTC, date
from pathlib import Path

import pytest

from momentum_desktop.exchange.formats import format_named
from momentum_desktop.exchange.source import Source
from tests.exchange.small_files import small_files
from tests.exchange.small_parts import database, lines
from tests.exchange.test_variants import taken


def task_map(**more: str) -> str:
    return json.dumps({"entry": "1709276400", **more})


TASKS_3 = database(
    "CREATE TABLE operations (id INTEGER PRIMARY KEY, data STRING)",
    "CREATE TABLE tasks (uuid STRING PRIMARY KEY, data STRING)",
    "CREATE TABLE working_set (id INTEGER PRIMARY KEY, uuid STRING)",
    rows={
        "tasks": [
            (
                "aaaaaaaa-0000-0000-0000-000000000001",
                task_map(
                    **{
                        "description": "Mend the fence",
                        "status": "pending",
                        "due": "1710090000",
                        "priority": "H",
                        "tag_outside": "",
                        "tags": "outside",
                        "annotation_1709366400": "nails are there",
                        "dep_aaaaaaaa-0000-0000-0000-000000000002": "",
                        "estimate": "3",
                    }
                ),
            ),
            (
                "aaaaaaaa-0000-0000-0000-000000000002",
                task_map(description="Nails", status="completed", end="1709420700"),
            ),
            ("aaaaaaaa-0000-0000-0000-000000000003", task_map(description="Half a task")),
            ("aaaaaaaa-0000-0000-0000-000000000004", '{"description": "cut o'),
        ]
    },
)


def test_the_database_of_taskwarrior_3_is_read(tmp_path: Path) -> None:
    gathered = taken(tmp_path, "taskchampion.sqlite3", TASKS_3, "taskwarrior")
    fence, nails, half = gathered.tasks
    assert (fence.title, fence.tags, fence.priority, fence.due) == (
        "Mend the fence",
        ("outside",),
        1,
        date(2024, 3, 10),
    )
    assert fence.notes == "2024-03-02 08:00 nails are there"
    assert fence.extra["depends"] == [nails.key]
    assert fence.extra["estimate"] == "3"
    assert (nails.state, half.state) == ("done", "open")
    assert [(record.task, record.day) for record in gathered.records] == [(nails.key, date(2024, 3, 2))]
    assert [(problem.where, problem.left_out) for problem in gathered.problems] == [
        ("task aaaaaaaa-0000-0000-0000-000000000004", True)
    ]


def test_a_folder_of_taskwarrior_3_counts_its_database_alone(tmp_path: Path) -> None:
    folder = tmp_path / "task"
    folder.mkdir()
    (folder / "taskchampion.sqlite3").write_bytes(TASKS_3)
    (folder / "pending.data").write_bytes(small_files()["taskwarrior data"].content)
    take = format_named("taskwarrior").take
    assert take is not None
    assert len(take(Source(str(folder), UTC)).tasks) == 3


EVERYTHING = {
    "sync_token": "secret-token",
    "user": {"token": "secret", "email": "somebody@example.org"},
    "projects": [{"id": "p1", "name": "Home"}],
    "sections": [{"id": "s1", "name": "Soon"}],
    "notes": [{"item_id": "1", "content": "not the old one"}],
    "items": [
        {
            "id": "1",
            "project_id": "p1",
            "section_id": "s1",
            "content": "Water @garden",
            "description": "the beans",
            "priority": 4,
            "labels": ["green"],
            "checked": False,
            "due": {"date": "2024-03-01", "string": "every! 3 days", "is_recurring": True},
            "duration": {"amount": 15, "unit": "minute"},
            "added_at": "2024-02-01T10:00:00.000000Z",
        },
        {
            "id": "2",
            "project_id": "p1",
            "parent_id": "1",
            "content": "Fill the can",
            "priority": 1,
            "checked": True,
            "completed_at": "2024-03-02T18:00:00.000000Z",
        },
        {
            "id": "3",
            "project_id": "p1",
            "content": "Call",
            "priority": 2,
            "checked": False,
            "due": {"date": "2024-03-01T18:00:00Z", "timezone": "Europe/Berlin", "is_recurring": False},
        },
        {"id": "4", "project_id": "p1", "content": "Gone", "checked": False, "is_deleted": True},
    ],
}


def test_all_that_todoists_api_answers_is_read(tmp_path: Path) -> None:
    gathered = taken(tmp_path, "todoist.json", json.dumps(EVERYTHING).encode(), "todoist")
    water, can, call, gone = gathered.tasks
    assert (water.title, water.list, water.tags, water.priority, water.minutes) == (
        "Water",
        "Home",
        ("garden", "green"),
        1,
        15,
    )
    assert (water.repeat, water.repeat_from, water.due) == ("FREQ=DAILY;INTERVAL=3", "completion", date(2024, 3, 1))
    assert water.notes == "the beans\n\nnot the old one"
    assert water.extra["section"] == "Soon"
    assert (can.parent, can.state) == (water.key, "done")
    assert (call.due, call.due_minute) == (date(2024, 3, 1), 19 * 60)
    assert gone.state == "cancelled"
    assert [(record.task, record.day) for record in gathered.records] == [("2", date(2024, 3, 2))]
    assert "secret" not in repr(gathered)


@pytest.mark.parametrize("named", [None, "items", "results"])
def test_lists_of_tasks_of_todoists_api_are_read(tmp_path: Path, named: str | None) -> None:
    tasks = [
        {"id": "7", "project_id": "p", "content": "One", "is_completed": False, "priority": 1},
        {"id": "8", "project_id": "p", "content": "Two", "checked": True, "completed_at": "2024-03-05T12:00:00Z"},
    ]
    document = tasks if named is None else {named: tasks, "next_cursor": None}
    gathered = taken(tmp_path, "tasks.json", json.dumps(document).encode(), "todoist")
    assert [(task.key, task.state) for task in gathered.tasks] == [("7", "open"), ("8", "done")]
    assert [record.day for record in gathered.records] == [date(2024, 3, 5)]


def test_a_backup_of_an_old_ticktick_is_read(tmp_path: Path) -> None:
    content = lines(
        '"List Name","Title","Content","Is Check list","Due Date","Repeat","Priority","Status",'
        '"Completed Time","Timezone"',
        '"Home","Sweep","","N","2016-03-03T10:00:00+0000","RRULE:FREQ=WEEKLY;INTERVAL=1","3","0","","Europe/Berlin"',
        '"Home","Sweep","","N","2016-02-25T10:00:00+0000","RRULE:FREQ=WEEKLY;INTERVAL=1","3","2",'
        '"2016-02-25T23:30:00+0000","Europe/Berlin"',
    )
    gathered = taken(tmp_path, "TickTick.csv", content, "ticktick")
    # What was done is a task of its own, and no second thing to repeat.
    assert [(task.state, task.repeat, task.priority) for task in gathered.tasks] == [
        ("open", "FREQ=WEEKLY", 2),
        ("done", None, 2),
    ]
    assert gathered.tasks[1].extra["repeat"] == "RRULE:FREQ=WEEKLY;INTERVAL=1"
    assert [record.day for record in gathered.records] == [date(2016, 2, 26)]
    assert not gathered.problems
