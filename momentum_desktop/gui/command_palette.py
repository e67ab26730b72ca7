"""The command palette: a line that finds whatever the window can do, over the window until something is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from momentum_desktop.gui.command_model import HEIGHT, Command, CommandDelegate, CommandModel, More
from momentum_desktop.gui.theme import BODY, GRID, LIGHT, RADIUS, TITLE, Theme, font

WIDTH, ROWS = 72 * GRID, 9
NOTHING = "Nothing here is called that."
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: 1 - ROWS, Qt.Key.Key_PageDown: ROWS - 1}


class CommandPalette(QWidget):
    """Lies over the whole of `window`. Arrows move, Enter or a click chooses, Esc or a click beside it leaves.

    The keyboard goes back to where it was before what was chosen is done."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._theme = LIGHT
        self._came_from: QWidget | None = None
        self.setObjectName("command_palette")
        self.setAccessibleName("Command palette")
        self.model = CommandModel(self)
        self.card = QWidget(self)
        self.line = QLineEdit()
        self.list = QListView()
        self.nothing = QLabel(NOTHING)
        self._delegate = CommandDelegate(self.list)
        self._lay_out()
        self.line.textChanged.connect(self._on_line_text_changed)
        self.line.installEventFilter(self)
        self.list.clicked.connect(self._choose)
        self.list.entered.connect(self.list.setCurrentIndex)
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        window.installEventFilter(self)
        self.hide()

    def ask(self, commands: Sequence[Command], more: More | None = None) -> None:
        """Opens with an empty line and everything there is to choose from."""
        if self.isHidden():
            self._came_from = QApplication.focusWidget()
        self.model.offer(commands, more)
        self.line.clear()
        self._on_line_text_changed("")
        self._place()
        self.show()
        self.raise_()
        self.line.setFocus()

    def leave(self) -> None:
        """Closes, and gives the keyboard back to where it was."""
        if self.isHidden():
            return
        came_from, self._came_from = self._came_from, None
        had_focus = self.line.hasFocus()
        if had_focus and came_from is not None:
            came_from.setFocus()
        self.hide()
        self.model.offer(())

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._delegate.apply_theme(theme)
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        if watched is self.line and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take_key(Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.card.geometry().contains(event.position().toPoint()):
            self.leave()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillRect(self.rect(), QColor(8, 10, 30, 70 if self._theme.name == "light" else 140))
        card = QRectF(self.card.geometry())
        for blur in range(GRID, 0, -1):
            painter.setBrush(QColor(8, 10, 30, self._theme.shadow // (2 * GRID)))
            painter.drawRoundedRect(card.adjusted(-blur, 2 - blur, blur, blur), RADIUS + blur, RADIUS + blur)
        painter.setBrush(QColor(self._theme.raised))
        painter.drawRoundedRect(card, RADIUS, RADIUS)

    def _take_key(self, pressed: Qt.Key) -> bool:
        """Whether a key was for the list and not for the line."""
        if pressed in _STEPS:
            self._move(_STEPS[pressed])
        elif pressed in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.list.currentIndex())
        elif pressed == Qt.Key.Key_Escape:
            self.leave()
        else:
            # There is nowhere else to go to while the palette lies over everything.
            return pressed in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        return True

    def _move(self, step: int) -> None:
        count, now = self.model.rowCount(), self.list.currentIndex().row()
        if count:
            around = (now + step) % count if abs(step) == 1 else min(max(now + step, 0), count - 1)
            self.list.setCurrentIndex(self.model.index(around))

    def _choose(self, index: QModelIndex) -> None:
        command = self.model.command_at(index)
        if command is not None:
            self.leave()
            command.run()

    def _lay_out(self) -> None:
        self.line.setObjectName("command_line")
        self.line.setAccessibleName("What would you like to do?")
        self.line.setPlaceholderText("What would you like to do? Type an action or a task")
        self.line.setFont(font(TITLE))
        self.line.setMinimumHeight(5 * GRID)
        self.list.setObjectName("command_list")
        self.list.setAccessibleName("What can be chosen")
        self.list.setModel(self.model)
        self.list.setItemDelegate(self._delegate)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.nothing.setObjectName("command_nothing")
        self.nothing.setFont(font(BODY))
        self.nothing.setProperty("ink", "muted")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setFixedHeight(2 * HEIGHT)
        head = QVBoxLayout()
        head.setContentsMargins(GRID, 0, GRID, 0)
        head.addWidget(self.line)
        column = QVBoxLayout(self.card)
        column.setContentsMargins(0, GRID, 0, GRID)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addWidget(self.nothing)

    def _place(self) -> None:
        """A card near the top, as high as what it lists but no higher than the window has room for."""
        self.setGeometry(self._window.rect())
        rows = min(max(self.model.rowCount(), 1), ROWS)
        head = self.line.sizeHint().height() + 4 * GRID
        listed = rows * HEIGHT if self.model.rowCount() else self.nothing.height()
        width = min(WIDTH, self.width() - 4 * GRID)
        top = min(11 * GRID, self.height() // 8)
        height = min(head + listed, self.height() - top - 2 * GRID)
        self.card.setGeometry(QRect((self.width() - width) // 2, top, width, height))
        self.update()

    def _on_line_text_changed(self, typed: str) -> None:
        self.model.look_for(typed)
        some = self.model.rowCount() > 0
        self.list.setVisible(some)
        self.nothing.setVisible(not some)
        if some:
            self.list.setCurrentIndex(self.model.index(0))
            self.list.scrollToTop()
        else:
            self.line.setAccessibleDescription(NOTHING)
        self._place()

    def _on_current_changed(self, current: QModelIndex) -> None:
        # The keyboard stays in the line, which therefore says what Enter would choose.
        self.line.setAccessibleDescription(str(current.data(Qt.ItemDataRole.AccessibleTextRole) or ""))
