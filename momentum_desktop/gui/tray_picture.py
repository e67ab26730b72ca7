"""How today stands, and the tray's picture of it: told apart by shape, in a colour that light and dark panels bear."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

from momentum_desktop.service.values import Progress, StreakStanding

KEPT, DUE, RESTING = "kept", "due", "resting"
INK = "#7d72f2"
MARK = "#ffffff"
SIDES = (16, 22, 24, 32, 48, 64)
WHOLE = 16.0


def day_streak(progress: Progress) -> StreakStanding | None:
    """The streak that a day is told by: the first that counts days."""
    return next((streak for streak in progress.streaks if streak.period == "day"), None)


def day_state(progress: Progress) -> str:
    """Whether today is kept, still due, or asks for nothing."""
    streak = day_streak(progress)
    if streak is None or streak.status == "resting":
        return RESTING
    return KEPT if streak.status == "kept" else DUE


def tray_icon(state: str) -> QIcon:
    """A tick on a disc for a day that is kept, an open ring with a spark in it for one that is due, a moon for rest."""
    made = QIcon()
    for side in SIDES:
        made.addPixmap(_picture(state, side))
    return made


def _picture(state: str, side: int) -> QPixmap:
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(side / WHOLE, side / WHOLE)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(INK))
    if state == KEPT:
        painter.drawEllipse(QRectF(1, 1, 14, 14))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_pen(MARK, 2))
        painter.drawPolyline([QPointF(4.6, 8.4), QPointF(7, 10.8), QPointF(11.4, 5.6)])
    elif state == DUE:
        painter.drawEllipse(QRectF(5.5, 5.5, 5, 5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_pen(INK, 2))
        painter.drawArc(QRectF(2, 2, 12, 12), 90 * 16, -290 * 16)
    else:
        moon = QPainterPath()
        moon.addEllipse(QRectF(1.5, 1.5, 13, 13))
        bite = QPainterPath()
        bite.addEllipse(QRectF(6.2, -0.4, 11, 11))
        painter.drawPath(moon.subtracted(bite))
    painter.end()
    return pixmap


def _pen(color: str, width: float) -> QPen:
    return QPen(QColor(color), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
