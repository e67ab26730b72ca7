"""How a number grew from day to day, as a small line up to its goal."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from momentum_desktop.engine.values import Number
from momentum_desktop.gui.theme import CAPTION, GRID, LIGHT, Theme, figures
from momentum_desktop.gui.wording import day_words, grouped

HEIGHT, FOOT, HEAD = 13 * GRID, 20, 18


class CourseLine(QWidget):
    """Steps from the first day to the last, one pixel wide, under a dashed line at the goal."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("course_line")
        self.setAccessibleName("How it grew")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._theme = LIGHT
        self._ink = LIGHT.accent
        self._course: tuple[tuple[date, Number], ...] = ()
        self._goal: Number = 1

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_course(self, course: tuple[tuple[date, Number], ...], goal: Number, ink: str) -> None:
        """The number after each day that moved it, what it is to reach, and the colour of the line."""
        self._course, self._goal, self._ink = course, goal, ink
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(30 * GRID, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(24 * GRID, HEIGHT)

    def points(self) -> list[QPointF]:
        """Where the corners of the line are."""
        box = self._box()
        first, last = self._course[0][0].toordinal(), self._course[-1][0].toordinal()
        goal = float(self._goal)
        corners = [QPointF(box.left(), box.bottom())]
        for day, value in self._course:
            across = 1.0 if last == first else (day.toordinal() - first) / (last - first)
            x = box.left() + across * box.width()
            corners.append(QPointF(x, corners[-1].y()))
            corners.append(QPointF(x, box.bottom() - min(1.0, float(value) / goal) * box.height()))
        return corners

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._course:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self._box()
        painter.setPen(QPen(QColor(self._theme.muted), 1, Qt.PenStyle.DashLine))
        painter.drawLine(box.topLeft(), box.topRight())
        painter.setPen(QPen(QColor(self._theme.track), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        corners = self.points()
        ground = QPainterPath(QPointF(corners[0].x(), box.bottom()))
        for corner in corners:
            ground.lineTo(corner)
        ground.lineTo(corners[-1].x(), box.bottom())
        wash = QColor(self._ink)
        wash.setAlpha(40)
        painter.fillPath(ground, wash)
        painter.setPen(QPen(QColor(self._ink), 1))
        painter.drawPolyline(QPolygonF(corners))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._ink))
        painter.drawEllipse(corners[-1], 3.5, 3.5)
        self._write(painter, box)

    def _box(self) -> QRectF:
        return QRectF(self.rect()).adjusted(4.5, HEAD + 0.5, -4.5, -FOOT - 0.5)

    def _write(self, painter: QPainter, box: QRectF) -> None:
        painter.setFont(figures(CAPTION))
        painter.setPen(QColor(self._theme.muted))
        head = QRectF(0, 0, self.width(), HEAD - 2)
        painter.drawText(head, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, grouped(self._goal))
        first, last = day_words(self._course[0][0]), day_words(self._course[-1][0])
        foot = QRectF(0, box.bottom() + 4, self.width(), FOOT - 4)
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, last)
        metrics = QFontMetricsF(painter.font())
        if first != last and metrics.horizontalAdvance(first + last) + 2 * GRID < self.width():
            painter.drawText(foot, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, first)
