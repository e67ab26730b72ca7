"""The history tells every act, page by page, and takes back or does again any of them at any age."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from momentum_desktop.errors import RefusedInput, UnknownThing
from momentum_desktop.service.act_words import act_figure, act_points
from momentum_desktop.service.values import Submission, TaskDraft
from momentum_desktop.service.wire import to_wire
from tests.service.lives import DERIVED, PLAN, Clock, assert_stands_as_its_log_says, in_loop, living, rows


@in_loop
async def test_ten_thousand_acts_come_page_by_page(data_dir: Path) -> None:
    async with living(data_dir) as service:
        await asyncio.gather(*(service.process_event(event_type="social_interaction") for _ in range(10_000)))
        seen: list[int] = []
        page = await service.get_history(limit=400)
        while page:
            seen += [act.id for act in page]
            assert all(act.points for act in page[:-1])
            page = await service.get_history(limit=400, before=seen[-1])
        assert len(seen) == 10_000
        assert seen == sorted(set(seen), reverse=True)


@in_loop
async def test_an_act_says_when_it_was_and_what_it_earns_now(data_dir: Path) -> None:
    clock = Clock()
    async with living(data_dir, clock) as service:
        added = await service.add_task(TaskDraft("Call Ann", complexity="complex"))
        assert added.task is not None
        clock.forward(hours=1)
        done = await service.complete_task(added.task.id)
        completed, first = await service.get_history()
        assert (first.kind, first.points, first.event_count, first.can_turn) == ("add", 0, 0, True)
        assert (completed.summary, completed.at) == ("Completed “Call Ann”", clock.moment)
        assert completed.points == done.total_change
        await service.undo(completed.id)
        undid, completed, _ = await service.get_history()
        assert (undid.kind, undid.can_turn) == ("undo", False)
        assert (completed.undone, completed.points, completed.can_turn) == (True, 0, True)


@in_loop
async def test_words_find_acts(data_dir: Path) -> None:
    async with living(data_dir) as service:
        for title in ("100% done", "1000 done", "Call Ann", "back\\slash"):
            await service.add_task(TaskDraft(title))
        assert [act.summary for act in await service.get_history(words="0% DONE")] == ["Added “100% done”"]
        assert [act.summary for act in await service.get_history(words="k\\s")] == ["Added “back\\slash”"]
        assert await service.get_history(words="ann water") == ()


@in_loop
async def test_any_undone_act_can_be_done_again_at_any_age(data_dir: Path) -> None:
    clock = Clock()
    async with living(data_dir, clock) as service:
        await service.process_event(event_type="task_completion")
        for _ in range(3):
            clock.forward(days=1)
            await service.process_event(event_type="task_completion")
        before = rows(data_dir, *DERIVED, *PLAN)
        oldest = (await service.get_history())[-1]
        await service.undo(oldest.id)
        await service.add_task(TaskDraft("Something new meanwhile"))
        with pytest.raises(RefusedInput, match="nothing to redo"):
            await service.redo()
        assert (await service.redo(oldest.id)).total_change > 0
        await service.undo((await service.get_history())[1].id)
        assert rows(data_dir, *DERIVED, *PLAN) == before
        await assert_stands_as_its_log_says(service)


@in_loop
async def test_what_is_not_undone_or_was_done_since_is_not_done_again(data_dir: Path) -> None:
    async with living(data_dir) as service:
        added = await service.add_task(TaskDraft("Call Ann"))
        assert added.task is not None
        done = await service.complete_task(added.task.id)
        with pytest.raises(RefusedInput, match="is not undone"):
            await service.redo(done.act_id)
        await service.undo(done.act_id)
        again = await service.complete_task(added.task.id)
        with pytest.raises(RefusedInput, match="completed again since"):
            await service.redo(done.act_id)
        await service.undo(again.act_id)
        assert (await service.redo(done.act_id)).total_change == done.total_change
        with pytest.raises(UnknownThing):
            await service.redo(999)


@in_loop
async def test_an_import_is_one_act_with_the_points_of_all_its_events(data_dir: Path) -> None:
    clock = Clock()
    async with living(data_dir, clock) as service:
        log = [Submission("focus_session", clock.moment, {"minutes": 25}, f"key {number}") for number in range(30)]
        result = await service.process_events(log)
        (act,) = await service.get_history()
        assert (act.kind, act.event_count, act.points) == ("import", 30, result.total_change)


@in_loop
async def test_an_act_keeps_what_the_total_moved_by_when_it_was_done(data_dir: Path) -> None:
    clock = Clock()
    async with living(data_dir, clock) as service:
        ids = [(await service.add_task(TaskDraft(title))).row_id or 0 for title in ("One", "Two", "Three", "Four")]
        clock.forward(hours=2)
        first = await service.complete_task(ids[0])
        earlier = await service.complete_task(ids[1], at=clock.moment - timedelta(hours=1))
        many = await service.complete_tasks(ids[2:])
        acts = {act.id: act for act in await service.get_history()}

        # The earlier one is now the first of its day, so the one that was told +35 earns less.
        assert acts[first.act_id].moved == first.total_change == 35
        assert acts[first.act_id].points < 35
        assert acts[earlier.act_id].moved == earlier.total_change < acts[earlier.act_id].points
        assert acts[many.act_id].moved == many.total_change
        assert act_figure(acts[first.act_id]) == "+35"
        assert act_points(acts[first.act_id]) == "35 points when it was done, 10 by itself now"
        why = await service.why(act_id=first.act_id)
        told = "Completed “One”. When it was done, the total moved by +35; this is what it counts for now."
        assert (why.heading, why.sentence) == ("Why 10?", told)
        assert (await service.why(act_id=many.act_id)).sentence == f"{many.summary}."
        undone = await service.undo(first.act_id)
        undid = (await service.get_history())[0]
        assert (undid.moved, act_figure(undid)) == (None, "")
        assert undone.total_change == -10
        await service.redo(first.act_id)
        assert {act.id: act for act in await service.get_history()}[first.act_id].moved == 35


@in_loop
async def test_where_it_is_not_kept_the_history_says_what_its_number_is(data_dir: Path) -> None:
    clock = Clock()
    async with living(data_dir, clock) as service:
        log = [Submission("focus_session", clock.moment, {"minutes": 25}, f"key {number}") for number in range(3)]
        await service.process_events(log)
        (act,) = await service.get_history()
        assert (act.moved, act_figure(act)) == (None, f"earns {act.points}")
        assert act_points(act) == f"what came in earns {act.points} points now"
        assert "moved" not in to_wire(act)


@pytest.mark.parametrize("about", [{"limit": 0}, {"limit": 10**9}, {"before": "7"}, {"before": 2**70}])
def test_pages_that_cannot_be_are_refused(data_dir: Path, about: dict[str, object]) -> None:
    @in_loop
    async def run() -> None:
        async with living(data_dir) as service:
            with pytest.raises(RefusedInput):
                await service.get_history(**about)  # type: ignore[arg-type]

    run()
