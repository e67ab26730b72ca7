"""A medallion shows its tier by studs and metal, and says it to those who hear it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter

from momentum_desktop.gui.achievement_model import spoken
from momentum_desktop.gui.medallion import METALS, Medallion, category_colours, paint_medallion
from momentum_desktop.gui.theme import DARK, LIGHT, Theme
from momentum_desktop.momentum import AchievementTier
from tests.gui import page_samples as samples

SIDE, RADIUS = 100, 34.0


def painted(theme: Theme, tier: str | None, won: bool = True) -> QImage:
    picture = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32)
    picture.fill(theme.surface)
    painter = QPainter(picture)
    look = Medallion("trophy", float(won), category_colours(theme, "focus"), won, tier)
    paint_medallion(painter, QPointF(SIDE / 2, SIDE / 2), RADIUS, look, theme, 1.0)
    painter.end()
    return picture


def studs(picture: QImage) -> int:
    """How many dark spots lie along the middle of the plate."""
    row = round(SIDE / 2 + RADIUS)
    lights = [picture.pixelColor(x, row).lightness() for x in range(SIDE // 2 - 14, SIDE // 2 + 15)]
    dark = [light < 90 for light in lights]
    return sum(now and not before for before, now in zip([False, *dark], dark, strict=False))


def test_every_tier_has_a_metal() -> None:
    assert set(METALS) == set(AchievementTier)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("won", [True, False], ids=["won", "open"])
def test_no_two_tiers_look_alike(qapp: object, theme: Theme, won: bool) -> None:
    pictures = [painted(theme, tier, won) for tier in (None, *AchievementTier)]
    assert all(one != other for place, one in enumerate(pictures) for other in pictures[:place])


def test_bronze_has_one_stud_silver_two_and_gold_three(qapp: object) -> None:
    assert [studs(painted(LIGHT, tier)) for tier in AchievementTier] == [1, 2, 3]


def test_a_card_says_its_tier_and_a_secret_one_does_not() -> None:
    told = {row.name: spoken(row) for row in samples.achievements()}
    assert told["Task Master"].endswith("Productivity. Silver")
    assert told["First Spark"].endswith("Productivity")
    assert "ronze" not in told[None]
