"""What came late far back is stored at once and worked in beside everything else, to the same end."""

import asyncio
import random
import sqlite3
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from momentum_desktop import open_service
from momentum_desktop.errors import Closed, DiskFull
from momentum_desktop.service import settler
from momentum_desktop.service.momentum_service import MomentumService
from momentum_desktop.service.recording import record_event
from momentum_desktop.service.values import ActResult, Submission, TaskDraft
from momentum_desktop.store import journal

END = datetime(2026, 3, 1, 12, tzinfo=UTC)
KINDS = ("task_completion", "focus_session", "learning_session", "social_interaction")


@pytest.fixture(autouse=True)
def little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "PATIENCE", 20)


async def opened(folder: Path) -> MomentumService:
    return await open_service(data_dir=folder, clock=lambda: END)


def history(number: int) -> list[Submission]:
    chance = random.Random(7)
    first = END - timedelta(hours=5 * number)
    return [
        Submission(chance.choice(KINDS), first + timedelta(hours=5 * place), {"minutes": 20}, f"key {place}")
        for place in range(number)
    ]


async def same_as_fresh(service: MomentumService, folder: Path) -> bool:
    """Whether the service stands as one that was given the same events in order."""
    events = await service.export_events()
    fresh = await opened(folder)
    try:
        await fresh.process_events(
            [Submission(e.event_type, e.occurred_at, e.metadata, e.idempotency_key) for e in events]
        )
        for ask in ("get_user_progress", "get_achievements", "get_streaks", "get_levels"):
            assert await getattr(service, ask)() == await getattr(fresh, ask)()
        return (await service.get_momentum_stats(days=0)) == (await fresh.get_momentum_stats(days=0))
    finally:
        await fresh.close()


async def an_act_far_back_is_told_at_once_and_again_with_what_it_gave(tmp_path: Path) -> None:
    service = await opened(tmp_path / "a")
    await service.process_events(history(200))
    told: list[ActResult] = []
    service.subscribe(told.append)
    task = (await service.add_task(TaskDraft("Long ago"))).task
    assert task is not None
    done = await service.complete_task(task.id, END - timedelta(days=30))
    assert [(act.kind, act.pending) for act in told] == [("add", False), ("complete", True), ("complete", False)]
    assert told[1].outcome is None
    assert done.outcome is not None
    assert done.outcome.entries[0].kind == "task_completion"
    assert done.total_change == done.outcome.total_change
    assert (await service.verify()).ok
    assert await same_as_fresh(service, tmp_path / "b")
    undone = await service.undo(done.act_id)
    assert undone.total_change == -done.total_change
    assert (await service.verify()).ok
    await service.close()


async def any_mixture_of_late_and_timely_events_ends_as_if_in_order(tmp_path: Path) -> None:
    service = await opened(tmp_path / "a")
    events = history(300)
    random.Random(3).shuffle(events)
    await service.process_events(events[:100])
    late = asyncio.gather(
        *(
            service.process_event(
                event_type=event.event_type,
                occurred_at=event.occurred_at,
                metadata=event.metadata,
                idempotency_key=event.idempotency_key,
            )
            for event in events[100:160]
        )
    )
    timely = [await service.process_event(event_type="task_completion") for _ in range(20)]
    outcomes = await late
    assert all(outcome.entries for outcome in (*outcomes, *timely))
    await service.process_events(events[160:])
    assert (await service.verify()).ok
    assert await same_as_fresh(service, tmp_path / "b")
    await service.close()


async def what_is_left_unsettled_is_worked_in_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = await opened(tmp_path)
    await service.process_events(history(200))
    before = (await service.get_user_progress()).total_points
    with monkeypatch.context() as patched:
        # A process that ends before anything is derived: every settlement is told to stop.
        patched.setattr(settler, "settlement_of", lambda connection, standing, go_on: None)
        patched.setattr(settler.Settler, "_settle", _closed)
        with pytest.raises(Closed):
            await service.process_event(event_type="task_completion", occurred_at=END - timedelta(days=30))
        assert (await service.get_user_progress()).total_points == before
        await service.process_event(event_type="social_interaction")
        await service.close()
    again = await opened(tmp_path)
    assert (await again.verify()).ok
    assert (await again.get_user_progress()).total_points > before + 5
    await again.close()


async def _closed(self: settler.Settler, user_id: int) -> None:
    raise Closed(settler.CLOSING)


async def adding_and_taking_back_before_it_is_worked_in_leaves_nothing_to_do(tmp_path: Path) -> None:
    service = await opened(tmp_path)
    await service.process_events(history(200))
    before = await service.get_user_progress()
    added = asyncio.ensure_future(
        service.process_event(event_type="task_completion", occurred_at=END - timedelta(days=30))
    )
    while (newest := (await service.get_history(limit=1))[0]).kind != "event":
        pass
    await service.undo(newest.id)
    await asyncio.gather(added, return_exceptions=True)
    assert (await service.verify()).ok
    assert await service.get_user_progress() == before
    await service.close()


def test_an_act_far_back_is_told_at_once_and_again_with_what_it_gave(tmp_path: Path) -> None:
    asyncio.run(an_act_far_back_is_told_at_once_and_again_with_what_it_gave(tmp_path))


def test_any_mixture_of_late_and_timely_events_ends_as_if_in_order(tmp_path: Path) -> None:
    asyncio.run(any_mixture_of_late_and_timely_events_ends_as_if_in_order(tmp_path))


def test_what_is_left_unsettled_is_worked_in_at_the_next_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asyncio.run(what_is_left_unsettled_is_worked_in_at_the_next_start(tmp_path, monkeypatch))


def test_adding_and_taking_back_before_it_is_worked_in_leaves_nothing_to_do(tmp_path: Path) -> None:
    asyncio.run(adding_and_taking_back_before_it_is_worked_in_leaves_nothing_to_do(tmp_path))


async def spoiled(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    service = await opened(folder)
    await service.process_events(history(200))
    settle_down, spoil = settler.settle_down, asyncio.Event()
    loop = asyncio.get_running_loop()

    def settle_and_spoil(pen: journal.Journal, somebody_waits: object, settlement: object):
        result = settle_down(pen, somebody_waits, settlement=settlement)
        if not spoil.is_set():
            loop.call_soon_threadsafe(spoil.set)
            spoil.is_set = lambda: True
            raise RuntimeError("it fails after the commit")
        return result

    monkeypatch.setattr(settler, "settle_down", settle_and_spoil)
    late = asyncio.ensure_future(
        service.process_event(event_type="task_completion", occurred_at=END - timedelta(days=30))
    )
    results = await asyncio.gather(late, return_exceptions=True)
    if isinstance(results[0], RuntimeError):
        again = await service.process_event(event_type="task_completion", occurred_at=END - timedelta(days=29))
        assert again.entries
    assert (await service.verify()).ok
    await service.close()


def test_a_settlement_whose_transaction_fails_is_derived_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asyncio.run(spoiled(tmp_path, monkeypatch))


async def beyond(folder: Path) -> None:
    service = await opened(folder)
    events = history(300)
    first, rest = events[150], [*events[:150], *events[151:]]
    await service.process_events([first])
    whole = asyncio.ensure_future(service.process_events(rest))
    between = [
        await service.process_event(event_type="task_completion", occurred_at=END - timedelta(days=days))
        for days in (1, 3, 7)
    ]
    await whole
    assert all(outcome.entries for outcome in between)
    assert (await service.verify()).ok
    await service.close()


def test_what_comes_while_a_settlement_is_derived_is_in_it_or_after_it(tmp_path: Path) -> None:
    asyncio.run(beyond(tmp_path))


async def faulty(folder: Path, fault: Exception, met: type[Exception]) -> None:
    broken = False

    def listen(_sql: str, thread: int) -> None:
        if broken and any(t.ident == thread and t.name.startswith("momentum-settler") for t in threading.enumerate()):
            raise fault

    service = await open_service(data_dir=folder, clock=lambda: END, on_statement=listen)
    await service.process_events(history(200))
    broken = True
    with pytest.raises(met):
        await service.process_event(event_type="task_completion", occurred_at=END - timedelta(days=30))
    broken = False
    assert (await service.verify()).ok
    await service.close()


def test_a_fault_while_deriving_is_told_as_what_it_is(tmp_path: Path) -> None:
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorname = "SQLITE_FULL"
    asyncio.run(faulty(tmp_path / "a", full, DiskFull))
    asyncio.run(faulty(tmp_path / "b", RuntimeError("a fault of the program"), RuntimeError))


async def joint(folder: Path) -> None:
    service = await opened(folder)
    await service.process_events(history(200))
    before = (await service.get_user_progress()).total_points
    outcomes = await asyncio.gather(
        *(
            service.process_event(event_type="task_completion", occurred_at=END - timedelta(days=days))
            for days in (30, 31, 32)
        )
    )
    after = (await service.get_user_progress()).total_points
    assert sum(outcome.total_change for outcome in outcomes) == after - before
    await service.close()


def test_what_several_late_acts_moved_adds_up(tmp_path: Path) -> None:
    asyncio.run(joint(tmp_path))


async def clicked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    service = await opened(folder)
    minutes = [END - timedelta(minutes=place) for place in range(60, 0, -1)]
    await service.process_events([Submission("task_completion", at, {}, f"key {at}") for at in minutes])
    settle_down = settler.settle_down

    def click_and_settle(pen: journal.Journal, somebody_waits: Any, settlement: Any) -> Any:
        pen.begin()
        record_event(pen, 1, Submission("task_completion", END, {}, "click"), END)
        pen.commit()
        return settle_down(pen, somebody_waits, settlement=settlement)

    monkeypatch.setattr(settler, "settle_down", click_and_settle)
    await service.process_event(event_type="task_completion", occurred_at=END - timedelta(hours=2))
    assert (await service.get_momentum_stats(days=1)).totals.events == 62
    assert (await service.verify()).ok
    await service.close()


def test_a_day_that_a_settlement_changed_holds_what_came_meanwhile_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asyncio.run(clicked(tmp_path, monkeypatch))


async def overtaken(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    service = await opened(folder)
    await service.process_events(history(200))
    settle_down, written = settler.settle_down, list[bool]()

    def come_late_and_settle(pen: journal.Journal, somebody_waits: Any, settlement: Any) -> Any:
        if len(written) < 3:
            pen.begin()
            for back in (10 + len(written), 35 - len(written), -1):
                record_event(pen, 1, Submission("task_completion", END - timedelta(days=back), {}, None), END)
            pen.commit()
        moved = settle_down(pen, None, settlement=settlement)
        written.append(moved is not None)
        return moved

    monkeypatch.setattr(settler, "settle_down", come_late_and_settle)
    late = await service.process_event(event_type="task_completion", occurred_at=END - timedelta(days=30))
    assert late.entries
    assert written == [True] * 4
    assert (await service.verify()).ok
    assert await same_as_fresh(service, folder.parent / "fresh")
    await service.close()


def test_what_comes_late_while_a_settlement_is_derived_waits_for_the_next_and_does_not_undo_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asyncio.run(overtaken(tmp_path / "a", monkeypatch))


async def repeated(folder: Path) -> None:
    service = await opened(folder)
    await service.process_events(history(200))
    submission = {"event_type": "task_completion", "occurred_at": END - timedelta(days=30), "idempotency_key": "twice"}
    one, two = await asyncio.gather(service.process_event(**submission), service.process_event(**submission))
    assert one.entries == two.entries != ()
    await service.close()


def test_a_key_repeated_before_its_event_is_worked_in_waits_for_it(tmp_path: Path) -> None:
    asyncio.run(repeated(tmp_path))
