"""How each choice of a look would look, as a small picture."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPixmap

from momentum_desktop.gui.backdrop import BACKDROPS, ground_of
from momentum_desktop.gui.celebration import CELEBRATIONS, COLOURS, CelebrationStyle, paint_celebration
from momentum_desktop.gui.icons import STYLES, icon_pixmap
from momentum_desktop.gui.look import Look
from momentum_desktop.gui.look_dialog import Sample, Shelf
from momentum_desktop.gui.medallion import PLATES, Medallion, paint_medallion
from momentum_desktop.gui.palettes import ACCENTS, PALETTES, dressed
from momentum_desktop.gui.theme import GRID, RADIUS, Theme
from momentum_desktop.gui.window_memory import WindowMemory

SMALL, WIDE = QSize(5 * GRID, 5 * GRID), QSize(11 * GRID, 7 * GRID)
SHOWN_ICONS = ("trophy", "ui-flame", "mountain")


def shelves_for(perk: str, memory: WindowMemory, theme: Theme, ratio: float) -> tuple[Shelf, ...]:
    """What can be chosen with a perk; nothing if it is none that changes the look."""
    look, dark = memory.look, theme.name == "dark"
    if perk == "accent_colours":
        return (Shelf("accent", "", [_accent(name, look, dark, ratio) for name in ACCENTS], look.accent),)
    if perk == "themes":
        return (Shelf("palette", "", [_palette(name, look, dark, ratio) for name in PALETTES], look.palette),)
    if perk == "icon_styles":
        return (
            Shelf("icons", "Icons", [_icons(name, theme, ratio) for name in STYLES], look.icons),
            Shelf("plate", "Medallions", [_plate(name, look, dark, ratio) for name in PLATES], look.plate),
        )
    if perk == "custom_backgrounds":
        grounds = [_backdrop(name, memory, theme, ratio) for name in BACKDROPS]
        return (Shelf("backdrop", "", grounds, look.backdrop),)
    if perk == "custom_celebrations":
        moments = [_moment(name, look, theme, ratio) for name in CELEBRATIONS]
        colours = [_coloured(name, look, theme, ratio) for name in COLOURS]
        own = look.celebration_colours.startswith("#")
        return (
            Shelf("celebration", "What is seen", moments, look.celebration),
            Shelf("celebration_colours", "Its colours", colours, "own" if own else look.celebration_colours),
        )
    return ()


def _accent(name: str, look: Look, dark: bool, ratio: float) -> Sample:
    theme = dressed(look.palette, name, dark=dark)
    picture, painter = _begun(SMALL, ratio)
    painter.setBrush(QColor(theme.accent))
    painter.drawEllipse(QRectF(4, 4, SMALL.width() - 8, SMALL.height() - 8))
    painter.end()
    return Sample(name, ACCENTS[name].title, picture)


def _palette(name: str, look: Look, dark: bool, ratio: float) -> Sample:
    """A window in small: header, a card with two lines, a button."""
    theme = dressed(name, look.accent, dark=dark)
    picture, painter = _begun(WIDE, ratio)
    painter.setClipPath(_rounded(WIDE))
    for colour, box in (
        (theme.track, QRectF(0, 0, WIDE.width(), WIDE.height())),
        (theme.window, QRectF(1, 1, WIDE.width() - 2, WIDE.height() - 2)),
    ):
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(box, RADIUS - 4, RADIUS - 4)
    for colour, (x, y, width, height) in (
        (theme.accent, (8, 8, 10, 10)),
        (theme.text, (24, 10, 34, 5)),
        (theme.surface, (8, 24, 72, 25)),
        (theme.text, (14, 29, 34, 4)),
        (theme.muted, (14, 38, 24, 4)),
        (theme.accent, (60, 30, 14, 12)),
    ):
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(QRectF(x, y, width, height), min(5, height / 2), min(5, height / 2))
    painter.end()
    return Sample(name, PALETTES[name].title, picture)


def _icons(name: str, theme: Theme, ratio: float) -> Sample:
    picture, painter = _begun(QSize(11 * GRID, 4 * GRID), ratio)
    for place, each in enumerate(SHOWN_ICONS):
        painter.drawPixmap(2 + place * 30, 4, icon_pixmap(each, theme.text, 24, ratio, name))
    painter.end()
    return Sample(name, STYLES[name][0], picture)


def _plate(name: str, look: Look, dark: bool, ratio: float) -> Sample:
    theme = dressed(look.palette, look.accent, dark=dark, plate=name)
    picture, painter = _begun(QSize(7 * GRID, 7 * GRID), ratio)
    medal = Medallion("trophy", 1.0, theme.categories["productivity"], filled=True)
    paint_medallion(painter, QPointF(28, 28), 24, medal, theme, ratio)
    painter.end()
    return Sample(name, PLATES[name], picture)


def _backdrop(name: str, memory: WindowMemory, theme: Theme, ratio: float) -> Sample:
    picture, painter = _begun(WIDE, ratio)
    painter.setClipPath(_rounded(WIDE))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    window = QSize(480, 480 * WIDE.height() // WIDE.width())
    ground = ground_of((name, memory.picture), window, theme, ratio)
    painter.drawPixmap(QRectF(0, 0, WIDE.width(), WIDE.height()), ground, QRectF(ground.rect()))
    if name == "picture":
        painter.drawPixmap(
            WIDE.width() // 2 - 12, WIDE.height() // 2 - 12, icon_pixmap("ui-plus", theme.text, 24, ratio)
        )
    painter.end()
    return Sample(name, BACKDROPS[name], picture)


def _moment(name: str, look: Look, theme: Theme, ratio: float) -> Sample:
    style = CelebrationStyle(name, look.celebration_colours)
    return Sample(name, CELEBRATIONS[name], _celebrated(style, theme, ratio))


def _coloured(name: str, look: Look, theme: Theme, ratio: float) -> Sample:
    own = look.celebration_colours if look.celebration_colours.startswith("#") else "#888888"
    style = CelebrationStyle("fireworks", own if name == "own" else name)
    return Sample(name, COLOURS[name], _celebrated(style, theme, ratio))


def _celebrated(style: CelebrationStyle, theme: Theme, ratio: float) -> QPixmap:
    picture, painter = _begun(WIDE, ratio)
    painter.setClipPath(_rounded(WIDE))
    painter.fillRect(QRectF(0, 0, WIDE.width(), WIDE.height()), QColor(theme.window))
    painter.scale(0.25, 0.25)
    paint_celebration(painter, WIDE * 4, style, 0.4, theme, QPointF(100, 80), 0.6)
    painter.end()
    return picture


def _begun(size: QSize, ratio: float) -> tuple[QPixmap, QPainter]:
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    return picture, painter


def _rounded(size: QSize) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(0, 0, size.width(), size.height()), RADIUS - 4, RADIUS - 4)
    return path
