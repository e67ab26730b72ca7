"""What came late, or was taken back, tells in one sentence what it changed among what came after it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from momentum_desktop.engine.compilation import compile_rules
from momentum_desktop.engine.defaults import default_document
from momentum_desktop.engine.step import initial_state
from momentum_desktop.engine.values import State, StreakState, Unlock
from momentum_desktop.service.lateness import note_on
from momentum_desktop.service.momentum_service import MomentumService
from momentum_desktop.service.values import ActResult, TaskDraft
from momentum_desktop.store import journal
from tests.service.lives import MORNING, Clock, in_loop, living

RULES = compile_rules(default_document())
DAY = MORNING.date().toordinal()


def state(total: int = 0, level: int = 1, won: tuple[str, ...] = (), **streaks: int) -> State:
    made = initial_state(RULES)
    made.total_points, made.level_number = total, level
    made.streaks = {name: StreakState(count, count, DAY, 0, 0) for name, count in streaks.items()}
    made.unlocked = {name: Unlock(0, 0, 1) for name in won}
    return made


def test_the_sentence_says_what_changed() -> None:
    before, after = state(100, daily_activity=31), state(140, daily_activity=35)
    assert note_on(before, after, 3, RULES, DAY) == (
        "Worked in at its place: 3 later entries changed, total +40, Daily activity 31 → 35 days"
    )
    assert note_on(after, before, 1, RULES, DAY, taken_out=True) == (
        "Taken out of its place: 1 later entry changed, total −40, Daily activity 35 → 31 days"
    )


def test_levels_and_achievements_are_named_and_many_of_them_counted() -> None:
    before = state(90, 1, ("A",))
    after = state(90, 2, ("B", "C", "D"))
    assert note_on(before, after, 2, RULES, DAY) == (
        "Worked in at its place: 2 later entries changed, level 1 → 2, “B” won, “C” won, "
        "1 more achievement won, “A” is to win again"
    )


def test_no_place_is_named_where_nothing_came_later() -> None:
    before, after = state(100, daily_activity=1), state(65)
    assert note_on(before, after, 0, RULES, DAY, taken_out=True) == "Total −35, Daily activity 1 → 0 days"
    assert note_on(after, before, 0, RULES, DAY) == "Total +35, Daily activity 0 → 1 day"


def test_nothing_is_said_when_nothing_later_changed() -> None:
    assert note_on(state(10), state(20), 0, RULES, DAY) == ""


async def live(service: MomentumService, clock: Clock, days: int, but: int) -> None:
    """A task each day, but one day without."""
    for day in range(days):
        if day != but:
            await service.process_event(event_type="task_completion")
        clock.forward(days=1)
    clock.forward(days=-1)


@in_loop
async def test_a_late_completion_tells_what_it_changed(data_dir: Path) -> None:
    clock = Clock()
    async with living(data_dir, clock) as service:
        await live(service, clock, 10, but=4)
        heard: list[ActResult] = []
        service.subscribe(heard.append)
        added = await service.add_task(TaskDraft("Forgotten"))
        assert added.task is not None
        before = (await service.get_user_progress()).total_points
        result = await service.complete_task(added.task.id, clock.moment - timedelta(days=5))
        after = (await service.get_user_progress()).total_points
        assert result.note.startswith("Worked in at its place: ")
        assert f"total +{after - before:,}" in result.note
        assert "Daily activity 5 → 10 days" in result.note
        assert heard[-1].note == result.note
        undone = await service.undo(result.act_id)
        assert undone.note.startswith("Taken out of its place: ")
        assert f"total −{after - before:,}" in undone.note
        assert (await service.redo(result.act_id)).note == result.note


@in_loop
async def test_the_newest_act_taken_back_and_done_again_has_no_place(data_dir: Path) -> None:
    async with living(data_dir) as service:
        added = await service.add_task(TaskDraft("Now"))
        assert added.task is not None
        result = await service.complete_task(added.task.id)
        assert (await service.undo(result.act_id)).note.startswith("Total −")
        assert (await service.redo(result.act_id)).note.startswith("Total +")


@in_loop
async def test_what_comes_in_order_needs_no_note(data_dir: Path) -> None:
    async with living(data_dir) as service:
        added = await service.add_task(TaskDraft("Now"))
        assert added.task is not None
        result = await service.complete_task(added.task.id)
        assert (added.note, result.note) == ("", "")


@in_loop
async def test_what_lies_far_back_tells_it_once_it_is_worked_in(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "PATIENCE", 3)
    clock = Clock()
    async with living(data_dir, clock) as service:
        await live(service, clock, 10, but=4)
        added = await service.add_task(TaskDraft("Forgotten"))
        assert added.task is not None
        heard: list[ActResult] = []
        service.subscribe(heard.append)
        result = await service.complete_task(added.task.id, clock.moment - timedelta(days=5))
        assert [each.pending for each in heard] == [True, False]
        assert result.note == heard[-1].note
        assert "later entries changed" in result.note
        assert "Daily activity 5 → 10 days" in result.note
        assert heard[0].note == ""
