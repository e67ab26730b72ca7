"""What the command palette lists, as a Qt model, and how a row of it is painted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from momentum_desktop.gui.command_ranking import Titles, ranked
from momentum_desktop.gui.icons import icon_pixmap
from momentum_desktop.gui.theme import BODY, CAPTION, GRID, LIGHT, Theme, font

COMMAND = int(Qt.ItemDataRole.UserRole) + 1
MOST = 60
"""More rows than this are more than anyone reads; more letters make them fewer."""
HEIGHT, ICON = 5 * GRID, 20
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Command:
    """Something that can be chosen: its title, what it is or the keys it has beside it, its icon, and what it does."""

    title: str
    icon_name: str
    run: Callable[[], object]
    keys: str = ""
    note: str = ""
    also: str = ""
    """Other words that find it."""

    @property
    def beside(self) -> str:
        """What stands at the end of its row."""
        return self.keys or self.note


class More(Protocol):
    """What else can be chosen, of which there may be very many: commands are made only of those that are found."""

    @property
    def titles(self) -> Titles: ...

    def command(self, place: int) -> Command: ...


class CommandModel(QAbstractListModel):
    """The commands that what was typed may mean, the likeliest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: Sequence[Command] = ()
        self._titles = Titles(())
        self._more: More | None = None
        self._shown: list[Command] = []

    @property
    def shown(self) -> tuple[Command, ...]:
        """The commands as they are listed."""
        return tuple(self._shown)

    def offer(self, commands: Sequence[Command], more: More | None = None) -> None:
        """All there is to choose from; what is `more` only by letters of it."""
        self._all, self._more = commands, more
        self._titles = Titles((each.title, each.also) for each in commands)
        self.look_for("")

    def look_for(self, typed: str) -> None:
        """Keeps those that are meant; with nothing typed, those that are there at all times."""
        self.beginResetModel()
        if typed.strip():
            parts = (self._titles,) if self._more is None else (self._titles, self._more.titles)
            self._shown = [self._command(part, place) for part, place in ranked(typed, *parts, most=MOST)]
        else:
            self._shown = [each for each in self._all if not each.note][:MOST]
        self.endResetModel()

    def _command(self, part: int, place: int) -> Command:
        return self._more.command(place) if part and self._more is not None else self._all[place]

    def command_at(self, index: Index) -> Command | None:
        """The command of a row; None for no row."""
        return self._shown[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        command = self.command_at(index)
        if command is None:
            return None
        if role == COMMAND:
            return command
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return command.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (command.title, command.beside) if part)
        return None


class CommandDelegate(QStyledItemDelegate):
    """An icon, the title, and at the end the keys; the title gives way where room is short."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._title, self._keys = font(BODY), font(CAPTION, QFont.Weight.Medium)

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        command: Command = index.data(COMMAND)
        theme, chosen = self._theme, bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = option.rect.adjusted(GRID, 0, -GRID, 0)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent_soft))
            painter.drawRoundedRect(QRectF(box), GRID, GRID)
        box.adjust(GRID + GRID // 2, 0, -GRID - GRID // 2, 0)
        ratio = painter.device().devicePixelRatioF()
        mark = icon_pixmap(command.icon_name, theme.accent if chosen else theme.muted, ICON, ratio)
        painter.drawPixmap(box.left(), box.center().y() - ICON // 2 + 1, mark)
        box.setLeft(box.left() + ICON + GRID + GRID // 2)
        if command.beside:
            box.setRight(self._write_beside(painter, box, command) - 2 * GRID)
        painter.setFont(self._title)
        painter.setPen(QColor(theme.text))
        shown = QFontMetrics(self._title).elidedText(command.title, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()

    def _write_beside(self, painter: QPainter, box: QRect, command: Command) -> int:
        """Keys look like keys, a note is only a note; gives where they begin."""
        metrics = QFontMetrics(self._keys)
        width = metrics.horizontalAdvance(command.beside) + (2 * GRID if command.keys else 0)
        place = QRect(box.right() - width + 1, box.center().y() - 11, width, 24)
        if command.keys:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.hover))
            painter.drawRoundedRect(QRectF(place), GRID // 2 + 2, GRID // 2 + 2)
        painter.setFont(self._keys)
        painter.setPen(QColor(self._theme.muted))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, command.beside)
        return place.left()
