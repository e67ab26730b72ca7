"""An achievement as a picture to show around, in the colours of the theme."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen, QRadialGradient

from momentum_desktop.gui.elided_lines import balanced
from momentum_desktop.gui.icons import icon_pixmap
from momentum_desktop.gui.medallion import Medallion, category_colours, paint_medallion
from momentum_desktop.gui.theme import Theme, figures, font
from momentum_desktop.gui.wording import category_words, grouped
from momentum_desktop.service.values import AchievementStanding

SIZE = QSize(1200, 630)
"""What most places that show a shared picture expect."""

INSET, CORNER = 40.0, 36.0
MEDAL = 148.0
LEFT = QPointF(300, 315)
WORDS = QRectF(536, 120, 584, 300)


def share_picture(
    standing: AchievementStanding, state: str, rarity: str, theme: Theme, *, points: bool = True
) -> QImage:
    """The picture of an achievement that is no secret: `state` says when it was won or how near it is, `rarity` how
    rare it is (may be empty)."""
    image = QImage(SIZE, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.window))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    colours = category_colours(theme, standing.category)
    _paint_ground(painter, theme, colours, won=standing.completed)
    part = 1.0 if standing.completed else float(standing.progress) / float(standing.criteria_value)
    look = Medallion(standing.icon_name, min(1.0, part), colours, standing.completed, standing.tier)
    paint_medallion(painter, LEFT, MEDAL, look, theme, 1.0)
    _paint_words(painter, standing, theme, state)
    _paint_foot(painter, standing, theme, rarity, points=points)
    painter.end()
    return image


def _paint_ground(painter: QPainter, theme: Theme, colours: tuple[str, str], *, won: bool) -> None:
    card = QRectF(0, 0, SIZE.width(), SIZE.height()).adjusted(INSET, INSET, -INSET, -INSET)
    shape = QPainterPath()
    shape.addRoundedRect(card, CORNER, CORNER)
    for ring in range(14, 0, -1):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(8, 10, 30, round(theme.shadow / 22)))
        painter.drawRoundedRect(card.adjusted(-ring, 4 - ring, ring, 4 + ring), CORNER + ring, CORNER + ring)
    painter.fillPath(shape, QColor(theme.surface))
    glow = QRadialGradient(LEFT, 620 if won else 420)
    tint = QColor(colours[1])
    for place, strength in ((0.0, 92 if won else 34), (0.45, 34 if won else 10), (1.0, 0)):
        tint.setAlpha(strength)
        glow.setColorAt(place, tint)
    painter.fillPath(shape, glow)
    if won:
        # Rings of light around the medal, fainter the farther out.
        painter.save()
        painter.setClipPath(shape)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for place, radius in enumerate((204, 252, 306, 366, 432)):
            tint.setAlpha(64 - place * 12)
            painter.setPen(QPen(tint, 2))
            painter.drawEllipse(LEFT, radius, radius)
        painter.restore()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    edge = QColor(colours[1])
    edge.setAlpha(150 if won else 70)
    painter.setPen(QPen(edge, 2))
    painter.drawRoundedRect(card.adjusted(1, 1, -1, -1), CORNER - 1, CORNER - 1)


def _paint_words(painter: QPainter, standing: AchievementStanding, theme: Theme, state: str) -> None:
    colours = category_colours(theme, standing.category)
    top = WORDS.top()
    painter.setFont(font(22, QFont.Weight.DemiBold))
    metrics = QFontMetricsF(painter.font())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours[0] if theme.name == "light" else colours[1]))
    painter.drawEllipse(QPointF(WORDS.left() + 8, top + metrics.height() / 2), 8, 8)
    painter.setPen(QColor(theme.muted))
    painter.drawText(QPointF(WORDS.left() + 28, top + metrics.ascent()), category_words(standing.category))
    top += metrics.height() + 18
    top = _paint_block(painter, standing.name or "", _fitting(standing.name or ""), theme.text, top, 2) + 16
    top = _paint_block(painter, standing.description or "", font(26), theme.muted, top, 3) + 26
    painter.setFont(font(28, QFont.Weight.DemiBold))
    painter.setPen(QColor(theme.success if standing.completed else theme.text))
    metrics = QFontMetricsF(painter.font())
    left = WORDS.left()
    if standing.completed:
        painter.drawPixmap(QPointF(left, top + metrics.height() / 2 - 16), icon_pixmap("ui-check", theme.success, 32))
        left += 42
    painter.drawText(QPointF(left, top + metrics.ascent()), state)


def _paint_block(painter: QPainter, text: str, face: QFont, ink: str, top: float, lines: int) -> float:
    """Paints at most so many lines; where they end."""
    painter.setFont(face)
    painter.setPen(QColor(ink))
    metrics = QFontMetricsF(face)
    for line in balanced(text, face, WORDS.width(), lines):
        shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, WORDS.width())
        painter.drawText(QPointF(WORDS.left(), top + metrics.ascent()), shown)
        top += metrics.height()
    return top


def _fitting(name: str) -> QFont:
    """The largest face in which the name takes two lines at most."""
    for size in (68, 58, 48):
        face = font(size, QFont.Weight.Bold)
        if len(balanced(name, face, WORDS.width(), 3)) <= (1 if size == 68 else 2):
            return face
    return font(40, QFont.Weight.Bold)


def _paint_foot(painter: QPainter, standing: AchievementStanding, theme: Theme, rarity: str, *, points: bool) -> None:
    line = QRectF(WORDS.left(), SIZE.height() - INSET - 84, WORDS.width(), 44)
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.setFont(figures(24, QFont.Weight.DemiBold))
    painter.setPen(QColor(theme.gold))
    if points:
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignLeft, f"+{grouped(standing.points)} points")
    painter.setFont(font(24, QFont.Weight.DemiBold))
    width = QFontMetricsF(painter.font()).horizontalAdvance("Momentum")
    painter.setPen(QColor(theme.text))
    painter.drawText(line, middle | Qt.AlignmentFlag.AlignRight, "Momentum")
    mark = icon_pixmap("momentum", theme.accent, 36)
    painter.drawPixmap(QPointF(line.right() - width - 48, line.center().y() - 18), mark)
    painter.setFont(figures(20))
    painter.setPen(QColor(theme.muted))
    painter.drawText(line.translated(0, -48), middle | Qt.AlignmentFlag.AlignLeft, rarity)
