"""Toasts come for what deserves them, wait under the mouse, merge, and go by themselves."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from momentum_desktop.engine.values import Entry
from momentum_desktop.gui import toasts
from momentum_desktop.gui.toast import Toast
from momentum_desktop.gui.toasts import ToastStack
from momentum_desktop.service.values import ActResult
from tests.gui.samples import achievements, level_up, milestone, outcome, progress, unlock


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(800, 560)
    with qtbot.waitExposed(made):
        made.show()
    QTest.mouseMove(made, QPoint(1, 1))  # away from where an earlier test left the mouse
    return made


@pytest.fixture
def stack(window: QWidget) -> ToastStack:
    made = ToastStack(window, lambda: 180)
    made.set_animated(False)
    made.show_achievements(achievements())
    made.show_progress(progress())
    return made


def headlines(stack: ToastStack) -> list[str]:
    return [toast.digest.headline for toast in stack.toasts]


def press(toast: Toast, words: str) -> None:
    button = next(each for each in toast.findChildren(QPushButton) if each.text() == words)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_ordinary_work_raises_no_toast(stack: ToastStack) -> None:
    stack.show_outcome(outcome(Entry("task_completion", 18), Entry("first_task_of_day", 5)))
    stack.show_act(ActResult(3, "complete", "Completed “Water the plants”", outcome=outcome()))
    stack.show_act(ActResult(4, "add", "Added “Water the plants”"))
    assert stack.toasts == ()
    assert not stack.isVisible()


def test_an_unlock_is_told_in_its_own_words(stack: ToastStack) -> None:
    stack.show_outcome(unlock("First Spark"))
    assert stack.toasts[0].accessibleName() == "First Spark. What First Spark takes."
    assert stack.toasts[0].objectName() == "toast"


def test_several_unlocks_of_one_outcome_are_one_digest(stack: ToastStack) -> None:
    stack.show_outcome(unlock("First Spark", "Four Figures"))
    assert headlines(stack) == ["2 achievements won"]
    assert stack.toasts[0].digest.lines == ("First Spark", "Four Figures")


def test_a_level_is_grander_and_holds_what_came_with_it(stack: ToastStack) -> None:
    stack.show_outcome(level_up("First Spark"))
    digest = stack.toasts[0].digest
    assert (digest.headline, digest.lines, digest.grand) == ("Level 8: Champion", ("First Spark",), True)


def test_a_milestone_says_how_long_the_streak_is(stack: ToastStack) -> None:
    stack.show_outcome(milestone(30))
    assert headlines(stack) == ["Daily activity: 30 in a row"]


def test_a_perfect_week_deserves_a_toast(stack: ToastStack) -> None:
    stack.show_outcome(outcome(Entry("task_completion", 18), Entry("perfect_week", 100)))
    assert headlines(stack) == ["A perfect week"]


def test_an_answer_given_again_is_not_told_again(stack: ToastStack) -> None:
    again = outcome(Entry("achievement:First Spark", 20), achievements_unlocked=("First Spark",), repeated=True)
    stack.show_outcome(again)
    assert stack.toasts == ()


def test_why_opens_the_lines_of_the_ledger_in_words(stack: ToastStack) -> None:
    stack.show_outcome(milestone())
    toast = stack.toasts[0]
    why = toast.findChild(QWidget, "toast_why")
    assert why is not None
    assert not why.isVisible()
    press(toast, "Why")
    assert why.isVisible()
    words = [label.text() for label in why.findChildren(QLabel)]
    assert sorted(words) == sorted(["Task completed", "+18", "Milestone of Daily activity", "+100"])


def test_undo_names_the_act_whichever_of_act_and_outcome_came_first(stack: ToastStack, qtbot: QtBot) -> None:
    for number, order in enumerate((0, 1)):
        won = unlock("First Spark", event_id=50 + number)
        steps: list[Callable[[], None]] = [
            lambda won=won: stack.show_outcome(won),  # type: ignore[misc]
            lambda won=won: stack.show_act(ActResult(9, "complete", "Completed", outcome=won)),  # type: ignore[misc]
        ]
        steps[order]()
        steps[1 - order]()
        assert len(stack.toasts) == 1
        with qtbot.waitSignal(stack.undo_requested) as wish:
            press(stack.toasts[0], "Undo")
        assert wish.args == [9]
        assert stack.toasts == ()


def test_undo_of_an_outcome_alone_means_the_last_act(stack: ToastStack, qtbot: QtBot) -> None:
    stack.show_outcome(unlock("First Spark"))
    with qtbot.waitSignal(stack.undo_requested) as wish:
        press(stack.toasts[0], "Undo")
    assert wish.args == [-1]


def test_a_deletion_offers_undo_and_an_undo_says_what_moved(stack: ToastStack, qtbot: QtBot) -> None:
    stack.show_act(ActResult(5, "delete", "Deleted “Water the plants”"))
    with qtbot.waitSignal(stack.undo_requested) as wish:
        press(stack.toasts[0], "Undo")
    assert wish.args == [5]
    stack.show_act(ActResult(6, "undo", "Undid: Completed “Water the plants”", total_change=-18))
    assert stack.toasts[0].digest.lines == ("−18 points",)
    visible = [button.text() for button in stack.toasts[0].findChildren(QPushButton) if button.isVisible()]
    assert visible == ["Redo"]


def test_an_undo_offers_redo_of_its_act_which_then_offers_undo(stack: ToastStack, qtbot: QtBot) -> None:
    stack.show_act(ActResult(6, "undo", "Undid: completed “Water the plants”", total_change=-18))
    with qtbot.waitSignal(stack.redo_requested) as wish:
        press(stack.toasts[0], "Redo")
    assert wish.args == [6]
    stack.show_act(ActResult(6, "redo", "Redid: completed “Water the plants”", total_change=18))
    with qtbot.waitSignal(stack.undo_requested) as wish:
        press(stack.toasts[0], "Undo")
    assert wish.args == [6]


def test_of_an_act_undone_and_done_again_by_keys_only_the_last_is_told(stack: ToastStack) -> None:
    stack.show_act(ActResult(6, "undo", "Undid: completed “Water the plants”"))
    stack.show_act(ActResult(6, "redo", "Redid: completed “Water the plants”"))
    assert headlines(stack) == ["Redid: completed “Water the plants”"]


def test_a_failure_is_told_in_its_own_words(stack: ToastStack) -> None:
    stack.show_failure("The disk is full. Everything before is safe.")
    assert stack.toasts[0].digest.lines == ("The disk is full. Everything before is safe.",)


def test_a_toast_goes_by_itself(stack: ToastStack, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(toasts, "LINGER_MS", 30)
    stack.show_outcome(unlock("First Spark"))
    assert len(stack.toasts) == 1
    qtbot.waitUntil(lambda: not stack.toasts, timeout=2000)
    assert not stack.isVisible()


def test_a_toast_waits_under_the_mouse(stack: ToastStack, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(toasts, "LINGER_MS", 30)
    stack.show_outcome(unlock("First Spark"))
    place = QPointF(5, 5)
    QApplication.sendEvent(stack, QEnterEvent(place, place, place))
    for _ in range(3):
        with qtbot.waitSignal(stack.toasts[0].expired, timeout=2000):
            pass
    assert len(stack.toasts) == 1
    QApplication.sendEvent(stack, QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: not stack.toasts, timeout=2000)


def test_toasts_take_no_focus(window: QWidget, stack: ToastStack) -> None:
    line = QLineEdit(window)
    line.show()
    window.activateWindow()
    line.setFocus()
    stack.show_outcome(level_up("First Spark"))
    press(stack.toasts[0], "Why")
    assert line.hasFocus()


def test_no_part_of_a_toast_is_ever_a_window_of_its_own(window: QWidget, stack: ToastStack, qtbot: QtBot) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    changes: list[object] = []
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    application.focusWindowChanged.connect(changes.append)
    stack.show_outcome(unlock())
    QApplication.processEvents()
    application.focusWindowChanged.disconnect(changes.append)
    assert changes == []
    assert QApplication.activeWindow() is window


def test_toasts_keep_clear_of_the_line_and_the_others_wait_their_turn(window: QWidget, stack: ToastStack) -> None:
    for number in range(8):
        stack.show_act(ActResult(number + 1, "delete", f"Deleted task {number}"))
    first = stack.toasts[0]
    assert 1 < len(stack.toasts) < 8
    assert stack.geometry().top() >= 180
    assert window.rect().contains(stack.geometry())
    before = len(stack.toasts)
    first.closed.emit(first)
    assert len(stack.toasts) == before
    assert stack.toasts[-1].digest.headline == f"Deleted task {before}"


def test_toasts_follow_the_corner_of_the_window(window: QWidget, stack: ToastStack) -> None:
    stack.show_outcome(unlock("First Spark"))
    gap = window.width() - stack.geometry().right()
    window.resize(1000, 700)
    assert window.width() - stack.geometry().right() == gap


def test_what_came_late_raises_a_quiet_toast_with_its_note(qtbot: QtBot, stack: ToastStack) -> None:
    note = "Worked in at its place: 3 later entries changed, total +40, Daily activity 31 → 35 days"
    stack.show_act(ActResult(4, "complete", "Completed “Water the plants”", None, outcome(), 40, note=note))
    (toast,) = stack.toasts
    assert toast.digest.headline == "Completed “Water the plants”"
    assert toast.digest.lines == (f"{note}.",)
    assert toast.digest.why == (("Task completed", 18),)
    assert toast.act_id == 4


def test_an_undo_far_back_tells_its_note(qtbot: QtBot, stack: ToastStack) -> None:
    note = "Taken out of its place: 1 later entry changed, total −30"
    stack.show_act(ActResult(4, "undo", "Undid: completed “Water the plants”", total_change=-30, note=note))
    assert stack.toasts[0].digest.lines == (f"{note}.",)


def test_an_act_on_several_tasks_is_one_digest_that_can_be_taken_back(stack: ToastStack, qtbot: QtBot) -> None:
    several = (outcome(event_id=21), unlock("First Spark", "Four Figures", event_id=22), level_up())
    stack.show_act(ActResult(9, "complete", "Completed 3 tasks", outcomes=several))
    assert headlines(stack) == ["Completed 3 tasks"]
    digest = stack.toasts[0].digest
    assert digest.lines == ("+716 points", "First Spark", "Four Figures", "Level 8: Champion")
    assert digest.grand
    assert digest.why[0] == ("Task completed", 676)
    taken_back: list[int] = []
    stack.undo_requested.connect(taken_back.append)
    press(stack.toasts[0], "Undo")
    assert taken_back == [9]


def test_several_tasks_without_a_reward_say_what_they_earned(stack: ToastStack) -> None:
    stack.show_act(ActResult(9, "complete", "Completed 2 tasks", outcomes=(outcome(event_id=21), outcome(event_id=22))))
    assert [toast.digest.lines for toast in stack.toasts] == [("+36 points",)]


def test_a_window_that_fills_the_screen_keeps_rewards_for_a_digest(window: QWidget, stack: ToastStack) -> None:
    window.showFullScreen()
    stack.show_act(ActResult(3, "complete", "Completed “Write”", outcome=unlock("First Spark", event_id=31)))
    stack.show_act(ActResult(4, "complete", "Completed “Read”", outcome=milestone(30)))
    assert stack.toasts == ()
    stack.show_failure("The disk is full.")
    assert headlines(stack) == ["That did not work"]
    window.showNormal()
    assert headlines(stack)[1:] == ["While the window filled the screen"]
    assert stack.toasts[1].digest.lines == ("First Spark", "Daily activity: 30 in a row")


def test_what_is_taken_back_meanwhile_is_not_told_afterwards(window: QWidget, stack: ToastStack) -> None:
    window.showFullScreen()
    stack.show_act(ActResult(3, "complete", "Completed “Write”", outcome=unlock("First Spark", event_id=31)))
    stack.show_act(ActResult(4, "complete", "Completed “Read”", outcome=milestone(30)))
    stack.show_act(ActResult(3, "undo", "Took back “Write”"))
    window.showNormal()
    assert headlines(stack)[-1] == "Daily activity: 30 in a row"
