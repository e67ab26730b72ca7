"""One toast: what happened, why it was worth that much, and Undo."""

from __future__ import annotations

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QLinearGradient, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from momentum_desktop.gui.icons import icon, icon_pixmap
from momentum_desktop.gui.theme import BODY, CAPTION, GRID, RADIUS, TITLE, Theme, figures, font
from momentum_desktop.gui.toast_words import Digest
from momentum_desktop.service.number_words import signed

WIDTH = 47 * GRID
SHADOW = GRID
MOST_LINES = 5
INDENT = 12
"""How far words stand in, so that they stand right above the words of the buttons."""
NO_ACT = 0
"""The act number of a toast that cannot be undone."""


class Toast(QWidget):
    """Paints a Digest; it takes no focus by itself. `expired` comes with it when its time is over, `closed`
    when it is dismissed, `undo_requested` with the act's number, or `redo_requested` if the act is undone, `resized`
    when the why opens or closes."""

    closed = Signal(object)
    expired = Signal(object)
    resized = Signal()
    undo_requested = Signal(int)
    redo_requested = Signal(int)

    def __init__(self, digest: Digest, act_id: int, linger_ms: int, theme: Theme, *, is_undone: bool = False) -> None:
        super().__init__()
        self.digest = digest
        self.act_id = act_id
        self.is_undone = is_undone
        self.event_id: int | None = None
        self._theme = theme
        self.setObjectName("toast")
        self.setAccessibleName(". ".join((digest.headline, *digest.lines)))
        self.setFixedWidth(WIDTH)
        self._why = QWidget()
        self._why.setObjectName("toast_why")
        self._lay_out()
        self.apply_theme(theme)
        self._timer = QTimer(self, singleShot=True, interval=linger_ms)
        self._timer.timeout.connect(self._on_timer_timeout)

    @property
    def has_focus(self) -> bool:
        """Whether someone is on it with the keyboard."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def restart(self) -> None:
        """Begins its time anew."""
        self._timer.start()

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._close.setIcon(icon("ui-close", theme.muted, size=16))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit(self)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        card = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        for blur in range(SHADOW, 0, -1):
            painter.setBrush(QColor(8, 10, 30, theme.shadow // (2 * SHADOW)))
            painter.drawRoundedRect(card.adjusted(-blur, 2 - blur, blur, blur), RADIUS + blur, RADIUS + blur)
        painter.setBrush(QColor(theme.raised))
        painter.drawRoundedRect(card, RADIUS, RADIUS)
        if self.digest.grand:
            self._paint_celebration(painter, card)
        self._paint_medallion(painter, card)

    def _medallion_size(self) -> int:
        return (7 if self.digest.grand else 5) * GRID

    def _medallion_inset(self) -> int:
        return (3 if self.digest.grand else 2) * GRID

    def _paint_medallion(self, painter: QPainter, card: QRectF) -> None:
        theme, side = self._theme, self._medallion_size()
        inset = self._medallion_inset()
        disc = QRectF(card.left() + inset, card.top() + inset, side, side)
        pair = theme.categories["growth"] if self.digest.grand else theme.categories.get(self.digest.category or "")
        if pair:
            fill = QLinearGradient(disc.topLeft(), disc.bottomRight())
            fill.setColorAt(0, QColor(pair[1]))
            fill.setColorAt(1, QColor(pair[0]))
            painter.setBrush(fill)
        else:
            painter.setBrush(QColor(theme.accent_soft))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(disc)
        glyph = side * 6 // 10
        failed = self.digest.icon_name == "ui-alert"
        ink = "#ffffff" if pair else theme.danger if failed else theme.accent
        place = disc.center() - QPointF(glyph / 2, glyph / 2)
        painter.drawPixmap(place, icon_pixmap(self.digest.icon_name, ink, glyph, self.devicePixelRatioF()))

    def _paint_celebration(self, painter: QPainter, card: QRectF) -> None:
        side = self._medallion_size()
        inset = self._medallion_inset()
        heart = QPointF(card.left() + inset + side / 2, card.top() + inset + side / 2)
        painter.save()
        painter.setClipRect(card)
        glow = QColor(self._theme.categories["growth"][1])
        for ray in range(16):
            glow.setAlpha(110 if ray % 2 else 60)
            angle = ray * pi / 8 + pi / 16
            reach = side * (0.86 if ray % 2 else 0.72)
            way = QPointF(cos(angle), sin(angle))
            painter.setPen(QPen(glow, 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(heart + way * side * 0.58, heart + way * reach)
        painter.restore()

    def _lay_out(self) -> None:
        digest = self.digest
        words = QVBoxLayout()
        words.setSpacing(GRID // 2)
        if digest.grand:
            words.addWidget(_label("Level up", font(CAPTION, QFont.Weight.DemiBold), muted=True))
        words.addWidget(_label(digest.headline, font(TITLE if digest.grand else BODY, QFont.Weight.DemiBold)))
        for line in _shortened(digest.lines):
            words.addWidget(_label(line, font(CAPTION), muted=True))
        self._lay_out_why()
        words.addWidget(self._why)
        buttons = QHBoxLayout()
        buttons.setSpacing(0)
        self._why_button = _quiet_button("Why")
        self._why_button.setCheckable(True)
        self._why_button.toggled.connect(self._on_why_button_toggled)
        self._undo_button = _quiet_button("Redo" if self.is_undone else "Undo")
        self._undo_button.clicked.connect(self._on_undo_button_clicked)
        shown = []
        for button, present in ((self._why_button, bool(digest.why)), (self._undo_button, self.act_id != NO_ACT)):
            # Never shown before it stands in the toast: it would be a window of its own and take the focus.
            button.setParent(self)
            button.setHidden(not present)
            if present:
                shown.append(button)
                buttons.addWidget(button)
        buttons.addStretch()
        if shown:
            words.addLayout(buttons)
        self._close = QToolButton()
        self._close.setIconSize(QSize(16, 16))
        self._close.setAccessibleName("Close")
        self._close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._close.clicked.connect(self._on_close_clicked)
        layout = QHBoxLayout(self)
        edge, inset = SHADOW + 2 * GRID, SHADOW + self._medallion_inset()
        beneath = SHADOW + GRID if shown else edge
        layout.setContentsMargins(
            inset + self._medallion_size() + inset - SHADOW - INDENT, edge, SHADOW + GRID, beneath
        )
        layout.addLayout(words, 1)
        layout.addWidget(self._close, alignment=Qt.AlignmentFlag.AlignTop)

    def _lay_out_why(self) -> None:
        grid = QGridLayout(self._why)
        grid.setContentsMargins(0, GRID // 2, GRID, 0)
        grid.setVerticalSpacing(2)
        for row, (words, points) in enumerate(self.digest.why):
            worth = _label(signed(points), figures(CAPTION, QFont.Weight.DemiBold))
            worth.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(_label(words, font(CAPTION)), row, 0)
            grid.addWidget(worth, row, 1)
        grid.setColumnStretch(0, 1)
        self._why.setVisible(False)

    def _on_timer_timeout(self) -> None:
        self.expired.emit(self)

    def _on_close_clicked(self) -> None:
        self.closed.emit(self)

    def _on_why_button_toggled(self, shown: bool) -> None:
        self._why.setVisible(shown)
        self.resized.emit()

    def _on_undo_button_clicked(self) -> None:
        (self.redo_requested if self.is_undone else self.undo_requested).emit(self.act_id)
        self.closed.emit(self)


def _shortened(lines: tuple[str, ...]) -> tuple[str, ...]:
    if len(lines) <= MOST_LINES:
        return lines
    return (*lines[: MOST_LINES - 1], f"and {len(lines) - MOST_LINES + 1} more")


def _label(words: str, face: QFont, *, muted: bool = False) -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setContentsMargins(INDENT, 0, 0, 0)
    label.setFont(face)
    if muted:
        label.setProperty("ink", "muted")
    return label


def _quiet_button(words: str) -> QPushButton:
    button = QPushButton(words)
    button.setProperty("tone", "quiet")
    button.setAccessibleName(words)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setFont(font(CAPTION, QFont.Weight.DemiBold))
    return button
