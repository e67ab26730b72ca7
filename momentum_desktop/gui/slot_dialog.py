"""The dialog that plans a stretch of a day, or changes one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from momentum_desktop.gui.choice_box import ChoiceBox
from momentum_desktop.gui.dialog_keys import accept_by_keys
from momentum_desktop.gui.plan_fields import MinutesField, TimeField
from momentum_desktop.gui.theme import BODY, CAPTION, GRID, TITLE, Theme, font
from momentum_desktop.service.plan_values import SlotDraft

NO_TASK = "No task"
LONGEST = 24 * 60
Choices = Sequence[tuple[int, str]]


class SlotDialog(QDialog):
    """Shows a slot's words; `draft_accepted` carries them as a SlotDraft. `tasks` are (id, title) of those that it can
    be for; with `known` it is one that exists, and `deletion_requested` can come."""

    draft_accepted = Signal(object)
    deletion_requested = Signal()

    def __init__(
        self, draft: SlotDraft, tasks: Choices, theme: Theme, known: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._draft, self._tasks = draft, list(tasks)
        if draft.task_id is not None and draft.task_id not in dict(tasks):
            self._tasks.insert(0, (draft.task_id, "The task it has now"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("slot_dialog")
        title = "Change the time slot" if known else "Plan a time slot"
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setMinimumWidth(52 * GRID)
        self.title = QLineEdit(draft.title)
        self.title.setAccessibleName("Title")
        self.title.setPlaceholderText("What the time is for")
        self.start = TimeField("Start", draft.start_minute)
        self.minutes = MinutesField(draft.minutes)
        self.task = ChoiceBox("slot_task", "Task", (NO_TASK, *(words for _, words in self._tasks)))
        self.task.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.task.setMinimumContentsLength(12)
        self.task.apply_theme(theme)
        numbers = [number for number, _ in self._tasks]
        self.task.setCurrentIndex(numbers.index(draft.task_id) + 1 if draft.task_id in numbers else 0)
        self.save = QPushButton("Save" if known else "Plan")
        self.cancel = QPushButton("Cancel")
        self.delete = QPushButton("Delete")
        self.delete.setVisible(known)
        self._lay_out(title)
        self.title.textChanged.connect(self._judge)
        self.start.changed.connect(self._judge)
        self.minutes.changed.connect(self._judge)
        self.task.activated.connect(self._on_task_activated)
        self.save.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)
        accept_by_keys(self)
        self.delete.clicked.connect(self._on_delete_clicked)
        self.title.setFocus()
        self._judge()

    def draft(self) -> SlotDraft:
        """The words as they stand."""
        place = self.task.currentIndex()
        start, minutes = self.start.minute, self.minutes.minutes
        return SlotDraft(
            day=self._draft.day,
            start_minute=self._draft.start_minute if start is None else start,
            minutes=minutes or self._draft.minutes,
            title=self.title.text().strip(),
            task_id=self._tasks[place - 1][0] if place > 0 else None,
        )

    def accept(self) -> None:
        if self.save.isEnabled():
            self.draft_accepted.emit(self.draft())
            super().accept()

    def _on_task_activated(self, place: int) -> None:
        """A task gives its title to a slot that has none of its own."""
        titles = {words for _, words in self._tasks}
        if place > 0 and (not self.title.text().strip() or self.title.text() in titles):
            self.title.setText(self._tasks[place - 1][1])

    def _on_delete_clicked(self) -> None:
        self.deletion_requested.emit()
        self.reject()

    def _judge(self) -> None:
        minutes = self.minutes.minutes
        sound = self.start.minute is not None and minutes is not None and minutes <= LONGEST
        self.save.setEnabled(bool(self.title.text().strip()) and sound)

    def _lay_out(self, title: str) -> None:
        heading = QLabel(title)
        heading.setFont(font(TITLE, QFont.Weight.DemiBold))
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(1, 1)
        fields = (("&Title", self.title), ("&Start", self.start), ("&Length", self.minutes), ("Tas&k", self.task))
        for row, (words, field) in enumerate(fields):
            label = QLabel(words)
            label.setFixedHeight(4 * GRID)
            label.setBuddy(field.focusProxy() or field)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(field, row, 1)
        self.save.setProperty("tone", "accent")
        self.save.setFont(font(BODY, QFont.Weight.DemiBold))
        self.save.setDefault(True)
        self.delete.setFont(font(CAPTION))
        for button in (self.save, self.cancel, self.delete):
            button.setAccessibleName(button.text())
        buttons = QHBoxLayout()
        buttons.addWidget(self.delete)
        buttons.addStretch()
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(heading)
        layout.addLayout(grid)
        layout.addSpacing(GRID)
        layout.addLayout(buttons)
