"""The card of one achievement, painted once and kept until what it shows, or how, has changed."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap, QRadialGradient
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from momentum_desktop.gui.achievement_model import (
    SECRET_NAME,
    SECRET_WORDS,
    AchievementRole,
    Index,
    fraction,
    is_secret,
)
from momentum_desktop.gui.elided_lines import paint_lines
from momentum_desktop.gui.icons import icon_pixmap
from momentum_desktop.gui.medallion import WHITE, Medallion, category_colours, paint_medallion
from momentum_desktop.gui.pixmap_cache import PixmapCache
from momentum_desktop.gui.theme import BODY, CAPTION, GRID, LIGHT, RADIUS, Theme, figures, font
from momentum_desktop.gui.wording import category_words
from momentum_desktop.service.values import AchievementStanding

CACHE_BYTES = 48 * 1024 * 1024
CARD_HEIGHT = 31 * GRID
MARGIN = GRID
"""Room around a card for its shadow, which is half of the gap to the next."""

MEDAL_RADIUS = 34.0
TEXT_LINES, LINE_HEIGHT = 4, 16.0


class AchievementDelegate(QStyledItemDelegate):
    """Paints each achievement as a card that fills its cell."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = LIGHT
        self.cell = QSize(28 * GRID, CARD_HEIGHT)
        self.cache = PixmapCache(CACHE_BYTES)

    def apply_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.cache.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self.cell

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        flags = option.state
        box = option.rect
        hovered = bool(flags & QStyle.StateFlag.State_MouseOver)
        selected = bool(flags & QStyle.StateFlag.State_Selected)
        ratio = painter.device().devicePixelRatioF()
        standing: AchievementStanding = index.data(AchievementRole.STANDING)
        version: int = index.data(AchievementRole.VERSION)
        key = (standing.id, version, self.theme.name, box.width(), box.height(), ratio, hovered, selected)
        picture = self.cache.get(key)
        if picture is None:
            fresh = bool(index.data(AchievementRole.FRESH))
            foot = str(index.data(AchievementRole.FOOT))
            worth = str(index.data(AchievementRole.WORTH))
            card = _Card(standing, self.theme, foot, worth, hovered=hovered, selected=selected, fresh=fresh)
            picture = card.painted(box.size(), ratio)
            self.cache.put(key, picture)
        painter.drawPixmap(box.topLeft(), picture)


class _Card:
    """One painting of a card."""

    def __init__(
        self,
        standing: AchievementStanding,
        theme: Theme,
        foot: str,
        worth: str,
        *,
        hovered: bool,
        selected: bool,
        fresh: bool,
    ) -> None:
        self.standing = standing
        self.theme = theme
        self.foot = foot
        self.worth = worth
        self.hovered = hovered
        self.selected = selected
        self.fresh = fresh
        self.colours = category_colours(theme, standing.category)
        self.won = standing.completed
        self.light = theme.name == "light"

    @property
    def _tone(self) -> str:
        return self.theme.raised if self.hovered and not self.light else self.theme.surface

    def painted(self, size: QSize, ratio: float) -> QPixmap:
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(0, 0, size.width(), size.height()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        if self.hovered:
            box.translate(0, -2)
        self._ground(painter, box)
        centre = QPointF(round(box.center().x()), box.top() + 58)
        self._medal(painter, centre, ratio)
        self._corners(painter, box, ratio)
        self._words(painter, box)
        self._foot(painter, box)
        painter.end()
        return picture

    def _ground(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        depth = 6 if self.hovered else 4
        alpha = self.theme.shadow / (6 if self.light else 12)
        for ring in range(depth, 0, -1):
            painter.setBrush(QColor(8, 10, 30, round(alpha * (1 - ring / (depth + 1)))))
            painter.drawRoundedRect(box.adjusted(-ring, 2 - ring / 2, ring, 1 + ring), RADIUS + ring, RADIUS + ring)
        painter.setBrush(QColor(self._tone))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        if self.won:
            glow = QRadialGradient(QPointF(box.center().x(), box.top() + 58), box.width() * 0.62)
            tint = QColor(self.colours[1])
            tint.setAlpha(58 if self.light else 44)
            glow.setColorAt(0, tint)
            tint.setAlpha(0)
            glow.setColorAt(1, tint)
            shape = QPainterPath()
            shape.addRoundedRect(box, RADIUS, RADIUS)
            painter.fillPath(shape, glow)
        if self.selected or self.fresh or self.hovered:
            ink = self.theme.accent if self.selected else self.theme.gold if self.fresh else self.colours[1]
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(ink), 2 if self.selected or self.fresh else 1.25))
            painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), RADIUS - 0.5, RADIUS - 0.5)

    def _medal(self, painter: QPainter, centre: QPointF, ratio: float) -> None:
        name = "lock" if is_secret(self.standing) else self.standing.icon_name
        look = Medallion(name, fraction(self.standing), self.colours, self.won, self.standing.tier)
        paint_medallion(painter, centre, MEDAL_RADIUS, look, self.theme, ratio)

    def _corners(self, painter: QPainter, box: QRectF, ratio: float) -> None:
        inner = box.adjusted(14, 12, -14, -12)
        painter.setFont(figures(CAPTION, QFont.Weight.DemiBold))
        painter.setPen(QColor(self.theme.gold if self.won else self.theme.muted))
        top = QRectF(inner.left(), inner.top(), inner.width(), 16)
        painter.drawText(top, Qt.AlignmentFlag.AlignRight, self.worth)
        if self.fresh:
            width = QFontMetricsF(painter.font()).horizontalAdvance("New") + 16
            pill = QRectF(inner.left() - 2, inner.top() - 2, width, 20)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.theme.gold))
            painter.drawRoundedRect(pill, 10, 10)
            painter.setPen(QColor(WHITE if self.light else self.theme.window))
            painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, "New")
        elif not is_secret(self.standing):
            name, ink = ("ui-check", self.theme.success) if self.won else ("lock", self.theme.muted)
            painter.drawPixmap(QPointF(inner.left() - 2, inner.top()), icon_pixmap(name, ink, 16, ratio))

    def _words(self, painter: QPainter, box: QRectF) -> None:
        name = self.standing.name or SECRET_NAME
        painter.setFont(font(BODY, QFont.Weight.DemiBold))
        painter.setPen(QColor(self.theme.text))
        line = QRectF(box.left() + 14, box.top() + 104, box.width() - 28, 20)
        metrics = QFontMetricsF(painter.font())
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, shown)
        painter.setFont(font(CAPTION))
        painter.setPen(QColor(self.theme.muted))
        body = QRectF(box.left() + 14, box.top() + 128, box.width() - 28, TEXT_LINES * LINE_HEIGHT)
        paint_lines(painter, body, self.standing.description or SECRET_WORDS, TEXT_LINES, LINE_HEIGHT)

    def _foot(self, painter: QPainter, box: QRectF) -> None:
        foot = QRectF(box.left() + 14, box.bottom() - 32, box.width() - 28, 20)
        painter.setFont(font(CAPTION, QFont.Weight.Medium))
        metrics = QFontMetricsF(painter.font())
        words = category_words(self.standing.category)
        pill = QRectF(foot.left(), foot.top(), metrics.horizontalAdvance(words) + 30, foot.height())
        tint = QColor(self.colours[1])
        tint.setAlpha(40 if self.light else 34)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tint)
        painter.drawRoundedRect(pill, 10, 10)
        painter.setBrush(QColor(self.colours[0] if self.light else self.colours[1]))
        painter.drawEllipse(QPointF(pill.left() + 12, pill.center().y()), 3.5, 3.5)
        painter.setPen(QColor(self.theme.text))
        painter.drawText(pill.adjusted(21, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
        painter.setFont(figures(CAPTION, QFont.Weight.Medium))
        painter.setPen(QColor(self.theme.text if self.won else self.theme.muted))
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.foot)
