"""The panel that a number opens to: why it is what it is, line by line."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from momentum_desktop.gui.endless_list import EndlessList
from momentum_desktop.gui.icons import icon
from momentum_desktop.gui.theme import BODY, GRID, LIGHT, RADIUS, TITLE, Theme, font
from momentum_desktop.gui.why_delegate import WhyDelegate
from momentum_desktop.gui.why_model import WhyModel
from momentum_desktop.service.why_values import WhyPage, WhyQuestion

WIDTH, SHADOW = 52 * GRID, GRID
LATE_MS = 150
"""How long an answer may take before the panel opens without it."""


class WhyPanel(QWidget):
    """Lies over the right of the window, below what `keep_clear` leaves free at the top, until Esc.

    `page_requested` asks for a page: of a question, going on after a place, from the top if that is empty."""

    page_requested = Signal(object, str)

    def __init__(self, parent: QWidget, keep_clear: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._keep_clear = keep_clear
        self._theme = LIGHT
        self._question: WhyQuestion | None = None
        self._before: str | None = None
        self._waiting = False
        self._shows_points = True
        self._today: date | None = None
        self._came_from: QWidget | None = None
        self.setObjectName("why_panel")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.model = WhyModel(self)
        self._delegate = WhyDelegate()
        self.list = EndlessList("why_list", "The lines, newest first", self.model)
        self._delegate.setParent(self.list)
        self._delegate.set_view(self.list)
        self.list.setItemDelegate(self._delegate)
        self.list.end_near.connect(self._on_list_end_near)
        self.heading, self.sentence = QLabel(), QLabel()
        self.close_button = QToolButton()
        self._lay_out()
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), parent)
        self._escape.setContext(Qt.ShortcutContext.WindowShortcut)
        self._escape.setEnabled(False)
        self._escape.activated.connect(self.leave)
        self._late = QTimer(self, singleShot=True, interval=LATE_MS)
        self._late.timeout.connect(self._on_late_timeout)
        parent.installEventFilter(self)
        self.hide()

    def ask(self, question: WhyQuestion) -> None:
        """Opens with the answer to a question; one that only points answer has none while they are out of sight."""
        if not self._shows_points and question.streak is None and question.achievement is None:
            return
        if not self.isVisible():
            self._came_from = QApplication.focusWidget()
        self._question = question
        self._waiting = True
        self._late.start()
        self.page_requested.emit(question, "")

    def refresh(self) -> None:
        """What is shown may no longer be so: asks again, if anything is."""
        if self.isVisible() and self._question is not None:
            self._waiting = True
            self.page_requested.emit(self._question, "")

    def show_page(self, page: WhyPage, after: str) -> None:
        """An answer; one to an earlier question, or to what is no more the end, comes too late."""
        if page.question != self._question or (after and after != self._before):
            return
        self._waiting, self._before = False, page.before
        self._late.stop()
        if after:
            self.model.add_lines(page.lines)
        else:
            self._say(page.heading, page.sentence)
            kept = self.list.verticalScrollBar().value() if self.isVisible() else 0
            self.model.show_lines(page.lines, self._today)
            self.list.setVisible(bool(page.lines) or page.before is not None)
            self._open()
            self.list.verticalScrollBar().setValue(kept)
        if not page.lines:
            self._on_list_end_near()

    def give_up(self) -> None:
        """No answer will come: closes, unless an earlier one stands."""
        self._late.stop()
        if self._waiting and self.isVisible() and not self.model.rows:
            self.leave()
        self._waiting = False

    def show_points(self, shown: bool) -> None:
        """Whether points may be in sight."""
        if shown != self._shows_points:
            self._shows_points = shown
            self.model.show_points(shown)
            self.leave()

    def show_day(self, today: date) -> None:
        self._today = today

    def leave(self) -> None:
        """Closes, and gives the keyboard back to where it was."""
        self._question, self._before, self._waiting = None, None, False
        self._late.stop()
        self._escape.setEnabled(False)
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self._window)
        self.hide()
        if had_focus and self._came_from is not None:
            self._came_from.setFocus()
        self._came_from = None

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._delegate.apply_theme(theme)
        self.close_button.setIcon(icon("ui-close", theme.muted, size=16))
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        card = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        for blur in range(SHADOW, 0, -1):
            painter.setBrush(QColor(8, 10, 30, self._theme.shadow // (2 * SHADOW)))
            painter.drawRoundedRect(card.adjusted(-blur, 2 - blur, blur, blur), RADIUS + blur, RADIUS + blur)
        painter.setBrush(QColor(self._theme.raised))
        painter.drawRoundedRect(card, RADIUS, RADIUS)

    def _lay_out(self) -> None:
        self.heading.setObjectName("why_heading")
        self.heading.setFont(font(TITLE, QFont.Weight.DemiBold))
        self.sentence.setObjectName("why_sentence")
        self.sentence.setFont(font(BODY))
        self.sentence.setProperty("ink", "muted")
        for label in (self.heading, self.sentence):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.close_button.setObjectName("why_close")
        self.close_button.setAccessibleName("Close")
        self.close_button.setToolTip("Close (Esc)")
        self.close_button.setIconSize(QSize(16, 16))
        self.close_button.clicked.connect(self.leave)
        top = QHBoxLayout()
        top.setContentsMargins(2 * GRID, 0, GRID, 0)
        top.addWidget(self.heading, 1)
        top.addWidget(self.close_button, alignment=Qt.AlignmentFlag.AlignTop)
        below = QHBoxLayout()
        below.setContentsMargins(2 * GRID, 0, 2 * GRID, GRID)
        below.addWidget(self.sentence)
        column = QVBoxLayout(self)
        column.setContentsMargins(SHADOW, SHADOW + GRID + GRID // 2, SHADOW, SHADOW + GRID)
        column.setSpacing(GRID // 2)
        column.addLayout(top)
        column.addLayout(below)
        column.addWidget(self.list, 1)
        column.addStretch()

    def _say(self, heading: str, sentence: str) -> None:
        self.heading.setText(heading)
        self.sentence.setText(sentence)
        self.setAccessibleName(f"{heading} {sentence}")

    def _open(self) -> None:
        self._place()
        if not self.isVisible():
            self.show()
            (self if self.list.isHidden() else self.list).setFocus()
        self._escape.setEnabled(True)

    def _place(self) -> None:
        window = self._window
        top = self._keep_clear.geometry().bottom() + 1 - SHADOW
        width = min(WIDTH, window.width() - 2 * GRID)
        self.setGeometry(window.width() - width, top, width, window.height() - top)

    def _on_list_end_near(self) -> None:
        if self._question is not None and self._before is not None and not self._waiting:
            self._waiting = True
            self.page_requested.emit(self._question, self._before)

    def _on_late_timeout(self) -> None:
        if not self.isVisible():
            self._say("Why?", "Looking it up…")
            self.list.hide()
            self._open()
