"""What is painted over the window for a moment when a level or an achievement is reached."""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random

from PySide6.QtCore import QAbstractAnimation, QPointF, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from momentum_desktop.gui.theme import DISPLAY, GRID, RADIUS, Theme, font

CELEBRATIONS = {"ripple": "Ripple", "confetti": "Confetti", "fireworks": "Fireworks", "none": "None"}
COLOURS = {"all": "All colours", "accent": "Accent", "gold": "Gold", "own": "Your own…"}
MILLISECONDS, MILLISECONDS_WITH_WORDS = 1_800, 2_800
PIECES, BURSTS, SPARKS, RINGS = 110, 5, 30, 3
FADING = 0.7
"""The share of its time after which a celebration fades."""


@dataclass(frozen=True, slots=True)
class CelebrationStyle:
    """How somebody celebrates: one of CELEBRATIONS, one of COLOURS or a #rrggbb of their own, and words or none."""

    kind: str = "ripple"
    colours: str = "all"
    words: str = ""


def paint_celebration(
    painter: QPainter,
    size: QSize,
    style: CelebrationStyle,
    share: float,
    theme: Theme,
    origin: QPointF,
    amount: float = 1.0,
) -> None:
    """One moment of a celebration, from its beginning (share 0) to its end (1); `amount` (0 to 1) is how grand it is,
    `origin` where a ripple starts. The same arguments always paint the same."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(min(1.0, (1 - share) / (1 - FADING)))
    colours = _colours(style, theme)
    if style.kind == "confetti":
        _confetti(painter, size, share, colours, amount)
    elif style.kind == "fireworks":
        _fireworks(painter, size, share, colours, amount)
    elif style.kind == "ripple":
        _ripple(painter, size, share, colours, origin, amount)
    if style.words:
        _words(painter, size, style.words, share, colours[0], theme)
    painter.restore()


class Celebration(QWidget):
    """Covers its parent for a moment and is gone; mouse and keys go through it."""

    def __init__(self, style: CelebrationStyle, theme: Theme, origin: QPointF, amount: float, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = style
        self.share = 0.0
        self._theme = theme
        self._origin = origin
        self._amount = amount
        self.setObjectName("celebration")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(parent.rect())
        lasting = MILLISECONDS_WITH_WORDS if style.words else MILLISECONDS
        self._course = QVariantAnimation(self, startValue=0.0, endValue=1.0, duration=lasting)
        self._course.valueChanged.connect(self._on_course_value_changed)
        self._course.finished.connect(self.deleteLater)
        self.show()
        self.raise_()
        self._course.start(QAbstractAnimation.DeletionPolicy.KeepWhenStopped)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_celebration(painter, self.size(), self.look, self.share, self._theme, self._origin, self._amount)

    def _on_course_value_changed(self, share: float) -> None:
        self.share = share
        self.update()


def _colours(style: CelebrationStyle, theme: Theme) -> list[QColor]:
    """At least two, so that one piece stands out from the next."""
    if style.colours == "gold":
        base = QColor(theme.gold)
    elif style.colours == "accent":
        base = QColor(theme.accent)
    elif style.colours.startswith("#") and QColor(style.colours).isValid():
        base = QColor(style.colours)
    elif style.kind == "ripple":
        return [QColor(colour) for colour in theme.ring]
    else:
        return [QColor(bright) for _, bright in theme.categories.values()]
    return [base, base.lighter(135), base.darker(125)]


def _words(painter: QPainter, size: QSize, words: str, share: float, edge: QColor, theme: Theme) -> None:
    """On a card in the middle, which grows into its place."""
    face = QFont(font(DISPLAY, QFont.Weight.Bold))
    metrics = QFontMetricsF(face)
    room = size.width() - 10 * GRID
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
    box = QRectF(0, 0, metrics.horizontalAdvance(shown) + 6 * GRID, metrics.height() + 4 * GRID)
    box.moveCenter(QPointF(size.width() / 2, size.height() * 0.42))
    painter.save()
    painter.translate(box.center())
    grown = min(1.0, share / 0.08)
    painter.scale(0.8 + 0.2 * grown, 0.8 + 0.2 * grown)
    painter.translate(-box.center())
    painter.setPen(QPen(edge, 2))
    painter.setBrush(QColor(theme.raised))
    painter.drawRoundedRect(box, RADIUS, RADIUS)
    painter.setPen(QColor(theme.text))
    painter.setFont(face)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
    painter.restore()


def _confetti(painter: QPainter, size: QSize, share: float, colours: list[QColor], amount: float) -> None:
    """Slips of paper that fall, sway and turn."""
    chance = Random(7)
    painter.setPen(Qt.PenStyle.NoPen)
    for piece in range(round(PIECES * amount)):
        x, late, pace = chance.random(), chance.random() * 0.35, 0.9 + chance.random() * 0.5
        sway, turn, long = chance.random() * math.tau, chance.random() * 360, 7 + chance.random() * 6
        fallen = max(0.0, share - late * 0.6) * pace
        place = QPointF(
            x * size.width() + 3 * GRID * math.sin(sway + share * 7),
            -2 * GRID + fallen * (size.height() + 6 * GRID),
        )
        painter.save()
        painter.translate(place)
        painter.rotate(turn + share * 540 * (1 if piece % 2 else -1))
        painter.scale(1, 0.35 + 0.65 * abs(math.cos(sway + share * 9)))
        painter.setBrush(colours[piece % len(colours)])
        painter.drawRoundedRect(QRectF(-long / 2, -long / 3, long, long / 1.5), 1.5, 1.5)
        painter.restore()


def _fireworks(painter: QPainter, size: QSize, share: float, colours: list[QColor], amount: float) -> None:
    """Bursts of sparks, one after the other."""
    chance = Random(11)
    opacity = painter.opacity()
    for burst in range(max(1, round(BURSTS * amount))):
        centre = QPointF(size.width() * (0.15 + 0.7 * chance.random()), size.height() * (0.18 + 0.35 * chance.random()))
        age = (share - burst * 0.11) / 0.5
        reach = min(size.width(), size.height()) * (0.16 + 0.1 * chance.random())
        if not 0 <= age <= 1:
            continue
        spread = reach * (1 - (1 - age) ** 3)
        painter.setOpacity(opacity * (1 - age**3))
        colour = colours[burst % len(colours)]
        for spark in range(SPARKS):
            turn = math.tau * spark / SPARKS + burst
            ray = QPointF(math.cos(turn), math.sin(turn)) * spread * (1.0 if spark % 2 else 0.66)
            drop = QPointF(0, reach * 0.25 * age * age)
            painter.setPen(QPen(colour, 2.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(centre + ray * (0.78 + 0.1 * age) + drop, centre + ray + drop)


def _ripple(
    painter: QPainter, size: QSize, share: float, colours: list[QColor], origin: QPointF, amount: float
) -> None:
    """Rings that run outward from where the level stands."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    farthest = math.hypot(size.width(), size.height()) * (0.25 + 0.45 * amount)
    opacity = painter.opacity()
    for ring in range(RINGS):
        age = (share - ring * 0.13) / (1 - ring * 0.13)
        if age <= 0:
            continue
        painter.setOpacity(opacity * 0.75 * (1 - age))
        radius = farthest * (1 - (1 - age) ** 2)
        painter.setPen(QPen(colours[ring % 2], 10 - 7 * age))
        painter.drawEllipse(origin, radius, radius)
