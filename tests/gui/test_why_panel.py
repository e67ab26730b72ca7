"""A number opens to its lines: by click or Enter, with more on scrolling, until Esc."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.click_area import ClickArea
from momentum_desktop.gui.main_window import MainWindow
from momentum_desktop.gui.theme import DARK, LIGHT
from momentum_desktop.gui.why_model import ROW, RowKind, WhyModel
from momentum_desktop.gui.why_panel import WhyPanel
from momentum_desktop.service.why_values import WhyLine, WhyPage, WhyQuestion
from tests.gui import page_samples
from tests.gui.samples import NOW, TODAY, clock, progress


def line(number: int = 1, days_ago: int = 0, **fields: object) -> WhyLine:
    known: dict[str, object] = {
        "event_id": number,
        "event_type": "task_completion",
        "title": "Water the plants",
        "day": TODAY - timedelta(days=days_ago),
        "at": NOW - timedelta(days=days_ago),
        "time_known": True,
        "kind": "task_completion",
        "name": "Task completed",
        "because": "10 × 2 (complex) = 20",
        "points": 20,
    }
    return WhyLine(**{**known, **fields})  # type: ignore[arg-type]


def many(first: int, count: int = 50) -> tuple[WhyLine, ...]:
    return tuple(line(number, number // 3) for number in range(first, first + count))


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    made = MainWindow(tmp_path, clock)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    with qtbot.waitSignal(made.pages_ready, timeout=20_000):
        made.show()
    with qtbot.waitActive(made, timeout=5_000):
        made.activateWindow()
    made.show_progress(progress())
    return made


@pytest.fixture
def panel(window: MainWindow) -> WhyPanel:
    return window.frame.why


@pytest.mark.parametrize(
    ("area", "question"),
    [
        ("why_today", WhyQuestion(day=TODAY)),
        ("why_total", WhyQuestion()),
        ("why_level", WhyQuestion(level=True)),
        ("why_streak", WhyQuestion(streak="daily_activity")),
    ],
)
def test_the_numbers_of_the_header_open_by_click_and_by_enter(
    qtbot: QtBot, window: MainWindow, panel: WhyPanel, area: str, question: WhyQuestion
) -> None:
    button = window.findChild(ClickArea, area)
    assert button is not None
    assert button.cursor().shape() == Qt.CursorShape.PointingHandCursor
    assert button.accessibleName().startswith("Why? ")
    assert QAccessible.queryAccessibleInterface(button).role() == QAccessible.Role.Button
    with qtbot.waitSignal(panel.page_requested) as asked:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked.args == [question, ""]
    button.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(panel.page_requested) as asked:
        qtbot.keyClick(button, Qt.Key.Key_Return)
    assert asked.args == [question, ""]


def test_an_answer_opens_and_escape_closes_it_where_the_keyboard_was(
    qtbot: QtBot, window: MainWindow, panel: WhyPanel
) -> None:
    typed = window.findChild(QLineEdit, "quick_add")
    assert typed is not None
    typed.setFocus()
    panel.ask(WhyQuestion(day=TODAY))
    panel.show_page(WhyPage(WhyQuestion(day=TODAY), "Why 20?", "4 Mar 2026.", (line(),), None), "")
    assert panel.isVisible()
    assert panel.heading.text() == "Why 20?"
    assert panel.accessibleName() == "Why 20? 4 Mar 2026."
    qtbot.waitUntil(panel.list.hasFocus)
    qtbot.keyClick(panel.list, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    qtbot.waitUntil(typed.hasFocus)


def test_escape_does_nothing_while_no_answer_is_open(qtbot: QtBot, window: MainWindow, panel: WhyPanel) -> None:
    typed = window.findChild(QLineEdit, "quick_add")
    assert typed is not None
    qtbot.keyClick(typed, Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_more_comes_on_scrolling(qtbot: QtBot, panel: WhyPanel) -> None:
    question = WhyQuestion()
    panel.ask(question)
    panel.show_page(WhyPage(question, "Why 12,060?", "All.", many(0), "next"), "")
    bar = panel.list.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    with qtbot.waitSignal(panel.page_requested) as asked:
        bar.setValue(bar.maximum())
    assert asked.args == [question, "next"]
    rows = panel.model.rowCount()
    panel.show_page(WhyPage(question, "Why 12,060?", "All.", many(50), None), "next")
    assert panel.model.rowCount() > rows
    with qtbot.assertNotEmitted(panel.page_requested, wait=50):
        bar.setValue(bar.maximum())


def test_an_empty_page_goes_on_by_itself(qtbot: QtBot, panel: WhyPanel) -> None:
    question = WhyQuestion(streak="daily_activity")
    panel.ask(question)
    with qtbot.waitSignal(panel.page_requested) as asked:
        panel.show_page(WhyPage(question, "Why 3 days?", "Daily activity.", (), "further back"), "")
    assert asked.args == [question, "further back"]


def test_answers_to_earlier_questions_come_too_late(panel: WhyPanel) -> None:
    panel.ask(WhyQuestion(day=TODAY))
    panel.ask(WhyQuestion(level=True))
    panel.show_page(WhyPage(WhyQuestion(day=TODAY), "Why 20?", "", (line(),), None), "")
    assert not panel.isVisible()


def test_a_late_answer_is_announced_and_a_failure_closes(qtbot: QtBot, panel: WhyPanel) -> None:
    panel.ask(WhyQuestion())
    qtbot.waitUntil(panel.isVisible, timeout=2_000)
    assert panel.sentence.text() == "Looking it up…"
    panel.give_up()
    assert not panel.isVisible()


def test_an_answer_is_asked_anew_after_an_act(qtbot: QtBot, panel: WhyPanel) -> None:
    with qtbot.assertNotEmitted(panel.page_requested):
        panel.refresh()
    panel.ask(WhyQuestion())
    panel.show_page(WhyPage(WhyQuestion(), "Why 20?", "", (line(),), None), "")
    with qtbot.waitSignal(panel.page_requested):
        panel.refresh()


def test_another_page_and_another_person_close_it(window: MainWindow, panel: WhyPanel) -> None:
    answer = WhyPage(WhyQuestion(), "Why 20?", "", (line(),), None)
    for leave in (lambda: window.frame.tabs.go_to("levels"), window.frame.begin_anew):
        panel.ask(WhyQuestion())
        panel.show_page(answer, "")
        assert panel.isVisible()
        leave()
        assert not panel.isVisible()


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("size", [(1280, 800), (800, 560), (720, 520)])
def test_it_stays_inside_the_window_below_the_header(
    window: MainWindow, panel: WhyPanel, theme: object, size: tuple[int, int]
) -> None:
    window.apply_theme(theme)  # type: ignore[arg-type]
    window.resize(*size)
    panel.ask(WhyQuestion())
    panel.show_page(WhyPage(WhyQuestion(), "Why 20?", "All.", many(0), None), "")
    assert window.frame.rect().contains(panel.geometry())
    assert panel.geometry().top() >= window.header.geometry().bottom() - 8
    assert panel.grab().toImage().pixelColor(panel.width() // 2, 20).name() == window.theme.raised


def test_the_rows_are_days_events_and_lines(qtbot: QtBot) -> None:
    model = WhyModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    bonus = line(kind="first_task_of_day", name="First task of the day", because="5 once a day", points=5)
    focus = line(
        2, event_type="focus_session", kind="focus_session", title=None, name="Focus session", time_known=False
    )
    step = line(3, 1, kind="streak:daily_activity", because="30 → 31 days", points=0, measure=31)
    model.show_lines((line(), bonus, focus), TODAY)
    model.add_lines((step,))
    rows = [model.index(row, 0).data(ROW) for row in range(model.rowCount())]
    assert [(row.kind, row.words, row.figure) for row in rows] == [
        (RowKind.DAY, "Today", ""),
        (RowKind.EVENT, "Water the plants", "22:48"),
        (RowKind.LINE, "Task completed: 10 × 2 (complex) = 20", "+20"),
        (RowKind.LINE, "First task of the day: 5 once a day", "+5"),
        (RowKind.EVENT, "Focus session", ""),
        (RowKind.LINE, "10 × 2 (complex) = 20", "+20"),
        (RowKind.DAY, "Yesterday", ""),
        (RowKind.EVENT, "Water the plants", "22:48"),
        (RowKind.LINE, "30 → 31 days", "31"),
    ]
    heard = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(4)]
    assert heard[1:] == [
        "Water the plants, 22:48",
        "Task completed: 10 × 2 (complex) = 20: 20 points",
        "First task of the day: 5 once a day: 5 points",
    ]


def test_streak_cards_open_by_click_and_by_enter(qtbot: QtBot, window: MainWindow, panel: WhyPanel) -> None:
    page = window.streaks_page
    page.show_streaks(page_samples.streaks())
    window.frame.tabs.go_to("streaks")
    card = page.cards[1]
    assert card.accessibleName().endswith("Why?")
    with qtbot.waitSignal(panel.page_requested) as asked:
        qtbot.mouseClick(card.title, Qt.MouseButton.LeftButton)
    assert asked.args[0] == WhyQuestion(streak="daily_tasks")
    page.cards[2].setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(panel.page_requested) as asked:
        qtbot.keyClick(page.cards[2], Qt.Key.Key_Return)
    assert asked.args[0] == WhyQuestion(streak="focus")


def test_a_day_of_the_year_opens_by_click_and_by_keys(qtbot: QtBot, window: MainWindow, panel: WhyPanel) -> None:
    page = window.streaks_page
    page.show_streaks(page_samples.streaks())
    page.show_year(page_samples.stats())
    window.frame.tabs.go_to("streaks")
    heatmap = page.heatmap
    with qtbot.waitSignal(panel.page_requested) as asked:
        qtbot.mouseClick(heatmap, Qt.MouseButton.LeftButton, pos=heatmap.square(9).center().toPoint())
    assert asked.args[0] == WhyQuestion(day=heatmap.days[9].day)
    heatmap.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(heatmap, key)
    wanted: date = heatmap.days[-1].day - timedelta(days=8)
    with qtbot.waitSignal(panel.page_requested) as asked:
        qtbot.keyClick(heatmap, Qt.Key.Key_Return)
    assert asked.args[0] == WhyQuestion(day=wanted)
    assert "points" in heatmap.accessibleName()


def test_a_day_of_the_chart_opens_by_click_and_from_its_table(
    qtbot: QtBot, window: MainWindow, panel: WhyPanel
) -> None:
    window.frame.tabs.go_to("insights")
    page = window.insights_page
    page.tab_shown()
    stats = page_samples.stats()
    page.show_stats(stats)
    chart = page.chart
    assert chart is not None
    plot = chart.plot
    day = stats.days[-10].day
    qtbot.waitUntil(lambda: plot.viewport().width() > 200)
    scene = plot.getPlotItem().vb.mapViewToScene(plot.getPlotItem().vb.viewRect().center())
    place = plot.mapFromScene(scene)
    with qtbot.waitSignal(panel.page_requested) as asked:
        qtbot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert stats.days[0].day <= asked.args[0].day == asked.args[0].last_day <= stats.days[-1].day
    with qtbot.waitSignal(panel.page_requested) as asked:
        page.points.table.activated.emit(page.points.model.index(9, 0))
    assert asked.args[0] == WhyQuestion(day=day, last_day=day)


def test_the_figures_of_the_insights_open_by_click_and_by_enter(
    qtbot: QtBot, window: MainWindow, panel: WhyPanel
) -> None:
    window.frame.tabs.go_to("insights")
    page, stats = window.insights_page, page_samples.stats()
    page.show_stats(stats)
    assert stats.best_day is not None
    span = WhyQuestion(day=stats.days[0].day, last_day=stats.days[-1].day)
    best = WhyQuestion(day=stats.best_day.day)
    for tile, wanted in zip(page.tiles, (span, span, best, span), strict=True):
        assert tile.accessibleName().endswith("Why?")
        with qtbot.waitSignal(panel.page_requested) as asked:
            qtbot.mouseClick(tile.figure, Qt.MouseButton.LeftButton)
        assert asked.args[0] == wanted
        tile.setFocus(Qt.FocusReason.TabFocusReason)
        with qtbot.waitSignal(panel.page_requested) as asked:
            qtbot.keyClick(tile, Qt.Key.Key_Return)
        assert asked.args[0] == wanted
    page.show_part(stats)
    page.begin_anew()
    with qtbot.assertNotEmitted(panel.page_requested):
        page.total.click()
        page.best.click()


def test_a_kind_of_points_opens_and_others_to_all_the_rest(qtbot: QtBot, window: MainWindow, panel: WhyPanel) -> None:
    window.frame.tabs.go_to("insights")
    page = window.insights_page
    many = {f"kind_{number}": 100 - number for number in range(10)} | {"achievement:A": 500, "achievement:B": 7}
    stats = replace(page_samples.stats(), by_kind=many)
    page.show_stats(stats)
    bars, days = page.kind_bars, {"day": stats.days[0].day, "last_day": stats.days[-1].day}
    with qtbot.waitSignal(panel.page_requested) as asked:
        qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=bars.row_rect(0).center().toPoint())
    assert asked.args[0] == WhyQuestion(**days, kinds=("achievement",))
    bars.setFocus(Qt.FocusReason.TabFocusReason)
    assert bars.accessibleName() == "Points by kind. Achievements: 507 points. Why?"
    for _ in range(20):
        qtbot.keyClick(bars, Qt.Key.Key_Down)
    with qtbot.waitSignal(panel.page_requested) as asked:
        qtbot.keyClick(bars, Qt.Key.Key_Return)
    assert asked.args[0] == WhyQuestion(**days, kinds=("kind_6", "kind_7", "kind_8", "kind_9"))
    with qtbot.waitSignal(panel.page_requested) as asked:
        page.kinds.table.activated.emit(page.kinds.model.index(1, 0))
    assert asked.args[0] == WhyQuestion(**days, kinds=("kind_0",))


def test_an_hour_of_a_weekday_opens_by_click_by_keys_and_from_the_table(
    qtbot: QtBot, window: MainWindow, panel: WhyPanel
) -> None:
    window.frame.tabs.go_to("insights")
    page, stats = window.insights_page, page_samples.stats()
    page.show_stats(stats)
    heatmap, days = page.heatmap, {"day": stats.days[0].day, "last_day": stats.days[-1].day}
    with qtbot.waitSignal(panel.page_requested) as asked:
        qtbot.mouseClick(heatmap, Qt.MouseButton.LeftButton, pos=heatmap.cell(2, 9).center().toPoint())
    assert asked.args[0] == WhyQuestion(**days, weekday=2, hour=9)
    heatmap.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Left):
        qtbot.keyClick(heatmap, key)
    assert heatmap.accessibleName().startswith("Points by weekday and hour. Tuesday, 01:00 to 02:00: ")
    with qtbot.waitSignal(panel.page_requested) as asked:
        qtbot.keyClick(heatmap, Qt.Key.Key_Return)
    assert asked.args[0] == WhyQuestion(**days, weekday=1, hour=1)
    hour = int(page.hours.model.index(0, 0).data()[:2])
    with qtbot.waitSignal(panel.page_requested) as asked:
        page.hours.table.activated.emit(page.hours.model.index(0, 3))
    assert asked.args[0] == WhyQuestion(**days, weekday=2, hour=hour)


def test_a_level_opens_by_click_and_by_enter(qtbot: QtBot, window: MainWindow, panel: WhyPanel) -> None:
    page = window.levels_page
    page.show_levels(page_samples.levels())
    window.frame.tabs.go_to("levels")
    row = page.rows[1]
    assert row.accessibleName().endswith("Why?")
    with qtbot.waitSignal(panel.page_requested) as asked:
        qtbot.mouseClick(row.asks, Qt.MouseButton.LeftButton)
    assert asked.args[0] == WhyQuestion(level_number=2)
    row.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(panel.page_requested) as asked:
        qtbot.keyClick(row, Qt.Key.Key_Return)
    assert asked.args[0] == WhyQuestion(level_number=2)
