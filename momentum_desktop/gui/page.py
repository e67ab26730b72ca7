"""What every page of the window shares: its content, and what stands there instead when there is none yet."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from momentum_desktop.gui.icons import icon_pixmap
from momentum_desktop.gui.theme import BODY, GRID, LIGHT, RADIUS, TITLE, Theme, font

LATE_MS = 150
"""How long data may take before the page says that it is loading."""


@dataclass(frozen=True)
class EmptyState:
    """What an empty page says: an icon, a sentence on what will be here, and the words of its one button."""

    icon_name: str
    sentence: str
    button: str


class Page(QWidget):
    """A page: content, or in its place an empty, a loading or an error state.

    Subclasses lay out `self.content`. `start_requested` comes from the button of the empty state,
    `retry_requested` from that of the error state, `why_requested` with the question that a click on a number asks."""

    start_requested = Signal()
    why_requested = Signal(object)
    retry_requested = Signal()

    def __init__(self, object_name: str, title: str, empty: EmptyState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setAccessibleName(title)
        self.theme: Theme = LIGHT
        self.content = QWidget()
        self._states = QStackedWidget()
        self._empty = _Notice(empty.icon_name, empty.sentence, empty.button)
        self._failure = _Notice("ui-alert", "", "Try again")
        self._loading = _Loading(title)
        for state in (self.content, self._empty, self._loading, self._failure):
            self._states.addWidget(state)
        self._empty.pressed.connect(self.start_requested)
        self._failure.pressed.connect(self.retry_requested)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._states)
        self._late = QTimer(self, singleShot=True, interval=LATE_MS)
        self._late.timeout.connect(self._on_late_timeout)

    @property
    def state(self) -> str:
        """What is shown: content, empty, loading, failure, or on the tasks page welcome."""
        return ("content", "empty", "loading", "failure", "welcome")[self._states.currentIndex()]

    def show_content(self) -> None:
        self._show(self.content)

    def show_empty(self) -> None:
        self._show(self._empty)

    def show_loading(self) -> None:
        """Says that the page is loading, if nothing else is shown within 150 ms."""
        self._late.start()

    def begin_anew(self) -> None:
        """What is shown is somebody else's; the own comes next."""
        self.show_loading()

    def show_points(self, shown: bool) -> None:
        """Whether points and levels may be in sight."""

    def show_failure(self, text: str) -> None:
        self._failure.set_sentence(text)
        self._show(self._failure)

    def apply_theme(self, theme: Theme) -> None:
        self.theme = theme
        for state in (self._empty, self._failure, self._loading):
            state.apply_theme(theme)

    def _show(self, state: QWidget) -> None:
        self._late.stop()
        self._states.setCurrentWidget(state)

    def _on_late_timeout(self) -> None:
        self._show(self._loading)


class _Notice(QWidget):
    """An icon, a sentence and a button in the middle of the page."""

    pressed = Signal()

    def __init__(self, icon_name: str, sentence: str, button: str) -> None:
        super().__init__()
        self._icon_name = icon_name
        self._picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._picture.setFixedHeight(12 * GRID)
        self._sentence = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._sentence.setWordWrap(True)
        self._sentence.setFixedWidth(52 * GRID)
        self._sentence.setFont(font(TITLE))
        self._sentence.setProperty("ink", "muted")
        self._button = QPushButton(button)
        self._button.setProperty("tone", "accent")
        self._button.setFont(font(BODY, QFont.Weight.DemiBold))
        self._button.setAccessibleName(button)
        self._button.clicked.connect(self.pressed)
        self.set_sentence(sentence)
        layout = QVBoxLayout(self)
        layout.setSpacing(2 * GRID)
        layout.addStretch(2)
        for widget in (self._picture, self._sentence, self._button):
            layout.addWidget(widget, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def set_sentence(self, sentence: str) -> None:
        self._sentence.setText(sentence)
        self._sentence.setAccessibleName(sentence)
        self._sentence.setMinimumHeight(max(0, self._sentence.heightForWidth(self._sentence.width())))

    def apply_theme(self, theme: Theme) -> None:
        self._picture.setPixmap(_medallion(self._icon_name, theme, self.devicePixelRatioF()))


def _medallion(icon_name: str, theme: Theme, ratio: float) -> QPixmap:
    side = 12 * GRID
    pixmap = QPixmap(QSize(side, side) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.accent_soft))
    painter.drawEllipse(QRectF(0, 0, side, side))
    glyph = 5 * GRID
    inset = (side - glyph) // 2
    painter.drawPixmap(inset, inset, icon_pixmap(icon_name, theme.accent, glyph, ratio))
    painter.end()
    return pixmap


class _Loading(QWidget):
    """The shape of rows to come."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._theme = LIGHT
        self.setAccessibleName(f"{title}: loading")

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.surface))
        row, step = 6 * GRID, 7 * GRID
        for place in range(4):
            painter.setOpacity(1 - place * 0.22)
            bar = QRectF(2 * GRID, 2 * GRID + place * step, self.width() - 4 * GRID, row)
            painter.drawRoundedRect(bar, RADIUS, RADIUS)
