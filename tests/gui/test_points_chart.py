"""The chart of points draws exactly the statistics, by day, week, month and kind, and shows the days dragged over."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.insight_figures import (
    Grouping,
    Span,
    kinds_sentence,
    layers,
    points_sentence,
    span_words,
    spans,
)
from momentum_desktop.gui.insights_page import InsightsPage
from momentum_desktop.gui.theme import DARK
from momentum_desktop.service.insight_values import KindDays
from momentum_desktop.service.values import Stats
from momentum_desktop.service.why_values import WhyQuestion
from tests.gui import page_samples as samples
from tests.gui.on_screen import insights_page


@pytest.fixture
def page(qtbot: QtBot) -> InsightsPage:
    return insights_page(qtbot)


def drawn(page: InsightsPage) -> list[tuple[date, int]]:
    """What the chart's own line holds."""
    assert page.chart is not None
    xs, ys = page.chart.drawing.curve.getData()
    return [(date.fromordinal(round(float(x))), round(float(y))) for x, y in zip(xs, ys, strict=True)]


def bars(page: InsightsPage) -> list[int]:
    assert page.chart is not None
    (drawn_bars,) = page.chart.drawing.bars
    return [round(float(height)) for height in drawn_bars.opts["height"]]


def choose(qtbot: QtBot, page: InsightsPage, row: str, place: int) -> None:
    qtbot.mouseClick(getattr(page, row, getattr(page.points, row, None)).button(place), Qt.MouseButton.LeftButton)


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
    assert page.points.grouping is Grouping.WEEK
    choose(qtbot, page, "groupings", 0)
    page.show_stats(samples.stats(901))
    assert page.points.grouping is Grouping.DAY
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


def pixel(page: InsightsPage, day: date) -> QPoint:
    """The place of a day in the chart's viewport."""
    assert page.chart is not None
    box = page.chart.plot.getPlotItem().vb
    place: QPoint = page.chart.plot.mapFromScene(box.mapViewToScene(QPointF(day.toordinal(), 10)))
    return place


def drag(page: InsightsPage, qtbot: QtBot, first: date, last: date) -> None:
    """Presses before the first and releases after the last day."""
    assert page.chart is not None
    view = page.chart.plot.viewport()
    qtbot.waitUntil(lambda: view.width() > 900)
    low, high = pixel(page, first) + QPoint(-4, 0), pixel(page, last) + QPoint(4, 0)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=low)
    qtbot.mouseMove(view, (low + high) / 2)
    qtbot.mouseMove(view, high)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=high)


def part_of(page: InsightsPage) -> Stats:
    """The statistics of the days that are shown alone."""
    assert page.points.view is not None
    first, last = page.points.view
    return samples.stats_of(tuple(row for row in samples.stats(90).days if first <= row.day <= last))


def test_dragging_over_the_chart_adds_up_a_stretch(page: InsightsPage, qtbot: QtBot) -> None:
    chart = page.chart
    assert chart is not None
    view = chart.plot.viewport()
    qtbot.waitUntil(lambda: view.width() > 900)
    days = samples.stats(90).days
    low, high = pixel(page, days[20].day), pixel(page, days[30].day)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=low + QPoint(-3, 0))
    qtbot.mouseMove(view, high)
    qtbot.mouseMove(view, high + QPoint(3, 0))
    points = sum(row.points for row in days[20:31])
    events = sum(row.events for row in days[20:31])
    assert chart.tip.text().endswith(f": {points:,} points, {events} events")


def test_the_days_dragged_over_are_shown_alone_with_all_that_belongs_to_them(page: InsightsPage, qtbot: QtBot) -> None:
    days = samples.stats(90).days
    with qtbot.waitSignal(page.part_requested) as asked:
        drag(page, qtbot, days[20].day, days[30].day)
    assert asked.args == [11, days[30].day]
    assert page.chart is not None
    assert page.chart.view == (days[20].day, days[30].day)
    assert page.headline.text() == span_words(Span(days[20].day, days[30].day, 0, 0), Grouping.WEEK)
    assert page.points.model.rowCount() == 11
    page.show_part(samples.stats_of(days[19:30]))
    assert page.active.note.text() == "of 90 days"
    part = part_of(page)
    page.show_part(part)
    assert page.active.note.text() == "of 11 days"
    assert page.total.figure.text() == f"{part.totals.points:,}"
    assert page.points.sentence.text() == points_sentence(part)
    assert page.kinds.sentence.text() == kinds_sentence(part)


@pytest.mark.parametrize("way", ["double click", "escape", "button"])
def test_all_days_come_back(page: InsightsPage, qtbot: QtBot, way: str) -> None:
    days = samples.stats(90).days
    drag(page, qtbot, days[20].day, days[30].day)
    page.show_part(part_of(page))
    assert page.chart is not None
    assert page.chart.strip.isVisible()
    view = page.chart.plot.viewport()
    with qtbot.assertNotEmitted(page.why_requested):
        if way == "double click":
            qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.rect().center())
            qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=view.rect().center())
        elif way == "escape":
            qtbot.keyClick(page.chart, Qt.Key.Key_Escape)
        else:
            qtbot.mouseClick(page.whole, Qt.MouseButton.LeftButton)
    assert page.chart.view is None
    assert page.points.view is None
    assert not page.whole.isVisible()
    assert page.active.note.text() == "of 90 days"
    assert page.points.model.rowCount() == 90


def test_a_click_opens_a_day_also_where_only_some_are_shown(page: InsightsPage, qtbot: QtBot) -> None:
    assert page.chart is not None
    days = samples.stats(90).days
    view = page.chart.plot.viewport()
    qtbot.waitUntil(lambda: view.width() > 900)
    with qtbot.waitSignal(page.why_requested) as asked:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=pixel(page, days[40].day))
    assert asked.args == [WhyQuestion(day=days[40].day, last_day=days[40].day)]
    drag(page, qtbot, days[20].day, days[30].day)
    with qtbot.waitSignal(page.why_requested) as asked:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=pixel(page, days[25].day))
    assert asked.args == [WhyQuestion(day=days[25].day, last_day=days[25].day)]


def test_what_is_in_sight_is_moved_by_strip_wheel_and_middle_button(page: InsightsPage, qtbot: QtBot) -> None:
    chart = page.chart
    assert chart is not None
    days = samples.stats(90).days
    drag(page, qtbot, days[40].day, days[50].day)
    strip = chart.strip
    qtbot.waitUntil(lambda: strip.window_box().width() > 20)
    middle = strip.window_box().center().toPoint()
    with qtbot.waitSignal(page.part_requested) as asked:
        qtbot.mousePress(strip, Qt.MouseButton.LeftButton, pos=middle)
        qtbot.mouseMove(strip, middle + QPoint(strip.width() // 9, 0))
        qtbot.mouseRelease(strip, Qt.MouseButton.LeftButton)
    assert chart.view is not None
    moved = (chart.view[0] - days[40].day).days
    assert 9 <= moved <= 11
    assert asked.args == [11, chart.view[1]]
    assert page.points.view == chart.view
    view = chart.plot.viewport()
    before = chart.view
    QTest.wheelEvent(page.window().windowHandle(), QPointF(view.mapTo(page, view.rect().center())), QPoint(120, 0))
    assert chart.view[0] < before[0]
    before = chart.view
    qtbot.mousePress(view, Qt.MouseButton.MiddleButton, pos=QPoint(600, 60))
    qtbot.mouseMove(view, QPoint(300, 60))
    qtbot.mouseRelease(view, Qt.MouseButton.MiddleButton, pos=QPoint(300, 60))
    assert chart.view[0] > before[0]
    qtbot.keyClick(strip, Qt.Key.Key_Home)
    assert chart.view[0] == days[0].day
    qtbot.keyClick(strip, Qt.Key.Key_End)
    assert chart.view[1] == days[-1].day
    assert (chart.view[1] - chart.view[0]).days == 10


def test_the_keys_walk_the_days_zoom_and_open(page: InsightsPage, qtbot: QtBot) -> None:
    chart = page.chart
    assert chart is not None
    days = samples.stats(90).days
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.tip.isVisible()
    assert span_words(Span(days[87].day, days[87].day, 0, 0), Grouping.DAY) in chart.accessibleName()
    with qtbot.waitSignal(page.why_requested) as asked:
        qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert asked.args == [WhyQuestion(day=days[87].day, last_day=days[87].day)]
    qtbot.keyClick(chart, Qt.Key.Key_Plus)
    qtbot.keyClick(chart, Qt.Key.Key_Plus)
    assert chart.view is not None
    first, last = chart.view
    assert first <= days[87].day <= last
    assert (last - first).days < 40
    qtbot.keyClick(chart, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert chart.view[0] < first
    for _ in range(3):
        qtbot.keyClick(chart, Qt.Key.Key_Minus)
    assert chart.view is None


def test_a_walk_beyond_what_is_in_sight_brings_it_along(page: InsightsPage, qtbot: QtBot) -> None:
    chart = page.chart
    assert chart is not None
    days = samples.stats(90).days
    page.points.show_view((days[40].day, days[50].day))
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    assert chart.view is not None
    assert chart.view[1] == days[-1].day
    for _ in range(14):
        qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.view[0] <= days[75].day <= chart.view[1]


def test_points_by_kind_are_bars_of_parts_that_add_up(page: InsightsPage, qtbot: QtBot) -> None:
    assert page.chart is not None
    with qtbot.waitSignal(page.kinds_requested) as asked:
        qtbot.mouseClick(page.points.by_kind, Qt.MouseButton.LeftButton)
    assert asked.args == [page.days]
    stats = samples.stats(90)
    page.show_kind_days(samples.kind_days(stats))
    heights = [list(map(int, bar.opts["height"])) for bar in page.chart.drawing.bars]
    assert [sum(parts) for parts in zip(*heights, strict=True)] == [row.points for row in stats.days]
    assert page.points.legend.isVisible()
    headers = [
        page.points.model.headerData(column, Qt.Orientation.Horizontal)
        for column in range(page.points.model.columnCount())
    ]
    assert headers[:4] == ["Day", "Points", "Events", "Tasks"]
    assert "Tasks" in page.points.legend.accessibleName()
    newest = page.chart.words_at(stats.days[-1].day.toordinal())
    assert "\nTasks: " in newest
    qtbot.mouseClick(page.points.by_kind, Qt.MouseButton.LeftButton)
    assert drawn(page) == [(row.day, row.points) for row in stats.days]
    assert not page.points.legend.isVisible()


def test_many_days_stand_by_kind_week_by_week(page: InsightsPage, qtbot: QtBot) -> None:
    stats = samples.stats(365)
    page.show_stats(stats)
    with qtbot.waitSignal(page.kinds_requested):
        qtbot.mouseClick(page.points.by_kind, Qt.MouseButton.LeftButton)
    page.show_kind_days(samples.kind_days(stats))
    assert page.points.grouping is Grouping.WEEK
    assert page.chart is not None
    assert len(page.chart.drawing.bars) == 6
    choose(qtbot, page, "groupings", 0)
    assert not page.points.by_kind.isChecked()
    assert len(drawn(page)) == 365


def test_layers_gather_the_small_kinds() -> None:
    stats = samples.stats(60)
    kinds_by_day = KindDays(
        stats.days[0].day, {f"kind_{number}": tuple(number for _ in stats.days) for number in range(1, 10)}
    )
    made = layers(kinds_by_day, spans(stats.days, Grouping.MONTH))
    assert [layer.words for layer in made] == ["Kind 9", "Kind 8", "Kind 7", "Kind 6", "Kind 5", "Others"]
    assert sum(sum(layer.points) for layer in made) == 60 * 45
    assert len({layer.colour(DARK) for layer in made}) == 6


def test_an_idle_range_after_busy_ones_is_shown_as_it_is(page: InsightsPage) -> None:
    page.show_stats(samples.no_stats(30))
    assert page.state == "content"
    assert page.total.figure.text() == "0"
    assert {row for _, row in drawn(page)} == {0}
