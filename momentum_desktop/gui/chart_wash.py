"""The tinted ground under a line. Filling a path of years takes many times as long as tinting columns of pixels."""

from __future__ import annotations

from collections.abc import Sequence

import numpy
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget


class ChartWash(QGraphicsItem):
    """Fills from 0 up to the line through the points, in the coordinates of the plot."""

    def __init__(self) -> None:
        super().__init__()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self._xs = numpy.zeros(0)
        self._ys = numpy.zeros(0)
        self._box = QRectF()
        self._ink = 0

    def show_points(self, xs: Sequence[float], ys: Sequence[float], colour: QColor) -> None:
        """The points of the line, from left to right; `colour` with its alpha."""
        self.prepareGeometryChange()
        self._xs, self._ys = numpy.asarray(xs, float), numpy.asarray(ys, float)
        self._box = QRectF(xs[0], 0.0, xs[-1] - xs[0], max(ys)) if len(xs) > 1 else QRectF()
        alpha = colour.alpha()
        red, green, blue = (part * alpha // 255 for part in (colour.red(), colour.green(), colour.blue()))
        self._ink = alpha << 24 | red << 16 | green << 8 | blue
        self.update()

    def boundingRect(self) -> QRectF:
        return self._box

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        shown = option.exposedRect & self._box
        if shown.width() <= 0 or shown.height() <= 0:
            return
        to_screen = painter.worldTransform()
        ratio = painter.device().devicePixelRatioF()
        area = to_screen.mapRect(QRectF(shown.left(), 0.0, shown.width(), self._box.height()))
        width, height = max(1, round(area.width() * ratio)), max(1, round(area.height() * ratio))
        step = shown.width() / width
        columns = numpy.interp(shown.left() + (numpy.arange(width) + 0.5) * step, self._xs, self._ys)
        within = (self._xs >= shown.left()) & (self._xs < shown.right())
        places = ((self._xs[within] - shown.left()) / step).astype(int).clip(0, width - 1)
        numpy.maximum.at(columns, places, self._ys[within])
        tops = height - columns * (height / self._box.height())
        filled = numpy.arange(height)[:, None] + 0.5 >= tops[None, :]
        pixels = numpy.where(filled, numpy.uint32(self._ink), numpy.uint32(0))
        image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(ratio)
        painter.setWorldTransform(QTransform())
        painter.drawImage(QPointF(area.left(), area.top()), image)
        painter.setWorldTransform(to_screen)
