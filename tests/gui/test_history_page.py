"""The history page shows every act, gives Why, Undo and Redo to each, and asks for more as one scrolls."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.history_delegate import TURN, WHY
from momentum_desktop.gui.history_model import ROW, HistoryModel, spoken
from momentum_desktop.gui.history_page import FROM_TOP, PAGE, HistoryPage
from momentum_desktop.gui.theme import LIGHT
from momentum_desktop.service.values import Act
from momentum_desktop.service.why_values import WhyQuestion
from tests.gui.on_screen import on_screen
from tests.gui.samples import NOW, TODAY


def act(number: int, **fields: object) -> Act:
    known: dict[str, object] = {
        "kind": "complete",
        "at": NOW - timedelta(hours=3 * (10_000 - number)),
        "summary": f"Completed “Task {number}”",
        "undone": False,
        "points": 20,
        "event_count": 1,
        "can_turn": True,
        "moved": 20,
    }
    given = {**known, **fields}
    return Act(id=number, **{"day": given["at"].date(), **given})  # type: ignore[arg-type, attr-defined]


def acts(newest: int, count: int = PAGE) -> tuple[Act, ...]:
    return tuple(act(number) for number in range(newest, newest - count, -1))


@pytest.fixture
def page(qtbot: QtBot) -> HistoryPage:
    made = HistoryPage()
    made.show_day(TODAY)
    with qtbot.waitSignal(made.acts_requested) as asked:
        on_screen(qtbot, made, LIGHT, 1000, 700)
    assert asked.args == [FROM_TOP, PAGE, ""]
    return made


def row(page: HistoryPage, number: int):
    place = page.model.row_of(number)
    assert place is not None
    return page.model.index(place, 0)


def click(qtbot: QtBot, page: HistoryPage, number: int, button: str) -> None:
    index = row(page, number)
    page.list.scrollTo(index)
    spot = page.list.button_place(index, button)
    assert spot is not None
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def test_ten_thousand_acts_come_as_one_scrolls(qtbot: QtBot, page: HistoryPage) -> None:
    page.show_acts(acts(10_000), FROM_TOP, PAGE, "")
    page.acts_requested.connect(
        lambda before, limit, words: page.show_acts(acts(before - 1, min(limit, before - 1)), before, limit, words)
    )
    bar = page.list.verticalScrollBar()

    def scrolled() -> bool:
        bar.setValue(bar.maximum())
        return len(page.model.acts) == 10_000

    qtbot.waitUntil(scrolled, timeout=60_000)
    numbers = [each.id for each in page.model.acts]
    assert numbers == list(range(10_000, 0, -1))


def test_each_act_has_why_and_undo_by_click(qtbot: QtBot, page: HistoryPage) -> None:
    page.show_acts((act(3), act(2, undone=True, points=0), act(1)), FROM_TOP, PAGE, "")
    with qtbot.waitSignal(page.why_requested) as asked:
        click(qtbot, page, 3, WHY)
    assert asked.args == [WhyQuestion(act_id=3)]
    with qtbot.waitSignal(page.undo_requested) as undone:
        click(qtbot, page, 1, TURN)
    assert undone.args == [1]
    with qtbot.waitSignal(page.redo_requested) as redone:
        click(qtbot, page, 2, TURN)
    assert redone.args == [2]


def test_the_same_by_keys(qtbot: QtBot, page: HistoryPage) -> None:
    page.show_acts((act(2), act(1, undone=True)), FROM_TOP, PAGE, "")
    page.list.setFocus()
    page.list.setCurrentIndex(row(page, 2))
    with qtbot.waitSignal(page.why_requested):
        qtbot.keyClick(page.list, Qt.Key.Key_Return)
    with qtbot.waitSignal(page.undo_requested) as undone:
        qtbot.keyClick(page.list, Qt.Key.Key_U)
    assert undone.args == [2]
    page.list.setCurrentIndex(row(page, 1))
    with qtbot.waitSignal(page.redo_requested) as redone:
        qtbot.keyClick(page.list, Qt.Key.Key_U)
    assert redone.args == [1]


def test_and_from_the_menu_of_an_act(qtbot: QtBot, page: HistoryPage) -> None:
    page.show_acts((act(1),), FROM_TOP, PAGE, "")
    menu = page.list.menu_of(act(1))
    why, undo = menu.actions()
    assert (why.text(), undo.text()) == ("Why", "Undo")
    with qtbot.waitSignal(page.undo_requested):
        undo.trigger()
    assert page.list.menu_of(act(2, kind="undo", can_turn=False, event_count=0)).isEmpty()


def test_what_cannot_be_turned_or_explained_has_no_button(page: HistoryPage) -> None:
    page.show_acts((act(1, kind="undo", can_turn=False, event_count=0, points=0),), FROM_TOP, PAGE, "")
    assert page.list.button_place(row(page, 1), TURN) is None
    assert page.list.button_place(row(page, 1), WHY) is None


def test_a_click_beside_the_buttons_wishes_nothing(qtbot: QtBot, page: HistoryPage) -> None:
    page.show_acts((act(1),), FROM_TOP, PAGE, "")
    with qtbot.assertNotEmitted(page.list.wished):
        spot = page.list.visualRect(row(page, 1)).topLeft() + QPoint(100, 15)
        qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def test_an_act_leaves_the_page_where_it_was(qtbot: QtBot, page: HistoryPage) -> None:
    page.show_acts(acts(10_000), FROM_TOP, PAGE, "")
    bar = page.list.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 300)
    bar.setValue(200)
    page.list.setCurrentIndex(row(page, 9_990))
    shown = bar.value()
    with qtbot.waitSignal(page.acts_requested) as asked:
        page.forget()
    page.show_acts(acts(10_000), *asked.args)
    assert bar.value() == shown
    assert page.list.currentIndex().data(ROW).id == 9_990


def test_answers_to_earlier_questions_come_too_late(page: HistoryPage) -> None:
    page.show_acts(acts(9), FROM_TOP, PAGE, "other words")
    assert page.model.acts == ()


def test_words_are_looked_for_and_nothing_found_is_said(qtbot: QtBot, page: HistoryPage) -> None:
    page.show_acts(acts(10_000), FROM_TOP, PAGE, "")
    with qtbot.waitSignal(page.acts_requested) as asked:
        qtbot.keyClicks(page.search, "dentist")
    assert asked.args == [FROM_TOP, PAGE, "dentist"]
    page.show_acts((), *asked.args)
    assert page.state == "content"
    assert page._nothing.isVisible()
    with qtbot.waitSignal(page.acts_requested) as asked:
        page.search.clear()
    page.show_acts(acts(10_000), *asked.args)
    assert page.list.isVisible()


def test_an_empty_history_says_what_will_be_here(page: HistoryPage) -> None:
    page.show_acts((), FROM_TOP, PAGE, "")
    assert page.state == "empty"


def test_everything_has_a_name_to_be_heard(page: HistoryPage) -> None:
    assert page.accessibleName() == "History"
    assert page.list.accessibleName() == "What was done, newest first"
    assert page.search.accessibleName() == "Search the history"
    assert spoken(act(10_000)) == "Completed “Task 10000”, 22:48, 20 points, Enter says why, U is undo"
    assert "Task 10000”, 22:48, −5 points when it was done, 20 by itself now, Enter" in spoken(act(10_000, moved=-5))
    assert "22:48, what came in earns 20 points now, " in spoken(act(10_000, kind="import", moved=None))
    page.show_acts((act(2), act(1, moved=35)), FROM_TOP, PAGE, "")
    tips = [row(page, number).data(Qt.ItemDataRole.ToolTipRole) for number in (2, 1)]
    assert tips == [None, "35 points when it was done, 20 by itself now"]
    assert spoken(act(10_000, undone=True, points=0)) == "Completed “Task 10000”, 22:48, undone, U is redo"


def test_the_model_keeps_to_the_rules_of_models() -> None:
    model = HistoryModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_acts(acts(10_000, 20), TODAY)
    rows = model.rowCount()
    model.add_acts(acts(9_980, 20))
    assert model.rowCount() > rows + 20
    days = [model.index(at, 0).data() for at in range(model.rowCount())]
    assert days.count("Today") == 1


def test_an_act_after_midnight_stands_under_the_day_that_goes_on(page: HistoryPage) -> None:
    night = NOW.replace(hour=1, minute=5) + timedelta(days=1)
    page.show_acts((act(3, at=night, day=TODAY), act(2, at=NOW)), FROM_TOP, PAGE, "")
    shown = [page.model.index(place, 0).data() for place in range(page.model.rowCount())]
    assert shown == ["Today", "Completed “Task 3”", "Completed “Task 2”"]


def test_what_an_act_earns_by_itself_now_is_painted_where_it_moved_the_total_by_another_number(
    page: HistoryPage,
) -> None:
    def painted(points: int) -> QImage:
        page.model.show_acts((act(2), act(1, moved=35, points=points)), TODAY)
        return page.list.grab().toImage()

    assert painted(20) != painted(21)
