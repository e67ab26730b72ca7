"""The line that adds a task, and the chips that say what it understood."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from momentum_desktop.gui.chip_row import ChipLabel, ChipRow
from momentum_desktop.gui.icons import icon
from momentum_desktop.gui.theme import BODY, GRID, Theme, font
from momentum_desktop.service.quick_add import Chip, Understood, parse_quick_add

MARKS = (
    ("due", "ui-calendar", "accent"),
    ("time", "ui-clock", "accent"),
    ("repeat", "ui-repeat", "accent"),
    ("start", "ui-start", "accent"),
    ("reminder", "ui-bell", "accent"),
    ("minutes", "ui-timer", "success"),
    ("priority", "ui-flag", "flame"),
    ("complexity", "ui-steps", "gold"),
    ("amount", "ui-tally", "success"),
    ("list", "ui-list", "muted"),
    ("goal", "ui-target", "gold"),
    ("tag", "ui-tag", "muted"),
)
"""The icon and the colour of each kind of chip: the accent is for when."""
_LOOKS = {kind: (name, ink) for kind, name, ink in MARKS}


class QuickAdd(QWidget):
    """A line that Enter turns into a TaskDraft; `left_downwards` comes with ↓ while it is empty."""

    draft_entered = Signal(object)
    left_downwards = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._goals: tuple[tuple[int, str], ...] = ()
        self.line = _Line()
        self.line.setObjectName("quick_add")
        self.line.setAccessibleName("Add a task")
        self.line.setAccessibleDescription(
            "A title, and if you like a day, a time and a repeat in words, ! and a complexity or a priority of 1 to 4, "
            "# and a tag, / and a list, @ and a goal, ~ and how long it takes, * and when to remind. Enter adds."
        )
        self.line.setPlaceholderText("Add a task, such as “Write report fri 9am !complex #work every weekday”")
        self.line.setFont(font(BODY))
        self.line.setMinimumHeight(6 * GRID)
        self.chips = ChipRow()
        self._plus = self.line.addAction(icon("ui-plus", "#000000"), QLineEdit.ActionPosition.LeadingPosition)
        self._plus.setText("Add the task")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.line)
        layout.addWidget(self.chips)
        self._entered = ""
        self.line.textChanged.connect(self._on_line_text_changed)
        self.line.returnPressed.connect(self._on_line_return_pressed)
        self._plus.triggered.connect(self._on_line_return_pressed)

    def apply_theme(self, theme: Theme) -> None:
        self._plus.setIcon(icon("ui-plus", theme.accent))
        self.chips.apply_theme(theme)

    def show_day(self, today: date) -> None:
        self._today = today
        self._on_line_text_changed(self.line.text())

    def show_goals(self, goals: Sequence[tuple[int, str]]) -> None:
        """(id, title) of the goals that `@` and the beginning of a title may name."""
        self._goals = tuple(goals)
        self._on_line_text_changed(self.line.text())

    def keep(self) -> None:
        """The words entered last are stored; they need not come back."""
        self._entered = ""

    def give_back(self) -> None:
        """Puts the words that could not be stored back into the line, unless others were typed meanwhile."""
        if self._entered and not self.line.text():
            self.line.setText(self._entered)
        self._entered = ""

    def begin(self) -> None:
        """Puts the cursor into the line."""
        self.line.setFocus()
        self.line.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and not self.line.text():
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)

    def _on_line_text_changed(self, text: str) -> None:
        # An empty line needs no grammar, which would delay the first paint.
        self.chips.show_chips(labels(self._understood(text).chips) if text.strip() else ())

    def _on_line_return_pressed(self) -> None:
        draft = self._understood(self.line.text()).draft
        if draft.title:
            self._entered = self.line.text()
            self.line.setText("")
            self.draft_entered.emit(draft)
        elif self.line.text().strip():
            self.chips.show_sentence("A task needs a title beside its day, complexity, tags or list.")

    def _understood(self, text: str) -> Understood:
        return parse_quick_add(text, self._today, self._goals)


def labels(chips: Sequence[Chip]) -> tuple[ChipLabel, ...]:
    """What was understood, as it is painted."""
    return tuple(ChipLabel(_LOOKS[chip.kind][0], chip.words, _LOOKS[chip.kind][1]) for chip in chips)


class _Line(QLineEdit):
    """A line that leaves undo and redo to the window while it has nothing of its own to undo."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
            if undo or redo:
                event.ignore()
                return False
        return super().event(event)
