"""The palettes and accents that a window can be dressed in, and the theme made of one of each."""

from __future__ import annotations

from dataclasses import dataclass, replace

from momentum_desktop.gui.theme import DARK, LIGHT, Theme

SOFT_SHARES = {"light": 0.13, "dark": 0.20}
"""How much of the accent its soft ground takes on a light and on a dark surface."""
INK_SHARE = 0.92
"""How much of the night the ink on a dark theme's accent takes."""
NIGHT = "#0a0a18"


@dataclass(frozen=True)
class Accent:
    """One colour for buttons, rings and marks: its ink on light and on dark grounds, and the two ends of a gauge."""

    title: str
    light: str
    dark: str
    ring: tuple[str, str]


@dataclass(frozen=True)
class Palette:
    """The grounds and inks of a window; one without a light side is dark whatever the time of day."""

    title: str
    light: Theme | None
    dark: Theme


ACCENTS = {
    "violet": Accent("Violet", LIGHT.accent, DARK.accent, LIGHT.ring),
    "blue": Accent("Blue", "#1a5cc8", "#8ab8ff", ("#2f74ea", "#86b8ff")),
    "teal": Accent("Teal", "#0a696b", "#55d3c8", ("#0d9c9a", "#46cfc0")),
    "green": Accent("Green", "#196b3a", "#74d998", ("#2a9a55", "#79dc9c")),
    "orange": Accent("Orange", "#a3460a", "#ffae70", ("#e8702a", "#ffb061")),
    "rose": Accent("Rose", "#b3266a", "#ff98c3", ("#e63f90", "#ff85bf")),
    "graphite": Accent("Graphite", "#4a5168", "#b9c1d8", ("#69728c", "#aeb7cd")),
}

PALETTES = {
    "standard": Palette("Standard", LIGHT, DARK),
    "paper": Palette(
        "Paper",
        replace(
            LIGHT,
            window="#f6f0e4",
            surface="#fffaf0",
            raised="#fffdf6",
            hover="#f0e8d8",
            track="#e6dcc6",
            text="#2b2118",
            muted="#665946",
            flame="#b13d0b",
        ),
        replace(
            DARK,
            window="#17130e",
            surface="#211b14",
            raised="#2e261c",
            hover="#2a231a",
            track="#3d3427",
            text="#f6ede0",
            muted="#b8a88f",
        ),
    ),
    "forest": Palette(
        "Forest",
        replace(
            LIGHT,
            window="#eaf2eb",
            surface="#fafefa",
            raised="#ffffff",
            hover="#e2ede4",
            track="#d2e1d5",
            text="#12241a",
            muted="#4d6354",
        ),
        replace(
            DARK,
            window="#0a1410",
            surface="#12201a",
            raised="#1c2d25",
            hover="#192820",
            track="#284036",
            text="#edf7f0",
            muted="#9db8a8",
        ),
    ),
    "dusk": Palette(
        "Dusk",
        replace(
            LIGHT,
            window="#f8eff4",
            surface="#fffbfd",
            raised="#ffffff",
            hover="#f3e6ee",
            track="#ead7e2",
            text="#2a1524",
            muted="#6b5265",
            flame="#b13d0b",
        ),
        replace(
            DARK,
            window="#160e18",
            surface="#211623",
            raised="#2f2132",
            hover="#2a1d2d",
            track="#402d44",
            text="#f8eef7",
            muted="#bda5bd",
        ),
    ),
    "midnight": Palette(
        "Midnight",
        None,
        replace(
            DARK,
            window="#000000",
            surface="#0c0e13",
            raised="#171b23",
            hover="#13161d",
            track="#272c38",
            text="#f3f5fa",
            muted="#a2aabb",
        ),
    ),
}


def dressed(palette: str, accent: str, *, dark: bool, plate: str = "disc") -> Theme:
    """The theme of a palette with an accent; unknown names mean the standard ones."""
    chosen = PALETTES.get(palette, PALETTES["standard"])
    ground = chosen.dark if dark or chosen.light is None else chosen.light
    if accent in ACCENTS and accent != "violet":
        colour = ACCENTS[accent]
        ink = colour.light if ground.name == "light" else colour.dark
        on_accent = ground.on_accent if ground.name == "light" else mixed(ink, NIGHT, INK_SHARE)
        ground = replace(ground, accent=ink, on_accent=on_accent, ring=colour.ring, node=_node(colour))
    if ground not in (LIGHT, DARK):
        ground = replace(ground, accent_soft=mixed(ground.surface, ground.accent, SOFT_SHARES[ground.name]))
    return ground if ground.plate == plate else replace(ground, plate=plate)


def _node(accent: Accent) -> tuple[str, str]:
    return mixed(accent.light, "#ffffff", 0.08), mixed(accent.light, "#000000", 0.12)


def mixed(first: str, second: str, share: float) -> str:
    """A colour on the way from the first to the second, both #rrggbb, at `share` of it (0 to 1)."""
    parts = ((int(first[place : place + 2], 16), int(second[place : place + 2], 16)) for place in (1, 3, 5))
    return "#" + "".join(f"{round(one * (1 - share) + other * share):02x}" for one, other in parts)


def luminance(colour: str) -> float:
    """The relative luminance of #rrggbb, as WCAG 2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours, 1 to 21, as WCAG 2 defines it."""
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)
