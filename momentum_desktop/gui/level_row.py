"""One level on the path: its node, what it asks and unlocks, and when it was reached or how far it is."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QLinearGradient, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from momentum_desktop.gui.icons import icon_pixmap
from momentum_desktop.gui.medallion import WHITE
from momentum_desktop.gui.theme import BODY, CAPTION, GRID, LIGHT, RADIUS, TITLE, Theme, figures, font
from momentum_desktop.gui.wording import counted, day_words
from momentum_desktop.service.perk_words import perk_words
from momentum_desktop.service.values import LevelStanding

NODE = 22.0
"""The radius of a node."""

RAIL = 9 * GRID
"""The width of the column in which the path runs."""

PATH = ("#5046d6", "#9a8cff")


@dataclass(frozen=True)
class Step:
    """A level as the path shows it. `climbed` is how much of the way to the next level lies behind (0 to 1);
    `to_go` the points that are missing."""

    standing: LevelStanding
    current: bool
    first: bool
    last: bool
    climbed: float
    to_go: int
    pace: str = ""


def step_words(step: Step) -> str:
    """When it was reached or how far it is."""
    level = step.standing
    if level.reached:
        if level.points_required == 0:
            return "Where everyone starts"
        return f"Reached {day_words(level.reached_at.date())}" if level.reached_at else "Reached"
    return f"{counted(step.to_go, 'point')} to go"


def spoken(step: Step) -> str:
    """The whole row for someone who hears it."""
    level = step.standing
    parts = [
        f"Level {level.level_number}, {level.title}",
        "You are here" if step.current else "",
        f"Asks {counted(level.points_required, 'point')}",
        *(f"Unlocks {words.title}. {words.description}" for words in map(perk_words, level.perks)),
        step_words(step),
        step.pace,
    ]
    return ". ".join(part.rstrip(".") for part in parts if part)


class LevelRow(QWidget):
    """A stretch of the path with its level's card."""

    def __init__(self, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = LIGHT
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.title = QLabel()
        self.title.setFont(font(TITLE, QFont.Weight.DemiBold))
        self.here = QLabel("You are here")
        self.here.setFont(font(CAPTION, QFont.Weight.DemiBold))
        self.perks = QLabel()
        self.perks.setFont(font(BODY, QFont.Weight.Medium))
        self.perks.setTextFormat(Qt.TextFormat.PlainText)
        self.opens = _Sentence()
        self.asks = QLabel(alignment=Qt.AlignmentFlag.AlignRight)
        self.asks.setFont(figures(BODY, QFont.Weight.DemiBold))
        self.when = QLabel(alignment=Qt.AlignmentFlag.AlignRight)
        self.when.setFont(figures(CAPTION))
        self.when.setProperty("ink", "muted")
        self.pace = QLabel(alignment=Qt.AlignmentFlag.AlignRight)
        self.pace.setFont(figures(CAPTION))
        self.pace.setProperty("ink", "muted")
        self._lay_out()
        self.show_step(step)

    def show_step(self, step: Step) -> None:
        self.step = step
        level = step.standing
        self.setObjectName(f"level_{level.level_number}")
        self.setAccessibleName(spoken(step))
        self.title.setText(level.title)
        self.here.setVisible(step.current)
        perks = tuple(map(perk_words, level.perks))
        self.perks.setText(" · ".join(words.title for words in perks))
        self.perks.setVisible(bool(perks))
        self.opens.show_sentence(" ".join(words.description for words in perks if words.description))
        self.setFixedHeight((10 if level.perks else 8) * GRID)
        self.asks.setText(counted(level.points_required, "point"))
        self.when.setText(step_words(step))
        self.pace.setText(step.pace)
        self.pace.setVisible(bool(step.pace))
        self.update()

    def apply_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.here.setStyleSheet(f"color: {theme.accent}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = self.theme.accent_soft if self.step.current else self.theme.surface
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        card = QRectF(self.rect()).adjusted(RAIL, GRID / 2, 0, -GRID / 2)
        painter.drawRoundedRect(card, RADIUS, RADIUS)
        node = QPointF(RAIL / 2 - GRID / 2, self.height() / 2)
        self._rail(painter, node)
        self._node(painter, node)
        if self.step.standing.perks:
            reached = self.step.standing.reached
            ink = self.theme.success if reached else self.theme.muted
            sign = icon_pixmap("ui-check" if reached else "lock", ink, 16, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(card.left() + 2 * GRID, card.bottom() - 31), sign)

    def _rail(self, painter: QPainter, node: QPointF) -> None:
        """The path above the node is climbed once the level is reached, below it as far as the next is near."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        step = self.step
        if not step.first:
            colour = PATH[1] if step.standing.reached else self.theme.track
            painter.setPen(QPen(QColor(colour), 4))
            painter.drawLine(QPointF(node.x(), 0), QPointF(node.x(), node.y() - NODE))
        if not step.last:
            painter.setPen(QPen(QColor(self.theme.track), 4))
            painter.drawLine(QPointF(node.x(), node.y() + NODE), QPointF(node.x(), self.height()))
            if step.standing.reached and not step.current:
                painter.setPen(QPen(QColor(PATH[1]), 4))
                painter.drawLine(QPointF(node.x(), node.y() + NODE), QPointF(node.x(), self.height()))

    def _node(self, painter: QPainter, node: QPointF) -> None:
        step = self.step
        painter.setPen(Qt.PenStyle.NoPen)
        if step.standing.reached:
            slope = QLinearGradient(node - QPointF(NODE, NODE), node + QPointF(NODE, NODE))
            slope.setColorAt(0, QColor(PATH[1]))
            slope.setColorAt(1, QColor(PATH[0]))
            painter.setBrush(slope)
        else:
            painter.setBrush(QColor(self.theme.track))
        radius = NODE - 6 if step.current else NODE - 2
        painter.drawEllipse(node, radius, radius)
        if step.current:
            ring = QRectF(node.x() - NODE + 1, node.y() - NODE + 1, 2 * NODE - 2, 2 * NODE - 2)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self.theme.track), 4))
            painter.drawEllipse(ring)
            pen = QPen(QColor(self.theme.accent), 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawArc(ring, 90 * 16, -round(360 * 16 * step.climbed))
        painter.setFont(figures(BODY, QFont.Weight.Bold))
        painter.setPen(QColor(WHITE if step.standing.reached else self.theme.text))
        around = QRectF(node.x() - NODE, node.y() - NODE, 2 * NODE, 2 * NODE)
        painter.drawText(around, Qt.AlignmentFlag.AlignCenter, str(step.standing.level_number))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GRID + GRID // 2)
        head.addWidget(self.title)
        head.addWidget(self.here, 1)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addStretch(1)
        names.addLayout(head)
        perks = QHBoxLayout()
        perks.setContentsMargins(3 * GRID, 0, 0, 0)
        perks.setSpacing(GRID)
        perks.addWidget(self.perks)
        perks.addWidget(self.opens, 1)
        names.addLayout(perks)
        names.addStretch(1)
        figures_column = QVBoxLayout()
        figures_column.setSpacing(2)
        figures_column.addStretch(1)
        figures_column.addWidget(self.asks)
        figures_column.addWidget(self.when)
        figures_column.addWidget(self.pace)
        figures_column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(RAIL + 2 * GRID, GRID, 2 * GRID, GRID)
        row.addLayout(names, 1)
        row.addLayout(figures_column)


class _Sentence(QLabel):
    """One line that asks for no room and is cut with an ellipsis where it has too little."""

    def __init__(self) -> None:
        super().__init__()
        self._sentence = ""
        self.setFont(font(BODY))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("ink", "muted")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_sentence(self, sentence: str) -> None:
        self._sentence = sentence
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._sentence, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown)
        self.setToolTip("" if shown == self._sentence else self._sentence)
