"""The shades of a heatmap: from the empty ground to the full ink."""

from __future__ import annotations

from PySide6.QtGui import QColor

FAINTEST = 0.18
"""How much of the ink the smallest amount takes, so that it is told from nothing."""


def shade(ground: str, ink: str, amount: int, most: int) -> QColor:
    """The colour of an amount when the full ink stands for `most` and above."""
    low, high = QColor(ground), QColor(ink)
    if amount <= 0 or most <= 0:
        return low
    part = FAINTEST + (1 - FAINTEST) * min(1.0, amount / most)
    return QColor(
        round(low.red() + (high.red() - low.red()) * part),
        round(low.green() + (high.green() - low.green()) * part),
        round(low.blue() + (high.blue() - low.blue()) * part),
    )
