"""What was done as rows: a heading for each day, and its acts, newest first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from momentum_desktop.gui.day_words import day_in_words
from momentum_desktop.gui.wording import day_words
from momentum_desktop.service.act_words import act_points
from momentum_desktop.service.values import Act

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole


class HistoryModel(QAbstractListModel):
    """Shows acts, and takes older ones at the end. A row is an Act, or a date that heads those of a day."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Act | date] = []
        self._today: date | None = None
        self._shows_points = True

    @property
    def acts(self) -> tuple[Act, ...]:
        return tuple(row for row in self._rows if isinstance(row, Act))

    def show_acts(self, acts: tuple[Act, ...], today: date | None) -> None:
        """These acts in the place of all others."""
        self.beginResetModel()
        self._today = today
        self._rows = self._made(acts, None)
        self.endResetModel()

    def add_acts(self, acts: tuple[Act, ...]) -> None:
        """Further acts, older than those that are shown."""
        last = self._rows[-1] if self._rows else None
        made = self._made(acts, last.day if isinstance(last, Act) else None)
        if made:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(made) - 1)
            self._rows += made
            self.endInsertRows()

    def show_points(self, shown: bool) -> None:
        """Whether acts shown from now on tell what they earned, and why."""
        self._shows_points = shown

    def row_of(self, act_id: int) -> int | None:
        """Where an act stands."""
        return next((at for at, row in enumerate(self._rows) if isinstance(row, Act) and row.id == act_id), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.summary if isinstance(row, Act) else self.day_words(row)
            case Qt.ItemDataRole.ToolTipRole:
                return act_points(row) if isinstance(row, Act) and row.moved != row.points else None
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken(row) if isinstance(row, Act) else self.day_words(row)
        return row if role == ROW else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and not isinstance(self._rows[index.row()], Act):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def day_words(self, day: date) -> str:
        return day_words(day) if self._today is None else day_in_words(day, self._today)

    def _made(self, acts: tuple[Act, ...], day: date | None) -> list[Act | date]:
        made: list[Act | date] = []
        for act in acts:
            if act.day is not None and act.day != day:
                day = act.day
                made.append(day)
            made.append(act if self._shows_points else replace(act, points=0, event_count=0, moved=None))
        return made


def turn_words(act: Act) -> str:
    """What can be done about an act: Undo, Redo or nothing."""
    return ("Redo" if act.undone else "Undo") if act.can_turn else ""


def spoken(act: Act) -> str:
    """The row of an act for someone who hears it."""
    parts = [act.summary, f"{act.at:%H:%M}"]
    if act.undone:
        parts.append("undone")
    if points := act_points(act):
        parts.append(points)
    if act.event_count and not act.undone:
        parts.append("Enter says why")
    if act.can_turn:
        parts.append(f"U is {turn_words(act).lower()}")
    return ", ".join(parts)
