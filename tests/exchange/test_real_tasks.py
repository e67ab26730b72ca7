"""Tasks as other programs kept them: each one, in its state, with its days, and nothing dated for want of a date."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.exchange.real_files import (
    DATA,
    done_days,
    expectations,
    files_of,
    needs_real_files,
    read,
    state_counts,
    title_of,
)

pytestmark = needs_real_files


def test_ticktick_gives_tasks_lists_subtasks_and_days() -> None:
    expected = expectations()["ticktick/testdata_ticktick_export.csv"]
    gathered = read("ticktick/testdata_ticktick_export.csv", "ticktick")

    assert len(gathered.tasks) == expected["tasks"]
    assert state_counts(gathered.tasks) == {"open": expected["status"]["0"], "done": expected["status"]["2"]}
    assert gathered.completions == expected["status"]["2"]
    assert sum(task.parent is not None for task in gathered.tasks) == expected["subtasks"]
    assert Counter(task.list for task in gathered.tasks) == expected["lists"]
    assert sorted({tag for task in gathered.tasks for tag in task.tags}) == expected["tags"]
    assert sum("kind" in task.extra for task in gathered.tasks) == expected["kinds"]["CHECKLIST"]
    for title, due in {
        "Task with reminder and dates": date(2018, 12, 12),
        "Task with due date": date(2023, 3, 29),
        "Welcome task": date(2023, 6, 14),
    }.items():
        task = title_of(gathered, title)
        assert (task.due, task.due_minute, task.state) == (due, None, "open")
    done = [record.instant for record in gathered.records]
    assert [str(at) for at in done] == ["2025-11-25 11:39:31+01:00"] * 2
    assert not gathered.problems


@pytest.mark.parametrize("name", files_of("todoist"))
def test_todoist_gives_tasks_with_notes_labels_and_depth(name: str) -> None:
    expected = expectations()[name]
    gathered = read(name, "todoist")
    by_key = {task.key: task for task in gathered.tasks}

    assert len(gathered.tasks) == expected["types"]["task"]
    for task, (content, priority, indent, said) in zip(gathered.tasks, expected["tasks"], strict=True):
        depth, above = 1, task.parent
        while above is not None:
            depth, above = depth + 1, by_key[above].parent
        assert (task.priority, depth) == (int(priority), int(indent))
        assert task.title in content.replace("@30min ", "").replace("@/munich", "").replace("  ", " ")
        assert (task.due, task.extra.get("date", "")) == (None, said)
    attached = [name for task in gathered.tasks for name in task.extra.get("attachments", [])]
    assert len(attached) == expected["attachments"]
    assert {f"@{tag}" for task in gathered.tasks for tag in task.tags} == set(expected["labels"])
    assert gathered.completions == 0
    assert not any("cloudfront" in str(task) for task in gathered.tasks)
    assert [problem.left_out for problem in gathered.problems] == [False]


def test_a_heading_of_todoist_is_told_from_what_can_be_done() -> None:
    gathered = read("todoist/full-todoist-project.csv", "todoist")
    assert [task.title for task in gathered.tasks if task.extra.get("heading")] == ["unclickable task"]
    notes = title_of(gathered, "task level one").notes
    assert notes == "note for level one task\n\nwith a few linebreaks, \nof course"


def test_the_completed_list_of_todoist_gives_done_tasks() -> None:
    gathered = read("todoist/completed-get_all-v9.json", "todoist")
    assert state_counts(gathered.tasks) == {"done": 2}
    assert [str(record.instant) for record in gathered.records] == [
        "2023-06-17 13:26:46+00:00",
        "2023-06-17 13:23:53+00:00",
    ]
    assert {task.list for task in gathered.tasks} == {"June 2023"}


@pytest.mark.parametrize("name", files_of("todotxt"))
def test_todo_txt_follows_the_rules_of_the_format(name: str) -> None:
    expected = expectations()[name]
    gathered = read(name, "todotxt")
    tasks = gathered.tasks

    assert len(tasks) == expected["lines"]
    assert state_counts(tasks).get("done", 0) == gathered.completions == expected["done"]
    days = done_days(gathered)
    assert [str(min(days)), str(max(days))] == expected["completion"]
    created = [task.created.date() for task in tasks if task.created is not None]
    both = sum(task.state == "done" and task.created is not None for task in tasks)
    assert both == expected["done_with_both"]
    assert len(created) - both == expected["creation"]
    if created:
        assert [str(min(created)), str(max(created))] == expected["created"]
    letters = Counter(
        {1: "A", 2: "B", 3: "C"}.get(task.priority) or task.extra.get("priority")
        for task in tasks
        if task.state == "open"
    )
    letters.pop(None, None)
    assert letters == expected["prio"]
    projects = Counter(name for task in tasks for name in task.extra.get("projects", [task.list] if task.list else []))
    assert projects == expected["projects"]
    contexts = Counter(tag for task in tasks for tag in task.tags if tag not in task.extra.get("projects", []))
    for context, count in expected["contexts"].items():
        # A task that stands in a context twice stands in it once, and one may bear the name of a project.
        assert count - 1 <= contexts[context] <= count or context in projects
    keys = expected["keys"]
    assert sum(task.due is not None for task in tasks) == keys.get("due", 0)
    assert sum(task.start is not None for task in tasks) == keys.get("t", 0)
    assert sum(task.repeat is not None for task in tasks) == keys.get("rec", 0)
    for key in ("h", "pm", "created"):
        assert sum(key in task.extra for task in tasks) == keys.get(key, 0)
    assert not gathered.problems


def test_what_only_looks_like_a_mark_of_todo_txt_is_none() -> None:
    gathered = read("todotxt/ToDoTxt_Test.txt", "todotxt")
    assert title_of(gathered, "This is a multi line task").notes == "created within Sleek"
    assert [task.priority for task in gathered.tasks if task.title.startswith("->Submit")] == [2]
    assert [task.priority for task in gathered.tasks if task.title.startswith("(b) Get back")] == [4]
    assert [task.tags for task in gathered.tasks if "soandso@example.com" in task.title] == [()]
    twins = [task for task in read("todotxt/sleek-sample.txt", "todotxt").tasks if task.title.startswith("Items are")]
    assert len({task.key for task in twins}) == 2


@pytest.mark.parametrize("name", files_of("taskwarrior"))
def test_taskwarrior_gives_each_task_in_its_state(name: str) -> None:
    expected = expectations()[name]
    gathered = read(name, "taskwarrior")
    tasks = gathered.tasks
    words = {"pending": "open", "completed": "done", "deleted": "cancelled"}

    assert len(tasks) == len({task.key for task in tasks}) == expected["unique_uuid"]
    assert state_counts(tasks) == {words[status]: count for status, count in expected["status"].items()}
    assert gathered.completions == expected["status"].get("completed", 0)
    assert sum(len(task.extra.get("annotations", [])) for task in tasks) == expected["annotations"]
    assert Counter(tag for task in tasks for tag in task.tags) == expected["tags"]
    assert Counter(task.list for task in tasks if task.list) == expected["projects"]
    assert sum(len(task.extra.get("depends", [])) for task in tasks) == expected["depends_edges"]
    assert sum(task.due is not None for task in tasks) == expected["due"]
    letters = {1: "H", 2: "M", 3: "L"}
    assert Counter(letters[task.priority] for task in tasks if task.priority < 4) == expected["priority"]
    for attribute, count in expected["uda"].items():
        assert sum(attribute in task.extra for task in tasks) == count
    assert [
        _stamp(min(task.created for task in tasks if task.created)),
        _stamp(max(task.created for task in tasks if task.created)),
    ] == [_read(text) for text in expected["entry"]]
    ends = sorted(record.instant for record in gathered.records if record.instant is not None)
    if ends:
        assert _stamp(ends[0]) >= _read(expected["end"][0])
        assert _stamp(ends[-1]) == _read(expected["end"][1])
    assert not gathered.problems


def test_a_folder_of_taskwarrior_is_pending_and_completed_together() -> None:
    gathered = read("taskwarrior/git-big", "taskwarrior")
    assert state_counts(gathered.tasks) == {"open": 7, "done": 6}
    title_of(gathered, "compute sha256 of the file, move to .git/gig/objects and symlink, add symlink under git")


def _stamp(moment: datetime) -> int:
    return int(moment.timestamp())


def _read(text: str) -> int:
    if text.isdigit():
        return int(text)
    return int(datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).timestamp())


@pytest.mark.parametrize("name", files_of("super-productivity"))
def test_super_productivity_gives_what_is_active_archived_and_repeats(name: str) -> None:
    expected = expectations()[name]
    gathered = read(name, "superproductivity")
    plain = [task for task in gathered.tasks if task.repeat is None]
    active, archived = expected["active"], expected["archived"]

    assert len(plain) == active["n"] + archived["n"]
    assert state_counts(plain).get("done", 0) == gathered.completions == archived["done"]
    assert sum(task.parent is not None for task in plain) == active["subtasks"]
    spent = sum(sum(task.extra.get("time_spent_on_day", {}).values()) for task in plain)
    assert spent == active["timeSpentOnDay_ms"] + archived["timeSpentOnDay_ms"]
    done = sorted(record.instant for record in gathered.records if record.instant is not None)
    assert [at.isoformat() for at in done] == sorted(archived["doneOn"])
    due = sorted({str(task.due) for task in plain if task.due is not None and task.due_minute is None})
    assert due == sorted(set(active["dueDay"]))
    assert {task.list for task in plain if task.list} <= set(expected["projects"])
    assert {tag for task in plain for tag in task.tags} <= set(expected["tags"]) - {"Today"}
    assert sum(own.startswith("note ") for own in gathered.kept) == expected["notes"]
    repeating = [task for task in gathered.tasks if task.repeat is not None]
    assert [task.title for task in repeating] == [row[0] for row in expected["repeatCfg"]]
    for task, (_, cycle, _every, start, _) in zip(repeating, expected["repeatCfg"], strict=True):
        assert cycle is None or (task.repeat or "").startswith(f"FREQ={cycle}")
        assert str(task.due or "") == (start or "")
    assert bool(gathered.remarks) == bool(expected["counters"])
    assert not gathered.problems


@pytest.mark.parametrize("name", files_of("microsoft-todo"))
def test_microsoft_to_do_gives_days_of_the_persons_own_clock(name: str) -> None:
    expected = expectations()[name]
    gathered = read(name, "mstodo")
    tasks = [task for task in gathered.tasks if not task.item]
    items = [task for task in gathered.tasks if task.item]

    for task, told in zip(tasks, expected["tasks"], strict=True):
        title, status, importance, due, completed, reminder, repeat, interval, checklist, _ = told
        assert (task.title, task.priority) == (title, 1 if importance == "high" else 4)
        assert task.state == ("done" if status == "completed" else "open")
        assert str(task.due or "") == (due or "")[:10]
        assert [str(day) for day in done_days(gathered, task.key)] == ([completed[:10]] if completed else [])
        assert task.reminder == (reminder and reminder.replace("T", " ")[:16])
        rules = {None: None, "daily": "FREQ=DAILY", "absoluteMonthly": "FREQ=MONTHLY;BYMONTHDAY=7"}
        assert (task.repeat, interval) in ((rules[repeat], 1), (None, None))
        assert [(item.title, item.state == "done") for item in items] == [tuple(item) for item in checklist]
    assert all(record.instant is None for record in gathered.records)
    assert not gathered.problems


@pytest.mark.parametrize("name", files_of("obsidian-tasks"))
def test_markdown_gives_every_checkbox_with_its_fields(name: str) -> None:
    expected = expectations()[name]
    gathered = read(name, "markdown")
    tasks, fields = gathered.tasks, expected["fields"]
    words = {" ": "open", "/": "open", "x": "done", "-": "cancelled"}
    states: Counter[str] = Counter()
    for mark, count in expected["status"].items():
        states[words[mark]] += count

    assert len(tasks) == expected["tasks"]
    assert state_counts(tasks) == states
    bad: Counter[str] = Counter(problem.what.split(" ")[1] for problem in gathered.problems)
    assert sum(bad.values()) == (6 if name.endswith("Invalid Dates.md") else 0)
    found = {
        "due": sum(task.due is not None for task in tasks),
        "created": sum(task.created is not None for task in tasks),
        "done": gathered.completions,
        "cancelled": sum("cancelled" in task.extra for task in tasks),
        "recur": sum(task.repeat is not None or "repeat" in task.extra for task in tasks),
        "id": sum("id" in task.extra for task in tasks),
        "dep": sum("depends_on" in task.extra for task in tasks),
        "onc": sum("on_completion" in task.extra for task in tasks),
    }
    same = {"completion::": "done", "repeat::": "recur", "dependsOn::": "dep", "onCompletion::": "onc"}
    told = {same.get(key, key.removesuffix("::")): count for key, count in fields.items()}
    for field, count in found.items():
        assert count == told.get(field, 0) - bad[field], field
    assert all(record.instant is None for record in gathered.records)


def test_a_folder_of_notes_is_read_as_one() -> None:
    expected = sum(expectations()[name]["tasks"] for name in files_of("obsidian-tasks"))
    gathered = read("obsidian-tasks", "markdown")
    assert len(gathered.tasks) == len({task.key for task in gathered.tasks}) == expected


def test_priorities_and_dependencies_of_markdown_are_the_same_in_both_spellings() -> None:
    for name in ("Formats/Tasks Format.md", "Formats/Dataview Format.md"):
        gathered = read(f"obsidian-tasks/{name}", "markdown")
        level = {task.title: (task.priority, task.extra.get("priority")) for task in gathered.tasks}
        assert level["Highest priority"] == (1, None)
        assert level["High priority"] == (2, None)
        assert level["Medium priority"] == (3, None)
        assert level["Normal priority"] == (4, None)
        assert level["Low priority"] == (4, "low")
        assert level["Lowest priority"] == (4, "lowest")
        second = title_of(gathered, "do this after first and some other task")
        assert second.extra["depends_on"].replace(" ", "") == "dcf64c,0h17ye"


@pytest.mark.parametrize("name", files_of("org"))
def test_org_gives_headings_with_a_keyword(name: str) -> None:
    expected = expectations()[name]
    gathered = read(name, "org")
    tasks = gathered.tasks

    assert Counter(_keyword(task) for task in tasks) == expected["todo"]
    assert sum(len(task.extra.get("clocks", [])) for task in tasks) == expected["clocks"]
    done = [record.instant for record in gathered.records]
    told = [text.strip("[]") for text in (*expected["closed"], *expected["state_done"])]
    assert [f"{at:%Y-%m-%d %a %H:%M}" for at in done if at is not None] == told
    assert sorted({tag for task in tasks for tag in task.tags}) == expected["tags"]
    assert not gathered.problems


def _keyword(task: Any) -> str:
    return str(task.extra.get("keyword") or ("TODO" if task.state == "open" else "DONE"))


def test_a_repeating_heading_of_org_is_one_task_with_its_completions() -> None:
    gathered = read("org/03_repeated_tasks.org", "org")
    (rent,) = gathered.tasks
    assert (rent.title, rent.repeat, rent.due) == ("Pay the rent", "FREQ=MONTHLY", date(2005, 10, 1))
    assert {record.task for record in gathered.records} == {rent.key}


@pytest.mark.parametrize("name", files_of("gtg"))
def test_gtg_gives_tasks_of_either_age(name: str) -> None:
    expected = expectations()[name]
    gathered = read(name, "gtg")
    tasks = gathered.tasks
    status = expected["status"]

    assert len(tasks) == expected["tasks"]
    assert state_counts(tasks) == {
        "open": status["Active"] + status.get("Note", 0),
        "done": status["Done"],
        "cancelled": status["Dismiss"],
    }
    assert gathered.completions == status["Done"]
    assert sum(task.parent is not None for task in tasks) == expected["subtask_edges"]
    assert sum(task.parent is None for task in tasks) == expected["roots"]
    fuzzy = Counter(task.extra["due"] for task in tasks if "due" in task.extra)
    assert fuzzy == expected["fuzzy_due"]
    due = [task.due for task in tasks if task.due is not None]
    assert len(due) == expected["due"][0] - sum(fuzzy.values())
    assert [str(min(due)), str(max(due))] == expected["due_range"]
    assert sum(task.start is not None for task in tasks) == expected["start"]
    assert len({tag for task in tasks for tag in task.tags}) == expected["tags"]
    assert not any(text != text.strip() or "\t" in text for task in tasks for text in (task.title, task.notes))
    assert not gathered.problems


def to_dos() -> list[str]:
    return files_of("vtodo")


@pytest.mark.parametrize("name", to_dos())
def test_a_to_do_of_a_calendar_keeps_what_it_says(name: str) -> None:
    expected = expectations()[name]
    gathered = read(name, "ics")
    (item,) = expected["items"]
    (task,) = gathered.tasks

    assert task.title == item["SUMMARY"]
    assert task.state == ("done" if item.get("STATUS") == "COMPLETED" else "open")
    assert gathered.completions == (task.state == "done")
    priority = int(item.get("PRIORITY", 0))
    assert task.priority == (4 if priority == 0 else 1 if priority < 5 else 2 if priority == 5 else 3)
    for key, day, minute in (("DUE", task.due, task.due_minute), ("DTSTART", task.start or task.due, None)):
        if key in item:
            stamp = item[key].split(" ")[-1]
            assert f"{day:%Y%m%d}" == stamp[:8]
            assert key != "DUE" or minute == (int(stamp[9:11]) * 60 + int(stamp[11:13]) if len(stamp) > 8 else None)
    assert task.repeat == item.get("RRULE")
    if "CATEGORIES" in item:
        assert task.tags == tuple(item["CATEGORIES"].split(","))
    assert (task.reminder is not None) == ("ALARM.TRIGGER" in item and "19760401" not in item["ALARM.TRIGGER"])
    if "COMPLETED" in item:
        (record,) = gathered.records
        assert f"{record.instant:%Y%m%dT%H%M%SZ}" == item["COMPLETED"]
    assert not gathered.problems


def test_every_expected_to_do_file_is_there() -> None:
    told = len([name for name in expectations() if name.startswith("vtodo/")])
    there = [path for path in Path(DATA / "vtodo").rglob("*.*") if path.is_file() and path.name != "SOURCE.txt"]
    assert told == len(there)


def test_alarms_of_to_dos_become_reminders() -> None:
    reminders = {
        "thunderbird/reminder_before_start": "12:00",
        "thunderbird/reminder_after_start": "13:15",
        "thunderbird/reminder_before_end": "12:45",
        "thunderbird/reminder_at_start": "2022-02-05 16:00",
        "apple/date_time_reminder": "23:00",
        "apple/geofence_arrival": None,
    }
    for name, reminder in reminders.items():
        (task,) = read(f"vtodo/tasks.org/{name}.txt", "ics").tasks
        assert task.reminder == reminder


@pytest.mark.parametrize("name", files_of("activity-git"))
def test_a_git_log_gives_the_days_that_the_author_saw(name: str) -> None:
    expected = expectations()[name]
    everyone = read(name, "git", author="all")
    gathered = read(name, "git")
    days = sorted(set(done_days(gathered)))

    assert everyone.completions == expected["events"]
    first, last = (min if end == 0 else max for end in (0, 1))
    instants = [record.instant for record in everyone.records if record.instant is not None]
    assert [first(instants).isoformat(), last(instants).isoformat()] == [expected["first"], expected["last"]]
    assert gathered.completions == expected["top"][1]
    assert len(days) == expected["top_local_days"]
    assert list(_longest_run(days)) == expected["top_longest_streak_local"]
    utc = sorted({record.instant.astimezone(UTC).date() for record in gathered.records if record.instant})
    assert list(_longest_run(utc)) == expected["top_longest_streak_utc"]
    busiest = Counter(done_days(gathered))
    assert busiest[date.fromisoformat(expected["top_busiest_day"][0])] == expected["top_busiest_day"][1]
    offsets = Counter(str(record.instant.utcoffset()) for record in gathered.records if record.instant)
    assert offsets == expected["top_offsets"]
    assert not gathered.problems
    assert len(gathered.remarks) == 1


def _longest_run(days: list[date]) -> tuple[int, str]:
    best, run, end = 0, 0, ""
    for place, day in enumerate(days):
        run = run + 1 if place and (day - days[place - 1]).days == 1 else 1
        if run > best:
            best, end = run, str(day)
    return best, end
