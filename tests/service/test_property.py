"""Whatever a person does, in whatever order: what is stored equals a replay of the log, and all of it can be undone."""

from __future__ import annotations

import asyncio
import random
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from momentum_desktop import open_service
from momentum_desktop.errors import KeyConflict, RefusedInput
from momentum_desktop.service.values import Submission, TaskDraft
from momentum_desktop.store import checkpoints, derivation
from tests.service.lives import (
    DERIVED,
    FAST_FOLDER,
    MORNING,
    PLAN,
    Clock,
    assert_stands_as_its_log_says,
    connected,
    in_loop,
    living,
    rows,
    shown,
    undo_in_any_order,
)

TYPES = st.sampled_from(["task_completion"] * 3 + ["focus_session", "goal_completion", "social_interaction"])
METADATA = st.fixed_dictionaries(
    {},
    optional={
        "complexity": st.sampled_from(["trivial", "epic"]),
        "minutes": st.sampled_from([12.5, 25, 400]),
        "on_time": st.booleans(),
        "time_unknown": st.just(True),
    },
)
HOURS = st.integers(0, 60)
BACK = st.integers(1, 24 * 40)
DRAFTS = st.builds(
    TaskDraft,
    title=st.sampled_from(["Water the plants", "Call Ann"]),
    complexity=st.sampled_from(["simple", "complex"]),
    due=st.none() | st.dates(date(2026, 3, 1), date(2026, 3, 20)),
    tags=st.sampled_from([(), ("home",)]),
)


class Life(RuleBasedStateMachine):
    """One person, from an empty database on."""

    spacing = checkpoints.SPACING

    def __init__(self) -> None:
        super().__init__()
        self.patched = pytest.MonkeyPatch()
        for module in (checkpoints, derivation):
            self.patched.setattr(module, "SPACING", self.spacing, raising=False)
        self.folder = tempfile.TemporaryDirectory(dir=FAST_FOLDER)
        self.clock = Clock()
        self.runner = asyncio.Runner()
        self.service = self.runner.run(open_service(self.folder.name, clock=self.clock))
        self.fresh = rows(Path(self.folder.name), *DERIVED, *PLAN)
        self.submitted: list[Submission] = []
        self.newest = datetime(2000, 1, 1, tzinfo=UTC)

    def do(self, work: Any) -> Any:
        return self.runner.run(work)

    def standing(self) -> tuple[int, int]:
        progress = self.do(self.service.get_user_progress())
        return progress.total_points, progress.level.level_number

    @initialize()
    def look(self) -> None:
        # The reader's own state must follow the writer's from the beginning.
        self.standing()

    @rule(hours=HOURS, event_type=TYPES, metadata=METADATA)
    def work_now(self, hours: int, event_type: str, metadata: dict[str, Any]) -> None:
        self.clock.forward(hours=hours)
        in_order = self.clock.moment >= self.newest
        before = self.standing()
        outcome = self.do(self.service.process_event(None, event_type, metadata))
        after = self.standing()
        assert (outcome.total_points, outcome.level_number) == after
        assert outcome.total_change == after[0] - before[0]
        if in_order:
            assert outcome.total_change == outcome.points_awarded == sum(entry.points for entry in outcome.entries)
            assert after >= before
            assert after[1] >= before[1]
        self.newest = max(self.newest, self.clock.moment)

    @rule(hours=BACK, event_type=TYPES, metadata=METADATA)
    def remember_late(self, hours: int, event_type: str, metadata: dict[str, Any]) -> None:
        before = self.standing()
        moment = self.clock.moment - timedelta(hours=hours)
        outcome = self.do(self.service.process_event(None, event_type, metadata, moment.isoformat()))
        after = self.standing()
        assert outcome.total_change == after[0] - before[0]
        assert (outcome.total_points, outcome.level_number) == after
        self.newest = max(self.newest, moment)

    @rule(hours=st.integers(0, 90), event_type=TYPES, metadata=METADATA)
    def work_with_a_key(self, hours: int, event_type: str, metadata: dict[str, Any]) -> None:
        moment = self.clock.moment - timedelta(hours=hours)
        self.submitted.append(Submission(event_type, moment, metadata, f"key {len(self.submitted)}"))
        self.send(self.submitted[-1])
        self.newest = max(self.newest, moment)

    def send(self, event: Submission) -> Any:
        return self.do(
            self.service.process_event(None, event.event_type, event.metadata, event.occurred_at, event.idempotency_key)
        )

    @precondition(lambda self: self.submitted)
    @rule(data=st.data())
    def send_again(self, data: st.DataObject) -> None:
        event = data.draw(st.sampled_from(self.submitted))
        before = self.standing()
        assert self.send(event).repeated
        with pytest.raises(KeyConflict):
            self.send(Submission("focus_session", event.occurred_at, {"other": 1}, event.idempotency_key))
        assert self.standing() == before

    @rule(moments=st.lists(st.tuples(BACK, TYPES, METADATA), max_size=6), data=st.data())
    def import_many(self, moments: list[tuple[int, str, dict[str, Any]]], data: st.DataObject) -> None:
        again = data.draw(st.lists(st.sampled_from(self.submitted), max_size=2)) if self.submitted else []
        new = [
            Submission(
                kind, self.clock.moment - timedelta(hours=hours), metadata, f"key {len(self.submitted) + number}"
            )
            for number, (hours, kind, metadata) in enumerate(moments)
        ]
        before = self.standing()[0]
        result = self.do(self.service.process_events([*again, *new, *new[:1]]))
        assert (result.added, result.unchanged) == (len(new), len(again) + len(new[:1]))
        assert result.total_points == self.standing()[0] == before + result.total_change
        self.submitted.extend(new)
        for event in new:
            assert isinstance(event.occurred_at, datetime)
            self.newest = max(self.newest, event.occurred_at)

    @rule(draft=DRAFTS)
    def add_task(self, draft: TaskDraft) -> None:
        result = self.do(self.service.add_task(draft))
        assert (result.task.title, result.task.done, result.total_change) == (draft.title, False, 0)

    def some_task(self, data: st.DataObject, *, done: bool) -> Any:
        tasks = [task for task in self.do(self.service.get_tasks(include_done=True)) if task.done is done]
        return data.draw(st.sampled_from(tasks)) if tasks else None

    @rule(data=st.data(), draft=DRAFTS, done=st.booleans())
    def edit_task(self, data: st.DataObject, draft: TaskDraft, done: bool) -> None:
        task = self.some_task(data, done=done)
        if task is not None:
            result = self.do(self.service.edit_task(task.id, draft))
            assert (result.task.title, result.task.due, result.task.done) == (draft.title, draft.due, done)

    @rule(data=st.data(), hours=st.none() | BACK)
    def complete_task(self, data: st.DataObject, hours: int | None) -> None:
        task = self.some_task(data, done=False)
        if task is None:
            return
        moment = self.clock.moment if hours is None else self.clock.moment - timedelta(hours=hours)
        in_order = moment >= self.newest
        result = self.do(self.service.complete_task(task.id, None if hours is None else moment))
        assert result.task.done
        assert result.outcome.event.metadata["task_id"] == task.id
        if in_order and hours is None:
            worth = [entry.points for entry in result.outcome.entries if ":" not in entry.kind]
            assert sum(worth) - (100 if "perfect_week" in dict(result.outcome.entries) else 0) == task.worth
        self.newest = max(self.newest, moment)

    @rule(data=st.data(), done=st.booleans())
    def delete_task(self, data: st.DataObject, done: bool) -> None:
        task = self.some_task(data, done=done)
        if task is not None:
            before = self.standing()
            assert self.do(self.service.delete_task(task.id)).task is None
            assert self.standing() == before

    @rule(data=st.data())
    def reopen_task(self, data: st.DataObject) -> None:
        task = self.some_task(data, done=True)
        if task is not None:
            self.do(self.service.reopen_task(task.id))
            (again,) = [found for found in self.do(self.service.get_tasks()) if found.id == task.id]
            assert not again.done

    @rule()
    def undo_last_and_redo(self) -> None:
        before = self.seen()
        try:
            undone = self.do(self.service.undo())
        except RefusedInput:
            return
        redone = self.do(self.service.redo())
        assert redone.act_id == undone.act_id
        assert redone.total_change == -undone.total_change
        assert self.seen() == before

    @rule()
    def undo_last(self) -> None:
        live = [act for act in self.acts() if not act.undone]
        if live:
            assert self.do(self.service.undo()).act_id == max(act.id for act in live)
        else:
            with pytest.raises(RefusedInput):
                self.do(self.service.undo())

    @rule(data=st.data())
    def undo_any(self, data: st.DataObject) -> None:
        acts = self.acts()
        if not acts:
            return
        act = data.draw(st.sampled_from(acts))
        if act.undone:
            with pytest.raises(RefusedInput, match="already undone"):
                self.do(self.service.undo(act.id))
        else:
            before = self.standing()[0]
            result = self.do(self.service.undo(act.id))
            assert result.total_change == self.standing()[0] - before

    @rule()
    def redo(self) -> None:
        try:
            result = self.do(self.service.redo())
        except RefusedInput:
            return
        assert not next(act for act in self.acts() if act.id == result.act_id).undone

    def acts(self) -> list[Any]:
        history = self.do(self.service.get_history(limit=10_000))
        return [act for act in history if act.kind not in ("undo", "redo")]

    def seen(self) -> Any:
        return self.do(shown(self.service)), rows(Path(self.folder.name), *DERIVED, *PLAN)

    @invariant()
    def all_that_is_stored_is_what_the_log_gives(self) -> None:
        self.do(assert_stands_as_its_log_says(self.service))

    def teardown(self) -> None:
        try:
            self.do(undo_in_any_order(self.service, [act.id for act in self.acts() if not act.undone]))
            self.do(assert_stands_as_its_log_says(self.service))
            assert rows(Path(self.folder.name), *DERIVED, *PLAN) == self.fresh
        finally:
            self.do(self.service.close())
            self.runner.close()
            self.folder.cleanup()
            self.patched.undo()


class LifeWithManyCheckpoints(Life):
    """The same, the state laid down after every third event."""

    spacing = 3


Life.TestCase.settings = settings(max_examples=10, stateful_step_count=25, deadline=None)
LifeWithManyCheckpoints.TestCase.settings = settings(max_examples=10, stateful_step_count=40, deadline=None)
TestALife = Life.TestCase
TestALifeWithManyCheckpoints = LifeWithManyCheckpoints.TestCase


@in_loop
async def test_a_long_history_with_late_events_stays_what_its_log_says(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (checkpoints, derivation):
        monkeypatch.setattr(module, "SPACING", 40, raising=False)
    chance = random.Random(7)
    clock = Clock()
    async with living(data_dir, clock) as service:
        for part in range(6):
            many = []
            for number in range(400):
                clock.forward(minutes=chance.randint(0, 400))
                kind = chance.choice(["task_completion", "focus_session"])
                many.append(Submission(kind, clock.moment, {"minutes": chance.randint(0, 60)}, f"{part} {number}"))
            await service.process_events(many)
            for _ in range(8):
                back = timedelta(minutes=chance.randint(1, 200_000))
                await service.process_event(None, "task_completion", {}, clock.moment - back)
                await service.process_event(None, "focus_session")
            history = await service.get_history(limit=8)
            await service.undo(chance.choice(history).id)
            await assert_stands_as_its_log_says(service)

    with connected(data_dir) as connection:
        laid = [row[0] for row in connection.execute("SELECT events FROM checkpoints ORDER BY events")]
    connection.close()
    assert 8 <= len(laid) <= 40
    assert laid[0] < 2_400 / 4
    assert laid[-1] > 2_400 - 200


@in_loop
async def test_the_next_process_goes_on_from_a_checkpoint(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (checkpoints, derivation):
        monkeypatch.setattr(module, "SPACING", 5, raising=False)
    clock = Clock(MORNING)
    for _ in range(7):
        async with living(data_dir, clock) as service:
            for _ in range(3):
                clock.forward(hours=7)
                await service.process_event(None, "task_completion")
            await service.process_event(None, "focus_session", {}, clock.moment - timedelta(days=1))
            await assert_stands_as_its_log_says(service)
    with connected(data_dir) as connection:
        assert connection.execute("SELECT count(*) FROM checkpoints").fetchone()[0] >= 2
    connection.close()
