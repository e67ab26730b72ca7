"""The dialog that shows what a file would bring before it is taken in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from momentum_desktop.gui.settings_rows import button, label
from momentum_desktop.gui.theme import BODY, CAPTION, GRID, TITLE


class ImportDialog(QDialog):
    """Is accepted by the button that takes the file in."""

    def __init__(self, name: str, lines: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("import_dialog")
        self.setWindowTitle("Import")
        self.setAccessibleName(f"What {name} would bring")
        self.setFixedWidth(68 * GRID)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(label(name, TITLE, QFont.Weight.DemiBold))
        for line in lines:
            layout.addWidget(label(line, BODY))
        layout.addSpacing(GRID)
        cancel, take = button("Cancel", "import_cancel"), button("Take it in", "import_take")
        take.setProperty("tone", "accent")
        take.setDefault(True)
        take.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(label("A backup is made first, and you can undo it.", CAPTION, muted=True), 1)
        foot.addWidget(cancel)
        foot.addWidget(take)
        layout.addLayout(foot)
