"""Habits as Loop, HabitBull, Tickmate and Habitica kept them: every day once, on the day that the person saw."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange.formats import format_named
from momentum_desktop.exchange.source import Source
from tests.exchange.real_files import DATA, done_days, expectations, files_of, needs_real_files, read, title_of

pytestmark = needs_real_files

LOOP_FILES = [name for name in files_of("loop") if name.endswith(".db")] or ["loop/absent"]
EXPORTS = ["loop/csv_export", "loop/DERIVED-Loop Habits CSV 2015-01-25.zip"]


@pytest.mark.parametrize("name", LOOP_FILES)
def test_a_database_of_loop_gives_its_habits_and_days(name: str) -> None:
    expected = expectations()[name]
    gathered = read(name, "loop")

    assert (len(gathered.tasks), len(gathered.records)) == (expected["habits"], expected["entries"])
    assert gathered.completions == expected["yes_manual"]
    assert not gathered.problems
    for told, part in expected["parts"].items():
        number, title = told.split(":", 1)
        (habit,) = [task for task in gathered.tasks if task.key == number]
        days = done_days(gathered, number)
        assert (habit.title, habit.extra["frequency"]) == (title, part["freq"])
        assert (len(days), len(set(days))) == (part["entries"], part["distinct_days"])
        assert (str(min(days)), str(max(days))) == (part["first"], part["last"]) if days else part["first"] is None


def test_reminders_and_the_question_of_a_habit_come_along() -> None:
    for name in ("loop/022.db", "loop/DERIVED-022-migrated-to-25.db"):
        gathered = read(name, "loop")
        work_out = title_of(gathered, "Work out")
        assert (work_out.reminder, work_out.extra["question"]) == ("18:00", "Did you work out?")
        # Saturday, Wednesday, Thursday, Friday: the lowest bit is Saturday.
        assert work_out.extra["reminder_days"] == "FREQ=WEEKLY;BYDAY=WE,TH,FR,SA"
        assert title_of(gathered, "Test").repeat == "FREQ=DAILY"


def test_frequencies_of_loop_become_rules() -> None:
    gathered = read("loop/loop.db", "loop")
    rules = {task.extra["frequency"]: task.repeat for task in gathered.tasks}
    assert rules == {"3/7": "FREQ=WEEKLY;X-TIMES=3", "1/5": "FREQ=DAILY;INTERVAL=5", "1/1": "FREQ=DAILY"}
    assert all(record.instant is None for record in gathered.records)


@pytest.mark.parametrize("name", EXPORTS)
def test_the_export_of_loop_counts_only_what_was_ticked_by_hand(name: str) -> None:
    expected = expectations()["loop/csv_export/"]
    gathered = read(name, "loop")

    assert len(gathered.tasks) == expected["habits"]
    for told, part in expected["parts"].items():
        habit = title_of(gathered, told[4:])
        records = [record for record in gathered.records if record.task == habit.key]
        kinds = Counter(record.kind for record in records)
        wanted = {"done": "YES_MANUAL", "auto": "YES_AUTO", "missed": "NO"}
        assert kinds == {kind: part["values"][word] for kind, word in wanted.items() if word in part["values"]}
        assert sum(bool(record.note) for record in records) == part["notes"]
    assert gathered.completions == 6
    assert gathered.days == (date(2015, 1, 16), date(2015, 1, 25))
    assert {record.note for record in gathered.records} == {"", "Sick", "Forgot to do it, really", '"Vacation"'}
    assert not gathered.problems


def test_the_zip_of_loop_gives_the_same_as_its_folder() -> None:
    folder, archive = (read(name, "loop") for name in EXPORTS)
    assert (folder.tasks, folder.records) == (archive.tasks, archive.records)


@pytest.mark.parametrize("name", files_of("habitbull"))
def test_habitbull_gives_each_habit_and_day_once(name: str) -> None:
    expected = expectations()[name]
    gathered = read(name, "habitbull")

    assert len(gathered.tasks) == expected["habits"]
    assert not gathered.problems
    for title, part in expected["parts"].items():
        habit = title_of(gathered, title)
        days = done_days(gathered, habit.key)
        assert len(days) == len(set(days)) == part["distinct_days"]
        assert (str(min(days)), str(max(days)), habit.list) == (part["first"], part["last"], part["cat"])
        notes = [record.note for record in gathered.records if record.task == habit.key and record.note]
        assert len(notes) == part["comments"]
    assert gathered.completions == sum(part["distinct_days"] for part in expected["parts"].values())
    assert bool(gathered.remarks) == bool(expected["dup_day_rows"])


def test_a_number_beyond_one_makes_a_habit_of_habitbull_one_with_amounts() -> None:
    gathered = read("habitbull/habitbull3.csv", "habitbull")
    pushups, run = title_of(gathered, "Pushups"), title_of(gathered, "run")
    amounts = Counter(record.quantity for record in gathered.records if record.task == pushups.key)
    assert amounts == {Decimal(30): 1, Decimal(100): 6}
    assert {record.quantity for record in gathered.records if record.task == run.key} == {None}


def test_tickmate_gives_every_tick_on_its_day() -> None:
    expected = expectations()["tickmate/tickmate.db"]
    gathered = read("tickmate/tickmate.db", "tickmate")

    assert (len(gathered.tasks), gathered.completions) == (expected["tracks"], expected["ticks"])
    for title, part in expected["per"].items():
        days = done_days(gathered, title_of(gathered, title).key)
        assert (len(days), len(set(days))) == (part["ticks"], part["distinct_days"])
        assert (str(min(days)), str(max(days))) == (part["first"], part["last"])
    vegan = Counter(done_days(gathered, title_of(gathered, "Vegan").key))
    assert [vegan[date.fromisoformat(day)] for _, day, _ in expected["max_per_day"]] == [5, 4, 3]
    assert sorted(vegan.values())[-3:] == [3, 4, 5]
    assert sum(record.instant is None for record in gathered.records) == 45


@pytest.mark.parametrize(
    "name",
    ["habitica/api-tasks.json", "habitica/DERIVED-habitica-user-data.json", "habitica/api-user_anonymized.json"],
)
def test_habitica_gives_the_same_from_every_shape(name: str) -> None:
    expected = expectations()["habitica/DERIVED-habitica-user-data.json"]
    gathered = read(name, "habitica")
    types = Counter(task.extra["type"] for task in gathered.tasks if not task.item)

    assert types == {kind: count for kind, count in expected["types"].items() if kind != "reward"}
    assert len(gathered.kept) == expected["types"]["reward"]
    items = [task for task in gathered.tasks if task.item]
    assert (len(items), sum(item.state == "done" for item in items)) == (
        expected["checklist_items"],
        expected["checklist_done"],
    )
    assert sum(task.reminder is not None for task in gathered.tasks) == expected["reminders"]
    assert sum("never_due" in task.extra for task in gathered.tasks) == expected["daily_everyX0"]
    dailies = {task.key for task in gathered.tasks if task.extra.get("type") == "daily"}
    done = [record for record in gathered.records if record.task in dailies and record.kind == "done"]
    days = Counter(record.day for record in done)
    assert len(done) == len({(record.task, record.day) for record in done}) == expected["daily_history"]["completed"]
    assert (str(min(days)), str(max(days)), len(days)) == (
        expected["right_first"],
        expected["right_last"],
        expected["right_days_active"],
    )
    busiest = {date.fromisoformat(day): count for day, count in expected["right_busiest"]}
    assert busiest.items() <= days.items()
    ups = [record for record in gathered.records if record.task not in dailies]
    assert len(ups) == expected["habit_history"]["scoredUp"]
    assert len({(record.task, record.day) for record in ups}) == expected["habit_task_days"]
    assert sum(record.kind == "missed" for record in gathered.records) == expected["daily_history"]["missed_due"]
    assert not gathered.problems


def test_the_history_of_habitica_is_known_by_ids_and_says_when_it_rose() -> None:
    expected = expectations()["habitica/DERIVED-habitica-tasks-history.csv"]
    gathered = read("habitica/DERIVED-habitica-tasks-history.csv", "habitica")
    full = read("habitica/api-tasks.json", "habitica")

    assert len(gathered.tasks) == len({task.key for task in gathered.tasks}) == expected["tasks"]
    assert len({task.title for task in gathered.tasks}) == 1
    assert len([task for task in gathered.tasks if task.extra["type"] == "daily"]) == 6
    told, known = (
        {(record.task, record.id) for record in found.records if record.kind == "done"} for found in (gathered, full)
    )
    assert told <= known
    assert len([own for own in told if "." not in own[1]]) == 28
    assert not gathered.problems


def test_a_file_of_habitica_without_tasks_gives_none() -> None:
    gathered = read("habitica/api-user.json", "habitica")
    assert (gathered.tasks, gathered.records, gathered.problems) == ([], [], [])


def test_one_file_of_loops_export_is_refused_in_words() -> None:
    take = format_named("loop").take
    assert take is not None
    with pytest.raises(RefusedInput, match="name its folder or its zip"):
        take(Source(str(DATA / "loop/csv_export/Habits.csv")))
