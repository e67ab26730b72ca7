"""What the mouse does over a chart, as places on its screen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QMouseEvent, Qt, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

WHEEL_STEP = 120
"""What one notch of a wheel turns by."""

NOTCH_PIXELS = 64


class ChartMouse(QObject):
    """Watches a widget. Everything is told in its pixels: hovering, a click (at once, or only when no second one
    follows, if `patient`), a drag with the left button while it goes on and at its end, and how far the middle button
    or a sideways turn of the wheel moves what is shown."""

    hovered = Signal(QPoint)
    left = Signal()
    clicked = Signal(int)
    double_clicked = Signal()
    dragged = Signal(int, int)
    drag_ended = Signal(int, int)
    panned = Signal(int)

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.patient = False
        self._from: int | None = None
        self._dragging = False
        self._grasped: int | None = None
        self._place = 0
        self._second = QTimer(self, singleShot=True)
        self._second.timeout.connect(self._on_second_timeout)
        watched.setMouseTracking(True)
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if isinstance(event, QWheelEvent):
            return self._wheel(event)
        if isinstance(event, QMouseEvent):
            if kind == QEvent.Type.MouseButtonPress:
                self._press(event)
            elif kind == QEvent.Type.MouseMove:
                return self._move(event)
            elif kind == QEvent.Type.MouseButtonRelease:
                self._release(event)
            elif kind == QEvent.Type.MouseButtonDblClick and event.button() == Qt.MouseButton.LeftButton:
                self._second.stop()
                self._from = None
                self.double_clicked.emit()
        elif kind == QEvent.Type.Leave:
            self.left.emit()
        return False

    def _press(self, event: QMouseEvent) -> None:
        x = event.position().toPoint().x()
        if event.button() == Qt.MouseButton.LeftButton:
            self._from, self._dragging = x, False
        elif event.button() == Qt.MouseButton.MiddleButton:
            self._grasped = x

    def _move(self, event: QMouseEvent) -> bool:
        place = event.position().toPoint()
        if self._grasped is not None:
            self.panned.emit(self._grasped - place.x())
            self._grasped = place.x()
            return True
        if self._from is None:
            self.hovered.emit(place)
            return False
        if self._dragging or abs(place.x() - self._from) >= QApplication.startDragDistance():
            self._dragging = True
            self.dragged.emit(self._from, place.x())
        return True

    def _release(self, event: QMouseEvent) -> None:
        x = event.position().toPoint().x()
        if event.button() == Qt.MouseButton.MiddleButton:
            self._grasped = None
        elif event.button() == Qt.MouseButton.LeftButton and self._from is not None:
            begun, self._from = self._from, None
            if self._dragging:
                self.drag_ended.emit(begun, x)
            elif self.patient:
                self._place = x
                self._second.start(QApplication.doubleClickInterval())
            else:
                self.clicked.emit(x)

    def _wheel(self, event: QWheelEvent) -> bool:
        """Sideways it moves what is shown; up and down the page scrolls, not the chart."""
        turned = event.angleDelta().x()
        if not turned and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            turned = event.angleDelta().y()
        if turned:
            self.panned.emit(-turned * NOTCH_PIXELS // WHEEL_STEP)
        event.setAccepted(bool(turned))
        return True

    def _on_second_timeout(self) -> None:
        self.clicked.emit(self._place)
