"""The dialog that shows what other rules would make of the history, before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from momentum_desktop.gui.scroll_column import ScrollColumn
from momentum_desktop.gui.theme import BODY, CAPTION, GRID, TITLE, figures, font
from momentum_desktop.gui.wording import counted, grouped, spelled
from momentum_desktop.service.number_words import signed

if TYPE_CHECKING:
    from momentum_desktop.service.rule_values import AchievementDifference, RulesPreview

Row = tuple[str, str, str, str]
"""A name, how it is before and after, and by how much it changes."""

WIDTHS = tuple(units * GRID for units in (18, 16, 2, 17, 14))
MOST_ROWS = 200
SAME = "Your streaks and achievements stay as they are."


class RulesDialog(QDialog):
    """Is accepted by the button that takes the rules."""

    def __init__(self, preview: RulesPreview, parent: QWidget | None = None, *, points: bool = True) -> None:
        super().__init__(parent)
        self._points = points
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("rules_dialog")
        self.setWindowTitle("Other rules")
        self.setAccessibleName("What other rules would change")
        self.setFixedWidth(78 * GRID)
        self._take = QPushButton("Take these rules")
        self._take.setObjectName("rules_take")
        self._cancel = QPushButton("Not now")
        self._cancel.setObjectName("rules_cancel")
        self._lay_out(preview)
        self._take.clicked.connect(self.accept)
        self._cancel.clicked.connect(self.reject)

    def _lay_out(self, preview: RulesPreview) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(_words("What would change", TITLE, QFont.Weight.DemiBold))
        tables = ", ".join(spelled(name).lower() for name in preview.tables) or "nothing"
        layout.addWidget(
            _words(f"These rules hold for your whole history. They differ in: {tables}.", BODY, ink="muted")
        )
        layout.addWidget(_table(_totals(preview)[0 if self._points else 2 :], BODY))
        layout.addWidget(self._moved(preview))
        if preview.after.uncounted:
            told = counted(preview.after.uncounted, "event")
            layout.addWidget(
                _words(f"{told} would count for nothing: these rules do not know their type or complexity.", BODY)
            )
        buttons = QHBoxLayout()
        buttons.addWidget(_words("You can undo it at any time.", CAPTION, ink="muted"), 1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._take)
        self._take.setProperty("tone", "accent")
        self._take.setFont(font(BODY, QFont.Weight.DemiBold))
        self._cancel.setAutoDefault(False)
        for button in (self._take, self._cancel):
            button.setAccessibleName(button.text())
        layout.addLayout(buttons)

    def _moved(self, preview: RulesPreview) -> QWidget:
        """The streaks and achievements that move, scrolled when they are many."""
        streaks = [(each.title, _count(each.before), _count(each.after), "") for each in preview.streaks]
        achievements = [_achievement(each, points=self._points) for each in preview.achievements]
        if not streaks and not achievements:
            return _words(SAME, BODY)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, GRID, 0)
        column.setSpacing(GRID)
        for title, rows in (("Streaks", streaks), ("Achievements", achievements)):
            if rows:
                if column.count():
                    column.addSpacing(GRID)
                column.addWidget(_words(title, CAPTION, QFont.Weight.DemiBold, ink="muted"))
                column.addWidget(_table(rows[:MOST_ROWS], BODY))
            if len(rows) > MOST_ROWS:
                column.addWidget(_words(f"… and {len(rows) - MOST_ROWS:,} more", CAPTION, ink="muted"))
        column.addStretch()
        scroll = ScrollColumn(inside, "Streaks and achievements that change")
        scroll.setFixedHeight(min(inside.sizeHint().height(), 34 * GRID))
        return scroll


def _totals(preview: RulesPreview) -> list[Row]:
    before, after = preview.before, preview.after
    change = after.total_points - before.total_points
    return [
        ("Points", grouped(before.total_points), grouped(after.total_points), _signed(change)),
        (
            "Level",
            f"{before.level_number} · {before.level_title}",
            f"{after.level_number} · {after.level_title}",
            "",
        ),
        (
            "Achievements",
            f"{before.achievements_completed} of {before.achievements_total}",
            f"{after.achievements_completed} of {after.achievements_total}",
            "",
        ),
    ]


def _achievement(each: AchievementDifference, *, points: bool) -> Row:
    earned = _signed(each.points) if points and each.after and not each.before else ""
    return each.name or "A secret", _state(each.before), _state(each.after), earned


def _state(won: bool | None) -> str:
    return "not there" if won is None else "won" if won else "to win"


def _count(shown: tuple[int, int] | None) -> str:
    return "not there" if shown is None else f"{grouped(shown[0])}, longest {grouped(shown[1])}"


def _signed(points: int) -> str:
    return signed(points) if points else ""


def _table(rows: list[Row], size: int) -> QWidget:
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(GRID)
    grid.setVerticalSpacing(GRID)
    for place, (name, before, after, change) in enumerate(rows):
        same = before == after
        cells = (
            _words(name, size),
            _words(before, size, ink="muted"),
            _words("→", size, ink="muted"),
            _words(after, size, QFont.Weight.Normal if same else QFont.Weight.DemiBold),
            _words(change, size, ink="muted"),
        )
        for column, cell in enumerate(cells):
            cell.setFixedWidth(WIDTHS[column])
            grid.addWidget(cell, place, column, Qt.AlignmentFlag.AlignTop)
        cells[-1].setAlignment(Qt.AlignmentFlag.AlignRight)
        table.setAccessibleName(f"{table.accessibleName()} {name}: {before}, then {after} {change}.".strip())
    for column, width in enumerate(WIDTHS):
        grid.setColumnMinimumWidth(column, width)
    grid.setColumnStretch(len(WIDTHS), 1)
    return table


def _words(text: str, size: int, weight: QFont.Weight = QFont.Weight.Normal, ink: str = "") -> QLabel:
    label = QLabel(text)
    label.setFont(figures(size, weight))
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if ink:
        label.setProperty("ink", ink)
    return label
