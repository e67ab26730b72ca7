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

from momentum_desktop.gui.changes_card import EARLY, STEADY
from momentum_desktop.gui.chart_ticks import day_ticks, point_ticks
from momentum_desktop.gui.figure_table import FigureTableModel
from momentum_desktop.gui.insight_figures import (
    Grouping,
    Span,
    average_active,
    hours_sentence,
    kinds,
    kinds_sentence,
    layers,
    points_sentence,
    span_words,
    spans,
)
from momentum_desktop.gui.insights_page import InsightsPage
from momentum_desktop.gui.scroll_column import ScrollColumn
from momentum_desktop.gui.theme import DARK, LIGHT
from momentum_desktop.service.insight_values import KindDays
from momentum_desktop.service.values import DayTotal, Stats
from momentum_desktop.service.why_values import WhyQuestion
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
    xs, ys = page.chart.drawing.curve.getData()
    return [(date.fromordinal(round(float(x))), round(float(y))) for x, y in zip(xs, ys, strict=True)]


def bars(page: InsightsPage) -> list[int]:
    assert page.chart is not None
    (drawn_bars,) = page.chart.drawing.bars
    return [round(float(height)) for height in drawn_bars.opts["height"]]


def choose(qtbot: QtBot, page: InsightsPage, row: str, place: int) -> None:
    qtbot.mouseClick(getattr(page, row, getattr(page.points, row, None)).button(place), Qt.MouseButton.LeftButton)


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
    assert tiles["Most days in a row"].record.figure == "57 days"
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
