"""What the chart of points draws, with pyqtgraph, which is imported only when a chart is made."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from momentum_desktop.gui.chart_ticks import day_ticks, point_ticks
from momentum_desktop.gui.insight_figures import Grouping, KindLayer, Span
from momentum_desktop.gui.theme import CAPTION, GRID, LIGHT, Theme, font

MOST_DOTS = 45
"""So many days in sight still get a dot each."""

BAR = 0.8
"""How much of its days a bar is wide."""

EDGE = 0.02
"""The room beside the first and the last day, in parts of what is in sight."""


class PointsPlot(QWidget):
    """Days as a line one pixel wide, weeks and months as bars, with axes that suit what is in sight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        import pyqtgraph

        from momentum_desktop.gui.chart_wash import ChartWash

        self._pg: Any = pyqtgraph
        self._theme = LIGHT
        self._spans: tuple[Span, ...] = ()
        self._middles: list[float] = []
        self._layers: tuple[KindLayer, ...] = ()
        self._by_day = True
        self._sight = (0.0, 1.0)
        self.plot: Any = pyqtgraph.PlotWidget(background=None)
        self.plot.setObjectName("points_chart")
        self.plot.setAccessibleName("Points over time")
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plot.setMouseEnabled(x=False, y=False)
        self.plot.setMenuEnabled(False)
        # Made all the same, and left to Python, which would let go of it in whichever thread clears up.
        menu = self.plot.getPlotItem().ctrlMenu
        menu.setParent(self.plot, menu.windowFlags())
        self.plot.getPlotItem().stateGroup.setParent(self.plot)
        self.plot.hideButtons()
        self.plot.showGrid(y=True, alpha=0.5)
        self.plot.getAxis("left").setZValue(-1)
        self.plot.getAxis("left").setStyle(hideOverlappingLabels=False)
        self.plot.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self._box: Any = self.plot.getPlotItem().vb
        self._wash = ChartWash()
        self._box.addItem(self._wash, ignoreBounds=True)
        self.curve: Any = self.plot.plot([], [], antialias=True)
        self.curve.setClipToView(True)
        self.bars: list[Any] = []
        self._mark: Any = pyqtgraph.ScatterPlotItem(size=9)
        self._mark.setZValue(10)
        self.plot.addItem(self._mark)
        self._stretch: Any = pyqtgraph.LinearRegionItem(movable=False)
        self._stretch.setZValue(-2)
        self._stretch.hide()
        self.plot.addItem(self._stretch)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.plot)

    @property
    def spans(self) -> tuple[Span, ...]:
        return self._spans

    @property
    def ends(self) -> tuple[float, float]:
        """Where all days begin and end, as ordinals."""
        if not self._spans:
            return 0.0, 1.0
        return self._spans[0].first.toordinal() - 0.5, self._spans[-1].last.toordinal() + 0.5

    def show_spans(self, spans: tuple[Span, ...], grouping: Grouping, layers: tuple[KindLayer, ...]) -> None:
        """All days, gathered in spans. With layers each span is a bar of as many parts."""
        self._spans, self._layers = spans, layers
        self._middles = [middle(span) for span in spans]
        self._by_day = grouping is Grouping.DAY and not layers
        self._draw()

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        for side in ("left", "bottom"):
            axis = self.plot.getAxis(side)
            axis.setTextPen(theme.muted)
            axis.setPen(theme.track)
            axis.setTickFont(font(CAPTION))
            axis.setStyle(tickLength=0, tickTextOffset=GRID)
        self._draw()

    def show_sight(self, first: float, last: float) -> None:
        """What is in sight, from one ordinal to another."""
        self._sight = (first, last)
        if not self._spans:
            return
        low = bisect_left(self._middles, first)
        high = max(low + 1, bisect_left(self._middles, last))
        seen = self._spans[low:high]
        most = max((span.points for span in seen), default=0)
        ticks = point_ticks(most)
        self.plot.setXRange(first, last, padding=EDGE)
        self.plot.setYRange(0, max(ticks[-1][0], most), padding=0.03)
        self.plot.getAxis("left").setTicks([ticks])
        room = max(1, self.width() // (9 * GRID))
        begin, end = date.fromordinal(max(1, round(first + 0.5))), date.fromordinal(max(1, round(last - 0.5)))
        self.plot.getAxis("bottom").setTicks([day_ticks(begin, end, room, self._spans[-1].last)])
        dots = "o" if self._by_day and len(seen) <= MOST_DOTS else None
        if dots != self.curve.opts["symbol"]:
            self.curve.setSymbol(dots)

    def place_at(self, x: float) -> int | None:
        """The place of the span at an ordinal."""
        at = bisect_left(self._middles, x)
        near = [place for place in (at - 1, at) if 0 <= place < len(self._spans)]
        place = min(near, key=lambda place: abs(self._middles[place] - x), default=None)
        if place is None:
            return None
        span = self._spans[place]
        return place if span.first.toordinal() - 1 <= x <= span.last.toordinal() + 1 else None

    def within(self, one: float, other: float) -> Sequence[Span]:
        """The spans whose middles lie between two ordinals."""
        low, high = sorted((one, other))
        return self._spans[bisect_left(self._middles, low) : bisect_left(self._middles, high)]

    def x_at(self, pixel: int) -> float:
        """The ordinal under a pixel of the plot's viewport."""
        return float(self._box.mapSceneToView(self.plot.mapToScene(QPoint(pixel, 0))).x())

    def over_days(self, place: QPoint) -> bool:
        """Whether a place of the viewport lies between the axes."""
        return bool(self._box.sceneBoundingRect().contains(self.plot.mapToScene(place)))

    def place_of(self, x: float, y: float | None = None) -> QPointF:
        """Where a point is in this widget; without `y` at the top."""
        top = self._box.viewRange()[1][1] if y is None else y
        found: QPointF = QPointF(self.plot.mapFromScene(self._box.mapViewToScene(QPointF(x, top))))
        return found

    def days_per_pixel(self) -> float:
        return float(self._box.viewPixelSize()[0])

    def show_mark(self, span: Span | None) -> None:
        """A dot on one span, or none."""
        self._mark.setData([] if span is None else [middle(span)], [] if span is None else [span.points])

    def show_stretch(self, first: date, last: date) -> None:
        """Tints these days."""
        self._stretch.setRegion((first.toordinal() - 0.5, last.toordinal() + 0.5))
        self._stretch.show()

    def hide_stretch(self) -> None:
        self._stretch.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.show_sight(*self._sight)

    def _draw(self) -> None:
        self.hide_stretch()
        accent = QColor(self._theme.accent)
        wash = QColor(accent)
        wash.setAlpha(44)
        points = [span.points for span in self._spans] if self._by_day else []
        xs = self._middles if self._by_day else []
        self.curve.setData(xs, points)
        self.curve.setPen(self._pg.mkPen(accent, width=1))
        self.curve.setSymbolSize(5)
        self.curve.setSymbolPen(None)
        self.curve.setSymbolBrush(self._pg.mkBrush(accent))
        self._wash.show_points(xs, [float(each) for each in points], wash)
        self._draw_bars(accent)
        self._stretch.setBrush(self._pg.mkBrush(wash))
        for edge in self._stretch.lines:
            edge.setPen(self._pg.mkPen(accent, width=1))
        self._mark.setBrush(self._pg.mkBrush(self._theme.flame))
        self._mark.setPen(self._pg.mkPen(self._theme.surface, width=2))
        self.show_mark(None)
        self.show_sight(*self._sight)

    def _draw_bars(self, accent: QColor) -> None:
        for bar in self.bars:
            self.plot.removeItem(bar)
        self.bars = []
        if self._by_day:
            return
        widths = [((span.last - span.first).days + 1) * BAR for span in self._spans]
        heights = [0] * len(self._spans)
        parts = [(QColor(layer.colour(self._theme)), layer.points) for layer in self._layers]
        for colour, points in parts or [(accent, tuple(span.points for span in self._spans))]:
            bar = self._pg.BarGraphItem(
                x=self._middles,
                y0=heights,
                height=list(points),
                width=widths,
                pen=self._pg.mkPen(None),
                brush=self._pg.mkBrush(colour),
            )
            self.bars.append(bar)
            self.plot.addItem(bar)
            heights = [low + own for low, own in zip(heights, points, strict=True)]


def middle(span: Span) -> float:
    """The ordinal of the middle of a span."""
    return (span.first.toordinal() + span.last.toordinal()) / 2
