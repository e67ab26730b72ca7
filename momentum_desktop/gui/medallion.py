"""The round picture of an achievement, a streak or a level: an icon on a disc, inside a ring that shows progress."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QConicalGradient, QLinearGradient, QPainter, QPen

from momentum_desktop.gui.icons import icon_pixmap
from momentum_desktop.gui.theme import Theme

WHITE = "#ffffff"
SEAM = 8
"""Degrees that the round end of a ring may reach back over its start."""


@dataclass(frozen=True)
class Medallion:
    """What a medallion shows: its icon, how full its ring is (0 to 1), its two colours, and whether it is won."""

    icon_name: str
    fraction: float
    colours: tuple[str, str]
    filled: bool


def category_colours(theme: Theme, category: str) -> tuple[str, str]:
    """The gradient of a category; one that the theme does not know takes the accent."""
    return theme.categories.get(category, (theme.accent, theme.accent))


def paint_medallion(
    painter: QPainter, centre: QPointF, radius: float, look: Medallion, theme: Theme, ratio: float
) -> None:
    """Paints it around the centre; `radius` reaches to the middle of the ring's stroke."""
    deep, bright = (QColor(colour) for colour in look.colours)
    stroke = max(3.0, radius * 0.13)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.track), stroke))
    painter.drawEllipse(centre, radius, radius)
    if look.fraction > 0:
        # The gradient runs against the clock from a seam that lies just before the ring's round start.
        sweep = QConicalGradient(centre, 90 + SEAM)
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
    painter.drawEllipse(centre, inner, inner)
    glyph = round(inner * 1.08)
    ink = WHITE if look.filled else theme.muted
    corner = QPointF(round((centre.x() - glyph / 2) * ratio) / ratio, round((centre.y() - glyph / 2) * ratio) / ratio)
    painter.drawPixmap(corner, icon_pixmap(look.icon_name, ink, glyph, ratio))
    painter.restore()
