"""Every picture that the tables of the game and the pages name is there and draws something."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QImage

from momentum_desktop.gui.icons import icon_pixmap
from momentum_desktop.gui.theme import DARK, LIGHT
from momentum_desktop.momentum import ACHIEVEMENTS
from momentum_desktop.settings import icon_names, resource_folder

NAMED = sorted({row["icon_name"] for row in ACHIEVEMENTS})
OTHERS = ["star", "lock", "snowflake", "momentum", "ui-search", "ui-table"]


def painted(picture: QImage) -> int:
    """How many of the picture's points are not empty."""
    size = picture.size()
    return sum(picture.pixelColor(x, y).alpha() > 0 for x in range(size.width()) for y in range(size.height()))


@pytest.mark.parametrize("name", [*NAMED, *OTHERS])
@pytest.mark.parametrize("side", [16, 24, 96])
def test_every_named_icon_draws_something_at_every_size(qapp: object, name: str, side: int) -> None:
    share = painted(icon_pixmap(name, LIGHT.text, side).toImage()) / (side * side)
    assert share > 0.08


@pytest.mark.parametrize("name", NAMED)
def test_an_icon_takes_the_colour_it_is_given(qapp: object, name: str) -> None:
    drawing = (resource_folder() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    assert drawing.count("#") == 0
    inks = set()
    for theme in (LIGHT, DARK):
        picture = icon_pixmap(name, theme.text, 48).toImage()
        solid = [(x, y) for x in range(48) for y in range(48) if picture.pixelColor(x, y).alpha() == 255]
        assert solid
        inks.add(picture.pixelColor(*solid[0]).name())
    assert inks == {LIGHT.text, DARK.text}


STYLE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
    'stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">\n'
)


@pytest.mark.parametrize("name", sorted(icon_names() - {"momentum"}))
def test_every_icon_is_drawn_in_the_one_style(name: str) -> None:
    drawing = (resource_folder() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    assert drawing.startswith(STYLE)
    assert not re.findall(r"(?:stroke|opacity|style|transform|font|href)", drawing.removeprefix(STYLE))
    assert set(re.findall(r'fill="(.*?)"', drawing.removeprefix(STYLE))) <= {"currentColor"}


@pytest.mark.parametrize("name", NAMED)
def test_an_icon_stands_in_the_middle_and_fills_its_field(qapp: object, name: str) -> None:
    picture = icon_pixmap(name, LIGHT.text, 96).toImage()
    inked = [(x, y) for x in range(96) for y in range(96) if picture.pixelColor(x, y).alpha() > 127]
    xs, ys = [x for x, _ in inked], [y for _, y in inked]
    assert max(max(xs) - min(xs), max(ys) - min(ys)) >= 64
    assert abs((max(xs) + min(xs)) / 2 - 48) <= 8
    assert abs((max(ys) + min(ys)) / 2 - 48) <= 8


@pytest.mark.parametrize("name", [*NAMED, *OTHERS])
def test_no_icon_is_cut_off_at_its_edge(qapp: object, name: str) -> None:
    picture = icon_pixmap(name, LIGHT.text, 96).toImage()
    edge = [(x, y) for x in range(96) for y in (0, 95)] + [(x, y) for y in range(96) for x in (0, 95)]
    assert all(picture.pixelColor(x, y).alpha() == 0 for x, y in edge)
