"""The round picture of an achievement, a streak or a level: an icon on a disc, inside a ring that shows progress.

One that has a tier wears it at its foot as one, two or three studs, in its metal once it is won."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QConicalGradient, QLinearGradient, QPainter, QPainterPath, QPen

from momentum_desktop.gui.icons import icon_pixmap
from momentum_desktop.gui.theme import Theme

WHITE = "#ffffff"
SEAM = 8
"""Degrees that the round end of a ring may reach back over its start."""

METALS = {
    "bronze": ("#8a4b1f", "#d99a63"),
    "silver": ("#6a748c", "#ccd4e2"),
    "gold": ("#b57a00", "#ffd45c"),
}
PLATES = {"disc": "Disc", "hexagon": "Hexagon", "flower": "Flower", "shield": "Shield"}
"""The shapes on which the icon of a medallion may lie."""
STUDS = {"bronze": 1, "silver": 2, "gold": 3}


@dataclass(frozen=True)
class Medallion:
    """What a medallion shows: its icon, how full its ring is (0 to 1), its two colours, whether it is won, and its
    tier if it has one."""

    icon_name: str
    fraction: float
    colours: tuple[str, str]
    filled: bool
    tier: str | None = None


def category_colours(theme: Theme, category: str) -> tuple[str, str]:
    """The gradient of a category; one that the theme does not know takes the accent."""
    return theme.categories.get(category, (theme.accent, theme.accent))


def paint_medallion(
    painter: QPainter, centre: QPointF, radius: float, look: Medallion, theme: Theme, ratio: float
) -> None:
    """Paints it around the centre; `radius` reaches to the middle of the ring's stroke."""
    deep, bright = (QColor(colour) for colour in look.colours)
    metal = METALS.get(look.tier or "") if look.filled else None
    stroke = max(3.0, radius * 0.13)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.track), stroke))
    painter.drawEllipse(centre, radius, radius)
    if look.fraction > 0:
        # The gradient runs against the clock from a seam that lies just before the ring's round start.
        sweep = QConicalGradient(centre, 90 + SEAM)
        if metal:
            for turn in range(5):
                sweep.setColorAt(turn / 4, QColor(metal[turn % 2]))
        else:
            sweep.setColorAt(0.0, bright)
            sweep.setColorAt(1.0, deep)
        whole = look.fraction * 360 > 360 - 2 * SEAM
        cap = Qt.PenCapStyle.FlatCap if whole else Qt.PenCapStyle.RoundCap
        painter.setPen(QPen(QBrush(sweep), stroke, Qt.PenStyle.SolidLine, cap))
        ring = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        painter.drawArc(ring, 90 * 16, -round(360 * 16 * min(1.0, look.fraction)))
    inner = radius - stroke * 1.6
    painter.setPen(Qt.PenStyle.NoPen)
    if look.filled:
        slope = QLinearGradient(centre - QPointF(inner, inner), centre + QPointF(inner, inner))
        slope.setColorAt(0, bright)
        slope.setColorAt(1, deep)
        painter.setBrush(slope)
    else:
        painter.setBrush(QColor(theme.track))
    painter.drawPath(plate(theme.plate, centre, inner))
    glyph = round(inner * (1.2 if theme.plate == "disc" else 1.05))
    ink = WHITE if look.filled else theme.muted
    corner = QPointF(round((centre.x() - glyph / 2) * ratio) / ratio, round((centre.y() - glyph / 2) * ratio) / ratio)
    painter.drawPixmap(corner, icon_pixmap(look.icon_name, ink, glyph, ratio))
    if look.tier in STUDS:
        _paint_studs(painter, QPointF(centre.x(), centre.y() + radius), radius, look, theme)
    painter.restore()


def plate(shape: str, centre: QPointF, radius: float) -> QPainterPath:
    """The outline of a plate within a circle; an unknown shape is a disc."""
    path = QPainterPath()
    if shape == "hexagon":
        turns = [math.radians(60 * corner - 90) for corner in range(7)]
        points = [centre + QPointF(math.cos(turn), math.sin(turn)) * radius for turn in turns]
        # Starts in the middle of a side, and rounds each corner on the way to the middle of the next.
        middles = [(points[side] + points[side + 1]) / 2 for side in range(6)]
        path.moveTo(middles[-1])
        for side in range(6):
            path.lineTo(points[side] + (middles[side - 1] - points[side]) * 0.35)
            path.quadTo(points[side], points[side] + (middles[side] - points[side]) * 0.35)
        path.closeSubpath()
    elif shape == "flower":
        for step in range(145):
            turn = math.radians(step * 2.5)
            reach = radius * (0.93 + 0.07 * math.cos(8 * turn))
            point = centre + QPointF(math.sin(turn), -math.cos(turn)) * reach
            path.moveTo(point) if step == 0 else path.lineTo(point)
        path.closeSubpath()
    elif shape == "shield":
        wide, top = radius * 0.84, centre.y() - radius * 0.8
        path.moveTo(centre.x(), top - radius * 0.12)
        path.quadTo(centre.x() + wide * 0.5, top + radius * 0.08, centre.x() + wide, top)
        path.cubicTo(
            centre.x() + wide, centre.y() + radius * 0.45, centre.x() + wide * 0.5, centre.y() + radius * 0.75,
            centre.x(), centre.y() + radius,
        )  # fmt: skip
        path.cubicTo(
            centre.x() - wide * 0.5, centre.y() + radius * 0.75, centre.x() - wide, centre.y() + radius * 0.45,
            centre.x() - wide, top,
        )  # fmt: skip
        path.quadTo(centre.x() - wide * 0.5, top + radius * 0.08, centre.x(), top - radius * 0.12)
    else:
        path.addEllipse(centre, radius, radius)
    return path


def _paint_studs(painter: QPainter, centre: QPointF, radius: float, look: Medallion, theme: Theme) -> None:
    """The plate of the tier, over the foot of the ring."""
    count, stud = STUDS[look.tier or ""], radius * 0.075
    height, width = stud * 4.8, stud * (4.8 + 3.2 * (count - 1))
    plate = QRectF(centre.x() - width / 2, centre.y() - height / 2, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.surface))
    painter.drawRoundedRect(plate.adjusted(-2, -2, 2, 2), height / 2 + 2, height / 2 + 2)
    deep, bright = METALS[look.tier or ""]
    if look.filled:
        slope = QLinearGradient(plate.topLeft(), plate.bottomRight())
        slope.setColorAt(0, QColor(bright))
        slope.setColorAt(1, QColor(deep))
        painter.setBrush(slope)
    else:
        painter.setBrush(QColor(theme.track))
    painter.drawRoundedRect(plate, height / 2, height / 2)
    painter.setBrush(QColor(deep).darker(160) if look.filled else QColor(theme.muted))
    for place in range(count):
        x = centre.x() + stud * 3.2 * (place - (count - 1) / 2)
        painter.drawEllipse(QPointF(x, centre.y()), stud, stud)
