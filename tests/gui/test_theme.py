"""The colours can be read, the bundled type is there and the icons are all drawn in one hand."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QImage, QPainter, QRawFont

from momentum_desktop.gui.icons import icon, icon_pixmap
from momentum_desktop.gui.palettes import ACCENTS, PALETTES, dressed
from momentum_desktop.gui.theme import (
    BODY,
    DARK,
    LIGHT,
    Theme,
    figures,
    font,
    load_fonts,
    palette,
    style_sheet,
)
from momentum_desktop.settings import resource_folder


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def pairs_of(theme: Theme) -> list[tuple[str, str, str]]:
    """Every (name, foreground, background) that text is set in."""
    grounds = ("window", "surface", "raised", "hover")
    inks = ("text", "muted", "accent", "success", "flame", "gold", "danger")
    pairs = []
    for ground in grounds:
        pairs += [(f"{ink} on {ground}", getattr(theme, ink), getattr(theme, ground)) for ink in inks]
    pairs.append(("on_accent on accent", theme.on_accent, theme.accent))
    for ink in ("text", "muted", "accent"):
        pairs.append((f"{ink} on accent_soft", getattr(theme, ink), theme.accent_soft))
    pairs.append(("text on track", theme.text, theme.track))
    return pairs


EVERY_THEME = [
    (f"{palette} {accent} {'dark' if dark else 'light'}", dressed(palette, accent, dark=dark))
    for palette in PALETTES
    for accent in ACCENTS
    for dark in (False, True)
]


@pytest.mark.parametrize(("place", "theme"), EVERY_THEME, ids=[place for place, _ in EVERY_THEME])
def test_every_text_can_be_read_on_its_ground(place: str, theme: Theme) -> None:
    faint = {name: contrast(ink, ground) for name, ink, ground in pairs_of(theme) if contrast(ink, ground) < 4.5}
    assert not faint, f"{place}: {faint}"
    assert all(contrast("#ffffff", ground) >= 4.5 for ground in theme.node)


@pytest.mark.parametrize("weight", [400, 500, 600, 700])
def test_the_bundled_family_has_four_real_weights_and_figures_of_one_width(qapp: object, weight: int) -> None:
    assert load_fonts()
    face = font(BODY, QFont.Weight(weight))
    assert QFontInfo(face).family() == "Inter"
    assert QFontInfo(face).weight() == weight
    raw = QRawFont.fromFont(face)
    assert all(raw.supportsCharacter(ord(letter)) for letter in "aéłőжλạ“”−")
    metrics = QFontMetricsF(figures(BODY, QFont.Weight(weight)))
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("8888")


@pytest.mark.parametrize("theme", [LIGHT, DARK, dressed("forest", "rose", dark=False)])
def test_palette_and_style_sheet_use_only_the_colours_of_the_theme(qapp: object, theme: Theme) -> None:
    own = {value for value in vars(theme).values() if isinstance(value, str) and value.startswith("#")}
    assert palette(theme).window().color().name() == theme.window
    assert set(re.findall(r"#[0-9a-f]{6}", style_sheet(theme))) <= own


def test_every_icon_is_drawn_in_one_hand(qapp: object) -> None:
    traits = ('viewBox="0 0 24 24"', 'stroke="currentColor"', 'stroke-width="1.75"', 'stroke-linecap="round"')
    for path in (resource_folder() / "icons").glob("*.svg"):
        if path.stem == "momentum":  # the program's own mark, in its own colours
            continue
        drawing = path.read_text(encoding="utf-8")
        for trait in traits:
            assert trait in drawing, f"{path.name} lacks {trait}"


def test_an_icon_is_tinted_and_as_sharp_as_the_screen(qapp: object) -> None:
    pixmap = icon_pixmap("ui-plus", LIGHT.accent, 20, 2.0)
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (40, 2.0)
    assert pixmap.toImage().pixelColor(20, 20).name() == LIGHT.accent
    assert not icon("ui-plus", LIGHT.accent).isNull()


def drawn(words: str, face: QFont) -> QImage:
    picture = QImage(240, 32, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    painter.setFont(face)
    painter.drawText(4, 22, words)
    painter.end()
    return picture


@pytest.mark.parametrize("face", [font, figures])
def test_no_character_is_drawn_as_another(face: Callable[[int], QFont]) -> None:
    assert drawn("2x4", face(BODY)) != drawn("2\u00d74", face(BODY))
    assert drawn("2->4", face(BODY)) != drawn("2\u21924", face(BODY))
