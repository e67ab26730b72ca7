"""The drawn icons, tinted and sharp at every scale, in the style that was chosen."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from momentum_desktop.settings import resource_folder

STROKE = 'stroke-width="1.75"'
STYLES = {
    "line": ("Line", 1.75, 0.0),
    "fine": ("Fine", 1.2, 0.0),
    "bold": ("Bold", 2.5, 0.0),
    "duotone": ("Two tones", 1.75, 0.3),
}
"""A style's title, the width that it draws with and how strongly it fills what is closed."""
SHAPE = re.compile(r"<(path|circle|ellipse|rect)\b([^>]*?)/>")
_style = ["line"]


def use_icon_style(name: str) -> None:
    """Draws every icon from now on in a style; an unknown name means the first."""
    _style[0] = name if name in STYLES else "line"


def icon_pixmap(name: str, color: str, size: int, ratio: float = 1.0, style: str | None = None) -> QPixmap:
    """A square of `size` logical pixels for a screen of that ratio, in a style or in the one in use. OSError if there
    is no such icon."""
    return _pixmap(name, color, size, ratio, style or _style[0])


@cache
def _drawing(name: str) -> str:
    return (resource_folder() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@cache
def _styled(name: str, style: str) -> str:
    _, width, strength = STYLES[style]
    drawing = _drawing(name).replace(STROKE, f'stroke-width="{width}"')
    return SHAPE.sub(lambda shape: _filled(shape, strength), drawing) if strength else drawing


def _filled(shape: re.Match[str], strength: float) -> str:
    """The shape with a soft fill, if it is closed and has no fill of its own."""
    kind, traits = shape.groups()
    if "fill=" in traits or (kind == "path" and "z" not in traits.lower()):
        return shape.group()
    return f'<{kind}{traits} fill="currentColor" fill-opacity="{strength}"/>'


@lru_cache(maxsize=1024)
def _pixmap(name: str, color: str, size: int, ratio: float, style: str) -> QPixmap:
    side = round(size * ratio)
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    drawing = _styled(name, style).replace("currentColor", color)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def icon(name: str, color: str, checked: str | None = None, size: int = 20) -> QIcon:
    """The icon for a control, at the scales screens have; `checked` is its colour while the control is on."""
    made = QIcon()
    for ratio in (1.0, 2.0, 3.0):
        made.addPixmap(icon_pixmap(name, color, size, ratio))
        if checked:
            made.addPixmap(icon_pixmap(name, checked, size, ratio), QIcon.Mode.Normal, QIcon.State.On)
    return made
