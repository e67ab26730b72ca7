"""One more of a habit's amount is a click on it, or a key; the box still completes it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, QPoint, QRectF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.tasks_page import TasksPage
from momentum_desktop.service.values import Task
from tests.gui.on_screen import tasks_page
from tests.gui.samples import TODAY, done, task

LEFT = Qt.MouseButton.LeftButton


def glasses(number: int = 1, **fields: object) -> Task:
    known = {"due": TODAY, "occurrence": TODAY, "amount": 8, "unit": "glasses", "amount_done": 3}
    return task(number, "Drink water", repeat="FREQ=DAILY", **{**known, **fields})


@pytest.fixture
def page(qtbot: QtBot) -> TasksPage:
    return tasks_page(qtbot, (glasses(), task(2, "Read", due=TODAY)))


@pytest.fixture
def wishes(page: TasksPage) -> Iterator[list[tuple[object, ...]]]:
    found: list[tuple[object, ...]] = []
    page.more_requested.connect(lambda *wish: found.append(wish))
    return found


def spot_of(page: TasksPage, number: int) -> QPoint | None:
    """Where the amount of a task stands, if it can be added to."""
    row = next(row for row in range(page.model.rowCount()) if getattr(page.model._rows[row], "id", 0) == number)
    index = page.model.index(row)
    box = page.list._delegate.amount_box(QRectF(page.list.visualRect(index)), index)
    return None if box.isEmpty() else box.center().toPoint()


def test_a_click_on_the_amount_adds_one_and_neither_ticks_nor_chooses(
    page: TasksPage, wishes: list[tuple[object, ...]]
) -> None:
    spot = spot_of(page, 1)
    assert spot is not None
    ticked: list[object] = []
    page.completion_requested.connect(ticked.append)
    QTest.mouseClick(page.list.viewport(), LEFT, pos=spot)
    QTest.mouseDClick(page.list.viewport(), LEFT, pos=spot)
    QTest.mouseRelease(page.list.viewport(), LEFT, pos=spot)
    assert wishes == [(1, Decimal(1)), (1, Decimal(1))]
    assert not ticked
    assert not page.list.chosen
    QTest.mouseClick(page.list.viewport(), LEFT, pos=spot + QPoint(200, 0))
    assert [each.id for each in page.list.chosen] == [1]


def test_plus_adds_one_to_the_row_that_is_chosen(page: TasksPage, wishes: list[tuple[object, ...]]) -> None:
    page.list.setFocus()
    for number in (1, 2):
        row = page.model.row_of(page.model.task_at(page.model.index(number)).key)  # type: ignore[union-attr]
        page.list.setCurrentIndex(page.model.index(row or 0))
        QTest.keyClicks(page.list, "+")
    assert wishes == [(1, Decimal(1))]


def test_plus_with_another_key_is_no_wish(page: TasksPage, wishes: list[tuple[object, ...]]) -> None:
    page.list.setCurrentIndex(page.model.index(1))
    for modifier, told in (
        (Qt.KeyboardModifier.ControlModifier, []),
        (Qt.KeyboardModifier.AltModifier, []),
        (Qt.KeyboardModifier.ShiftModifier, [(1, Decimal(1))]),
    ):
        QApplication.sendEvent(page.list, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Plus, modifier, "+"))
        assert wishes == told


def test_a_press_counts_once_and_not_for_the_release_of_another(
    page: TasksPage, wishes: list[tuple[object, ...]]
) -> None:
    spot, viewport = spot_of(page, 1), page.list.viewport()
    assert spot is not None
    QTest.mousePress(viewport, LEFT, pos=spot)
    QTest.mouseRelease(viewport, Qt.MouseButton.RightButton, pos=spot)
    assert wishes == []
    QTest.mouseRelease(viewport, LEFT, pos=spot)
    assert wishes == [(1, Decimal(1))]
    # As when the press closed a menu that was open.
    QTest.mouseRelease(viewport, LEFT, pos=spot)
    assert wishes == [(1, Decimal(1))]


def test_the_menu_offers_it_and_the_last_bit_is_only_what_is_left(
    page: TasksPage, wishes: list[tuple[object, ...]]
) -> None:
    page.show_tasks((glasses(amount=Decimal("2.5"), amount_done=Decimal(2), unit="km"),))
    menu = page.list.menu_for(page.model.index(1))
    next(action for action in menu.actions() if action.text() == "One more\t+").trigger()
    assert wishes == [(1, Decimal("0.5"))]


def test_nothing_is_added_to_what_is_done_or_still_to_come(page: TasksPage) -> None:
    tomorrow = TODAY + timedelta(days=1)
    page.show_tasks(
        (glasses(1, due=tomorrow, occurrence=tomorrow), done(2, "Drank", amount=8, amount_done=8), task(3, due=TODAY))
    )
    assert [spot_of(page, number) for number in (1, 2, 3)] == [None, None, None]


def test_the_amount_shows_under_the_mouse_that_it_can_be_added_to(page: TasksPage, qtbot: QtBot) -> None:
    spot = spot_of(page, 1)
    assert spot is not None
    viewport = page.list.viewport()
    QTest.mouseMove(viewport, QPoint(spot.x(), viewport.height() - 2))
    before = page.list.grab().toImage()
    QTest.mouseMove(viewport, spot)
    qtbot.waitUntil(lambda: viewport.cursor().shape() == Qt.CursorShape.PointingHandCursor)
    assert page.list.grab().toImage() != before


def test_a_screen_reader_hears_the_amount(page: TasksPage) -> None:
    assert "3 of 8 glasses" in page.model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
