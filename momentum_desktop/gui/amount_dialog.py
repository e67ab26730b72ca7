"""The dialog that asks how much of a habit's amount is there by now."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QDoubleSpinBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from momentum_desktop.gui.theme import BODY, GRID, TITLE, font
from momentum_desktop.gui.wording import grouped
from momentum_desktop.service.plan_values import Task

PLACES = 4


class AmountDialog(QDialog):
    """Counts up from what is there; `amount_chosen` carries the whole as a Decimal."""

    amount_chosen = Signal(object)

    def __init__(self, task: Task, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Amount")
        self.setAccessibleName(f"Amount of {task.title}")
        whole = Decimal(task.amount or 1)
        self._box = QDoubleSpinBox()
        self._box.setObjectName("amount")
        self._box.setAccessibleName("Amount so far")
        exponent = whole.normalize().as_tuple().exponent
        self._box.setDecimals(min(PLACES, max(0, -exponent)) if isinstance(exponent, int) else PLACES)
        self._box.setRange(0, float(whole) * 100)
        self._box.setSingleStep(float(max(Decimal(1), whole // 20)) if whole >= 1 else float(whole) / 10)
        self._box.setValue(min(float(task.amount_done) + self._box.singleStep(), float(whole)))
        self._box.setSuffix(f" of {grouped(whole)}{f' {task.unit}' if task.unit else ''}")
        heading = QLabel(task.title)
        heading.setFont(font(TITLE, QFont.Weight.DemiBold))
        heading.setWordWrap(True)
        everything = QPushButton("All of it")
        everything.clicked.connect(lambda: self._box.setValue(float(whole)))
        save, cancel = QPushButton("Save"), QPushButton("Cancel")
        save.setProperty("tone", "accent")
        save.setFont(font(BODY, QFont.Weight.DemiBold))
        save.setDefault(True)
        save.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addWidget(everything)
        buttons.addStretch()
        buttons.addWidget(cancel)
        buttons.addWidget(save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(heading)
        layout.addWidget(self._box)
        layout.addLayout(buttons)
        self.setMinimumWidth(44 * GRID)
        self._box.selectAll()
        self._box.setFocus()

    def accept(self) -> None:
        amount = Decimal(str(round(self._box.value(), PLACES)))
        if amount > 0:
            self.amount_chosen.emit(amount)
            super().accept()
