"""What lies at the edge of a scroll area fades into its ground, so that a cut reads as “there is more”."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QLinearGradient, QPainter, QPaintEvent, QPalette, QPixmap
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from momentum_desktop.gui.theme import GRID

HEIGHT = 2 * GRID
BACKDROP = "backdrop"
"""The property in which a widget holds the picture that it paints behind everything in it."""


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
        ratio = self.devicePixelRatioF()
        layer = QPixmap(self.size() * ratio)
        layer.setDevicePixelRatio(ratio)
        layer.fill(Qt.GlobalColor.transparent)
        painter = QPainter(layer)
        painter.fillRect(self.rect(), self.palette().color(self._ground))
        if self._ground == QPalette.ColorRole.Window:
            self._paint_backdrop(painter)
        fade = QLinearGradient(0, 0, 0, self.height())
        fade.setColorAt(0 if self._at_top else 1, Qt.GlobalColor.black)
        fade.setColorAt(1 if self._at_top else 0, Qt.GlobalColor.transparent)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
        painter.fillRect(self.rect(), fade)
        painter.end()
        QPainter(self).drawPixmap(0, 0, layer)

    def _paint_backdrop(self, painter: QPainter) -> None:
        """What the window has behind everything, if it has more than a colour."""
        holder = self.parentWidget()
        while holder is not None:
            backdrop = holder.property(BACKDROP)
            if isinstance(backdrop, QPixmap):
                painter.drawPixmap(-self.mapTo(holder, QPoint()), backdrop)
                return
            holder = holder.parentWidget()

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
