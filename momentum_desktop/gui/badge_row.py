"""The achievements that a person pinned on the header, as small medallions."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from momentum_desktop.gui.medallion import Medallion, category_colours, paint_medallion
from momentum_desktop.gui.theme import GRID, LIGHT, Theme
from momentum_desktop.service.values import AchievementStanding

SIDE = 5 * GRID


def won_medallion(standing: AchievementStanding, theme: Theme) -> Medallion:
    """The medallion of an achievement that is won."""
    colours = category_colours(theme, standing.category)
    return Medallion(standing.icon_name or "star", 1.0, colours, filled=True, tier=standing.tier)


class Badge(QWidget):
    """One pinned achievement; its name stands in the tooltip."""

    def __init__(self, standing: AchievementStanding, theme: Theme) -> None:
        super().__init__()
        self.standing = standing
        self._theme = theme
        self.setFixedSize(QSize(SIDE, SIDE))
        self.setObjectName("badge")
        self.setToolTip(f"{standing.name}: {standing.description}")
        self.setAccessibleName(f"Pinned: {standing.name}")

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        centre = QPointF(SIDE / 2, SIDE / 2 - 1)
        look = won_medallion(self.standing, self._theme)
        paint_medallion(painter, centre, SIDE / 2 - 4, look, self._theme, self.devicePixelRatioF())


class BadgeRow(QWidget):
    """The pinned achievements side by side; no room is taken while there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.badges: tuple[Badge, ...] = ()
        self._theme = LIGHT
        self.setAccessibleName("Pinned achievements")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(GRID, 0, GRID, 0)
        self._row.setSpacing(GRID // 2)
        self.hide()

    def show_badges(self, standings: tuple[AchievementStanding, ...]) -> None:
        if standings == tuple(badge.standing for badge in self.badges):
            return
        for badge in self.badges:
            self._row.removeWidget(badge)
            badge.hide()
            badge.deleteLater()
        self.badges = tuple(Badge(standing, self._theme) for standing in standings)
        for badge in self.badges:
            self._row.addWidget(badge)

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        for badge in self.badges:
            badge.apply_theme(theme)
