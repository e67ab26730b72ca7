"""Several people in the window: a real click on a name shows everything of that person and nothing of the other."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListView
from pytestqt.qtbot import QtBot

from momentum_desktop import open_service
from momentum_desktop.app.presence import Presence
from momentum_desktop.gui.name_dialog import NameDialog
from momentum_desktop.service.values import Task, TaskDraft
from tests.app.hearing import heard
from tests.app.test_window_and_service import NOON, Desk, add, row_of, tick


@pytest.fixture
def desk(qtbot: QtBot, data_dir: Path) -> Iterator[Desk]:
    """A window of two: mine is in use, and Anna has 3 tasks done and one open."""

    async def prepare() -> None:
        service = await open_service(clock=lambda: NOON)
        await service.add_user("Anna")
        await service.add_task(TaskDraft("Mine to do"))
        await service.add_task(TaskDraft("Tune the cello"), user_id=2)
        for _ in range(3):
            await service.process_event(2, "task_completion", {"complexity": "epic"})
        await service.close()

    asyncio.run(prepare())
    made = Desk(qtbot, data_dir)
    made.window.resize(1200, 800)
    yield made
    made.bridge.close()


def choose(qtbot: QtBot, desk: Desk, words: str) -> None:
    menu = desk.window.frame.people.menu_of_people
    menu.popup(desk.window.mapToGlobal(desk.window.rect().center()))
    qtbot.waitUntil(menu.isVisible)
    (action,) = [each for each in menu.actions() if each.text().startswith(words)]
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())


def change_to(qtbot: QtBot, desk: Desk, name: str) -> None:
    rounds = len(desk.rounds)
    choose(qtbot, desk, name)
    qtbot.waitUntil(lambda: desk.window.frame.people.text() == name and len(desk.rounds) > rounds, timeout=20_000)


def titles(desk: Desk) -> list[str]:
    model = desk.part(QListView, "task_list").model()
    return [str(model.index(row, 0).data(Qt.ItemDataRole.DisplayRole)) for row in range(model.rowCount())]


def total(desk: Desk) -> str:
    return desk.part(QLabel, "points_total").text()


async def standing(user_id: int) -> tuple[int, list[str]]:
    service = await open_service(clock=lambda: NOON)
    try:
        tasks = await service.get_tasks(user_id, include_done=True)
        return (await service.get_user_progress(user_id)).total_points, [task.title for task in tasks]
    finally:
        await service.close()


async def tasks_of(user_id: int) -> tuple[Task, ...]:
    service = await open_service(clock=lambda: NOON)
    try:
        return await service.get_tasks(user_id)
    finally:
        await service.close()


def test_a_click_on_a_name_reads_every_page_anew(qtbot: QtBot, desk: Desk) -> None:
    window = desk.window
    assert (total(desk), window.frame.people.text()) == ("0", "Me")
    window.frame.tabs.go_to("insights")
    qtbot.waitUntil(lambda: window.insights_page.state == "empty", timeout=20_000)
    change_to(qtbot, desk, "Anna")
    points, _ = asyncio.run(standing(2))
    qtbot.waitUntil(lambda: total(desk) == f"{points:,}", timeout=20_000)
    qtbot.waitUntil(lambda: any("cello" in title for title in titles(desk)), timeout=20_000)
    assert not any("Mine" in title for title in titles(desk))
    qtbot.waitUntil(lambda: window.insights_page.state == "content", timeout=20_000)
    qtbot.waitUntil(lambda: window.insights_page.total.figure.text() == f"{points:,}", timeout=20_000)
    standing_words = window.insights_page.standing.sentence
    qtbot.waitUntil(lambda: "You are in front" in standing_words.text(), timeout=20_000)
    pages = (window.levels_page, window.achievements_page)
    qtbot.waitUntil(lambda: all(page.state == "content" for page in pages), timeout=20_000)
    qtbot.waitUntil(lambda: window.streaks_page.state == "content", timeout=20_000)
    change_to(qtbot, desk, "Me")
    qtbot.waitUntil(lambda: total(desk) == "0", timeout=20_000)
    qtbot.waitUntil(lambda: window.insights_page.state == "empty", timeout=20_000)
    qtbot.waitUntil(lambda: window.streaks_page.state == "empty", timeout=20_000)


def test_what_was_entered_for_one_moves_nothing_in_the_list_of_the_other(qtbot: QtBot, desk: Desk) -> None:
    async def fill() -> None:
        service = await open_service(clock=lambda: NOON)
        for number in range(40):
            await service.add_task(TaskDraft(f"Task {number}", due=NOON.date()), user_id=2)
        await service.close()

    asyncio.run(fill())
    page = desk.window.tasks_page
    with QSignalBlocker(page):  # what becomes of it is told when it is no longer mine that is shown
        page.quick_add.draft_entered.emit(TaskDraft("For me"))
    change_to(qtbot, desk, "Anna")
    qtbot.waitUntil(lambda: "Task 39" in titles(desk), timeout=20_000)
    with desk.act(qtbot):
        desk.bridge.planner.add_task(TaskDraft("By another program"))
    qtbot.waitUntil(lambda: "By another program" in titles(desk), timeout=20_000)
    QTest.qWait(0)
    assert page.list.verticalScrollBar().value() == 0
    assert not page.list.chosen


def test_who_is_changed_to_is_welcomed_until_the_first_task_or_event(qtbot: QtBot, desk: Desk) -> None:
    async def come() -> None:
        service = await open_service(clock=lambda: NOON)
        await service.rename_user((await service.add_user("Ben")).user_id, "Benno")
        await service.process_event((await service.add_user("Cleo")).user_id, "learning_session", {})
        await service.close()

    asyncio.run(come())
    page = desk.window.tasks_page
    with heard(qtbot, desk.bridge.people_ready):
        desk.window.activated.emit()
    for name, state in (
        ("Benno", "welcome"),
        ("Anna", "content"),
        ("Benno", "welcome"),
        ("Cleo", "empty"),
        ("Benno", "welcome"),
        ("Me", "content"),
    ):
        change_to(qtbot, desk, name)
        qtbot.waitUntil(lambda state=state: page.state == state, timeout=20_000)
    change_to(qtbot, desk, "Benno")
    qtbot.waitUntil(lambda: page.state == "welcome", timeout=20_000)
    qtbot.mouseClick(page.welcome.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(page.tasks) == 3 and page.state == "content", timeout=20_000)
    change_to(qtbot, desk, "Cleo")
    qtbot.waitUntil(lambda: page.state == "empty", timeout=20_000)
    change_to(qtbot, desk, "Benno")
    qtbot.waitUntil(lambda: page.state == "content", timeout=20_000)


def test_what_is_done_goes_to_the_one_in_use(qtbot: QtBot, desk: Desk) -> None:
    before = asyncio.run(standing(1))
    change_to(qtbot, desk, "Anna")
    add(qtbot, desk, "Restring the bow")
    with desk.act(qtbot):
        tick(qtbot, desk, "Tune the cello")
    assert asyncio.run(standing(1)) == before
    assert sorted(asyncio.run(standing(2))[1]) == ["Restring the bow", "Tune the cello"]
    with desk.act(qtbot):
        desk.window.undo_requested.emit()
    assert asyncio.run(standing(1)) == before


def test_the_toasts_of_one_are_gone_when_another_comes(qtbot: QtBot, desk: Desk) -> None:
    with desk.act(qtbot):
        tick(qtbot, desk, "Mine to do")
    qtbot.waitUntil(lambda: bool(desk.window.toasts.toasts), timeout=20_000)
    change_to(qtbot, desk, "Anna")
    assert desk.window.toasts.toasts == ()
    assert not desk.window.toasts.isVisible()


def test_what_another_earns_in_this_process_is_not_shown_as_mine(qtbot: QtBot, desk: Desk) -> None:
    service = desk.bridge._service
    loop = desk.bridge._loop
    assert service is not None
    assert loop is not None
    rounds = len(desk.rounds)
    work = service.process_event(2, "goal_completion", {"complexity": "epic"})
    earned = asyncio.run_coroutine_threadsafe(work, loop)
    qtbot.waitUntil(lambda: earned.done() and len(desk.rounds) > rounds, timeout=20_000)
    assert earned.result().points_awarded > 0
    assert desk.acts == []
    assert desk.window.toasts.toasts == ()
    assert total(desk) == "0"
    with desk.act(qtbot):
        asyncio.run_coroutine_threadsafe(service.process_event(1, "goal_completion", {}), loop)
    assert len(desk.acts) == 1


def use_elsewhere(name: str) -> None:
    """As the command line does it."""

    async def elsewhere() -> None:
        service = await open_service()
        await service.use_user(name)
        await service.close()

    asyncio.run(elsewhere())


def test_the_window_follows_who_the_command_line_uses(qtbot: QtBot, desk: Desk) -> None:
    use_elsewhere("Anna")
    qtbot.waitUntil(lambda: desk.window.frame.people.text() == "Anna", timeout=20_000)
    qtbot.waitUntil(lambda: row_of(desk.part(QListView, "task_list"), "Tune the cello") is not None, timeout=20_000)
    use_elsewhere("Me")
    qtbot.waitUntil(lambda: desk.window.frame.people.text() == "Me", timeout=20_000)


def test_what_is_done_before_the_window_follows_is_for_the_one_it_shows(qtbot: QtBot, desk: Desk) -> None:
    before = asyncio.run(standing(2))
    known, stored = threading.Event(), threading.Event()
    service = desk.bridge._service
    assert service is not None
    desk.bridge._person_came.connect(known.set, Qt.ConnectionType.DirectConnection)
    service.subscribe(lambda _: stored.set())
    line = desk.part(QLineEdit, "quick_add")
    line.setText("Mine as well")
    use_elsewhere("Anna")
    # The service knows already; the window, whose thread waits here, still shows the one before.
    assert known.wait(20)
    assert desk.window.frame.people.text() == "Me"
    line.returnPressed.emit()
    assert stored.wait(20)
    qtbot.waitUntil(lambda: desk.window.frame.people.text() == "Anna", timeout=20_000)
    assert asyncio.run(standing(1))[1] == ["Mine to do", "Mine as well"]
    assert asyncio.run(standing(2)) == before


def sleep_late() -> None:
    """Anna's day begins at four in the afternoon, so at noon hers is still the day before."""

    async def taken() -> None:
        service = await open_service(clock=lambda: NOON)
        await service.take_rules({"day_starts_at": "16:00"}, user_id=2)
        await service.close()

    asyncio.run(taken())


def test_today_is_that_of_the_person_from_the_moment_their_name_stands_there(qtbot: QtBot, desk: Desk) -> None:
    sleep_late()
    named: list[tuple[str, date]] = []
    line = desk.window.tasks_page.quick_add
    desk.bridge.progress_ready.connect(lambda _: named.append((desk.window.frame.people.text(), line._today)))
    for name, day in (("Anna", date(2026, 3, 3)), ("Me", date(2026, 3, 4)), ("Anna", date(2026, 3, 3))):
        del named[:]
        use_elsewhere(name)
        qtbot.waitUntil(lambda name=name: desk.window.frame.people.text() == name, timeout=20_000)
        assert line._today == day
        assert {each for each in named if each[0] == name} == {(name, day)}
    add(qtbot, desk, "Tighten the strings today")
    tasks = {task.title: task.due for task in asyncio.run(tasks_of(2))}
    assert tasks["Tighten the strings"] == date(2026, 3, 3)


def test_the_quick_add_line_of_its_own_follows_too(qtbot: QtBot, desk: Desk, qapp: QApplication) -> None:
    sleep_late()
    presence = Presence(qapp, desk.window, lambda: NOON)
    presence.join(desk.bridge)
    # The end of this window is not that of the tests.
    desk.window.closing.disconnect(presence._on_window_closing)
    presence.open_quick_add()
    window = presence._quick_add
    assert window is not None
    use_elsewhere("Anna")
    qtbot.waitUntil(lambda: desk.window.frame.people.text() == "Anna", timeout=20_000)
    with desk.act(qtbot):
        window.quick_add.line.setText("Tighten the strings today")
        window.quick_add.line.returnPressed.emit()
    assert not window.isVisible()
    tasks = {task.title: task.due for task in asyncio.run(tasks_of(2))}
    assert tasks["Tighten the strings"] == date(2026, 3, 3)


def test_a_person_added_in_the_window_is_the_one_in_use(qtbot: QtBot, desk: Desk) -> None:
    choose(qtbot, desk, "Add a person")
    qtbot.waitUntil(lambda: desk.window.findChild(NameDialog) is not None)
    line = desk.part(QLineEdit, "person_name")
    qtbot.keyClicks(line, "Zoe")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.window.frame.people.text() == "Zoe", timeout=20_000)
    qtbot.waitUntil(lambda: desk.window.tasks_page.state == "welcome", timeout=20_000)
    with desk.act(qtbot):
        desk.bridge.rename_person(3, "Zora")
    assert desk.window.frame.people.text() == "Zora"
    with desk.act(qtbot):
        desk.window.undo_requested.emit()
    assert desk.window.frame.people.text() == "Zoe"


def test_a_name_that_another_took_meanwhile_is_told(qtbot: QtBot, desk: Desk) -> None:
    with heard(qtbot, desk.bridge.failed) as told:
        desk.bridge.add_person("ANNA")
    assert told.args == ["Name: there is a “ANNA” already; nothing was stored."]
    assert desk.window.frame.people.text() == "Me"


def test_settings_that_cannot_be_read_are_told_in_the_window(qtbot: QtBot, desk: Desk, data_dir: Path) -> None:
    (data_dir / "settings.toml").write_text("user = [")
    with heard(qtbot, desk.bridge.noticed) as told:
        desk.bridge.refresh()
    assert "set aside as settings.broken-" in told.args[0]
    assert len(desk.window.toasts.toasts) == 1
    assert desk.window.frame.people.text() == "Me"
