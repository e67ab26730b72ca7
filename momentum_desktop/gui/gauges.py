"""The small instruments of the header: a ring with a number, a bar, and a number that counts up."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QConicalGradient, QFont, QLinearGradient, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QProgressBar, QWidget

from momentum_desktop.gui.theme import GRID, LIGHT, TITLE, Theme, figures

RING = 7 * GRID
RING_WIDTH = 5
GOLD_WIDTH, GOLD = 3.5, ("#b57a00", "#ffe08a")
BAR_HEIGHT = GRID
STEPS = 1000
COUNTING_MS = 600


class LevelRing(QWidget):
    """The level's number in a ring that closes as the next level comes near."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._number = 0
        self._share = 0.0
        self._gold = False
        self._face = figures(TITLE, QFont.Weight.Bold)
        self.setFixedSize(RING, RING)
        self.setAccessibleName("Level")

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    @property
    def is_gold(self) -> bool:
        """Whether the ring has a frame of gold."""
        return self._gold

    def set_gold(self, gold: bool) -> None:
        """Puts a frame of gold around the ring, or takes it away."""
        self._gold = gold
        self.update()

    def show_level(self, number: int, share: float) -> None:
        """The number, and how much of the way to the next is done (0 to 1)."""
        self._number, self._share = number, min(1.0, max(0.0, share))
        self.setAccessibleName(f"Level {number}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inset = RING_WIDTH / 2 + 1
        if self._gold:
            inset += GOLD_WIDTH + 1
            self._paint_gold(painter)
        ring = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        round_cap = Qt.PenCapStyle.RoundCap
        painter.setPen(QPen(QColor(self._theme.track), RING_WIDTH))
        painter.drawEllipse(ring)
        if self._share > 0:
            first, last = self._theme.ring
            sweep = QConicalGradient(ring.center(), 90)
            sweep.setColorAt(0, QColor(last))
            sweep.setColorAt(1, QColor(first))
            painter.setPen(QPen(sweep, RING_WIDTH, Qt.PenStyle.SolidLine, round_cap))
            painter.drawArc(ring, 90 * 16, round(-self._share * 360 * 16))
        painter.setFont(self._face)
        painter.setPen(QColor(self._theme.text))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._number))

    def _paint_gold(self, painter: QPainter) -> None:
        """A band of metal that catches the light in four places."""
        frame = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        sweep = QConicalGradient(frame.center(), 60)
        for turn in range(9):
            sweep.setColorAt(turn / 8, QColor(GOLD[turn % 2]))
        painter.setPen(QPen(sweep, GOLD_WIDTH))
        painter.drawEllipse(frame)


class LevelBar(QProgressBar):
    """A slim bar to the next level."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self.setRange(0, STEPS)
        self.setTextVisible(False)
        self.setFixedHeight(BAR_HEIGHT)

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_share(self, share: float) -> None:
        self.setValue(round(min(1.0, max(0.0, share)) * STEPS))

    def sizeHint(self) -> QSize:
        return QSize(24 * GRID, BAR_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        bar = QRectF(self.rect())
        painter.setBrush(QColor(self._theme.track))
        painter.drawRoundedRect(bar, BAR_HEIGHT / 2, BAR_HEIGHT / 2)
        if self.value() > 0:
            first, last = self._theme.ring
            bar.setWidth(max(BAR_HEIGHT, bar.width() * self.value() / STEPS))
            sweep = QLinearGradient(bar.topLeft(), bar.topRight())
            sweep.setColorAt(0, QColor(first))
            sweep.setColorAt(1, QColor(last))
            painter.setBrush(sweep)
            painter.drawRoundedRect(bar, BAR_HEIGHT / 2, BAR_HEIGHT / 2)


class CountingLabel(QLabel):
    """A number that counts up when it grows, and jumps when it falls or is shown first."""

    def __init__(self, object_name: str, words: str, face: QFont, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._value: int | None = None
        self._animated = True
        self._count = QVariantAnimation(self, duration=COUNTING_MS)
        self._count.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._count.valueChanged.connect(self._on_count_value_changed)
        self.setObjectName(object_name)
        self.setAccessibleName(words)
        self.setFont(face)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def set_animated(self, animated: bool) -> None:
        self._animated = animated

    def begin_anew(self) -> None:
        """The next number is another one, so it does not count up from this."""
        self._value = None

    def show_value(self, value: int) -> None:
        before, self._value = self._value, value
        self.setAccessibleName(f"{self._words}: {value:,}")
        if value == before:
            return
        self._count.stop()
        if before is None or value < before or not self._animated or not self.isVisible():
            self._on_count_value_changed(value)
            return
        self._count.setStartValue(before)
        self._count.setEndValue(value)
        self._count.start()

    def _on_count_value_changed(self, value: int) -> None:
        self.setText(f"{value:,}")
