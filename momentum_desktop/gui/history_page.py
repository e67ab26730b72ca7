"""The history: everything that was done, newest first, each with its time, what it earned, Why, and Undo or Redo."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QHideEvent, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QVBoxLayout, QWidget

from momentum_desktop.gui.endless_list import EndlessList
from momentum_desktop.gui.history_delegate import TURN, WHY, HistoryDelegate
from momentum_desktop.gui.history_model import ROW, HistoryModel, Index, turn_words
from momentum_desktop.gui.page import EmptyState, Page
from momentum_desktop.gui.theme import BODY, GRID, TITLE, Theme, font
from momentum_desktop.service.values import Act
from momentum_desktop.service.why_values import WhyQuestion

EMPTY = EmptyState("ui-clock", "Everything you do will stand here, and each of it can be taken back.", "Add a task")
PAGE, MOST_AGAIN = 50, 500
TYPING_MS = 200
WIDEST = 120 * GRID
FROM_TOP = -1


class HistoryList(EndlessList):
    """The acts; `wished` comes with an act and what is wished for it, WHY or TURN."""

    wished = Signal(object, str)

    def __init__(self, model: HistoryModel, parent: QWidget | None = None) -> None:
        super().__init__("history_list", "What was done, newest first", model, parent)
        self.delegate = HistoryDelegate(self)
        self.setItemDelegate(self.delegate)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_custom_context_menu_requested)

    def button_place(self, index: Index, name: str) -> QPoint | None:
        """The middle of an act's button in the viewport; None if it has none."""
        act = index.data(ROW)
        box = self.delegate.button_box(self.visualRect(index), act, name) if isinstance(act, Act) else None
        return None if box is None else box.center()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = self._button_at(event.position().toPoint()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        found = self._button_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and found is not None:
            self.wished.emit(*found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self.currentIndex().data(ROW) if self.currentIndex().isValid() else None
        if isinstance(act, Act) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wished.emit(act, WHY)
        elif isinstance(act, Act) and event.key() == Qt.Key.Key_U and not event.modifiers():
            self.wished.emit(act, TURN)
        else:
            super().keyPressEvent(event)

    def menu_of(self, act: Act) -> QMenu:
        """The same wishes as a menu."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if act.event_count and not act.undone:
            menu.addAction("Why").triggered.connect(lambda: self.wished.emit(act, WHY))
        if act.can_turn:
            menu.addAction(turn_words(act)).triggered.connect(lambda: self.wished.emit(act, TURN))
        return menu

    def _button_at(self, spot: QPoint) -> tuple[Act, str] | None:
        index = self.indexAt(spot)
        act = index.data(ROW) if index.isValid() else None
        if not isinstance(act, Act):
            return None
        name = self.delegate.button_at(self.visualRect(index), act, spot)
        return None if name is None else (act, name)

    def _on_custom_context_menu_requested(self, spot: QPoint) -> None:
        index = self.indexAt(spot)
        act = index.data(ROW) if index.isValid() else None
        if isinstance(act, Act):
            menu = self.menu_of(act)
            if not menu.isEmpty():
                menu.popup(self.viewport().mapToGlobal(spot))


class HistoryPage(Page):
    """Acts in pages. `acts_requested` asks for those before an act (-1: the newest), at most so many, whose words hold
    these; `undo_requested` and `redo_requested` carry the number of an act."""

    acts_requested = Signal(int, int, str)
    undo_requested = Signal(int)
    redo_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("page_history", "History", EMPTY, parent)
        self._today: date | None = None
        self._asked: tuple[int, int, str] | None = None
        self._more = False
        self._shown_words = ""
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.model = HistoryModel(self)
        self.list = HistoryList(self.model)
        self.list.wished.connect(self._on_list_wished)
        self.list.end_near.connect(self._on_list_end_near)
        self.search = QLineEdit()
        self.search.setObjectName("history_search")
        self.search.setAccessibleName("Search the history")
        self.search.setPlaceholderText("Search")
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(26 * GRID)
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self.refresh)
        self.search.textChanged.connect(self._on_search_changed)
        self._nothing = QLabel("Nothing that was done fits these words.")
        self._lay_out()

    def refresh(self) -> None:
        """Asks anew for what is shown."""
        words = self.search.text()
        again = len(self.model.acts) if words == self._shown_words else 0
        self._ask(FROM_TOP, min(max(PAGE, again), MOST_AGAIN), words)

    def forget(self) -> None:
        """What is shown may no longer be all there is."""
        if self.isVisible():
            self.refresh()

    def begin_anew(self) -> None:
        super().begin_anew()
        self.search.clear()
        self.model.show_acts((), self._today)
        self.forget()

    def show_day(self, today: date) -> None:
        self._today = today

    def show_points(self, shown: bool) -> None:
        self.model.show_points(shown)
        self.model.show_acts((), self._today)
        self.forget()

    def show_acts(self, acts: tuple[Act, ...], before: int, limit: int, words: str) -> None:
        """An answer, with what was asked; one to an earlier question comes too late."""
        if (before, limit, words) != self._asked:
            return
        self._asked, self._more = None, len(acts) == limit
        if before != FROM_TOP:
            self.model.add_acts(acts)
            return
        current, scrolled = self.list.currentIndex().data(ROW), self.list.verticalScrollBar().value()
        self.model.show_acts(acts, self._today)
        if words == self._shown_words:
            self._return_to(current, scrolled)
        self._shown_words = words
        self._nothing.setVisible(not acts)
        self.list.setVisible(bool(acts))
        if acts or words:
            self.show_content()
            if self.hasFocus():
                self.list.setFocus()
        else:
            self.show_empty()

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self.list.delegate.apply_theme(theme)
        self.list.viewport().update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            if not self.model.acts:
                self.show_loading()
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._typing.stop()

    def _return_to(self, current: object, scrolled: int) -> None:
        row = self.model.row_of(current.id) if isinstance(current, Act) else None
        if row is not None:
            self.list.setCurrentIndex(self.model.index(row, 0))
        self.list.doItemsLayout()
        self.list.verticalScrollBar().setValue(scrolled)

    def _ask(self, before: int, limit: int, words: str) -> None:
        self._asked = (before, limit, words)
        self.acts_requested.emit(before, limit, words)

    def _lay_out(self) -> None:
        heading = QLabel("History")
        heading.setFont(font(TITLE, QFont.Weight.DemiBold))
        self._nothing.setObjectName("history_nothing")
        self._nothing.setFont(font(BODY))
        self._nothing.setProperty("ink", "muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.hide()
        top = QHBoxLayout()
        top.setContentsMargins(GRID, 0, GRID, 0)
        top.addWidget(heading, 1)
        top.addWidget(self.search)
        inside = QWidget(maximumWidth=WIDEST)
        column = QVBoxLayout(inside)
        column.setContentsMargins(2 * GRID, 2 * GRID, GRID, 0)
        column.setSpacing(GRID)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        column.addWidget(self._nothing, 1)
        across = QHBoxLayout(self.content)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(inside)

    def _on_search_changed(self) -> None:
        self._typing.start()

    def _on_list_end_near(self) -> None:
        acts = self.model.acts
        if self._more and self._asked is None and acts:
            self._ask(acts[-1].id, PAGE, self._shown_words)

    def _on_list_wished(self, act: Act, wish: str) -> None:
        if wish == WHY and act.event_count:
            self.why_requested.emit(WhyQuestion(act_id=act.id))
        elif wish == TURN and act.can_turn:
            (self.redo_requested if act.undone else self.undo_requested).emit(act.id)
