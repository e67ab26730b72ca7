"""The dialog that plans a stretch of a day, or changes one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from momentum_desktop.gui.choice_box import ChoiceBox
from momentum_desktop.gui.plan_dialog import PlanDialog
from momentum_desktop.gui.plan_fields import MinutesField, TimeField
from momentum_desktop.gui.theme import GRID, Theme
from momentum_desktop.service.plan_values import SlotDraft

NO_TASK = "No task"
LONGEST = 24 * 60
Choices = Sequence[tuple[int, str]]


class SlotDialog(PlanDialog):
    """Shows a slot's words; `draft_accepted` carries them as a SlotDraft. `tasks` are (id, title) of those that it can
    be for; with `known` it is one that exists, and `deletion_requested` can come."""

    draft_accepted = Signal(object)
    deletion_requested = Signal()

    def __init__(
        self, draft: SlotDraft, tasks: Choices, theme: Theme, known: bool = False, parent: QWidget | None = None
    ) -> None:
        title, verb = ("Change the time slot", "Save") if known else ("Plan a time slot", "Plan")
        super().__init__("slot_dialog", title, verb, parent)
        self.setMinimumWidth(52 * GRID)
        self._draft, self._tasks = draft, list(tasks)
        if draft.task_id is not None and draft.task_id not in dict(tasks):
            self._tasks.insert(0, (draft.task_id, "The task it has now"))
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
        self.add_field("&Title", self.title)
        self.add_field("&Start", self.start)
        self.add_field("&Length", self.minutes)
        self.add_field("Tas&k", self.task)
        self.delete = QPushButton("Delete")
        self.delete.setVisible(known)
        self.add_way_out(self.delete)
        self.title.textChanged.connect(self._judge)
        self.start.changed.connect(self._judge)
        self.minutes.changed.connect(self._judge)
        self.task.activated.connect(self._on_task_activated)
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
