"""The card of advanced analytics: this year beside the years before, and where it leads at the present pace."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF, QShowEvent
from PySide6.QtWidgets import QWidget

from momentum_desktop.gui.chart_card import ChartCard
from momentum_desktop.gui.chart_ticks import point_ticks
from momentum_desktop.gui.theme import CAPTION, GRID, LIGHT, Theme, figures
from momentum_desktop.gui.wording import MONTHS, counted
from momentum_desktop.service.values import Stats

LONGEST_YEAR, PACE_DAYS, MOST_YEARS = 366, 28, 12
HEIGHT, FOOT, HEAD, SIDE = 30 * GRID, 22, 14, 7 * GRID


@dataclass(frozen=True)
class Year:
    """The points that a year had brought by each of its days, from 1 January to its last day that is known;
    `first_day` is the day of the year with which it began to be known."""

    number: int
    sums: tuple[int, ...]
    first_day: int = 1

    def by(self, day: int) -> int:
        """What it had brought by a day of the year, 1 to 366."""
        return self.sums[min(day, len(self.sums)) - 1] if self.sums else 0


@dataclass(frozen=True)
class Outlook:
    """Where the present year leads: points at its end if each day brings what the last four weeks did on average."""

    pace: float
    at_end: int


def years_of(stats: Stats) -> tuple[Year, ...]:
    """The years of a whole life that brought any points, and the present one, oldest first; of very many the last."""
    by_year: dict[int, list[int]] = {}
    began: dict[int, int] = {}
    for each in stats.days:
        first = began.setdefault(each.day.year, _day_of_year(each.day))
        by_year.setdefault(each.day.year, [0] * (first - 1)).append(each.points)
    years = [Year(number, tuple(accumulate(points)), began[number]) for number, points in sorted(by_year.items())]
    return tuple(year for year in years if year is years[-1] or year.sums[-1] > 0)[-MOST_YEARS:]


def outlook_of(stats: Stats) -> Outlook | None:
    """None before there is a pace."""
    if not stats.days:
        return None
    last = stats.days[-PACE_DAYS:]
    pace = sum(each.points for each in last) / len(last)
    today = stats.days[-1].day
    left = (date(today.year, 12, 31) - today).days
    return Outlook(pace, years_of(stats)[-1].sums[-1] + round(pace * left)) if pace > 0 else None


def years_sentence(stats: Stats) -> str:
    """The gist in two sentences."""
    years, outlook = years_of(stats), outlook_of(stats)
    if not years:
        return "Your years will stand side by side here."
    present, day = years[-1], len(years[-1].sums)
    said = f"{present.number} has brought {counted(present.sums[-1], 'point')} so far"
    follows = len(years) > 1 and years[-2].number == present.number - 1
    before = years[-2].by(day) if follows else 0
    if before:
        share = round(100 * abs(present.sums[-1] - before) / before)
        way = "more" if present.sums[-1] >= before else "fewer"
        than = f"{share} % {way} than" if share else "as many as"
        said += f", {than} {years[-2].number} by the same day"
    if outlook is not None:
        said += f". At the pace of the last four weeks it ends with {counted(outlook.at_end, 'point')}"
    return said + "."


class YearsCard(ChartCard):
    """`whole_requested` asks for the statistics of all days, when the card is seen and may be behind."""

    whole_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("insight_years", "Year by year", HEIGHT, parent)
        self.lines = YearLines()
        self.set_chart(self.lines)
        self._stale = True
        self._opened, self._shows_points = False, True
        self.hide()

    def open_up(self, opened: bool) -> None:
        """Whether the perk is there that shows this card."""
        self._opened = opened
        self.setVisible(self._opened and self._shows_points)

    def show_points(self, shown: bool) -> None:
        """It is all about points: without them it is not there."""
        self._shows_points = shown
        self.setVisible(self._opened and self._shows_points)

    def forget(self) -> None:
        """What is shown may no longer be all there is."""
        self._stale = True
        if self.isVisible():
            self.whole_requested.emit()

    def show_whole(self, stats: Stats) -> None:
        self._stale = False
        years = years_of(stats)
        self.lines.show_years(years, outlook_of(stats))
        self.say(years_sentence(stats))
        rows: tuple[tuple[str | int, ...], ...] = tuple(
            (name, *(year.by(_month_end(year.number, month)) for year in reversed(years)))
            for month, name in enumerate(MONTHS, 1)
            if years and (len(years) > 1 or _month_end(years[-1].number, month - 1) < len(years[-1].sums))
        )
        self.model.show_rows(("By the end of", *(str(year.number) for year in reversed(years))), rows)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self.lines.apply_theme(theme)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.whole_requested.emit()


class YearLines(QWidget):
    """One line a year from January to December, the present one on top, dashed where it leads."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("year_lines")
        self.setAccessibleName("Points of each year, added up")
        self._theme = LIGHT
        self.years: tuple[Year, ...] = ()
        self.outlook: Outlook | None = None

    def show_years(self, years: tuple[Year, ...], outlook: Outlook | None) -> None:
        self.years, self.outlook = years, outlook
        self.update()

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(60 * GRID, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.years:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(figures(CAPTION))
        box = QRectF(self.rect()).adjusted(SIDE, HEAD, -SIDE, -FOOT)
        most = max(1, *(year.sums[-1] for year in self.years), self.outlook.at_end if self.outlook else 0)
        most = round(point_ticks(most)[-1][0])
        self._frame(painter, box, most)
        inks = [QColor(self._theme.muted)] * (len(self.years) - 1) + [QColor(self._theme.accent)]
        for age, (year, ink) in enumerate(zip(self.years, inks, strict=True)):
            present = year is self.years[-1]
            if not present:
                ink = QColor(ink)
                ink.setAlphaF(0.45 + 0.5 * (age + 1) / len(self.years))
            painter.setPen(QPen(ink, 2.5 if present else 1.5))
            known = range(year.first_day, len(year.sums) + 1)
            corners = [self._at(box, day, year.by(day), most) for day in known]
            painter.drawPolyline(QPolygonF(corners))
            if present:
                self._lead(painter, box, corners[-1], most)
        self._names(painter, box, most)

    def _frame(self, painter: QPainter, box: QRectF, most: int) -> None:
        for points, words in point_ticks(most):
            y = box.bottom() - points / most * box.height()
            painter.setPen(QPen(QColor(self._theme.track), 1))
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
            painter.setPen(QColor(self._theme.muted))
            place = QRectF(0, y - 8, SIDE - GRID, 16)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
        for month, name in enumerate(MONTHS):
            x = box.left() + box.width() * (month + 0.5) / 12
            place = QRectF(x - 2 * GRID, box.bottom() + 4, 4 * GRID, FOOT - 4)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, name)

    def _lead(self, painter: QPainter, box: QRectF, now: QPointF, most: int) -> None:
        if self.outlook is not None:
            painter.setPen(QPen(QColor(self._theme.accent), 1.5, Qt.PenStyle.DashLine))
            painter.drawLine(now, self._at(box, LONGEST_YEAR, self.outlook.at_end, most))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.accent))
        painter.drawEllipse(now, 4, 4)

    def _names(self, painter: QPainter, box: QRectF, most: int) -> None:
        """Each year's number at the end of its line, as long as there is room between them."""
        painter.setFont(figures(CAPTION, QFont.Weight.DemiBold))
        height = QFontMetricsF(painter.font()).height()
        taken: list[float] = []
        for year in reversed(self.years):
            present = year is self.years[-1]
            end = self.outlook.at_end if present and self.outlook else year.sums[-1]
            y = self._at(box, LONGEST_YEAR, end, most).y()
            if all(abs(y - other) >= height for other in taken):
                taken.append(y)
                painter.setPen(QColor(self._theme.accent if present else self._theme.muted))
                place = QRectF(box.right() + GRID / 2, y - height / 2, SIDE - GRID / 2, height)
                painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, str(year.number))

    def _at(self, box: QRectF, day: int, points: int, most: int) -> QPointF:
        return QPointF(
            box.left() + box.width() * (day - 1) / (LONGEST_YEAR - 1), box.bottom() - box.height() * points / most
        )


def _day_of_year(day: date) -> int:
    return day.timetuple().tm_yday


def _month_end(year: int, month: int) -> int:
    """The day of the year with which a month ends; 0 for the month before the first."""
    return _day_of_year(date(year, 12, 31)) if month == 12 else (date(year, month + 1, 1) - date(year, 1, 1)).days
