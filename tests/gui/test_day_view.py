"""Of the day those hours are in sight that are around now, and the goals beneath them are, too."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.day_view import DayView, start_in_sight
from momentum_desktop.gui.edge_fade import EdgeFade
from momentum_desktop.gui.plan_pane import PlanPane
from momentum_desktop.gui.tasks_page import TasksPage
from momentum_desktop.service.plan_values import TimeSlot
from tests.gui.plan_samples import goals, slot, slots
from tests.gui.samples import DAY_BEGAN_AT, DAY_ENDS_AT, NOW, TODAY, full_day

PAGE_OF_1280_BY_800 = (1280, 660)


class Clock:
    """Shows what it is set to."""

    def __init__(self) -> None:
        self.moment = NOW

    def __call__(self) -> datetime:
        return self.moment

    def show(self, hour: int, minute: int) -> None:
        self.moment = NOW.replace(hour=hour, minute=minute)


@pytest.fixture
def time() -> Clock:
    made = Clock()
    made.show(22, 20)
    return made


@pytest.fixture
def page(qtbot: QtBot, time: Clock) -> TasksPage:
    made = TasksPage(time)
    qtbot.addWidget(made)
    made.show_day(TODAY, DAY_BEGAN_AT, DAY_ENDS_AT)
    made.show_tasks(full_day())
    made.show_goals(goals())
    made.resize(*PAGE_OF_1280_BY_800)
    with qtbot.waitExposed(made):
        made.show()
    return made


def view_of(pane: PlanPane) -> DayView:
    return pane.day_card.view


def seen(part: QWidget, pane: PlanPane) -> QRect:
    """What of a part is inside the column that is scrolled."""
    window = pane.column.viewport()
    return QRect(part.mapTo(window, QPoint()), part.size()) & window.rect()


def is_in_sight(pane: PlanPane, minute: int) -> bool:
    view = view_of(pane)
    y = pane.day_card.line.y_of(minute) - view.verticalScrollBar().value()
    return 0 <= y <= view.viewport().height()


@pytest.mark.parametrize(("hour", "minute"), [(4, 5), (9, 0), (15, 20), (22, 20), (3, 50)])
@pytest.mark.parametrize("planned", [(), slots()], ids=["nothing planned", "slots"])
def test_now_is_in_sight_at_every_hour(
    page: TasksPage, time: Clock, hour: int, minute: int, planned: tuple[TimeSlot, ...]
) -> None:
    time.show(hour, minute)
    page.pane.day_card.show_slots(TODAY, planned)
    page.pane.day_card.show_now()
    QApplication.processEvents()
    now = page.pane.day_card.line.now
    assert now is not None
    assert is_in_sight(page.pane, now)


@pytest.mark.parametrize("planned", [(), slots()], ids=["nothing planned", "slots"])
def test_focus_the_day_and_the_first_goal_are_in_sight_without_scrolling(
    page: TasksPage, planned: tuple[TimeSlot, ...]
) -> None:
    pane = page.pane
    pane.day_card.show_slots(TODAY, planned)
    QApplication.processEvents()
    for card in (pane.focus_card, pane.day_card):
        assert seen(card, pane).size() == card.size()
    assert seen(pane.goals_card, pane).height() >= 90
    assert view_of(pane).height() >= 120


def test_the_height_of_the_day_comes_to_rest(page: TasksPage) -> None:
    view = view_of(page.pane)
    page.resize(1280, 720)
    QApplication.processEvents()
    heights = []
    page.pane.day_card.show_slots(TODAY, slots())
    for _ in range(8):
        QApplication.sendPostedEvents()
        heights.append(view.maximumHeight())
    assert len(set(heights[1:])) == 1
    assert view.geometry().bottom() < page.pane.day_card.rect().bottom() - 8


def test_a_day_with_slots_grows_where_there_is_room(page: TasksPage) -> None:
    pane = page.pane
    pane.day_card.show_slots(TODAY, ())
    QApplication.processEvents()
    compact = view_of(pane).height()
    page.resize(1500, 1200)
    QApplication.processEvents()
    assert view_of(pane).height() == compact
    pane.day_card.show_slots(TODAY, slots())
    QApplication.processEvents()
    assert view_of(pane).height() > 2 * compact
    assert seen(pane.goals_card, pane).height() >= 110


def test_what_is_planned_next_is_shown_beside_now_and_what_was_only_where_nothing_comes() -> None:
    assert start_in_sight(600, 180, []) == 540
    assert start_in_sight(600, 180, [(645, 705)]) == 540
    assert start_in_sight(600, 180, [(500, 530), (660, 765)]) == 555
    assert start_in_sight(600, 180, [(480, 500)]) <= 480
    assert 420 <= start_in_sight(600, 180, [(0, 60), (1200, 1260)]) <= 600 - 45


def test_who_scrolled_is_left_alone_until_another_day_is_shown(page: TasksPage, time: Clock) -> None:
    view, card = view_of(page.pane), page.pane.day_card
    card.show_slots(TODAY, slots())
    QApplication.processEvents()
    middle = QPointF(view.viewport().rect().center())
    wheel = QWheelEvent(
        middle,
        view.viewport().mapToGlobal(middle),
        QPoint(),
        QPoint(0, 1200),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    for _ in range(12):
        QApplication.sendEvent(view.viewport(), wheel)
    assert view.verticalScrollBar().value() == 0
    time.show(22, 21)
    card.show_now()
    assert view.verticalScrollBar().value() == 0
    card.go_to(TODAY + timedelta(days=1))
    card.go_to(TODAY)
    card.show_slots(TODAY, slots())
    QApplication.processEvents()
    assert is_in_sight(page.pane, 22 * 60 + 21)


def test_keys_bring_the_slot_they_are_at_into_sight(page: TasksPage) -> None:
    line = page.pane.day_card.line
    page.pane.day_card.show_slots(TODAY, slots())
    QApplication.processEvents()
    assert not is_in_sight(page.pane, 9 * 60 + 30)
    line.setFocus(Qt.FocusReason.TabFocusReason)
    assert is_in_sight(page.pane, 9 * 60 + 30)
    for _ in range(4):
        QTest.keyClick(line, Qt.Key.Key_Down)
    assert is_in_sight(page.pane, 25 * 60 + 15)


def test_another_day_begins_with_what_is_planned_first(page: TasksPage) -> None:
    card = page.pane.day_card
    card.go_to(TODAY + timedelta(days=1))
    later = slot(7, 17 * 60, 60)
    card.show_slots(TODAY + timedelta(days=1), (TimeSlot(**{**_fields(later), "day": TODAY + timedelta(days=1)}),))
    QApplication.processEvents()
    assert is_in_sight(page.pane, 17 * 60)
    assert is_in_sight(page.pane, 18 * 60)


def test_the_cut_edge_fades_only_where_something_is_hidden(page: TasksPage) -> None:
    column = page.pane.column
    page.resize(1280, 400)
    QApplication.processEvents()
    top, bottom = column.findChildren(EdgeFade, options=Qt.FindChildOption.FindDirectChildrenOnly)
    column.verticalScrollBar().setValue(0)
    assert (top.isVisible(), bottom.isVisible()) == (False, True)
    column.verticalScrollBar().setValue(column.verticalScrollBar().maximum())
    assert (top.isVisible(), bottom.isVisible()) == (True, False)
    assert top.geometry().top() == column.viewport().geometry().top()


def test_the_cards_end_where_the_line_above_ends(page: TasksPage) -> None:
    for height in (400, 2000):
        page.resize(1280, height)
        QApplication.processEvents()
        line, card = page.quick_add.line, page.pane.focus_card
        ends = [each.mapTo(page, each.rect().topRight()).x() for each in (line, card)]
        assert abs(ends[0] - ends[1]) <= 2


def _fields(one: TimeSlot) -> dict[str, object]:
    return {name: getattr(one, name) for name in one.__slots__}


def test_at_noon_the_morning_is_in_sight_where_room_is_short(page: TasksPage, time: Clock) -> None:
    page.resize(1120, 620)
    time.show(12, 20)
    line = page.pane.day_card.line
    morning = (slot(1, 9 * 60, 90), slot(2, 13 * 60, 45))
    page.pane.day_card.show_slots(TODAY, morning)
    page.pane.day_card.show_now()
    QApplication.processEvents()
    assert is_in_sight(page.pane, 9 * 60 + 15)
    assert is_in_sight(page.pane, 13 * 60 + 15)
    # Never so low that two half hours that come after one another would share their width.
    page.pane.day_card.show_slots(TODAY, (slot(1, 9 * 60, 30), slot(2, 9 * 60 + 30, 30)))
    assert line.hour >= 40
    assert line.block_of(1).width() > line.width() / 2
    page.resize(1500, 1200)
    page.pane.day_card.show_slots(TODAY, morning)
    QApplication.processEvents()
    assert line.hour == 40
