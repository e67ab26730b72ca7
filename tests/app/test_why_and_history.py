"""Why and the history on the real service: clicks and keys in the window, lines and acts from the log."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QListView
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.click_area import ClickArea
from momentum_desktop.gui.history_delegate import TURN, WHY
from tests.app.hearing import heard
from tests.app.test_window_and_service import Desk, add, tick


@pytest.fixture
def desk(qtbot: QtBot, data_dir: Path) -> Iterator[Desk]:
    made = Desk(qtbot, data_dir)
    made.window.set_quiet(True)
    yield made
    made.bridge.close()


def do(qtbot: QtBot, desk: Desk, *titles: str) -> None:
    for title in titles:
        add(qtbot, desk, title)
        with desk.act(qtbot):
            tick(qtbot, desk, title.partition(" !")[0])


def words(desk: Desk) -> list[str]:
    return [row.words for row in desk.window.frame.why.model.rows]


def open_history(qtbot: QtBot, desk: Desk):
    qtbot.keyClick(desk.window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    history = desk.window.frame.tabs.history
    qtbot.waitUntil(lambda: history.isVisible() and bool(history.model.acts), timeout=20_000)
    return history


def press(qtbot: QtBot, history, summary: str, button: str) -> None:
    acts = history.model
    row = next(at for at in range(acts.rowCount()) if acts.index(at, 0).data() == summary)
    history.list.scrollTo(acts.index(row, 0))
    spot = history.list.button_place(acts.index(row, 0), button)
    assert spot is not None
    qtbot.mouseClick(history.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def test_a_click_on_todays_points_says_why(qtbot: QtBot, desk: Desk) -> None:
    do(qtbot, desk, "Water the plants !complex")
    panel = desk.window.frame.why
    qtbot.mouseClick(desk.part(QLabel, "points_today"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(panel.isVisible, timeout=20_000)
    assert panel.heading.text() == "Why 45?"
    assert words(desk)[:4] == [
        "Today",
        "Water the plants",
        "Task completed: 10 × 2 (complex) = 20",
        "First task of the day: 5 once a day",
    ]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_the_answer_follows_what_is_done_meanwhile(qtbot: QtBot, desk: Desk) -> None:
    do(qtbot, desk, "Water the plants")
    panel = desk.window.frame.why
    area = desk.window.findChild(ClickArea, "why_total")
    assert area is not None
    area.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(area, Qt.Key.Key_Return)
    qtbot.waitUntil(panel.isVisible, timeout=20_000)
    with desk.act(qtbot):
        desk.bridge.undo()
    qtbot.waitUntil(lambda: panel.heading.text() == "Why 0?", timeout=20_000)
    assert words(desk) == []


def test_an_old_act_is_undone_and_done_again_from_the_history(qtbot: QtBot, desk: Desk) -> None:
    do(qtbot, desk, "First", "Second", "Third")
    before = desk.part(QLabel, "points_total").text()
    history = open_history(qtbot, desk)
    assert desk.window.tabs.tabText(desk.window.tabs.currentIndex()) == "History"
    with desk.act(qtbot):
        press(qtbot, history, "Completed “First”", TURN)
    qtbot.waitUntil(lambda: history.model.acts[0].kind == "undo", timeout=20_000)
    assert history.model.acts[0].summary == "Undid: completed “First”"
    assert next(act for act in history.model.acts if act.summary == "Completed “First”").undone
    qtbot.waitUntil(lambda: desk.part(QLabel, "points_total").text() != before, timeout=20_000)
    with desk.act(qtbot):
        press(qtbot, history, "Completed “First”", TURN)
    qtbot.waitUntil(lambda: desk.part(QLabel, "points_total").text() == before, timeout=20_000)


def test_why_opens_beside_the_history(qtbot: QtBot, desk: Desk) -> None:
    do(qtbot, desk, "First !epic")
    history = open_history(qtbot, desk)
    press(qtbot, history, "Completed “First”", WHY)
    panel = desk.window.frame.why
    qtbot.waitUntil(panel.isVisible, timeout=20_000)
    assert panel.sentence.text() == "Completed “First”."
    assert words(desk)[2] == "Task completed: 10 × 3 (epic) = 30"


def test_the_history_leaves_no_tab_behind(qtbot: QtBot, desk: Desk) -> None:
    do(qtbot, desk, "First")
    open_history(qtbot, desk)
    assert desk.window.tabs.count() == 6
    qtbot.keyClick(desk.window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert desk.window.tabs.count() == 5
    assert desk.part(QListView, "task_list").isVisible()
    history = open_history(qtbot, desk)
    assert len(history.model.acts) == 2


def test_no_question_runs_on_the_windows_thread(qtbot: QtBot, desk: Desk) -> None:
    import threading

    do(qtbot, desk, "First")
    desk.statements.clear()
    open_history(qtbot, desk)
    qtbot.mouseClick(desk.part(QLabel, "streak_count"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(desk.window.frame.why.isVisible, timeout=20_000)
    assert desk.window.frame.why.heading.text() == "Why 1 day?"
    assert desk.statements
    assert [statement for statement, thread in desk.statements if thread == threading.get_ident()] == []


def test_a_bar_a_level_and_another_persons_rank_open_to_their_lines(qtbot: QtBot, desk: Desk) -> None:
    do(qtbot, desk, "First !epic", "Second")
    for change in (lambda: desk.bridge.add_person("Anna"), lambda: desk.bridge.use_person(1)):
        with heard(qtbot, desk.bridge.person_changed):
            change()
    window, panel = desk.window, desk.window.frame.why
    window.frame.tabs.go_to("levels")
    qtbot.waitUntil(lambda: bool(window.levels_page.rows), timeout=20_000)
    window.levels_page.rows[1].click()
    qtbot.waitUntil(panel.isVisible, timeout=20_000)
    assert panel.heading.text() == "Why level 2?"
    window.frame.tabs.go_to("insights")
    page = window.insights_page
    bars, ranks = page.kind_bars, page.standing.bars
    qtbot.waitUntil(lambda: bool(bars.rows_told()) and len(ranks.rows_told()) == 2, timeout=20_000)
    tasks = next(at for at, row in enumerate(bars.rows_told()) if row.startswith("Tasks: "))
    bars.row_chosen.emit(tasks)
    qtbot.waitUntil(lambda: panel.heading.text() == "Why 40?", timeout=20_000)
    assert panel.sentence.text().startswith("Task completed from ")
    ranks.row_chosen.emit(1)
    qtbot.waitUntil(lambda: panel.heading.text() == "Why 0?", timeout=20_000)
    assert words(desk) == []
