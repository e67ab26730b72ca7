"""One level on the path: its node, what it asks and unlocks, and when it was reached or how far it is."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QLinearGradient, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from momentum_desktop.gui.click_area import ClickArea
from momentum_desktop.gui.icons import icon_pixmap
from momentum_desktop.gui.medallion import WHITE
from momentum_desktop.gui.perk_buttons import PerkButtons
from momentum_desktop.gui.theme import BODY, CAPTION, GRID, TITLE, Theme, figures, font
from momentum_desktop.gui.wording import counted, day_words
from momentum_desktop.service.perk_words import perk_words
from momentum_desktop.service.values import LevelStanding

NODE = 22.0
"""The radius of a node."""

RAIL = 9 * GRID
"""The width of the column in which the path runs."""

SIGN, LEAST_HEIGHT, FIGURES = 16, 8 * GRID, 20 * GRID

LONGEST = 32
"""The length of a perk's name that leaves room beside it for what it opens."""

ROOMY = 108 * GRID
"""From this width on what a perk opens has room beside its name."""

FIGURES_WIDTH = 20 * GRID
"""The least width of the column of figures, so that the buttons beside it stand in a column of their own."""


@dataclass(frozen=True)
class Step:
    """A level as the path shows it. `climbed` is how much of the way from this level to the next lies behind (0 to 1),
    `approached` how much of the way to this one; `to_go` are the points that are missing."""

    standing: LevelStanding
    current: bool
    first: bool
    last: bool
    climbed: float
    approached: float
    to_go: int
    pace: str = ""
    all_open: bool = False


def step_words(step: Step) -> str:
    """When it was reached or how far it is."""
    level = step.standing
    if level.reached:
        if level.points_required == 0:
            return "Where everyone starts"
        return f"Reached {day_words(level.reached_day)}" if level.reached_day else "Reached"
    return f"{counted(step.to_go, 'point')} to go"


def spoken(step: Step) -> str:
    """The whole row for someone who hears it."""
    level = step.standing
    parts = [
        f"Level {level.level_number}, {level.title}",
        "You are here" if step.current else "",
        f"Asks {counted(level.points_required, 'point')}",
        *(f"Unlocks {words.title}. {words.description}".rstrip(" .") for words in map(perk_words, level.perks)),
        step_words(step),
        step.pace,
    ]
    return ". ".join(part.rstrip(".") for part in parts if part)


class LevelRow(ClickArea):
    """A stretch of the path with its level's card; a click asks what reached it. `perk_requested` names a perk to be
    used."""

    perk_requested = Signal(str)

    def __init__(self, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.title = QLabel()
        self.title.setFont(font(TITLE, QFont.Weight.DemiBold))
        self.here = QLabel("You are here")
        self.here.setFont(font(CAPTION, QFont.Weight.DemiBold))
        self.perks = QLabel()
        self.perks.setFont(font(BODY, QFont.Weight.Medium))
        self.perks.setTextFormat(Qt.TextFormat.PlainText)
        self.opens = QLabel()
        self.opens.setFont(font(BODY))
        self.opens.setTextFormat(Qt.TextFormat.PlainText)
        self.opens.setProperty("ink", "muted")
        self.opens.setWordWrap(True)
        self._words = QGridLayout()
        self._sign = QLabel()
        self._sign.setFixedWidth(SIGN)
        self.asks = QLabel(alignment=Qt.AlignmentFlag.AlignRight)
        self.asks.setFont(figures(BODY, QFont.Weight.DemiBold))
        # As wide in every row, so that what stands beside it is in line.
        self.asks.setMinimumWidth(FIGURES)
        self.when = QLabel(alignment=Qt.AlignmentFlag.AlignRight)
        self.when.setFont(figures(CAPTION))
        self.when.setProperty("ink", "muted")
        self.pace = QLabel(alignment=Qt.AlignmentFlag.AlignRight)
        self.pace.setFont(figures(CAPTION))
        self.pace.setProperty("ink", "muted")
        self.uses = PerkButtons()
        self.uses.perk_requested.connect(self.perk_requested)
        self._lay_out()
        self.show_step(step)

    def show_step(self, step: Step) -> None:
        self.step = step
        level = step.standing
        self.setObjectName(f"level_{level.level_number}")
        self.setAccessibleName(f"{spoken(step)}. Why?")
        self.title.setText(level.title)
        self.here.setVisible(step.current)
        perks = tuple(map(perk_words, level.perks))
        self.perks.setText(" · ".join(words.title for words in perks))
        self.opens.setText(" ".join(words.description for words in perks if words.description))
        self._place_words()
        for part in (self.perks, self._sign):
            part.setVisible(bool(perks))
        self.opens.setVisible(bool(self.opens.text()))
        self.uses.show_perks(level.perks, level.reached or step.all_open, level.level_number)
        self.asks.setText(counted(level.points_required, "point"))
        self.when.setText(step_words(step))
        self.pace.setText(step.pace)
        self.pace.setVisible(bool(step.pace))
        self._show_sign()
        self.update()

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self.here.setStyleSheet(f"color: {theme.accent}")
        self._show_sign()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(LEAST_HEIGHT, super().heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        # How high it is depends on how its words wrap in the width that it gets, not in the least one.
        return QSize(super().minimumSizeHint().width(), LEAST_HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), LEAST_HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (event.oldSize().width() >= ROOMY) != (self.width() >= ROOMY):
            self._place_words()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = self.theme.accent_soft if self.step.current else self.theme.surface
        self.paint_card(painter, QRectF(self.rect()).adjusted(RAIL, GRID / 2, 0, -GRID / 2), ground)
        node = QPointF(RAIL / 2 - GRID / 2, self.height() / 2)
        self._rail(painter, node)
        self._node(painter, node)

    def _show_sign(self) -> None:
        """A tick before what is unlocked, a lock before what is still to come."""
        reached = self.step.standing.reached
        ink = self.theme.success if reached else self.theme.muted
        self._sign.setPixmap(icon_pixmap("ui-check" if reached else "lock", ink, SIGN, self.devicePixelRatioF()))

    def _rail(self, painter: QPainter, node: QPointF) -> None:
        """The path above the node is climbed once the level is reached, else as far as the level is near; each row has
        one half of the way between two nodes."""
        step = self.step
        above, below = (node.y() - NODE, 0.0), (node.y() + NODE, float(self.height()))
        if not step.first:
            done = 1.0 if step.standing.reached else 2 * step.approached - 1
            self._draw_way(painter, node.x(), above[1], above[0], done)
        if not step.last:
            done = 2 * step.climbed if step.current else 1.0 if step.standing.reached else 0.0
            self._draw_way(painter, node.x(), *below, done)

    def _draw_way(self, painter: QPainter, x: float, top: float, bottom: float, done: float) -> None:
        for colour, part in ((self.theme.track, 1.0), (self.theme.ring[1], min(1.0, max(0.0, done)))):
            painter.setPen(QPen(QColor(colour), 4, c=Qt.PenCapStyle.FlatCap))
            if part > 0:
                painter.drawLine(QPointF(x, top), QPointF(x, top + (bottom - top) * part))

    def _node(self, painter: QPainter, node: QPointF) -> None:
        step = self.step
        painter.setPen(Qt.PenStyle.NoPen)
        if step.standing.reached:
            slope = QLinearGradient(node - QPointF(NODE, NODE), node + QPointF(NODE, NODE))
            slope.setColorAt(0, QColor(self.theme.node[0]))
            slope.setColorAt(1, QColor(self.theme.node[1]))
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

    def _place_words(self) -> None:
        """What one perk opens stands beside its name where there is room; the names of several, or a long one, take
        lines of their own."""
        alone = bool(self.opens.text()) and len(self.step.standing.perks) == 1 and len(self.perks.text()) <= LONGEST
        beside = alone and self.width() >= ROOMY
        self.perks.setWordWrap(not beside)
        for part in (self.perks, self.opens):
            self._words.removeWidget(part)
        if beside:
            self._words.addWidget(self.perks, 0, 1, Qt.AlignmentFlag.AlignTop)
            self._words.addWidget(self.opens, 0, 2)
        else:
            self._words.addWidget(self.perks, 0, 1, 1, 2)
            self._words.addWidget(self.opens, 1, 1, 1, 2)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GRID + GRID // 2)
        head.addWidget(self.title)
        head.addWidget(self.here, 1)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addStretch(1)
        names.addLayout(head)
        self._words.setSpacing(0)
        self._words.setHorizontalSpacing(GRID)
        self._words.setColumnStretch(2, 1)
        self._words.addWidget(self._sign, 0, 0, Qt.AlignmentFlag.AlignTop)
        names.addLayout(self._words)
        names.addStretch(1)
        figures_column = QVBoxLayout()
        figures_column.setSpacing(2)
        self.asks.setMinimumWidth(FIGURES_WIDTH)
        figures_column.addStretch(1)
        figures_column.addWidget(self.asks)
        figures_column.addWidget(self.when)
        figures_column.addWidget(self.pace)
        figures_column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(RAIL + 2 * GRID, GRID + GRID // 2, 2 * GRID, GRID + GRID // 2)
        row.setSpacing(2 * GRID)
        row.addLayout(names, 1)
        row.addWidget(self.uses)
        row.addLayout(figures_column)
