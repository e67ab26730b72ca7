"""What lies at the edge of a scroll area fades into its ground, so that a cut reads as “there is more”."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from momentum_desktop.gui.theme import GRID

HEIGHT = 2 * GRID


class EdgeFade(QWidget):
    """Lies over the top or the bottom edge of `area` while something is hidden there; takes no mouse and no keys."""

    def __init__(self, area: QAbstractScrollArea, ground: QPalette.ColorRole, *, at_top: bool) -> None:
        super().__init__(area)
        self._area, self._ground, self._at_top = area, ground, at_top
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        bar = area.verticalScrollBar()
        bar.valueChanged.connect(self._fit)
        bar.rangeChanged.connect(self._fit)
        area.viewport().installEventFilter(self)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        clear = QColor(self.palette().color(self._ground))
        solid = QColor(clear)
        clear.setAlpha(0)
        fade = QLinearGradient(0, 0, 0, self.height())
        fade.setColorAt(0 if self._at_top else 1, solid)
        fade.setColorAt(1 if self._at_top else 0, clear)
        QPainter(self).fillRect(self.rect(), fade)

    def _fit(self) -> None:
        bar, seen = self._area.verticalScrollBar(), self._area.viewport().geometry()
        hidden = bar.value() - bar.minimum() if self._at_top else bar.maximum() - bar.value()
        height = min(HEIGHT, max(0, hidden))
        top = seen.top() if self._at_top else seen.bottom() + 1 - height
        self.setGeometry(seen.left(), top, seen.width(), height)
        self.setVisible(height > 0)
        self.raise_()


def fade_edges(area: QAbstractScrollArea, ground: QPalette.ColorRole) -> None:
    """Lets both edges of a scroll area fade into the colour that it stands on."""
    for at_top in (True, False):
        EdgeFade(area, ground, at_top=at_top)
