"""The points over time, drawn with pyqtgraph, which is imported only when a chart is made."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from momentum_desktop.gui.chart_ticks import day_ticks, point_ticks
from momentum_desktop.gui.insight_figures import Grouping, Span, span_words
from momentum_desktop.gui.theme import CAPTION, GRID, LIGHT, Theme, figures, font
from momentum_desktop.gui.wording import counted

MOST_DOTS = 45
"""So many days still get a dot each."""


class PointsChart(QWidget):
    """Days as a line one pixel wide, weeks and months as bars; the mouse asks for the figures of one of them, or
    of a stretch that it drags over. `span_chosen` comes with the one that is clicked."""

    span_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        import pyqtgraph

        self._pg: Any = pyqtgraph
        self._theme = LIGHT
        self._spans: tuple[Span, ...] = ()
        self._grouping = Grouping.DAY
        self.plot: Any = pyqtgraph.PlotWidget(background=None)
        self.plot.setObjectName("points_chart")
        self.plot.setAccessibleName("Points over time")
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plot.setMouseEnabled(x=False, y=False)
        self.plot.setMenuEnabled(False)
        self.plot.hideButtons()
        self.plot.showGrid(y=True, alpha=0.5)
        self.plot.getAxis("left").setZValue(-1)
        self.curve: Any = self.plot.plot([], [], antialias=True)
        self.bars: Any = pyqtgraph.BarGraphItem(x=[], height=[], width=1)
        self.plot.addItem(self.bars)
        self._mark: Any = pyqtgraph.ScatterPlotItem(size=9)
        self._mark.setZValue(10)
        self.plot.addItem(self._mark)
        self._stretch: Any = pyqtgraph.LinearRegionItem(movable=False)
        self._stretch.setZValue(-2)
        self._stretch.hide()
        self.plot.addItem(self._stretch)
        self._dragged_from: float | None = None
        self._dragging = False
        self.plot.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.tip = QLabel(self)
        self.tip.setObjectName("points_chart_tip")
        self.tip.setFont(figures(CAPTION, QFont.Weight.Medium))
        self.tip.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.tip.hide()
        self.plot.scene().sigMouseMoved.connect(self._on_scene_mouse_moved)
        self.plot.viewport().installEventFilter(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.plot)
        self.tip.raise_()

    @property
    def series(self) -> tuple[tuple[date, int], ...]:
        """What is drawn: the first day of each span with its points."""
        return tuple((span.first, span.points) for span in self._spans)

    def show_spans(self, spans: tuple[Span, ...], grouping: Grouping) -> None:
        self._spans, self._grouping = spans, grouping
        self._draw()

    def setAccessibleDescription(self, description: str) -> None:
        super().setAccessibleDescription(description)
        self.plot.setAccessibleDescription(description)

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        for side in ("left", "bottom"):
            axis = self.plot.getAxis(side)
            axis.setTextPen(theme.muted)
            axis.setPen(theme.track)
            axis.setTickFont(font(CAPTION))
            axis.setStyle(tickLength=0, tickTextOffset=GRID)
        self.tip.setStyleSheet(
            f"background: {theme.text}; color: {theme.window}; border-radius: {GRID}px; padding: 4px 8px;"
        )
        self._draw()

    def words_at(self, x: float) -> str:
        """What the chart says at this place of its axis (a day's ordinal)."""
        span = self._span_at(x)
        return _told(span, self._grouping) if span else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel:
            # The page scrolls, not the chart.
            event.ignore()
            return True
        if isinstance(event, QMouseEvent) and self._drag(event):
            return True
        if event.type() == QEvent.Type.Leave:
            self._forget()
        if event.type() == QEvent.Type.Resize:
            self._tick()
        return super().eventFilter(watched, event)

    def _draw(self) -> None:
        self._forget()
        self._stretch.hide()
        middles = [_middle(span) for span in self._spans]
        points = [span.points for span in self._spans]
        accent = QColor(self._theme.accent)
        wash = QColor(accent)
        wash.setAlpha(44)
        by_day = self._grouping is Grouping.DAY
        self.curve.setData(middles if by_day else [], points if by_day else [])
        self.curve.setPen(self._pg.mkPen(accent, width=1))
        self.curve.setFillLevel(0)
        self.curve.setFillBrush(self._pg.mkBrush(wash))
        self.curve.setSymbol("o" if by_day and len(points) <= MOST_DOTS else None)
        self.curve.setSymbolSize(5)
        self.curve.setSymbolPen(None)
        self.curve.setSymbolBrush(self._pg.mkBrush(accent))
        widths = [((span.last - span.first).days + 1) * 0.8 for span in self._spans]
        self.bars.setOpts(
            x=[] if by_day else middles,
            height=[] if by_day else points,
            width=[] if by_day else widths,
            pen=self._pg.mkPen(None),
            brush=self._pg.mkBrush(accent),
        )
        self._stretch.setBrush(self._pg.mkBrush(wash))
        for edge in self._stretch.lines:
            edge.setPen(self._pg.mkPen(accent, width=1))
        self._mark.setBrush(self._pg.mkBrush(self._theme.flame))
        self._mark.setPen(self._pg.mkPen(self._theme.surface, width=2))
        self._tick()

    def _tick(self) -> None:
        if not self._spans:
            return
        first, last = self._spans[0].first, self._spans[-1].last
        most = max(span.points for span in self._spans)
        ticks = point_ticks(most)
        edge = 0.5 if self._grouping is not Grouping.DAY else 0.0
        self.plot.setXRange(first.toordinal() - edge, last.toordinal() + edge, padding=0.02)
        self.plot.setYRange(0, max(ticks[-1][0], most), padding=0.03)
        self.plot.getAxis("left").setTicks([ticks])
        room = max(1, int(self.plot.width() // (9 * GRID)))
        self.plot.getAxis("bottom").setTicks([day_ticks(first, last, room)])

    def _span_at(self, x: float) -> Span | None:
        nearest = min(self._spans, key=lambda span: abs(_middle(span) - x), default=None)
        if nearest is None or not nearest.first.toordinal() - 1 <= x <= nearest.last.toordinal() + 1:
            return None
        return nearest

    def _forget(self) -> None:
        self.tip.hide()
        self._mark.setData([], [])

    def _on_scene_mouse_moved(self, place: QPointF) -> None:
        box = self.plot.getPlotItem().vb
        if not box.sceneBoundingRect().contains(place):
            self._forget()
            return
        x = float(box.mapSceneToView(place).x())
        span = self._span_at(x)
        if span is None:
            self._forget()
            return
        self._mark.setData([_middle(span)], [span.points])
        self._tell(self.words_at(x), box.mapViewToScene(QPointF(_middle(span), span.points)))

    def _drag(self, event: QMouseEvent) -> bool:
        """Follows the left button; true once the mouse is on its way."""
        box = self.plot.getPlotItem().vb
        x = float(box.mapSceneToView(self.plot.mapToScene(event.position().toPoint())).x())
        if event.type() == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            self._dragged_from = x
            self._dragging = False
            self._stretch.hide()
        elif event.type() == QEvent.Type.MouseMove and self._dragged_from is not None:
            self._dragging = True
            self._show_stretch(self._dragged_from, x)
            return True
        elif event.type() == QEvent.Type.MouseButtonRelease:
            clicked = self._dragged_from is not None and not self._dragging
            self._dragged_from = None
            span = self._span_at(x)
            if clicked and span is not None:
                self.span_chosen.emit(span)
        return False

    def _show_stretch(self, one: float, other: float) -> None:
        low, high = sorted((one, other))
        within = [span for span in self._spans if low <= _middle(span) <= high]
        if not within:
            return
        self._mark.setData([], [])
        self._stretch.setRegion((within[0].first.toordinal() - 0.5, within[-1].last.toordinal() + 0.5))
        self._stretch.show()
        whole = Span(
            within[0].first, within[-1].last, sum(row.points for row in within), sum(row.events for row in within)
        )
        box = self.plot.getPlotItem().vb
        self._tell(_told(whole, Grouping.WEEK), box.mapViewToScene(QPointF(_middle(whole), box.viewRange()[1][1])))

    def _tell(self, words: str, at: QPointF) -> None:
        self.tip.setText(words)
        self.tip.adjustSize()
        left = min(max(0.0, at.x() - self.tip.width() / 2), self.width() - self.tip.width())
        above = at.y() - self.tip.height() - GRID
        self.tip.move(round(left), round(above if above >= 0 else at.y() + GRID))
        self.tip.show()


def _told(span: Span, grouping: Grouping) -> str:
    return f"{span_words(span, grouping)}: {counted(span.points, 'point')}, {counted(span.events, 'event')}"


def _middle(span: Span) -> float:
    return (span.first.toordinal() + span.last.toordinal()) / 2
