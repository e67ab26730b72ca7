"""The charts draw exactly the statistics, say them in words and give them as tables."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.chart_ticks import day_ticks, point_ticks
from momentum_desktop.gui.figure_table import FigureTableModel
from momentum_desktop.gui.insight_figures import (
    Grouping,
    average_active,
    hours_sentence,
    kinds,
    kinds_sentence,
    points_sentence,
    span_words,
    spans,
)
from momentum_desktop.gui.insights_page import InsightsPage
from momentum_desktop.gui.scroll_column import ScrollColumn
from momentum_desktop.gui.theme import DARK, LIGHT
from momentum_desktop.service.values import DayTotal
from tests.gui import page_samples as samples


@pytest.fixture
def page(qtbot: QtBot) -> InsightsPage:
    made = InsightsPage()
    qtbot.addWidget(made)
    made.apply_theme(LIGHT)
    made.resize(1280, 700)
    made.show_stats(samples.stats(90))
    made.show()
    made.tab_shown()
    qtbot.waitExposed(made)
    return made


def drawn(page: InsightsPage) -> list[tuple[date, int]]:
    """What the chart's own line holds."""
    assert page.chart is not None
    xs, ys = page.chart.curve.getData()
    return [(date.fromordinal(round(float(x))), round(float(y))) for x, y in zip(xs, ys, strict=True)]


def bars(page: InsightsPage) -> list[int]:
    assert page.chart is not None
    return [round(float(height)) for height in page.chart.bars.opts["height"]]


def choose(qtbot: QtBot, page: InsightsPage, row: str, place: int) -> None:
    qtbot.mouseClick(getattr(page, row).button(place), Qt.MouseButton.LeftButton)


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


def test_the_line_holds_every_day_of_the_statistics(page: InsightsPage) -> None:
    assert drawn(page) == [(row.day, row.points) for row in samples.stats(90).days]
    assert page.chart is not None
    assert page.chart.series == tuple(drawn(page))
    assert page.findChild(QWidget, "points_chart") is page.chart.plot


def test_ten_years_of_days_are_drawn_whole(page: InsightsPage, qtbot: QtBot) -> None:
    stats = samples.stats(3650)
    page.show_stats(stats)
    choose(qtbot, page, "groupings", 0)
    assert drawn(page) == [(row.day, row.points) for row in stats.days]


@pytest.mark.parametrize("place", [1, 2])
def test_weeks_and_months_are_bars_that_add_up(page: InsightsPage, qtbot: QtBot, place: int) -> None:
    choose(qtbot, page, "groupings", place)
    stats = samples.stats(90)
    assert sum(bars(page)) == stats.totals.points
    assert bars(page) == [span.points for span in spans(stats.days, list(Grouping)[place])]
    assert page.points.model.rowCount() == len(bars(page))


def test_a_range_beyond_a_year_starts_with_weeks_and_days_can_still_be_asked_for(
    page: InsightsPage, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.stats_requested) as asked:
        choose(qtbot, page, "ranges", 3)
    assert asked.args == [0]
    page.show_stats(samples.stats(900))
    assert page.grouping is Grouping.WEEK
    choose(qtbot, page, "groupings", 0)
    page.show_stats(samples.stats(901))
    assert page.grouping is Grouping.DAY
    assert len(drawn(page)) == 901


@pytest.mark.parametrize(("place", "days"), [(0, 30), (1, 90), (2, 365), (3, 0)])
def test_each_range_asks_for_its_days(page: InsightsPage, qtbot: QtBot, place: int, days: int) -> None:
    with qtbot.waitSignal(page.stats_requested) as asked:
        choose(qtbot, page, "ranges", place)
    assert asked.args == [days]


def test_the_mouse_over_a_day_tells_its_points(page: InsightsPage, qtbot: QtBot) -> None:
    chart = page.chart
    assert chart is not None
    row = samples.stats(90).days[40]
    qtbot.waitUntil(lambda: chart.plot.viewport().width() > 900)
    box = chart.plot.getPlotItem().vb
    scene = box.mapViewToScene(QPointF(row.day.toordinal(), 10))
    qtbot.mouseMove(chart.plot.viewport(), chart.plot.mapFromScene(scene))
    qtbot.waitUntil(chart.tip.isVisible)
    assert f"{row.points:,} point" in chart.tip.text()
    assert chart.tip.text().startswith(span_words(spans([row], Grouping.DAY)[0], Grouping.DAY))
    assert chart.rect().contains(chart.tip.geometry())


def test_dragging_over_the_chart_adds_up_a_stretch(page: InsightsPage, qtbot: QtBot) -> None:
    chart = page.chart
    assert chart is not None
    qtbot.waitUntil(lambda: chart.plot.viewport().width() > 900)
    view, box = chart.plot.viewport(), chart.plot.getPlotItem().vb
    days = samples.stats(90).days
    low, high = (
        chart.plot.mapFromScene(box.mapViewToScene(QPointF(days[place].day.toordinal(), 10))) for place in (20, 30)
    )
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=low + QPoint(-3, 0))
    qtbot.mouseMove(view, high + QPoint(3, 0))
    points = sum(row.points for row in days[20:31])
    events = sum(row.events for row in days[20:31])
    assert chart.tip.text().endswith(f": {points:,} points, {events} events")
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=high + QPoint(3, 0))
    qtbot.mouseMove(view, low)
    assert chart.tip.text().startswith(span_words(spans(days[20:21], Grouping.DAY)[0], Grouping.DAY))


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


def test_an_idle_range_after_busy_ones_is_shown_as_it_is(page: InsightsPage) -> None:
    page.show_stats(samples.no_stats(30))
    assert page.state == "content"
    assert page.total.figure.text() == "0"
    assert {row for _, row in drawn(page)} == {0}


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
