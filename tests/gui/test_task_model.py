"""The day's list keeps its sections, its order and its rows."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from momentum_desktop.gui.day_words import task_in_words
from momentum_desktop.gui.task_model import RowRole, TaskModel, TickedRole
from momentum_desktop.gui.task_sections import Section, rows_of_day
from momentum_desktop.service.values import Task
from tests.gui.samples import DAY_BEGAN_AT, NOW, TODAY, done, full_day, task


@pytest.fixture
def model(qtmodeltester: object) -> TaskModel:
    made = TaskModel()
    made.show_tasks(full_day(), TODAY, DAY_BEGAN_AT)
    return made


def shown(model: TaskModel) -> list[str]:
    return [model.index(row).data() for row in range(model.rowCount())]


def test_the_model_is_sound(model: TaskModel, qtmodeltester: object) -> None:
    qtmodeltester.check(model)  # type: ignore[attr-defined]


def test_sections_stand_in_order_with_their_tasks_soonest_first(model: TaskModel) -> None:
    rows = [model.index(place).data(RowRole) for place in range(model.rowCount())]
    assert [row for row in rows if isinstance(row, Section)] == [
        Section("Overdue", 2),
        Section("Today", 3),
        Section("Upcoming", 3),
        Section("Someday", 2),
        Section("Done today", 2),
    ]
    assert [row.id for row in rows if isinstance(row, Task)] == [1, 2, 5, 3, 4, 6, 7, 8, 9, 10, 11, 12]


def test_what_was_done_before_this_day_began_is_gone() -> None:
    night = done(1, "Late", 10)
    yesterday = replace(night, id=2, completed_at=NOW.replace(hour=3))
    assert rows_of_day([night, yesterday], TODAY, DAY_BEGAN_AT) == [Section("Done today", 1), night]


def test_a_task_that_starts_later_is_upcoming_and_one_that_has_started_is_for_today() -> None:
    later, started = task(1, start=TODAY + timedelta(days=1)), task(2, start=TODAY - timedelta(days=9))
    rows = rows_of_day([later, started], TODAY, DAY_BEGAN_AT)
    assert rows == [Section("Today", 1), started, Section("Upcoming", 1), later]


def test_a_start_in_the_past_brings_nothing_into_today_that_is_due_later() -> None:
    begun, tomorrow = TODAY - timedelta(days=7), TODAY + timedelta(days=1)
    habit = task(1, start=begun, due=tomorrow, repeat="FREQ=DAILY")
    late, now = task(2, start=begun, due=begun), task(3, start=begun, due=TODAY)
    rows = rows_of_day([habit, late, now], TODAY, DAY_BEGAN_AT)
    assert rows == [Section("Overdue", 1), late, Section("Today", 1), now, Section("Upcoming", 1), habit]


def test_headings_cannot_be_chosen(model: TaskModel) -> None:
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsEnabled
    assert model.flags(model.index(1)) & Qt.ItemFlag.ItemIsSelectable


def test_a_screen_reader_hears_the_whole_row(model: TaskModel) -> None:
    spoken = [model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    assert spoken[0] == "Overdue, 2"
    assert "Renew the library card, overdue since yesterday, trivial, worth 12 points" in spoken
    assert "Water the plants, due today, repeats every 3 days, trivial, tag home, worth 11 points" in spoken


def test_a_screen_reader_hears_names_of_days_and_months_as_they_are_written() -> None:
    distances = (-1, 1, 2, 30)
    said = [task_in_words(task(1, due=TODAY + timedelta(days=each)), TODAY).split(", ")[1] for each in distances]
    assert said == ["overdue since yesterday", "due tomorrow", "due Friday", "due 3 Apr"]


def test_a_task_that_reminds_says_when_it_does() -> None:
    rings = task(1, "Call the vet", due=TODAY, reminder="-1d 18:30")
    silent = (task(2, reminder="09:00"), done(3, "Call home", due=TODAY, reminder="09:00"), task(4))
    model = TaskModel()
    model.show_tasks((rings, *silent), TODAY, DAY_BEGAN_AT)
    spoken, tips = (
        {model.index(row).data(role) or "" for row in range(model.rowCount())}
        for role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
    )
    assert "Call the vet, due today, reminder the day before at 18:30, simple, worth 18 points" in spoken
    assert "Call the vet\nReminder the day before at 18:30" in tips
    assert sum("eminder" in each for each in spoken | tips) == 2


def test_a_tick_shows_at_once_and_is_taken_back_when_it_is_refused(model: TaskModel) -> None:
    index = model.index(model.row_of(4) or 0)
    model.tick(4, True)
    assert index.data(TickedRole) is True
    model.untick(4)
    assert index.data(TickedRole) is False


def ticked(model: TaskModel) -> bool:
    return bool(model.index(model.row_of(4) or 0).data(TickedRole))


def test_no_list_that_was_read_before_a_tick_takes_it_back(model: TaskModel) -> None:
    model.tick(4, True)
    model.show_tasks(full_day(), TODAY, DAY_BEGAN_AT, number=2)
    assert ticked(model)  # between the click and its answer
    model.answer_tick(4, 3)
    model.show_tasks(full_day(), TODAY, DAY_BEGAN_AT, number=3)
    assert ticked(model)  # read before, and come after it
    model.show_tasks(full_day(), TODAY, DAY_BEGAN_AT, number=4)
    assert not ticked(model)  # undone since


def test_a_list_that_knows_of_a_tick_may_come_before_its_answer(model: TaskModel) -> None:
    model.tick(4, True)
    model.show_tasks(full_day(), TODAY, DAY_BEGAN_AT, number=4)
    assert ticked(model)
    model.answer_tick(4, 3)
    assert not ticked(model)


def test_one_completed_task_moves_one_row_and_resets_nothing(model: TaskModel, qtbot: object) -> None:
    resets: list[object] = []
    model.modelReset.connect(lambda: resets.append(None))
    kept = model.index(model.row_of(9) or 0)
    watched = model.createIndex(kept.row(), 0)
    tasks = [replace(each, done=True, completed_at=NOW) if each.id == 4 else each for each in full_day()]
    removed: list[tuple[int, int]] = []
    model.rowsRemoved.connect(lambda _parent, first, last: removed.append((first, last)))
    model.show_tasks(tasks, TODAY, DAY_BEGAN_AT)
    assert removed == [(6, 6)]
    assert not resets
    assert shown(model)[watched.row() - 1] == kept.sibling(kept.row() - 1, 0).data()


def test_any_change_of_the_tasks_ends_in_the_same_rows_as_a_fresh_model(qtmodeltester: object) -> None:
    chance = random.Random(4)
    model = TaskModel()
    days = [None, *(TODAY + timedelta(days=distance) for distance in (-3, -1, 0, 0, 1, 5))]
    for _ in range(300):
        tasks = [
            task(number, f"Task {chance.randrange(3)}", due=chance.choice(days))
            if chance.random() < 0.8
            else done(number, "Done", chance.randrange(5, 22))
            for number in chance.sample(range(40), chance.randrange(40))
        ]
        model.show_tasks(tasks, TODAY, DAY_BEGAN_AT)
        rows = [model.index(place).data(RowRole) for place in range(model.rowCount())]
        assert rows == rows_of_day(tasks, TODAY, DAY_BEGAN_AT)
    qtmodeltester.check(model)  # type: ignore[attr-defined]
