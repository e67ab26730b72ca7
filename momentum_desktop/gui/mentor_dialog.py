"""The dialog of a mentor: publish a plan, or follow one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from momentum_desktop.gui.file_places import first_folder
from momentum_desktop.gui.theme import BODY, GRID, TITLE, font

PLANS = "Plans (*.json)"
SENTENCE = (
    "Your habits, open goals and own achievements as a file that others follow. It holds no days, no points and "
    "nothing that you did."
)


class MentorDialog(QDialog):
    """`publication_requested` and `import_requested` carry the path of the file that was chosen."""

    publication_requested = Signal(str)
    import_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = "Share a plan"
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("mentor_dialog")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setFixedWidth(60 * GRID)
        heading = QLabel(title)
        heading.setFont(font(TITLE, QFont.Weight.DemiBold))
        words = QLabel(SENTENCE)
        words.setWordWrap(True)
        words.setProperty("ink", "muted")
        self.publish = _button("Publish my plan…", "accent")
        self.follow = _button("Follow a plan…", "")
        close = _button("Close", "")
        self.publish.clicked.connect(self._on_publish_clicked)
        self.follow.clicked.connect(self._on_follow_clicked)
        close.clicked.connect(self.reject)
        self.publish.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addWidget(close)
        buttons.addStretch()
        buttons.addWidget(self.follow)
        buttons.addWidget(self.publish)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(heading)
        layout.addWidget(words)
        layout.addSpacing(GRID)
        layout.addLayout(buttons)

    def _on_publish_clicked(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, "Publish my plan", "plan.json", PLANS)
        if path:
            self.publication_requested.emit(path)
            self.accept()

    def _on_follow_clicked(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "Follow a plan", first_folder(), PLANS)
        if path:
            self.import_requested.emit(path)
            self.accept()


def _button(words: str, tone: str) -> QPushButton:
    button = QPushButton(words)
    button.setAccessibleName(words.rstrip("…"))
    button.setFont(font(BODY, QFont.Weight.DemiBold))
    if tone:
        button.setProperty("tone", tone)
    return button
