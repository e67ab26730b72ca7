"""The window on the real service: a click becomes an event, the event a toast, and nothing waits on the way."""

import asyncio
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QListView
from pytestqt.qtbot import QtBot

from momentum_desktop import open_service
from momentum_desktop.app import watch
from momentum_desktop.app.service_bridge import ServiceBridge
from momentum_desktop.app.switchboard import Switchboard
from momentum_desktop.app.views import TASKS, VIEWS
from momentum_desktop.gui.achievement_model import AchievementRole
from momentum_desktop.gui.celebration import Celebration
from momentum_desktop.gui.main_window import MainWindow
from momentum_desktop.gui.task_model import TickedRole
from momentum_desktop.service.values import TaskDraft
from tests.app.hearing import heard
from tests.service.lives import connected

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


class Desk:
    """A window wired to a service, with every statement and the thread it ran on."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.statements: list[tuple[str, int]] = []

        async def opener():
            return await open_service(
                data_dir=folder, clock=lambda: NOON, on_statement=lambda *told: self.statements.append(told)
            )

        folder.mkdir(exist_ok=True)
        self.bridge = ServiceBridge(opener)
        self.window = MainWindow(folder, lambda: NOON)
        self.switchboard = Switchboard(self.window, self.bridge)
        qtbot.addWidget(self.window)
        self.acts: list[object] = []
        self.rounds: list[object] = []
        self.rounds_before_the_act = 0
        self.bridge.act_done.connect(self._on_act_done)
        self.bridge.settled.connect(lambda: self.rounds.append(None))
        with qtbot.waitSignal(self.window.pages_ready, timeout=20_000):
            self.window.show()
            self.bridge.start()
        qtbot.waitUntil(lambda: bool(self.rounds), timeout=20_000)
        with qtbot.waitActive(self.window, timeout=20_000):
            self.window.activateWindow()

    @contextmanager
    def act(self, qtbot: QtBot) -> Iterator[None]:
        """Waits for one act, and until the window shows what came of it: a round that was on its way before the act
        knows nothing of it."""
        acts = len(self.acts)
        yield
        qtbot.waitUntil(lambda: len(self.acts) > acts and len(self.rounds) > self.rounds_before_the_act, timeout=20_000)

    def looks(self) -> int:
        """How often it was asked whether anybody wrote."""
        return sum("data_version" in statement for statement, _ in self.statements)

    def _on_act_done(self, act: object) -> None:
        self.acts.append(act)
        self.rounds_before_the_act = len(self.rounds)

    def part(self, kind, name):
        found = self.window.findChild(kind, name)
        assert found is not None, name
        return found


@pytest.fixture
def desk(qtbot: QtBot, data_dir: Path) -> Iterator[Desk]:
    made = Desk(qtbot, data_dir)
    yield made
    made.bridge.close()


def add(qtbot: QtBot, desk: Desk, words: str) -> None:
    line = desk.part(QLineEdit, "quick_add")
    with desk.act(qtbot):
        qtbot.keyClicks(line, words)
        qtbot.keyClick(line, Qt.Key.Key_Return)


def tick(qtbot: QtBot, desk: Desk, title: str) -> None:
    view = desk.part(QListView, "task_list")
    qtbot.waitUntil(lambda: row_of(view, title) is not None, timeout=20_000)
    place = view.visualRect(row_of(view, title))
    middle = place.center()
    middle.setX(place.left() + 25)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)


def row_of(view: QListView, title: str):
    model = view.model()
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    return next((row for row in rows if str(row.data(Qt.ItemDataRole.DisplayRole)).startswith(title)), None)


def test_a_click_on_the_real_checkbox_raises_the_real_toast(qtbot: QtBot, desk: Desk) -> None:
    add(qtbot, desk, "Water the plants !complex")
    with desk.act(qtbot):
        tick(qtbot, desk, "Water the plants")
    qtbot.waitUntil(lambda: bool(desk.window.toasts.toasts), timeout=20_000)
    toast = desk.window.toasts.toasts[0]
    assert toast.objectName() == "toast"
    assert toast.isVisible()
    words = " ".join(label.text() for label in toast.findChildren(QLabel))
    assert "First Spark" in words
    # 20 for a complex task, 5 for the first of the day, 20 for the achievement.
    qtbot.waitUntil(lambda: desk.part(QLabel, "points_today").text() == "45", timeout=20_000)
    assert desk.part(QLabel, "points_total").text() == "45"


def test_several_done_at_once_are_celebrated_once_and_all_they_won_is_new(qtbot: QtBot, desk: Desk) -> None:
    for words in ("Sweep the stairs !epic", "Paint the door !epic", "Mend the fence !epic"):
        add(qtbot, desk, words)
    window = desk.window
    window.frame.set_lively(True)
    window.desk.choose("celebration", "ripple")
    for shown in window.frame.findChildren(Celebration):  # the choice is shown
        shown.setParent(None)
    window.tasks_page.list.setCurrentIndex(window.tasks_page.model.index(1))
    window.tasks_page.list.selectAll()
    with desk.act(qtbot):
        qtbot.keyClick(window.tasks_page.list, Qt.Key.Key_Space)
    (act,) = desk.acts[-1:]
    assert len(act.outcomes) == 3
    assert act.outcome is None
    won = {name for outcome in act.outcomes for name in outcome.achievements_unlocked}
    assert won
    assert len(window.frame.findChildren(Celebration)) == 1
    gallery = window.achievements_page.choice

    def just_won() -> set[str]:
        indexes = [gallery.index(row, 0) for row in range(gallery.rowCount())]
        fresh = [index for index in indexes if "Just won" in index.data(Qt.ItemDataRole.AccessibleTextRole)]
        return {index.data(AchievementRole.STANDING).name for index in fresh}

    qtbot.waitUntil(lambda: just_won() == won, timeout=20_000)


class HeldLists:
    """Lists of tasks that are read, and wait to be let go before they reach the window."""

    def __init__(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        self.read = threading.Event()
        self.free = threading.Event()
        monkeypatch.setitem(VIEWS, TASKS, self.tasks)
        desk.bridge.refresh()

    async def tasks(self, service, user):
        tasks = await service.get_tasks(user)
        self.read.set()
        await asyncio.to_thread(self.free.wait, 20)
        return tasks


def test_a_list_that_was_read_before_a_tick_does_not_take_it_back(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(qtbot, desk, "Feed the cat")
    model = desk.window.tasks_page.model
    held = HeldLists(desk, monkeypatch)
    qtbot.waitUntil(held.read.is_set, timeout=20_000)
    acts, shown = len(desk.acts), []
    desk.bridge.tasks_ready.connect(lambda tasks: shown.append((tasks[0].done, model.index(1).data(TickedRole))))
    with heard(qtbot, desk.bridge.planner.tick_answered):
        tick(qtbot, desk, "Feed the cat")
    assert len(desk.acts) == acts + 1
    held.free.set()
    qtbot.waitUntil(lambda: len(shown) > 1, timeout=20_000)
    assert shown[0] == (False, True)
    assert shown[-1] == (True, True)
    assert not model._ticks


def test_a_tick_that_is_refused_is_taken_back_at_once(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(qtbot, desk, "Feed the cat")
    model = desk.window.tasks_page.model
    held = HeldLists(desk, monkeypatch)
    with heard(qtbot, desk.bridge.act_done):
        desk.bridge.planner.delete_tasks((1,))
    with heard(qtbot, desk.bridge.planner.tick_refused):
        tick(qtbot, desk, "Feed the cat")
        assert model.index(1).data(TickedRole) is True
    assert model.index(1).data(TickedRole) is False
    held.free.set()
    qtbot.waitUntil(lambda: not model.rowCount(), timeout=20_000)


def test_undo_takes_the_completion_back(qtbot: QtBot, desk: Desk) -> None:
    add(qtbot, desk, "Call Grandma")
    with desk.act(qtbot):
        tick(qtbot, desk, "Call Grandma")
    with desk.act(qtbot):
        qtbot.keyClick(desk.part(QListView, "task_list"), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: desk.part(QLabel, "points_total").text() == "0", timeout=20_000)
    (task,) = asyncio.run(tasks_in(desk))
    assert not task.done


async def tasks_in(desk: Desk):
    service = await open_service(clock=lambda: NOON)
    try:
        return await service.get_tasks(include_done=True)
    finally:
        await service.close()


def test_no_statement_runs_on_the_windows_thread(qtbot: QtBot, desk: Desk) -> None:
    add(qtbot, desk, "Book the dentist")
    with desk.act(qtbot):
        tick(qtbot, desk, "Book the dentist")
    for place in range(desk.window.tabs.count()):
        desk.window.tabs.setCurrentIndex(place)
    with heard(qtbot, desk.bridge.settled):
        desk.bridge.refresh()
    assert len(desk.statements) > 20
    assert [statement for statement, thread in desk.statements if thread == threading.get_ident()] == []


def test_what_another_process_writes_is_seen_when_the_window_comes_to_the_front(
    qtbot: QtBot, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def write_elsewhere() -> None:
        service = await open_service(clock=lambda: NOON)
        await service.add_task(TaskDraft("Written elsewhere"))
        await service.close()

    # Else the look that comes by itself would see it too.
    monkeypatch.setattr(watch, "LOOK_EVERY_SECONDS", 600)
    desk = Desk(qtbot, data_dir)
    try:
        asyncio.run(write_elsewhere())
        desk.window.activated.emit()
        view = desk.part(QListView, "task_list")
        qtbot.waitUntil(lambda: row_of(view, "Written elsewhere") is not None, timeout=20_000)
    finally:
        desk.bridge.close()


def test_what_another_process_writes_is_seen_without_a_touch(qtbot: QtBot, desk: Desk) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "momentum_desktop.cli", "add", "Written elsewhere"], check=True, timeout=60
    )
    assert done.returncode == 0
    view = desk.part(QListView, "task_list")
    qtbot.waitUntil(lambda: row_of(view, "Written elsewhere") is not None, timeout=20_000)


def test_a_look_at_data_that_nobody_wrote_to_asks_for_nothing(
    qtbot: QtBot, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "LOOK_EVERY_SECONDS", 0.01)
    desk = Desk(qtbot, data_dir)
    try:
        add(qtbot, desk, "Call Grandma")
        rounds = -1
        # A look may fall between the act and what is shown of it, and then a second round comes.
        while rounds != len(desk.rounds):
            rounds = len(desk.rounds)
            looks = desk.looks() + 5
            qtbot.waitUntil(lambda looks=looks: desk.looks() >= looks, timeout=20_000)
            assert rounds < 20
    finally:
        desk.bridge.close()


def test_a_task_typed_before_the_data_is_open_is_not_lost(qtbot: QtBot, data_dir: Path) -> None:
    gate = threading.Event()

    async def opener():
        await asyncio.to_thread(gate.wait)
        return await open_service(data_dir=data_dir, clock=lambda: NOON)

    data_dir.mkdir()
    bridge = ServiceBridge(opener)
    window = MainWindow(data_dir, lambda: NOON)
    Switchboard(window, bridge)
    qtbot.addWidget(window)
    window.show()
    bridge.planner.add_task(TaskDraft("Typed before the start"))
    bridge.start()
    bridge.planner.add_task(TaskDraft("Typed while it opened"))
    done: list[object] = []
    bridge.act_done.connect(done.append)
    gate.set()
    qtbot.waitUntil(lambda: len(done) == 2, timeout=20_000)
    bridge.close()

    async def titles():
        service = await open_service(data_dir=data_dir)
        found = {task.title for task in await service.get_tasks()}
        await service.close()
        return found

    assert asyncio.run(titles()) == {"Typed before the start", "Typed while it opened"}


def test_words_that_could_not_be_stored_come_back_into_the_line(qtbot: QtBot, desk: Desk) -> None:
    line = desk.part(QLineEdit, "quick_add")
    desk.bridge.planner.add_task = lambda draft: desk.bridge.failed.emit("The disk is full.")
    desk.window.tasks_page.add_requested.disconnect()
    desk.window.tasks_page.add_requested.connect(desk.bridge.planner.add_task)
    qtbot.keyClicks(line, "Cannot be stored")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: line.text() == "Cannot be stored", timeout=20_000)


def test_an_undo_takes_the_toast_of_its_act_with_it(qtbot: QtBot, desk: Desk) -> None:
    add(qtbot, desk, "Celebrate")
    with desk.act(qtbot):
        tick(qtbot, desk, "Celebrate")
    qtbot.waitUntil(lambda: bool(desk.window.toasts.toasts), timeout=20_000)
    with desk.act(qtbot):
        desk.bridge.undo()
    qtbot.waitUntil(
        lambda: [toast.digest.headline.split(":")[0] for toast in desk.window.toasts.toasts] == ["Undid"],
        timeout=20_000,
    )


def test_damaged_data_is_told_on_the_page_and_left_alone(qtbot: QtBot, data_dir: Path) -> None:
    data_dir.mkdir()
    file = data_dir / "momentum.db"
    file.write_bytes(b"this is no database" * 100)
    bridge = ServiceBridge(lambda: open_service(data_dir=data_dir))
    window = MainWindow(data_dir, lambda: NOON)
    Switchboard(window, bridge)
    qtbot.addWidget(window)
    with heard(qtbot, bridge.unavailable) as told:
        window.show()
        bridge.start()
    assert "is no database; it was left untouched" in told.args[0]
    qtbot.waitUntil(lambda: window.tasks_page.state == "failure", timeout=20_000)
    bridge.close()
    assert file.read_bytes() == b"this is no database" * 100


def test_a_log_whose_end_was_changed_is_told_before_anything_is_done(qtbot: QtBot, data_dir: Path) -> None:
    async def one_event() -> None:
        service = await open_service(data_dir=data_dir)
        await service.process_event(event_type="focus_session")
        await service.close()

    asyncio.run(one_event())
    with closing(connected(data_dir)) as connection:
        connection.execute("DROP TRIGGER events_never_update")
        connection.execute("UPDATE events SET recorded_at = recorded_at + 1")
    bridge = ServiceBridge(lambda: open_service(data_dir=data_dir))
    window = MainWindow(data_dir, lambda: NOON)
    Switchboard(window, bridge)
    qtbot.addWidget(window)
    with heard(qtbot, bridge.failed) as told:
        window.show()
        bridge.start()
    assert told.args[0].startswith("The log is not what was recorded; nothing was stored;")
    bridge.close()


def test_closing_leaves_no_thread_behind(qtbot: QtBot, data_dir: Path) -> None:
    before = {thread.name for thread in threading.enumerate()}
    made = Desk(qtbot, data_dir)
    assert "momentum-service" in {thread.name for thread in threading.enumerate()}
    made.bridge.close()
    assert {thread.name for thread in threading.enumerate()} <= before


def test_a_flood_of_acts_leaves_the_window_free_and_is_shown_exactly_at_its_end(qtbot: QtBot, desk: Desk) -> None:
    asked: list[object] = []
    rounds: list[object] = []
    desk.bridge.planner.slots_ready.connect(lambda *_: asked.append(None))
    desk.bridge.progress_ready.connect(rounds.append)
    told: list[object] = []
    desk.bridge.outcome_ready.connect(told.append)
    events = 200

    async def flood(service, user):
        for _ in range(events):
            await service.process_event(user, "social_interaction")

    desk.bridge.wish(flood)
    qtbot.waitUntil(lambda: len(told) == events, timeout=60_000)
    total = f"{told[-1].total_points:,}"
    qtbot.waitUntil(lambda: desk.part(QLabel, "points_total").text() == total, timeout=20_000)
    assert len(asked) < events / 4
    assert len(rounds) < events / 4
