"""A column that scrolls up and down when there is more than fits."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class ScrollColumn(QScrollArea):
    """A frameless scroll area that shows the ground behind it and never scrolls sideways."""

    def __init__(self, inside: QWidget, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(spoken)
        self.inside = inside
        self.setWidget(inside)
        # setWidget turns the ground of the widget on.
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
