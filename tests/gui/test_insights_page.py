"""The insights say in words and give as tables what their charts draw, and tell what changed and what was best."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.chart_ticks import day_ticks, point_ticks
from momentum_desktop.gui.figure_table import FigureTableModel
from momentum_desktop.gui.insight_changes import EARLY, STEADY
from momentum_desktop.gui.insight_figures import (
    Grouping,
    average_active,
    hours_sentence,
    kinds,
    kinds_sentence,
    points_sentence,
    spans,
)
from momentum_desktop.gui.insights_page import InsightsPage
from momentum_desktop.gui.records_card import records_sentence
from momentum_desktop.gui.scroll_column import ScrollColumn
from momentum_desktop.gui.theme import DARK
from momentum_desktop.service.values import DayTotal
from momentum_desktop.service.why_values import WhyQuestion
from tests.gui import page_samples as samples
from tests.gui.on_screen import insights_page


@pytest.fixture
def page(qtbot: QtBot) -> InsightsPage:
    return insights_page(qtbot)


def test_the_chart_library_is_imported_only_when_the_page_is_first_shown() -> None:
    code = (
        "import sys\n"
        "from PySide6.QtWidgets import QApplication\n"
        "app = QApplication([])\n"
        "import momentum_desktop.gui.points_chart\n"
        "from momentum_desktop.gui.insights_page import InsightsPage\n"
        "page = InsightsPage()\n"
        "assert not {'pyqtgraph', 'numpy', 'sqlalchemy'} & set(sys.modules)\n"
        "page.tab_shown()\n"
        "assert 'pyqtgraph' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_what_changed_and_the_records_are_said(page: InsightsPage, qtbot: QtBot) -> None:
    assert not page.changes.isVisible()
    page.show_insights(samples.insights([20] * 28 + [30] * 29, samples.streaks()))
    assert page.changes.isVisible()
    assert page.changes.sentences[0].startswith("The last four weeks brought 840 points, 50% more")
    page.show_insights(samples.insights([20] * 57))
    assert page.changes.sentences == (STEADY,)
    page.show_insights(samples.insights([20] * 5))
    assert page.changes.sentences == (EARLY,)


def test_each_record_opens_to_what_it_is_made_of(page: InsightsPage, qtbot: QtBot) -> None:
    page.show_insights(samples.insights([20] * 40 + [90] + [20] * 16, samples.streaks()))
    tiles = {tile.record.title: tile for tile in page.records.tiles}
    assert tiles["Best day"].record.figure == "90 points"
    assert tiles["Active days in a row"].record.figure == "57 days"
    assert tiles["Daily activity"].record.figure == "41 days"
    assert tiles["Daily activity"].accessibleName() == "Daily activity: 41 days, now 23. Why?"
    for title, question in (
        ("Best day", WhyQuestion(day=samples.TODAY - timedelta(days=16))),
        ("Daily activity", WhyQuestion(streak="daily_activity")),
    ):
        with qtbot.waitSignal(page.why_requested) as asked:
            qtbot.mouseClick(tiles[title], Qt.MouseButton.LeftButton)
        assert asked.args == [question]
    shown = list(page.records.tiles)
    page.show_insights(samples.insights([20] * 40 + [90] + [20] * 16, samples.streaks()))
    assert page.records.tiles == shown


def test_days_in_a_row_are_told_from_streaks_that_a_freeze_or_a_rest_held(page: InsightsPage) -> None:
    kept = samples.insights([20] * 35, samples.streaks())
    assert records_sentence(kept, points=False) == (
        "You were active on up to 35 days in a row, without a day between. "
        "Streaks also go on over days that a freeze or a rest holds: up to 41 days."
    )
    without = samples.insights([20] * 41, samples.streaks())
    assert records_sentence(without).endswith(", and you were active on up to 41 days in a row.")


def test_the_wheel_over_the_chart_scrolls_the_page(page: InsightsPage, qtbot: QtBot) -> None:
    assert page.chart is not None
    bar = page.findChild(ScrollColumn).verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    view = page.chart.plot.viewport()
    window = page.window().windowHandle()
    place = QPointF(view.mapTo(page.window(), view.rect().center()))
    QTest.wheelEvent(window, place, QPoint(0, -120))
    assert bar.value() > 0


def test_the_tiles_say_best_day_and_average(page: InsightsPage) -> None:
    stats = samples.stats(90)
    assert stats.best_day is not None
    assert page.best.figure.text() == str(stats.best_day.points)
    assert page.average.figure.text() == str(average_active(stats))
    assert page.active.note.text() == "of 90 days"


def test_every_chart_has_a_sentence_and_a_table(page: InsightsPage, qtbot: QtBot) -> None:
    for card in (page.points, page.kinds, page.hours):
        assert card.sentence.text().endswith(".")
        assert card.chart.accessibleDescription() == card.sentence.text()
        assert not card.table.isVisible()
        card.toggle.click()
        assert card.table.isVisible()
        assert card.model.rowCount() > 0
    newest = page.points.model.index(0, 0).data()
    assert newest == "11 Mar 2026"
    assert page.kinds.model.index(0, 0).data() == "Tasks"


def test_qtmodeltester_finds_no_fault_in_the_tables(qtmodeltester: object, page: InsightsPage) -> None:
    for model in (page.points.model, page.kinds.model, page.hours.model, FigureTableModel()):
        qtmodeltester.check(model)  # type: ignore[attr-defined]


def test_a_table_cell_is_heard_with_its_column(page: InsightsPage) -> None:
    said = page.points.model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Points: ")


def test_the_heatmap_tells_weekday_hour_and_points(page: InsightsPage) -> None:
    page.heatmap.resize(700, 230)
    place = page.heatmap.cell(2, 9).center().toPoint()
    points = samples.stats(90).by_weekday_hour[2][9]
    assert page.heatmap.words_at(place) == f"Wednesday, 09:00 to 10:00: {points:,} points"


def test_what_may_have_changed_is_asked_again_once_the_page_is_seen(page: InsightsPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.stats_requested):
        page.forget()
    page.show_stats(samples.stats(90))
    page.hide()
    with qtbot.assertNotEmitted(page.stats_requested):
        page.forget()
    with qtbot.waitSignal(page.stats_requested):
        page.tab_shown()


def test_nothing_in_the_range_looks_once_at_all_the_days(qtbot: QtBot) -> None:
    page = InsightsPage()
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.stats_requested) as asked:
        page.show_stats(samples.no_stats(30))
    assert asked.args == [0]
    assert page.state == "empty"
    with qtbot.assertNotEmitted(page.stats_requested):
        page.show_stats(samples.no_stats(400))
    assert page.state == "empty"
    page.show_stats(samples.stats(400))
    assert page.state == "content"


def test_themes_change_the_chart_in_place(page: InsightsPage) -> None:
    chart = page.chart
    page.apply_theme(DARK)
    page.grab()
    assert page.chart is chart


def test_spans_cut_at_weeks_and_months_and_lose_nothing() -> None:
    days = samples.stats(400).days
    for grouping in Grouping:
        made = spans(days, grouping)
        assert sum(span.points for span in made) == sum(row.points for row in days)
        assert sum(span.events for span in made) == sum(row.events for row in days)
        assert all(after.first - before.last == timedelta(days=1) for before, after in pairwise(made))
    assert all(span.first.weekday() == 0 for span in spans(days, Grouping.WEEK)[1:])
    assert all(span.first.day == 1 for span in spans(days, Grouping.MONTH)[1:])


def test_kinds_gather_milestones_and_achievements_and_the_small_ones() -> None:
    rows = {"streak_milestone:a": 10, "streak_milestone:b": 5, "achievement:X": 7, "odd_kind": 1}
    assert kinds(rows) == (("Streak milestones", 15), ("Achievements", 7), ("Odd kind", 1))
    many = {f"kind_{number}": number for number in range(1, 13)}
    assert kinds(many)[-1] == ("Others", 1 + 2 + 3 + 4 + 5)
    assert sum(points for _, points in kinds(many)) == sum(many.values())


def test_sentences_say_what_changed() -> None:
    start = date(2026, 1, 1)
    days = tuple(DayTotal(start + timedelta(days=place), 10 if place < 15 else 30, 1) for place in range(30))
    stats = samples.stats_of(days)
    assert points_sentence(stats) == (
        "600 points in 30 days, 30 of them active. The last 15 days brought 450, 300 more than the 15 before."
    )
    assert kinds_sentence(stats).startswith("Tasks: 46% of your points, then Focus sessions")
    assert "strongest day" in hours_sentence(stats)
    nothing = samples.no_stats(30)
    assert kinds_sentence(nothing) == hours_sentence(nothing) == "No points in these days yet."


@pytest.mark.parametrize("most", [0, 1, 3, 7, 99, 100, 101, 220, 4_999, 123_456])
def test_point_ticks_are_round_and_reach_the_top(most: int) -> None:
    ticks = [tick for tick, _ in point_ticks(most)]
    assert ticks[0] == 0
    assert ticks[-1] >= most
    assert 2 <= len(ticks) <= 6


@pytest.mark.parametrize("length", [1, 7, 30, 62, 90, 365, 1200, 3650])
def test_day_ticks_lie_in_the_range_and_do_not_crowd(length: int) -> None:
    last = date(2026, 3, 11)
    first = last - timedelta(days=length - 1)
    ticks = day_ticks(first, last, 12)
    assert 1 <= len(ticks) <= 14
    assert all(first.toordinal() <= tick <= last.toordinal() for tick, _ in ticks)


def test_every_button_can_be_told_by_its_name(page: InsightsPage) -> None:
    for button in page.findChildren(QPushButton):
        assert button.accessibleName()
    assert page.findChild(QLabel, "insight_points_sentence") is page.points.sentence


def test_without_points_the_page_tells_what_was_done(page: InsightsPage, qtbot: QtBot) -> None:
    stats = samples.stats(90)
    page.show_points(False)
    assert page.chart is not None
    assert [height for _, height in page.chart.series] == [row.events for row in stats.days]
    assert page.chart.accessibleName() == "Events over time"
    assert page.points.sentence.text().startswith(f"{stats.totals.events} events in 90 days")
    assert page.points.model.columnCount() == 2
    assert page.done.figure.text() == str(stats.totals.events)
    assert page.tasks_done.figure.text() == str(stats.by_event_type["task_completion"])
    assert page.busiest.figure.text() == str(max(row.events for row in stats.days))
    assert page.kind_bars.rows_told() == tuple(
        f"{words}: {count} events" for words, count in kinds(stats.by_event_type)
    )
    assert not any(part.isVisible() for part in (page.total, page.average, page.best, page.hours, page.points.by_kind))
    with qtbot.waitSignal(page.why_requested) as asked:
        qtbot.mouseClick(page.tasks_done, Qt.MouseButton.LeftButton)
    assert asked.args[0].kinds == ("task_completion",)
    page.show_points(True)
    assert [height for _, height in page.chart.series] == [row.points for row in stats.days]
    assert page.total.isVisible()
    assert not page.done.isVisible()
