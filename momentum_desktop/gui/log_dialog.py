"""The dialog that writes down by hand what no task stands for: something learned, or done with others."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from momentum_desktop.gui.button_row import ButtonRow
from momentum_desktop.gui.plan_dialog import PlanDialog
from momentum_desktop.gui.plan_fields import MinutesField

KINDS = ("learning_session", "social_interaction")
LONGEST = 24 * 60


class LogDialog(PlanDialog):
    """`event_accepted` carries the type of the event and its metadata."""

    event_accepted = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("log_dialog", "What did you do?", "Log", parent)
        self.kind = ButtonRow("log_kind", "Kind", ("Learned something", "Did something with others"))
        self.what = QLineEdit()
        self.what.setAccessibleName("What")
        self.minutes = MinutesField(25)
        self.add_field("Kind", self.kind)
        self.add_field("&What", self.what)
        self._length = self.add_field("&Took", self.minutes)
        self.kind.chosen.connect(self._on_kind_chosen)
        self.minutes.changed.connect(self._judge)
        self.what.setFocus()
        self._on_kind_chosen()

    def accept(self) -> None:
        if not self.save.isEnabled():
            return
        what, metadata = self.what.text().strip(), {}
        if self._learned:
            metadata = {"minutes": self.minutes.minutes} | ({"topic": what} if what else {})
        elif what:
            metadata = {"what": what}
        self.event_accepted.emit(KINDS[self.kind.place], metadata)
        super().accept()

    @property
    def _learned(self) -> bool:
        return self.kind.place == 0

    def _on_kind_chosen(self) -> None:
        for part in (self._length, self.minutes):
            part.setVisible(self._learned)
        self.what.setPlaceholderText("French, chapter 3" if self._learned else "Lunch with Anna")
        self._judge()

    def _judge(self) -> None:
        minutes = self.minutes.minutes
        self.save.setEnabled(not self._learned or (minutes is not None and minutes <= LONGEST))
