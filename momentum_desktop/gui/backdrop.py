"""The painted grounds that may lie behind the pages, each so faint that every text on them can be read."""

from __future__ import annotations

import math
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageReader,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPixmap,
    QRadialGradient,
)

from momentum_desktop.errors import CannotWrite, RefusedInput
from momentum_desktop.gui.palettes import contrast, mixed
from momentum_desktop.gui.theme import GRID, Theme

BACKDROPS = {
    "plain": "Plain",
    "aurora": "Aurora",
    "hills": "Hills",
    "waves": "Waves",
    "dots": "Dots",
    "picture": "A picture",
}
LEAST_CONTRAST = 4.55
INKS = ("text", "muted", "accent", "success", "flame", "gold", "danger")
MOST_BYTES, MOST_SIDE, KEPT_SIDE = 40_000_000, 16_000, 2_560


def veil(theme: Theme, extremes: tuple[str, ...]) -> float:
    """The greatest share (0 to 1) that pictures up to these colours may take of the window's ground, so that every ink
    of the theme keeps a contrast of 4.5 on it."""
    inks = [getattr(theme, ink) for ink in INKS]
    for hundredth in range(60, 0, -1):
        grounds = [mixed(theme.window, extreme, hundredth / 100) for extreme in extremes]
        if all(contrast(ink, ground) >= LEAST_CONTRAST for ink in inks for ground in grounds):
            return hundredth / 100
    return 0.0


def backdrop(name: str, size: QSize, theme: Theme, ratio: float, picture: QImage | None = None) -> QPixmap:
    """The ground of a window of that size. One that is not known is plain, as is a picture that is not there."""
    made = QPixmap(size * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(QColor(theme.window))
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setPen(Qt.PenStyle.NoPen)
    if name == "picture" and picture is not None and not picture.isNull():
        painter.setOpacity(veil(theme, ("#000000",) if theme.name == "light" else ("#ffffff",)))
        _lay_picture(painter, picture, size)
    elif name in _DRAWN:
        colours = _colours(theme)
        painter.setOpacity(veil(theme, (_extreme(colours, theme),)))
        drawing = QImage(size * ratio, QImage.Format.Format_ARGB32_Premultiplied)
        drawing.setDevicePixelRatio(ratio)
        drawing.fill(Qt.GlobalColor.transparent)
        pen = QPainter(drawing)
        pen.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen.setPen(Qt.PenStyle.NoPen)
        _DRAWN[name](pen, QRectF(0, 0, size.width(), size.height()), [QColor(colour) for colour in colours])
        pen.end()
        painter.drawImage(0, 0, drawing)
    painter.end()
    return made


def ground_of(choice: tuple[str, Path], size: QSize, theme: Theme, ratio: float) -> QPixmap:
    """The ground for a choice: a name, and where the picture lies that is meant by one of them."""
    name, path = choice
    picture = None
    if name == "picture" and path.exists():
        picture = read_picture(path, path.stat().st_mtime_ns)
    return backdrop(name, size, theme, ratio, picture)


@lru_cache(maxsize=2)
def read_picture(path: Path, changed: int) -> QImage:
    """The picture kept behind the pages, null if there is none; `changed` is when it was, in nanoseconds."""
    del changed
    return QImage(str(path))


def keep_picture(source: Path, target: Path) -> None:
    """Copies a picture into the data, no larger than a screen. RefusedInput if it is none or too large, CannotWrite if
    the folder does not take it; what was kept before then stays."""
    try:
        size = source.stat().st_size
    except OSError as fault:
        raise RefusedInput(f"{source.name} cannot be read ({fault.strerror})") from None
    if size > MOST_BYTES:
        raise RefusedInput(f"{source.name} is larger than {MOST_BYTES // 1_000_000} MB; choose a smaller picture")
    reader = QImageReader(str(source))
    reader.setAutoTransform(True)
    whole = reader.size()
    if not whole.isValid():
        raise RefusedInput(f"{source.name} is no picture that can be read")
    if max(whole.width(), whole.height()) > MOST_SIDE:
        raise RefusedInput(f"{source.name} is wider or higher than {MOST_SIDE:,} dots; choose a smaller picture")
    if max(whole.width(), whole.height()) > KEPT_SIDE:
        reader.setScaledSize(whole.scaled(KEPT_SIDE, KEPT_SIDE, Qt.AspectRatioMode.KeepAspectRatio))
    picture = reader.read()
    if picture.isNull():
        raise RefusedInput(f"{source.name} cannot be read as a picture ({reader.errorString()})")
    flat = QImage(picture.size(), QImage.Format.Format_RGB32)
    flat.fill(Qt.GlobalColor.gray)
    painter = QPainter(flat)
    painter.drawImage(0, 0, picture)
    painter.end()
    beside = target.with_name(f"{target.stem}.new{target.suffix}")
    if not flat.save(str(beside), quality=88):
        raise CannotWrite(f"{target} cannot be written; the background is as it was")
    beside.replace(target)


def _colours(theme: Theme) -> list[str]:
    """The colours of a drawing, from the accent to its neighbours."""
    return [theme.ring[0], theme.ring[1], mixed(theme.ring[0], theme.categories["focus"][0], 0.5), theme.accent]


def _extreme(colours: list[str], theme: Theme) -> str:
    """The colour that is as dark as any of these in each of its parts, or as bright on a dark theme."""
    farthest = min if theme.name == "light" else max
    parts = (farthest(int(colour[place : place + 2], 16) for colour in colours) for place in (1, 3, 5))
    return "#" + "".join(f"{part:02x}" for part in parts)


def _lay_picture(painter: QPainter, picture: QImage, size: QSize) -> None:
    """The picture over the whole, cut where it is too long."""
    part = QRectF(picture.rect())
    scale = min(part.width() / max(1, size.width()), part.height() / max(1, size.height()))
    seen = QRectF(0, 0, size.width() * scale, size.height() * scale)
    seen.moveCenter(part.center())
    painter.drawImage(QRectF(0, 0, size.width(), size.height()), picture, seen)


def _aurora(painter: QPainter, box: QRectF, colours: list[QColor]) -> None:
    places = ((0.12, 0.0, 0.55), (0.95, 0.25, 0.6), (0.45, 1.05, 0.65))
    for (x, y, reach), colour in zip(places, colours, strict=False):
        centre = QPointF(box.width() * x, box.height() * y)
        glow = QRadialGradient(centre, box.width() * reach)
        clear = QColor(colour)
        clear.setAlpha(0)
        glow.setColorAt(0, colour)
        glow.setColorAt(1, clear)
        painter.setBrush(glow)
        painter.drawRect(box)


def _hills(painter: QPainter, box: QRectF, colours: list[QColor]) -> None:
    for layer in range(4):
        colour = QColor(colours[layer % 2])
        colour.setAlphaF(0.25 + 0.22 * layer)
        foot = box.height() * (0.62 + 0.1 * layer)
        path = QPainterPath(QPointF(0, box.height()))
        for step in range(65):
            x = box.width() * step / 64
            rise = math.sin(step / 64 * math.tau * (1.1 + 0.35 * layer) + layer * 1.9)
            path.lineTo(x, foot - box.height() * (0.07 - 0.01 * layer) * rise)
        path.lineTo(box.width(), box.height())
        painter.setBrush(colour)
        painter.drawPath(path)


def _waves(painter: QPainter, box: QRectF, colours: list[QColor]) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    apart = 4 * GRID
    for row in range(math.ceil(box.height() / apart) + 2):
        path = QPainterPath(QPointF(0, row * apart))
        for step in range(1, math.ceil(box.width() / 12) + 2):
            path.lineTo(step * 12, row * apart + 7 * math.sin(step * 0.42 + row * 0.6))
        colour = QColor(colours[row % 2])
        colour.setAlphaF(0.5)
        painter.setPen(colour)
        painter.drawPath(path)


def _dots(painter: QPainter, box: QRectF, colours: list[QColor]) -> None:
    wash = QLinearGradient(box.topLeft(), box.bottomRight())
    wash.setColorAt(0, colours[0])
    wash.setColorAt(1, colours[1])
    painter.setBrush(wash)
    apart = 3 * GRID
    for row in range(math.ceil(box.height() / apart) + 1):
        for column in range(math.ceil(box.width() / apart) + 1):
            shift = apart / 2 if row % 2 else 0
            painter.drawEllipse(QPointF(column * apart + shift, row * apart), 2.2, 2.2)


_DRAWN = {"aurora": _aurora, "hills": _hills, "waves": _waves, "dots": _dots}
