"""The lines of an answer as rows: a heading for each day, one for each event, and its lines."""

from __future__ import annotations

from datetime import date
from enum import Enum, auto
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from momentum_desktop.gui.day_words import day_in_words
from momentum_desktop.gui.wording import counted, day_words, grouped
from momentum_desktop.service.kind_words import kind_in_words
from momentum_desktop.service.number_words import signed
from momentum_desktop.service.why_values import WhyLine

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole


class RowKind(Enum):
    """What a row is."""

    DAY = auto()
    EVENT = auto()
    LINE = auto()


class WhyRow(NamedTuple):
    """A row in words: `figure` stands at its right, `spoken` is what is heard."""

    kind: RowKind
    words: str
    figure: str
    spoken: str


class WhyModel(QAbstractListModel):
    """Shows lines, newest first, and takes further ones at the end."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[WhyRow] = []
        self._last: WhyLine | None = None
        self._today: date | None = None
        self._shows_points = True

    @property
    def rows(self) -> tuple[WhyRow, ...]:
        return tuple(self._rows)

    def show_points(self, shown: bool) -> None:
        """Whether lines that are about points are among those shown from now on."""
        self._shows_points = shown

    def show_lines(self, lines: tuple[WhyLine, ...], today: date | None) -> None:
        """These lines in the place of all others."""
        self.beginResetModel()
        self._rows, self._last, self._today = [], None, today
        self._rows = self._made(lines)
        self.endResetModel()

    def add_lines(self, lines: tuple[WhyLine, ...]) -> None:
        """Further lines, older than those that are shown."""
        made = self._made(lines)
        if made:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(made) - 1)
            self._rows += made
            self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"{row.words}  {row.figure}".rstrip()
            case Qt.ItemDataRole.AccessibleTextRole:
                return row.spoken
        return row if role == ROW else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self._rows[index.row()].kind is RowKind.DAY:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def _made(self, lines: tuple[WhyLine, ...]) -> list[WhyRow]:
        made = []
        for line in lines:
            last, self._last = self._last, line
            if last is None or last.day != line.day:
                words = day_words(line.day) if self._today is None else day_in_words(line.day, self._today)
                made.append(WhyRow(RowKind.DAY, words, "", words))
                last = None
            if last is None or last.event_id != line.event_id:
                what = line.title or kind_in_words(line.event_type)
                when = f"{line.at:%H:%M}" if line.time_known else ""
                made.append(WhyRow(RowKind.EVENT, what, when, f"{what}, {when}" if when else what))
            if self._shows_points or line.measure is not None:
                made.append(_line_row(line))
        return made


def _line_row(line: WhyLine) -> WhyRow:
    own = line.kind == line.event_type
    step = line.measure is not None
    words = line.because if step or (own and not line.title) else f"{line.name}: {line.because}"
    if line.measure is not None:
        return WhyRow(RowKind.LINE, words, grouped(line.measure), words)
    return WhyRow(RowKind.LINE, words, signed(line.points), f"{words}: {counted(line.points, 'point')}")
