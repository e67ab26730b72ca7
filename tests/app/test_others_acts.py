"""What another process reached is celebrated in the open window: once, for the person in use, and never in bulk."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy.event import listen, remove

from momentum_desktop import open_service
from momentum_desktop.app import watch
from momentum_desktop.app.others_acts import OthersActs
from momentum_desktop.app.service_bridge import ServiceBridge
from momentum_desktop.app.switchboard import Switchboard
from momentum_desktop.exchange import document
from momentum_desktop.gui.main_window import MainWindow
from momentum_desktop.service.on_behalf import OnBehalf
from momentum_desktop.service.values import ActResult, Submission, TaskDraft
from tests.service.lives import Clock, in_loop, living

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class Desk:
    """An open window, and what it was told to celebrate."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        async def opener() -> Any:
            return await open_service(folder, clock=lambda: NOON)

        self.qtbot = qtbot
        self.bridge = ServiceBridge(opener)
        self.window = MainWindow(folder, lambda: NOON)
        self.switchboard = Switchboard(self.window, self.bridge)
        self.told: list[ActResult] = []
        self.bridge.act_done.connect(self.told.append)
        qtbot.addWidget(self.window)
        with qtbot.waitSignal(self.window.pages_ready, timeout=20_000):
            self.window.show()
            self.bridge.start()
        self.until(lambda: self.bridge._others is not None and self.bridge._others._user_id is not None)

    def until(self, wanted: Any) -> None:
        self.qtbot.waitUntil(wanted, timeout=20_000)

    def words(self) -> list[str]:
        """What the toasts in sight say."""
        return [" ".join(label.text() for label in toast.findChildren(QLabel)) for toast in self.window.toasts.toasts]


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "LOOK_EVERY_SECONDS", 0.02)


@pytest.fixture
def folder(data_dir: Path) -> Path:
    data_dir.mkdir(exist_ok=True)
    return data_dir


@pytest.fixture
def desk(qtbot: QtBot, folder: Path) -> Iterator[Desk]:
    made = Desk(qtbot, folder)
    yield made
    made.bridge.close()


def elsewhere(folder: Path, *works: Any, clock: Callable[[], datetime] = lambda: NOON) -> list[Any]:
    """What a second service on the same file does, one after the other."""

    async def done() -> list[Any]:
        service = await open_service(folder, clock=clock)
        try:
            return [await work(service) for work in works]
        finally:
            await service.close()

    return asyncio.run(done())


def event(kind: str = "task_completion", **more: Any) -> Any:
    return lambda service: service.process_event(None, kind, **more)


def test_what_a_command_in_a_terminal_wins_raises_a_toast(qtbot: QtBot, desk: Desk) -> None:
    command = [sys.executable, "-m", "momentum_desktop.cli", "event", "task_completion"]
    subprocess.run(command, check=True, timeout=60, capture_output=True)
    desk.until(lambda: any("First Spark" in words for words in desk.words()))
    (act,) = desk.told
    assert act.outcome is not None
    assert act.outcome.achievements_unlocked == ("First Spark",)
    # The toast takes back what it tells of, though another process did it.
    desk.window.toasts.toasts[0].undo_requested.emit(act.act_id)
    desk.until(lambda: len(desk.told) == 2)
    assert (desk.told[1].kind, desk.told[1].user_id) == ("undo", act.user_id)


def test_a_level_that_another_process_reached_is_told_once_and_ordinary_work_is_not(desk: Desk, folder: Path) -> None:
    did = elsewhere(folder, *[event()] * 3, *[event("goal_completion")] * 2)
    worth = [each.event_id for each in did if each.achievements_unlocked or each.level_up]
    assert len(worth) < len(did)
    assert any(each.level_up for each in did)
    desk.until(lambda: len(desk.told) >= len(worth))
    desk.until(lambda: any("Level 2" in words for words in desk.words()))
    assert [act.outcome.event_id for act in desk.told if act.outcome] == worth


def test_neither_imports_nor_undo_and_redo_of_others_are_celebrated(desk: Desk, folder: Path) -> None:
    old = [Submission("task_completion", NOON - timedelta(days=n), None, f"old {n}") for n in range(1, 40)]
    imported, *_ = elsewhere(
        folder,
        lambda service: service.process_events(old),
        event(),
        lambda service: service.undo(),
    )
    assert imported.total_change > 100
    elsewhere(folder, lambda service: service.redo(), lambda service: service.add_task(TaskDraft("Only added")))
    (last,) = elsewhere(folder, event("goal_completion"))
    desk.until(lambda: bool(desk.told))
    assert [act.outcome and act.outcome.event_id for act in desk.told] == [last.event_id]


def test_what_was_there_when_the_window_opened_is_not_celebrated(qtbot: QtBot, folder: Path) -> None:
    elsewhere(folder, event())
    for _ in range(2):  # and not at the next start either
        desk = Desk(qtbot, folder)
        try:
            did = elsewhere(folder, *[event("goal_completion")] * 3)
            worth = [each.event_id for each in did if each.achievements_unlocked or each.level_up]
            assert worth
            desk.until(lambda desk=desk, worth=worth: len(desk.told) >= len(worth))
            assert [act.outcome and act.outcome.event_id for act in desk.told] == worth
        finally:
            desk.bridge.close()


def test_only_what_the_person_in_use_reached_is_celebrated(desk: Desk, folder: Path) -> None:
    (anna,) = elsewhere(folder, lambda service: service.add_user("Anna"))
    elsewhere(folder, lambda service: service.process_event(anna.user_id, "task_completion"))
    (mine,) = elsewhere(folder, event())
    desk.until(lambda: bool(desk.told))
    assert [act.outcome and act.outcome.event_id for act in desk.told] == [mine.event_id]
    desk.bridge.use_person(anna.user_id)
    desk.until(lambda: desk.bridge._others is not None and desk.bridge._others._user_id == anna.user_id)
    (hers,) = elsewhere(folder, lambda service: service.process_event(anna.user_id, "goal_completion"))
    desk.until(lambda: len(desk.told) > 1)
    assert [act.outcome and act.outcome.event_id for act in desk.told[1:]] == [hers.event_id]


def test_what_came_with_a_restored_backup_is_not_celebrated(desk: Desk, folder: Path) -> None:
    async def restored() -> bool:
        service = await open_service(folder, clock=lambda: NOON)
        await service.process_event(None, "task_completion")
        await service.close()
        return True

    before = desk.bridge._others
    desk.bridge.replace_data(restored)
    desk.until(lambda: desk.bridge._others is not before)
    desk.until(lambda: desk.bridge._others is not None and desk.bridge._others._user_id is not None)
    *_, last = elsewhere(folder, event("goal_completion"))
    desk.until(lambda: bool(desk.told))
    assert [act.outcome and act.outcome.event_id for act in desk.told] == [last.event_id]


def test_where_the_settings_say_quiet_others_raise_no_toast(desk: Desk, folder: Path) -> None:
    desk.window.toasts.set_wanted(False)
    elsewhere(folder, event())
    desk.until(lambda: bool(desk.told))
    assert desk.words() == []


def test_what_the_window_does_itself_is_told_once_beside_what_others_do(desk: Desk, folder: Path) -> None:
    desk.bridge.planner.record_event("task_completion", {})
    desk.until(lambda: bool(desk.told))
    (theirs,) = elsewhere(folder, event("goal_completion"))
    desk.until(lambda: len(desk.told) > 1)
    assert len({act.act_id for act in desk.told}) == len(desk.told) == 2
    assert desk.told[1].outcome is not None
    assert desk.told[1].outcome.event_id == theirs.event_id


@in_loop
async def test_many_events_that_came_through_the_api_of_this_window_are_not_taken_for_anothers(folder: Path) -> None:
    async with living(folder) as service:
        others, user = OthersActs(service), await service.user_in_use()
        await others.newly_reached(0, user)
        token = await service.tokens.create("phone", ("write",))
        bearer = await service.tokens.bearer(token.token)
        assert bearer is not None
        many = [Submission("task_completion", None, None, f"{n}") for n in range(30)]
        results = (await OnBehalf(service, bearer).record_each(many)).results
        assert all(isinstance(each, ActResult) for each in results)
        assert (await service.reached_since(0, LONG_AGO, user_id=user)).acts
        assert await others.newly_reached(1, user) == ()


@in_loop
async def test_a_whole_life_that_is_brought_in_is_not_celebrated(folder: Path, tmp_path: Path) -> None:
    clock = Clock()
    async with living(tmp_path / "old", clock) as old:
        await old.process_event(None, "task_completion")
        async with old.snapshot() as taken:
            (tmp_path / "everything.json").write_text("".join(document.write(taken)), encoding="utf-8")
    clock.forward(days=300)
    async with living(folder, clock) as service:
        others, user = OthersActs(service), await service.user_in_use()
        await others.newly_reached(0, user)
        await document.bring(service, str(tmp_path / "everything.json"), False)
        assert (await service.reached_since(0, LONG_AGO, user_id=user)).acts
        assert await others.newly_reached(1, user) == ()
        (theirs,) = await asyncio.to_thread(elsewhere, folder, event("goal_completion"), clock=clock)
        assert theirs.achievements_unlocked
        assert [act.event_id for act in await others.newly_reached(2, user)] == [theirs.event_id]


@in_loop
async def test_an_act_that_is_committed_but_not_told_of_yet_is_not_taken_for_anothers(folder: Path) -> None:
    async with living(folder) as service:
        others, committed, may_tell = OthersActs(service), threading.Event(), threading.Event()
        user = await service.user_in_use()
        await others.newly_reached(0, user)

        def tell(act: ActResult) -> None:
            committed.set()
            may_tell.wait(20)

        service.subscribe(tell)
        doing = asyncio.ensure_future(service.process_event(None, "task_completion"))
        try:
            await asyncio.to_thread(committed.wait, 20)
            assert (await service.reached_since(0, LONG_AGO, user_id=user)).acts
            assert await others.newly_reached(1, user) == ()
        finally:
            may_tell.set()
        assert (await doing).achievements_unlocked


@in_loop
async def test_what_was_written_here_is_known_by_turns_with_others_and_not_where_the_disk_failed(folder: Path) -> None:
    async with living(folder) as service:
        journal = service._writer._own_journal()
        for turn in range(3):
            await service.process_event(None, "task_completion")
            await service.process_event(None, "task_completion")
            await asyncio.to_thread(elsewhere, folder, event())
            assert [service.has_done(3 * turn + each) for each in (1, 2, 3)] == [True, True, False]

        def full(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
            if statement == "COMMIT":
                raise OSError("the disk is full")

        listen(journal.connection, "before_cursor_execute", full)
        with pytest.raises(OSError, match="full"):
            await service.process_event(None, "task_completion")
        remove(journal.connection, "before_cursor_execute", full)
        await asyncio.to_thread(elsewhere, folder, event())
        assert not service.has_done(10)


@in_loop
async def test_a_look_costs_the_same_however_long_the_history_is(folder: Path) -> None:
    statements: list[str] = []
    async with living(folder, on_statement=lambda text, _: statements.append(text)) as service:
        others, user, costs = OthersActs(service), await service.user_in_use(), []
        await others.newly_reached(0, user)
        for look, many in enumerate((1, 200), 1):
            before = [Submission("task_completion", None, None, f"{look} {each}") for each in range(many)]
            await service.process_events(before)
            statements.clear()
            await others.newly_reached(look, user)
            costs.append(len(statements))
        assert costs[0] == costs[1] <= 4
        (question,) = [text for text in statements if "a.answer IS NOT NULL" in text]
        plan = await service._read(
            lambda reader: reader.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {question}", (user, 0, 0, 1)).all()
        )
        assert not [row for row in plan if row[3].startswith("SCAN")]
        statements.clear()
        await others.newly_reached(2, user)  # nobody wrote since
        assert not statements
