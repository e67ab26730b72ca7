"""The card that a perk opens among the insights: month beside month, and a forecast of the present one."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from momentum_desktop.gui.chart_card import ChartCard
from momentum_desktop.gui.month_figures import Month, months_of, months_sentence
from momentum_desktop.gui.theme import CAPTION, GRID, LIGHT, Theme, figures
from momentum_desktop.gui.wording import MONTHS, grouped
from momentum_desktop.service.values import Stats

HEIGHT = 22 * GRID
FOOT, HEAD = 20, 18


class MonthsCard(ChartCard):
    """Shows a year of statistics by the month."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("insight_months", "Month by month", HEIGHT, parent)
        self.bars = MonthBars()
        self.set_chart(self.bars)

    def show_year(self, stats: Stats) -> None:
        months = months_of(stats.days)
        self.bars.show_months(months)
        self.say(months_sentence(months))
        rows = tuple((month.words, month.points, month.active) for month in reversed(months))
        self.model.show_rows(("Month", "Points", "Active days"), rows)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self.bars.apply_theme(theme)


class MonthBars(QWidget):
    """A bar for each month; the forecast is an outline above the present one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._months: tuple[Month, ...] = ()
        self._face = figures(CAPTION)

    def show_months(self, months: tuple[Month, ...]) -> None:
        self._months = months
        self.setAccessibleName(months_sentence(months))
        self.update()

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._months:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._face)
        most = max(max(month.points, month.forecast or 0) for month in self._months) or 1
        step = self.width() / len(self._months)
        ground = self.height() - FOOT
        for place, month in enumerate(self._months):
            left, width = place * step + step * 0.18, step * 0.64
            height = (ground - HEAD) * month.points / most
            bar = QRectF(left, ground - height, width, height)
            present = place == len(self._months) - 1
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.accent if present else self._theme.track))
            painter.drawRoundedRect(bar, 4, 4)
            top = bar.top()
            if month.forecast is not None:
                whole = (ground - HEAD) * month.forecast / most
                top = ground - whole
                painter.setPen(QPen(QColor(self._theme.accent), 1.5, Qt.PenStyle.DashLine))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(left, top, width, whole), 4, 4)
            painter.setPen(QColor(self._theme.muted))
            words = QRectF(place * step, ground, step, FOOT)
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter, MONTHS[month.first.month - 1])
            if step > 5 * GRID:
                count = QRectF(place * step, top - HEAD, step, HEAD)
                painter.drawText(count, Qt.AlignmentFlag.AlignCenter, grouped(month.forecast or month.points))
