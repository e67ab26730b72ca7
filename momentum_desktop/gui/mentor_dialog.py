"""The dialog in which a plan is published as a file for others, or taken from one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from momentum_desktop.gui.theme import BODY, GRID, TITLE, font

PLANS = "Momentum plans (*.json)"
PARTS = (("habits", "Habits"), ("goals", "Goals with their steps"), ("achievements", "Achievements of your own"))


class MentorDialog(QDialog):
    """`publication_requested` carries a file, a title and which parts; `import_requested` a file."""

    publication_requested = Signal(str, str, object)
    import_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = "A plan for others"
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("mentor_dialog")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setMinimumWidth(60 * GRID)
        heading = QLabel(title)
        heading.setFont(font(TITLE, QFont.Weight.DemiBold))
        hint = QLabel("A file with what you plan, and nothing of what you did. Others take it into their own Momentum.")
        hint.setProperty("ink", "muted")
        hint.setWordWrap(True)
        self.title = QLineEdit()
        self.title.setPlaceholderText("What the plan is called")
        self.title.setAccessibleName("Title of the plan")
        self.boxes = {part: QCheckBox(words) for part, words in PARTS}
        self.publish = QPushButton("Publish…")
        self.publish.setProperty("tone", "accent")
        self.publish.setFont(font(BODY, QFont.Weight.DemiBold))
        self.take = QPushButton("Take a plan…")
        self.take.setAutoDefault(False)
        close = QPushButton("Close")
        close.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        for part in (heading, hint, self.title):
            layout.addWidget(part)
        for box in self.boxes.values():
            box.setChecked(True)
            box.toggled.connect(self._judge)
            layout.addWidget(box)
        foot = QHBoxLayout()
        foot.addWidget(self.take)
        foot.addStretch()
        foot.addWidget(close)
        foot.addWidget(self.publish)
        layout.addLayout(foot)
        self.title.textChanged.connect(self._judge)
        self.publish.clicked.connect(self._on_publish_clicked)
        self.take.clicked.connect(self._on_take_clicked)
        close.clicked.connect(self.reject)
        self._judge()

    def publish_to(self, path: str) -> None:
        """Ask for the plan to be written to a file."""
        parts = tuple(part for part, box in self.boxes.items() if box.isChecked())
        self.publication_requested.emit(path, self.title.text().strip(), parts)
        self.accept()

    def take_from(self, path: str) -> None:
        """Ask for the plan of a file to be taken."""
        self.import_requested.emit(path)
        self.accept()

    def _judge(self) -> None:
        chosen = any(box.isChecked() for box in self.boxes.values())
        self.publish.setEnabled(chosen and bool(self.title.text().strip()))

    def _on_publish_clicked(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "Publish the plan", "plan.json", PLANS)
        if name:
            self.publish_to(name)

    def _on_take_clicked(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Take a plan", "", PLANS)
        if name:
            self.take_from(name)
