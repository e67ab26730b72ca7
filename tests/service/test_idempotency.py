"""A key counts once: the same event again gives the first outcome again, another event is refused."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from momentum_desktop.errors import KeyConflict, RefusedInput
from momentum_desktop.service.values import Submission, TaskDraft
from tests.service.lives import DERIVED, MORNING, PLAN, Clock, assert_stands_as_its_log_says, in_loop, living, rows

EVERYTHING = (*DERIVED, *PLAN, "events", "acts", "withdrawn_events")
FIRST: dict[str, Any] = {
    "event_type": "task_completion",
    "metadata": {"complexity": "epic", "n": 1},
    "occurred_at": "2026-03-02T08:00:00+01:00",
    "idempotency_key": "once",
}


@in_loop
async def test_the_same_event_with_its_key_gives_the_first_outcome_again(data_dir: Path) -> None:
    async with living(data_dir) as service:
        first = await service.process_event(**FIRST)
        await service.process_event(event_type="focus_session")
        before = rows(data_dir, *EVERYTHING)

        again = await service.process_event(**FIRST)

        assert not first.repeated
        assert again.repeated
        assert (again.entries, again.total_points, again.level_number, again.level_up, again.total_change) == (
            first.entries,
            first.total_points,
            first.level_number,
            first.level_up,
            first.total_change,
        )
        assert (again.achievements_unlocked, again.streaks_changed, again.event) == (
            first.achievements_unlocked,
            first.streaks_changed,
            first.event,
        )
        assert rows(data_dir, *EVERYTHING) == before


@pytest.mark.parametrize(
    "other",
    [
        {"event_type": "focus_session"},
        {"metadata": {"complexity": "epic", "n": 2}},
        {"metadata": {"complexity": "epic", "n": True}},
        {"metadata": None},
        {"occurred_at": "2026-03-02T08:00:01+01:00"},
        {"occurred_at": "2026-03-02T07:00:00+00:00"},
    ],
    ids=str,
)
@in_loop
async def test_another_event_with_a_key_that_came_is_refused_and_nothing_is_stored(
    data_dir: Path, other: dict[str, Any]
) -> None:
    async with living(data_dir) as service:
        await service.process_event(**FIRST)
        before = rows(data_dir, *EVERYTHING)

        with pytest.raises(KeyConflict, match="once"):
            await service.process_event(**{**FIRST, **other})

        assert rows(data_dir, *EVERYTHING) == before
        await assert_stands_as_its_log_says(service)


@in_loop
async def test_a_key_holds_when_the_rules_would_give_the_event_another_day_by_now(data_dir: Path) -> None:
    async with living(data_dir) as service:
        first = await service.process_event(**FIRST)
        await service.take_rules({"day_starts_at": "09:00"})

        assert (await service.process_event(**FIRST)).event == first.event
        batch = await service.process_events([Submission(**FIRST)])
        assert (batch.added, batch.unchanged) == (0, 1)
        with pytest.raises(RefusedInput, match="with another event"):
            await service.process_events([Submission(**FIRST, day="2026-03-01")])


@in_loop
async def test_a_key_holds_across_a_restart_and_without_a_time_of_its_own(data_dir: Path) -> None:
    clock = Clock()
    async with living(data_dir, clock) as service:
        first = await service.process_event(event_type="focus_session", idempotency_key="k")
    clock.forward(days=3)
    async with living(data_dir, clock) as service:
        again = await service.process_event(event_type="focus_session", idempotency_key="k")

        assert again.repeated
        assert again.event == first.event
        assert len(await service.export_events()) == 1


@in_loop
async def test_the_same_event_at_the_same_moment_counts_once(data_dir: Path) -> None:
    async with living(data_dir) as service:
        outcomes = await asyncio.gather(*(service.process_event(**FIRST) for _ in range(20)))

        assert sorted(outcome.repeated for outcome in outcomes) == [False] + [True] * 19
        assert len({outcome.total_points for outcome in outcomes}) == 1
        assert len(await service.export_events()) == 1
        await assert_stands_as_its_log_says(service)


@in_loop
async def test_a_listener_hears_of_an_event_once(data_dir: Path) -> None:
    heard: list[int] = []
    async with living(data_dir) as service:
        service.subscribe(lambda result: heard.append(result.act_id))
        for _ in range(3):
            await service.process_event(**FIRST)

    assert heard == [1]


@in_loop
async def test_an_undone_event_stays_undone_when_its_key_comes_again(data_dir: Path) -> None:
    async with living(data_dir) as service:
        await service.process_event(**FIRST)
        await service.undo()

        assert (await service.process_event(**FIRST)).repeated
        assert (await service.get_user_progress()).total_points == 0
        await assert_stands_as_its_log_says(service)


@in_loop
async def test_a_batch_adds_only_what_is_new_and_is_refused_whole(data_dir: Path) -> None:
    async with living(data_dir) as service:
        batch = [
            Submission("focus_session", MORNING - timedelta(days=day), {"minutes": 25}, f"k{day}") for day in range(5)
        ]
        assert (await service.process_events(batch)).added == 5
        before = rows(data_dir, *EVERYTHING)

        again = await service.process_events([*batch, batch[0]])
        assert (again.added, again.unchanged, again.total_change) == (0, 6, 0)
        assert again.total_points == (await service.get_user_progress()).total_points
        assert rows(data_dir, *EVERYTHING) == before

        new = Submission("focus_session", MORNING, {}, "new")
        for bad, where in (
            (Submission("focus_session", MORNING, {}, "k1"), "event 2"),
            (Submission("focus_session", MORNING, {"n": 1}, "new"), "event 2"),
            (Submission("napping", MORNING, {}, "k9"), "event 2"),
            (Submission("focus_session", "2026-03-02T09:00:00", {}, "k9"), "event 2"),
            (Submission("focus_session", MORNING, {"n": float("nan")}, "k9"), "event 2"),
        ):
            with pytest.raises(RefusedInput, match=where):
                await service.process_events([new, bad])
        assert rows(data_dir, *EVERYTHING) == before


@in_loop
async def test_a_key_without_a_time_may_come_again_at_any_time_alone_and_in_a_batch(data_dir: Path) -> None:
    clock = Clock()
    async with living(data_dir, clock) as service:
        event = Submission("focus_session", None, {"minutes": 25}, "k")
        assert (await service.process_events([event, event])).unchanged == 1
        clock.forward(hours=3)
        assert (await service.process_events([event])).unchanged == 1
        assert (await service.process_event(None, "focus_session", {"minutes": 25}, None, "k")).repeated


@in_loop
async def test_a_key_of_a_batch_answers_a_single_event_too(data_dir: Path) -> None:
    async with living(data_dir) as service:
        event = Submission("focus_session", MORNING, {"minutes": 25}, "k")
        result = await service.process_events([event])

        again = await service.process_event(None, "focus_session", {"minutes": 25}, MORNING, "k")

        assert again.repeated
        assert again.points_awarded == result.total_change


@in_loop
async def test_keys_of_completions_never_meet_those_that_come_from_elsewhere(data_dir: Path, tmp_path: Path) -> None:
    async with living(tmp_path / "other computer") as other:
        for title in ("Water the plants", "Call Ann", "Read"):
            await other.add_task(TaskDraft(title))
        for task in await other.get_tasks():
            await other.complete_task(task.id)
        exported = await other.export_events()
    async with living(data_dir) as service:
        await service.process_events(
            [
                Submission(event.event_type, event.occurred_at, event.metadata, event.idempotency_key)
                for event in exported
            ]
        )
        for _ in range(4):
            added = await service.add_task(TaskDraft("Mine"))
            assert added.task is not None
            assert (await service.complete_task(added.task.id)).outcome is not None
        await assert_stands_as_its_log_says(service)
        assert len(await service.export_events()) == 7


@in_loop
async def test_keys_belong_to_their_user(data_dir: Path) -> None:
    async with living(data_dir, Clock(datetime(2026, 3, 2, 9, tzinfo=UTC))) as service:
        await service.process_event(1, "focus_session", idempotency_key="k")

        with pytest.raises(RefusedInput, match="there is no user 2"):
            await service.process_event(2, "focus_session", idempotency_key="k")
        await service.add_user("Ann")
        hers = await service.process_event(2, "learning_session", idempotency_key="k")
        again = await service.process_event(2, "learning_session", idempotency_key="k")

        assert (hers.event_id, hers.repeated, again.event_id, again.repeated) == (2, False, 2, True)
        for user in (1, 2):
            await assert_stands_as_its_log_says(service, user)
